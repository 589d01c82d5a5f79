"""The names of pools and lanes stand inside them, whichever way they lie."""

from __future__ import annotations

import pytest
from lxml import etree

from procflow.bpmn import Bounds, read
from procflow.render import diagram_svg
from procflow.render.text import text_width

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
