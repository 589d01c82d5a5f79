"""Links side by side: which port each link uses and which track of a channel it lies on."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from procflow.bpmn.layout.grid import Grid, Node
from procflow.bpmn.layout.scene import Item, Link, Side
from procflow.bpmn.layout.usage import same_end, side_of

_STEP = 20
_CORNER = 8
_OVERLAP = 5.0


@dataclass(slots=True, eq=False)
class Piece:
    """A straight piece of a link, between two corners of its way."""

    link: Link
    vertical: bool
    line: int
    ends: tuple[int, int]
    before: Piece | None = None
    after: Piece | None = None
    offset: int = 0
    track: int = 0
    ports: list[tuple[Item, Side]] = field(default_factory=list)


class Tracks:
    """
    The pieces of all links, each with its offset from the line (at a port) or its track (in a channel).

    Attributes:
        pieces: The pieces of each link, in order.
        counts: How many tracks each channel holds, by (vertical, line).
    """

    def __init__(self, grid: Grid, corners: dict[Link, list[Node]]) -> None:
        self.grid = grid
        self.corners = corners
        self.counts: dict[tuple[bool, int], int] = {}
        self.pieces = {link: _pieces(link, nodes) for link, nodes in corners.items()}
        self._set_ports()
        for _ in range(2):
            for vertical in (True, False):
                self._set_tracks(vertical=vertical)

    def _set_ports(self) -> None:
        ports: dict[tuple[Item, Side], list[tuple[Piece, bool]]] = {}
        for link, pieces in self.pieces.items():
            nodes = self.corners[link]
            for anchor, piece, ends in (
                (link.source, pieces[0], nodes[:2]),
                (link.target, pieces[-1], nodes[:-3:-1]),
            ):
                if anchor.item is None:
                    continue
                side = side_of(*ends)
                piece.ports.append((anchor.item, side))
                if anchor.fixed is not None:
                    piece.offset = anchor.fixed
                else:
                    ports.setdefault((anchor.item, side), []).append((piece, anchor is link.source))
        for (item, side), members in ports.items():
            _spread(item, side, members)

    def _set_tracks(self, *, vertical: bool) -> None:
        by_line: dict[int, list[Piece]] = {}
        for pieces in self.pieces.values():
            for piece in pieces:
                if piece.vertical == vertical and self.grid.is_channel(piece.line, vertical=vertical):
                    by_line.setdefault(piece.line, []).append(piece)
        for line, members in by_line.items():
            spans = {piece: self._span(piece) for piece in members}
            ordered = _order([_Run(piece, *spans[piece]) for piece in members])
            self.counts[vertical, line] = _number(ordered)

    def _span(self, piece: Piece) -> tuple[tuple[float, int], tuple[float, int]]:
        """Return both ends of *piece*, lower first: where it ends, and whether it goes on before or after its line."""
        found = []
        for other, end in ((piece.before, piece.ends[0]), (piece.after, piece.ends[1])):
            if other is None:
                found.append((float(end), 0))
                continue
            far = other.ends[0] if other is piece.before else other.ends[1]
            found.append((self._place(other), -1 if far < piece.line else 1))
        low, high = sorted(found)
        return low, high

    def _place(self, piece: Piece) -> float:
        if self.grid.is_channel(piece.line, vertical=piece.vertical):
            count = self.counts.get((piece.vertical, piece.line), 1)
            return piece.line - 0.4 + 0.8 * (piece.track + 1) / (count + 1)
        return piece.line + piece.offset / 1000


@dataclass(slots=True, eq=False)
class _Run:
    """A piece in a channel: its ends along the channel, and to which side the link goes on from each."""

    piece: Piece
    low: tuple[float, int]
    high: tuple[float, int]

    def touches(self, other: _Run) -> bool:
        return self.low[0] <= other.high[0] and other.low[0] <= self.high[0]


def _pieces(link: Link, nodes: list[Node]) -> list[Piece]:
    found: list[Piece] = []
    for a, b in pairwise(nodes):
        vertical = a[0] == b[0]
        found.append(Piece(link, vertical, a[0] if vertical else a[1], (a[1], b[1]) if vertical else (a[0], b[0])))
    for one, other in pairwise(found):
        one.after, other.before = other, one
    return found


def _spread(item: Item, side: Side, members: list[tuple[Piece, bool]]) -> None:
    """Give the links on one side of a box their own ports; the corners of other shapes are shared."""
    if item.form != "box":
        return
    across = side in {"top", "bottom"}
    room = (item.size.width if across else item.size.height) // 2 - _CORNER
    taken = [guest.dx for guest in item.guests] if side == "bottom" else []
    if len(members) == 1 and not taken:
        return
    straight = [piece for piece, _ in members if piece.before is None and piece.after is None]
    turning = sorted(
        ((piece, leaves) for piece, leaves in members if piece not in straight),
        key=lambda member: (_turn(*member), member[1], member[0].link.id),
    )
    before = sum(_turn(*member) < 0 for member in turning)
    slots = _slots(len(turning), room, taken, before=before if straight else None)
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
        options = [
            place
            for place in range(-(room // step) * step, room + 1, step)
            if all(abs(place - dx) >= 30 for dx in taken)
        ]
        first = [place for place in options[::-1] if place < 0]
        second = [place for place in options if place > 0]
        if before is None and len(options) >= count:
            return sorted(sorted(options, key=abs)[:count])
        if before is not None and len(first) >= before and len(second) >= count - before:
            return [*first[:before][::-1], *second[: count - before]]
    beside = sorted([*first, *second], key=abs) or [0]
    return sorted(beside[place % len(beside)] for place in range(count))


def _order(runs: list[_Run]) -> list[_Run]:
    """Return the runs of one channel from its first to its last track, so that few of them cross."""
    rest = sorted(runs, key=lambda run: (run.low[0], run.high[0], run.piece.link.id))
    ordered: list[_Run] = []
    costs = {(a, b): _cost(a, b) - _cost(b, a) for a in rest for b in rest if a is not b and a.touches(b)}
    while rest:
        first = min(rest, key=lambda run: sum(costs.get((run, other), 0.0) for other in rest))
        rest.remove(first)
        ordered.append(first)
    return ordered


def _cost(first: _Run, second: _Run) -> float:
    """Return how many times both cross if *first* lies on an earlier track than *second*."""
    total = 0.0
    for end, other, away in (
        *((end, second, 1) for end in (first.low, first.high)),
        *((end, first, -1) for end in (second.low, second.high)),
    ):
        if end[1] != away:
            continue
        if other.low[0] < end[0] < other.high[0]:
            total += 1
        for facing in (other.low, other.high):
            if facing[0] == end[0] and facing[1] == -away and not _joined(first, second):
                total += _OVERLAP
    return total


def _joined(first: _Run, second: _Run) -> bool:
    a, b = first.piece.link, second.piece.link
    return same_end(a.source, b.source) or same_end(a.target, b.target)


def _number(ordered: list[_Run]) -> int:
    done: list[_Run] = []
    for run in ordered:
        run.piece.track = max((1 + other.piece.track for other in done if other.touches(run)), default=0)
        done.append(run)
    return max((run.piece.track for run in ordered), default=-1) + 1
