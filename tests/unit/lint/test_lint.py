"""Choosing rules, reading findings, and what the table of support says."""

from __future__ import annotations

import pytest
from lxml import etree

from procflow.bpmn import Definitions, FlowNode, read, write
from procflow.bpmn.namespaces import bpmn
from procflow.errors import DataError
from procflow.lint import SUPPORT, Severity, all_rules, choose, executed_nodes, executed_processes, lint, support_of

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
