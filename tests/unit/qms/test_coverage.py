"""The coverage matrix: three answers for each clause, and no conclusion."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from procflow.bpmn import Definitions, read
from procflow.errors import DataError
from procflow.eventlog import EntryKind, EventLog
from procflow.qms import CoverageMatrix, CoverageRow, Mechanism, RecordState, coverage, load_catalogue
from tests.unit.qms.histories import History, at, seven_steps
from tests.unit.qms.models import small_model
from tests.unit.qms.reading import all_text, opened

FORBIDDEN = re.compile(
    r"complian|conform(?!ity and corrective)|phù hợp tiêu chuẩn|đạt chuẩn ISO|certifi", re.IGNORECASE
)


@pytest.fixture(scope="module")
def model() -> Definitions:
    """Return the small model."""
    return small_model()


@pytest.fixture(scope="module")
def matrix(model: Definitions) -> CoverageMatrix:
    """Return the matrix of the small model with one dossier."""
    return coverage(model, seven_steps())


def clause(matrix: CoverageMatrix, number: str) -> CoverageRow:
    """Return the row of a clause."""
    return next(row for row in matrix.clauses if row.clause.number == number)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_conclusion_is_drawn(model: Definitions, language: str) -> None:
    """Neither texts nor plain data nor notes say that anything meets the standard."""
    matrix = coverage(model, seven_steps(), language=language)  # type: ignore[arg-type]  # both languages
    plain = json.dumps(matrix.data(), ensure_ascii=False)
    texts = (plain, matrix.rows(), matrix.columns, matrix.title, matrix.note, matrix.summary, matrix.withdrawal)

    assert [] == FORBIDDEN.findall(str(texts))


@pytest.mark.parametrize(
    ("language", "line"),
    [("vi", "chỉ thực hiện khi có Quyết định số ______"), ("en", "only by decision No. ______")],
)
def test_withdrawal_needs_a_decision(model: Definitions, language: str, line: str) -> None:
    """The matrix says which decision the withdrawal needs, its number left open."""
    matrix = coverage(model, language=language)  # type: ignore[arg-type]  # both languages

    assert line in matrix.withdrawal


def test_management_acts_lie_outside_the_model(matrix: CoverageMatrix) -> None:
    """What is an act of management is not answered by a model, neither yes nor no; its question is for a person."""
    for number in ("4.1", "5.1", "5.2", "7.2", "9.3"):
        row = clause(matrix, number)

        assert (Mechanism.OUTSIDE, ()) == (row.mechanism, row.aspects)
        assert row.clause.judge.vi
        assert row.clause.judge.en


def test_what_lies_outside_is_counted_apart(matrix: CoverageMatrix) -> None:
    """The summary counts yes, partly and no over the clauses a model can answer, and the others beside them."""
    answers = [row.mechanism for row in matrix.clauses]
    outside = answers.count(Mechanism.OUTSIDE)

    assert 0 < outside < len(answers)
    assert f"của {len(answers) - outside} điều khoản: Có: {answers.count(Mechanism.YES)};" in matrix.summary
    assert f"Ngoài mô hình quy trình: {outside} điều khoản khác." in matrix.summary
    assert "Ngoài mô hình quy trình" == next(row for row in matrix.rows() if row[0] == "4.1")[3]


def test_a_mechanism_that_could_be_there_is_lacking() -> None:
    """A clause whose aspects a model could have and has not is answered no, with what was looked for."""
    model = read(
        b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:t"><process id="P">
        <startEvent id="s"/></process></definitions>"""
    )
    row = clause(coverage(model), "8.6")

    assert (Mechanism.NO, ()) == (row.mechanism, row.aspects[0].have)


def test_a_mechanism_names_what_is_lacking(matrix: CoverageMatrix) -> None:
    """A clause that is defined in part names the elements that lack something."""
    row = clause(matrix, "4.4")
    limits = row.aspects[2]

    assert Mechanism.PARTLY == row.mechanism
    assert (("Receive", "Sign"), ("Draft",)) == (limits.have, limits.lack)
    assert "Thời hạn từng bước 2/3 (thiếu: Thẩm định)" in next(row for row in matrix.rows() if row[0] == "4.4")[3]


def test_a_full_mechanism_names_its_evidence(matrix: CoverageMatrix) -> None:
    """A clause that is defined names the elements that are evidence."""
    row = clause(matrix, "8.6")

    assert (Mechanism.YES, ("Sign",)) == (row.mechanism, row.aspects[0].have)


def test_records_are_counted_as_found_of_expected(matrix: CoverageMatrix) -> None:
    """One dossier that ran to its end leaves each record that it should."""
    found = {row.clause.number: (row.records.found, row.records.expected) for row in matrix.clauses}
    expected = {"4.4": (1, 1), "8.1": (3, 3), "8.2.1-8.2.3": (1, 1), "8.6": (1, 1), "9.1": (1, 1), "8.5.6": (1, 1)}

    assert expected == {number: found[number] for number in expected}


def test_none_due_is_an_answer_of_its_own(model: Definitions, matrix: CoverageMatrix) -> None:
    """Without a dossier no record is due; with one in time there is none of a late one."""
    assert RecordState.NONE_DUE == clause(coverage(model), "4.4").records.state
    assert RecordState.NONE_DUE == clause(matrix, "8.7").records.state
    assert "Chưa phát sinh" in next(row for row in matrix.rows() if row[0] == "8.7")


def test_records_kept_elsewhere_are_not_counted(matrix: CoverageMatrix) -> None:
    """Records of competence, audit and review are kept outside; clauses that ask for none say so."""
    states = {row.clause.number: row.records.state for row in matrix.clauses}

    assert [RecordState.ELSEWHERE] * 3 == [states[number] for number in ("7.2", "9.2", "9.3")]
    assert RecordState.NOT_ASKED == states["4.1"]


def late_history(*, extended: bool) -> EventLog:
    """Return the history of a dossier that ended late."""
    history = History("late")
    history.start("2026-01-05T08:00", "1wd")
    if extended:
        history.clock("2026-01-06T08:00", EntryKind.CLOCK_EXTENDED, "1wd")
    history.end("2026-01-09T08:30", "Start", "2026-01-07T17:00")
    return history.log


@pytest.mark.parametrize("extended", [True, False])
def test_a_late_dossier_needs_a_record(model: Definitions, *, extended: bool) -> None:
    """A dossier that ended late is expected to have an extension, found or not."""
    records = clause(coverage(model, late_history(extended=extended)), "8.7").records

    assert (RecordState.FOUND, int(extended), 1) == (records.state, records.found, records.expected)


def test_a_changed_history_is_no_record(model: Definitions) -> None:
    """A history whose chain was broken is expected and not found."""
    entries = list(seven_steps().entries)
    entries[3] = entries[3].model_copy(update={"at": at("2026-01-04T08:00")})
    broken = coverage(model, EventLog(entries=tuple(entries)))

    assert (0, 1) == (clause(broken, "7.5").records.found, clause(broken, "7.5").records.expected)


def test_an_unnamed_approval_is_no_release(model: Definitions) -> None:
    """A finished dossier in which nobody approved by name lacks the record of release."""
    history = History()
    history.start("2026-01-05T08:00")
    history.end("2026-01-06T08:00", "Start")
    records = clause(coverage(model, history.log), "8.6").records

    assert (0, 1) == (records.found, records.expected)


def test_other_processes_are_left_aside(model: Definitions) -> None:
    """Entries of another process count for nothing."""
    other = tuple(entry.model_copy(update={"definition_key": "Other"}) for entry in seven_steps())

    assert 0 == coverage(model, EventLog(entries=other)).dossiers


def test_background_knowledge_is_marked(matrix: CoverageMatrix) -> None:
    """Where public pages did not give the clause, the row says that it must be checked."""
    rows = {row[0]: row[2] for row in matrix.rows()}

    assert "Lưu giữ (cần kiểm tra lại)" == rows["8.5.2"]
    assert "Duy trì" == rows["4.3"]


def test_the_document_has_every_row(matrix: CoverageMatrix, tmp_path: Path) -> None:
    """The table of the document is the matrix, headed by its columns; the file is what was returned."""
    path = tmp_path / "doi-chieu.docx"
    raw = matrix.docx(path)
    table = opened(raw).tables[0]

    assert [matrix.columns, *matrix.rows()] == [tuple(cell.text for cell in row.cells) for row in table.rows]
    assert path.read_bytes() == raw
    assert matrix.withdrawal in all_text(raw)
    assert [] == FORBIDDEN.findall(all_text(raw))


def test_plain_data_has_codes_and_ids(matrix: CoverageMatrix) -> None:
    """Programs get answers by their codes and evidence by element ids; a count only where there is one."""
    rows = {str(row["clause"]): row for row in matrix.data()}

    assert ("partly", "found", 1, 1) == tuple(
        rows["4.4"][name] for name in ("mechanism", "records", "records_found", "records_expected")
    )
    assert ("none-due", None) == (rows["8.7"]["records"], rows["8.7"]["records_found"])
    assert {"aspect": "Bước phê duyệt", "have": ["Sign"], "lack": []} in rows["8.6"]["evidence"]  # type: ignore[operator]


def test_a_process_alone_is_enough(model: Definitions) -> None:
    """One process of a model has the matrix of the model."""
    assert coverage(model).rows() == coverage(model.processes[0]).rows()


def test_timers_choices_and_restarts_are_evidence() -> None:
    """Timer events, branches and marks on the clock are found in a model, in sub-processes too."""
    model = read(
        b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
        xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="urn:t"><process id="P">
        <startEvent id="s"/><exclusiveGateway id="g"/><subProcess id="sub"><startEvent id="i"/>
        <intermediateCatchEvent id="t"><extensionElements><zeebe:properties>
        <zeebe:property name="pf.clock" value="restart"/></zeebe:properties></extensionElements>
        <timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></intermediateCatchEvent>
        <sequenceFlow id="j" sourceRef="i" targetRef="t"/></subProcess><endEvent id="e"/>
        <sequenceFlow id="f1" sourceRef="s" targetRef="g"/><sequenceFlow id="f2" sourceRef="g" targetRef="sub"/>
        <sequenceFlow id="f3" sourceRef="g" targetRef="e"/></process></definitions>"""
    )
    matrix = coverage(model)

    assert [("t",), ("g",)] == [aspect.have for aspect in clause(matrix, "6.1").aspects]
    assert ("t",) == clause(matrix, "8.2.4").aspects[0].have


def test_a_catalogue_of_ones_own_is_used(model: Definitions, tmp_path: Path) -> None:
    """An authority may bring clauses of its own."""
    path = tmp_path / "clauses.toml"
    path.write_text(OWN.format(mechanism="has:approval", records="codes"), "utf-8")
    matrix = coverage(model, seven_steps(), catalogue=load_catalogue(path), language="en")

    assert [("A.1", "Own", "None asked", "Yes. Approving steps: Ký duyệt", "1 of 1", "–", "Why?")] == list(
        matrix.rows()
    )


OWN = """
standard = "House rules"
note = {{ vi = "a", en = "b" }}
withdrawal = {{ vi = "c", en = "d" }}
[[clause]]
number = "A.1"
title = {{ vi = "Riêng", en = "Own" }}
documented = "none"
documented_source = "pages"
mechanism = ["{mechanism}"]
records = "{records}"
judge = {{ vi = "Sao?", en = "Why?" }}
"""


@pytest.mark.parametrize("name", ["has:moon", "step:moon", "procedure:moon", "moon"])
def test_an_unknown_aspect_is_refused(model: Definitions, tmp_path: Path, name: str) -> None:
    """A catalogue that looks at what no model has is refused, with what can be looked at."""
    path = tmp_path / "clauses.toml"
    path.write_text(OWN.format(mechanism=name, records=""), "utf-8")

    with pytest.raises(DataError, match="nothing that can be looked at"):
        coverage(model, catalogue=load_catalogue(path))


@pytest.mark.parametrize(
    ("text", "message"),
    [("[[clause", "cannot be read"), (OWN.format(mechanism="has:timer", records="moons"), r"clause\.1\.records")],
)
def test_a_broken_catalogue_is_refused(tmp_path: Path, text: str, message: str) -> None:
    """A file that is no catalogue is refused, with the entry that is wrong."""
    path = tmp_path / "clauses.toml"
    path.write_text(text, "utf-8")

    with pytest.raises(DataError, match=message):
        load_catalogue(path)
