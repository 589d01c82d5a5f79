"""
The alias file: what performer texts of a table mean, as a person reviewed it.

A TOML file with one ``[[performer]]`` for each text: ``text`` as in the table, ``role``, ``agency``, ``group``.
`suggest` writes one to review; nothing of it is used before a person sets ``reviewed = true``.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from procflow.documents import one_line
from procflow.errors import DataError, Location
from procflow.files import path_of, read_bytes
from procflow.procedure import Procedure, Step
from procflow.tables.wording import fold

_MAX_BYTES = 1024 * 1024
_FIELDS = frozenset({"text", "role", "agency", "group", "reviewed"})
_AGENCY = re.compile(
    r"((?:Sở|UBND|Ủy ban nhân dân|Văn phòng UBND|Ban quản lý|Chi cục|Cục|Trung tâm|TTPVHCC)\b[^;,()/.]*)$", re.UNICODE
)
_BULLET = re.compile(r"^[-+•–*]\s*|[\s.;,]+$")
_SEVERAL = re.compile(r"^[-+•–]\s.*\s[-+•–]\s|;\s*\S")
_HEAD = """# Performers{title}, as the table writes them.
# Review each entry: 'role' names the lane, 'agency' the unit around it, 'group' the candidate group that gets the task.
# An entry counts once 'reviewed' is true.
"""


@dataclass(frozen=True, slots=True)
class Alias:
    """
    What a performer text means.

    Attributes:
        text: As the table writes it.
        role: The role, which names the lane.
        agency: The agency the role belongs to, empty if unknown.
        group: The candidate group of the tasks, empty if the role names it.
    """

    text: str
    role: str
    agency: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Aliases:
    """
    The reviewed aliases of a file; texts are compared without case, diacritics and spacing.

    Attributes:
        entries: The reviewed ones.
        unreviewed: Texts of the others, which have no effect.
    """

    entries: tuple[Alias, ...]
    unreviewed: tuple[str, ...] = ()

    def of(self, text: str) -> Alias | None:
        """Return the alias of a performer text, None if there is none."""
        return next((entry for entry in self.entries if fold(entry.text) == fold(text)), None)

    def missing(self, procedure: Procedure) -> tuple[str, ...]:
        """Return the performer texts of *procedure* that have no alias."""
        return tuple(text for text in procedure.performers if self.of(text) is None)

    def awaits_review(self, text: str) -> bool:
        """Return whether the file holds a performer text with nothing but an entry nobody has reviewed."""
        return self.of(text) is None and fold(text) in map(fold, self.unreviewed)

    def apply(self, procedure: Procedure) -> Procedure:
        """Return the procedure with roles and agencies in place of the performer texts that have an alias."""
        return procedure.model_copy(update={"steps": tuple(self._apply_to(step) for step in procedure.steps)})

    def groups(self) -> Mapping[str, str]:
        """Return the candidate group of each role that has one of its own."""
        return {entry.role: entry.group for entry in self.entries if entry.group}

    def _apply_to(self, step: Step) -> Step:
        alias = self.of(step.performer) if step.performer else None
        if alias is None:
            return step
        return step.model_copy(update={"performer": alias.role, "agency": alias.agency or step.agency})


def suggest(procedure: Procedure) -> str:
    """Return the text of an alias file for the performers of *procedure*, to be reviewed by a person."""
    entries = (_suggested(text) for text in procedure.performers)
    title = " ".join((procedure.title or procedure.code).split())
    return _HEAD.format(title=f" of the procedure {title}" if title else "") + "".join(entries)


def read_aliases(path: str | Path) -> Aliases:
    """
    Return the reviewed aliases of a file.

    Raises:
        DataError: The file is no TOML, an entry lacks its text or role, or a text stands twice with other meanings.
        FileAccessError: The file cannot be read.
    """
    where = Location(file=str(path))
    try:
        content = tomllib.loads(read_bytes(path_of(path), max_bytes=_MAX_BYTES).decode("utf-8-sig"))
    except (ValueError, RecursionError) as exc:
        raise DataError(
            f"the alias file is no TOML: {exc}", hint="correct it, or suggest it anew", where=where
        ) from exc
    listed = content.get("performer", [])
    if not isinstance(listed, list) or set(content) - {"performer"}:
        raise DataError("the alias file holds more than [[performer]] entries", hint="remove the rest", where=where)
    found: dict[str, Alias] = {}
    unreviewed: list[str] = []
    for number, entry in enumerate(listed, start=1):
        alias = _read_entry(entry, number, where)
        if alias is None:
            unreviewed.append(str(entry.get("text", "")))
        elif found.setdefault(fold(alias.text), alias) != alias:
            raise DataError(f"two entries say differently what {alias.text!r} means", hint="keep one", where=where)
    return Aliases(tuple(found.values()), tuple(unreviewed))


def _read_entry(entry: object, number: int, where: Location) -> Alias | None:
    known = isinstance(entry, dict) and set(entry) <= _FIELDS
    values = {key: value for key, value in entry.items() if key != "reviewed"} if isinstance(entry, dict) else {}
    if not known or not all(isinstance(value, str) for value in values.values()):
        fields = ", ".join(sorted(_FIELDS))
        raise DataError(f"entry {number} is not understood", hint=f"it may hold {fields}", where=where)
    if not isinstance(entry, dict) or entry.get("reviewed") is not True:
        return None
    texts = {key: one_line(str(value)) for key, value in values.items()}
    if not texts.get("text") or not texts.get("role"):
        raise DataError(f"entry {number} lacks its text or its role", hint="fill in both", where=where)
    return Alias(**texts)


def _suggested(text: str) -> str:
    several = _SEVERAL.search(text) is not None
    role = _BULLET.sub("", _BULLET.sub("", text))
    agency = _AGENCY.search(role)
    remark = "# Several performers in one cell: say who answers for the step.\n" if several else ""
    return (
        f"\n[[performer]]\n{remark}text = {_quoted(text)}\nrole = {_quoted(role)}\n"
        f'agency = {_quoted(agency[1].strip() if agency else "")}\ngroup = ""\nreviewed = false\n'
    )


def _quoted(text: str) -> str:
    # A JSON string is a TOML basic string, but for the one character JSON leaves as it is.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
