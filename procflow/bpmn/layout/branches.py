"""Branches that begin at one step stand below each other in the order of the file, where that costs nothing."""

from __future__ import annotations

from itertools import groupby, pairwise

from procflow.bpmn.layout.board import Board
from procflow.bpmn.layout.scene import LEAST_GAIN, Item


def sort_branches(board: Board) -> None:
    """Exchange the rows of branches that begin side by side, as long as that makes the drawing no worse."""
    entered: dict[Item, int] = {}
    for targets in board.forward.values():
        for target in targets:
            entered[target] = entered.get(target, 0) + 1
    for source, targets in board.forward.items():
        for group in _side_by_side(board, source, targets):
            branches = [_branch(board, item, entered) for item in group]
            if not _sort(board, branches):
                for one, other in pairwise(branches):
                    _sort(board, [one, other])


def _side_by_side(board: Board, source: Item, targets: list[Item]) -> list[list[Item]]:
    """Return the targets of *source* by band and column, from top to bottom."""
    level = {band: place for place, band in enumerate(dict.fromkeys(target.band for target in targets))}
    direct = [target for target in targets if (source, target) not in board.through_guests]
    ordered = sorted(direct, key=lambda target: (level[target.band], target.column, target.row))
    groups = (list(group) for _, group in groupby(ordered, key=lambda target: (level[target.band], target.column)))
    return [group for group in groups if len(group) > 1]


def _branch(board: Board, first: Item, entered: dict[Item, int]) -> list[Item]:
    """Return *first* and what follows it in its row, as far as only it leads there."""
    found = [first]
    while True:
        after = board.forward[found[-1]]
        if len(after) != 1 or entered[after[0]] > 1 or (after[0].band, after[0].row) != (first.band, first.row):
            return found
        found.append(after[0])


def _sort(board: Board, branches: list[list[Item]]) -> bool:
    """Put the branches into the order of the file; tell whether they stand in it now."""
    rows = sorted(branch[0].row for branch in branches)
    ordered = sorted(branches, key=lambda branch: branch[0].order)
    change = {item: row for row, branch in zip(rows, ordered, strict=True) for item in branch if item.row != row}
    stands = (board.at(item.band, item.column, row) for item, row in change.items())
    if any(other is not None and other not in change for other in stands):
        return False
    return not change or board.change(change, at_most=LEAST_GAIN)
