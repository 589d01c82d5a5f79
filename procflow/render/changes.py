"""Two versions of a process in one picture: what was added, removed, moved and changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from lxml import etree

from procflow.bpmn import Association, Bounds, ChangeKind, Definitions, Diff, Element, MessageFlow, SequenceFlow
from procflow.bpmn.model.definitions import expect_model
from procflow.errors import expect
from procflow.render.canvas import Canvas
from procflow.render.diagram import extent, paint, with_diagram
from procflow.render.legend import draw_legend, legend_width
from procflow.render.shapes import Mark, Painter
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


VIETNAMESE = Words("Hiện tại", "Sau đơn giản hóa", "thêm mới", "cắt bỏ", "thay đổi", "chuyển chỗ")
# Versions, of which none is a simplification.
ENGLISH_VERSIONS = Words("Old version", "New version")
VIETNAMESE_VERSIONS = Words("Bản cũ", "Bản mới", "thêm mới", "cắt bỏ", "thay đổi", "chuyển chỗ")


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
    return _picture((before, after), marks, words, legend)


def diff_svg(old: Definitions, new: Definitions, found: Diff, *, words: Words = ENGLISH_VERSIONS) -> str:
    """
    Return both versions one above the other, what *found* tells marked with colours and signs, and a legend.

    Flows that came or went with a node bear its colour; what is only drawn elsewhere is not marked.

    Raises:
        ModelError: One of the models holds nothing that can be drawn.
    """
    expect_model(old)
    expect_model(new)
    expect(found, Diff, "what was found", "pass what pf.diff() returns for the two models")
    legend = [(ADDED, words.added), (REMOVED, words.removed), (MOVED, words.moved), (CHANGED, words.changed)]
    return _picture((old, new), _diff_marks(old, new, found), words, legend)


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
    models: tuple[Definitions, Definitions],
    marks: tuple[Marks, Marks],
    words: Words,
    legend: Sequence[tuple[Mark, str]],
) -> str:
    drawn = [with_diagram(model) for model in models]
    boxes = [extent(model, model.diagrams[0]) for model in drawn]
    width = max([legend_width(legend), *(box.width for box in boxes)])
    height = sum(box.height + _BAND for box in boxes) + 2 * _GAP
    canvas = Canvas(width, height, f"{words.before} → {words.after}")
    top = 0.0
    for title, model, of_side, box in zip((words.before, words.after), drawn, marks, boxes, strict=True):
        canvas.here = canvas.root
        canvas.text(title, (20, top + _BAND - 10), _TITLE_SIZE, anchor="start", weight="bold")
        _place(canvas, model, of_side, Bounds(box.x, box.y, 0, top + _BAND))
        top += _BAND + box.height
    canvas.here = canvas.root
    draw_legend(canvas, legend, top + _GAP)
    return canvas.to_text()


def _place(canvas: Canvas, model: Definitions, marks: Marks, corner: Bounds) -> None:
    outer = canvas.root
    canvas.root = etree.SubElement(outer, f"{{{outer.nsmap[None]}}}g")
    canvas.root.set("transform", f"translate({-corner.x:g} {corner.height - corner.y:g})")
    page = model.diagrams[0]
    paint(Painter(canvas, Strips(page), marks), model, page)
    canvas.root = outer
