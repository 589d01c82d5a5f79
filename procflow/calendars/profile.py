"""Calendars from data: the country's file and, before it, the profile of an authority."""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib import resources
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from procflow.calendars.calendar import Calendar
from procflow.calendars.profile_schema import CountryFile, ProfileFile, SwapEntry
from procflow.calendars.working_time import OfficeHours, Rule, overlap
from procflow.checked import first_mistake
from procflow.errors import CalendarError, Location
from procflow.files import path_of, read_bytes

MAX_PROFILE_BYTES = 1024 * 1024
_HINT = "docs/explanation/legal-clock.md lists what a profile may hold"
_SOURCES = ("vn",)
_Kind = TypeVar("_Kind", bound=ProfileFile)
_Entry = TypeVar("_Entry")


def load_calendar(source: str = "vn", overrides: str | Path | None = None) -> Calendar:
    """
    Return the calendar of a country, with an authority's own profile before it.

    What the profile states comes first, what it does not state is the country's.
    A profile has a ``format`` (1) and an ``id``, and any of ``title``, ``known_until``, ``day_unstated``,
    ``[[office_hours]]``, ``[[cut_off]]``, ``[[swap]]``, ``[[closed]]``, ``[[rule]]``.

    Args:
        source: The country; ``vn`` is shipped.
        overrides: TOML file of the authority, in UTF-8.

    Raises:
        CalendarError: The source is unknown, or the profile has a mistake; file, line and key say where.
        FileAccessError: The profile cannot be read.

    Example:
        >>> load_calendar().known_until
        2026
    """
    if source not in _SOURCES:
        raise CalendarError(f"no calendar {source!r} is shipped", hint="shipped: " + ", ".join(_SOURCES), source=source)
    country = _shipped(f"{source}.toml").checked(CountryFile)
    shared_rules = _shipped(f"{source}_rules.toml").checked(ProfileFile)
    own_file = _own(path_of(overrides)) if overrides else _File("", f'format = 1\nid = "{country.id}"')
    own = own_file.checked(ProfileFile)
    calendar = Calendar(
        id=own.id,
        title=own.title or country.title,
        zone=ZoneInfo(country.zone),
        country=country.country,
        first_year=country.first_year,
        last_year=country.last_year,
        known_until=own.known_until or country.known_until,
        office_hours=(*own.hours(), *country.hours()),
        cut_offs=(*own.cut_offs(), *country.cut_offs()),
        swaps=(*own.swaps(), *country.swaps()),
        closures=(*own.closures(), *country.closures()),
        rules=(*own.rules(), *shared_rules.rules()),
        day_unstated=own.day_unstated,
    )
    _refuse_useless_swaps(own_file, calendar, own.swap)
    return calendar


@functools.cache
def nominal_day_hours() -> Decimal:
    """
    Return how many hours a working day is counted with where no day is named, as in a sum of limits.

    It is by the shipped rule in force when the last year ends whose days off are known; for a day that is known, ask
    `Calendar.hours_per_working_day`.

    Example:
        >>> nominal_day_hours()
        Decimal('8')
    """
    calendar = load_calendar()
    return calendar.hours_per_working_day(date(calendar.known_until, 12, 31))


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    text: str

    def checked(self, kind: type[_Kind]) -> _Kind:
        """Return what the file holds, or refuse it with file, line and key."""
        try:
            read = tomllib.loads(self.text)
            content = kind.model_validate(read)
        except ValidationError as exc:
            found = first_mistake(exc, read)
            hint = f"{found.hint}; {_HINT}" if found.hint else _HINT
            raise self.mistake(found.key, found.message, hint) from exc
        except (ValueError, RecursionError) as exc:
            line = re.search(r"at line (\d+)", str(exc))
            where = Location(self.name, int(line[1]) if line else None)
            raise CalendarError(f"the profile is not TOML: {exc}", hint=_HINT, where=where) from exc
        self._refuse_overlaps("office_hours", content.hours(), OfficeHours.overlap)
        self._refuse_overlaps("cut_off", content.cut_offs(), overlap)
        self._refuse_overlaps("rule", content.rules(), _same_rule)
        return content

    def mistake(self, key: Sequence[int | str], message: str, hint: str = _HINT) -> CalendarError:
        """Return the error for what stands under *key*."""
        path = ".".join(str(part) for part in key)
        return CalendarError(message, hint=hint, where=Location(self.name, _line_of(key, self.text), path), key=path)

    def _refuse_overlaps(self, table: str, entries: Sequence[_Entry], clash: Callable[[_Entry, _Entry], bool]) -> None:
        for index, later in enumerate(entries):
            if any(clash(later, earlier) for earlier in entries[:index]):
                hint = "end the earlier one with valid_to, or tell office hours apart by months"
                raise self.mistake((table, index), f"two entries of {table} hold on the same days", hint)


def _same_rule(one: Rule, other: Rule) -> bool:
    return one.name == other.name and overlap(one, other)


def _own(path: Path) -> _File:
    return _decoded(str(path), read_bytes(path, max_bytes=MAX_PROFILE_BYTES))


def _shipped(name: str) -> _File:
    return _decoded(name, resources.files("procflow.calendars").joinpath("data", name).read_bytes())


def _decoded(name: str, raw: bytes) -> _File:
    try:
        return _File(name, unicodedata.normalize("NFC", raw.decode("utf-8-sig")))
    except UnicodeDecodeError as exc:
        raise CalendarError("the profile is not UTF-8", hint="save it as UTF-8", where=Location(name)) from exc


def _refuse_useless_swaps(file: _File, calendar: Calendar, swaps: Sequence[SwapEntry]) -> None:
    for index, swap in enumerate(swaps):
        if not calendar.is_weekly_working_day(swap.off):
            raise file.mistake(("swap", index, "off"), f"{swap.off} is a rest day, nothing is swapped off")
        if calendar.is_weekly_working_day(swap.worked):
            raise file.mistake(("swap", index, "worked"), f"{swap.worked} is no rest day, nothing is made up on it")


def _line_of(key: Sequence[int | str], text: str) -> int | None:
    """Return the line on which *key* stands: the header of its table, then the name below it."""
    lines = [line.strip() for line in text.splitlines()]
    names = [part for part in key if isinstance(part, str)]
    first, last, found = 0, len(lines), None
    if len(key) > 1 and isinstance(key[1], int):
        header = f"[[{names.pop(0)}]]"
        headers = [number for number, line in enumerate(lines) if line.split("#")[0].strip() == header]
        if key[1] >= len(headers):
            return None
        first = headers[key[1]]
        last = next((number for number in range(first + 1, len(lines)) if lines[number].startswith("[")), last)
        found = first + 1
    for number in range(first, last):
        if names and lines[number].split("=")[0].strip() == names[0]:
            return number + 1
    return found
