"""For each clause of ISO 9001:2015, apart from each other: mechanism, records, and what a person judges."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import NoneType

from pydantic import JsonValue

from procflow.bpmn import Definitions, FlowNode, Process
from procflow.documents import (
    Align,
    OutCell,
    OutTable,
    Properties,
    add_heading,
    add_paragraph,
    add_table,
    new_document,
    word_bytes,
)
from procflow.errors import expect
from procflow.eventlog import EventLog
from procflow.files import path_of, replace_file
from procflow.procedure import Procedure
from procflow.qms.aspects import Aspect, Mechanism, aspect, mechanism
from procflow.qms.catalogue import Catalogue, Clause, load_catalogue
from procflow.qms.records import Records, RecordState, records
from procflow.qms.sheet import furnish, set_points
from procflow.wording import Language, expect_language


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """
    One clause.

    Attributes:
        clause: The clause.
        mechanism: Whether the model defines a mechanism for it.
        aspects: What was looked at, with the elements that are evidence.
        records: Records found of records expected.
    """

    clause: Clause
    mechanism: Mechanism
    aspects: tuple[Aspect, ...]
    records: Records


@dataclass(frozen=True, slots=True)
class CoverageMatrix:
    """
    What a model and its history give evidence for.

    Attributes:
        procedure: The procedure.
        catalogue: The clauses.
        clauses: One row for each clause.
        dossiers: How many dossiers the history holds.
        names: Names of the elements of the model, by their ids.
        language: Language of its texts.
    """

    procedure: Procedure
    catalogue: Catalogue
    clauses: tuple[CoverageRow, ...]
    dossiers: int
    names: Mapping[str, str]
    language: Language = "vi"

    @property
    def note(self) -> str:
        """What the matrix says and does not say."""
        return self.catalogue.note.text(self.language)

    @property
    def withdrawal(self) -> str:
        """What it takes to withdraw the system in force."""
        return self.catalogue.withdrawal.text(self.language)

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings of `rows`."""
        return _COLUMNS[self.language]

    @property
    def title(self) -> str:
        """The title of the matrix."""
        return _TITLE[self.language].format(standard=self.catalogue.standard)

    @property
    def summary(self) -> str:
        """How many clauses have which answer, how many no model answers, and over how many dossiers was counted."""
        words = _WORDS[self.language]
        found = Counter(row.mechanism for row in self.clauses)
        outside = found[Mechanism.OUTSIDE]
        answers = [state for state in Mechanism if state is not Mechanism.OUTSIDE]
        defined = "; ".join(f"{words[f'mechanism.{state}']}: {found[state]}" for state in answers)
        return words["summary"].format(
            clauses=len(self.clauses) - outside, defined=defined, outside=outside, dossiers=self.dossiers
        )

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return the matrix as texts, one tuple for each clause."""
        return tuple(self._texts(row) for row in self.clauses)

    def data(self) -> list[dict[str, JsonValue]]:
        """Return the matrix as plain data: answers by their codes, evidence by element ids."""
        return [self._plain(row) for row in self.clauses]

    def docx(self, path: str | os.PathLike[str] | None = None) -> bytes:
        """
        Return the matrix as a Word document, and put it at *path* if one is given.

        Raises:
            FileAccessError: The file cannot be written.
        """
        document = new_document(landscape=True)
        name = " - ".join(filter(None, (self.procedure.code, self.procedure.title)))
        set_points(document, _POINTS)
        furnish(document, name or self.procedure.id, self.language)
        add_heading(document, self.title, align=Align.CENTER)
        for text in (name, self.note, self.summary):
            add_paragraph(document, text)
        rows = tuple(tuple(OutCell(text) for text in row) for row in self.rows())
        add_table(document, OutTable(self.columns, rows, _WIDTHS_CM))
        add_paragraph(document, f"\n{self.withdrawal}", bold=True)
        raw = word_bytes(document, Properties(f"{self.title}: {name}", subject=self.note, keywords=self.procedure.code))
        if path is not None:
            replace_file(path_of(path), raw)
        return raw

    def _texts(self, row: CoverageRow) -> tuple[str, ...]:
        words, clause = _WORDS[self.language], row.clause
        kept = words[f"documented.{clause.documented}"]
        source = words["background"] if clause.documented_source == "background" else ""
        evidence = "; ".join(item.text(self.language, self.names) for item in row.aspects)
        return (
            clause.number,
            clause.title.text(self.language),
            f"{kept}{source}",
            ". ".join(filter(None, (words[f"mechanism.{row.mechanism}"], evidence))),
            self._records_text(row.records),
            clause.supplies.text(self.language) or "–",
            clause.judge.text(self.language),
        )

    def _records_text(self, found: Records) -> str:
        text = _WORDS[self.language][f"records.{found.state}"]
        return text.format(found=found.found, expected=found.expected)

    def _plain(self, row: CoverageRow) -> dict[str, JsonValue]:
        has_count = row.records.state is RecordState.FOUND
        return {
            "clause": row.clause.number,
            "title": row.clause.title.text(self.language),
            "documented": row.clause.documented,
            "documented_source": row.clause.documented_source,
            "mechanism": row.mechanism.value,
            "evidence": [
                {"aspect": item.label, "have": list(item.have), "lack": list(item.lack)} for item in row.aspects
            ],
            "records": row.records.state.value,
            "records_found": row.records.found if has_count else None,
            "records_expected": row.records.expected if has_count else None,
            "supplies": row.clause.supplies.text(self.language),
            "to_be_judged": row.clause.judge.text(self.language),
        }


def coverage(
    model: Definitions | Process,
    log: EventLog | None = None,
    *,
    catalogue: Catalogue | None = None,
    language: Language = "vi",
) -> CoverageMatrix:
    """
    Return what *model* and the history of its dossiers give evidence for, clause by clause.

    Three answers stand apart: whether a mechanism is defined, how many records are there of those that should be, and
    what a person judges. The matrix is no conclusion on any clause.

    Args:
        model: The model of one procedure.
        log: The history of its dossiers; entries of other processes are left aside, without one no record is due.
        catalogue: The clauses; those of ISO 9001:2015 that come with procflow if none are given.
        language: ``vi`` or ``en``.

    Raises:
        ModelError: The model has no process, or several and none is marked.
        PropertyError: A property of the model cannot be read.
        DataError: The catalogue names an aspect that cannot be looked at, or an argument is of another kind.
    """
    expect(log, (EventLog, NoneType), "the history", "pass engine.history(id), or leave it out")
    expect(catalogue, (Catalogue, NoneType), "the catalogue", "pass what load_catalogue() returns, or leave it out")
    expect_language(language)
    catalogue = catalogue or load_catalogue()
    procedure = Procedure.of(model)
    process = _process(model, procedure.id)
    entries = log.entries if log is not None else ()
    own = EventLog(entries=tuple(entry for entry in entries if entry.definition_key == process.id))
    rows = []
    for clause in catalogue.clause:
        looked_at = tuple(aspect(name, procedure, process, language) for name in clause.mechanism)
        found = records(clause.records, own, procedure)
        rows.append(CoverageRow(clause, mechanism(looked_at), looked_at, found))
    return CoverageMatrix(procedure, catalogue, tuple(rows), len(own.instances()), _names(process), language)


def _names(process: Process) -> dict[str, str]:
    nodes = {node.id: node.name for node in process.descendants(FlowNode)}
    return {process.id: process.name, **nodes}


def _process(model: Definitions | Process, process_id: str) -> Process:
    if isinstance(model, Process):
        return model
    return next(process for process in model.processes if process.id == process_id)


_POINTS = 10
_TITLE = {
    "vi": "Bảng đối chiếu điều khoản {standard} với mô hình và nhật ký",
    "en": "Clauses of {standard} beside the model and its history",
}
_COLUMNS: dict[str, tuple[str, ...]] = {
    "vi": (
        "Điều khoản",
        "Nội dung",
        "Thông tin dạng văn bản",
        "Cơ chế đã định nghĩa trong mô hình",
        "Hồ sơ có / phải có",
        "procflow cung cấp",
        "Người xem xét đánh giá",
    ),
    "en": (
        "Clause",
        "About",
        "Documented information",
        "Mechanism defined in the model",
        "Records found of expected",
        "Supplied by procflow",
        "To be judged by a person",
    ),
}
_WIDTHS_CM = (1.6, 3.2, 2.6, 6.0, 2.6, 4.3, 4.6)
_WORDS: dict[str, dict[str, str]] = {
    "vi": {
        "documented.maintain": "Duy trì",
        "documented.retain": "Lưu giữ",
        "documented.both": "Duy trì và lưu giữ",
        "documented.none": "Không yêu cầu",
        "background": " (cần kiểm tra lại)",
        "mechanism.yes": "Có",
        "mechanism.partly": "Một phần",
        "mechanism.no": "Không",
        "mechanism.outside": "Ngoài mô hình quy trình",
        "records.found": "{found}/{expected}",
        "records.none-due": "Chưa phát sinh",
        "records.elsewhere": "Lưu ngoài procflow",
        "records.not-asked": "Không yêu cầu",
        "summary": "Cơ chế đã định nghĩa của {clauses} điều khoản: {defined}. "
        "Ngoài mô hình quy trình: {outside} điều khoản khác. Hồ sơ tính trên {dossiers} hồ sơ.",
    },
    "en": {
        "documented.maintain": "Maintain",
        "documented.retain": "Retain",
        "documented.both": "Maintain and retain",
        "documented.none": "None asked",
        "background": " (to be checked)",
        "mechanism.yes": "Yes",
        "mechanism.partly": "Partly",
        "mechanism.no": "No",
        "mechanism.outside": "Outside the model of the process",
        "records.found": "{found} of {expected}",
        "records.none-due": "None due",
        "records.elsewhere": "Kept outside procflow",
        "records.not-asked": "None asked",
        "summary": "Mechanism defined, of {clauses} clauses: {defined}. "
        "Outside the model: {outside} more. Records counted over {dossiers} dossiers.",
    },
}
