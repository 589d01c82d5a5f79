"""The picture of two versions."""

from __future__ import annotations

import pytest
from lxml import etree

from procflow.bpmn import Builder, Definitions, diff, layout, read, write
from procflow.bpmn.namespaces import BPMNDI
from procflow.render import Changed, Words, changes_svg, diff_svg, hidden_changes, unlike_pages
from tests.diagrams import diagram

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


def collapsed(inner: str, *, name: str = "Thẩm định", extra: str = "") -> Definitions:
    """Return a process whose sub-process is drawn closed, with a page of its own, a step of this name in it."""
    make = Builder("p", "Cấp phép")
    make.add("subProcess", name, id="sub")
    if inner:
        make.add("userTask", inner, id="step", within="sub")
        make.add("userTask", "Ký", id="sign", within="sub")
    if extra:
        make.add("userTask", extra, id="extra")
    model = read(write(make.build()).replace(b'isExpanded="true"', b'isExpanded="false"'))
    layout(model)
    return model


def test_a_closed_sub_process_is_marked_for_what_changed_in_it() -> None:
    """It bears the number of changes on both sides, the legend says so, and they can be asked for."""
    old, new = collapsed("Kiểm tra thực địa"), collapsed("Kiểm tra hồ sơ")
    found = diff(old, new)
    svg = diff_svg(old, new, found)
    (hidden,) = hidden_changes(old, new, found)

    assert 2 * [("sub", CHANGED)] == [item for item in strokes(svg) if item[1] == CHANGED]
    assert [2, 1, 1] == [svg.count(f">{text}<") for text in ("~1", "~n", "n changes inside")]
    assert (new.element("sub"), found.meaning) == (hidden.holder, hidden.changes)


def test_a_sub_process_that_changed_itself_says_both() -> None:
    """Its own sign stands before the number."""
    old, new = collapsed("Kiểm tra thực địa"), collapsed("Kiểm tra hồ sơ", name="Xét duyệt")

    assert 2 == diff_svg(old, new, diff(old, new)).count(">~ ~1<")


def test_what_came_with_its_sub_process_is_told_by_it() -> None:
    """A new sub-process is marked as new, not as holding changes."""
    make = Builder("p", "Cấp phép")
    make.add("userTask", "Tiếp nhận", id="extra")
    old, new = make.build(), collapsed("Kiểm tra", extra="Tiếp nhận")
    found = diff(old, new)

    assert () == hidden_changes(old, new, found)
    assert [("sub", ADDED)] == [item for item in strokes(diff_svg(old, new, found)) if item[0] == "sub"]


def test_the_picture_of_another_page_shows_what_changed_there() -> None:
    """The page is named by what it shows; what changed elsewhere lies in the process."""
    old = collapsed("Kiểm tra thực địa", extra="Tiếp nhận")
    new = collapsed("Kiểm tra hồ sơ", extra="Nhận")
    found = diff(old, new)
    svg = diff_svg(old, new, found, diagram="sub")
    (hidden,) = hidden_changes(old, new, found, diagram="sub")

    assert 2 * [("step", CHANGED)] == [item for item in strokes(svg) if item[1] == CHANGED]
    assert ("p", ["extra"]) == (hidden.holder.id, [change.new_id for change in hidden.changes])


def with_pages(model: Definitions, *order: int, without: str = "") -> Definitions:
    """Return *model* with these of its diagrams in this order, and without this piece of text."""
    pages = model.node.findall(f"{{{BPMNDI}}}BPMNDiagram")
    for page in pages:
        model.node.remove(page)
    model.node.extend(pages[number] for number in order)
    model.edited()
    return read(write(model).replace(without.encode(), b""))


@pytest.mark.parametrize("order", [(1, 0), (1,)])
def test_the_old_page_is_that_of_the_same_thing_in_whatever_order(order: tuple[int, ...]) -> None:
    """Where the diagram of the sub-process comes first in the new version, it is drawn of both."""
    old, new = collapsed("Kiểm tra thực địa"), with_pages(collapsed("Kiểm tra hồ sơ"), *order)
    found = diff(old, new)

    assert 2 * [("step", CHANGED)] == [item for item in strokes(diff_svg(old, new, found)) if item[1] == CHANGED]
    assert None is unlike_pages(old, new, found)
    assert 2 == [key for key, _ in strokes(changes_svg(old, new, Changed()))].count("step")


def test_a_page_that_names_nothing_is_known_by_what_it_draws() -> None:
    """The page of the same steps is drawn, not the first one."""
    old = collapsed("Kiểm tra thực địa")
    new = with_pages(collapsed("Kiểm tra hồ sơ"), 1, without=' bpmnElement="sub"')
    found = diff(old, new)

    assert "" == new.diagrams[0].plane_element_id
    assert 2 * [("step", CHANGED)] == [item for item in strokes(diff_svg(old, new, found)) if item[1] == CHANGED]


def test_a_pool_that_came_hides_no_page() -> None:
    """The diagram of a process and that of a collaboration with its pool show the same steps."""
    steps = "start s\nuser a\nend e\ns -> a -> e"
    pool = '<collaboration id="c"><participant id="pool" processRef="main"/></collaboration>'
    old, new = with_pages(collapsed("Kiểm tra"), 1, 0), collapsed("Kiểm tra")
    layout(plain := read(diagram(steps)))
    layout(pooled := read(diagram(steps, collaboration=pool)))

    assert ("main", "c") == (plain.diagrams[0].plane_element_id, pooled.diagrams[0].plane_element_id)
    assert None is unlike_pages(plain, pooled, diff(plain, pooled))
    assert None is unlike_pages(old, new, diff(old, new))


def test_without_a_page_of_the_same_thing_the_first_one_is_drawn() -> None:
    """Both pages are named: a reader shall not compare one with the other."""
    old, new = with_pages(collapsed("Kiểm tra thực địa"), 0), with_pages(collapsed("Kiểm tra hồ sơ"), 1, 0)
    found = diff(old, new)

    assert ("p", "sub") == unlike_pages(old, new, found)
    assert ["sub", "step", "sign"] == [key for key, _ in strokes(diff_svg(old, new, found)) if key]


def test_a_sub_process_beside_the_process_that_holds_it_is_told() -> None:
    """Where the old version draws it open, the same steps stand there among others."""
    new = with_pages(collapsed("Kiểm tra hồ sơ", extra="Tiếp nhận"), 1, 0)
    old = with_pages(read(write(new).replace(b'isExpanded="false"', b'isExpanded="true"')))
    layout(old)

    assert ["p"] == [page.plane_element_id for page in old.diagrams]
    assert ("p", "sub") == unlike_pages(old, new, diff(old, new))


def test_a_change_of_what_is_never_drawn_is_not_hidden() -> None:
    """A message has no place in any picture."""
    raw = write(version(new=False))
    old, new = (
        read(raw.replace(b"<bpmn:process ", f'<bpmn:message id="m" name="{name}"/><bpmn:process '.encode(), 1))
        for name in ("Đơn", "Tờ khai")
    )
    found = diff(old, new)

    assert ["m"] == [change.new_id for change in found.meaning]
    assert () == hidden_changes(old, new, found)
