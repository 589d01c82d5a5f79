"""What a project wants checked: the table ``[lint]`` of a file ``procflow.toml`` near the models."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from procflow.errors import DataError, Location
from procflow.files import is_file, path_of, read_bytes, resolved
from procflow.lint.finding import Severity
from procflow.lint.registry import PLATFORMS, all_rules, choose

SETTINGS_FILE = "procflow.toml"
_MOST_BYTES = 1024 * 1024
_OFF = "off"
_LEVELS = (_OFF, *Severity)
_TABLE = "lint"
_KEYS = ("platform", "rules", "sets")
_AT_LINE = re.compile(r"line (\d+)")


@dataclass(frozen=True, slots=True)
class Settings:
    """
    What is checked, and how bad it is.

    Attributes:
        sets: Rule sets or rules to check; empty for all.
        levels: How bad the findings of a rule are, by rule; a rule that is ``off`` is checked only where it is named.
        platform: An engine other than procflow on which the models shall run; empty for none.
        file: Where this is said, empty for the settings of procflow itself.
    """

    sets: tuple[str, ...] = ()
    levels: Mapping[str, Severity | Literal["off"]] = field(default_factory=dict)
    platform: str = ""
    file: str = ""

    def is_off(self, rule: str) -> bool:
        """Return whether the project does not want the rule checked."""
        return self.levels.get(rule) == _OFF

    def severity(self, rule: str, usual: Severity) -> Severity:
        """Return how bad the findings of a rule are here, *usual* where the project does not say."""
        level = self.levels.get(rule, usual)
        return usual if level == _OFF else Severity(level)


def settings_near(path: Path) -> Settings:
    """
    Return the settings for a model: those of the nearest ``procflow.toml`` in its folder or above.

    Args:
        path: The file of the model, or a folder.

    Raises:
        DataError: The file is no TOML, or says what procflow does not know.
        FileAccessError: The file cannot be read, or the path is none.
    """
    folder = resolved(path_of(path))
    for place in (folder, *folder.parents):
        if is_file(place / SETTINGS_FILE):
            return read_settings(place / SETTINGS_FILE)
    return Settings()


def read_settings(path: Path) -> Settings:
    """
    Return the settings of one file.

    Raises:
        DataError: It is no TOML, or says what procflow does not know.
        FileAccessError: It cannot be read.
    """
    path = path_of(path)
    where = Location(str(path))
    raw = read_bytes(path, max_bytes=_MOST_BYTES)
    try:
        text = raw.decode("utf-8-sig")
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        place = _AT_LINE.search(str(error))
        where = Location(str(path), int(place[1]) if place else None)
        raise DataError(f"the settings are no TOML: {error}", hint="see https://toml.io", where=where) from error
    _refuse_unknown(table, (_TABLE,), "the settings hold", text, path)
    said = table.get(_TABLE, {})
    if not isinstance(said, dict):
        raise DataError("lint is no table, procflow does not know what it says", hint="write [lint]", where=where)
    _refuse_unknown(said, _KEYS, "the table lint holds", text, path)
    return Settings(_sets(said, where), _levels(said, where), _platform(said, where), str(path))


def _refuse_unknown(said: Mapping[str, object], known: tuple[str, ...], holder: str, text: str, path: Path) -> None:
    """
    Refuse a name that means nothing: a slip in it would leave out what it says.

    Raises:
        DataError: There is one; the first is told, with its line.
    """
    unknown = next((name for name in said if name not in known), None)
    if unknown is not None:
        close = difflib.get_close_matches(unknown, known, n=1)
        hint = f"did you mean {close[0]!r}?" if close else f"known is {', '.join(known)}"
        where = Location(str(path), _line_of(unknown, text))
        raise DataError(f"{holder} {unknown!r}, which procflow does not know", hint=hint, where=where)


def _line_of(name: str, text: str) -> int | None:
    """Return the line of a table or key; None where it is not written plainly."""
    written = re.compile(rf"""\s*(\[+\s*)?(lint\s*\.\s*)?["']?{re.escape(name)}["']?\s*[].=]""")
    return next((number for number, line in enumerate(text.splitlines(), 1) if written.match(line)), None)


def _sets(said: Mapping[str, object], where: Location) -> tuple[str, ...]:
    names = said.get("sets", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise DataError("lint.sets is no list of names", hint='write sets = ["correctness"]', where=where)
    _known(names, where)
    return tuple(names)


def _levels(said: Mapping[str, object], where: Location) -> dict[str, Severity | Literal["off"]]:
    levels = said.get("rules", {})
    if not isinstance(levels, dict):
        raise DataError("lint.rules is no table", hint='write rules = { "label-style" = "off" }', where=where)
    for name, level in levels.items():
        if level not in _LEVELS:
            hint = f"levels are {', '.join(_LEVELS)}"
            raise DataError(f"{level!r} is no level of the rule {name!r}", hint=hint, where=where)
        if name not in all_rules():
            _known([name], where)
            raise DataError(f"{name!r} is a set, not a rule", hint="name the rules one by one", where=where)
    return {name: "off" if level == _OFF else Severity(level) for name, level in levels.items()}


def _platform(said: Mapping[str, object], where: Location) -> str:
    platform = said.get("platform", "")
    if platform not in {"", *PLATFORMS}:
        hint = f"platforms are {' and '.join(PLATFORMS)}"
        raise DataError(f"there is no platform {platform!r}", hint=hint, where=where)
    return str(platform)


def _known(names: list[str], where: Location) -> None:
    try:
        choose(names)
    except DataError as error:
        raise DataError(error.message, hint=error.hint, where=where) from error
