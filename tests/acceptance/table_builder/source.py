"""A workflow of the shared data as typed facts: what its cells mean, whatever the layout."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]

HOURS_A_DAY = 8


class Unit(StrEnum):
    """In what a limit is counted; `TEXT` for words that name no period, `EMPTY` for an empty cell."""

    WORKING_DAY = "working-day"
    CALENDAR_DAY = "calendar-day"
    DAY_UNSTATED = "day-unstated"
    HOUR = "hour"
    OFFICE_HOURS = "office-hours"
    NOT_COUNTED = "not-counted"
    NONE_SET = "none-set"
    TEXT = "text"
    EMPTY = ""


@dataclass(frozen=True, slots=True)
class LimitFact:
    """
    A limit as the data state it.

    Attributes:
        value: The number, None where the unit takes none.
        unit: In what it is counted.
        words: The words of the cell.
        figure: The number as the data write it, empty where there is none.
        unit_words: The unit as the data write it, in full.
    """

    value: Decimal | None
    unit: Unit
    words: str
    figure: str = ""
    unit_words: str = ""

    @property
    def hours(self) -> Decimal | None:
        """Hours for the sum check, None where it cannot be said."""
        if self.unit in {Unit.OFFICE_HOURS, Unit.NOT_COUNTED}:
            return Decimal(0)
        if self.value is None:
            return None
        return self.value if self.unit is Unit.HOUR else self.value * HOURS_A_DAY


@dataclass(frozen=True, slots=True)
class SourceStep:
    """
    One row of the table.

    Attributes:
        number: Number of its step.
        continues: Whether it is a further row of the step above.
        of_next_section: Whether it is no step, but a clause of the next section that slid into the table.
        content: What is done.
        performer: Who does it.
        limit: How long it may take.
        output: What comes out.
    """

    number: str
    continues: bool
    of_next_section: bool
    content: str
    performer: str
    limit: LimitFact
    output: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage row: its label and name, its hours if stated, and the position of the first step below it."""

    label: str
    name: str
    hours: Decimal | None
    starts_at: int

    @property
    def is_case(self) -> bool:
        """Whether it is a case (trường hợp) that excludes the others."""
        return self.name.startswith("Trường hợp")


@dataclass(frozen=True, slots=True)
class Workflow:
    """
    One workflow of the data.

    Attributes:
        id: Its id in the data.
        place: Province that approved it.
        code: Code of the procedure, may be empty.
        title: Title above the table.
        heading_total: Total stated in the header of the limit column, empty if none.
        steps: Rows of the table.
        stages: Stage rows.
        total_label: Label of the total row, empty if there is none.
        total_words: What the total row declares.
        total_note: Footnote that follows the total, empty if none.
        declared_hours: Hours of the total the table declares, None if it declares no number.
    """

    id: str
    place: str
    code: str
    title: str
    heading_total: str
    steps: tuple[SourceStep, ...]
    stages: tuple[Stage, ...]
    total_label: str
    total_words: str
    total_note: str
    declared_hours: Decimal | None


def load(path: Path) -> tuple[Row, ...]:
    """Return the rows of a file of workflows, one JSON object a line."""
    with path.open(encoding="utf-8") as lines:
        return tuple(json.loads(line) for line in lines)


def workflow_of(row: Row) -> Workflow:
    """Return the facts of one row of the data."""
    label, words, note = _total_parts(row["declared_total_text"] or "")
    return Workflow(
        id=row["id"],
        place=row["place"],
        code=row["code"],
        title=row["title"],
        heading_total=_heading_total(row) if row["declared_total_source"] == "heading" else "",
        steps=_steps(row),
        stages=tuple(_stage(stage) for stage in row["stages"]),
        total_label=label,
        total_words=words,
        total_note=note,
        declared_hours=_decimal(row["declared_total_hours"]),
    )


_CUT_OFF_TOTAL = 125


def _total_parts(text: str) -> tuple[str, str, str]:
    label, words, note = (*text.split(" | "), "", "", "")[:3]
    words = words.strip()
    if len(words) > _CUT_OFF_TOTAL and not words.endswith("."):
        words += "…"
    return label.strip(), words, note.strip()


_HEADING_TOTAL = re.compile(r"\((\d+ [^)]+)\)")


def _heading_total(row: Row) -> str:
    found = (_HEADING_TOTAL.search(header) for header in row["columns"])
    return next(match[1] for match in found if match)


def _stage(stage: Row) -> Stage:
    return Stage(stage["label"], stage["name"], _decimal(stage["hours"]), stage["after_step"])


_SECTION_NUMBER = re.compile(r"\d+\.\d+")


def _steps(row: Row) -> tuple[SourceStep, ...]:
    unit_of_header = _unit_of_header(row["columns"])
    return tuple(
        SourceStep(
            number=step["no"],
            continues=step["sub"] > 0,
            of_next_section=not step["content"] and bool(_SECTION_NUMBER.fullmatch(step["performer"])),
            content=step["content"],
            performer=step["performer"],
            limit=_limit(step, unit_of_header),
            output=step["output"],
        )
        for step in row["steps"]
    )


_HEADER_UNIT = re.compile(r"Thời gian.*\((ngày làm việc|ngày)\)")


def _unit_of_header(columns: list[str]) -> str:
    found = (_HEADER_UNIT.fullmatch(header) for header in columns)
    return next((match[1] for match in found if match), "")


_TIMED = re.compile(r"(?P<figure>\d+(?:[.,]\d+)?)(?: (?P<unit>ngày làm việc|ngày|giờ làm việc|giờ))?")
_UNITS = {
    "ngày làm việc": Unit.WORKING_DAY,
    "ngày": Unit.DAY_UNSTATED,
    "giờ làm việc": Unit.HOUR,
    "giờ": Unit.HOUR,
}
_UNTIMED = {
    "": Unit.EMPTY,
    "Giờ hành chính": Unit.OFFICE_HOURS,
    "Không quy định": Unit.NONE_SET,
    "Không tính thời gian": Unit.NOT_COUNTED,
}


def _limit(step: Row, unit_of_header: str) -> LimitFact:
    words = step["time_text"]
    if words in _UNTIMED:
        return LimitFact(None, _UNTIMED[words], words)
    if match := _TIMED.fullmatch(words):
        unit = match["unit"] or unit_of_header
        if unit == "ngày" and unit_of_header:
            unit = unit_of_header
        return LimitFact(Decimal(match["figure"].replace(",", ".")), _UNITS[unit], words, match["figure"], unit)
    if step["time_kind"] == "working-day+multi":
        days = Decimal(str(step["hours"])) / HOURS_A_DAY
        return LimitFact(days, Unit.WORKING_DAY, _completed(words))
    return LimitFact(None, Unit.TEXT, words)


def _completed(words: str) -> str:
    return words.removesuffix("…") + " ngày làm việc, kể từ khi tiếp nhận đối tượng."


def _decimal(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))
