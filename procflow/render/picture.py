"""From SVG to PNG, with the font that the labels were measured in."""

from __future__ import annotations

import re

import resvg_py

from procflow.errors import DataError, expect
from procflow.render.text import font_files, is_written

_MOST_POINTS = 100_000_000
_MOST_ZOOM = 10_000
# Longer than any side that can be drawn, and short enough to count with.
_FARTHEST = 1e12
_OPENING = re.compile(r"<(?:\w+:)?svg\b[^>]*>")
_SIDES = {side: re.compile(rf"""\s{side}\s*=\s*(?:"([^"]*)"|'([^']*)')""") for side in ("width", "height")}
_PART = r"""[^\s,"']+"""
_VIEW = re.compile(rf"""\sviewBox\s*=\s*["']\s*{_PART}[\s,]+{_PART}[\s,]+(?P<width>{_PART})[\s,]+(?P<height>{_PART})""")
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
        raise DataError(f"the picture cannot be drawn: {exc}", hint="pass the SVG text of procflow.render") from exc


def _refuse_huge(svg: str, zoom: float) -> None:
    found = _OPENING.search(svg)
    opening = found[0] if found is not None else ""
    points = _side(opening, "width") * zoom * _side(opening, "height") * zoom
    if points > _MOST_POINTS:
        raise DataError(
            f"the picture would have {points / 1e6:,.0f} million points, more than {_MOST_POINTS // 10**6} million",
            hint="write it as .svg, which has no bound, or draw another diagram of the file, a sub-process say, with "
            "--diagram (in Python diagram=)",
            points=round(points),
        )


def _side(opening: str, side: str) -> float:
    """Return how many points the *side* of a picture has at zoom 1, by its length or else by what it shows."""
    said = _SIDES[side].search(opening)
    if said is None:
        view = _VIEW.search(opening)
        text = view[side] if view is not None else "0"
    else:
        text = said[1] or said[2] or ""
    length = _LENGTH.fullmatch(text.strip())
    if length is None:
        hint = f"write a number of points, as in {side}='640'"
        raise DataError(f"the {side} of the picture is {text!r}, which is no length", hint=hint)
    return min(float(length[1]) * _POINTS[length[2]], _FARTHEST)
