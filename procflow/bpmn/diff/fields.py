"""What the details of a change and their values are called in each language."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from procflow.wording import Language, Wording

OWN = "pf."
"""How the properties begin that procflow knows."""
PROPERTY = "property"
"""What stands for one that it does not know, whose name follows in brackets."""
# One part of the place of a fact, e.g. "inputOutput[a]"; what stands in brackets is the user's word.
_PART = re.compile(r"(?:[^.\[]|\[(?:[^\]\\]|\\.)*\]?)+", re.DOTALL)
_IN_BRACKETS = re.compile(r"[\]\\]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Fields:
    """
    The table of words.

    Attributes:
        names: What a field is called.
        values: What the values of a field are called, where they are not words of the user.
    """

    names: Mapping[str, Wording]
    values: Mapping[str, Mapping[str, Wording]]

    def name(self, field: str, language: Language) -> str:
        """
        Return what a field is called; what has no word keeps its name.

        Example:
            >>> known_fields().name("multiInstanceLoopCharacteristics.isSequential", "vi")
            'lần lượt từng lần (làm nhiều lần)'
        """
        if field in self.names:
            return self.names[field].text(language)
        parts = _parts(field)
        if not any(key in self.names for key, _ in parts):
            return field
        *around, last = (self._part(*part, language) for part in parts)
        return f"{last} ({', '.join(around)})" if around else last

    def _part(self, key: str, own: str, language: Language) -> str:
        word = self.names[key].text(language) if key in self.names else key
        if key != PROPERTY or not own:
            return word + own
        name = _ESCAPED.sub(r"\1", own[1:-1])
        return f'{word} "{name}"'

    def value(self, field: str, text: str, language: Language) -> str:
        """
        Return what a value of a field is called; nothing for the user's own words.

        Example:
            >>> known_fields().value("pf.limit.unit", "working-day", "vi")
            'ngày làm việc'
        """
        last = "".join(_parts(field)[-1])
        known = self.values.get(field) or self.values.get(last) or {}
        return known[text].text(language) if text in known else ""


def in_brackets(name: str) -> str:
    r"""
    Return what a user named, in brackets that end where it ends.

    Example:
        >>> in_brackets("a].isClosed")
        '[a\\].isClosed]'
    """
    escaped = _IN_BRACKETS.sub(r"\\\g<0>", name)
    return f"[{escaped}]"


@functools.cache
def known_fields() -> Fields:
    """Return the words, read once."""
    table = tomllib.loads(files("procflow.bpmn.diff").joinpath("data/fields.toml").read_text("utf-8"))
    switches = dict.fromkeys(table["yes-or-no"]["fields"], _wordings(table["yes-or-no"]["words"]))
    choices = {field: _wordings(values) for field, values in table["values"].items()}
    return Fields(_wordings(table["fields"]), {**switches, **choices})


def _parts(field: str) -> list[tuple[str, str]]:
    """Return the parts of a field, each as its name in the file and what stands in brackets behind it."""
    parts: list[tuple[str, str]] = []
    for found in _PART.finditer(field):
        if field.startswith(OWN, found.start()):
            return [*parts, (field[found.start() :], "")]
        key, mark, own = found[0].partition("[")
        parts.append((key, mark + own))
    return parts or [(field, "")]


def _wordings(table: Mapping[str, tuple[str, str]]) -> dict[str, Wording]:
    return {key: Wording(*texts) for key, texts in table.items()}
