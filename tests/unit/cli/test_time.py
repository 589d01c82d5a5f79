"""``due``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.command import Command


@pytest.mark.parametrize(
    ("start", "period", "expected"),
    [
        ("2025-12-31T10:00", "5wd", "2026-01-09"),
        ("2025-12-31T10:00+07:00", "5wd", "2026-01-09"),
        ("2025-12-31T03:00Z", "5wd", "2026-01-09"),
        ("2026-02-09T08:00", "15cd", "2026-02-24"),
        ("2026-01-05T16:00", "4h", "2026-01-06"),
    ],
)
def test_the_day_is_told_first(procflow: Command, start: str, period: str, expected: str) -> None:
    """The first line is the due day; a time without zone is local."""
    said = procflow("due", start, period)

    assert (0, expected) == (said.code, said.out.splitlines()[0])


def test_the_explanation_has_a_language(procflow: Command) -> None:
    """The days are explained in Vietnamese, or in English on request."""
    said = procflow("due", "2025-12-31T10:00", "1wd", "--language", "en")

    assert "Monday 05/01/2026" in said.out
    assert "thứ Hai 05/01/2026" in procflow("due", "2025-12-31T10:00", "1wd").out


def test_the_day_comes_as_json(procflow: Command) -> None:
    """Machines get instants with zone, the period and the calendar."""
    facts = procflow("due", "2025-12-31T10:00", "5wd", "--json").json

    assert ("2026-01-09", "5wd") == (facts["due_on"], facts["period"])
    assert facts["due_at"].endswith("+07:00")


def test_a_late_receipt_counts_from_the_next_day(procflow: Command) -> None:
    """After the cut-off hour the next working day is the day of receipt."""
    early, late = (
        procflow("due", at, "1wd", "--cut-off", "15:00").out[:10] for at in ("2026-01-05T14:59", "2026-01-05T15:30")
    )

    assert ("2026-01-06", "2026-01-07") == (early, late)


def test_a_profile_comes_first(procflow: Command, tmp_path: Path) -> None:
    """Days on which the authority is closed do not count."""
    profile = tmp_path / "sở.toml"
    profile.write_text('format = 1\nid = "so"\n[[closed]]\non = 2026-01-06\nname_vi = "x"\nname_en = "x"\n', "utf-8")

    assert "2026-01-07" == procflow("due", "2026-01-05T08:00", "1wd", "--profile", profile).out[:10]


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("mai", "5wd"), "'mai' is no time - write 2025-12-31T10:00"),
        (("2026-01-05T08:00", "5wd", "--cut-off", "15h"), "'15h' is no time of day - write 15:00"),
        (("2026-01-05T08:00", "5 ngày"), "is no period"),
        (("2026-01-05T08:00", "5d"), "day_unstated in the authority's profile"),
    ],
)
def test_what_is_no_time_is_refused(procflow: Command, words: tuple[str, ...], problem: str) -> None:
    """What cannot be read without guessing is refused with an example."""
    said = procflow("due", *words)

    assert (2, "") == (said.code, said.out)
    assert problem in said.error


def test_decimals_stand_after_a_comma_or_a_point(procflow: Command) -> None:
    """What tables write is understood."""
    said = [procflow("due", "2025-12-31T10:00", period).out for period in ("0,5wd", "0.5wd")]

    assert said[0]
    assert said[0] == said[1]


@pytest.mark.parametrize("words", [("-1wd",), ("--", "-1wd"), ("-0,5wd",), ("\u22121wd",)])
def test_a_negative_limit_is_called_so(procflow: Command, words: tuple[str, ...]) -> None:
    """What begins with a hyphen and a digit is a number and no option."""
    said = procflow("due", "2025-12-31T10:00", *words)

    assert 2 == said.code
    assert "a limit cannot be negative" in said.error


@pytest.mark.parametrize("period", ["1.000wd", "1,500h"])
def test_thousands_are_not_taken_for_thousandths(procflow: Command, period: str) -> None:
    """Three digits after a separator may be either, and are refused."""
    said = procflow("due", "2025-12-31T10:00", period)

    assert (2, "") == (said.code, said.out)
    assert "thousands or thousandths" in said.error
