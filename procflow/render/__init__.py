"""Pictures of models: SVG from their own coordinates, changes marked, Graphviz layouts, PNG."""

from procflow.render.changes import ENGLISH_VERSIONS, VIETNAMESE_VERSIONS, Changed, Words, changes_svg, diff_svg
from procflow.render.diagram import diagram_svg
from procflow.render.dot import dot_svg, handoffs_dot, process_dot
from procflow.render.draw import heat_marks, render, render_dot
from procflow.render.inside import Hidden, hidden_changes
from procflow.render.pages import not_drawn, not_shown, with_diagram
from procflow.render.picture import png
from procflow.render.run_words import ENGLISH_RUN, VIETNAMESE_RUN, RunWords, called
from procflow.render.runs import run_svg
from procflow.render.shapes import Mark
from procflow.render.sides import unlike_pages

__all__ = [
    "ENGLISH_RUN",
    "ENGLISH_VERSIONS",
    "VIETNAMESE_RUN",
    "VIETNAMESE_VERSIONS",
    "Changed",
    "Hidden",
    "Mark",
    "RunWords",
    "Words",
    "called",
    "changes_svg",
    "diagram_svg",
    "diff_svg",
    "dot_svg",
    "handoffs_dot",
    "heat_marks",
    "hidden_changes",
    "not_drawn",
    "not_shown",
    "png",
    "process_dot",
    "render",
    "render_dot",
    "run_svg",
    "unlike_pages",
    "with_diagram",
]
