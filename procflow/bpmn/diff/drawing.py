"""One drawing of an element, as the file spells it."""

from __future__ import annotations

import re
from collections import Counter

# What a shape, an edge or a part of one says, but for ids.
FACT = re.compile(r'\s(x|y|width|height|is[A-Z]\w+|(?!xmlns)[\w.-]+:[\w-]+)="([^"]*)"')

_PLACE = frozenset({"x", "y", "width", "height"})
# As the two extensions in use are called by every tool.
_COLOURS = ("bioc:", "color:")


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
