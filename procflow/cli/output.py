"""What the command line prints: tables and sentences for people, JSON for machines."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from os.path import samestat
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from procflow.errors import DataError, Location, ProcflowError
from procflow.files import is_file, stat_of

FINE, FINDINGS, BAD_INPUT, ENVIRONMENT = 0, 1, 2, 3
# As a shell counts the signals: stopped from the keyboard, and nobody reads on.
INTERRUPTED, CLOSED_PIPE = 130, 141

# Of a table that nothing bounds.
_WIDEST = 100_000

# What steers a terminal or turns the direction of writing, and halves of characters that cannot be written.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
force_option = click.option("--force", is_flag=True, help="Write over a file that is there already.")


def console(*, stderr: bool = False) -> Console:
    """Return a console for people: colours only where the terminal has them, text never cut."""
    return Console(stderr=stderr, highlight=False, soft_wrap=True)


def printable(text: str) -> str:
    r"""Return *text* with control characters written out (``\x1b``): a label cannot steer the terminal."""
    return _UNPRINTABLE.sub(lambda found: ascii(found[0])[1:-1], text)


def minute(instant: datetime | None, zone: ZoneInfo) -> str:
    """Return *instant* in *zone* to the minute, nothing for None."""
    return f"{instant.astimezone(zone):%Y-%m-%d %H:%M}" if instant is not None else ""


def say(text: str) -> None:
    """Print one plain text for people; nothing in it is markup."""
    console().print(escape(printable(text)))


def say_table(columns: Sequence[str], rows: Iterable[Sequence[object]], title: str = "") -> None:
    """Print a table for people."""
    # What is wider than its column is folded, never cut.
    headers = (Column(escape(name), overflow="fold") for name in columns)
    table = Table(*headers, title=escape(printable(title)) or None, title_justify="left")
    for row in rows:
        table.add_row(*(escape(printable(str(cell))) for cell in row))
    # The table is as wide as the terminal, or as COLUMNS says; in a pipe or a file as wide as what it says.
    screen = console()
    if not screen.is_terminal and "COLUMNS" not in os.environ:
        screen.width = _WIDEST
    screen.print(table, soft_wrap=False)


def say_warning(text: str, opening: str = "warning") -> None:
    """Print on the error stream what a person should know though the command goes on."""
    console(stderr=True).print(f"[bold yellow]{opening}[/]: {escape(printable(text))}")


def few(names: Sequence[str], most: int = 3) -> str:
    """
    Return the first *names*, and how many more there are.

    Example:
        >>> few(["a", "b", "c", "d"], 2)
        'a, b and 2 more'
    """
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown


def check_target(target: Path, endings: Sequence[str], *sources: Path, force: bool = False) -> None:
    """
    Refuse to write *target* where that would cost data.

    Args:
        target: The file to be written.
        endings: How such a file may end.
        sources: The files that are read.
        force: Whether it may be written over another file.

    Raises:
        DataError: It is one of *sources*, does not end as such a file does, or holds something already.
        FileAccessError: It or a source has a name that is no file's.
    """
    where = Location(str(target))
    if target.suffix.lower() not in endings:
        raise DataError(
            f"this command writes no {target.suffix or 'file without ending'}",
            hint=f"end its name in {' or '.join(endings)}",
            where=where,
        )
    there = stat_of(target)
    if there is not None and any(samestat(there, one) for source in sources if (one := stat_of(source)) is not None):
        raise DataError("it would be written over the file it is made from", hint="name another file", where=where)
    if not force and there is not None and there.st_size and is_file(target):
        hint = "name another file, or write over it with --force"
        raise DataError("there is such a file already", hint=hint, where=where)


def say_json(value: object) -> None:
    """Print *value* as JSON: amounts and figures as text, so that no digit is lost."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def say_errors(errors: Sequence[ProcflowError], *, as_json: bool) -> None:
    """Print what is wrong on the error stream: one line each, or one JSON object with the first, and all of several."""
    if as_json:
        said = [_error_facts(error) for error in errors]
        several = {"errors": said} if len(said) > 1 else {}
        click.echo(json.dumps({"error": said[0], **several}, ensure_ascii=False, indent=2), err=True)
        return
    for error in errors:
        line = printable(" ".join(str(error).split()))
        console(stderr=True).print(f"[bold red]{escape(error.code)}[/]{escape(line.removeprefix(error.code))}")


def _error_facts(error: ProcflowError) -> dict[str, object]:
    return {
        "code": error.code,
        "message": error.message,
        "hint": error.hint,
        "file": error.where.file,
        "line": error.where.line,
        "element": error.where.element,
        "name": error.where.name,
    }


def wants_json(arguments: Sequence[str] | None) -> bool:
    """Tell whether the command line asks for JSON, for errors that come before it is understood."""
    return "--json" in (sys.argv[1:] if arguments is None else arguments)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum | Path):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Iterable):
        return list(value)
    msg = f"{type(value).__name__} is not written as JSON"
    raise TypeError(msg)
