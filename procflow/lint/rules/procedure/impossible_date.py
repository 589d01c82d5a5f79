"""A date that is written exists."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator

from procflow.bpmn import Definitions, Element, TextAnnotation, TimerEventDefinition
from procflow.lint.finding import Problem, Severity
from procflow.procedure import BY_NAME
from procflow.procedure.vocabulary import Type

SEVERITY = Severity.ERROR
_LEAP_YEAR = 2024
_DATES = (
    re.compile(
        r"(?<![\d/.-])(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})(?:[/.-](?P<year>\d{4}))?(?![\d/]|[.-]\d)", re.ASCII
    ),
    re.compile(r"(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})(?:\s+năm\s+(?P<year>\d{4}))?", re.IGNORECASE),
    re.compile(r"(?<![\d/.-])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?![\d/-])", re.ASCII),
)
_MONTHS, _MOST_DAYS = 12, 31


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the elements in whose label, text or properties a day of a month stands that this month does not have."""
    for element in model.elements(Element):
        found = dict.fromkeys(date for text in _texts(element) for date in impossible_dates(text))
        if found:
            dates = ", ".join(found)
            yield Problem(element, f"there is no such day: {dates}", "check the date against the legal text")


def _texts(element: Element) -> Iterator[str]:
    yield element.name
    yield element.documentation
    yield element.text if isinstance(element, TextAnnotation | TimerEventDefinition) else ""
    for name, text in element.properties.items():
        if name not in BY_NAME or BY_NAME[name].type is not Type.DATE:  # those property-value reads
            yield text


def impossible_dates(text: str) -> Iterator[str]:
    """
    Yield the days in *text* that look like dates and do not exist.

    A year before a day of February decides; without one, 29/2 is let pass.

    Example:
        >>> list(impossible_dates("từ 01/10 đến 31/11; ngày 30 tháng 02 năm 2025; Nghị định 61/2018/NĐ-CP"))
        ['31/11', '30 tháng 02 năm 2025']
    """
    composed = unicodedata.normalize("NFC", text)
    for pattern in _DATES:
        for found in pattern.finditer(composed):
            day, month = int(found["day"]), int(found["month"])
            year = int(found["year"] or _LEAP_YEAR)
            if 0 < month <= _MONTHS and 0 < day <= _MOST_DAYS and year and day > monthrange(year, month)[1]:
                yield found[0]
