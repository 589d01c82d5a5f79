"""The names of pools and lanes stand inside them, whichever way they lie."""

from __future__ import annotations

from functools import partial

import pytest
from lxml import etree

from procflow.bpmn import Bounds, Definitions, read
from procflow.render import diagram_svg
from procflow.render.text import text_width
from tests.counting import calls

SVG = "{http://www.w3.org/2000/svg}"
NAME = "Công dân, tổ chức có yêu cầu giải quyết thủ tục hành chính trong lĩnh vực đất đai, xây dựng"
_HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI"'
    ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" targetNamespace="t">'
)
_LANES = (
    f'<laneSet id="ls"><lane id="a" name="{NAME}"><childLaneSet id="cs"><lane id="c" name="Tổ một cửa"/></childLaneSet>'
    '</lane><lane id="b" name="Phòng Xây dựng"/></laneSet><task id="t"/>'
)


def _picture(drawn: dict[str, tuple[int, int, int, int]], extra: str = "") -> etree._Element:
    """Return the picture of an empty pool x, and a pool y with lanes a (that holds c) and b, where each is *drawn*."""
    shapes = "".join(
        f'<d:BPMNShape bpmnElement="{key}" {extra}><dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/>'
        "</d:BPMNShape>"
        for key, (x, y, width, height) in drawn.items()
    )
    pools = f'<participant id="x" name="{NAME}"/><participant id="y" name="Sở" processRef="p"/>'
    text = (
        f'{_HEAD}<collaboration id="k">{pools}</collaboration><process id="p">{_LANES}</process>'
        f'<d:BPMNDiagram><d:BPMNPlane bpmnElement="k">{shapes}</d:BPMNPlane></d:BPMNDiagram></definitions>'
    )
    return etree.fromstring(diagram_svg(read(text.encode())).encode())


def _lines(picture: etree._Element, key: str) -> list[tuple[str, Bounds]]:
    """Return each line of the name of *key* with the box it fills."""
    group = next(node for node in picture.iter(f"{SVG}g") if node.get("data-element-id") == key)
    found = []
    for node in group.iterfind(f"{SVG}text"):
        x, y, size = (float(str(node.get(name))) for name in ("x", "y", "font-size"))
        text, width = node.text or "", text_width(node.text or "", size)
        box = Bounds(x - width / 2, y - size, width, size)
        turned = Bounds(x - size, y - width / 2, size, width)
        found.append((text, turned if "rotate(-90" in node.get("transform", "") else box))
    return found


@pytest.mark.parametrize("pool", [(0, 0, 80, 620), (0, 0, 620, 80), (0, 0, 200, 160)])
def test_the_name_of_an_empty_pool_stands_inside_it(pool: tuple[int, int, int, int]) -> None:
    """It is whole, and runs along the longer side."""
    lines = _lines(_picture({"x": pool}, 'isHorizontal="false"'), "x")

    assert NAME == " ".join(text for text, _ in lines)
    assert all(Bounds(*map(float, pool)).contains(box) for _, box in lines)


def test_the_name_of_an_empty_pool_without_room_ends_in_an_ellipsis() -> None:
    """What the pool has no room for is cut; it does not grow out of the pool."""
    lines = _lines(_picture({"x": (0, 0, 120, 60)}), "x")

    assert lines[-1][0].endswith("…")
    assert all(Bounds(0, 0, 120, 60).contains(box) for _, box in lines)


@pytest.mark.parametrize("extra", ["", 'isHorizontal="false"', 'isHorizontal="true"'])
def test_lanes_side_by_side_are_named_at_the_top(extra: str) -> None:
    """Pool, lanes and a nested lane bear their names at the top, whatever the file says about them."""
    drawn = {"y": (0, 0, 480, 600), "a": (0, 30, 240, 570), "b": (240, 30, 240, 570), "c": (0, 130, 240, 470)}
    picture = _picture({**drawn, "t": (300, 200, 100, 80)}, extra)
    boxes = {key: box for key in ("y", "b", "c") for _, box in _lines(picture, key)}

    assert NAME == " ".join(text for text, _ in _lines(picture, "a"))
    assert all(Bounds(0, 30, 240, 100).contains(box) for _, box in _lines(picture, "a"))
    assert all(box.width > box.height and box.bottom <= drawn[key][1] + 30 for key, box in boxes.items())


def test_the_name_of_an_upright_lane_ends_before_the_first_thing_in_it() -> None:
    """A name without room above the first task is cut with an ellipsis."""
    drawn = {"y": (0, 0, 300, 600), "a": (0, 30, 150, 570), "b": (150, 30, 150, 570), "t": (20, 75, 100, 80)}
    lines = _lines(_picture(drawn), "a")

    assert lines[-1][0].endswith("…")
    assert all(box.bottom < 75 for _, box in lines)


@pytest.mark.parametrize(("pool", "turned"), [((0, 0, 600, 200), True), ((0, 0, 200, 600), True)])
def test_lanes_one_above_the_other_are_named_at_the_left(pool: tuple[int, int, int, int], *, turned: bool) -> None:
    """Without a word in the file lanes lie, also a lane alone in a pool whose shape is tall."""
    x, y, width, height = pool
    picture = _picture({"y": pool, "b": (x + 30, y, width - 30, height)})

    assert [turned] == [box.height > box.width for _, box in _lines(picture, "b")]


def _many_lanes(count: int, *, upright: bool) -> Definitions:
    """Return a pool of *count* lanes side by side or one above the other, each with a step in it."""

    def drawn(key: str, along: int, across: int, length: int, depth: int) -> str:
        x, y, width, height = (across, along, depth, length) if upright else (along, across, length, depth)
        box = f'<dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/>'
        return f'<d:BPMNShape bpmnElement="{key}">{box}</d:BPMNShape>'

    numbers = range(count)
    lanes = "".join(f'<lane id="l{n}" name="Phòng {n}"><flowNodeRef>t{n}</flowNodeRef></lane>' for n in numbers)
    steps = "".join(f'<task id="t{n}"/>' for n in numbers)
    shapes = drawn("y", 0, 0, 630, 100 * count)
    shapes += "".join(drawn(f"l{n}", 30, 100 * n, 600, 100) + drawn(f"t{n}", 90, 100 * n + 10, 80, 80) for n in numbers)
    text = (
        f'{_HEAD}<collaboration id="k"><participant id="y" processRef="p"/></collaboration>'
        f'<process id="p"><laneSet id="ls">{lanes}</laneSet>{steps}</process>'
        f'<d:BPMNDiagram><d:BPMNPlane bpmnElement="k">{shapes}</d:BPMNPlane></d:BPMNDiagram></definitions>'
    )
    return read(text.encode())


@pytest.mark.parametrize("upright", [False, True])
def test_a_lane_costs_the_same_however_many_there_are(*, upright: bool) -> None:
    """Four times as many lanes take four times the work, and hardly more."""
    few, many = (_many_lanes(count, upright=upright) for count in (30, 120))
    diagram_svg(few)
    least, most = (calls(partial(diagram_svg, model)) for model in (few, many))

    assert 4.4 * least > most
