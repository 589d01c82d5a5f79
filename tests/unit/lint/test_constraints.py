"""Every constraint of BPMN that the reference lists: found where it is broken, not where it is kept."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from procflow.bpmn import read
from procflow.lint import Severity, all_rules, lint
from tests.support import MODELS, REPOSITORY, models

FOLDER = Path(__file__).parent / "constraints"
PAGE = (REPOSITORY / "docs" / "reference" / "constraints.md").read_text(encoding="utf-8")
OPENING = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" targetNamespace="urn:example">'
)
FOUND_BY = {
    name: re.findall(r"\[([\w-]+)\]", finders)
    for finders, name in re.findall(r"^\| [^|]* \| [\d.]+ \| ([^|]*) \| `([\w-]+)` \|$", PAGE, re.MULTILINE)
}
EXAMPLES = {
    name: example
    for path in sorted(FOLDER.glob("*.toml"))
    for name, example in tomllib.loads(path.read_text(encoding="utf-8")).items()
}
NAMED = sorted({rule for rules in FOUND_BY.values() for rule in rules})


def raw(example: str) -> bytes:
    """Return an example as a file; one that says nothing of the definitions gets them around it."""
    whole = example if example.lstrip().startswith("<definitions") else f"{OPENING}{example}</definitions>"
    return whole.encode()


@pytest.mark.parametrize("name", FOUND_BY)
def test_broken_constraint_is_found(name: str) -> None:
    """Each rule that the page names for a constraint finds the model that breaks it."""
    found = {finding.rule for finding in lint(read(raw(EXAMPLES[name]["wrong"])), "correctness")}

    assert set(FOUND_BY[name]) <= found


@pytest.mark.parametrize("name", FOUND_BY)
def test_kept_constraint_is_left_alone(name: str) -> None:
    """The rules of a constraint find nothing in the model that keeps it, and no rule of the page an error."""
    found = lint(read(raw(EXAMPLES[name]["right"])), NAMED)

    assert [] == [each for each in found if each.severity is Severity.ERROR or each.rule in FOUND_BY[name]]


def test_page_and_examples_agree() -> None:
    """Each row of the page has its examples and each example its row; what the page names are rules of the set."""
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and "---" not in line]

    assert set(EXAMPLES) == set(FOUND_BY)
    assert len(FOUND_BY) == len([row for row in rows if not row.startswith("| Constraint ")])
    assert {"correctness"} == {all_rules()[rule].set for rule in NAMED}


@pytest.mark.parametrize("path", models(), ids=lambda path: str(path.relative_to(MODELS)))
def test_our_own_models_keep_every_constraint(path: Path) -> None:
    """No rule of the page finds an error in a model of the repository."""
    found = lint(read(path), NAMED)

    assert [] == [each for each in found if each.severity is Severity.ERROR]
