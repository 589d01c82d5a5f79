"""The value of a property can be read: a date exists, a number is one, a choice is among its values."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, Element
from procflow.errors import PropertyError
from procflow.lint.finding import Problem, Severity
from procflow.procedure import BY_NAME, split_list
from procflow.procedure.documents import listed_documents
from procflow.procedure.properties import parse
from procflow.procedure.vocabulary import FORMAT

SEVERITY = Severity.ERROR
_LIMITS = ("pf.limit.value", "pf.limit.unit", "pf.total.value", "pf.total.unit")


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the elements with a property that cannot be read; limits have a rule of their own."""
    for element in model.elements(Element):
        for name, text in element.properties.items():
            if name == "pf.format" and text.strip() != FORMAT:
                yield Problem(element, f"the data has format {text!r}, {FORMAT} is read", "use a newer procflow")
            if name in BY_NAME and name not in _LIMITS:
                yield from _problems(element, name, text)


def _problems(element: Element, name: str, text: str) -> Iterator[Problem]:
    try:
        parse(BY_NAME[name], text, element.where)
        if name == "pf.documents":
            listed_documents(split_list(text), element.where)
    except PropertyError as error:
        yield Problem(element, error.message, error.hint)
