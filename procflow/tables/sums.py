"""Check what a table declares against the sum of its steps, in working hours (8 a day, for this check alone)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from procflow.calendars import LimitUnit, nominal_day_hours
from procflow.procedure import Limit, Step
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
    unreadable = [problem for position, step in steps if (problem := _problem(position, step))]
    sums = {} if unreadable else _sums_by_case(step for _, step in steps)
    if declared is None:
        return SumCheck(None, None, _agreed(sums), "none", "no total is declared")
    hours = declared.hours if declared.value is not None else None
    if hours is None:
        reason = f"the total is no number: {shorten(str(declared))}"
        return SumCheck(declared, None, _agreed(sums), "none", reason)
    if unreadable:
        return SumCheck(declared, hours, None, "not-checkable", "; ".join(unreadable))
    if set(sums.values()) == {hours}:
        return SumCheck(declared, hours, _agreed(sums), "right", f"the steps sum to {_printed(hours)} as declared")
    if hours in sums.values():
        reason = f"one total is declared, the cases sum to {_found(sums)}"
        return SumCheck(declared, hours, None, "not-checkable", reason)
    words = shorten(declared.text or printed_limit(declared))
    reason = f"the steps sum to {_found(sums)}, declared are {_printed(hours)} ({words})"
    doubt = _doubt(steps)
    return SumCheck(declared, hours, _agreed(sums), "not-checkable" if doubt else "error", reason + doubt)


def kinds_of_day(limits: Iterable[Limit | None]) -> tuple[LimitUnit, ...]:
    """Return the kinds of day that occur, each once."""
    units = (limit.unit for limit in limits if limit is not None)
    return tuple(dict.fromkeys(unit for unit in units if unit is not None and unit in _DAYS))


def _agreed(sums: Mapping[str, Decimal]) -> Decimal | None:
    """Return the sum that all cases come to, None if they differ."""
    values = set(sums.values())
    return values.pop() if len(values) == 1 else None


def _found(sums: Mapping[str, Decimal]) -> str:
    return "; ".join(
        f"{_printed(value)}{f' in the case {shorten(case)!r}' if case else ''}" for case, value in sums.items()
    )


def _doubt(steps: Sequence[tuple[int, Step]]) -> str:
    """Return why a sum that differs need not be an error, empty if it is one."""
    alternatives = [str(position) for position, step in steps if _is_alternative(step)]
    if not alternatives:
        return ""
    named = f"step{'s' if len(alternatives) > 1 else ''} {', '.join(alternatives)}"
    return f"; {named} may be alternatives that do not add up: check by hand, or put a case row above each"


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
    return f"{(hours / nominal_day_hours()).normalize():f} days ({hours.normalize():f} h)"
