"""Which page of each of two versions a picture of both shows: in the old one that of the same thing."""

from __future__ import annotations

from collections.abc import Mapping

from procflow.bpmn import Definitions, Diagram, Diff, SubProcess
from procflow.render.pages import diagram_name, drawn_page, refuse_negative, with_diagram

Side = tuple[Definitions, Diagram]


def drawn_sides(old: Definitions, new: Definitions, matched: Mapping[str, str], diagram: str) -> tuple[Side, Side]:
    """
    Return both versions as they are drawn, with the page of each.

    Args:
        old: The old version.
        new: The new version.
        matched: The ids of what is the same in both, old to new.
        diagram: The page of the new version, as in `drawn_page`; the first of the old one if that has none alike.
    """
    after = drawn_page(new, diagram)
    return _side_like(old, after[1], matched) or drawn_page(old), after


def unlike_pages(old: Definitions, new: Definitions, found: Diff, *, diagram: str = "") -> tuple[str, str] | None:
    """
    Return what the picture of two versions shows of the old and of the new one, where that is not the same thing.

    It is so where no page of the old version shows anything that the drawn page of the new one does, and where one of
    the two is of a sub-process that the other shows among more.

    Args:
        old: The old version.
        new: The new version.
        found: What changed.
        diagram: The diagram that is drawn, as in `diff_svg`.

    Raises:
        ModelError: One of the models holds nothing that can be drawn.
        DataError: There is no such diagram.
    """
    sides = drawn_sides(old, new, found.matched, diagram)
    was, now = (page for _, page in sides)
    is_inner = any(isinstance(model.get(page.plane_element_id), SubProcess) for model, page in sides)
    is_named = bool(was.plane_element_id and now.plane_element_id)
    is_other = is_inner and is_named and found.matched.get(was.plane_element_id) != now.plane_element_id
    if not is_other and _side_like(old, now, found.matched) is not None:
        return None
    return diagram_name(was), diagram_name(now)


def _side_like(model: Definitions, page: Diagram, matched: Mapping[str, str]) -> Side | None:
    """Return the page of *model*, or of a layout of it, that shows the same as *page*; None if there is none."""
    earlier = {new_id: old_id for old_id, new_id in matched.items()}
    thing = earlier.get(page.plane_element_id, page.plane_element_id)
    drawn = {earlier[key] for key in page.shapes if key in earlier}
    like = _page_like(model, thing, drawn)
    if like is None and (laid_out := with_diagram(model)) is not model:
        model, like = laid_out, _page_like(laid_out, thing, drawn)
    if like is None:
        return None
    refuse_negative(model, like)
    return model, like


def _page_like(model: Definitions, thing: str, drawn: set[str]) -> Diagram | None:
    """Return the page that shows *thing*; without one, that on which most of *drawn* is, as a pool may be new."""

    def likeness(page: Diagram) -> tuple[bool, int]:
        return bool(thing) and page.plane_element_id == thing, len(drawn & page.shapes.keys())

    best = max((page for page in model.diagrams if page.shapes), key=likeness, default=None)
    return best if best is not None and any(likeness(best)) else None
