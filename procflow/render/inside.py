"""Changes that a picture of two versions does not show, and where they lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from procflow.bpmn import Change, ChangeKind, Definitions, Diagram, Diff, Element, Process, SubProcess
from procflow.render.pages import DRAWN
from procflow.render.sides import Side, drawn_sides


@dataclass(frozen=True, slots=True)
class Hidden:
    """
    Changes inside one sub-process, or process, that a picture shows nothing of.

    Attributes:
        holder: The sub-process, as the picture shows it, or the process, of the new version where it is there.
        changes: What changed inside.
    """

    holder: Element
    changes: tuple[Change, ...]


def hidden_changes(old: Definitions, new: Definitions, found: Diff, *, diagram: str = "") -> tuple[Hidden, ...]:
    """
    Return the changes of meaning that the picture of two versions shows nothing of, by what they lie in.

    What came or went together with its sub-process is not among them: the sub-process is marked.

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
    holders: dict[Element, list[Change]] = {}
    for change, (was_in, is_in) in hidden_holders(sides, found).items():
        holder = is_in or was_in
        if holder is not None:
            holders.setdefault(holder, []).append(change)
    return tuple(Hidden(holder, tuple(changes)) for holder, changes in holders.items())


Holders = tuple[Element | None, Element | None]


def hidden_holders(sides: tuple[Side, Side], found: Diff) -> Mapping[Change, Holders]:
    """Return for each change that is not shown what it lies in, in the old and the new version."""
    gone = {change.old_id for change in found.meaning if change.kind is ChangeKind.REMOVED}
    come = {change.new_id for change in found.meaning if change.kind is ChangeKind.ADDED}
    hidden: dict[Change, Holders] = {}
    for change in found.meaning:
        ids = change.old_id, change.new_id
        if any(key in page.shapes or key in page.edges for key, (_, page) in zip(ids, sides, strict=True)):
            continue
        was_in, is_in = (_holder(model, page, key) for key, (model, page) in zip(ids, sides, strict=True))
        is_told = (was_in is not None and was_in.id in gone) or (is_in is not None and is_in.id in come)
        if not is_told and (was_in or is_in) is not None:
            hidden[change] = was_in, is_in
    return hidden


def _holder(model: Definitions, page: Diagram, key: str) -> Element | None:
    """Return the innermost sub-process on *page* that holds an element, or its process; None if it is not drawn."""
    above = model.get(key)
    if not isinstance(above, DRAWN):
        return None
    while above is not None and not (isinstance(above, SubProcess) and above.id in page.shapes):
        if isinstance(above, Process):
            return above
        above = above.parent
    return above
