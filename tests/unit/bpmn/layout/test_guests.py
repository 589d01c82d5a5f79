"""Events at a border leave the markers of their host free."""

from __future__ import annotations

import itertools

import pytest

from procflow.bpmn import BoundaryEvent, Definitions, layout, read
from procflow.render.markers import MARKER_RADIUS, marker_places, markers_of
from procflow.render.task_text import around

MARKED = {
    "loop": ("userTask", "", "<standardLoopCharacteristics/>"),
    "several": ("userTask", "", "<multiInstanceLoopCharacteristics/>"),
    "compensation": ("serviceTask", 'isForCompensation="true"', ""),
    "closed": ("subProcess", "", ""),
    "closed, repeated": ("subProcess", "", "<multiInstanceLoopCharacteristics/>"),
    "all": ("adHocSubProcess", 'isForCompensation="true"', "<multiInstanceLoopCharacteristics/>"),
    "open": ("adHocSubProcess", "", '<task id="inner" name="Xem"/>'),
}


def hosted(marked: str, events: int, name: str) -> Definitions:
    """Return a laid out model whose host has a marker and so many events, each with this name."""
    tag, said, inner = MARKED[marked]
    guests = "".join(
        f'<boundaryEvent id="b{number}" name="{name}" attachedToRef="h"><timerEventDefinition/></boundaryEvent>'
        for number in range(events)
    )
    model = read(
        f'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"><process id="p">'
        f'<{tag} id="h" name="Thẩm định" {said}>{inner}</{tag}>{guests}</process></definitions>'.encode()
    )
    layout(model)
    return model


@pytest.mark.parametrize(("marked", "events", "name"), list(itertools.product(MARKED, (1, 2, 3, 4), ("", "Quá hạn"))))
def test_events_keep_clear_of_the_markers_of_their_host(marked: str, events: int, name: str) -> None:
    """However many events and markers there are, none touches another, and all stand on the border."""
    model = hosted(marked, events, name)
    shape = model.shape("h")
    assert shape is not None
    host = model.element("h")
    places = marker_places(markers_of(host, expanded=marked == "open"), shape.bounds)  # type: ignore[arg-type]
    drawn = [model.shape(event.id) for event in model.elements(BoundaryEvent)]
    rounds = [around(one.bounds) for one in drawn if one is not None]
    away = [
        ((place[0] - one.centre[0]) ** 2 + (place[1] - one.centre[1]) ** 2) ** 0.5 - one.radius
        for one in rounds
        for place in places
    ]

    assert events == len(rounds)
    assert MARKER_RADIUS <= min(away)
    assert all(shape.bounds.x <= one.centre[0] - one.radius + 10 for one in rounds)
    assert all(one.centre[0] + one.radius - 10 <= shape.bounds.right for one in rounds)
    assert all(40 <= second - first for first, second in itertools.pairwise(sorted(one.centre[0] for one in rounds)))


def test_an_event_at_a_host_without_marker_stays_where_it_was() -> None:
    """It stands right of the middle, and its host has the usual size."""
    model = read(
        b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"><process id="p">'
        b'<task id="h"/><boundaryEvent id="b" attachedToRef="h"/></process></definitions>'
    )
    layout(model)
    host, event = model.shape("h"), model.shape("b")

    assert host is not None
    assert event is not None
    assert (100, 20) == (host.bounds.width, event.bounds.centre[0] - host.bounds.centre[0])
