"""Links cut into straight pieces, and the port that each uses on its items."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from procflow.bpmn.layout.grid import Node
from procflow.bpmn.layout.scene import Anchor, Item, Link, Side

_STEP = 20  # two arrow heads beside each other with a gap; halved where a side is full
_CORNER = 8  # clear of the round corner of a box
_GUEST_HALF = 18  # an event on a border is 36 wide
_GUEST_ROOM = 30  # half an event and an arrow beside it
_ROUND_ROOM = 10  # farther from the middle the border of a circle or diamond falls off steeply


@dataclass(slots=True, eq=False)
class Piece:
    """
    A straight piece of a link, between two corners of its way.

    Attributes:
        link: The link.
        vertical: Whether it runs up or down.
        line: The grid line it runs along.
        ends: Where it begins and ends on that line.
        before: The piece before it, None where the link begins.
        after: The piece after it, None where the link ends.
        offset: How far it lies from the middle of a column or row.
        track: Its place among the links of a channel.
        ports: The items it ends at, and on which side.
    """

    link: Link
    vertical: bool
    line: int
    ends: tuple[int, int]
    before: Piece | None = None
    after: Piece | None = None
    offset: int = 0
    track: int = 0
    ports: list[tuple[Item, Side]] = field(default_factory=list)

    @property
    def is_fixed(self) -> bool:
        """Whether its offset is given by an event on a border or by a way out of a sub-process."""
        anchors = ((self.link.source, self.before), (self.link.target, self.after))
        return any(anchor.fixed is not None and neighbour is None for anchor, neighbour in anchors)


def cut(ways: dict[Link, list[Node]]) -> dict[Link, list[Piece]]:
    """Return the pieces of each link, given the nodes where its way begins, bends and ends."""
    found = {link: _pieces(link, _with_jog(link, nodes)) for link, nodes in ways.items()}
    _set_ports(found, ways)
    return found


def room_beside(item: Item, side: Side) -> int:
    """Return how far from the middle of *side* a link may end there."""
    if item.form != "box":
        return _ROUND_ROOM
    return (item.size.width if side in {"top", "bottom"} else item.size.height) // 2 - _CORNER


def is_clear(item: Item, side: Side, offset: int) -> bool:
    """Tell whether a line that ends there passes by the events on the border."""
    return side != "bottom" or all(abs(offset - guest.dx) > _GUEST_HALF for guest in item.guests)


def _with_jog(link: Link, nodes: list[Node]) -> list[Node]:
    """Return *nodes*, with a step aside in the last channel where a straight way would miss the item it leads to."""
    source, target = link.source.fixed, link.target.fixed
    if len(nodes) > 2 or (source is None and target is None):
        return nodes
    if source is not None and target is not None:
        misses = source != target
    else:
        free, fixed = (link.target, source) if source is not None else (link.source, target)
        misses = not _reaches(free, fixed or 0)
    if not misses:
        return nodes
    (x, first), (_, last) = nodes
    channel = (x, last - 1 if last > first else last + 1)
    return [nodes[0], channel, channel, nodes[1]]


def _reaches(anchor: Anchor, offset: int) -> bool:
    if anchor.item is None:
        return True
    return abs(offset) <= (room_beside(anchor.item, "top") if anchor.item.form == "box" else 0)


def _pieces(link: Link, nodes: list[Node]) -> list[Piece]:
    found: list[Piece] = []
    for a, b in pairwise(nodes):
        vertical = a[0] == b[0] and a != b
        found.append(Piece(link, vertical, a[0] if vertical else a[1], (a[1], b[1]) if vertical else (a[0], b[0])))
    for one, other in pairwise(found):
        one.after, other.before = other, one
    return found


def _set_ports(pieces: dict[Link, list[Piece]], ways: dict[Link, list[Node]]) -> None:
    ports: dict[tuple[Item, Side], list[tuple[Piece, bool]]] = {}
    for link, parts in pieces.items():
        nodes = ways[link]
        for anchor, piece, ends in ((link.source, parts[0], nodes[:2]), (link.target, parts[-1], nodes[:-3:-1])):
            if anchor.item is None:
                continue
            side = _side_of(*ends)
            piece.ports.append((anchor.item, side))
            if anchor.fixed is not None:
                piece.offset = anchor.fixed
            elif not piece.is_fixed:
                ports.setdefault((anchor.item, side), []).append((piece, anchor is link.source))
    for (item, side), members in ports.items():
        if item.form == "box":
            _spread(item, side, members)


def _spread(item: Item, side: Side, members: list[tuple[Piece, bool]]) -> None:
    """Give the links on one side of a box their own ports; the corners of other shapes are shared."""
    taken = [guest.dx for guest in item.guests] if side == "bottom" else []
    if len(members) == 1 and not taken:
        return
    straight = [piece for piece, _ in members if len(piece.ports) == 2]
    turning = sorted(
        ((piece, leaves) for piece, leaves in members if piece not in straight),
        key=lambda member: (_turn(*member), member[1], member[0].link.id),
    )
    before = sum(_turn(*member) < 0 for member in turning)
    slots = _slots(len(turning), room_beside(item, side), taken, before=before if straight else None)
    for (piece, _), slot in zip(turning, slots, strict=True):
        piece.offset = slot


def _turn(piece: Piece, leaves: bool) -> int:  # noqa: FBT001 - which end of the piece is meant
    following = piece.after if leaves else piece.before
    if following is None:
        return 0
    a, b = following.ends if leaves else following.ends[::-1]
    return b - a


def _slots(count: int, room: int, taken: list[int], *, before: int | None) -> list[int]:
    """
    Return *count* offsets, rising, as close to the middle as they can be.

    Where *before* says how many turn off towards the beginning of the side, the middle is kept free between those
    and the others.
    """
    first: list[int] = []
    second: list[int] = []
    for step in (_STEP, _STEP // 2):
        options = _free_places(room, step, taken)
        first = [place for place in options[::-1] if place < 0]
        second = [place for place in options if place > 0]
        if before is None and len(options) >= count:
            return sorted(sorted(options, key=abs)[:count])
        if before is not None and len(first) >= before and len(second) >= count - before:
            return [*first[:before][::-1], *second[: count - before]]
    beside = sorted([*first, *second], key=abs) or [0]
    return sorted(beside[place % len(beside)] for place in range(count))


def _free_places(room: int, step: int, taken: list[int]) -> list[int]:
    """Return the offsets on one side, *step* apart, that keep clear of the events on its border."""
    places = range(-(room // step) * step, room + 1, step)
    return [place for place in places if all(abs(place - dx) >= _GUEST_ROOM for dx in taken)]


def _side_of(start: Node, after: Node) -> Side:
    """Return the side of *start* on which *after* lies."""
    if after[1] == start[1]:
        return "right" if after[0] > start[0] else "left"
    return "bottom" if after[1] > start[1] else "top"
