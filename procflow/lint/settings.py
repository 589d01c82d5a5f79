"""What a project wants checked: the table ``[lint]`` of a file ``procflow.toml`` near the models."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from procflow.errors import DataError, Location
from procflow.files import path_of, read_bytes
from procflow.lint.finding import Severity
from procflow.lint.registry import PLATFORMS, all_rules, choose

SETTINGS_FILE = "procflow.toml"
_MOST_BYTES = 1024 * 1024
_OFF = "off"
_LEVELS = (_OFF, *Severity)
_KEYS = ("platform", "rules", "sets")


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
        FileAccessError: The file cannot be read.
    """
    folder = path_of(path).resolve()
    for place in (folder, *folder.parents):
        if (place / SETTINGS_FILE).is_file():
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
    try:
        table = tomllib.loads(read_bytes(path, max_bytes=_MOST_BYTES).decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(f"the settings are no TOML: {error}", hint="see https://toml.io", where=where) from error
    said = table.get("lint", {})
    if not isinstance(said, dict) or not said.keys() <= set(_KEYS):
        hint = f"[lint] knows {', '.join(_KEYS)}"
        raise DataError("the table lint says what procflow does not know", hint=hint, where=where)
    return Settings(_sets(said, where), _levels(said, where), _platform(said, where), str(path))


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
