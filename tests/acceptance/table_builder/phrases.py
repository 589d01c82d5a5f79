"""The words of a limit, a total and a step number in one layout."""

from __future__ import annotations

import re
from decimal import Decimal

from tests.acceptance.table_builder.layout import Figures, Layout
from tests.acceptance.table_builder.merging import Range
from tests.acceptance.table_builder.source import LimitFact, SourceStep, Unit, Workflow

_FRACTIONS = {Decimal("0.25"): "1/4", Decimal("0.5"): "1/2", Decimal("0.75"): "3/4"}
_LONG_SENTENCE = " Trường hợp kéo dài quá {} ngày làm việc thì báo cáo cơ quan quản lý cấp trên xem xét."


def limit_of_range(workflow: Workflow, span: Range) -> LimitFact:
    """Return the one limit of the steps in *span*: of a single step its own, of several their sum."""
    first, *others = (step.limit for step in workflow.steps[slice(*span)])
    if not first.figure or not others:
        return first
    total = sum((other.value for other in others if other.value is not None), first.value or Decimal(0))
    return LimitFact(total, first.unit, "", plain_figure(total), first.unit_words)


def plain_figure(value: Decimal) -> str:
    """Return a number with decimal comma and no superfluous zeros."""
    return f"{value.normalize():f}".replace(".", ",")


def limit_words(limit: LimitFact, layout: Layout) -> str:
    """Return the text of a limit cell."""
    figures = layout.figures
    if limit.unit in {Unit.TEXT, Unit.EMPTY}:
        return limit.words
    if limit.value is not None and not limit.figure:
        more = _LONG_SENTENCE.format(plain_figure(limit.value)) if layout.long_sentence else ""
        return limit.words + more
    words = _timed(limit, figures) if limit.figure else limit.words
    return _lettered(words, figures) + _dot(words, figures)


def _timed(limit: LimitFact, figures: Figures) -> str:
    unit = {"full": limit.unit_words, "short": "ngày", "header": ""}[figures.style]
    return f"{figure_words(limit.figure, figures)} {unit}".strip()


def figure_words(figure: str, figures: Figures) -> str:
    """Return a number of the data as the layout writes it."""
    if figures.decimals == "as-written":
        return figure
    value = Decimal(figure.replace(",", "."))
    if figures.decimals == "fraction" and value in _FRACTIONS:
        return _FRACTIONS[value]
    words = plain_figure(value)
    if figures.padded and value < 10 and value == value.to_integral_value():
        words = f"0{words}"
    return words.replace(",", ".") if figures.decimals == "point" else words


def _lettered(words: str, figures: Figures) -> str:
    return {"plain": words, "lower": words.lower(), "upper": words.upper()}[figures.letters]


def _dot(words: str, figures: Figures) -> str:
    return "." if figures.dot and not words[-1:].isdigit() else ""


_TOTAL = re.compile(r"(?P<figure>\d+(?:[.,]\d+)?) (?P<unit>ngày làm việc|ngày)")


def total_words(workflow: Workflow, layout: Layout, *, beside_header: bool) -> str:
    """
    Return what the total row declares.

    Args:
        workflow: Whose total it is.
        layout: How it is written.
        beside_header: Whether it stands in the limit column, where the header may name its unit.
    """
    match = _TOTAL.fullmatch(workflow.total_words)
    if not match:
        return workflow.total_words
    figures = layout.figures
    words = figure_words(match["figure"], figures)
    if not (beside_header and figures.style == "header" and figures.bare_total):
        words = f"{words} {match['unit']}"
    return _lettered(words, figures) + _dot(words, figures)


def number_words(step: SourceStep, numbers: str) -> str:
    """Return a step number as the layout writes it, empty where it has no column of numbers."""
    if numbers == "01":
        return step.number.zfill(2)
    return numbers.replace("1", step.number) if numbers else ""
