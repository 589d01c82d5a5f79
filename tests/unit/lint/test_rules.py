"""Every rule against its fixtures and its page: what it finds, and what it leaves alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from procflow.bpmn import read
from procflow.lint import SUPPORT, all_rules, lint
from tests.support import REPOSITORY

FIXTURES = Path(__file__).parent
PAGES = REPOSITORY / "docs" / "rules"
HEADINGS = ["Why", "Wrong", "Right", "Caveat"]
OPENING = re.search("<definitions[^>]*>", (FIXTURES / "fake-join" / "valid-gateway.bpmn").read_text(encoding="utf-8"))

FOUND = {
    ("start-event-required", "no-start"): {"process"},
    ("start-event-required", "sub-process"): {"sub"},
    ("end-event-required", "no-end"): {"process"},
    ("end-event-required", "sub-process"): {"sub"},
    ("no-disconnected", "task"): {"lost"},
    ("no-unreachable", "island"): {"a", "b"},
    ("no-unreachable", "second-root"): {"a"},
    ("no-duplicate-sequence-flows", "twice"): {"again", "task", "end"},
    ("event-based-gateway", "one-event"): {"gate"},
    ("event-based-gateway", "condition"): {"gate-answer"},
    ("event-based-gateway", "target"): {"task", "blank"},
    ("no-implicit-split", "task"): {"task"},
    ("fake-join", "task"): {"task"},
    ("single-blank-start-event", "two"): {"process"},
    ("sub-process-blank-start-event", "timer"): {"inner-start"},
    ("event-sub-process-typed-start-event", "blank"): {"inner-start"},
    ("link-event", "no-partner"): {"away", "here"},
    ("link-event", "no-name"): {"away", "here"},
    ("link-event", "two-catches"): {"here", "there"},
    ("label-required", "task"): {"task"},
    ("label-required", "gateway-and-branch"): {"gate", "gate-end"},
    ("label-required", "lane"): {"lane"},
    ("superfluous-gateway", "one-in-one-out"): {"gate"},
    ("gateway-without-outgoing", "join"): {"join"},
    ("no-bpmndi", "one-task"): {"task"},
    ("no-bpmndi", "no-diagram"): {"start", "task", "end", "start-task", "task-end"},
    ("supported-element", "script"): {"script"},
    ("supported-element", "traits"): {"service", "loop", "withdrawal", "withdrawn", "end", "undo", "complex"},
    ("supported-element", "further-limits"): {"wait", "receive", "call", "sub"},
    ("supported-element", "unlisted"): {"wait", "wait2"},
    ("single-start", "two"): {"process"},
    ("single-start", "sub-process"): {"sub"},
    ("branch-to-draw", "marked"): {"task"},
    ("branch-to-draw", "marked-in-vietnamese"): {"task"},
    ("branch-to-draw", "unreadable"): {"task"},
    ("executable-condition", "arithmetic"): {"gate-end"},
    ("executable-condition", "script"): {"gate-end"},
    ("executable-condition", "spaces"): {"gate-end"},
    ("condition-required", "no-condition"): {"gate-no"},
    ("condition-required", "inclusive"): {"gate-a", "gate-b"},
    ("condition-without-choice", "parallel"): {"split-end"},
    ("condition-without-choice", "default"): {"gate-no"},
    ("condition-without-choice", "start"): {"start-task"},
    ("timer-definition", "words"): {"wait"},
    ("timer-definition", "nothing"): {"wait"},
    ("timer-definition", "no-zone"): {"wait"},
    ("timer-definition", "cycle"): {"late"},
    ("timer-definition", "unreadable-limit"): {"wait"},
    ("timer-definition", "unreadable-limit-beside-duration"): {"wait"},
    ("message-reference", "receive-task"): {"wait"},
    ("message-reference", "no-name"): {"wait"},
    ("message-reference", "event"): {"wait"},
    ("called-element", "nothing"): {"main-call"},
    ("called-element", "expression"): {"main-call"},
    ("called-element", "circle"): {"main-call", "fee-call"},
    ("called-element", "itself"): {"main-call"},
    ("user-task-performer", "nobody"): {"task"},
    ("user-task-performer", "expression"): {"task"},
    ("performer-required", "nobody"): {"task"},
    ("performer-required", "other-process"): {"task"},
    ("limit-required", "step"): {"task"},
    ("limit-required", "procedure"): {"process"},
    ("limit-known-unit", "unit"): {"task"},
    ("limit-known-unit", "no-unit"): {"task"},
    ("limit-known-unit", "number"): {"task", "process"},
    ("property-value", "date"): {"process"},
    ("property-value", "choice-and-count"): {"task", "process"},
    ("property-value", "format"): {"process"},
    ("unknown-pf-property", "typing-error"): {"task"},
    ("unknown-pf-property", "no-such-name"): {"process"},
    ("unknown-pf-property", "place"): {"task"},
    ("unknown-pf-property", "no-place"): {"note"},
    ("process-participant-agree", "code"): {"pool"},
    ("legal-basis-required", "procedure"): {"process"},
    ("legal-basis-required", "locked-step"): {"task"},
    ("drafter-not-approver", "same"): {"approve"},
    ("drafter-not-approver", "same-decomposed"): {"approve"},
    ("receive-and-return", "neither"): {"process"},
    ("limit-sum", "too-long"): {"process"},
    ("limit-sum", "branch"): {"process"},
    ("limit-sum", "sub-process"): {"process"},
    ("declared-total", "differs"): {"process"},
    ("declared-total", "over-with-limit-missing"): {"process"},
    ("mixed-day-kinds", "step"): {"task"},
    ("mixed-day-kinds", "unstated"): {"b"},
    ("supplement-loop-bound", "no-bound"): {"supplement-task"},
    ("supplement-loop-bound", "boundary"): {"back-before"},
    ("supplement-loop-bound", "itself"): {"task-task"},
    ("supplement-loop-bound", "counter"): {"supplement-task"},
    ("supplement-loop-bound", "fee"): {"supplement-task"},
    ("supplement-loop-bound", "bound-nobody-keeps"): {"supplement-task"},
}
VALID = sorted((path.parent.name, path.stem.removeprefix("valid-")) for path in FIXTURES.glob("*/valid-*.bpmn"))


@pytest.mark.parametrize(("rule", "case"), FOUND)
def test_rule_finds_what_is_wrong(rule: str, case: str) -> None:
    """A rule reports exactly the elements that are wrong, each with its line and a next step."""
    findings = lint(read(FIXTURES / rule / f"invalid-{case}.bpmn"), rule)

    assert FOUND[rule, case] == {finding.element_id for finding in findings}
    assert all(finding.line and finding.message and finding.hint for finding in findings)


@pytest.mark.parametrize(("rule", "case"), VALID)
def test_rule_leaves_alone_what_is_right(rule: str, case: str) -> None:
    """A rule reports nothing about a model that keeps it."""
    assert () == lint(read(FIXTURES / rule / f"valid-{case}.bpmn"), rule)


def test_every_fixture_is_expected() -> None:
    """Each invalid fixture has its expectation, and each expectation its fixture."""
    files = {(path.parent.name, path.stem.removeprefix("invalid-")) for path in FIXTURES.glob("*/invalid-*.bpmn")}

    assert set(FOUND) == files


def test_every_rule_has_fixtures_and_a_page() -> None:
    """Each rule has a wrong and a right fixture and a page of its name, and no page or fixture lacks its rule."""
    rules = set(all_rules())

    assert rules == {rule for rule, _ in FOUND}
    assert rules == {rule for rule, _ in VALID}
    assert rules == {page.stem for page in PAGES.glob("*.md")} - {"index"}


@pytest.mark.parametrize("rule", sorted(all_rules()))
def test_page_tells_why_and_shows_both(rule: str) -> None:
    """The page of a rule has its parts; the rule finds something in the wrong example and nothing in the right one."""
    page = (PAGES / f"{rule}.md").read_text(encoding="utf-8")
    wrong, right = re.findall("```xml\n(.*?)```", page, re.DOTALL)

    assert f"# {rule}\n\nSet: `{all_rules()[rule].set}` · severity: {all_rules()[rule].severity}\n" in page
    assert HEADINGS == re.findall("^## (.*)$", page, re.MULTILINE)[:4]
    assert _lint(wrong, rule)
    assert not _lint(right, rule)


def test_page_lists_what_runs() -> None:
    """The page of supported-element shows the whole table of support."""
    page = (PAGES / "supported-element.md").read_text(encoding="utf-8")
    rows = [
        f"| `{key}` | {'yes' if row.supported else 'no'} | {row.reason} | {row.hint} |" for key, row in SUPPORT.items()
    ]

    assert rows == re.findall("^[|] `.*$", page, re.MULTILINE)


def _lint(example: str, rule: str) -> bool:
    assert OPENING is not None
    return bool(lint(read(f"{OPENING[0]}{example}</definitions>".encode()), rule))
