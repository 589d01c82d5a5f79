"""A message and a flow share neither a corner nor a stretch, and steps keep apart, however crowded it is."""

from __future__ import annotations

from itertools import product

import pytest

from procflow.bpmn import Definitions, MessageFlow, Point, SequenceFlow, layout, read
from tests.geometry import Segment, faults, segments

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
KINDS = {
    "s": "startEvent",
    "e": "endEvent",
    "c": "intermediateCatchEvent",
    "h": "intermediateThrowEvent",
    "t": "task",
    "x": "exclusiveGateway",
}

# The steps of each pool by the letters above, what flows where in each (by place), and which step sends to which.
CROWDS = {
    "both leave an event above": ("se stt sct", "01 01,12 01,12,21", "c2b0 c2a0 b1c0 b2c2 a1c1 b1a0 c2b1"),
    "both go through an event below": ("stx secch", "01,12 01,23,32,34,41,43", "b4a1 a1b0 b1a0"),
    "both bend in one cell": ("sxte sthes sc", "01,12,23 01,12,23,43 01", "b3c0 b2c0 a3b1 b1a2 a2b0"),
    "one ends where the other leaves": ("se sttte sc", "01 01,12,13,23,34 01", "b2a0 b1c1 a1c1 a1b2"),
    "both turn into one gap": (
        "sstets stthcx seche",
        "12,23,24 01,05,12,13,21,23,31,34,35,45,52 01,04,23,34",
        "b3c2 a2b2 b3c0 a3b0 c1a4 a2b0 c1a0",
    ),
    "a loose step beside": ("sex sth", "01 01,12", "a1b0 b1a0 a1b1 b2a0"),
}


def crowd(steps: str, flows: str, messages: str) -> Definitions:
    """Return the model of one of the crowds, laid out."""
    bodies = []
    for pool, kinds, pairs in zip("abc", steps.split(), flows.split(), strict=False):
        nodes = "".join(f'<{KINDS[kind]} id="{pool}{place}" name="B{place}"/>' for place, kind in enumerate(kinds))
        lines = "".join(
            f'<sequenceFlow id="f{number}{pool}" sourceRef="{pool}{one}" targetRef="{pool}{other}"/>'
            for number, (one, other) in enumerate(pairs.split(","))
        )
        bodies.append(f'<process id="{pool}">{nodes}{lines}</process>')
    sent = "".join(
        f'<messageFlow id="m{number}" sourceRef="{ends[:2]}" targetRef="{ends[2:]}"/>'
        for number, ends in enumerate(messages.split())
    )
    pools = "".join(
        f'<participant id="pool_{pool}" processRef="{pool}"/>' for pool, _ in zip("abc", bodies, strict=False)
    )
    content = f'<collaboration id="all">{pools}{sent}</collaboration>{"".join(bodies)}'
    model = read(f'<definitions xmlns="{BPMN}" targetNamespace="t">{content}</definitions>'.encode())
    layout(model, effort=20)
    return model


def shared(model: Definitions) -> list[tuple[str, str]]:
    """Return each message and flow of which a corner of one lies on the line of the other."""
    edges = model.diagrams[0].edges
    messages, flows = ([edges[line.id] for line in model.elements(kind)] for kind in (MessageFlow, SequenceFlow))
    return [
        (one.element_id, other.element_id)
        for one, other in product(messages, flows)
        if any(_holds(part, point) for part in segments(one) for point in other.waypoints)
        or any(_holds(part, point) for part in segments(other) for point in one.waypoints)
    ]


def _holds(part: Segment, point: Point) -> bool:
    return all(min(a, b) <= at <= max(a, b) for a, b, at in zip(*part, point, strict=True))


@pytest.mark.parametrize("case", CROWDS)
def test_a_message_and_a_flow_keep_apart(case: str) -> None:
    """No corner of one lies on the other, also where both begin or end at one step; and nothing else is wrong."""
    model = crowd(*CROWDS[case])

    assert ([], []) == (shared(model), faults(model))
