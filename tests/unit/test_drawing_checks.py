"""The checks of drawings see each fault: one is put into a good drawing, and named."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree

from procflow.bpmn import Builder, Definitions, Point
from procflow.bpmn.namespaces import BPMNDI, DC, DI
from tests.crossings import cross, crossings
from tests.geometry import faults
from tests.neatness import blemishes


def drawing() -> Definitions:
    """Return a drawing with pool, lanes, sub-process, event on a border, note, labels and a message."""
    make = Builder("p", "Cấp phép")
    one, two = make.lane("Một cửa", id="one"), make.lane("Chuyên viên", id="two")
    start = make.add("startEvent", "Nộp hồ sơ", id="start", lane=one, event=("message", "Hồ sơ"))
    sub = make.add("subProcess", "Thẩm định", id="sub", lane=one)
    inner = make.add("startEvent", "Vào việc", id="inner", within=sub)
    task, end = make.add("userTask", "Xem", id="task", lane=two), make.add("endEvent", "Xong", id="end", lane=two)
    late = make.add("boundaryEvent", "Quá hạn", id="late", attached_to=sub, event=("timer", "P5D"))
    make.flow(inner, make.add("endEvent", id="out", within=sub), id="within")
    for source, target, name in ((start, sub, "vào"), (sub, task, "tiếp"), (task, end, "ra"), (late, end, "muộn")):
        make.flow(source, target, id=f"{source}-{target}", name=name)
    make.annotation("Mẫu số 01", of=task, id="note")
    make.message_flow(make.black_box("Người nộp", id="box"), start, id="message")
    return make.build()


def di(model: Definitions, element_id: str) -> etree._Element:
    """Return the node that draws an element."""
    return next(node for node in model.node.iter() if node.get("bpmnElement") == element_id)


def place(model: Definitions, element_id: str, *, label: bool = False, **to: float) -> None:
    """Change bounds of a shape, or of its label."""
    path = f"{{{BPMNDI}}}BPMNLabel/{{{DC}}}Bounds" if label else f"{{{DC}}}Bounds"
    box = di(model, element_id).find(path)
    assert box is not None
    for name, value in to.items():
        box.set(name, str(value))
    model.edited()


def shift(model: Definitions, element_id: str, dx: float, dy: float) -> None:
    """Move a shape without its label."""
    box = model.diagrams[0].shapes[element_id].bounds
    place(model, element_id, x=box.x + dx, y=box.y + dy)


def redraw(model: Definitions, element_id: str, *points: tuple[float, float]) -> None:
    """Draw an edge anew."""
    edge = di(model, element_id)
    for old in edge.findall(f"{{{DI}}}waypoint"):
        edge.remove(old)
    for number, (x, y) in enumerate(points):
        edge.insert(number, etree.Element(f"{{{DI}}}waypoint", x=str(x), y=str(y)))
    model.edited()


def copy_line(model: Definitions, source: str, target: str) -> None:
    """Draw the edge *target* where *source* is."""
    redraw(model, target, *model.diagrams[0].edges[source].waypoints)


def middle(model: Definitions, element_id: str) -> tuple[float, float]:
    """Return the middle of a shape."""
    return model.diagrams[0].shapes[element_id].bounds.centre


def detour(model: Definitions, dx: float, dy: float) -> None:
    """Let the last flow step aside on its way."""
    (x1, y1), *_, (x2, y2) = model.diagrams[0].edges["task-end"].waypoints
    half = (x1 + x2) // 2
    redraw(model, "task-end", (x1, y1), (half, y1), (half + dx, y1 + dy), (half + dx, y2), (x2, y2))


def drop(model: Definitions, element_id: str) -> None:
    """Remove what draws an element."""
    node = di(model, element_id)
    above = node.getparent()
    assert above is not None
    above.remove(node)
    model.edited()


def on(model: Definitions, element_id: str, other: str) -> None:
    """Put the label of one element in the middle of another."""
    x, y = middle(model, other)
    place(model, element_id, label=True, x=int(x) - 5, y=int(y) - 5)


def on_line(model: Definitions, element_id: str, flow: str) -> None:
    """Put the label of an element on a line."""
    (x1, y1), (x2, _), *_ = model.diagrams[0].edges[flow].waypoints
    place(model, element_id, label=True, x=int(x1 + x2) // 2 - 10, y=int(y1) - 7)


def beside(model: Definitions, element_id: str, other: str) -> None:
    """Put the label of an element where that of another is."""
    box = model.diagrams[0].edges[other].label_bounds
    assert box is not None
    place(model, element_id, label=True, x=int(box.x), y=int(box.y))


def through(model: Definitions, flow: str, shape: str) -> None:
    """Draw an edge across a shape that it does not belong to."""
    box = model.diagrams[0].shapes[shape].bounds
    first, *_, last = model.diagrams[0].edges[flow].waypoints
    y = box.centre[1]
    redraw(model, flow, first, (box.x - 20, y), (box.right + 20, y), last)


def along(model: Definitions, flow: str, lane: str) -> None:
    """Draw an edge along the upper border of a lane."""
    y = model.diagrams[0].shapes[lane].bounds.y
    first, *_, last = model.diagrams[0].edges[flow].waypoints
    redraw(model, flow, first, (first[0], y), (last[0], y), last)


CASES: dict[str, tuple[Callable[[Definitions], None], str]] = {
    "shape on shape": (
        lambda m: place(m, "end", x=int(middle(m, "task")[0]), y=int(middle(m, "task")[1])),
        "task overlaps end",
    ),
    "data on shape": (
        lambda m: place(m, "note", x=middle(m, "task")[0] - 40, y=middle(m, "task")[1]),
        "task overlaps note",
    ),
    "slanting line": (lambda m: redraw(m, "task-end", (300, 300), (400, 410)), "task-end is not orthogonal"),
    "loose end": (lambda m: redraw(m, "task-end", (300, 300), (400, 300)), "task-end does not end on task"),
    "flow through shape": (lambda m: through(m, "start-sub", "task"), "start-sub runs through task"),
    "association through shape": (lambda m: through(m, "Association", "end"), "Association runs through end"),
    "message through shape": (lambda m: through(m, "message", "sub"), "message runs through sub"),
    "line on line": (lambda m: copy_line(m, "task-end", "within"), "within lies on task-end"),
    "out of the lane": (lambda m: shift(m, "task", 0, -300), "task lies outside its lane two"),
    "lane on lane": (
        lambda m: place(m, "two", y=m.diagrams[0].shapes["one"].bounds.y + 50),
        "lane one overlaps lane two",
    ),
    "narrow pool": (lambda m: place(m, "box", width=300), "pools differ in width"),
    "label on label": (lambda m: beside(m, "start-sub", "task-end"), "the label of start-sub covers that of task-end"),
    "label on shape": (lambda m: on(m, "start", "task"), "the label of start covers task"),
    "label on its own shape": (lambda m: on(m, "start", "start"), "the label of start covers start"),
    "half a unit": (lambda m: place(m, "start", label=True, width=40.5), "a coordinate is no integer"),
    "far away": (lambda m: place(m, "note", x=-20), "the drawing begins at -20"),
    "not drawn": (lambda m: drop(m, "task-end"), "task-end is drawn 0 times"),
    "node not drawn": (lambda m: drop(m, "out"), "out is drawn 0 times"),
    "off the border": (lambda m: shift(m, "late", 0, 30), "late does not sit on the border of sub"),
    "child outside": (lambda m: shift(m, "inner", -200, 0), "inner lies outside sub"),
    "out of the pool": (lambda m: shift(m, "end", 500, 0), "end lies outside Pool_cap_phep"),
    "flow out of the pool": (lambda m: detour(m, 0, 500), "task-end leaves Pool_cap_phep"),
    "gap between lanes": (
        lambda m: place(m, "two", y=m.diagrams[0].shapes["two"].bounds.y + 5),
        "there is a gap between lanes of Pool_cap_phep",
    ),
    "short lane": (lambda m: place(m, "two", width=200), "a lane is not as wide as Pool_cap_phep"),
    "low pool": (lambda m: place(m, "Pool_cap_phep", height=100), "lanes reach out of Pool_cap_phep"),
    "line on border": (lambda m: along(m, "task-end", "two"), "task-end runs along the border of one"),
    "line back": (lambda m: detour(m, -10, 0), "task-end turns back"),
    "one line for two": (lambda m: copy_line(m, "task-end", "late-end"), "task-end cannot be told from late-end"),
    "label on its line": (lambda m: on_line(m, "task-end", "task-end"), "the label of task-end covers the line of t"),
    "label beside the line of another": (
        lambda m: beside(m, "start-sub", "task-end"),
        "the label of start-sub may be that of another line",
    ),
    "label on a line": (lambda m: on_line(m, "start", "task-end"), "the label of start covers the line of task-end"),
}


def test_a_good_drawing_has_no_fault() -> None:
    """What the layout draws passes every check, so that each of the faults below is the one put in."""
    model = drawing()

    assert [] == faults(model) + blemishes(model)


@pytest.mark.parametrize("case", CASES)
def test_a_fault_is_seen(case: str) -> None:
    """A drawing with one fault is found out, by the element that has it."""
    model = drawing()
    spoil, expected = CASES[case]
    spoil(model)

    assert [said for said in faults(model) + blemishes(model) if said.startswith(expected)]


@pytest.mark.parametrize(
    ("expected", "one", "other"),
    [
        (1, ((0, 0), (10, 10)), ((0, 10), (10, 0))),
        (1, ((0, 5), (10, 5)), ((5, 0), (5, 10))),
        (1, ((0, 5), (10, 5)), ((5, 0), (5, 5), (6, 5), (6, 10))),
        (2, ((0, 5), (20, 5)), ((5, 0), (5, 10), (15, 10), (15, 0))),
        (0, ((0, 5), (10, 5)), ((5, 0), (5, 5))),
        (0, ((0, 5), (10, 5)), ((2, 0), (2, 5), (8, 5), (8, 0))),
        (0, ((0, 5), (10, 5)), ((0, 5), (0, 10))),
        (0, ((0, 5), (10, 5)), ((0, 7), (10, 7))),
    ],
    ids=["slanting", "level", "with a shared stretch", "twice", "touching", "running together", "one end", "apart"],
)
def test_crossings_are_counted(expected: int, one: tuple[Point, ...], other: tuple[Point, ...]) -> None:
    """Lines cross where one passes from one side of the other to its other side, at whatever angle."""
    found = (cross(one, other), cross(other, one))

    assert (expected, expected) == found


def test_only_the_lines_asked_for_are_counted() -> None:
    """The lines of a page are counted among those that are named."""
    model = drawing()
    (x1, y1), (x2, y2), *_ = model.diagrams[0].edges["task-end"].waypoints
    x, y = (x1 + x2) / 2, (y1 + y2) / 2
    redraw(model, "within", (x - 5, y - 5), (x + 5, y + 5))
    page = model.diagrams[0]

    assert 1 == crossings(page) - crossings(drawing().diagrams[0])
    assert 0 == crossings(page, ["within", "start-sub"])
