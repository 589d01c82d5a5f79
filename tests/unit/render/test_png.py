"""The bound of a picture of points: read from its root, and told with a step that can be taken."""

from __future__ import annotations

import re

import pytest

from procflow.errors import DataError
from procflow.render import picture, png

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{0}"/>'


def test_the_hint_of_a_picture_too_large_can_be_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The zoom it names draws the picture within the bound."""
    monkeypatch.setattr(picture, "_MOST_POINTS", 1_000_000)
    with pytest.raises(DataError, match="more than 1 million") as caught:
        png(_SVG.format(900))
    zoom = re.search(r"zoom=([\d.]+)", caught.value.hint)

    assert "write it as .svg" in caught.value.hint
    assert zoom is not None
    assert png(_SVG.format(900), zoom=float(zoom[1])).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "before",
    [
        '<!-- <svg width="5" height="5"> -->',
        '<?xml version="1.0" encoding="UTF-16"?><?tool <svg width="5" height="5">?>',
    ],
)
def test_only_the_root_says_how_large_a_picture_is(before: str) -> None:
    """What looks like an opening in a comment or an instruction before it is none."""
    with pytest.raises(DataError, match="million points"):
        png(before + _SVG.format(30_000))


def test_a_greater_sign_in_an_attribute_does_not_end_the_root() -> None:
    """Sides behind it are counted."""
    svg = _SVG.format(30_000).replace(" width", ' aria-label="a > b" width')
    with pytest.raises(DataError, match="million points"):
        png(svg)


@pytest.mark.parametrize("text", ["<svg", "<g/>", "\ud800", "", "<svg/>", "<svg viewBox='0 0 5'/>"])
def test_what_is_no_picture_is_refused(text: str) -> None:
    """Broken XML, another root, half a letter, nothing, no size."""
    with pytest.raises(DataError, match="cannot be drawn"):
        png(text)


@pytest.mark.parametrize("sides", [("1e300", "640"), ("640", "1e300"), ("1e300", "1e300"), ("1e11", "5")])
def test_no_zoom_is_named_with_which_nothing_can_be_drawn(sides: tuple[str, str]) -> None:
    """A side of less than a point, or one beyond all counting; another step is named all the same."""
    width, height = sides
    with pytest.raises(DataError, match="million points") as caught:
        png(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"/>')

    assert "zoom=" not in caught.value.hint
    assert "write it as .svg" in caught.value.hint


def test_a_very_small_zoom_that_is_named_draws_the_picture() -> None:
    """Both sides still have points."""
    svg = _SVG.format("1e11")
    with pytest.raises(DataError, match="million points") as caught:
        png(svg)
    zoom = re.search(r"zoom=([\d.e+-]+)", caught.value.hint)

    assert zoom is not None
    assert png(svg, zoom=float(zoom[1])).startswith(b"\x89PNG")


def test_a_picture_that_graphviz_drew_is_taken() -> None:
    """It begins with a DOCTYPE, of which nothing is fetched."""
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'

    assert png(doctype + _SVG.format(10)).startswith(b"\x89PNG")


def test_a_picture_that_breaks_off_behind_its_root_is_refused() -> None:
    """However far behind that is."""
    with pytest.raises(DataError, match="cannot be drawn"):
        png(_SVG.format(10).replace("/>", f">{1000 * '<g/>'}"))
