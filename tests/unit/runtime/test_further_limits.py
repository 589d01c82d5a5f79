"""A step with several limits is due by the earliest of them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from procflow.errors import PropertyError
from procflow.eventlog import EntryKind
from tests.unit.runtime.case import Case


def _process(also: str) -> str:
    step = f'user t "Trình công bố" group=so limit=5cd pf.limit.also="{also}"'
    return f"start s\n{step}\nend e\ns -> t -> e"


def _opened(also: str, **data: object) -> tuple[str, object]:
    case = Case(_process(also), data=data)
    entry = next(entry for entry in case.entries if entry.kind is EntryKind.TASK_OPENED)
    return (entry.due_at.date().isoformat() if entry.due_at else "", entry.detail.get("limits_unknown_for"))


@pytest.mark.parametrize(
    ("effective", "expected"),
    [
        (date(2026, 1, 15), "2026-01-07"),
        ("2026-01-15", "2026-01-07"),
        (datetime(2026, 1, 15, 9, 0), "2026-01-07"),  # noqa: DTZ001 - only its day matters
        (date(2026, 3, 1), "2026-01-10"),
    ],
)
def test_the_earliest_limit_holds(effective: object, expected: str) -> None:
    """At least 8 days before the law takes effect wins over 5 days from now, if it is earlier, else not."""
    if isinstance(effective, datetime):
        effective = effective.astimezone()

    assert (expected, None) == _opened("8cd before ngay_hieu_luc", ngay_hieu_luc=effective)


@pytest.mark.parametrize("value", [None, "sớm", 7])
def test_an_unknown_date_is_named_in_history(value: object) -> None:
    """A limit whose date is not known does not count, and the history says so."""
    assert ("2026-01-10", ["ngay_hieu_luc"]) == _opened("8cd before ngay_hieu_luc", ngay_hieu_luc=value)


def test_a_further_period_runs_from_the_same_instant() -> None:
    """Two periods from the beginning of the step: the shorter one holds."""
    assert ("2026-01-07", None) == _opened("2wd")


@pytest.mark.parametrize("also", ["soon", "8cd before", "8cd before 2 days", "none-set", "P5D"])
def test_unreadable_limits_are_refused(also: str) -> None:
    """What is no limit is refused at deployment, with the property and what to write."""
    with pytest.raises(PropertyError, match=r"pf\.limit\.also") as caught:
        Case(_process(also))

    assert "8cd before" in caught.value.hint


def test_the_day_of_an_instant_is_the_day_in_the_authoritys_zone() -> None:
    """An instant at 20:00 UTC lies on the next day in Hà Nội, from which is counted back."""
    evening = datetime(2026, 1, 15, 20, 0, tzinfo=UTC)

    assert ("2026-01-08", None) == _opened("8cd before ngay_hieu_luc", ngay_hieu_luc=evening)
