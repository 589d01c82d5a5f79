"""An attribute has one of the values that BPMN knows for it."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions
from procflow.lint.finding import Problem, Severity
from procflow.lint.schema import CHOICES, LEAST
from procflow.lint.tree import nodes

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the elements with a choice BPMN does not offer, or a number that is none or too small."""
    for element, name, node in nodes(model):
        for key, text in node.items():
            attribute, value = str(key), text.strip()
            choices = CHOICES.get(attribute)
            if choices is not None and value not in choices:
                hint = f"write {', '.join(choices[:-1])} or {choices[-1]}"
                yield Problem(element, f"the {attribute} of the {name} is {value!r}", hint)
            elif attribute in LEAST and not _is_number(value, LEAST[attribute]):
                least = LEAST[attribute]
                hint = "write a whole number" + (f" of at least {least}" if least is not None else "")
                yield Problem(element, f"the {attribute} of the {name} is {value!r}", hint)


def _is_number(text: str, least: int | None) -> bool:
    digits = text[1:] if text[:1] in {"+", "-"} else text
    if not (digits.isascii() and digits.isdigit()):
        return False
    return least is None or (not text.startswith("-") and digits.strip("0") != "")
