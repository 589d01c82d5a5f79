"""A limit is a number with a unit the law counts in."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, Element
from procflow.errors import PropertyError
from procflow.lint.finding import Problem, Severity
from procflow.procedure import Place
from procflow.procedure.properties import fields_from

SEVERITY = Severity.ERROR
_PREFIXES = ("pf.limit.", "pf.total.")


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the elements whose limit or total has no readable number, an unknown unit, or one without the other."""
    for element in model.elements(Element):
        for prefix in _PREFIXES:
            texts = {name: text for name, text in element.properties.items() if name.startswith(prefix)}
            texts.pop("pf.limit.group", None)
            try:
                fields_from(texts, Place.PROCESS, element.where)
            except PropertyError as error:
                yield Problem(element, error.message, error.hint)
