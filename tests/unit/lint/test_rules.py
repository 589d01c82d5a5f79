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
    ("event-based-gateway-events", "target"): {"task", "blank"},
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
    ("message-name", "receive-task"): {"wait"},
    ("message-name", "no-name"): {"wait"},
    ("message-name", "event"): {"wait"},
    ("called-process", "nothing"): {"main-call"},
    ("called-process", "expression"): {"main-call"},
    ("called-process", "circle"): {"main-call", "fee-call"},
    ("called-process", "itself"): {"main-call"},
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
    ("ad-hoc-sub-process", "example"): {"inner-end", "inner-start"},
    ("conditional-event", "example"): {"event"},
    ("conditional-flows", "example"): {"gate-b"},
    ("global", "example"): {"again", "message", "nameless", "unused"},
    ("no-complex-gateway", "example"): {"gate", "join"},
    ("no-inclusive-gateway", "example"): {"gate", "join"},
    ("no-gateway-join-fork", "example"): {"gate"},
    ("no-implicit-end", "example"): {"task"},
    ("no-implicit-start", "example"): {"lost"},
    ("single-event-definition", "example"): {"event"},
    ("superfluous-label", "example"): {"task-end"},
    ("superfluous-termination", "example"): {"end"},
    ("standard-size", "example"): {"task"},
    ("no-overlapping-elements", "example"): {"start", "task"},
    ("flow-lists", "example"): {"task"},
    ("whole-model", "example"): {"task-end"},
    ("whole-model", "same-id"): {"task"},
    ("event-based-gateway-events", "example"): {"task"},
    ("symmetric-gateways", "example"): {"join"},
    ("soundness", "deadlock"): {"join"},
    ("soundness", "twice"): {"join-end", "end"},
    ("soundness", "loop"): {"again"},
    ("soundness", "dead"): {"join", "task"},
    ("empty-lane", "example"): {"nobody"},
    ("data-never-read", "example"): {"paper"},
    ("data-never-written", "example"): {"paper"},
    ("flow-crosses-pool", "example"): {"asked"},
    ("duplicate-names", "example"): {"again"},
    ("suppression", "example"): {"task"},
    ("suppression", "unknown"): {"task"},
    ("impossible-date", "example"): {"task"},
    ("impossible-date", "words"): {"task"},
    ("impossible-date", "leap-year"): {"task"},
    ("label-style", "example"): {"task"},
    ("metadata-required", "example"): {"process"},
    ("result-never-returned", "example"): {"refused"},
    ("called-element", "example"): {"task"},
    ("called-element", "empty"): {"task"},
    ("called-element", "two"): {"task"},
    ("duplicate-task-headers", "example"): {"task"},
    ("element-type", "example"): {"task"},
    ("element-type", "event"): {"blank", "event"},
    ("error-reference", "example"): {"event"},
    ("error-reference", "no-code"): {"event"},
    ("escalation-reference", "example"): {"event"},
    ("escalation-reference", "no-code"): {"event"},
    ("signal-reference", "example"): {"event"},
    ("signal-reference", "no-name"): {"event"},
    ("message-reference", "example"): {"task"},
    ("message-reference", "no-name"): {"event"},
    ("subscription", "example"): {"task"},
    ("subscription", "empty"): {"event"},
    ("event-based-gateway-target", "example"): {"task"},
    ("executable-process", "example"): {"process"},
    ("executable-process", "pool"): {"pool"},
    ("loop-characteristics", "example"): {"task"},
    ("loop-characteristics", "half-output"): {"task"},
    ("loop-characteristics", "no-collection"): {"task"},
    ("io-mapping", "example"): {"task"},
    ("io-mapping", "output"): {"task"},
    ("no-business-id", "example"): {"task"},
    ("no-cancel-execution-listener", "example"): {"task"},
    ("no-before-all-execution-listener", "example"): {"task"},
    ("no-execution-listener-headers", "example"): {"task"},
    ("execution-listener", "example"): {"task"},
    ("task-listener", "example"): {"task"},
    ("duplicate-execution-listeners", "example"): {"task"},
    ("no-job-priority-definition", "example"): {"task"},
    ("no-multiple-none-start-events", "example"): {"other", "start"},
    ("sequence-flow-condition", "example"): {"gate-b"},
    ("sequence-flow-condition", "task"): {"task-end"},
    ("start-event-form", "example"): {"start"},
    ("start-event-form", "embedded-empty"): {"start"},
    ("start-event-form-embedded", "example"): {"start"},
    ("user-task-definition", "example"): {"task"},
    ("zeebe-user-task", "example"): {"task"},
    ("user-task-form", "example"): {"task"},
    ("user-task-form", "job-worker"): {"task"},
    ("variable-name", "example"): {"task"},
    ("variable-name", "loop"): {"task"},
    ("variable-name", "script"): {"task"},
    ("variable-name", "decision"): {"task"},
    ("escalation-boundary-event-attached-to-ref", "example"): {"event"},
    ("camunda-link-event", "example"): {"away"},
    ("camunda-link-event", "two-catches"): {"here", "there"},
    ("camunda-ad-hoc-sub-process", "example"): {"sub"},
    ("camunda-ad-hoc-sub-process", "half"): {"sub"},
    ("camunda-ad-hoc-sub-process", "other-half"): {"sub"},
    ("secrets", "example"): {"task"},
    ("secrets", "property"): {"task"},
    ("secrets", "key"): {"task"},
    ("wait-for-completion", "example"): {"event"},
    ("priority-definition", "example"): {"task"},
    ("priority-definition", "too-high"): {"task"},
    ("version-tag", "example"): {"task"},
    ("version-tag", "process"): {"process"},
    ("version-tag", "computed"): {"task"},
    ("no-interrupting-event-subprocess", "example"): {"inner-start"},
    ("no-loop", "example"): {"process"},
    ("no-loop", "sub-process"): {"process"},
    ("no-loop", "call-itself"): {"process"},
    ("implementation", "example"): {"task"},
    ("implementation", "alien"): {"task"},
    ("implementation", "half"): {"task"},
    ("implementation", "twice"): {"task"},
    ("implementation", "message"): {"event"},
    ("timer", "example"): {"event"},
    ("timer", "nothing"): {"event"},
    ("timer", "cycle"): {"event"},
    ("timer", "interrupting-cycle"): {"event"},
    ("timer", "date"): {"event"},
    ("timer", "cron"): {"event"},
    ("timer", "start"): {"start"},
    ("history-time-to-live", "example"): {"process"},
    ("no-implicit-end", "compensation"): {"event"},
    ("superfluous-termination", "interrupting"): {"end"},
    ("flow-lists", "leaving"): {"start"},
    ("no-overlapping-elements", "outside"): {"task"},
    ("no-overlapping-elements", "sub-process"): {"inner"},
    ("standard-size", "pools"): {"flat", "tall"},
    ("timer", "event-sub-process"): {"s"},
    ("ad-hoc-activities", "example"): {"sub"},
    ("association-ends", "example"): {"line"},
    ("attribute-value", "example"): {"gate"},
    ("boundary-event", "example"): {"late"},
    ("compensation", "example"): {"back"},
    ("complex-gateway-activation", "example"): {"join"},
    ("condition-place", "example"): {"start-task"},
    ("data-association", "example"): {"reads"},
    ("data-reference", "example"): {"paper"},
    ("duplicate-id", "example"): {"task"},
    ("element-place", "example"): {"own"},
    ("end-event-outgoing", "example"): {"end"},
    ("event-definition-place", "example"): {"start"},
    ("event-gateway-targets", "example"): {"gate"},
    ("event-interrupting", "example"): {"late"},
    ("event-sub-process", "example"): {"sub"},
    ("executable-events", "example"): {"wait"},
    ("gateway-direction", "example"): {"gate"},
    ("instantiation", "example"): {"wait"},
    ("io-specification", "example"): {"in"},
    ("lane-members", "example"): {"one"},
    ("link-event-flows", "example"): {"away"},
    ("message-flow-ends", "example"): {"asked"},
    ("multi-instance", "example"): {"task"},
    ("operation-data", "example"): {"task"},
    ("pool", "example"): {"pool"},
    ("process-type", "example"): {"process"},
    ("reference-kind", "example"): {"task"},
    ("reference-kind", "called-step"): {"task"},
    ("reference-kind", "item-types"): {"born", "name"},
    ("required-part", "example"): {"interface"},
    ("resource-role", "example"): {"owner"},
    ("script-format", "example"): {"task"},
    ("start-event-incoming", "example"): {"start"},
    ("result-never-returned", "border-and-link"): {"done"},
    ("receive-and-return", "desk-name"): {"process"},
    ("supplement-loop-bound", "link"): {"here-join"},
    ("supplement-loop-bound", "contact"): {"supplement-task"},
    ("supplement-loop-bound", "face-to-face"): {"supplement-task"},
    ("supplement-loop-bound", "clock"): {"supplement-task"},
    ("supplement-loop-bound", "repeated"): {"task"},
    ("limit-sum", "link"): {"process"},
    ("limit-sum", "inner"): {"sub"},
    ("mixed-day-kinds", "total"): {"process"},
    ("drafter-not-approver", "blanks"): {"sign"},
    ("label-style", "numbered"): {"check", "sign", "task"},
    ("impossible-date", "decomposed"): {"task"},
    ("impossible-date", "timer"): {"timer"},
    ("performer-required", "blank"): {"task"},
    ("legal-basis-required", "blank"): {"process"},
    ("event-data", "example"): {"wait"},
    ("event-data", "every-kind"): {"end", "late", "start"},
    ("executable-events", "waits-for-worker"): {"wait"},
    ("multi-instance", "vendor"): {"task"},
    ("pool", "bounds"): {"pool"},
    ("pool", "digits"): {"pool"},
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


@pytest.mark.parametrize(("width", "found"), [("60", {"flat"}), ("90", {"flat", "tall"})])
def test_an_empty_pool_is_measured_across_the_way_it_runs(width: str, found: set[str]) -> None:
    """Its width counts where it is higher than wide and the file does not say which way it runs."""
    text = (FIXTURES / "standard-size" / "invalid-pools.bpmn").read_text(encoding="utf-8")
    model = read(text.replace(' isHorizontal="false"', "").replace('width="90"', f'width="{width}"').encode())

    assert found == {finding.element_id for finding in lint(model, "standard-size")}
