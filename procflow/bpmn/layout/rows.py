"""Which row of its band each item stands in: few crossings, straight main paths."""

from __future__ import annotations

from itertools import pairwise

from procflow.bpmn.layout.board import Board
from procflow.bpmn.layout.branches import sort_branches
from procflow.bpmn.layout.columns import topological
from procflow.bpmn.layout.scene import Band, Item, Sheet

_PASSES = 4  # bounds the time; a pass that changes nothing ends the search before
_SEARCHED_EDGES = 300  # as many as changes of place are tried for: beyond, each pass takes too long
_SWAPPED_EDGES = 120  # exchanges are tried pair by pair and take longer than single moves, so that they end earlier
_NEAR_ROWS = 6  # rows tried for a step in a crowd: so many next to its neighbours, and to where it stands
_NEAR_SWAPS = 13  # rows: its own and six on either side, as far as an item is moved too; farther ones rarely help
_FEW_ENDS = 30  # flows: each row tried costs as much as all of them, so that rows times flows stay bounded
_UPWARD = 0.25  # less than a bend: of two rows as good, the lower one, for people read on downwards


def assign_rows(sheet: Sheet) -> None:
    """Give every flow node of *sheet* its row, counted from any row of its band."""
    board = Board(sheet)
    _place(board)
    swapped = len(board.edges) <= _SWAPPED_EDGES
    for _ in range(_PASSES if len(board.edges) <= _SEARCHED_EDGES else 0):
        moved = [item for item in board.nodes if _move(board, item)]
        # What could not be swapped the last time cannot be now unless something has moved.
        swapped = (swapped or bool(moved)) and _swap_all_tails(board, sheet.bands)
        if not moved and not swapped:
            break
    sort_branches(board)


def _place(board: Board) -> None:
    """Place the items column by column, those with the longest way ahead of them first."""
    ahead: dict[Item, int] = {}
    order = topological(board.forward)
    for item in reversed(order):
        ahead[item] = 1 + max((ahead[target] for target in board.forward[item]), default=0)
    aside = set(order) - _main(board, order)
    for item in sorted(board.nodes, key=lambda item: (item.column, item in aside, -ahead[item], item.order)):
        board.put(item, _best_row(board, item))


def _main(board: Board, order: list[Item]) -> set[Item]:
    """Return the items that are reached otherwise than through events on the border of others."""
    entered = {target for targets in board.forward.values() for target in targets}
    main = {item for item in order if item not in entered}
    for item in order:
        if item in main:
            main.update(target for target in board.forward[item] if (item, target) not in board.through_guests)
    return main


def _best_row(board: Board, item: Item, stay: int = 0) -> int:
    """Return the best free row for *item*, which is off the board."""
    costs: list[tuple[float, int, int]] = []
    for row in _free_rows(board, item, stay):
        board.put(item, row)
        costs.append((board.cost((item,)) + (_UPWARD if row < 0 else 0), abs(row - stay), row))
        board.take(item)
    return min(costs)[2]


def _free_rows(board: Board, item: Item, stay: int) -> list[int]:
    """Return the rows that *item* may go to: all that are free, of very many only those near its neighbours and it."""
    used = board.rows(item.band)
    options = range(used[0] - 1, used[-1] + 2) if used else range(1)
    free = [row for row in options if board.at(item.band, item.column, row) is None]
    is_crowded = len(board.edges) > _SEARCHED_EDGES or len(board.ends(item)) > _FEW_ENDS
    if not is_crowded and len(free) <= 2 * _NEAR_ROWS:
        return free
    near = board.rows_beside(item) or [0]
    best = sorted(free, key=lambda row: (min(abs(row - other) for other in near), row))[:_NEAR_ROWS]
    if is_crowded:
        return best
    return [*dict.fromkeys([*best, *sorted(free, key=lambda row: (abs(row - stay), row))[:_NEAR_ROWS]])]


def _move(board: Board, item: Item) -> bool:
    """Move *item* to a better row, or swap it with another of its column; tell whether that helped."""
    start = item.row
    board.take(item)
    best = _best_row(board, item, start)
    board.put(item, best)
    if best != start:
        return True
    near = sorted(board.rows(item.band), key=lambda row: abs(row - start))
    others = [board.at(item.band, item.column, row) for row in sorted(near[:_NEAR_SWAPS])]
    return any(
        board.change({item: other.row, other: item.row})
        for other in others
        if other is not None and board.ends(other) != board.ends(item)  # else nothing changes
    )


def _swap_all_tails(board: Board, bands: list[Band]) -> bool:
    return len(board.edges) <= _SWAPPED_EDGES and bool([band for band in bands if _swap_tails(board, band)])


def _swap_tails(board: Board, band: Band) -> bool:
    """Exchange what two rows hold from some column on, where that helps; tell whether it did."""
    helped = False
    used = board.rows(band)
    for one, other in pairwise([*(used[:1] and [used[0] - 1]), *used, *(used[-1:] and [used[-1] + 1])]):
        members = [item for item in board.nodes if item.band is band and item.row in {one, other}]
        for column in sorted({item.column for item in members}):
            tail = {item: one + other - item.row for item in members if item.column >= column}
            if len(tail) > 1 and board.change(tail):
                helped = True
    return helped
