"""What the last touch tries."""

from __future__ import annotations

from collections.abc import Collection
from itertools import combinations

from procflow.bpmn.layout.drawer import Drawer
from procflow.bpmn.layout.polish import polish
from procflow.bpmn.layout.scene import Anchor, Band, Item, Link, Pool, Sheet
from procflow.bpmn.layout.text import Size


class _Watched(Drawer):
    """A drawer that notes which items share a cell whenever it is asked to lay links again."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet)
        self._items = sheet.items
        self.asked = 0
        self.shared: list[tuple[str, str]] = []

    def lay_again(self, moved: Collection[Item]) -> bool:
        self.asked += 1
        pairs = combinations(self._items, 2)
        self.shared += [(one.id, other.id) for one, other in pairs if _cells(one) & _cells(other)]
        return super().lay_again(moved)


def _cells(item: Item) -> set[tuple[Band, int, int]]:
    return {(item.band, column, item.row) for column in range(item.column, item.column + item.span)}


def _sheet() -> Sheet:
    """Return a wide step that a strange one stands behind, and two lines that cross in front of it."""
    upper, lower = Band(), Band()
    above = {"a": (upper, 0, 1), "wide": (upper, 2, 3), "strange": (upper, 5, 1)}
    places = {**above, "b": (lower, 0, 1), "c": (lower, 2, 1)}
    items = {
        key: Item(key, "box", Size(160 * span - 60, 80), band, order, column=column, span=span)
        for order, (key, (band, column, span)) in enumerate(places.items())
    }
    ends = [("a", "c"), ("b", "wide")]
    links = [
        Link(f"{source}-{target}", "sequence", Anchor(items[source]), Anchor(items[target])) for source, target in ends
    ]
    return Sheet("s", [Pool(bands=[upper, lower])], list(items.values()), links, columns=6)


def test_no_change_that_is_tried_puts_two_steps_into_one_cell() -> None:
    """Also not a wide one, that a step of another branch stands just behind."""
    sheet = _sheet()
    drawer = _Watched(sheet)
    polish(sheet, drawer, 40)

    assert 0 < drawer.asked
    assert [] == drawer.shared
