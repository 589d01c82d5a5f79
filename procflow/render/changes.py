"""Two versions of a process in one picture: what was added, removed and changed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from lxml import etree

from procflow.bpmn import Bounds, Definitions
from procflow.render.canvas import Canvas, Style
from procflow.render.diagram import extent, paint, with_diagram
from procflow.render.shapes import Mark, Painter
from procflow.render.text import text_width

ADDED = Mark(stroke="#1a7f37", fill="#dafbe1", badge="+")
REMOVED = Mark(stroke="#c1121f", fill="#ffe3e3", badge="−")
CHANGED = Mark(stroke="#9a6700", fill="#fff3c4", badge="~")
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


VIETNAMESE = Words("Hiện tại", "Sau đơn giản hóa", "thêm mới", "cắt bỏ", "thay đổi")


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
    old = {**dict.fromkeys(changed.changed, CHANGED), **dict.fromkeys(changed.removed, REMOVED)}
    new = {**dict.fromkeys(changed.changed, CHANGED), **dict.fromkeys(changed.added, ADDED)}
    parts = [(words.before, with_diagram(before), old), (words.after, with_diagram(after), new)]
    boxes = [extent(model, model.diagrams[0]) for _, model, _ in parts]
    width = max([_legend_width(words), *(box.width for box in boxes)])
    height = sum(box.height + _BAND for box in boxes) + 2 * _GAP
    canvas = Canvas(width, height, f"{words.before} → {words.after}")
    top = 0.0
    for (title, model, marks), box in zip(parts, boxes, strict=True):
        canvas.here = canvas.root
        canvas.text(title, (20, top + _BAND - 10), _TITLE_SIZE, anchor="start", weight="bold")
        _place(canvas, model, marks, Bounds(box.x, box.y, 0, top + _BAND))
        top += _BAND + box.height
    canvas.here = canvas.root
    _legend(canvas, words, top + _GAP)
    return canvas.to_text()


def _place(canvas: Canvas, model: Definitions, marks: dict[str, Mark], corner: Bounds) -> None:
    outer = canvas.root
    canvas.root = etree.SubElement(outer, f"{{{outer.nsmap[None]}}}g")
    canvas.root.set("transform", f"translate({-corner.x:g} {corner.height - corner.y:g})")
    paint(Painter(canvas, marks), model, model.diagrams[0])
    canvas.root = outer


def _legend_items(words: Words) -> list[tuple[Mark, str]]:
    return [(ADDED, words.added), (REMOVED, words.removed), (CHANGED, words.changed)]


def _legend_width(words: Words) -> float:
    return 20 + sum(60 + text_width(text, 13) for _, text in _legend_items(words))


def _legend(canvas: Canvas, words: Words, y: float) -> None:
    x = 20.0
    for mark, text in _legend_items(words):
        canvas.rectangle(Bounds(x, y - 12, 24, 16), Style(mark.stroke, mark.fill, 2), radius=4)
        canvas.text(mark.badge, (x + 12, y), 12, weight="bold")
        canvas.text(text, (x + 32, y), 13, anchor="start")
        x += 60 + text_width(text, 13)
