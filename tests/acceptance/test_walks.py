"""Every model runs as it is drawn: walked over everything in it, also with a new engine for each step (invariant 2)."""

from __future__ import annotations

from pathlib import Path

import pytest

from procflow.bpmn import BoundaryEvent, Definitions, Event, TimerEventDefinition, read
from procflow.calendars import load_calendar
from procflow.clock import FrozenClock
from procflow.engine import Engine
from procflow.eventlog import EntryKind, EventLog
from procflow.lint import executed_processes
from tests import support
from tests.walker import MONDAY, Walks, find_walks, walk

CALENDAR = load_calendar()


def histories(model: Path, walks: Walks, url: str, *, restarted: bool) -> list[EventLog]:
    """Return the histories of all walks on one database, by one engine or by a new one for each step."""
    clock = FrozenClock(MONDAY)
    opened: list[Engine] = []

    def engine() -> Engine:
        if restarted or not opened:
            while opened:
                opened.pop().close()
            opened.append(Engine(url, clock, CALENDAR))
        return opened[-1]

    try:
        key = engine().deploy(model).key
        found = []
        for choices in walks.choices:
            clock.set(MONDAY)
            found.append(walk(choices, key, clock, engine))
        return found
    finally:
        while opened:
            opened.pop().close()


def expected(model: Definitions) -> set[str]:
    """Return the ids of everything a walk must pass: flows, boundary events, timers."""
    inside = executed_processes(model)
    flows = {flow.id for process in inside for flow in process.all_sequence_flows()}
    events = (node for process in inside for node in process.all_flow_nodes() if isinstance(node, Event))
    return flows | {event.id for event in events if isinstance(event, BoundaryEvent) or _has_timer(event)}


def _has_timer(event: Event) -> bool:
    return any(isinstance(definition, TimerEventDefinition) for definition in event.event_definitions)


def reached(logs: list[EventLog]) -> set[str]:
    """Return the ids of the flows taken and the events that happened."""
    happened = (EntryKind.FLOW_TAKEN, EntryKind.ELEMENT_LEFT)
    return {entry.element_id for log in logs for entry in log.of(*happened) if not entry.detail.get("cancelled")}


@pytest.mark.parametrize("path", support.models(), ids=lambda path: path.name)
def test_a_model_is_walked_over_everything(path: Path, tmp_path: Path) -> None:
    """
    Walks reach every sequence flow, boundary event and timer of the model, loops and cycles twice.

    Their histories are whole, and equal to those with a new engine on the file after each step.
    """
    model = read(path)
    walks = find_walks(model, seed=support.SEED)
    once = histories(path, walks, "sqlite://", restarted=False)

    assert frozenset() == walks.missed
    assert set() == expected(model) - reached(once)
    for log in once:
        log.verify()
    assert once == histories(path, walks, f"sqlite:///{tmp_path / 'walk.db'}", restarted=True)


def test_there_are_models_to_walk(models_dir: Path) -> None:
    """The repository holds models."""
    assert models_dir.is_dir()
    assert support.models()
