"""Hourly tariffs of compliance cost, as data with validity dates and source."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from importlib.resources import files

from pydantic import TypeAdapter

from procflow.calendars import nominal_day_hours
from procflow.errors import DataError


@dataclass(frozen=True, slots=True)
class Tariff:
    """
    What an hour of work is worth.

    Attributes:
        hourly_vnd: VND an hour.
        hours_per_day: Hours a working day is counted with.
        valid_from: First day it holds, None if not said.
        valid_to: Last day it holds, None if it holds on.
        source: The decision or statistic it comes from.
        scope: For whom it was set, empty for all; one with a scope is never chosen by a day alone.
        official_text_seen: Whether the official text was compared.
    """

    hourly_vnd: Decimal
    hours_per_day: Decimal
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    scope: str = ""
    official_text_seen: bool = False

    def __post_init__(self) -> None:
        hourly, hours = _exact(self.hourly_vnd, "the tariff"), _exact(self.hours_per_day, "the hours of a day")
        object.__setattr__(self, "hourly_vnd", hourly)
        object.__setattr__(self, "hours_per_day", hours)
        if not hours:
            raise DataError("a working day of 0 hours has no cost", hint="pass the hours a working day is counted with")
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise DataError(
                f"the tariff ends on {self.valid_to} before it begins on {self.valid_from}", hint="swap the two dates"
            )

    def holds_on(self, day: date) -> bool:
        """Tell whether it holds on *day*."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


_LARGEST = 10**15

TariffLike = Tariff | Decimal | int | date | None


@dataclass(frozen=True, slots=True)
class _File:
    tariff: tuple[Tariff, ...]


def load_tariffs() -> tuple[Tariff, ...]:
    """Return the tariffs that procflow ships, in the order of the data file."""
    return _data().tariff


def tariff_of(given: TariffLike) -> Tariff | None:
    """
    Return the tariff that *given* means: an amount in VND an hour, a tariff, or a day on which one holds for all.

    A tariff that one authority set for itself says nothing of another's hours; take it from `load_tariffs` by scope.

    Raises:
        DataError: It is no amount, or on that day no shipped tariff holds for all, or several do.

    Example:
        >>> tariff_of(next(tariff for tariff in load_tariffs() if tariff.scope == "Đồng Nai")).hourly_vnd
        Decimal('40000')
        >>> tariff_of(40_000).source
        'given by the caller'
    """
    if given is None or isinstance(given, Tariff):
        return given
    if isinstance(given, date):
        return _on(given.date() if isinstance(given, datetime) else given)
    return Tariff(_exact(given, "the tariff"), nominal_day_hours(), source="given by the caller")


def _on(day: date) -> Tariff:
    holding = [tariff for tariff in load_tariffs() if tariff.holds_on(day)]
    for_all = [tariff for tariff in holding if not tariff.scope]
    if len(for_all) == 1:
        return for_all[0]
    names = "; ".join(tariff.source for tariff in for_all) or "none"
    scopes = ", ".join(dict.fromkeys(tariff.scope for tariff in holding if tariff.scope))
    choose = f", or that of {scopes} from load_tariffs() by its scope" if scopes else ""
    raise DataError(
        f"{len(for_all)} shipped tariffs hold for all on {day}: {names}",
        hint=f"pass tariff=Tariff(hourly_vnd, hours_per_day, source=...){choose}",
        day=day,
    )


def _exact(amount: object, what: str) -> Decimal:
    if isinstance(amount, bool) or not isinstance(amount, Decimal | int):
        raise DataError(
            f"{what} {amount!r} is no exact amount",
            hint="pass a Decimal or a whole number, never a float",
            value=amount,
        )
    value = Decimal(amount)
    if not value.is_finite() or not 0 <= value <= _LARGEST:
        hint = f"pass an amount of at most {_LARGEST:,}"
        raise DataError(f"{what} {amount} is no amount of at least 0", hint=hint, value=amount)
    return value


@functools.cache
def _data() -> _File:
    text = files("procflow.analysis").joinpath("data", "tariffs.toml").read_text(encoding="utf-8")
    return TypeAdapter(_File).validate_python(tomllib.loads(text))
