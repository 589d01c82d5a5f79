"""Where the badges of a picture stand: at the upper right corner, unless that would cover a label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from procflow.bpmn import (
    Bounds,
    DataObjectReference,
    DataStoreReference,
    Definitions,
    Diagram,
    Edge,
    Element,
    Event,
    Gateway,
    Group,
    Shape,
)
from procflow.render.shapes import (
    LABEL_SIZE,
    Mark,
    above,
    badge_box,
    below,
    beside,
    label_lines,
    shown_name,
)
from procflow.render.text import line_height, text_width
from procflow.render.things import Things, line_boxes

_LABELLED = (Event, Gateway, DataObjectReference, DataStoreReference, Group)
# Letters reach a little below the last line.
_DESCENT = 3.0


def badge_boxes(model: Definitions, page: Diagram, marks: Mapping[str, Mark]) -> dict[str, Bounds]:
    """Return where the badge of each marked shape on *page* stands, by element id."""
    badged = [(key, mark.badge) for key, mark in marks.items() if mark.badge and key in page.shapes]
    if not badged:
        return {}
    labels = Things(_labels(model, page))
    things = Things([*(shape.bounds for shape in page.shapes.values()), *line_boxes(page)])
    return {key: _place(badge, page.shapes[key].bounds, labels, things) for key, badge in badged}


def _place(badge: str, bounds: Bounds, labels: Things, things: Things) -> Bounds:
    """Return where *badge* stands: it leaves the upper right corner only for a label."""
    box = badge_box(badge, bounds)
    if not labels.touched(box):
        return box
    return min(_places(box, bounds), key=lambda place: (labels.touched(place), things.touched(place)))


def _places(box: Bounds, bounds: Bounds) -> list[Bounds]:
    """Return where a badge of the size of *box* may stand: at each corner of *bounds*, then beside it."""
    left = min(bounds.x - 0.4 * box.width, bounds.centre[0] - box.width)
    low = bounds.bottom - box.height / 2
    corners = [(box.x, box.y), (box.x, low), (left, box.y), (left, low)]
    outer = [(bounds.right, box.y - box.height / 2), (bounds.right, low + box.height / 2)]
    outer += [(bounds.x - box.width, y) for _, y in outer]
    return [box._replace(x=x, y=y) for x, y in corners + outer]


def _labels(model: Definitions, page: Diagram) -> Iterator[Bounds]:
    """Yield the box of every label beside its shape or flow, as wide as its text."""
    items: list[Shape | Edge] = [*page.shapes.values(), *page.edges.values()]
    for item in items:
        element = model.get(item.element_id)
        text = shown_name(element) if element is not None else ""
        if not text or (isinstance(item, Shape) and not isinstance(element, _LABELLED)):
            continue
        box = item.label_bounds or (_usual(element, item, text) if isinstance(item, Shape) else beside(item, text))
        # A label of blanks alone has no lines.
        if box is not None and (lines := label_lines(text, box)):
            width = max(text_width(line, LABEL_SIZE) for line in lines)
            yield Bounds(box.centre[0] - width / 2, box.y, width, line_height(LABEL_SIZE) * len(lines) + _DESCENT)


def _usual(element: Element | None, shape: Shape, text: str) -> Bounds | None:
    return above(shape.bounds, text) if isinstance(element, Group) else below(shape.bounds, text)
