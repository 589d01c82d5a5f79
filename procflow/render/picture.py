"""From SVG to PNG, with the font that the labels were measured in."""

from __future__ import annotations

import re

import resvg_py

from procflow.errors import DataError, expect
from procflow.render.text import font_files, is_written

_MOST_POINTS = 100_000_000
_OPENING = re.compile(r"<svg\b[^>]*>")
_SIDES = {side: re.compile(rf'\s{side}="([\d.]+)(?:px)?"') for side in ("width", "height")}


def png(svg: str, *, zoom: float = 2.0) -> bytes:
    """
    Return *svg* as a PNG picture, *zoom* times its size, on white.

    Letters that the font of the pictures lacks, of Arabic or Chinese say, are drawn in a font of this machine; where
    it has none they are boxes.

    Raises:
        DataError: The text is no SVG, or the picture would have more than 100 million points.
    """
    expect(svg, str, "the picture", "pass the SVG text of procflow.render")
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
    opening = _OPENING.search(svg)
    sides = [pattern.search(opening[0]) if opening is not None else None for pattern in _SIDES.values()]
    points = zoom * zoom
    for side in sides:
        points *= float(side[1]) if side is not None and side[1].count(".") < 2 else 1
    if points > _MOST_POINTS:
        raise DataError(
            f"the picture would have {points / 1e6:,.0f} million points, more than {_MOST_POINTS // 10**6} million",
            hint="write it as .svg, which has no bound, or draw one process or sub-process of it",
            points=round(points),
        )
