"""Stages and cases while the rows of a table are read, and where the last of several cases ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from procflow.procedure import Limit
from procflow.tables.imported import Note
from procflow.tables.rows import COMMON, Row
from procflow.tables.steps import Draft
from procflow.tables.wording import fold, shorten

_NUMBER = re.compile(r"(?:b|buoc)?[\s.]*0*(\d+)(?:[\s.\-]*([a-z])|(\.\d+)[\d.]*)?[.):\s]*")


class _Number(NamedTuple):
    """The number of a step: 3, 3b or 3.1 as lead, letter and part."""

    lead: int
    letter: str | None
    part: str | None


@dataclass(slots=True)
class Span:
    """
    A stage or case: which rows of the table belong to it.

    Attributes:
        row: The row that opens it.
        is_case: Whether it is an exclusive case.
        declared: What it declares, None if nothing.
        start: How many steps stand before it.
        end: How many steps stand before its end, None while it is open.
        told: Whether a row says that it ends where it does.
    """

    row: Row
    is_case: bool
    declared: Limit | None
    start: int
    end: int | None = None
    told: bool = field(default=False)

    def positions(self, n_steps: int) -> range:
        """Return the positions of its steps from 0, where the table holds *n_steps*."""
        return range(self.start, n_steps if self.end is None else self.end)


def settle_case_ends(spans: Sequence[Span], drafts: Sequence[Draft]) -> list[Note]:
    """
    End the last of several cases where the numbers tell that the steps below belong to all, and return what is open.

    Cases numbered 3a, 3b and 3c, or 3.1 and 3.2, end before step 4.
    Where the numbers do not tell, the steps stay in the last case, and a note names them.
    """
    notes = []
    for cases in _case_runs(spans, len(drafts)):
        last = cases[-1]
        own = last.positions(len(drafts))
        leaving = _first_common([[drafts[at].number for at in case.positions(len(drafts))] for case in cases])
        if last.told or (leaving is None and len(own) < 2):
            continue
        if leaving is None:
            notes.append(_open_end(last, own, drafts))
            continue
        for draft in drafts[own.start + leaving : own.stop]:
            draft.case = ""
        last.end = own.start + leaving
    return notes


def _case_runs(spans: Sequence[Span], n_steps: int) -> Iterator[list[Span]]:
    """Yield the cases that follow each other; those that hold stages or cases of their own say their end thereby."""
    run: list[Span] = []
    for span, following in pairwise([*spans, None]):
        if span is None or not span.is_case:
            continue
        run.append(span)
        own = span.positions(n_steps)
        if following is not None and following.start < own.stop:
            run = []
        elif following is None or not following.is_case or following.start != own.stop:
            yield run
            run = []


def _first_common(numbers: list[list[str]]) -> int | None:
    """Return which step of the last case is the first for all cases, None if the numbers do not tell."""
    *earlier, last = [_parsed(case) for case in numbers]
    if not last or None in earlier:
        return None
    before = [item for case in earlier for item in case or ()] or last[:1]
    highest = max(number.lead for number in before)
    inside = sum(number.lead <= highest for number in last)
    held, left = [*before, *last[:inside]], last[inside:]
    is_told = inside > 0 and left and _are_parts(held) and _go_on(left, highest)
    return inside if is_told else None


def _parsed(numbers: list[str]) -> list[_Number] | None:
    """Return the numbers of the steps of a case, None if one is no number."""
    matches = [match for number in numbers if (match := _NUMBER.fullmatch(fold(number)))]
    return [_Number(int(found[1]), found[2], found[3]) for found in matches] if len(matches) == len(numbers) else None


def _are_parts(held: list[_Number]) -> bool:
    """Return whether all are parts of one number, as 3a and 3b are of 3."""
    return all(number.letter or number.part for number in held) and len({number.lead for number in held}) == 1


def _go_on(left: list[_Number], highest: int) -> bool:
    """Return whether all stand above *highest*, without letters."""
    return all(number.lead > highest and not number.letter for number in left)


def _open_end(last: Span, own: range, drafts: Sequence[Draft]) -> Note:
    first, end = own.start + 1, own.stop - 1
    steps = f"steps {first + 1}–{end + 1} are" if first != end else f"step {end + 1} is"
    rows = f"rows {drafts[first].line}–{drafts[end].line}" if first != end else f"row {drafts[end].line}"
    text = (
        f"{steps} read as part of the case {shorten(last.row.title)!r} ({rows}); "
        f"if some belong to every case, put a row '{COMMON}' above them"
    )
    return Note(drafts[first].line, "case-end", text)
