"""From SVG to PNG, with the font that the labels were measured in."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

import resvg_py

from procflow.errors import DataError, XmlError, expect
from procflow.render.text import font_files, is_written
from procflow.xml import root_of

_MOST_POINTS = 100_000_000
_MOST_ZOOM = 10_000
# Longer than any side that can be drawn, and short enough to count with.
_FARTHEST = 1e12
_BETWEEN = re.compile(r"[\s,]+")
_VIEW_PARTS = 4
_PLACE_IN_VIEW = {"width": 2, "height": 3}
# A zoom of two digits that is rounded up must fit all the same.
_BELOW = 0.95
_NEXT = "pass the SVG text of procflow.render"
# The points of a unit, as CSS counts them: 96 to the inch.
_POINTS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4}
_LENGTH = re.compile(rf"(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)({'|'.join(_POINTS)})", re.ASCII)


def png(svg: str, *, zoom: float = 2.0) -> bytes:
    """
    Return *svg* as a PNG picture, *zoom* times its size, on white.

    Letters that the font of the pictures lacks, of Arabic or Chinese say, are drawn in a font of this machine; where
    it has none they are boxes.

    Raises:
        DataError: The text is no SVG, its sides are no lengths, the zoom is none, or the picture would have more than
            100 million points.
    """
    expect(svg, str, "the picture", "pass the SVG text of procflow.render")
    expect(zoom, (int, float), "the zoom", "pass a number above 0")
    if not 0 < zoom <= _MOST_ZOOM:
        raise DataError("the zoom is out of range", hint=f"pass a number above 0, at most {_MOST_ZOOM}")
    _refuse_huge(svg, zoom)
    files = [str(path) for path in font_files()]
    try:
        return resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=zoom,
            background="#ffffff",
            skip_system_fonts=is_written(svg),
            font_files=files,
            font_family="Roboto",
            sans_serif_family="Roboto",
        )
    except ValueError as exc:
        raise DataError(f"the picture cannot be drawn: {exc}", hint=_NEXT) from exc


def _refuse_huge(svg: str, zoom: float) -> None:
    root = _root(svg)
    sides = _side(root, "width"), _side(root, "height")
    points = sides[0] * zoom * sides[1] * zoom
    if points > _MOST_POINTS:
        raise DataError(
            f"the picture would have {points / 1e6:,.0f} million points, more than {_MOST_POINTS // 10**6} million",
            hint="write it as .svg, which has no bound, or draw another diagram of the file, a sub-process say, with "
            "--diagram (in Python diagram=)" + _smaller(sides, zoom * math.sqrt(_MOST_POINTS / points) * _BELOW),
            points=round(points),
        )


def _smaller(sides: tuple[float, float], zoom: float) -> str:
    """Return the hint at a zoom with which the picture can be drawn, empty where nothing would be left of a side."""
    if max(sides) >= _FARTHEST or min(sides) * zoom < 1:
        return ""
    return f"; png(svg, zoom={zoom:.2g}) draws it smaller"


def _root(svg: str) -> dict[str, str]:
    """Return the attributes of the root."""
    try:
        tag, attributes = root_of(svg.encode("utf-8", "replace"))
    except XmlError as exc:
        raise DataError(f"the picture cannot be drawn: {exc.message}", hint=_NEXT) from exc
    name = tag.rpartition("}")[2]
    if name != "svg":
        raise DataError(f"the picture cannot be drawn: it is <{name}>, not <svg>", hint=_NEXT)
    return attributes


def _side(root: Mapping[str, str], side: str) -> float:
    """Return how many points the *side* of a picture has at zoom 1, by its length or else by what it shows."""
    text = root.get(side)
    if text is None:
        view = _BETWEEN.split((root.get("viewBox") or "").strip())
        if len(view) != _VIEW_PARTS:
            # It would be drawn as large as what is in it, which nothing bounds.
            hint = "write width and height, or a viewBox, at its root"
            raise DataError(f"the picture cannot be drawn: it has no {side}", hint=hint)
        text = view[_PLACE_IN_VIEW[side]]
    length = _LENGTH.fullmatch(text.strip())
    if length is None:
        hint = f"write a number of points, as in {side}='640'"
        raise DataError(f"the {side} of the picture is {text!r}, which is no length", hint=hint)
    return min(float(length[1]) * _POINTS[length[2]], _FARTHEST)
