"""Further limits of one step, of which the earliest holds: ``5wd``, or ``8cd before`` a date in a variable."""

from __future__ import annotations

from dataclasses import dataclass

from procflow.calendars import Period
from procflow.errors import CalendarError, Location, PropertyError, expect

_BEFORE = " before "


@dataclass(frozen=True, slots=True)
class FurtherLimit:
    """
    A limit beside the main one.

    Attributes:
        period: How long.
        before: Name of the variable with the date it is counted back from; empty if it runs from the step's beginning.
    """

    period: Period
    before: str = ""


def further_limits(texts: tuple[str, ...], where: Location) -> tuple[FurtherLimit, ...]:
    """
    Return the limits that the items of ``pf.limit.also`` state.

    Raises:
        DataError: *texts* are no tuple of texts, or *where* is no place.
        PropertyError: An item is no period, or is counted back from nothing.

    Example:
        >>> (limit,) = further_limits(("8cd before ngay_hieu_luc",), Location())
        >>> str(limit.period), limit.before
        ('8cd', 'ngay_hieu_luc')
    """
    expect(texts, (tuple, list), "the limits", "pass what split_list() returns")
    expect(where, Location, "the place", "pass element.where, or Location()")
    return tuple(_further(text, where) for text in texts)


def _further(text: str, where: Location) -> FurtherLimit:
    expect(text, str, "the text of a limit", "pass a text such as 5wd")
    period, found, variable = f"{text} ".partition(_BEFORE)
    name = variable.strip()
    try:
        parsed = Period.parse(period.strip())
    except CalendarError as exc:
        raise _unreadable(text, where) from exc
    if bool(found) != name.isidentifier() or not parsed.is_measured:
        raise _unreadable(text, where)
    return FurtherLimit(parsed, name)


def _unreadable(text: str, where: Location) -> PropertyError:
    hint = "write 5wd, or 8cd before the name of a variable that holds a date"
    return PropertyError(f"pf.limit.also = {text!r} is no limit", hint=hint, where=where, property="pf.limit.also")
