"""The forms, articles and periods of the fragments, by the date they are in force on."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib import resources
from typing import Any

from procflow.errors import TableError


class Fragment(StrEnum):
    """A piece of a procedure that decision tables leave out."""

    SUPPLEMENT_ONCE = "supplement-once"
    REFUSAL = "refusal"
    WITHDRAWAL = "withdrawal"
    APOLOGY = "apology"


@dataclass(frozen=True, slots=True)
class FragmentRule:
    """
    What the law in force says about a fragment.

    Attributes:
        form: Number of the form that is given to the applicant, empty if there is none.
        basis: The article.
        close_after_working_days: After how many days without answer a dossier is closed, None if it is not said.
        source: Where the version is found.
        official_text_seen: Whether the official text was compared.
    """

    form: str
    basis: str
    close_after_working_days: int | None
    source: str
    official_text_seen: bool


_SECTIONS = {
    Fragment.SUPPLEMENT_ONCE: "supplement",
    Fragment.REFUSAL: "refusal",
    Fragment.WITHDRAWAL: "withdrawal",
    Fragment.APOLOGY: "apology",
}


def fragment_rule(fragment: Fragment, on: date | None = None) -> FragmentRule:
    """
    Return the rule of a fragment in force on a day; without a day, of the newest version known.

    Raises:
        TableError: No version is known for that day.

    Example:
        >>> fragment_rule(Fragment.WITHDRAWAL, date(2026, 1, 5)).form
        '05'
    """
    versions = [version for version in _versions() if on is None or _is_in_force(version, on)]
    if not versions:
        raise TableError(
            f"no rules for fragments are known for {on}",
            hint="choose a later day, or draw the fragment in the Modeler",
            on=on,
        )
    version = versions[-1]
    section: dict[str, Any] = version[_SECTIONS[fragment]]
    return FragmentRule(
        form=section["form"],
        basis=section["basis"],
        close_after_working_days=section.get("close_after_working_days"),
        source=version["source"],
        official_text_seen=version["official_text_seen"],
    )


def _is_in_force(version: dict[str, Any], on: date) -> bool:
    return bool(version["valid_from"] <= on <= version.get("valid_to", date.max))


@functools.cache
def _versions() -> tuple[dict[str, Any], ...]:
    text = resources.files("procflow.tables").joinpath("data/fragments.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["version"])
