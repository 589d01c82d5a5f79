"""From SVG to PNG, with the font that the labels were measured in."""

from __future__ import annotations

import resvg_py

from procflow.errors import DataError
from procflow.render.text import font_files


def png(svg: str, *, zoom: float = 2.0) -> bytes:
    """
    Return *svg* as a PNG picture, *zoom* times its size, on white.

    Raises:
        DataError: The text is no SVG.
    """
    files = [str(path) for path in font_files()]
    try:
        return resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=zoom,
            background="#ffffff",
            skip_system_fonts=True,
            font_files=files,
            font_family="Roboto",
            sans_serif_family="Roboto",
        )
    except ValueError as exc:
        raise DataError(f"the picture cannot be drawn: {exc}", hint="pass the SVG text of procflow.render") from exc
