"""Links side by side: which track of a channel each piece lies on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from procflow.bpmn.layout.grid import Grid
from procflow.bpmn.layout.pieces import Piece, is_clear, room_beside
from procflow.bpmn.layout.scene import Link
from procflow.bpmn.layout.usage import same_end

_OVERLAP = 5.0  # crossings: two lines on each other are worse than any number that may come of parting them
_ROUNDS = 2  # upright channels are set before the level ones that they reach into are, so once more
_ASIDE = (0, 10, -10, 20, -20, 30, -30)  # the nearest first, as far apart as lines are
_ROW_ROOM = 30  # where no port says how much there is: as far as the places tried above go
_APART = 10  # two lines are told apart from here on
_FAR = 500  # far more than any offset, so that only their order matters


class Tracks:
    """
    Sets the track of every piece in a channel, and parts the pieces that would lie on each other elsewhere.

    Attributes:
        pieces: The pieces of each link, in order.
        counts: How many tracks each channel holds, by (vertical, line).
    """

    def __init__(self, grid: Grid, pieces: dict[Link, list[Piece]]) -> None:
        self._grid = grid
        self.pieces = pieces
        self.counts: dict[tuple[bool, int], int] = {}
        for _ in range(_ROUNDS):
            for vertical in (True, False):
                for line, members in self._by_line(vertical=vertical, channels=True).items():
                    runs = [_Run(piece, *self._span(piece)) for piece in members]
                    self.counts[vertical, line] = max(_number(_order(group)) for group in _groups(runs))
        for vertical in (True, False):
            for members in self._by_line(vertical=vertical, channels=False).values():
                self._part(members)

    def _by_line(self, *, vertical: bool, channels: bool) -> dict[int, list[Piece]]:
        found: dict[int, list[Piece]] = {}
        for pieces in self.pieces.values():
            for piece in pieces:
                if piece.vertical == vertical and self._grid.is_channel(piece.line, vertical=vertical) == channels:
                    found.setdefault(piece.line, []).append(piece)
        return found

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
        """Return where *piece* lies, in line numbers: the order is right, the distances are not."""
        if self._grid.is_channel(piece.line, vertical=piece.vertical):
            count = self.counts.get((piece.vertical, piece.line), 1)
            return piece.line - 0.4 + 0.8 * (piece.track + 1) / (count + 1)
        return piece.line + 0.45 * piece.offset / (abs(piece.offset) + _FAR)

    def _part(self, members: list[Piece]) -> None:
        """Move pieces of one column or row aside that would lie on a piece of another link."""
        spans = {piece: (self._span(piece)[0][0], self._span(piece)[1][0]) for piece in members}
        met = _meeting(spans)
        settled = {piece for piece in members if piece.is_fixed}
        free = [piece for piece in members if not piece.is_fixed]
        for piece in sorted(free, key=lambda one: -len(one.ports)):
            near = [other.offset for other in met[piece] if other in settled and not _joined(piece.link, other.link)]
            piece.offset = _free_offset(piece, near)
            settled.add(piece)


def _meeting(spans: dict[Piece, tuple[float, float]]) -> dict[Piece, list[Piece]]:
    """Return the pieces that lie beside each piece on one line."""
    met: dict[Piece, list[Piece]] = {piece: [] for piece in spans}
    open_: list[Piece] = []
    for piece in sorted(spans, key=lambda one: spans[one]):
        low, high = spans[piece]
        open_ = [other for other in open_ if spans[other][1] > low]
        for other in open_:
            if high > spans[other][0]:
                met[piece].append(other)
                met[other].append(piece)
        open_.append(piece)
    return met


def _free_offset(piece: Piece, near: list[int]) -> int:
    """
    Return the offset next to that of *piece* that fits its ports and keeps clear of those *near*, else its own.

    One that keeps clear of events on the border of what it ends at comes first.
    """
    room = min((room_beside(*port) for port in piece.ports), default=_ROW_ROOM)
    options = [piece.offset + aside for aside in _ASIDE]
    fitting = [place for place in options if abs(place) <= room and all(abs(place - o) >= _APART for o in near)]
    clear = (place for place in fitting if all(is_clear(*port, place) for port in piece.ports))
    return next(clear, fitting[0] if fitting else piece.offset)


@dataclass(slots=True, eq=False)
class _Run:
    """A piece in a channel: its ends along the channel, and to which side the link goes on from each."""

    piece: Piece
    low: tuple[float, int]
    high: tuple[float, int]

    def touches(self, other: _Run) -> bool:
        return self.low[0] <= other.high[0] and other.low[0] <= self.high[0]


def _groups(runs: list[_Run]) -> Iterator[list[_Run]]:
    """Yield the runs of one channel, those that touch each other, directly or through others, together."""
    group: list[_Run] = []
    reach = 0.0
    for run in sorted(runs, key=lambda run: (run.low[0], run.high[0], run.piece.link.id)):
        if group and run.low[0] > reach:
            yield group
            group = []
        reach = max(reach, run.high[0]) if group else run.high[0]
        group.append(run)
    yield group


def _order(runs: list[_Run]) -> list[_Run]:
    """Return *runs* from the first to the last track, so that few of them cross."""
    ordered: list[_Run] = []
    costs: dict[_Run, dict[_Run, float]] = {run: {} for run in runs}
    for one, other in combinations(runs, 2):
        if one.touches(other):
            worse = _cost(one, other) - _cost(other, one)
            costs[one][other], costs[other][one] = worse, -worse
    sums = {run: sum(costs[run].values()) for run in runs}
    while sums:
        first = min(sums, key=sums.__getitem__)
        del sums[first]
        ordered.append(first)
        for other, cost in costs[first].items():
            if other in sums:
                sums[other] += cost
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
            if facing[0] == end[0] and facing[1] == -away and not _joined(first.piece.link, second.piece.link):
                total += _OVERLAP
    return total


def _joined(one: Link, other: Link) -> bool:
    """Tell whether both may share a line; a message and a flow look different, also where they begin at one step."""
    if one.kind != other.kind:
        return False
    return same_end(one.source, other.source) or same_end(one.target, other.target)


def _number(ordered: list[_Run]) -> int:
    done: list[_Run] = []
    for run in ordered:
        run.piece.track = max((1 + other.piece.track for other in done if other.touches(run)), default=0)
        done.append(run)
    return max((run.piece.track for run in ordered), default=-1) + 1
