"""``procflow due``: when a limit ends."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from procflow.calendars import Calendar, Period, due, explain, load_calendar
from procflow.cli.output import FINE, json_option, say, say_json
from procflow.cli.paths import file_path
from procflow.errors import DataError

_NEGATIVE = re.compile(r"[-\u2212\u2013]\s*\d.*")
# Three digits after a separator are thousands in Viet Nam and thousandths elsewhere.
_AMBIGUOUS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}[a-z]+", re.ASCII)


class _Due(click.Command):
    """A command whose arguments are looked at first: the parser takes what begins with a hyphen for an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        for word in args:
            _refuse_negative(word)
        return super().parse_args(ctx, args)


@click.command("due", cls=_Due)
@click.argument("start")
@click.argument("period")
@click.option("--profile", type=file_path, help="TOML file with the authority's own calendar.")
@click.option("--cut-off", metavar="HH:MM", help="Receipt after this hour counts for the next working day.")
@click.option("--language", type=click.Choice(["vi", "en"]), default="vi", show_default=True)
@json_option
def due_command(  # noqa: PLR0913 - one parameter for each option
    start: str, period: str, profile: Path | None, cut_off: str | None, language: str, *, as_json: bool
) -> int:
    """
    Say when PERIOD that begins at START ends.

    START is an ISO time such as 2025-12-31T10:00, in Asia/Ho_Chi_Minh unless it names a zone.
    PERIOD is 5wd (working days), 15cd (calendar days), 4h (office hours), 0.5wd or 0,5wd.
    """
    calendar = calendar_of(profile, cut_off)
    found = due(instant_of(start, calendar), period_of(period), calendar)
    if as_json:
        facts = asdict(found)
        facts["period"] = str(found.period)
        say_json(facts)
    else:
        say(found.due_on.isoformat())
        say(explain(found, "en" if language == "en" else "vi"))
    return FINE


def period_of(text: str) -> Period:
    """
    Return the period *text* writes; its decimals may stand after a comma, as in Viet Nam.

    Raises:
        DataError: It is negative, or its separator may part thousands.
        CalendarError: It is no period.

    Example:
        >>> str(period_of("0,5wd"))
        '0.5wd'
    """
    _refuse_negative(text)
    if _AMBIGUOUS.fullmatch(text):
        raise DataError(f"{text!r} may mean thousands or thousandths", hint="write 1000wd, or 1.5wd")
    return Period.parse(text.replace(",", ".", 1))


def _refuse_negative(text: str) -> None:
    if _NEGATIVE.fullmatch(text):
        raise DataError(f"a limit cannot be negative, got {text!r}", hint="write 5wd")


def calendar_of(profile: Path | None, cut_off: str | None = None) -> Calendar:
    """
    Return the calendar of Viet Nam, with an authority's own profile and cut-off hour.

    Raises:
        CalendarError: The profile has a mistake.
        DataError: The cut-off is no time of day.
    """
    calendar = load_calendar("vn", profile)
    if cut_off is None:
        return calendar
    try:
        at = datetime.strptime(cut_off, "%H:%M").time()  # noqa: DTZ007 - a time of day has no zone
    except ValueError as exc:
        raise DataError(f"{cut_off!r} is no time of day", hint="write 15:00") from exc
    return calendar.with_cut_off(at)


def instant_of(text: str, calendar: Calendar) -> datetime:
    """
    Return the instant *text* says; without a zone it is local time of the calendar.

    Raises:
        DataError: It is no ISO 8601 time.
    """
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as exc:
        raise DataError(f"{text!r} is no time", hint="write 2025-12-31T10:00") from exc
    return instant if instant.tzinfo is not None else instant.replace(tzinfo=calendar.zone)
