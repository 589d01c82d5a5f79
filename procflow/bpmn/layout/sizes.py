"""How large each element is drawn."""

from __future__ import annotations

from procflow.bpmn.layout.scene import Form
from procflow.bpmn.layout.text import SHAPE_FONT, Size, block_height, label_size, text_width, wrap
from procflow.bpmn.model import (
    DataStoreReference,
    Element,
    Event,
    Gateway,
    TextAnnotation,
)

EVENT = Size(36, 36)
_GATEWAY = Size(50, 50)
_DATA = Size(36, 50)
_STORE = Size(50, 50)
_TASKS = (Size(100, 80), Size(120, 80), Size(140, 80), Size(140, 100), Size(160, 100), Size(160, 120), Size(180, 140))
_PADDING = 14
_ICON = 26
_NOTE_WIDTH = 160
_STRIP = 30
_GUEST_STEP = 50
LABEL_WRAP = 90


def form_of(element: Element) -> Form:
    """Return the outline that edges of *element* end on."""
    if isinstance(element, Event):
        return "circle"
    return "diamond" if isinstance(element, Gateway) else "box"


def shape_size(element: Element) -> Size:
    """Return the size of the shape of *element*, large enough for the text inside it."""
    if isinstance(element, Event):
        return EVENT
    if isinstance(element, Gateway):
        return _GATEWAY
    if isinstance(element, DataStoreReference):
        return _STORE
    if element.kind == "dataObjectReference":
        return _DATA
    if isinstance(element, TextAnnotation):
        return _note_size(element.text)
    return task_size(element.name)


def task_size(name: str) -> Size:
    """Return the smallest of the usual sizes that shows all of *name* beside the icon; the largest if none does."""
    for size in _TASKS:
        width = size.width - _PADDING
        whole_words = all(text_width(word, SHAPE_FONT) <= width for word in name.split())
        if whole_words and block_height(name, width) <= size.height - _ICON:
            return size
    return _TASKS[-1]


def outer_label(element: Element) -> Size | None:
    """Return the size of the label beside *element*, None if its text stands inside or there is none."""
    outside = isinstance(element, Event | Gateway | DataStoreReference) or element.kind == "dataObjectReference"
    return label_size(element.name, wrap_at=LABEL_WRAP) if outside else None


def strip_height(name: str) -> int:
    """Return the least height of a lane or pool whose *name* runs upwards in two lines."""
    width = text_width(name, SHAPE_FONT)
    longest = max((text_width(word, SHAPE_FONT) for word in name.split()), default=0)
    need = max(width / 2 + longest / 2 if width > 90 else width, longest) + 20
    return max(60, -int(-need // 10) * 10)


def host_size(size: Size, guests: int, *, labelled: bool) -> Size:
    """Return *size*, widened so that its *guests* on the lower border and their labels stand apart."""
    step = LABEL_WRAP + 20 if labelled else _GUEST_STEP
    return Size(max(size.width, step * (guests - 1) + 60), size.height)


def guest_offsets(width: int, guests: int) -> list[int]:
    """Return where the guests stand on the lower border, from its middle."""
    if guests == 1:
        return [width // 2 - 30 if width > 60 else 0]
    step = (width - 60) // (guests - 1) // 10 * 10
    first = -(step * (guests - 1)) // 2 // 10 * 10
    return [first + step * place for place in range(guests)]


def _note_size(text: str) -> Size:
    widest = max((text_width(line, SHAPE_FONT) for line in wrap(text, _NOTE_WIDTH, SHAPE_FONT)), default=0)
    width = max(100, -int(-(widest + 20) // 10) * 10)
    return Size(width, max(30, -(-(block_height(text, width - 16) + 12) // 10) * 10))
