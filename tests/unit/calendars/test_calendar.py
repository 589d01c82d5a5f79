"""Working days, office hours, cut-off and the validity of what an authority sets."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import holidays
import pytest

from procflow.calendars import Calendar, DayOff, Period, load_calendar
from procflow.errors import CalendarError, NaiveTimeError

HUE = """
format = 1
id = "hue"
title = "Cơ quan hành chính thành phố Huế"

[[office_hours]]  # Quyết định 4010/QĐ-UBND: giờ mùa hè
valid_from = 2026-01-01
months = [4, 5, 6, 7, 8, 9]
monday = ["07:30-11:30", "13:30-17:30"]
tuesday = ["07:30-11:30", "13:30-17:30"]
wednesday = ["07:30-11:30", "13:30-17:30"]
thursday = ["07:30-11:30", "13:30-17:30"]
friday = ["07:30-11:30"]
saturday = ["08:00-11:00"]
make_up_day = ["07:30-11:30", "13:30-17:30"]

[[cut_off]]
at = "15:00"
valid_from = 2026-06-01
valid_to = 2026-06-30

[[closed]]
on = 2026-06-02
name_vi = "chuyển trụ sở"
name_en = "moving house"
"""


def at(text: str) -> datetime:
    """Return an instant in Vietnam."""
    return datetime.fromisoformat(text + "+07:00")


def test_shipped_office_hours_are_eight_a_day(vn: Calendar) -> None:
    """Every working day of 2025 and 2026, made up ones too, has 8 office hours."""
    days = [date(2025, 1, 1) + timedelta(days=n) for n in range(730)]
    worked = {vn.office_time(vn.opening(day), vn.close_of_office(day)) for day in days if vn.is_working_day(day)}

    assert {timedelta(hours=8)} == worked


@pytest.mark.parametrize("year", [2015, 2019, 2023, 2024, 2025])
def test_working_days_are_those_of_the_holidays_package(vn: Calendar, year: int) -> None:
    """Where nothing is overridden, the calendar agrees with the package day by day."""
    national = holidays.country_holidays("VN", years=(year - 1, year, year + 1))
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]

    assert [day for day in days if national.is_working_day(day)] == [day for day in days if vn.is_working_day(day)]


def test_override_file_swaps_new_year_2026(vn: Calendar) -> None:
    """02/01/2026 is off and Saturday 10/01/2026 worked, with the name and the day that say so."""
    off, made_up = date(2026, 1, 2), date(2026, 1, 10)

    assert (False, "nghỉ hoán đổi, làm bù ngày 10/01/2026", True, "") == (
        vn.is_working_day(off),
        vn.name_of_day_off(off),
        vn.is_working_day(made_up),
        vn.name_of_day_off(made_up),
    )


def test_swap_names_its_source(vn: Calendar) -> None:
    """The document that announced the swap is in the data."""
    assert ["12729/VPCP-KGVX"] == [swap.source.split()[2] for swap in vn.swaps]


@pytest.mark.parametrize(
    ("day", "vi", "en"),
    [
        (date(2026, 2, 17), "Tết Nguyên Đán", "Lunar New Year"),
        (date(2026, 4, 27), "Ngày Giỗ Tổ Hùng Vương (nghỉ bù)", "Hung Kings' Commemoration Day (observed)"),
        (date(2026, 6, 7), "ngày nghỉ hằng tuần", "weekly rest day"),
        (date(2026, 6, 8), "", ""),
    ],
)
def test_day_off_has_a_name_in_both_languages(vn: Calendar, day: date, vi: str, en: str) -> None:
    """A day off is named, a working day is not."""
    assert (vi, en) == (vn.name_of_day_off(day), vn.name_of_day_off(day, "en"))


def test_make_up_day_in_the_year_before_is_found(vn: Calendar) -> None:
    """Saturday 27/12/2014 was worked for 02/01/2015."""
    assert vn.is_working_day(date(2014, 12, 27))


def test_neighbouring_working_days_step_over_tet(vn: Calendar) -> None:
    """From inside Tết 2026 the nearest working days are 13/02 and 23/02."""
    assert (date(2026, 2, 13), date(2026, 2, 23)) == (
        vn.previous_working_day(date(2026, 2, 18)),
        vn.next_working_day(date(2026, 2, 18)),
    )


def test_closed_office_has_no_opening(vn: Calendar) -> None:
    """Asking when a closed office opens is refused."""
    with pytest.raises(CalendarError, match="closed on 2026-06-07"):
        vn.opening(date(2026, 6, 7))


def test_instant_for_a_day_is_refused(vn: Calendar) -> None:
    """A datetime passed for a date would be taken for a day off, so it is refused."""
    with pytest.raises(CalendarError, match="a day is asked for"):
        vn.is_working_day(at("2026-06-08T10:00"))


@pytest.mark.parametrize("year", [2005, 2100])
def test_year_out_of_reach_is_refused(vn: Calendar, year: int) -> None:
    """The calendar says from when to when it counts."""
    with pytest.raises(CalendarError, match=f"reach the year {year} - it counts from 2006 to 2099"):
        vn.is_working_day(date(year, 6, 1))


def test_instant_at_the_end_of_time_is_refused(vn: Calendar) -> None:
    """An instant that no zone conversion survives is refused as out of reach."""
    with pytest.raises(CalendarError, match="reach the year 9999"):
        vn.local(datetime.max.replace(tzinfo=ZoneInfo("UTC")))


def test_naive_instant_is_refused(vn: Calendar) -> None:
    """An instant without zone names no instant."""
    with pytest.raises(NaiveTimeError):
        vn.received(datetime.fromisoformat("2026-06-08T10:00"))


def test_day_without_a_rule_in_force_is_refused(vn: Calendar) -> None:
    """No rule of counting is carried back before its law."""
    with pytest.raises(CalendarError, match="no rule 'first-day' in force on 2005-12-31"):
        vn.rule("first-day", date(2005, 12, 31))


@pytest.mark.parametrize(("year", "law"), [(2016, "33/2005/QH11"), (2017, "91/2015/QH13")])
def test_rule_is_the_one_in_force(vn: Calendar, year: int, law: str) -> None:
    """The Civil Code of 2015 replaced that of 2005 on 01/01/2017."""
    assert law in vn.rule("last-day-off", date(year, 6, 1)).law


def test_a_working_day_is_worth_eight_hours(vn: Calendar) -> None:
    """The conversion of parts of a day is data."""
    assert Decimal(8) == vn.hours_per_working_day(date(2026, 6, 1))


@pytest.mark.parametrize(
    ("begins", "ends", "minutes"),
    [
        ("2026-06-08T10:00", "2026-06-08T14:00", 150),
        ("2026-06-05T16:00", "2026-06-08T08:00", 90),
        ("2026-06-06T08:00", "2026-06-07T20:00", 0),
        ("2026-06-08T14:00", "2026-06-08T10:00", 0),
    ],
)
def test_office_time_leaves_out_nights_lunch_and_rest_days(vn: Calendar, begins: str, ends: str, minutes: int) -> None:
    """Only office hours between two instants are counted, none backward."""
    assert timedelta(minutes=minutes) == vn.office_time(at(begins), at(ends))


def test_office_time_adds_up(vn: Calendar, rng: Random) -> None:
    """Office time from a to c is that from a to b and from b to c, for any b between."""
    for _ in range(100):
        first = at("2026-01-01T00:00") + timedelta(minutes=rng.randrange(400_000))
        second = first + timedelta(minutes=rng.randrange(20_000))
        third = second + timedelta(minutes=rng.randrange(20_000))

        assert vn.office_time(first, third) == vn.office_time(first, second) + vn.office_time(second, third)


@pytest.mark.parametrize(
    ("arrived", "received"),
    [
        ("2026-06-08T15:00:00", "2026-06-08T15:00"),
        ("2026-06-08T15:00:01", "2026-06-09T07:30"),
        ("2026-06-05T15:01:00", "2026-06-08T07:30"),
        ("2026-06-06T08:00:00", "2026-06-08T07:30"),
        ("2026-06-08T05:00:00", "2026-06-08T05:00"),
    ],
)
def test_receipt_after_the_cut_off_counts_at_the_next_opening(vn: Calendar, arrived: str, received: str) -> None:
    """After the cut-off, or on a day off, the next opening counts; exactly at it, the day itself."""
    assert at(received) == vn.with_cut_off(time(15)).received(at(arrived))


def test_without_cut_off_every_instant_is_its_own_receipt(vn: Calendar) -> None:
    """The shipped calendar sets no cut-off, since each authority decides it."""
    assert at("2026-06-06T23:00") == vn.received(at("2026-06-06T23:00"))


def test_cut_off_can_be_taken_away(vn: Calendar) -> None:
    """A calendar with a cut-off has a twin without."""
    assert vn.with_cut_off(time(15)).with_cut_off(None).cut_off_on(date(2026, 6, 8)) is None


def test_profile_comes_before_the_country(profile: Callable[[str], Path]) -> None:
    """Within its validity and months the authority's hours hold, else the country's."""
    hue = load_calendar(overrides=profile(HUE))
    summer, winter, before = date(2026, 6, 8), date(2026, 11, 9), date(2025, 6, 9)

    assert ["17:30", "17:00", "17:00"] == [f"{hue.close_of_office(day):%H:%M}" for day in (summer, winter, before)]


def test_profile_with_saturday_hours_works_on_saturdays(profile: Callable[[str], Path]) -> None:
    """A weekday is a working day because it has office hours."""
    hue = load_calendar(overrides=profile(HUE))

    assert ["08:00-11:00"] == [str(span) for span in hue.hours_on(date(2026, 6, 6))]


def test_cut_off_holds_within_its_validity(profile: Callable[[str], Path]) -> None:
    """The cut-off of June does not reach into July."""
    hue = load_calendar(overrides=profile(HUE))

    assert [time(15), None] == [hue.cut_off_on(day) for day in (date(2026, 6, 30), date(2026, 7, 1))]


def test_authority_alone_can_be_closed(profile: Callable[[str], Path]) -> None:
    """A day on which the authority is closed is a day off with its name."""
    hue = load_calendar(overrides=profile(HUE))

    assert DayOff("chuyển trụ sở", "moving house") == hue.day_off(date(2026, 6, 2))


def test_announcing_swaps_of_a_year_is_a_matter_of_the_profile(profile: Callable[[str], Path]) -> None:
    """A profile that adds the swaps of 2027 says so, and its dates are final until then."""
    text = 'format = 1\nid = "y27"\nknown_until = 2027\n[[swap]]\noff = 2027-01-04\nworked = 2027-01-09\n'
    calendar = load_calendar(overrides=str(profile(text)))

    assert (2027, False, True) == (
        calendar.known_until,
        calendar.is_working_day(date(2027, 1, 4)),
        calendar.is_working_day(date(2027, 1, 9)),
    )


def test_national_make_up_day_can_be_swapped_off_again(profile: Callable[[str], Path]) -> None:
    """An override that takes a national make-up day off wins over the package."""
    text = 'format = 1\nid = "x"\n[[closed]]\non = 2026-08-22\nname_vi = "nghỉ"\nname_en = "off"\n'

    assert not load_calendar(overrides=profile(text)).is_working_day(date(2026, 8, 22))


@pytest.mark.parametrize("text", ["none-set", "not-counted", "office-hours"])
def test_unit_without_measure_gives_no_due_date(vn: Calendar, text: str) -> None:
    """No due date follows from a step whose time is not counted or not set."""
    with pytest.raises(CalendarError, match="no measured limit"):
        vn.resolve(Period.parse(text))


def test_part_of_a_calendar_day_is_refused(vn: Calendar) -> None:
    """No rule says when half a calendar day ends."""
    with pytest.raises(CalendarError, match="part of a calendar day"):
        vn.resolve(Period.parse("0.5cd"))


def test_plain_days_are_refused_without_a_profile(vn: Calendar) -> None:
    """The hint names both ways out."""
    with pytest.raises(CalendarError) as caught:
        vn.resolve(Period.parse("10d"))

    assert "wd or cd" in caught.value.hint
    assert "day_unstated" in caught.value.hint


@pytest.mark.parametrize(("kind", "text"), [("working-day", "10wd"), ("calendar-day", "10cd")])
def test_profile_says_what_plain_days_mean(profile: Callable[[str], Path], kind: str, text: str) -> None:
    """With a profile that says so, plain days are counted and marked as assumed."""
    calendar = load_calendar(overrides=profile(f'format = 1\nid = "x"\nday_unstated = "{kind}"\n'))

    assert (Period.parse(text), True) == calendar.resolve(Period.parse("10d"))


def test_day_without_office_hours_in_force_is_refused(vn: Calendar) -> None:
    """A calendar made without hours for a day does not guess them."""
    with pytest.raises(CalendarError, match="no office hours for 2026-01-01"):
        dataclasses.replace(vn, office_hours=()).is_weekly_working_day(date(2026, 1, 1))


def test_country_without_known_holidays_is_refused(vn: Calendar) -> None:
    """A calendar made for a country that the package does not know has no days."""
    with pytest.raises(CalendarError, match="no public holidays are known for 'XX'"):
        dataclasses.replace(vn, country="XX").is_working_day(date(2026, 6, 8))


def test_calendar_of_another_country_counts_its_holidays(vn: Calendar) -> None:
    """The country is a parameter: 6 January is off in Austria only."""
    austria = dataclasses.replace(vn, id="at", country="AT", swaps=())

    assert [True, False] == [calendar.is_working_day(date(2026, 1, 6)) for calendar in (vn, austria)]
