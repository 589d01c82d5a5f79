"""The way a flow will likely take, guessed before it is routed: one run across, one up or down."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

_BESIDE = 0.3  # columns: a line that turns beside a box does so in the gap, and not in the middle of the column


class Guess(NamedTuple):
    """
    A way with at most one piece across and one piece up or down, in columns and rows.

    Attributes:
        y: Row of the piece across.
        left: Where the piece across begins.
        right: Where it ends.
        x: Column of the piece up or down.
        top: Where the piece up or down begins.
        bottom: Where it ends.
    """

    y: float
    left: float
    right: float
    x: float
    top: float
    bottom: float

    @property
    def columns(self) -> range:
        """The columns that the way touches, in part or whole."""
        return range(math.floor(self.left), math.ceil(self.right) + 1)

    def count_crossings(self, others: Iterable[Guess]) -> int:
        """Count how often the piece across of one crosses the piece up or down of the other."""
        count = 0
        my_y, my_left, my_right, my_x, my_top, my_bottom = self
        for y, left, right, x, top, bottom in others:
            if my_left < x < my_right and top < my_y < bottom:
                count += 1
            if left < my_x < right and my_top < y < my_bottom:
                count += 1
        return count

    def covers(self, x: int, y: int) -> bool:
        """Tell whether the way runs through the cell at (x, y)."""
        return (y == self.y and self.left < x < self.right) or (x == self.x and self.top < y < self.bottom)


def early(start: tuple[int, int], end: tuple[int, int], *, beside: bool) -> Guess:
    """Return the way that goes up or down at once, then across; *beside* the start unless it leaves by a corner."""
    x = start[0] + (_BESIDE if beside else 0)
    return Guess(end[1], x, end[0], x, min(start[1], end[1]), max(start[1], end[1]))


def late(start: tuple[int, int], end: tuple[int, int], *, beside: bool) -> Guess:
    """Return the way that goes across first, then up or down; *beside* the end unless it enters by a corner."""
    x = end[0] - (_BESIDE if beside else 0)
    return Guess(start[1], start[0], x, x, min(start[1], end[1]), max(start[1], end[1]))
