"""A small SVG canvas: every text goes through the XML library, so nothing of a model becomes markup."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from procflow.bpmn import Bounds, Point
from procflow.render.text import line_height, wrap

SVG = "http://www.w3.org/2000/svg"
FONT = "Roboto, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
_FORBIDDEN = {code: None for code in range(32) if code not in {9, 10, 13}} | {0xFFFE: None, 0xFFFF: None}


@dataclass(frozen=True, slots=True)
class Style:
    """Stroke, fill and line of a drawn thing."""

    stroke: str = "#22242a"
    fill: str = "#ffffff"
    width: float = 1.5
    dash: str = ""


class Canvas:
    """
    A picture that things are drawn on.

    Args:
        width: Width in pixels.
        height: Height in pixels.
        title: What the picture shows, read out by screen readers.
    """

    def __init__(self, width: float, height: float, title: str) -> None:
        box = f"0 0 {number(width)} {number(height)}"
        self.root = etree.Element(
            f"{{{SVG}}}svg",
            {"width": number(width), "height": number(height), "viewBox": box, "role": "img", "font-family": FONT},
            nsmap={None: SVG},
        )
        self._text(etree.SubElement(self.root, f"{{{SVG}}}title"), title)
        self.define_arrows()
        self.here = self.root

    def define_arrows(self) -> None:
        """Put the arrow heads of the two kinds of flow into the picture."""
        definitions = etree.SubElement(self.root, f"{{{SVG}}}defs")
        self._arrow(definitions, "pf-arrow", "M 0 0 L 10 5 L 0 10 z", fill="context-stroke")
        self._arrow(definitions, "pf-open-arrow", "M 0 0 L 10 5 L 0 10", fill="none")

    def group(self, element_id: str, kind: str, tooltip: str = "") -> None:
        """Draw what follows into a group of its own, with *tooltip* for the mouse."""
        attributes = {"class": f"pf-{kind}", "data-element-id": element_id}
        self.here = etree.SubElement(self.root, f"{{{SVG}}}g", attributes)
        if tooltip:
            self._text(etree.SubElement(self.here, f"{{{SVG}}}title"), tooltip)

    def rectangle(self, bounds: Bounds, style: Style, radius: float = 0) -> None:
        """Draw a rectangle, with round corners where *radius* is given."""
        self._shape(
            "rect",
            style,
            x=number(bounds.x),
            y=number(bounds.y),
            width=number(bounds.width),
            height=number(bounds.height),
            rx=number(radius),
        )

    def circle(self, centre: Point, radius: float, style: Style) -> None:
        """Draw a circle."""
        self._shape("circle", style, cx=number(centre[0]), cy=number(centre[1]), r=number(radius))

    def path(self, data: str, style: Style) -> None:
        """Draw a path given in SVG path data."""
        self._shape("path", style, d=data)

    def line(self, points: Sequence[Point], style: Style, *, end: str = "", start: str = "") -> None:
        """Draw a line through *points*, with marker ids for its ends."""
        joined = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        node = self._shape("polyline", style, points=joined)
        node.set("fill", "none")
        for name, marker in (("marker-end", end), ("marker-start", start)):
            if marker:
                node.set(name, f"url(#{marker})")

    def text(self, text: str, at: Point, size: float, *, anchor: str = "middle", weight: str = "normal") -> None:
        """Draw one line of text, its baseline at *at*."""
        attributes = {"x": number(at[0]), "y": number(at[1]), "font-size": number(size), "text-anchor": anchor}
        node = etree.SubElement(self.here, f"{{{SVG}}}text", attributes)
        node.set("fill", "#22242a")
        node.set("font-weight", weight)
        self._text(node, text)

    def block(self, text: str, bounds: Bounds, size: float, *, max_lines: int | None = None) -> None:
        """Draw *text* wrapped and centred in *bounds*."""
        lines = wrap(text, bounds.width, size, max_lines=max_lines)
        step = line_height(size)
        x, y = bounds.centre
        top = y - step * (len(lines) - 1) / 2 + size * 0.36
        for position, line in enumerate(lines):
            self.text(line, (x, top + position * step), size)

    def vertical_block(self, text: str, bounds: Bounds, size: float) -> None:
        """Draw *text* reading upward, centred in *bounds*."""
        lines = wrap(text, bounds.height - 8, size, max_lines=max(1, int(bounds.width / line_height(size))))
        x, y = bounds.centre
        left = x - line_height(size) * (len(lines) - 1) / 2 + size * 0.36
        for position, line in enumerate(lines):
            column = left + position * line_height(size)
            self.text(line, (column, y), size)
            self.here[-1].set("transform", f"rotate(-90 {number(column)} {number(y)})")

    def to_text(self) -> str:
        """Return the picture as SVG text."""
        return etree.tostring(self.root, encoding="unicode")

    def _shape(self, tag: str, style: Style, **attributes: str) -> etree._Element:
        node = etree.SubElement(self.here, f"{{{SVG}}}{tag}", attributes)
        node.set("stroke", style.stroke)
        node.set("fill", style.fill)
        node.set("stroke-width", number(style.width))
        if style.dash:
            node.set("stroke-dasharray", style.dash)
        return node

    @staticmethod
    def _arrow(parent: etree._Element, key: str, data: str, *, fill: str) -> None:
        marker = etree.SubElement(
            parent,
            f"{{{SVG}}}marker",
            {
                "id": key,
                "viewBox": "-1 -1 12 12",
                "refX": "10",
                "refY": "5",
                "markerWidth": "7",
                "markerHeight": "7",
                "orient": "auto-start-reverse",
            },
        )
        stroke = {"d": data, "fill": "#22242a" if fill != "none" else "none", "stroke": "#22242a"}
        etree.SubElement(marker, f"{{{SVG}}}path", stroke)

    @staticmethod
    def _text(node: etree._Element, text: str) -> None:
        node.text = unicodedata.normalize("NFC", text).translate(_FORBIDDEN)


def number(value: float) -> str:
    """
    Return *value* as short decimal text.

    Example:
        >>> number(12.50), number(3.0)
        ('12.5', '3')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")
