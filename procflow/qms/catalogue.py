"""The clauses that a coverage matrix goes through, read from data."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import field_validator

from procflow.checked import Checked
from procflow.errors import DataError, Location
from procflow.files import read_bytes
from procflow.qms.records import COUNTS, ELSEWHERE
from procflow.wording import EMPTY, Wording

SHIPPED_CLAUSES = Path(__file__).parent / "clauses.toml"
_MAX_BYTES = 1024 * 1024


class Clause(Checked):
    """
    One clause of a standard.

    Attributes:
        number: Its number.
        title: What it is about.
        documented: What it asks to be kept.
        documented_source: ``pages`` where public pages were read, ``background`` where that must be checked.
        supplies: What procflow supplies for it, empty for an act of management.
        mechanism: Aspects of the model that are looked at.
        records: Which records of the history are counted.
        judge: What a person judges.
    """

    number: str
    title: Wording
    documented: Literal["maintain", "retain", "both", "none"]
    documented_source: Literal["pages", "background"]
    supplies: Wording = EMPTY
    mechanism: tuple[str, ...] = ()
    records: str = ""
    judge: Wording

    @field_validator("records")
    @classmethod
    def _is_counted(cls, name: str) -> str:
        if name not in {"", ELSEWHERE, *COUNTS}:
            message = f"one of {', '.join([ELSEWHERE, *COUNTS])}"
            raise ValueError(message)
        return name


class Catalogue(Checked):
    """
    The clauses of a standard.

    Attributes:
        standard: Its name.
        note: What the matrix says and does not say.
        withdrawal: What it takes to withdraw the system in force.
        clause: The clauses, in order.
    """

    standard: str
    note: Wording
    withdrawal: Wording
    clause: tuple[Clause, ...]


def load_catalogue(path: Path | None = None) -> Catalogue:
    """
    Return the clauses of *path*, or those that come with procflow.

    Raises:
        FileAccessError: The file cannot be read.
        DataError: It is no catalogue; the error names the entry.
    """
    path = path or SHIPPED_CLAUSES
    where = Location(str(path))
    try:
        return Catalogue.model_validate(tomllib.loads(read_bytes(path, max_bytes=_MAX_BYTES).decode("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise DataError(f"the clauses cannot be read: {exc}", hint="save them as UTF-8 TOML", where=where) from exc
    except DataError as exc:
        hint = "compare with the clauses that come with procflow"
        raise DataError(exc.message, hint=hint, where=where, **exc.facts) from exc
