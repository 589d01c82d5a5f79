"""Check what a table declares against the sum of its steps, in working hours (8 a day, for this check alone)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from procflow.procedure import Limit, LimitUnit, Step
from procflow.tables.imported import SumCheck
from procflow.tables.units import printed_limit
from procflow.tables.wording import shorten

# With diacritics on purpose: "nếu" is a condition, "nêu" is not.
_ALTERNATIVE = re.compile(r"[\s\-+•*–]*(?:[a-zđ0-9]{1,2}[.)]\s*)?(?:đối với )?(?:các )?(?:trường hợp|nếu)\b")
_DAYS = frozenset({LimitUnit.WORKING_DAY, LimitUnit.CALENDAR_DAY, LimitUnit.DAY_UNSTATED})


def check_sum(declared: Limit | None, steps: Sequence[tuple[int, Step]]) -> SumCheck:
    """
    Return what a declared sum is worth against its steps.

    Steps of exclusive cases are summed case by case, each with the steps common to all.
    A sum that differs is no error where steps begin with an undecided condition: alternatives do not add up.

    Args:
        declared: What the table states.
        steps: The steps it is stated for, with their positions counted from 1.
    """
    hours = declared.hours if declared is not None and declared.value is not None else None
    unreadable = [problem for position, step in steps if (problem := _problem(position, step))]
    sums = {} if unreadable else _sums_by_case(step for _, step in steps)
    summed = next(iter(sums.values())) if len(set(sums.values())) == 1 else None
    if hours is None:
        reason = "no total is declared" if declared is None else f"the total is no number: {shorten(str(declared))}"
        return SumCheck(declared, None, summed, "none", reason)
    if unreadable:
        return SumCheck(declared, hours, None, "not-checkable", "; ".join(unreadable))
    if all(value == hours for value in sums.values()):
        return SumCheck(declared, hours, summed, "right", f"the steps sum to {_printed(hours)} as declared")
    found = "; ".join(
        f"{_printed(value)}{f' in the case {shorten(case)!r}' if case else ''}" for case, value in sums.items()
    )
    if hours in sums.values():
        return SumCheck(declared, hours, None, "not-checkable", f"one total is declared, the cases sum to {found}")
    words = shorten(declared.text or printed_limit(declared)) if declared is not None else ""
    reason = f"the steps sum to {found}, declared are {_printed(hours)} ({words})"
    if alternatives := [str(position) for position, step in steps if _is_alternative(step)]:
        named = f"step{'s' if len(alternatives) > 1 else ''} {', '.join(alternatives)}"
        reason += f"; {named} may be alternatives that do not add up: check by hand, or put a case row above each"
        return SumCheck(declared, hours, summed, "not-checkable", reason)
    return SumCheck(declared, hours, summed, "error", reason)


def kinds_of_day(limits: Iterable[Limit | None]) -> tuple[LimitUnit, ...]:
    """Return the kinds of day that occur, each once."""
    units = (limit.unit for limit in limits if limit is not None)
    return tuple(dict.fromkeys(unit for unit in units if unit is not None and unit in _DAYS))


def _problem(position: int, step: Step) -> str:
    if step.limit is None:
        return "" if step.group is not None else f"step {position} has no time"
    if step.limit.hours is None:
        return f"the time of step {position} is no number: {shorten(printed_limit(step.limit))}"
    return ""


def _is_alternative(step: Step) -> bool:
    """Return whether the whole step is for one case; a condition amid its words leaves its time in the sum."""
    return (
        step.has_condition and not step.case and _ALTERNATIVE.match(" ".join(step.content.lower().split())) is not None
    )


def _sums_by_case(steps: Iterable[Step]) -> dict[str, Decimal]:
    common, by_case = Decimal(0), dict[str, Decimal]()
    for step in steps:
        hours = step.limit.hours if step.limit is not None else None
        if step.case:
            by_case[step.case] = by_case.get(step.case, Decimal(0)) + (hours or 0)
        else:
            common += hours or 0
    return {case: value + common for case, value in by_case.items()} or {"": common}


def _printed(hours: Decimal) -> str:
    return f"{(hours / 8).normalize():f} days ({hours.normalize():f} h)"
