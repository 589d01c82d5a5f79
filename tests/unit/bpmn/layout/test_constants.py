"""Every number of the layout says why it is what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.support import REPOSITORY

_NUMBER = re.compile(r"(?P<name>_?[A-Z][A-Z_]*)(?:: [^=]+)? = -?[\d.]+(?P<reason> +# .+)?$")


def unexplained(text: str) -> Iterator[str]:
    """Yield the name of each number of a module that has no comment behind it or above it."""
    above = ""
    for line in text.splitlines():
        found = _NUMBER.match(line)
        if found is not None and not found["reason"] and not above.startswith("#"):
            yield found["name"]
        above = line


def test_every_number_has_a_reason() -> None:
    """A comment says why each weight and distance is what it is, so that the next person knows what may be changed."""
    modules = sorted((REPOSITORY / "procflow" / "bpmn" / "layout").glob("*.py"))

    assert [] == [f"{module.name}: {name}" for module in modules for name in unexplained(module.read_text("utf-8"))]


def test_a_number_without_a_reason_is_found() -> None:
    """A comment counts behind the number or in the line above it."""
    assert ["_B"] == list(unexplained("_A = 1  # one\n_B = 2.0\n# three\nC: int = 3\n"))
