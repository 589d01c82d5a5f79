"""Which cells of a column are merged down, and where the header is repeated."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tests.acceptance.table_builder.source import Unit, Workflow

Range = tuple[int, int]
"""Positions of steps from the first to the one behind the last."""


@dataclass(frozen=True, slots=True)
class Merges:
    """
    What is merged down, as ranges of steps.

    Attributes:
        limits: Steps that share one limit.
        performers: Neighbours with the same performer.
        continuing: Rows of one step that share number and content.
        cuts: Steps above which the header is repeated.
    """

    limits: tuple[Range, ...]
    performers: tuple[Range, ...]
    continuing: tuple[Range, ...]
    cuts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Wishes:
    """
    What to merge as far as the table has neighbours that allow it.

    Attributes:
        groups: How many limits to merge.
        cuts: How many times to repeat the header.
        performers: Whether to merge equal neighbouring performers.
        continuing: Whether to merge number and content over the rows of one step.
    """

    groups: int
    cuts: int
    performers: bool
    continuing: bool


def merges_of(workflow: Workflow, rng: random.Random, wishes: Wishes) -> Merges:
    """Return what is merged in one layout."""
    one_step = tuple(_runs_of_one_step(workflow))
    fixed = tuple(_sentence_over_empty_cells(workflow))
    cuts = _cuts(workflow, (*one_step, *fixed), rng, wishes.cuts)
    segments = _segments(workflow, cuts)
    return Merges(
        limits=(*fixed, *_groups(workflow, segments, rng, wishes.groups)),
        performers=tuple(_equal_performers(workflow, segments)) if wishes.performers else (),
        continuing=one_step if wishes.continuing else (),
        cuts=cuts,
    )


def _runs_of_one_step(workflow: Workflow) -> Iterator[Range]:
    """Yield the rows of each step that has several."""
    starts = [position for position, step in enumerate(workflow.steps) if not step.continues or step.of_next_section]
    for start, stop in pairwise((*starts, len(workflow.steps))):
        if stop - start > 1:
            yield start, stop


def _sentence_over_empty_cells(workflow: Workflow) -> Iterator[Range]:
    """Yield each limit that stands above empty cells, with them: in print it is one cell."""
    filled = [position for position, step in enumerate(workflow.steps) if step.limit.unit is not Unit.EMPTY]
    for start, stop in pairwise((*filled, len(workflow.steps))):
        if stop - start > 1:
            yield start, stop


def _cuts(workflow: Workflow, unbroken: tuple[Range, ...], rng: random.Random, wanted: int) -> tuple[int, ...]:
    free = [
        position
        for position in range(1, len(workflow.steps))
        if not any(start < position < stop for start, stop in unbroken)
    ]
    return tuple(sorted(rng.sample(free, min(wanted, len(free)))))


def _segments(workflow: Workflow, cuts: tuple[int, ...]) -> tuple[Range, ...]:
    """Return the runs of steps between stage rows and repeated headers."""
    borders = {0, len(workflow.steps), *cuts, *(stage.starts_at for stage in workflow.stages)}
    return tuple(pairwise(sorted(borders)))


def _equal_performers(workflow: Workflow, segments: tuple[Range, ...]) -> Iterator[Range]:
    for first, behind in segments:
        start = first
        for position in range(first + 1, behind + 1):
            if position == behind or workflow.steps[position].performer != workflow.steps[start].performer:
                if position - start > 1:
                    yield start, position
                start = position


def _groups(workflow: Workflow, segments: tuple[Range, ...], rng: random.Random, wanted: int) -> tuple[Range, ...]:
    chosen: list[Range] = []
    candidates = [
        (start, stop)
        for first, behind in segments
        for start in range(first, behind - 1)
        for stop in range(start + 2, min(start + 3, behind) + 1)
        if _may_share(workflow, start, stop)
    ]
    rng.shuffle(candidates)
    for start, stop in candidates:
        if len(chosen) < wanted and all(stop <= other or start >= end for other, end in chosen):
            chosen.append((start, stop))
    return tuple(sorted(chosen))


def _may_share(workflow: Workflow, start: int, stop: int) -> bool:
    """Say whether neighbours may share a cell without changing what the table states in total."""
    steps = workflow.steps[start:stop]
    units = {step.limit.unit for step in steps}
    summable = all(step.limit.figure for step in steps) or units == {Unit.NONE_SET}
    return len(units) == 1 and summable and not any(step.continues for step in steps)
