"""The name of a task keeps clear of the events at its border."""

from __future__ import annotations

import pytest
from lxml import etree

from procflow.bpmn import BoundaryEvent, Bounds, Definitions, read
from procflow.render import diagram_svg, not_shown
from procflow.render.task_text import Line, Round, around, clear_lines, extent_of, flowed_lines
from tests.diagrams import diagram
from tests.support import MODELS

SVG = "{http://www.w3.org/2000/svg}"
BOX = Bounds(0, 0, 100, 80)
NAME = "Cơ quan liên quan cho ý kiến bằng văn bản"


def name_lines(model: Definitions, task: str) -> list[tuple[Line, float]]:
    """Return the lines of text that the picture has in a task, each with its size."""
    root = etree.fromstring(diagram_svg(model).encode())
    group = next(node for node in root.iter(f"{SVG}g") if node.get("data-element-id") == task)
    texts = group.iterfind(f"{SVG}text")
    return [
        (Line(node.text or "", float(str(node.get("x"))), float(str(node.get("y")))), float(str(node.get("font-size"))))
        for node in texts
    ]


@pytest.mark.parametrize("path", sorted(MODELS.glob("*.bpmn")), ids=lambda path: path.name)
def test_no_name_of_a_shipped_model_lies_under_an_event(path: object) -> None:
    """Each line of each task with an event at its border is drawn clear of it, and no word is lost."""
    model = read(path)  # type: ignore[arg-type]  # a path of the shipped models
    for event in model.elements(BoundaryEvent):
        shape, host = model.shape(event.id), model.shape(event.attached_to.id)
        assert shape is not None
        assert host is not None
        if host.is_expanded:
            continue
        lines = name_lines(model, event.attached_to.id)
        drawn = [around(shape.bounds).touches(extent_of(line, size)) for line, size in lines]

        assert event.attached_to.name == " ".join(line.text for line, _ in lines)
        assert not any(drawn)


def test_a_name_stays_in_the_middle_where_nothing_is_in_its_way() -> None:
    """An event that no line reaches moves nothing."""
    (line,), size = clear_lines("Ký", BOX, (12,), [Round((100, 80), 18)])

    assert (12, 50) == (size, line.x)
    assert 40 == pytest.approx(extent_of(line, size).centre[1], abs=1)


def test_a_name_moves_up_from_an_event_below_it() -> None:
    """The lines stand above the event, all of them, in the size they had."""
    event = Round((50, 80), 18)
    lines, size = clear_lines("Cơ quan liên quan cho ý kiến", BOX, (12, 10), [event])

    assert 12 == size
    assert all(extent_of(line, size).bottom < 62 for line in lines)


def test_letters_become_smaller_where_there_is_no_other_way() -> None:
    """Events above and below leave room for a smaller size alone."""
    events = [Round((50, 0), 18), Round((50, 80), 18)]
    large, _ = clear_lines(NAME, BOX, (12,), events)
    small, size = clear_lines(NAME, BOX, (12, 8), events)

    assert [] == large
    assert (8, NAME) == (size, " ".join(line.text for line in small))


def test_a_name_without_room_is_drawn_all_the_same() -> None:
    """Where no size keeps clear of the event, the name stands where it would stand without it."""
    words = " ".join(["Thẩm định hồ sơ"] * 5)
    raw = diagram(
        f"start s\nuser a '{words}' group=g\nboundary t on=a duration=P1D\nend e\nend f\ns -> a -> e\nt -> f\n"
    )

    assert name_lines(read(raw), "a")


def test_a_process_that_the_picture_leaves_out_is_named() -> None:
    """Of two processes without pools the first is drawn; a pool stands for its process, drawn or closed."""
    one, two = (f"process {key}\nstart s{key}\nend e{key}\ns{key} -> e{key}\n" for key in ("mot", "hai"))
    pool = '<collaboration id="c"><participant id="pool" processRef="hai"/></collaboration>\n'

    assert ["hai"] == [process.id for process in not_shown(read(diagram(one, two)))]
    assert ["mot"] == [process.id for process in not_shown(read(diagram(one, two, collaboration=pool)))]
    assert () == not_shown(read(diagram(one)))


LONG = (
    "Thẩm định hồ sơ thiết kế bản vẽ thi công và dự toán xây dựng công trình theo quy định tại Nghị định 15/2021/NĐ-CP"
)


def drawn_name(kind: str, name: str, width: int = 100) -> tuple[str, list[tuple[Line, float]]]:
    """Return the picture of a task at (0, 0), 80 high, and the lines of its name in it."""
    model = read(
        f'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"'
        f' xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC">'
        f'<process id="p"><{kind} id="a" name="{name}"/></process><d:BPMNDiagram><d:BPMNPlane bpmnElement="p">'
        f'<d:BPMNShape bpmnElement="a"><dc:Bounds x="0" y="0" width="{width}" height="80"/></d:BPMNShape>'
        f"</d:BPMNPlane></d:BPMNDiagram></definitions>".encode()
    )
    return diagram_svg(model), name_lines(model, "a")


@pytest.mark.parametrize("kind", ["task", "userTask", "serviceTask"])
def test_a_long_name_is_whole_and_clear_of_border_and_sign(kind: str) -> None:
    """Smaller letters, and lines beside the sign, make room for every word of a long name."""
    _, lines = drawn_name(kind, LONG)
    boxes = [extent_of(line, size) for line, size in lines]

    assert LONG == " ".join(line.text for line, _ in lines)
    assert all(Bounds(2, 2, 96, 76).contains(box) for box in boxes)
    assert kind == "task" or not any(Round((13, 13), 9).touches(box) for box in boxes)
    assert all(size >= 8 for _, size in lines)


def test_a_name_too_long_for_the_smallest_letters_ends_with_an_ellipsis() -> None:
    """What is written stays inside; the whole name is the tooltip."""
    svg, lines = drawn_name("userTask", f"{LONG} {LONG}")

    assert lines[-1][0].text.endswith("…")
    assert {8} == {size for _, size in lines}
    assert all(Bounds(2, 2, 96, 76).contains(extent_of(line, size)) for line, size in lines)
    assert f"<title>{LONG} {LONG}</title>" in svg


def test_a_short_name_keeps_its_size_and_place() -> None:
    """One line stands in the middle, in letters of 12."""
    _, ((line, size),) = drawn_name("userTask", "Ký duyệt")

    assert (12, 50) == (size, line.x)


def test_a_box_without_room_for_a_line_bears_its_name_all_the_same() -> None:
    """The name of a task drawn far too narrow is cut, not left out."""
    _, lines = drawn_name("userTask", LONG, width=12)

    assert lines


def test_a_line_takes_the_wider_side_of_what_is_in_its_way() -> None:
    """Words stand beside a circle, on the side with more room."""
    lines, size = flowed_lines("Ký và đóng dấu", BOX, (10,), [Round((20, 40), 38)])

    assert "Ký và đóng dấu" == " ".join(line.text for line in lines)
    assert all(extent_of(line, size).x > 40 for line in lines)


def test_a_block_is_not_made_narrower_than_a_word() -> None:
    """No word is broken to keep clear of an event."""
    lines, _ = clear_lines("Configuration", Bounds(0, 0, 90, 30), (12,), [Round((0, 15), 14)])

    assert [] == lines
