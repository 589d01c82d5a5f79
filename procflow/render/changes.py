"""Two versions of a process in one picture: what was added, removed, moved and changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from procflow.bpmn import (
    Association,
    Bounds,
    ChangeKind,
    Definitions,
    Diff,
    Element,
    MessageFlow,
    SequenceFlow,
    SubProcess,
)
from procflow.bpmn.model.definitions import expect_model
from procflow.errors import expect
from procflow.render.canvas import Canvas
from procflow.render.diagram import extent, paint
from procflow.render.inside import hidden_holders
from procflow.render.legend import draw_legend, legend_width
from procflow.render.shapes import Mark, Painter
from procflow.render.sides import Side, drawn_sides
from procflow.render.strips import Strips

ADDED = Mark(stroke="#1a7f37", fill="#dafbe1", badge="+")
REMOVED = Mark(stroke="#c1121f", fill="#ffe3e3", badge="−")
CHANGED = Mark(stroke="#9a6700", fill="#fff3c4", badge="~")
MOVED = Mark(stroke="#0b5cad", fill="#dbeafe", badge="»")
Marks = dict[str, Mark]
_TITLE_SIZE = 16.0
_BAND = 34.0
_GAP = 24.0


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the picture, in the reader's language."""

    before: str = "Before"
    after: str = "After"
    added: str = "added"
    removed: str = "removed"
    changed: str = "changed"
    moved: str = "moved"
    inside: str = "n changes inside"


_VIETNAMESE_SIGNS = ("thêm mới", "cắt bỏ", "thay đổi", "chuyển chỗ", "n thay đổi bên trong")
VIETNAMESE = Words("Hiện tại", "Sau đơn giản hóa", *_VIETNAMESE_SIGNS)
# Versions, of which none is a simplification.
ENGLISH_VERSIONS = Words("Old version", "New version")
VIETNAMESE_VERSIONS = Words("Bản cũ", "Bản mới", *_VIETNAMESE_SIGNS)


@dataclass(frozen=True, slots=True)
class Changed:
    """Ids of what differs: added ids are of the new model, removed ids of the old one, changed ids of both."""

    added: Collection[str] = ()
    removed: Collection[str] = ()
    changed: Collection[str] = ()


def changes_svg(before: Definitions, after: Definitions, changed: Changed, *, words: Words = VIETNAMESE) -> str:
    """
    Return both diagrams one above the other, with colours and signs for what differs, and a legend.

    Raises:
        ModelError: One of the models holds nothing that can be drawn.
    """
    expect(changed, Changed, "what was changed", "pass a Changed with the ids")
    marks = (
        {**dict.fromkeys(changed.changed, CHANGED), **dict.fromkeys(changed.removed, REMOVED)},
        {**dict.fromkeys(changed.changed, CHANGED), **dict.fromkeys(changed.added, ADDED)},
    )
    expect_model(before)
    expect_model(after)
    legend = [(ADDED, words.added), (REMOVED, words.removed), (CHANGED, words.changed)]
    same = {element.id: element.id for element in before.elements() if after.get(element.id) is not None}
    return _picture(drawn_sides(before, after, same, ""), marks, words, legend)


def diff_svg(
    old: Definitions, new: Definitions, found: Diff, *, words: Words = ENGLISH_VERSIONS, diagram: str = ""
) -> str:
    """
    Return both versions one above the other, what *found* tells marked with colours and signs, and a legend.

    Flows that came or went with a node bear its colour; what is only drawn elsewhere is not marked.
    A sub-process that is drawn closed bears the number of changes inside it; `hidden_changes` tells them.

    Args:
        old: The old version.
        new: The new version.
        found: What changed.
        words: The words of the picture.
        diagram: Which diagram of the new version: its id, or that of the process or sub-process it shows; the first if
            empty. Of the old version that of the same thing is drawn; `unlike_pages` tells if there is none.

    Raises:
        ModelError: One of the models holds nothing that can be drawn.
        DataError: There is no such diagram.
    """
    expect_model(old)
    expect_model(new)
    expect(found, Diff, "what was found", "pass what pf.diff() returns for the two models")
    expect(diagram, str, "the diagram", "pass the id of a diagram or of what it shows, an empty text for the first")
    sides = drawn_sides(old, new, found.matched, diagram)
    legend = [(ADDED, words.added), (REMOVED, words.removed), (MOVED, words.moved), (CHANGED, words.changed)]
    marks = _diff_marks(old, new, found)
    holders = hidden_holders(sides, found).values()
    for number, of_side in enumerate(marks):
        counted = Counter(holder.id for pair in holders if isinstance(holder := pair[number], SubProcess))
        for key, count in counted.items():
            of_side[key] = _holding(of_side.get(key), str(count))
            legend[4:] = [(_holding(None, "n"), words.inside)]
    return _picture(sides, marks, words, legend)


def _holding(mark: Mark | None, count: str) -> Mark:
    """Return the mark of a sub-process that holds changes, beside its own *mark* if it changed itself."""
    return replace(CHANGED, badge=f"~{count}") if mark is None else replace(mark, badge=f"{mark.badge} ~{count}")


def _diff_marks(old: Definitions, new: Definitions, found: Diff) -> tuple[Marks, Marks]:
    before: Marks = dict.fromkeys(_flows(old) - found.matched.keys(), REMOVED)
    after: Marks = dict.fromkeys(_flows(new) - set(found.matched.values()), ADDED)
    special = {ChangeKind.ADDED: ADDED, ChangeKind.REMOVED: REMOVED, ChangeKind.MOVED: MOVED}
    # What was moved and changed as well is shown as moved, where a reader would look for it in vain.
    for change in sorted(found.meaning, key=lambda change: change.kind is ChangeKind.MOVED):
        mark = special.get(change.kind, CHANGED)
        before[change.old_id] = after[change.new_id] = mark
    return before, after


def _flows(model: Definitions) -> set[str]:
    return {
        element.id
        for element in model.elements(Element)
        if isinstance(element, SequenceFlow | MessageFlow | Association)
    }


def _picture(
    sides: tuple[Side, Side],
    marks: tuple[Marks, Marks],
    words: Words,
    legend: Sequence[tuple[Mark, str]],
) -> str:
    boxes = [extent(model, page) for model, page in sides]
    width = max([legend_width(legend), *(box.width for box in boxes)])
    height = sum(box.height + _BAND for box in boxes) + 2 * _GAP
    canvas = Canvas(width, height, f"{words.before} → {words.after}")
    top = 0.0
    for title, side, of_side, box in zip((words.before, words.after), sides, marks, boxes, strict=True):
        canvas.here = canvas.root
        canvas.text(title, (20, top + _BAND - 10), _TITLE_SIZE, anchor="start", weight="bold")
        _place(canvas, side, of_side, Bounds(box.x, box.y, 0, top + _BAND))
        top += _BAND + box.height
    canvas.here = canvas.root
    draw_legend(canvas, legend, top + _GAP)
    return canvas.to_text()


def _place(canvas: Canvas, side: Side, marks: Marks, corner: Bounds) -> None:
    outer = canvas.root
    canvas.root = etree.SubElement(outer, f"{{{outer.nsmap[None]}}}g")
    canvas.root.set("transform", f"translate({-corner.x:g} {corner.height - corner.y:g})")
    paint(Painter(canvas, Strips(side[1]), marks), *side)
    canvas.root = outer
