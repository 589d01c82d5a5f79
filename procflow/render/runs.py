"""The run that shows a defect, drawn on the diagram: steps, tokens that are left, what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from procflow.bpmn import Bounds, Definitions, Diagram, Edge, Point
from procflow.bpmn.model.definitions import expect_model
from procflow.bpmn.soundness import Defect, Step
from procflow.errors import expect
from procflow.render.badges import badge_boxes
from procflow.render.canvas import Canvas, Style
from procflow.render.diagram import extent, paint
from procflow.render.legend import draw_legend, legend_width
from procflow.render.pages import with_diagram
from procflow.render.run_words import VIETNAMESE_RUN, RunWords
from procflow.render.shapes import Mark, Painter
from procflow.render.strips import Strips
from procflow.render.text import text_width, wrap

PASSED = Mark(stroke="#0b5cad", fill="#dbeafe", badge="1")
LEFT = Mark(stroke="#9a6700", fill="#9a6700")
WRONG = Mark(stroke="#c1121f", fill="#ffe3e3", badge="!")
_TITLE_SIZE = 16.0
_BAND = 26.0
_GAP = 24.0
_TOKEN = 7.0
# Steps that follow each other are written as a range from this many on.
_RANGE = 3


def run_svg(model: Definitions, defect: Defect, *, words: RunWords = VIETNAMESE_RUN) -> str:
    """
    Return the diagram of *model* with the run that shows *defect*, as SVG text.

    What took a step is blue and bears the numbers of its steps, a flow with a token at the end is amber and bears it,
    what the defect names is red.

    Args:
        model: The model that was judged.
        defect: One of `soundness(model).defects`; one without a run is shown by what it names alone.
        words: The words of the picture, in the reader's language.

    Raises:
        ModelError: The model holds nothing that can be drawn.
        DataError: The defect is of no known kind.
    """
    expect_model(model)
    expect(defect, Defect, "the defect", "pass one of soundness(model).defects")
    expect(words, RunWords, "the words", "pass ENGLISH_RUN or VIETNAMESE_RUN")
    drawn = with_diagram(model)
    page = drawn.diagrams[0]
    marks = run_marks(defect)
    box = _with_badges(extent(drawn, page), drawn, page, marks)
    items = [(PASSED, words.passed), (LEFT, words.left), (WRONG, words.named)]
    title = words.defect(defect, model)
    width = max(box.width, legend_width(items))
    lines = wrap(title, width - 2 * _GAP, _TITLE_SIZE)
    head = _BAND * len(lines) + 10
    canvas = Canvas(width, box.height + head + 2 * _GAP, title)
    canvas.root.set("viewBox", f"{box.x:g} {box.y - head:g} {width:g} {box.height + head + 2 * _GAP:g}")
    for number, line in enumerate(lines):
        at = (box.x + 20, box.y - head + _BAND * (number + 1) - 4)
        canvas.text(line, at, _TITLE_SIZE, anchor="start", weight="bold")
    left = tokens_left(defect.run)
    paint(Painter(canvas, Strips(page), marks), drawn, page)
    _draw_tokens(canvas, page, left)
    canvas.here = canvas.root
    draw_legend(canvas, items, box.bottom + _GAP, left=box.x)
    return canvas.to_text()


def run_marks(defect: Defect) -> dict[str, Mark]:
    """Return what the run and the elements of *defect* are set off with, by element id."""
    numbers: dict[str, list[int]] = {}
    marks: dict[str, Mark] = {}
    for number, step in enumerate(defect.run, 1):
        numbers.setdefault(step.element_id, []).append(number)
        marks |= dict.fromkeys((*step.taken, *step.given), PASSED)
    marks |= dict.fromkeys(tokens_left(defect.run), LEFT)
    marks |= {key: Mark(PASSED.stroke, PASSED.fill, _written(found)) for key, found in numbers.items()}
    for key in defect.element_ids:
        badge = f"! {_written(numbers[key])}" if key in numbers else "!"
        marks[key] = Mark(WRONG.stroke, WRONG.fill, badge)
    return marks


def tokens_left(run: Sequence[Step]) -> Counter[str]:
    """Return how many tokens each flow has that the steps of *run* gave one and took none from."""
    given = Counter(flow for step in run for flow in step.given)
    return given - Counter(flow for step in run for flow in step.taken)


def _written(numbers: Sequence[int]) -> str:
    """Return all *numbers*, those that follow each other as a range."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1].append(number)
        else:
            ranges.append([number])
    written = (f"{run[0]}\u2013{run[-1]}" if len(run) >= _RANGE else ", ".join(map(str, run)) for run in ranges)
    return ", ".join(written)


def _with_badges(box: Bounds, model: Definitions, page: Diagram, marks: Mapping[str, Mark]) -> Bounds:
    """Return *box*, made wider where a badge would stick out of it."""
    right = max((badge.right + _TOKEN for badge in badge_boxes(model, page, marks).values()), default=box.right)
    return box._replace(width=max(box.width, right - box.x))


def _draw_tokens(canvas: Canvas, page: Diagram, left: Counter[str]) -> None:
    for key, count in left.items():
        edge = page.edges.get(key)
        if edge is None or len(edge.waypoints) < 2:
            continue
        x, y = _middle(edge)
        canvas.group(key, "token")
        canvas.circle((x, y), _TOKEN, Style(LEFT.stroke, LEFT.stroke, 1.5))
        if count > 1:
            width = text_width(str(count), 10)
            canvas.text(str(count), (x, y + 3.6), 10 if width < 2 * _TOKEN else 8, weight="bold")
            canvas.here[-1].set("fill", "#ffffff")


def _middle(edge: Edge) -> Point:
    """Return the middle of the longest piece of *edge*."""
    (x, y), (next_x, next_y) = max(
        pairwise(edge.waypoints), key=lambda ends: abs(ends[0][0] - ends[1][0]) + abs(ends[0][1] - ends[1][1])
    )
    return (x + next_x) / 2, (y + next_y) / 2
