"""One call for every picture of a model."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from pathlib import Path
from types import NoneType
from typing import Literal

from procflow.bpmn import Definitions
from procflow.bpmn.model.definitions import expect_model
from procflow.errors import DataError, Location, expect
from procflow.files import path_of, replace_file
from procflow.render.diagram import diagram_svg
from procflow.render.dot import dot_svg, process_dot
from procflow.render.picture import png
from procflow.render.shapes import Mark

_HEAT = ("#fff7ec", "#fdd49e", "#fc8d59", "#d7301f")


def render(  # noqa: PLR0913 - a public call, all but the first by name
    model: Definitions,
    path: str | os.PathLike[str] | None = None,
    *,
    engine: Literal["own", "dot"] = "own",
    overlays: Mapping[str, float] | None = None,
    title: str = "",
    diagram: str = "",
) -> str:
    """
    Return the picture of *model* as SVG text, and write it to *path* if one is given.

    Args:
        model: The model to draw.
        path: File to write: ``.svg``, ``.png`` or, with engine ``dot``, ``.dot``.
        engine: ``own`` draws the model's own coordinates; ``dot`` lets Graphviz lay it out.
        overlays: Values by element id, shown as a heat map of four steps with the value as a badge; engine ``own``.
        title: What the picture shows; the name of the process if none is given; engine ``own``.
        diagram: Which diagram of the file: its id, or that of the process, collaboration or sub-process it shows; the
            first if none is given; engine ``own``.

    Raises:
        DataError: *model* is no model, the ending of *path* or the engine is none of these, the engine draws no
            overlays, one is no number, or there is no such diagram.
        ModelError: The model holds nothing that can be drawn.
        EnvironmentMissing: Engine ``dot`` without Graphviz, or with one that fails.
        FileAccessError: The file cannot be written.
    """
    expect_model(model)
    _require_drawable(engine, overlays, title, diagram)
    if engine == "dot":
        return render_dot(process_dot(model), path)
    target = _target(path, {".svg", ".png"})
    svg = diagram_svg(model, heat_marks(overlays or {}), title=title, diagram=diagram)
    _write(svg, target)
    return svg


def render_dot(dot: str, path: str | os.PathLike[str] | None = None) -> str:
    """
    Return DOT text as a picture that Graphviz lays out, and write it to *path* if one is given.

    Args:
        dot: DOT text, as `process_dot` and `handoffs_dot` return it.
        path: File to write: ``.svg``, ``.png``, or ``.dot`` for the text itself, which needs no Graphviz.

    Returns:
        The SVG text; the DOT text where *path* ends in ``.dot``.

    Raises:
        DataError: The ending of *path* is none of these.
        EnvironmentMissing: Graphviz is not installed, or fails.
        FileAccessError: The file cannot be written.
    """
    target = _target(path, {".svg", ".png", ".dot"})
    picture = dot if target is not None and target.suffix.lower() == ".dot" else dot_svg(dot)
    _write(picture, target)
    return picture


_DOT = "; a .dot file is written by engine 'dot' (--engine dot)"


def _target(path: str | os.PathLike[str] | None, endings: set[str]) -> Path | None:
    target = path_of(path) if path is not None else None
    if target is not None and target.suffix.lower() not in endings:
        raise DataError(
            f"a picture cannot be written as {target.suffix or 'a file without ending'}",
            hint=f"use one of {', '.join(sorted(endings))}" + _DOT * (target.suffix.lower() == ".dot"),
            where=Location(str(target)),
        )
    return target


def _write(picture: str, target: Path | None) -> None:
    if target is not None:
        replace_file(target, png(picture) if target.suffix.lower() == ".png" else picture.encode("utf-8"))


def _require_drawable(engine: str, overlays: Mapping[str, float] | None, title: str, diagram: str) -> None:
    expect(overlays, (Mapping, NoneType), "the overlays", "pass a dict of numbers by element id")
    expect(title, str, "the title", "pass a text, an empty one for the name of the process")
    expect(diagram, str, "the diagram", "pass the id of a diagram or of what it shows, an empty text for the first")
    if engine not in ("own", "dot"):
        raise DataError(f"no engine {engine!r} draws pictures", hint="choose 'own' or 'dot'", engine=engine)
    if engine == "dot" and (overlays or title or diagram):
        raise DataError(
            "engine 'dot' draws no overlays, no title and no diagram",
            hint="choose engine 'own'",
            engine=engine,
        )


def heat_marks(values: Mapping[str, float]) -> dict[str, Mark]:
    """
    Return a mark for each value: the higher the darker, in four even steps between the least and the most.

    Raises:
        DataError: A value is infinite or no number.
    """
    if not values:
        return {}
    for key, value in values.items():
        if not math.isfinite(value):
            raise DataError(f"the overlay of {key!r} is {value}", hint="leave it out", element=key)
    least, most = min(values.values()), max(values.values())
    spread = (most - least) or 1
    return {
        key: Mark("#7f2704", _HEAT[min(3, int(4 * (value - least) / spread))], f"{value:g}")
        for key, value in values.items()
    }
