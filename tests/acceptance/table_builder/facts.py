"""The facts a careful reader finds in one layout of a workflow."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tests.acceptance.table_builder.layout import Layout
from tests.acceptance.table_builder.merging import Range
from tests.acceptance.table_builder.phrases import limit_of_range, limit_words, number_words, total_words
from tests.acceptance.table_builder.source import LimitFact, Row, SourceStep, Unit, Workflow, workflow_of


@dataclass(frozen=True, slots=True)
class StepFact:
    """
    One step, or one of several rows of a step.

    Attributes:
        number: Its number as shown, empty where no column shows it.
        content: What is done.
        performer: Who does it.
        limit_value: The number of its limit, None where there is none.
        limit_unit: In what it is counted; empty for no limit of its own.
        limit_text: The words of the limit cell.
        group: Number of the group that shares its limit, which stands with the first member; None outside groups.
        stage: Name of the stage or case it belongs to, empty if none.
        continues: Whether it is a further row of the step above, so that number and content may be left out.
    """

    number: str
    content: str
    performer: str
    limit_value: Decimal | None
    limit_unit: Unit
    limit_text: str
    group: int | None
    stage: str
    continues: bool


@dataclass(frozen=True, slots=True)
class TotalFact:
    """
    The total and what the sum check says of it.

    Attributes:
        declared_hours: Declared hours, None if no number is declared.
        summed_hours: Sum over the limits, None where one of them is no number.
        text: Words of the total, empty if there is none.
        verdict: ``right``, ``error``, ``not-checkable`` or ``none``.
    """

    declared_hours: Decimal | None
    summed_hours: Decimal | None
    text: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Expected:
    """What the table states: steps in order, names of stages and of cases, total."""

    steps: tuple[StepFact, ...]
    stages: tuple[str, ...]
    cases: tuple[str, ...]
    total: TotalFact


def expected(row: Row, layout: Layout) -> Expected:
    """Return the facts that the files of *layout* state."""
    workflow = workflow_of(row)
    limits = {start: (start, stop) for start, stop in layout.merges.limits}
    places = [place for place, step in enumerate(workflow.steps) if not step.of_next_section]
    return Expected(
        steps=tuple(_step(workflow, place, layout) for place in places),
        stages=tuple(stage.name for stage in workflow.stages if not stage.is_case),
        cases=tuple(stage.name for stage in workflow.stages if stage.is_case),
        total=_total(workflow, layout, [limit_of_range(workflow, span) for span in _spans(places, limits)]),
    )


def _spans(places: list[int], limits: dict[int, Range]) -> list[Range]:
    """Return one span for each limit cell."""
    covered = {inside for start, stop in limits.values() for inside in range(start + 1, stop)}
    return [limits.get(place, (place, place + 1)) for place in places if place not in covered]


def _step(workflow: Workflow, place: int, layout: Layout) -> StepFact:
    step = workflow.steps[place]
    group = _group(place, layout.merges.limits)
    limit = _own_limit(workflow, place, group, layout)
    return StepFact(
        number=number_words(step, layout.columns.numbers),
        content=_content(workflow, place),
        performer=step.performer,
        limit_value=limit.value,
        limit_unit=limit.unit,
        limit_text=limit_words(limit, layout),
        group=group,
        stage=_stage(workflow, place),
        continues=step.continues,
    )


def _group(place: int, limits: tuple[Range, ...]) -> int | None:
    return next((number for number, (start, stop) in enumerate(limits, start=1) if start <= place < stop), None)


def _own_limit(workflow: Workflow, place: int, group: int | None, layout: Layout) -> LimitFact:
    if group is None:
        return workflow.steps[place].limit
    span = layout.merges.limits[group - 1]
    return limit_of_range(workflow, span) if place == span[0] else LimitFact(None, Unit.EMPTY, "")


def _content(workflow: Workflow, place: int) -> str:
    own: SourceStep = workflow.steps[place]
    return _content(workflow, place - 1) if own.continues else own.content


def _stage(workflow: Workflow, place: int) -> str:
    above = [stage.name for stage in workflow.stages if stage.starts_at <= place]
    return above[-1] if above else ""


def _total(workflow: Workflow, layout: Layout, limits: list[LimitFact]) -> TotalFact:
    hours = [limit.hours for limit in limits]
    known = [number for number in hours if number is not None]
    summed = sum(known, Decimal(0)) if len(known) == len(hours) else None
    beside_header = layout.total_style != "across"
    text = workflow.heading_total or total_words(workflow, layout, beside_header=beside_header)
    return TotalFact(workflow.declared_hours, summed, text, _verdict(workflow.declared_hours, summed))


def _verdict(declared: Decimal | None, summed: Decimal | None) -> str:
    if declared is None:
        return "none"
    if summed is None:
        return "not-checkable"
    return "right" if declared == summed else "error"
