"""One drawing of an element, as the file spells it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from procflow.bpmn.namespaces import BIOCOLOR, COLOR

# What a shape, an edge or a part of one says, but for ids.
FACT = re.compile(r'\s(x|y|width|height|is[A-Z]\w+|(?!xmlns)[\w.-]+:[\w-]+)="([^"]*)"')

_PLACE = frozenset({"x", "y", "width", "height"})
# The two extensions in use, and how they are called here.
_PREFIXES = {BIOCOLOR: "bioc", COLOR: "color"}
_COLOURS = tuple(f"{prefix}:" for prefix in _PREFIXES.values())


def with_usual_prefixes(drawing: str, spaces: Mapping[str | None, str]) -> str:
    """
    Return a drawing in which colours, and nothing else, stand behind the prefixes that are usual for them.

    Args:
        drawing: The drawing as the file spells it.
        spaces: The namespace for each prefix of the file.

    Example:
        >>> with_usual_prefixes(' c:fill="red"', {"c": "http://bpmn.io/schema/bpmn/biocolor/1.0"})
        ' bioc:fill="red"'
        >>> with_usual_prefixes(' color:of="sea"', {"color": "urn:example"})
        ' other-color:of="sea"'
    """
    usual = {prefix: _PREFIXES[uri] for prefix, uri in spaces.items() if prefix and uri in _PREFIXES}
    usual = {**{prefix: f"other-{prefix}" for prefix in _PREFIXES.values() if prefix in spaces}, **usual}
    found = [prefix for prefix, other in usual.items() if prefix != other]
    if not found:
        return drawing
    pattern = rf'(?<=\s)({"|".join(map(re.escape, found))}):(?=[\w.-]+=")'
    return re.sub(pattern, lambda match: f"{usual[match[1]]}:", drawing)


def drawing_text(drawing: str) -> str:
    """
    Return a drawing in words: flags, bounds or waypoints, bounds of the label.

    Example:
        >>> drawing_text('<di:BPMNShape id="s"><dc:Bounds x="10" y="20" width="100" height="80"/>')
        'x=10 y=20 width=100 height=80'
    """
    tags = (FACT.findall(tag) for tag in drawing.split("<"))
    return ", ".join(" ".join(f"{name}={value}" for name, value in tag) for tag in tags if tag)


def drawn_how(was: str, now: str) -> str:
    """
    Tell how two drawings in words differ.

    Returns:
        ``elsewhere``, ``coloured``, ``otherwise`` (a flag of the shape, or what a tool adds), ``drawn`` where there was
        no drawing, ``not drawn`` where there is none any more.

    Example:
        >>> drawn_how("x=1 y=1", "x=2.0 y=1"), drawn_how("x=1", "color:border-color=#fff x=1"), drawn_how("x=1", "")
        ('elsewhere', 'coloured', 'not drawn')
    """
    if not was or not now:
        return "drawn" if now else "not drawn"
    before, after = (Counter(map(_fact, text.replace(",", "").split())) for text in (was, now))
    names = {name for name, _ in (*(before - after), *(after - before))}
    if not names or names & _PLACE:
        return "elsewhere"
    return "coloured" if all(name.startswith(_COLOURS) for name in names) else "otherwise"


def _fact(text: str) -> tuple[str, str]:
    """Return the name and the value of a fact, a number as one number is written."""
    name, _, value = text.partition("=")
    try:
        return name, str(float(value)) if name in _PLACE else value
    except ValueError:
        return name, value
