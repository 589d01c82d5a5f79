"""How large each element is drawn."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from procflow.bpmn.layout.scene import Form
from procflow.bpmn.layout.text import LINE, SHAPE_FONT, Size, block_height, label_size, text_width, wrap
from procflow.bpmn.model.activities import Activity, AdHocSubProcess, CallActivity, SubProcess
from procflow.bpmn.model.base import Element
from procflow.bpmn.model.collaboration import DataObjectReference, DataStoreReference, Group, TextAnnotation
from procflow.bpmn.model.events import BoundaryEvent, Event
from procflow.bpmn.model.flow import FlowContainer, FlowNode
from procflow.bpmn.model.gateways import Gateway

EVENT = Size(36, 36)  # as the Modeler draws it, and so are the other fixed sizes
_FIXED: tuple[tuple[type[Element], Size], ...] = (
    (Event, EVENT),
    (Gateway, Size(50, 50)),
    (DataStoreReference, Size(50, 50)),
    (DataObjectReference, Size(36, 50)),
    (Group, Size(140, 100)),
)
_TASKS = (Size(100, 80), Size(120, 80), Size(140, 80), Size(140, 100), Size(160, 100), Size(160, 120), Size(180, 140))
_PADDING = 14  # 7 on either side of a name
_ICON = 25  # the corner that the icon of a task takes up
_LEAST_TOP = 8  # above and below a name in a task
_MARKER = 22  # the marks of a loop or sub-process at the bottom
_MARKER_STEP = 16  # one stands this far from the next
_NOTE_WIDTH = 160  # a note is wrapped there: some 25 letters to a line
_HIGHEST_STRIP = 600  # no lane is made higher than this for its name alone
_STRIP_MARGIN = 14  # 7 at either end of the name of a lane
_TOLERANCE = 1.05  # a name has to fit, too, where a renderer measures it a little narrower and breaks its lines later
_GUEST_STEP = 50  # an event is 36 wide: a gap to the next remains
_GUEST_CORNER = 20  # a guest keeps this far from the corner of its host
_GUEST_WRAP = 80  # a label of an event on a border is narrower, as the next event is near
LABEL_WRAP = 90  # where the Modeler wraps a label beside a shape
ARTIFACTS = (DataObjectReference, DataStoreReference, TextAnnotation)
DRAWN = (FlowNode, Group, *ARTIFACTS)  # what has a shape of its own inside a process or sub-process


def holds_something(container: FlowContainer) -> bool:
    """Tell whether there is anything to draw inside; what has no id has no shape."""
    return any(child.id and isinstance(child, DRAWN) for child in container.children)


def form_of(element: Element) -> Form:
    """Return the outline that edges of *element* end on."""
    if isinstance(element, Event):
        return "circle"
    return "diamond" if isinstance(element, Gateway) else "box"


def shape_size(element: Element, usual: Size) -> Size:
    """Return the size of the shape of *element*: the *usual* one of a task, or what its text needs."""
    if isinstance(element, TextAnnotation):
        return _note_size(element.text)
    fixed = next((size for kind, size in _FIXED if isinstance(element, kind)), None)
    if fixed is not None:
        return fixed
    needed = task_size(element.name, marked=_is_marked(element))
    return Size(max(usual.width, needed.width), max(usual.height, needed.height))


def usual_size(names: Sequence[str]) -> Size:
    """Return the size that shows the names of four tasks out of five, so that most are drawn alike."""
    sizes = sorted((task_size(name) for name in names), key=_TASKS.index)
    return sizes[(len(sizes) - 1) * 4 // 5] if sizes else _TASKS[0]


def task_size(name: str, *, marked: bool = False) -> Size:
    """Return the smallest usual size that shows all of *name* beside icon and marker; the largest if none does."""
    return next((size for size in _TASKS if _fits(name, size, _MARKER if marked else _LEAST_TOP)), _TASKS[-1])


def _is_marked(element: Element) -> bool:
    """Tell whether a marker is drawn at the lower border."""
    return markers_room(element, is_closed=True) > 0


def markers_room(element: Element, *, is_closed: bool) -> int:
    """
    Return how far the middle of an event at the lower border of *element* keeps from the middle, clear of its markers.

    Markers stand for repeated, for compensation, in any order, calling and, if *is_closed*, for a sub-process.
    """
    if not isinstance(element, Activity):
        return 0
    signs = (
        element.loop is not None,
        element.is_for_compensation,
        isinstance(element, AdHocSubProcess),
        isinstance(element, CallActivity) or (isinstance(element, SubProcess) and is_closed),
    )
    half = _MARKER_STEP * sum(signs) // 2
    return -(-(EVENT.width // 2 + half) // 10) * 10 if half else 0


def _fits(name: str, size: Size, margin: int) -> bool:
    width = size.width - _PADDING
    if any(text_width(word, SHAPE_FONT) > width for word in name.split()):
        return False
    lines = wrap(name, width, SHAPE_FONT)
    top = (size.height - len(lines) * LINE) / 2
    beside_icon = (line for number, line in enumerate(lines) if top + number * LINE < _ICON)
    return top >= margin and all(text_width(line, SHAPE_FONT) <= size.width - 2 * _ICON for line in beside_icon)


def outer_label(element: Element) -> Size | None:
    """Return the size of the label beside *element*, None if its text stands inside or there is none."""
    outside = isinstance(element, Event | Gateway | DataStoreReference | DataObjectReference)
    wrap_at = _GUEST_WRAP if isinstance(element, BoundaryEvent) else LABEL_WRAP
    return label_size(element.name, wrap_at=wrap_at) if outside else None


def strip_height(names: Sequence[str], least: int) -> int:
    """Return the height from *least* on at which *names* run upwards in two lines at most, clear of the ends."""
    return next(
        (height for height in range(least, _HIGHEST_STRIP, 10) if all(_fits_strip(name, height) for name in names)),
        max(least, _HIGHEST_STRIP),
    )


@functools.lru_cache(maxsize=4096)  # asked anew for every change of place that is tried
def _fits_strip(name: str, height: int) -> bool:
    """Tell whether *name* is clear of both ends, also where a little more fits on a line than we measure."""
    ways = wrap(name, height, SHAPE_FONT), wrap(name, height * _TOLERANCE, SHAPE_FONT)
    return all(len(lines) <= 2 for lines in ways) and all(
        text_width(line, SHAPE_FONT) <= height - _STRIP_MARGIN for lines in ways for line in lines
    )


def host_size(size: Size, guests: int, *, labelled: bool, clear: int = 0) -> Size:
    """Return *size*, widened so that its *guests* on the lower border stand apart, and *clear* of its middle."""
    step = max(LABEL_WRAP + 20 if labelled else _GUEST_STEP, 2 * clear)
    least = 2 * (clear + _GUEST_CORNER) if clear else 0
    return Size(max(size.width, step * (_places(guests, clear) - 1) + 60, least), size.height)


def guest_offsets(width: int, guests: int, *, clear: int = 0) -> list[int]:
    """Return where the guests stand on the lower border, from its middle, of which they keep *clear*."""
    if guests == 1:
        return [max(width // 2 - 30 if width > 60 else 0, clear)]
    places = _places(guests, clear)
    step = (width - 60) // (places - 1) // 10 * 10
    first = -(step * (places - 1)) // 2 // 10 * 10
    return [first + step * place for place in range(places - guests, places)]


def _places(guests: int, clear: int) -> int:
    """Return how many places there are for *guests*: with markers in the middle as many at the left as at the right."""
    return guests + guests % 2 if clear and guests > 1 else guests


def _note_size(text: str) -> Size:
    widest = max((text_width(line, SHAPE_FONT) for line in wrap(text, _NOTE_WIDTH, SHAPE_FONT)), default=0)
    width = max(100, -int(-(widest + 20) // 10) * 10)
    return Size(width, max(30, -(-(block_height(text, width - 16) + 12) // 10) * 10))
