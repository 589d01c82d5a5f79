"""Calls that users write; mypy --strict reads this file, nothing runs it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import assert_type

import networkx as nx

import procflow as pf
from procflow.bpmn import (
    BoundaryEvent,
    Definitions,
    FlowNode,
    Lane,
    SequenceFlow,
    UserTask,
    add_boundary_event,
    add_flow,
    add_lane,
    change_type,
    graph,
    insert_after,
    insert_into_flow,
    move_to_lane,
    read,
    remove,
    rewire,
    set_default,
    set_name,
    set_property,
    write,
)
from procflow.bpmn.soundness import Defect, Soundness, Step, Verdict
from procflow.bpmn.structure import Loop, Region, dominators, loops, post_dominators, regions
from procflow.calendars import Due, Period, due, load_calendar
from procflow.engine import Engine, OpenTask
from procflow.errors import ProcflowError
from procflow.eventlog import EventLog
from procflow.lint import Finding, lint
from procflow.procedure import Procedure
from procflow.quantity import Quantity
from procflow.render import VIETNAMESE_RUN, render, run_svg
from procflow.simplify import Comparison, compare
from procflow.tables import import_table


def files() -> None:
    """Read, edit and write a model."""
    model = read("models/x.bpmn")
    assert_type(model, Definitions)
    read(Path("models/x.bpmn"))
    read(b"<definitions/>")
    for task in model.descendants(UserTask):
        assert_type(task, UserTask)
        assert_type(task.name, str)
        set_name(task, "Thẩm định")
        set_property(task, "pf.duty", "review")
    assert_type(write(model), bytes)
    write(model, Path("x.bpmn"))


def edits(flow: SequenceFlow, lane: Lane, task: UserTask) -> None:
    """Change the structure of a model."""
    made = insert_into_flow(flow, "userTask", "Thẩm định")
    assert_type(made, FlowNode)
    assert_type(insert_after(made, "intermediateCatchEvent", event=("timer", "P3D")), FlowNode)
    assert_type(add_boundary_event(task, ("message", "Rút hồ sơ"), cancel_activity=True), BoundaryEvent)
    assert_type(change_type(made, "manualTask", drop=["zeebe:formDefinition"]), FlowNode)
    assert_type(add_lane(lane, "Tổ 1"), Lane)
    assert_type(add_flow(made, task, condition="du"), SequenceFlow)
    move_to_lane(task, lane)
    rewire(flow, target=task)
    set_default(made, flow)
    remove(made, bridge=False)


def can_it_go_wrong() -> None:
    """Play the token game, see a defect, and how a process is built."""
    model = read("models/x.bpmn")
    found = pf.soundness(model, max_states=1000)
    assert_type(found, Soundness)
    assert_type(found.is_sound, bool | None)
    for verdict in found.processes:
        assert_type(verdict, Verdict)
    for defect in found.defects:
        assert_type(defect, Defect)
        assert_type(defect.run, tuple[Step, ...])
        assert_type(run_svg(model, defect, words=VIETNAMESE_RUN), str)
        for told in VIETNAMESE_RUN.run(defect, model):
            assert_type(told, str)
    process = model.processes[0]
    assert_type(regions(process), Region)
    assert_type(dominators(process), dict[str, str])
    assert_type(post_dominators(process), dict[str, str])
    assert_type(loops(process), tuple[Loop, ...])


def views() -> None:
    """See a model as a procedure, as findings, as a graph and as a picture."""
    model = read("models/x.bpmn")
    procedure = Procedure.of(model)
    assert_type(procedure, Procedure)
    assert_type(procedure.performers, tuple[str, ...])
    assert_type(lint(model, rules="correctness"), tuple[Finding, ...])
    assert_type(lint(model, rules=["correctness", "no-unreachable"]), tuple[Finding, ...])
    flow = graph(model)
    assert_type(nx.shortest_path(flow, "start", "end"), list[str])
    assert_type(render(model, "x.svg", engine="dot"), str)
    assert_type(render(model, "x.svg", diagram="SubProcess_1"), str)


def limits(received: datetime) -> date:
    """Count a limit."""
    found = due(received, Period.parse("5wd"), load_calendar())
    assert_type(found, Due)
    return found.due_on


def tables_and_engine() -> None:
    """Import a table and run it."""
    procedure = import_table("table.docx")
    with Engine("sqlite:///procflow.db") as engine:
        process = engine.deploy(procedure.to_bpmn())
        dossier = engine.start(process.key, {"age": 30}, by="lan", business_key="H29.1-0001")
        for task in engine.tasks(performer="Văn thư"):
            engine.claim(task.id, by="lan")
            assert_type(engine.release(task.id, by="lan"), OpenTask)
            engine.complete(task.id, {"agreed": True}, by="lan", seen=task.version)
        assert_type(engine.history(dossier.id), EventLog)
        assert_type(engine.run_due(), int)


def comparisons() -> None:
    """Compare a procedure with its simplification."""
    assert_type(compare("as-is.bpmn", Path("to-be.bpmn"), basis="elapsed", tariff=Decimal(40_000)), Comparison)
    compare(read("as-is.bpmn"), read("to-be.bpmn"), basis="effort", dossiers_per_year=100)


def figures() -> Decimal | None:
    """Handle figures and errors."""
    try:
        return Quantity(Decimal(5), "working-day").value
    except ProcflowError as error:
        assert_type(error.code, str)
        assert_type(error.hint, str)
        return None
