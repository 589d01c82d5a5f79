"""What is laid out: items in columns and rows, links between them, bands and pools around them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from procflow.bpmn.layout.text import Size

MANY = 300  # links: of more, each is laid once and no step is tried elsewhere, else a large sheet takes minutes
LEAST_GAIN = 1e-6  # by less, one cost only seems lower than another: sums of floats are not exact

Form = Literal["box", "circle", "diamond"]
LinkKind = Literal["sequence", "message", "association"]
Side = Literal["right", "bottom", "left", "top"]
Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle: left, top, right, bottom."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def around(cls, x: int, y: int, size: Size) -> Rect:
        """Return the rectangle of *size* whose centre is nearest to (x, y)."""
        left, top = x - size.width // 2, y - size.height // 2
        return cls(left, top, left + size.width, top + size.height)

    @classmethod
    def at(cls, left: int, top: int, size: Size) -> Rect:
        """Return the rectangle of *size* at a corner."""
        return cls(left, top, left + size.width, top + size.height)

    def moved(self, dx: int, dy: int) -> Rect:
        """Return the rectangle moved."""
        return Rect(self.left + dx, self.top + dy, self.right + dx, self.bottom + dy)

    def grown(self, by: int) -> Rect:
        """Return the rectangle larger by *by* on every side."""
        return Rect(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def overlaps(self, other: Rect) -> bool:
        """Tell whether both share more than a border."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def around(rects: Iterable[Rect]) -> Rect:
    """Return the smallest rectangle that holds all of *rects*, of which there is one at least."""
    sides = list(zip(*((rect.left, rect.top, rect.right, rect.bottom) for rect in rects), strict=True))
    return Rect(min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3]))


@dataclass(slots=True, eq=False)
class Band:
    """A strip of a pool: a lane without parts, or what lies in no lane."""

    lanes: tuple[str, ...] = ()
    name: str = ""
    rows: int = 1
    top: int = 0
    bottom: int = 0


@dataclass(slots=True, eq=False)
class Pool:
    """The frame of a participant, or of a process or sub-process drawn without one; no bands: a black box."""

    id: str = ""
    bands: list[Band] = field(default_factory=list)
    depth: int = 0
    name: str = ""
    top: int = 0
    bottom: int = 0


@dataclass(slots=True, eq=False)
class Guest:
    """An event on the lower border of its host."""

    id: str
    dx: int
    label: Size | None


@dataclass(slots=True, eq=False)
class Item:
    """A shape that takes one cell: flow node, data object or store, note."""

    id: str
    form: Form
    size: Size
    band: Band
    order: int
    label: Size | None = None
    label_above: bool = False
    clear: int = 0  # how far from the middle of the lower border events stay, for the markers there
    is_artifact: bool = False
    is_single: bool = False
    guests: list[Guest] = field(default_factory=list)
    inner: Sheet | None = None
    column: int = 0
    row: int = 0
    span: int = 1
    x: int = 0
    y: int = 0

    @property
    def rect(self) -> Rect:
        """The shape itself."""
        return Rect.around(self.x, self.y, self.size)


@dataclass(slots=True, eq=False)
class Anchor:
    """
    One end of a link: an item, or a pool.

    Attributes:
        item: The item, None for a pool.
        pool: The pool, None for an item.
        guest: The event on the item's border that the link really belongs to.
        side: The only side that may be used, None for any.
        way_out_at: Offset of the way out from the middle of that side.
        way_out: The part of the link inside the item, where it really begins in an expanded sub-process.
    """

    item: Item | None = None
    pool: Pool | None = None
    guest: Guest | None = None
    side: Side | None = None
    way_out_at: int = 0
    way_out: Link | None = None

    @property
    def fixed(self) -> int | None:
        """The offset from the middle of its side where the link has to lie, None if it is free."""
        if self.guest is not None:
            return self.guest.dx
        return self.way_out_at if self.way_out is not None else None


@dataclass(slots=True, eq=False)
class Link:
    """A flow or association between two anchors of one sheet."""

    id: str
    kind: LinkKind
    source: Anchor
    target: Anchor
    label: Size | None = None
    is_default: bool = False
    points: list[Point] = field(default_factory=list)

    @property
    def is_loop(self) -> bool:
        """Whether it runs against the reading direction."""
        ends = self.source.item, self.target.item
        return ends[0] is not None and ends[1] is not None and ends[1].column <= ends[0].column


@dataclass(slots=True, eq=False)
class Sheet:
    """
    One level of a drawing: the pools of a collaboration, a process, or the inside of a sub-process.

    Attributes:
        id: Id of the collaboration, process or sub-process.
        pools: Its pools from top to bottom; one without id where there is none.
        items: What stands in its cells.
        links: What leads from one item or pool to another.
        frames: The ids of what each group is drawn around.
        title_height: Room for the name of a sub-process.
        columns: How many columns there are.
        left: Where the first channel begins, right of the names of pools and lanes.
        width: Width of the whole.
        height: Height of the whole.
    """

    id: str
    pools: list[Pool] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    frames: dict[str, list[str]] = field(default_factory=dict)
    title_height: int = 0
    columns: int = 1
    left: int = 0
    width: int = 0
    height: int = 0

    @property
    def bands(self) -> list[Band]:
        """All strips from top to bottom."""
        return [band for pool in self.pools for band in pool.bands]
