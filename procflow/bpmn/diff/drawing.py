"""One drawing of an element, as the file spells it."""

from __future__ import annotations

import re

# What a shape, an edge or a part of one says, but for ids.
FACT = re.compile(r'\s(x|y|width|height|is[A-Z]\w+|(?!xmlns)[\w.-]+:[\w-]+)="([^"]*)"')


def drawing_text(drawing: str) -> str:
    """
    Return a drawing in words: flags, bounds or waypoints, bounds of the label.

    Example:
        >>> drawing_text('<di:BPMNShape id="s"><dc:Bounds x="10" y="20" width="100" height="80"/>')
        'x=10 y=20 width=100 height=80'
    """
    tags = (FACT.findall(tag) for tag in drawing.split("<"))
    return ", ".join(" ".join(f"{name}={value}" for name, value in tag) for tag in tags if tag)
