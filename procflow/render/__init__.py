"""Pictures of models: SVG from their own coordinates, changes marked, Graphviz layouts, PNG."""

from procflow.render.changes import Changed, Words, changes_svg
from procflow.render.diagram import diagram_svg, not_shown
from procflow.render.dot import dot_svg, handoffs_dot, process_dot
from procflow.render.draw import heat_marks, render, render_dot
from procflow.render.picture import png
from procflow.render.shapes import Mark

__all__ = [
    "Changed",
    "Mark",
    "Words",
    "changes_svg",
    "diagram_svg",
    "dot_svg",
    "handoffs_dot",
    "heat_marks",
    "not_shown",
    "png",
    "process_dot",
    "render",
    "render_dot",
]
