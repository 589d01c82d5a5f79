"""What stands side by side has names that differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from procflow.bpmn import Activity, Collaboration, Definitions, Element, FlowContainer, Lane, LaneSet, Participant
from procflow.lint.finding import Problem, Severity
from procflow.procedure import folded

SEVERITY = Severity.WARNING


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the pools, the lanes of one lane set and the activities of one lane that repeat the name of another."""
    for collaboration in model.elements(Collaboration):
        yield from _repeated(collaboration.children_of(Participant))
    for lane_set in model.elements(LaneSet):
        yield from _repeated(lane_set.children_of(Lane))
    for container in model.elements(FlowContainer):
        by_lane: dict[Lane | None, list[Element]] = {}
        for activity in container.children_of(Activity):
            by_lane.setdefault(activity.lane, []).append(activity)
        for activities in by_lane.values():
            yield from _repeated(activities)


def _repeated(elements: Iterable[Element]) -> Iterator[Problem]:
    seen: dict[str, Element] = {}
    for element in elements:
        name = folded(element.name)
        first = seen.setdefault(name, element)
        if name and first is not element:
            yield Problem(element, f"it has the name of {first.id!r}", "say in the name what differs")
