"""Choosing rules, reading findings, and what the table of support says."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from lxml import etree

from procflow.bpmn import Definitions, FlowNode, Participant, read, write
from procflow.bpmn.namespaces import bpmn
from procflow.errors import DataError
from procflow.lint import SUPPORT, Severity, all_rules, choose, executed_nodes, executed_processes, lint, support_of
from tests.diagrams import diagram
from tests.support import REPOSITORY

FIXTURES = Path(__file__).parent
BROKEN = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI">
<process id="p" name="Cấp phép">
<startEvent id="s" name="Nhận"/>
<userTask id="t" name="Xử lý"/>
<sequenceFlow id="f" sourceRef="s" targetRef="t"/>
</process>
</definitions>""".encode()


def test_sets_and_rules_are_chosen_by_name() -> None:
    """A set gives its rules and whether the model is whole, a rule itself, and no name all of them."""
    every = choose(None)
    runnable = {rule.name: rule.set for rule in choose("executable")}

    assert {"correctness", "executable", "procedure"} == {rule.set for rule in every}
    assert set(every) == set(choose(["correctness", "executable", "procedure"]))
    assert "correctness" == runnable.pop("whole-model")
    assert {"executable"} == set(runnable.values())
    assert {"fake-join", "limit-sum"} == {rule.name for rule in choose(["limit-sum", "fake-join"])}


@pytest.mark.parametrize(("name", "hint"), [("corectness", "'correctness'"), ("xyz", "executable")])
def test_unknown_rule_is_refused(name: str, hint: str) -> None:
    """A name that is neither a rule nor a set is refused with the nearest one, or the sets."""
    with pytest.raises(DataError, match=name) as caught:
        choose(name)

    assert hint in caught.value.hint


def test_findings_come_in_order_of_lines() -> None:
    """Findings follow the file; each names rule, set, severity, element, label, line and the next step."""
    findings = lint(read(BROKEN), ["user-task-performer", "end-event-required"])

    assert [
        "3: error end-event-required: 'p' (Cấp phép): it has no end event",
        "5: error user-task-performer: 't' (Xử lý): nobody is named who performs it",
    ] == [str(finding).partition(" - ")[0] for finding in findings]
    assert ("correctness", Severity.ERROR) == (findings[0].set, findings[0].severity)


def test_model_is_not_changed() -> None:
    """Checking a model against every rule leaves its bytes as they were."""
    model = read(BROKEN)
    lint(model)

    assert BROKEN == write(model)


def test_finding_without_line_comes_last() -> None:
    """An element made after reading has no line; its finding stands behind the others and prints without line."""
    tree = read(BROKEN).tree
    etree.SubElement(tree.getroot(), bpmn("process"), id="made")
    findings = lint(Definitions(tree, None, ""), "end-event-required")

    assert [("p", 3), ("made", None)] == [(finding.element_id, finding.line) for finding in findings]
    assert str(findings[1]).startswith("error end-event-required: 'made'")


def test_every_rule_is_named_after_its_file_and_summed_up() -> None:
    """A rule's name is its file's, with hyphens, and its summary is one sentence."""
    assert all(rule.check.__module__.rstrip("_").endswith(name.replace("-", "_")) for name, rule in all_rules().items())
    assert all(rule.summary.endswith(".") for rule in all_rules().values())


def test_refused_elements_have_a_way_out() -> None:
    """Each row of the table says what happens or why not, and a refused one what to draw instead."""
    assert all(row.reason and row.supported != bool(row.hint) for row in SUPPORT.values())


def test_an_empty_process_is_not_the_one_that_is_run() -> None:
    """Bizagi begins every file with one; of a file with no other it is the first."""
    empty = b'<process id="main"/>'
    beside = read(BROKEN.replace(b"<process", empty + b"<process", 1))
    alone = read(BROKEN[: BROKEN.index(b"<process")] + empty + b"</definitions>")

    assert [["p"], ["main"]] == [[one.id for one in executed_processes(model)] for model in (beside, alone)]


def test_an_empty_process_may_be_removed() -> None:
    """What is found of it is told with that way out, and nothing else is."""
    model = read(BROKEN.replace(b"<process", b'<process id="main" isExecutable="true"/><process', 1))
    found = lint(model, ["start-event-required", "end-event-required", "single-start"])
    offered = {(one.element_id, one.rule) for one in found if one.hint.endswith("or remove the process, it is empty")}

    assert offered == {(one.element_id, one.rule) for one in found if one.element_id == "main"}
    assert {("main", rule) for rule in ("start-event-required", "end-event-required", "single-start")} == offered
    assert ("p", "end-event-required") in {(one.element_id, one.rule) for one in found}


def test_support_follows_the_traits_of_an_element() -> None:
    """Deployment learns of each element whether it runs, by its kind and what hangs on it."""
    model = read(BROKEN)

    assert ["p"] == [process.id for process in executed_processes(model)]
    assert {"s": True, "t": True} == {node.id: support_of(node).supported for node in executed_nodes(model)}
    assert all(isinstance(node, FlowNode) for node in executed_nodes(model))


def test_an_element_outside_the_processes_stops_no_rule() -> None:
    """Every rule goes on where flow nodes stand in no process; where they stand is the finding."""
    flow = '<messageFlow id="m" sourceRef="t" targetRef="lost"/>'
    lost = f'<collaboration id="c">{flow}<callActivity id="lost"/></collaboration><userTask id="form"/>'
    model = read(BROKEN.replace(b"</process>", f"</process>{lost}".encode()))

    assert {"lost", "form"} == {each.element_id for each in lint(model) if each.rule == "element-place"}


def test_a_flow_that_is_not_with_its_ends_is_found() -> None:
    """The finding names both processes."""
    other = '<process id="q"><task id="one"/><task id="two"/></process>'
    flow = '<sequenceFlow id="strange" sourceRef="one" targetRef="two"/>'
    found = lint(read(BROKEN.replace(b"</process>", f"{flow}</process>{other}".encode())), "element-place")

    assert [("strange", "it stands in 'p', its ends in 'q'")] == [(each.element_id, each.message) for each in found]


@pytest.mark.parametrize("text", ["NaN", "INF", "", " ", "abc", "1_0", "1e400", "\uff11"])
def test_a_coordinate_that_is_no_number_is_found(text: str) -> None:
    """The finding stands at the element, and names side, line and what was written."""
    raw = (FIXTURES / "no-overlapping-elements" / "valid-example.bpmn").read_text(encoding="utf-8")
    drawn = raw.replace('x="200"', f'x="{text}"')
    found = lint(read(drawn.encode()), "attribute-value")

    assert ["task"] == [finding.element_id for finding in found]
    assert f"the x of its Bounds (line 16) is {text!r}" == found[0].message


@pytest.mark.parametrize("side", ["x", "width"])
def test_a_coordinate_that_is_missing_is_found(side: str) -> None:
    """It is no 0, which is what a reader would have to guess."""
    raw = (FIXTURES / "no-overlapping-elements" / "valid-example.bpmn").read_bytes()
    model = read(raw)
    bounds = model.node.find(".//{*}Bounds")
    assert bounds is not None
    bounds.attrib.pop(side)

    assert [f"the {side} of its Bounds (line {bounds.sourceline}) is missing"] == [
        finding.message for finding in lint(model, "attribute-value")
    ]


@pytest.mark.parametrize("own", ["task 1", "1task", "a:b", "Bước#1", ""])
def test_an_id_that_xml_does_not_know_is_found(own: str) -> None:
    """Whatever bears it, a blank inside or a digit in front makes it none."""
    model = read(BROKEN.replace(b"<process", f'<message id="{own}"/><process'.encode(), 1))
    found = [finding.message for finding in lint(model, "attribute-value")]

    assert [f"{own!r} (line 3) cannot be the id of a message"] == found


def test_an_id_may_have_letters_of_any_language() -> None:
    """Vietnamese is no reason to refuse an id."""
    model = read(BROKEN.replace(b"<process", '<message id="Bước_1.a-b"/><process'.encode(), 1))

    assert () == lint(model, "attribute-value")


def test_an_id_used_twice_is_told_once() -> None:
    """Two elements with one id are a flaw of the model, what the drawing takes away is another finding."""
    twice = BROKEN.replace(b"<sequenceFlow", b'<task id="t"/><sequenceFlow', 1)
    drawn = BROKEN.replace(b"</definitions>", b'<bpmndi:BPMNDiagram id="t"/></definitions>')
    rules = ["duplicate-id", "whole-model"]

    assert [["whole-model"], ["duplicate-id"]] == [
        [finding.rule for finding in lint(read(raw), rules)] for raw in (twice, drawn)
    ]


def test_an_implicit_throw_event_is_one_of_the_standard() -> None:
    """The schema lets it stand where other events do, though no modeler draws it."""
    model = read(BROKEN.replace(b"<sequenceFlow", b'<implicitThrowEvent id="thrown"/><sequenceFlow', 1))

    assert () == lint(model, "element-place")


def test_every_rule_is_summed_up_in_vietnamese() -> None:
    """Each rule has one sentence there, and no sentence is without its rule."""
    told = {name: rule.told("vi") for name, rule in all_rules().items()}
    known = tomllib.loads((REPOSITORY / "procflow" / "lint" / "data" / "rules.vi.toml").read_text("utf-8"))

    assert known == told
    assert all(text.endswith(".") and text != all_rules()[name].summary for name, text in told.items())


@pytest.mark.parametrize(
    ("bounds", "multiplicity"),
    [
        ('minimum=" 2 " maximum="+5"', (2, 5)),
        ('minimum="&#10;2" maximum="05"', (2, 5)),
        ('maximum="3"', (0, 3)),
        ('minimum="٢" maximum="3"', None),
        ('minimum="1_0" maximum="20"', None),
        ('minimum="1" maximum="1234567890123456789"', None),
    ],
)
def test_a_pool_has_a_multiplicity_where_the_rule_accepts_it(bounds: str, multiplicity: tuple[int, int] | None) -> None:
    """Model and rule read a whole number in one way, as XML Schema writes it."""
    drawn = f'<participant id="pool"><participantMultiplicity {bounds}/></participant>'
    model = read(diagram("start s", collaboration=f'<collaboration id="c">{drawn}</collaboration>'))
    (pool,) = model.elements(Participant)

    assert multiplicity == pool.multiplicity
    assert (multiplicity is None) == any(finding.element_id == "pool" for finding in lint(model, ["pool"]))
