"""Profiles that hold a mistake are refused with file, line and key."""

from __future__ import annotations

import dataclasses
import tomllib
import unicodedata
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from importlib import resources
from pathlib import Path

import pytest

from procflow.calendars import load_calendar, nominal_day_hours
from procflow.calendars import profile as profiles
from procflow.calendars.profile import MAX_PROFILE_BYTES
from procflow.calendars.profile_schema import RULES
from procflow.errors import CalendarError, FileAccessError

HEAD = 'format = 1\nid = "x"\n'
HOURS = '[[office_hours]]\nvalid_from = 2026-01-01\nmonday = ["08:00-12:00"]\nmake_up_day = ["08:00-12:00"]\n'
RULE = '[[rule]]\nname = "{name}"\nvalue = {value}\nlaw = "x"\nvi = "x"\nen = "x"\nvalid_from = 2026-01-01\n'


@pytest.mark.parametrize(
    ("text", "line", "key", "message"),
    [
        ("format = 1\nid = x\n", 2, "", "not TOML"),
        ("format = " + "[" * 10_000, None, "", "not TOML"),
        ("format = " + "9" * 5000, None, "", "not TOML"),
        ("format = 1\n", None, "id", "is missing"),
        ("format = 2\nid = 'x'\n", 1, "format", "= 2 is none of"),
        ("format = 1\nid = 'Sở'\n", 2, "id", "'Sở' is not written as asked"),
        (HEAD + "holiday = 3\n", 3, "holiday", "no known field"),
        (HEAD + 'country = "LA"\n', 3, "country", "no known field"),
        (HEAD + "known_until = 1999\n", 3, "known_until", "= 1999 is below 2006"),
        (HEAD + 'day_unstated = "hour"\n', 3, "day_unstated", "'hour' is none of"),
        (HEAD + "[[cut_off]]\nat = 15\nvalid_from = 2026-01-01\n", 4, "cut_off.0.at", "write a time"),
        (HEAD + '[[cut_off]]\nat = "25:00"\nvalid_from = 2026-01-01\n', 4, "cut_off.0.at", "write a time"),
        (HEAD + '[[cut_off]]\nat = "15:00"\nvalid_from = "2026"\n', 5, "cut_off.0.valid_from", "'2026' is no date"),
        (HEAD + '[[cut_off]]\nat = "15:00"\n', 3, "cut_off.0.valid_from", "is missing"),
        (
            HEAD + '[[cut_off]]\nat = "15:00"\nvalid_from = 2026-02-01\nvalid_to = 2026-01-01\n',
            3,
            "cut_off.0",
            "before valid_from",
        ),
        (HEAD + HOURS.replace("08:00-12:00", "12:00-08:00", 1), 5, "office_hours.0.monday", "closes before"),
        (HEAD + HOURS.replace("08:00-12:00", "0800", 1), 5, "office_hours.0.monday", "no stretch"),
        (
            HEAD + HOURS.replace('"08:00-12:00"', '"08:00-12:00", "11:00-13:00"', 1),
            5,
            "office_hours.0.monday",
            "break between",
        ),
        (HEAD + HOURS.replace('["08:00-12:00"]', '"08:00-12:00"', 1), 5, "office_hours.0.monday", "write hours as"),
        (HEAD + HOURS.replace("monday", "months"), 5, "office_hours.0.months.0", "is no whole number"),
        (HEAD + HOURS.replace('monday = ["08:00-12:00"]', "monday = []"), 3, "office_hours.0", "no weekday"),
        (
            HEAD + HOURS.replace('make_up_day = ["08:00-12:00"]', "make_up_day = []"),
            6,
            "office_hours.0.make_up_day",
            "holds too little",
        ),
        (HEAD + HOURS + HOURS, 7, "office_hours.1", "same days"),
        (HEAD + "[[swap]]\noff = 2027-01-04\nworked = 2027-01-04\n", 3, "swap.0", "same day"),
        (HEAD + "[[swap]]\noff = 2027-01-03\nworked = 2027-01-09\n", 4, "swap.0.off", "is a rest day"),
        (HEAD + "[[swap]]\noff = 2027-01-04\nworked = 2027-01-08\n", 5, "swap.0.worked", "no rest day"),
        (HEAD + "[[swap]]\noff = 2027-01-04T00:00:00\nworked = 2027-01-09\n", 4, "swap.0.off", "is no date"),
        (HEAD + RULE.format(name="last-day-of", value='"x"'), 3, "rule.0", "unknown rule 'last-day-of'"),
        (HEAD + RULE.format(name="last-day-off", value='"stays"'), 3, "rule.0", "next-working-day"),
        (HEAD + RULE.format(name="hours-per-working-day", value='"8"'), 3, "rule.0", "from 1 to 24"),
        (HEAD + RULE.format(name="hours-per-working-day", value=0), 3, "rule.0", "from 1 to 24"),
        (HEAD + RULE.format(name="hours-per-working-day", value=8) * 2, 10, "rule.1", "same days"),
        (HEAD + "swap = [{off = 2027-01-04, worked = 2027-01-04}]\n", None, "swap.0", "same day"),
    ],
)
def test_mistake_is_refused_where_it_stands(
    profile: Callable[[str], Path], text: str, line: int | None, key: str, message: str
) -> None:
    """The error names file, line and key, and what is wrong."""
    path = profile(text)
    with pytest.raises(CalendarError, match=message) as caught:
        load_calendar(overrides=path)

    assert (str(path), line, key) == (caught.value.where.file, caught.value.where.line, caught.value.where.element)


def test_time_of_the_file_format_is_read(profile: Callable[[str], Path]) -> None:
    """A cut-off may be a local time of TOML as well as a text."""
    path = profile(HEAD + "[[cut_off]]\nat = 15:00:00\nvalid_from = 2026-01-01\n")

    assert time(15) == load_calendar(overrides=path).cut_off_on(date(2026, 6, 8))


def test_decomposed_profile_is_read_as_composed(profile: Callable[[str], Path]) -> None:
    """Names typed with decomposed diacritics come out composed."""
    title = "Sở Khoa học và Công nghệ"
    text = unicodedata.normalize("NFD", HEAD + f'title = "{title}"\n')

    assert title == load_calendar(overrides=profile(text)).title


def test_profile_saved_with_a_mark_is_read(tmp_path: Path) -> None:
    """A byte order mark, as Notepad writes it, does no harm."""
    path = tmp_path / "x.toml"
    path.write_bytes(b"\xef\xbb\xbf" + HEAD.encode())

    assert load_calendar(overrides=path).id == "x"


def test_profile_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    """Another encoding is not guessed at."""
    path = tmp_path / "x.toml"
    path.write_bytes("title = 'Sở'".encode("utf-16"))

    with pytest.raises(CalendarError, match="not UTF-8"):
        load_calendar(overrides=path)


def test_missing_profile_is_refused(tmp_path: Path) -> None:
    """A profile that is not there is an error, not an empty one."""
    with pytest.raises(FileAccessError):
        load_calendar(overrides=tmp_path / "none.toml")


def test_profile_that_is_too_large_is_refused(tmp_path: Path) -> None:
    """A profile is bounded before it is read."""
    path = tmp_path / "x.toml"
    path.write_bytes(b"#" * (MAX_PROFILE_BYTES + 1))

    with pytest.raises(FileAccessError, match="larger than"):
        load_calendar(overrides=path)


def test_unknown_source_is_refused() -> None:
    """Only shipped calendars have a name."""
    with pytest.raises(CalendarError, match="no calendar 'la'") as caught:
        load_calendar("la")

    assert caught.value.hint == "shipped: vn"


def test_every_rule_is_shipped_with_its_article() -> None:
    """Each rule that counting asks for is in the data, with law and texts in both languages."""
    raw = resources.files("procflow.calendars").joinpath("data", "vn_rules.toml").read_text(encoding="utf-8")
    shipped = {rule["name"] for rule in tomllib.loads(raw)["rule"] if rule["law"] and rule["vi"] and rule["en"]}

    assert set(RULES) == shipped


def test_the_nominal_day_is_by_the_rule_in_force(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hours of a day that is not named are those in force at the end of the known years, not of a later rule."""
    calendar = load_calendar()
    ours = calendar.rule("hours-per-working-day", date(2026, 1, 5))
    ended = dataclasses.replace(ours, value=9, valid_to=date(2026, 5, 31))
    present = dataclasses.replace(ours, value=7, valid_from=date(2026, 6, 1))
    later = dataclasses.replace(ours, value=6, valid_from=date(2027, 1, 1))
    monkeypatch.setattr(profiles, "load_calendar", lambda: dataclasses.replace(calendar, rules=(ended, present, later)))
    nominal_day_hours.cache_clear()
    try:
        hours = nominal_day_hours()
    finally:
        nominal_day_hours.cache_clear()

    assert 2026 == calendar.known_until
    assert Decimal(7) == hours
