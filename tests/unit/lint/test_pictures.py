"""The pictures of the rules that the documentation makes from their examples."""

from __future__ import annotations

import importlib.util
from types import ModuleType

import pytest

from procflow.lint import all_rules
from tests.support import REPOSITORY

PAGES = REPOSITORY / "docs" / "rules"


@pytest.fixture(scope="module")
def hooks() -> ModuleType:
    """Return what the documentation is built with."""
    spec = importlib.util.spec_from_file_location("hooks", REPOSITORY / "docs" / "hooks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("rule", sorted(all_rules()))
def test_a_page_has_a_wrong_and_a_right_picture(hooks: ModuleType, rule: str) -> None:
    """Both examples of a page are found, so both are drawn."""
    found = hooks.EXAMPLE.findall((PAGES / f"{rule}.md").read_text("utf-8"))

    assert ["Wrong", "Right"] == [heading for heading, _ in found]


@pytest.mark.parametrize("rule", ["fake-join", "standard-size", "called-process"])
def test_findings_are_marked_in_the_wrong_picture_alone(hooks: ModuleType, rule: str) -> None:
    """What the rule finds bears a badge; nothing does in the right picture; drawings of the example are kept."""
    wrong, right = (
        hooks.picture(rule, example) for _, example in hooks.EXAMPLE.findall((PAGES / f"{rule}.md").read_text("utf-8"))
    )

    assert wrong.startswith("<svg")
    assert ">1</text>" in wrong
    assert ">1</text>" not in right
