"""The picture of two versions."""

from __future__ import annotations

from lxml import etree

from procflow.bpmn import Builder, Definitions, diff, read, write
from procflow.render import Words, diff_svg

SVG = "{http://www.w3.org/2000/svg}"
ADDED, REMOVED, MOVED, CHANGED = "#1a7f37", "#c1121f", "#0b5cad", "#9a6700"


def version(*, new: bool) -> Definitions:
    """Return one of two versions: a step came, one went, one is in another lane, one has another limit."""
    make = Builder("p", "Cấp phép", pool="Sở")
    lanes = [make.lane("Một cửa"), make.lane("Lãnh đạo")]
    steps = ["nhan", "ky", "moi", "tra"] if new else ["nhan", "cu", "ky", "tra"]
    before = ""
    for step in steps:
        limit = {"pf.limit.value": "2" if new and step == "tra" else "1", "pf.limit.unit": "hour"}
        lane = lanes[int(step == "ky" and new)]
        make.add("userTask", f"Bước {step}", id=step, lane=lane, properties=limit)
        if before:
            make.flow(before, step)
        before = step
    return make.build()


def strokes(svg: str) -> list[tuple[str, str]]:
    """Return each drawn element with the colour of its line."""
    groups = etree.fromstring(svg).iter(f"{SVG}g")
    drawn = [(group.get("data-element-id", ""), [part.get("stroke") for part in group]) for group in groups]
    return [(key, next((str(colour) for colour in colours if colour), "")) for key, colours in drawn if key]


def test_what_changed_is_marked_on_its_side() -> None:
    """Removed steps are marked in the old picture, added ones in the new one, moved and changed ones in both."""
    old, new = version(new=False), version(new=True)
    found = strokes(diff_svg(old, new, diff(old, new)))
    coloured = [(key, colour) for key, colour in found if colour in {ADDED, REMOVED, MOVED, CHANGED}]

    assert [("cu", REMOVED)] == [item for item in coloured if item[0] == "cu"]
    assert [("moi", ADDED)] == [item for item in coloured if item[0] == "moi"]
    assert 2 * [("ky", MOVED)] == [item for item in coloured if item[0] == "ky"]
    assert 2 * [("tra", CHANGED)] == [item for item in coloured if item[0] == "tra"]
    assert [] == [item for item in coloured if item[0] == "nhan"]


def test_flows_have_the_colour_of_what_they_came_with() -> None:
    """A flow that came with a step is marked, though it is no change of its own."""
    old, new = version(new=False), version(new=True)
    found = diff(old, new)
    colours = [colour for key, colour in strokes(diff_svg(old, new, found)) if key.startswith("Flow_")]

    assert {ADDED, REMOVED} <= set(colours)
    assert not [change for change in found.meaning if change.element == "sequenceFlow" and change.kind == "added"]


def test_layout_is_not_marked() -> None:
    """What is only drawn elsewhere is drawn plainly, and the legend stands."""
    old = version(new=False)
    new = read(write(old).replace(b'y="', b'y="1'))
    svg = diff_svg(old, new, diff(old, new), words=Words("Cũ", "Mới"))
    texts = [node.text for node in etree.fromstring(svg).iter(f"{SVG}text")]

    assert {"Cũ", "Mới", "added", "removed", "moved", "changed"} <= set(texts)
    assert not {ADDED, REMOVED, MOVED, CHANGED} & {colour for _, colour in strokes(svg)}
