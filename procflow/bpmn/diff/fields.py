"""What the details of a change and their values are called in each language."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from procflow.wording import Language, Wording

# One part of the place of a fact, e.g. "inputOutput[a]".
_PART = re.compile(r"([^.\[\]]+)(?:\[[^\]]*\])?")


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
        parts = field.split(".")
        keys = [found[1] if (found := _PART.fullmatch(part)) else part for part in parts]
        if not any(key in self.names for key in keys):
            return field
        *around, last = (
            part.replace(key, self.names[key].text(language), 1) if key in self.names else part
            for part, key in zip(parts, keys, strict=True)
        )
        return f"{last} ({', '.join(around)})" if around else last

    def value(self, field: str, text: str, language: Language) -> str:
        """
        Return what a value of a field is called; nothing for the user's own words.

        Example:
            >>> known_fields().value("pf.limit.unit", "working-day", "vi")
            'ngày làm việc'
        """
        known = self.values.get(field) or self.values.get(field.rpartition(".")[2]) or {}
        return known[text].text(language) if text in known else ""


@functools.cache
def known_fields() -> Fields:
    """Return the words, read once."""
    table = tomllib.loads(files("procflow.bpmn.diff").joinpath("data/fields.toml").read_text("utf-8"))
    switches = dict.fromkeys(table["yes-or-no"]["fields"], _wordings(table["yes-or-no"]["words"]))
    choices = {field: _wordings(values) for field, values in table["values"].items()}
    return Fields(_wordings(table["fields"]), {**switches, **choices})


def _wordings(table: Mapping[str, tuple[str, str]]) -> dict[str, Wording]:
    return {key: Wording(*texts) for key, texts in table.items()}
