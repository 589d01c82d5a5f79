"""Where the facts an importer read differ from those the table states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Protocol

from tests.acceptance.table_builder.facts import Expected, StepFact, TotalFact
from tests.acceptance.table_builder.source import Unit
from tests.acceptance.table_builder.typeset import plain


class ImportedLimit(Protocol):
    """The limit of an imported step."""

    @property
    def value(self) -> Decimal | None:
        """The number."""

    @property
    def unit(self) -> str | None:
        """In what it is counted, None for a text that says no period."""

    @property
    def text(self) -> str:
        """The words it was read from."""


class ImportedStep(Protocol):
    """An imported step."""

    @property
    def number(self) -> str:
        """Its number as written."""

    @property
    def content(self) -> str:
        """What is done."""

    @property
    def performer(self) -> str:
        """Who does it."""

    @property
    def limit(self) -> ImportedLimit | None:
        """How long it may take."""

    @property
    def group(self) -> int | None:
        """Number of the group that shares one limit."""

    @property
    def stage(self) -> str:
        """Title of its stage."""

    @property
    def case(self) -> str:
        """The condition under which alone it is done."""


class ImportedTotal(Protocol):
    """The imported total."""

    @property
    def declared_hours(self) -> Decimal | None:
        """Hours the table declares."""

    @property
    def summed_hours(self) -> Decimal | None:
        """Hours of the steps."""

    @property
    def verdict(self) -> str:
        """What the check says."""

    @property
    def reason(self) -> str:
        """Why."""


def differences(expected: Expected, steps: Sequence[ImportedStep], total: ImportedTotal) -> list[str]:
    """Return one line for each fact that differs, starting with the kind of fact; white space and NFC do not count."""
    found = list(_total(expected.total, total))
    if len(expected.steps) != len(steps):
        contents = [plain(step.content)[:30] for step in steps]
        return [*found, f"steps: {len(expected.steps)} expected, {len(steps)} read: {contents}"]
    for place, (fact, step) in enumerate(zip(expected.steps, steps, strict=True), start=1):
        found.extend(f"{line} (step {place})" for line in _step(fact, step))
    groups = [_groups([fact.group for fact in expected.steps]), _groups([step.group for step in steps])]
    if groups[0] != groups[1]:
        found.append(f"group: {groups[0]} expected, {groups[1]} read")
    return found


def _step(fact: StepFact, step: ImportedStep) -> Iterator[str]:
    may_be_empty = fact.continues
    yield from _text("number", _number(fact.number), _number(step.number), may_be_empty=may_be_empty)
    yield from _text("content", plain(fact.content), plain(step.content), may_be_empty=may_be_empty)
    yield from _text("performer", plain(fact.performer), plain(step.performer))
    yield from _text("stage", _stage(fact.stage), _stage(step.case or step.stage))
    yield from _limit(fact, step.limit)


def _limit(fact: StepFact, limit: ImportedLimit | None) -> Iterator[str]:
    unit = Unit.EMPTY if limit is None else limit.unit or Unit.TEXT
    value = None if limit is None else limit.value
    if (fact.limit_value, str(fact.limit_unit)) != (value, str(unit)):
        read = "nothing" if limit is None else f"{value} {unit} from {plain(limit.text)!r}"
        yield f"limit: {fact.limit_value} {fact.limit_unit} expected of {fact.limit_text!r}, {read} read"
    elif limit is not None and unit == Unit.TEXT:
        yield from _text("limit text", plain(fact.limit_text), plain(limit.text))


def _total(fact: TotalFact, total: ImportedTotal) -> Iterator[str]:
    if (fact.declared_hours, fact.verdict) != (total.declared_hours, total.verdict):
        yield (
            f"total: {fact.declared_hours} hours, {fact.verdict} expected of {fact.text!r}, "
            f"{total.declared_hours} hours, {total.verdict} read: {total.reason}"
        )
    elif fact.verdict in {"right", "error"} and fact.summed_hours != total.summed_hours:
        yield f"sum: {fact.summed_hours} hours expected, {total.summed_hours} read"
    elif fact.verdict == "not-checkable" and not total.reason:
        yield "total: not checkable without a reason"


def _text(kind: str, wanted: str, read: str, *, may_be_empty: bool = False) -> Iterator[str]:
    if wanted != read and not (may_be_empty and not read):
        yield f"{kind}: {wanted!r} expected, {read!r} read"


def _groups(numbers: Sequence[int | None]) -> list[tuple[int, ...]]:
    """Return the members of each group, by place, whatever the numbers are."""
    members: dict[int, list[int]] = {}
    for place, number in enumerate(numbers, start=1):
        if number is not None:
            members.setdefault(number, []).append(place)
    return [tuple(places) for places in members.values()]


def _number(text: str) -> str:
    return plain(text).rstrip(".")


_LABEL = re.compile(r"^[IVX]+\s*[.):/-]?\s+")
_HOURS = re.compile(r"\s*\([^()]*\d[^()]*\)\s*$")


def _stage(text: str) -> str:
    """Return the name of a stage without its roman label and its hours."""
    return _HOURS.sub("", _LABEL.sub("", plain(text))).casefold()
