"""Which way pools and lanes run, told from what the file says and from how they are drawn."""

from __future__ import annotations

import pytest

from procflow.bpmn import Definitions, read
from procflow.bpmn.orientation import is_upright

WIDE, TALL = (0, 0, 600, 200), (0, 0, 200, 600)
SIDE_BY_SIDE = {"y": (0, 0, 400, 600), "a": (0, 30, 200, 570), "b": (200, 30, 200, 570)}
STACKED = {"y": (0, 0, 600, 400), "a": (30, 0, 570, 200), "b": (30, 200, 570, 200)}
Places = dict[str, tuple[int, int, int, int]]


def _model(places: Places, marks: dict[str, str] | None = None) -> Definitions:
    """Return pools drawn at *places* and so marked: x is empty, y has the lanes a (which holds c) and b, z has none."""
    shapes = "".join(
        f'<d:BPMNShape bpmnElement="{key}" {_mark(key, marks or {})}>'
        f'<c:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/></d:BPMNShape>'
        for key, (x, y, width, height) in places.items()
    )
    text = (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
        ' xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:c="http://www.omg.org/spec/DD/20100524/DC">'
        '<collaboration id="k"><participant id="x"/><participant id="y" processRef="p"/>'
        '<participant id="z" processRef="q"/></collaboration><process id="q"><task id="step"/></process>'
        '<process id="p"><laneSet id="s"><lane id="a"><childLaneSet id="t"><lane id="c"/></childLaneSet></lane>'
        '<lane id="b"/></laneSet><task id="task"/></process>'
        f'<d:BPMNDiagram><d:BPMNPlane bpmnElement="k">{shapes}</d:BPMNPlane></d:BPMNDiagram></definitions>'
    )
    return read(text.encode())


def _mark(key: str, marks: dict[str, str]) -> str:
    return f'isHorizontal="{marks[key]}"' if key in marks else ""


def _upright(model: Definitions) -> set[str]:
    """Return the ids of all that stands upright."""
    shapes = model.diagrams[0].shapes
    return {key for key in shapes if is_upright(model.element(key), lambda part: shapes.get(part.id))}


@pytest.mark.parametrize("said", [None, "true", "false"])
def test_lanes_side_by_side_stand(said: str | None) -> None:
    """So does their pool, whatever the file says: nothing that lies is cut into strips side by side."""
    marks = {} if said is None else dict.fromkeys(SIDE_BY_SIDE, said)

    assert {"y", "a", "b"} == _upright(_model(SIDE_BY_SIDE, marks))


@pytest.mark.parametrize("said", [None, "true", "false"])
def test_lanes_one_above_the_other_lie(said: str | None) -> None:
    """So does their pool, whatever the file says."""
    marks = {} if said is None else dict.fromkeys(STACKED, said)

    assert set() == _upright(_model(STACKED, marks))


def test_strips_that_reach_into_each_other_by_a_pixel_are_still_strips() -> None:
    """Tools round."""
    assert {"a", "b"} == _upright(_model({**SIDE_BY_SIDE, "b": (199, 30, 200, 570)})) - {"y"}


@pytest.mark.parametrize(("said", "found"), [("true", set()), ("false", {"y", "a"})])
def test_the_file_is_believed_about_a_lane_alone(said: str, found: set[str]) -> None:
    """Where nothing makes it impossible, also where the drawing looks otherwise."""
    places = {"y": (0, 0, 400, 400), "a": (0, 30, 400, 370) if said == "true" else (30, 0, 370, 400)}

    assert found == _upright(_model(places, {"y": said, "a": said}))


@pytest.mark.parametrize(
    ("lane", "found"), [((0, 30, 400, 370), {"y", "a"}), ((30, 0, 370, 400), set()), ((0, 0, 400, 400), set())]
)
def test_a_lane_alone_shows_where_the_name_of_its_pool_stands(lane: tuple[int, int, int, int], found: set[str]) -> None:
    """It begins below the name of an upright pool, and beside that of another."""
    assert found == _upright(_model({"y": (0, 0, 400, 400), "a": lane}))


def test_a_lane_in_a_lane_goes_with_what_it_is_part_of() -> None:
    """Where the file says nothing of it, and it fills all of the lane."""
    assert {"y", "a", "b", "c"} == _upright(_model({**SIDE_BY_SIDE, "c": (0, 30, 200, 570)}))


@pytest.mark.parametrize("key", ["y", "a"])
@pytest.mark.parametrize(("said", "found"), [("true", set()), ("false", {"y", "a"})])
def test_what_the_file_says_of_pool_or_lane_counts_before_the_room_for_a_name(
    key: str, said: str, found: set[str]
) -> None:
    """Both run one way, also where the only lane leaves room elsewhere."""
    lane = (0, 30, 400, 370) if said == "true" else (30, 0, 370, 400)

    assert found == _upright(_model({"y": (0, 0, 400, 400), "a": lane}, {key: said}))


def test_what_the_file_says_of_one_strip_holds_for_the_whole() -> None:
    """A pool of which it says nothing goes with its lane, a lane with its pool."""
    places: Places = {"y": (0, 0, 400, 400), "a": (0, 0, 400, 400)}

    assert [{"y", "a"}, {"y", "a"}] == [_upright(_model(places, {key: "false"})) for key in places]


@pytest.mark.parametrize(
    ("pool", "marks", "found"),
    [(WIDE, {}, set()), (TALL, {}, {"x"}), (TALL, {"x": "true"}, set()), (WIDE, {"x": "false"}, {"x"})],
)
def test_an_empty_pool_runs_along_its_longer_side(
    pool: tuple[int, int, int, int], marks: dict[str, str], found: set[str]
) -> None:
    """Unless the file says otherwise."""
    assert found == _upright(_model({"x": pool}, marks))


@pytest.mark.parametrize(
    ("other", "found"), [((300, 0, 200, 600), {"x", "y"}), ((0, 700, 600, 200), set()), (None, set())]
)
def test_a_high_pool_with_steps_stands_where_another_stands_beside_it(
    other: tuple[int, int, int, int] | None, found: set[str]
) -> None:
    """Alone, or above another, it is a pool that lies and holds much."""
    places: Places = {"y": TALL, "task": (50, 50, 100, 80)}

    assert found == _upright(_model(places if other is None else {**places, "x": other}))


@pytest.mark.parametrize(("beside", "found"), [((300, 0, 200, 600), {"y", "z"}), ((300, 601, 200, 600), set())])
def test_two_high_pools_side_by_side_stand_whatever_lies_below(
    beside: tuple[int, int, int, int], found: set[str]
) -> None:
    """A third pool that is not beside them changes nothing."""
    inside: Places = {"task": (50, 50, 100, 80), "step": (350, 650, 100, 80)}

    assert found == _upright(_model({"x": (0, 1300, 600, 100), "y": TALL, "z": beside, **inside}))


def test_a_lane_without_a_pool_lies() -> None:
    """Where the file says nothing; so does what is no strip at all."""
    assert set() == _upright(_model({"c": TALL, "task": TALL}))
