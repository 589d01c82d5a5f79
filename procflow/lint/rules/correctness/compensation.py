"""What undoes an activity stands beside the flow, tied to the event at the border of that activity."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import (
    Activity,
    Association,
    BoundaryEvent,
    CompensateEventDefinition,
    Definitions,
    Element,
    StartEvent,
    SubProcess,
)
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield compensation events, handlers and throws that are not tied as BPMN wants."""
    handlers = _handlers(model)
    for event, tied in handlers.items():
        yield from _event(event, tied)
    called = {activity for tied in handlers.values() for activity in tied}
    for activity in model.elements(Activity):
        if activity.is_for_compensation:
            yield from _handler(activity, is_tied=activity in called)
    for definition in model.elements(CompensateEventDefinition):
        undone = definition.activity
        thrower = definition.parent
        if undone is not None and not isinstance(thrower, StartEvent | BoundaryEvent) and not _can_be_undone(undone):
            hint = "attach a compensation event to that activity"
            yield Problem(thrower or definition, f"nothing says how {undone.id!r} is undone", hint)


def _handlers(model: Definitions) -> dict[BoundaryEvent, list[Activity]]:
    """Return the compensation events at borders, and the activities that associations tie to each."""
    found: dict[BoundaryEvent, list[Activity]] = {
        event: [] for event in model.elements(BoundaryEvent) if "compensate" in event.triggers
    }
    for line in model.elements(Association):
        for one, other in ((line.source, line.target), (line.target, line.source)):
            if isinstance(one, BoundaryEvent) and one in found and isinstance(other, Activity):
                found[one].append(other)
    return found


def _event(event: BoundaryEvent, tied: list[Activity]) -> Iterator[Problem]:
    if event.outgoing:
        hint = "draw an association to the activity that undoes, not a flow"
        yield Problem(event, "a sequence flow leaves a compensation event at a border", hint)
    if len(tied) != 1:
        said = "no activity" if not tied else f"{len(tied)} activities"
        hint = "draw one association, to the activity that undoes"
        yield Problem(event, f"the compensation event is tied to {said}", hint)
    elif not tied[0].is_for_compensation:
        hint = "set isForCompensation at that activity"
        yield Problem(event, f"{tied[0].id!r}, to which the compensation event is tied, is not for compensation", hint)


def _handler(activity: Activity, *, is_tied: bool) -> Iterator[Problem]:
    if activity.incoming or activity.outgoing:
        hint = "delete the flow, or let the activity not be for compensation"
        yield Problem(activity, "a sequence flow enters or leaves an activity for compensation", hint)
    if not is_tied:
        hint = "draw an association from the compensation event at the border of what it undoes"
        yield Problem(activity, "no compensation event leads to the activity for compensation", hint)


def _can_be_undone(activity: Activity) -> bool:
    """Tell whether an event at its border or an event sub-process in it says how *activity* is undone."""
    if any("compensate" in event.triggers for event in activity.boundary_events):
        return True
    inner = activity.children_of(SubProcess)
    starts: list[Element] = [start for one in inner if one.is_event_sub_process for start in one.start_events]
    return any(isinstance(start, StartEvent) and "compensate" in start.triggers for start in starts)
