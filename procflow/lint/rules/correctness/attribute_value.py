"""An attribute has one of the values that BPMN knows for it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from procflow.bpmn import Definitions, Element
from procflow.bpmn.namespaces import local_name
from procflow.lint.finding import Problem, Severity
from procflow.lint.schema import CHOICES, LEAST, is_id, is_length
from procflow.lint.tree import drawing, nodes
from procflow.wording import with_article

SEVERITY = Severity.ERROR
_SIDES = {"Bounds": ("x", "y", "width", "height"), "waypoint": ("x", "y")}


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the elements with a choice BPMN does not offer, a number that is none or too small, an id that is none."""
    for element, name, node in nodes(model):
        yield from _wrong_id(element, node)
        for key, text in node.items():
            attribute, value = str(key), text.strip()
            choices = CHOICES.get(attribute)
            if choices is not None and value not in choices:
                hint = f"write {', '.join(choices[:-1])} or {choices[-1]}"
                yield Problem(element, f"the {attribute} of the {name} is {value!r}", hint)
            elif attribute in LEAST and not _is_number(value, LEAST[attribute]):
                least = LEAST[attribute]
                hint = f"write a whole number of at least {least}" if least is not None else "write a whole number"
                yield Problem(element, f"the {attribute} of the {name} is {value!r}", hint)
    for element, node in drawing(model):
        yield from _wrong_id(element, node)
        yield from _wrong_sides(element, node)


def _wrong_id(element: Element, node: etree._Element) -> Iterator[Problem]:
    own = node.get("id")
    # An xsd:ID loses the blanks around it.
    if own is not None and not is_id(own.strip(" \t\r\n")):
        hint = "begin it with a letter or underscore, go on with letters, digits, '_', '-' or '.'"
        yield Problem(
            element, f"{own!r} (line {node.sourceline}) cannot be the id of {with_article(local_name(node))}", hint
        )


def _wrong_sides(element: Element, node: etree._Element) -> Iterator[Problem]:
    for side in _SIDES.get(local_name(node), ()):
        text = node.get(side)
        if text is None or not is_length(text) or (side in {"width", "height"} and text.lstrip().startswith("-")):
            shown = "is missing" if text is None else f"is {text!r}"
            message = f"the {side} of its {local_name(node)} (line {node.sourceline}) {shown}"
            yield Problem(element, message, "draw it again in the modeler, or lay the model out with procflow")


def _is_number(text: str, least: int | None) -> bool:
    digits = text[1:] if text[:1] in {"+", "-"} else text
    if not (digits.isascii() and digits.isdigit()):
        return False
    return least is None or (not text.startswith("-") and digits.strip("0") != "")
