"""What is drawn on a page, asked for by place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise, product
from math import frexp

from procflow.bpmn import Bounds, Diagram

# About a shape and its gap.
_TILE = 100.0
Size = tuple[float, float]
Tile = tuple[int, int]


class Things:
    """
    Boxes by where they lie: who asks for a place looks into few, however many there are and however large some are.

    Boxes of about the same width and height lie on tiles that are as large as they, so that none is on more than four.
    """

    def __init__(self, boxes: Iterable[Bounds]) -> None:
        self._tiles: dict[Size, dict[Tile, list[Bounds]]] = {}
        for box in boxes:
            size = _tile_side(box.width), _tile_side(box.height)
            tiles = self._tiles.setdefault(size, {})
            for tile in product(*_tiles(box, size)):
                tiles.setdefault(tile, []).append(box)

    def first(self, strip: Bounds, most: float) -> float:
        """Return where the first thing begins at the height of *strip* and right of its border, *most* at the most."""
        ahead = strip._replace(width=most - strip.x)
        return min((thing.x for thing in self._under(ahead) if thing.x > strip.x), default=most)

    def touched(self, box: Bounds) -> int:
        """Return how many things *box* reaches into."""
        return len(self._under(box))

    def _under(self, box: Bounds) -> set[Bounds]:
        return {thing for thing in self._near(box) if _overlap(thing, box)}

    def _near(self, box: Bounds) -> Iterator[Bounds]:
        for size, tiles in self._tiles.items():
            columns, rows = _tiles(box, size)
            if len(columns) * len(rows) > len(tiles):
                near = [tile for tile in tiles if tile[0] in columns and tile[1] in rows]
            else:
                near = [tile for tile in product(columns, rows) if tile in tiles]
            for tile in near:
                yield from tiles[tile]


def _tile_side(length: float) -> float:
    """Return the side of the tiles for what is so long: the next power of two times the least one."""
    return _TILE * 2.0 ** max(frexp(length / _TILE)[1], 0)


def _tiles(box: Bounds, size: Size) -> tuple[range, range]:
    """Return the columns and rows of tiles of this size that *box* lies on."""
    width, height = size
    columns = range(int(box.x // width), int(box.right // width) + 1)
    return columns, range(int(box.y // height), int(box.bottom // height) + 1)


def _overlap(one: Bounds, other: Bounds) -> bool:
    is_beside = one.x >= other.right or other.x >= one.right
    return not is_beside and one.y < other.bottom and other.y < one.bottom


def line_boxes(page: Diagram) -> Iterator[Bounds]:
    """Yield the box of each piece of the flows on *page*."""
    for edge in page.edges.values():
        for (x, y), (next_x, next_y) in pairwise(edge.waypoints):
            yield Bounds(min(x, next_x), min(y, next_y), abs(x - next_x) + 1, abs(y - next_y) + 1)
