"""The line below a picture that says what its colours mean."""

from __future__ import annotations

from collections.abc import Sequence

from procflow.bpmn import Bounds
from procflow.render.canvas import Canvas, Style
from procflow.render.shapes import Mark
from procflow.render.text import text_width

Item = tuple[Mark, str]
_SIZE = 13.0
_LEFT = 20.0
_STEP = 60.0


def legend_width(items: Sequence[Item]) -> float:
    """Return how wide the legend is."""
    return _LEFT + sum(_STEP + text_width(text, _SIZE) for _, text in items)


def draw_legend(canvas: Canvas, items: Sequence[Item], y: float, *, left: float = 0.0) -> None:
    """Draw each mark with what it means, one beside the other on the line *y*, from *left* on."""
    x = left + _LEFT
    for mark, text in items:
        canvas.rectangle(Bounds(x, y - 12, 24, 16), Style(mark.stroke, mark.fill, 2), radius=4)
        canvas.text(mark.badge, (x + 12, y), 12, weight="bold")
        canvas.text(text, (x + 32, y), _SIZE, anchor="start")
        x += _STEP + text_width(text, _SIZE)
