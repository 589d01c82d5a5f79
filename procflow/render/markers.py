"""The small marks at the lower border of what is drawn: repeated, collapsed, for compensation, of many."""

from __future__ import annotations

from collections.abc import Sequence

from procflow.bpmn import Activity, AdHocSubProcess, Bounds, Participant, Point, SubProcess
from procflow.render.canvas import Canvas, Style

MARKER_RADIUS = 7.0
_ABOVE_BORDER = 10.0
_STEP = 16.0
_PLUS_BOX = 6.0
_LINE = Style(fill="none", width=1.5)
_BARS = Style(fill="none", width=2)
# Relative to the middle of the marker.
_OUTLINES: dict[str, tuple[str, Style]] = {
    "compensation": ("m -7 0 l 6 -5 v 10 z m 6.5 0 l 6 -5 v 10 z", Style(width=1.2)),
    "loop": ("m -2 5 a 5 5 0 1 1 4 0 l 3 -3 m -3 3 l 3 2", _LINE),
    "parallel": ("m -4 -5 v 10 m 4 -10 v 10 m 4 -10 v 10", _BARS),
    "sequential": ("m -5 -4 h 10 m -10 4 h 10 m -10 4 h 10", _BARS),
    "ad-hoc": ("m -6 2 c 2 -6 4 -5 6 -2 s 4 4 6 -2", Style(fill="none", width=2)),
}


def markers_of(element: Activity, *, expanded: bool) -> tuple[str, ...]:
    """Return the markers that *element* bears, from left to right; *expanded* if it shows what stands in it."""
    loop = element.loop
    found = ["compensation"] * element.is_for_compensation
    if loop is not None:
        found.append("loop" if not loop.is_multi_instance else "sequential" if loop.is_sequential else "parallel")
    found += ["collapsed"] * (isinstance(element, SubProcess) and not expanded)
    found += ["ad-hoc"] * isinstance(element, AdHocSubProcess)
    return tuple(found)


def marker_places(markers: Sequence[str], bounds: Bounds) -> list[Point]:
    """Return the middle of each marker: side by side in the middle of the lower border of *bounds*."""
    left = bounds.centre[0] - _STEP * (len(markers) - 1) / 2
    return [(left + _STEP * place, bounds.bottom - _ABOVE_BORDER) for place in range(len(markers))]


def draw_markers(canvas: Canvas, markers: Sequence[str], bounds: Bounds) -> None:
    """Draw *markers* at the lower border of *bounds*."""
    for marker, (x, y) in zip(markers, marker_places(markers, bounds), strict=True):
        if marker == "collapsed":
            canvas.rectangle(Bounds(x - _PLUS_BOX, y - _PLUS_BOX, 2 * _PLUS_BOX, 2 * _PLUS_BOX), Style())
            canvas.path(f"M {x - 4} {y} h 8 M {x} {y - 4} v 8", Style(fill="none"))
        else:
            outline, style = _OUTLINES[marker]
            canvas.path(f"M {x} {y} {outline}", style)


def is_many(participant: Participant) -> bool:
    """Tell whether a pool stands for several of its kind."""
    return participant.multiplicity is not None and participant.multiplicity[1] > 1
