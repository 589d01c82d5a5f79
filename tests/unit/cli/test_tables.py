"""``import`` and ``table``."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from procflow.bpmn import read
from procflow.lint import lint
from procflow.procedure import Procedure
from tests.unit.cli.command import MODEL, Command
from tests.unit.tables.files import HEADER, STEPS, TOTAL, excel, word

CONDITION = ("5", "Nếu hồ sơ chưa đầy đủ thì yêu cầu bổ sung, nếu đủ thì chuyển bước sau", "Chuyên viên", "01 giờ")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return a decision table whose total is wrong: the steps make 3 days, it says 4."""
    total = ("", "Tổng thời gian giải quyết", "", "04 ngày làm việc")
    return word(tmp_path / "bảng.docx", (HEADER, *STEPS, total))


@pytest.fixture
def right(tmp_path: Path) -> Path:
    """Return a decision table whose total is right."""
    return excel(tmp_path / "bảng.xlsx", (HEADER, *STEPS, TOTAL))


def test_a_table_becomes_a_model(procflow: Command, right: Path, tmp_path: Path) -> None:
    """The model has the steps and performers of the table and no fault of BPMN; people see the steps."""
    target = tmp_path / "x.bpmn"
    said = procflow("import", right, target)
    procedure = Procedure.of(read(target))

    assert 0 == said.code, said.error
    assert [step[1] for step in STEPS] == [step.label for step in procedure.steps]
    assert [step[2] for step in STEPS] == [step.performer for step in procedure.steps]
    assert () == lint(read(target), "correctness")
    assert all(text in said.out for text in ("Tiếp nhận hồ sơ", "0.5 working-day", "fields are unknown", "written"))


def test_a_wrong_total_is_a_finding(procflow: Command, table: Path, tmp_path: Path) -> None:
    """A declared total that the steps do not make gives 1, and the model is written all the same."""
    said = procflow("import", table, tmp_path / "x.bpmn")

    assert 1 == said.code
    assert "total: error" in said.out
    assert (tmp_path / "x.bpmn").exists()


def test_what_was_read_comes_as_json(procflow: Command, table: Path) -> None:
    """Without a target nothing is written; machines get steps, columns, total, notes and what is unknown."""
    said = procflow("import", table, "--json")
    facts = said.json

    assert (1, "error", []) == (said.code, facts["total"]["verdict"], facts["written"])
    assert len(STEPS) == len(facts["steps"])
    assert HEADER[3] == facts["columns"]["time"]
    assert "code" in facts["unknown"]


def test_decomposed_letters_are_the_same_letters(procflow: Command, tmp_path: Path) -> None:
    """A table with decomposed diacritics is read like the composed one."""
    rows = [",".join(f'"{cell}"' for cell in row) for row in (HEADER, *STEPS)]
    composed, decomposed = tmp_path / "nfc.csv", tmp_path / "nfd.csv"
    composed.write_text("\n".join(rows), "utf-8")
    decomposed.write_text(unicodedata.normalize("NFD", "\n".join(rows)), "utf-8")

    assert (
        procflow("import", composed, "--json").json["steps"] == procflow("import", decomposed, "--json").json["steps"]
    )


def test_an_old_encoding_is_named(procflow: Command, tmp_path: Path) -> None:
    """A table in an older encoding is refused with the way out, and read once the encoding is said."""
    path = tmp_path / "x.csv"
    path.write_bytes("TT,Content,Performer,Time\n1,Étude,Chuyên viên,1 ngày\n".encode("cp1258", "ignore"))
    refused = procflow("import", path)

    assert (2, True) == (refused.code, "cp1258" in refused.error)
    named = ("--column", "content=Content", "--column", "performer=Performer", "--column", "time=Time")
    assert 0 == procflow("import", path, "--encoding", "cp1258", *named).code


def test_a_column_is_named(procflow: Command, tmp_path: Path) -> None:
    """A column whose header says nothing is found by the name that is given; without one it is asked for."""
    header = ("TT", "Nội dung công việc", "Trách nhiệm thực hiện", "Ghi số")
    path = excel(tmp_path / "x.xlsx", (header, *STEPS))

    assert "--column time=" in procflow("import", path).error
    assert 0 == procflow("import", path, "--column", "time=Ghi số").code
    assert "write --column" in procflow("import", path, "--column", "time").error


def test_one_of_several_tables_is_chosen(procflow: Command, tmp_path: Path) -> None:
    """With two decision tables one is asked for by number; a number that is not there is refused."""
    path = word(tmp_path / "x.docx", (HEADER, *STEPS), (HEADER, *STEPS[:2]))

    assert 2 == len(procflow("import", path, "--table", "2", "--json").json["steps"])
    assert "there is no table 9" in procflow("import", path, "--table", "9").error


def test_aliases_are_suggested_and_applied(procflow: Command, right: Path, tmp_path: Path) -> None:
    """A file of performers is written for review; once reviewed, its roles stand in the model."""
    aliases = tmp_path / "aliases.toml"
    said = procflow("import", right, "--suggest-aliases", aliases)
    text = aliases.read_text("utf-8")
    reviewed = text.replace('role = "Chuyên viên"', 'role = "Chuyên viên thụ lý"').replace("false", "true")
    aliases.write_text(reviewed, "utf-8")
    steps = procflow("import", right, "--aliases", aliases, "--json").json["steps"]

    assert (0, True) == (said.code, "review it" in said.out)
    assert "Chuyên viên thụ lý" == steps[1]["performer"]


def test_undecided_conditions_are_told(procflow: Command, tmp_path: Path) -> None:
    """A step whose text holds a condition makes the procedure not deployable until a person decides it."""
    path = excel(tmp_path / "x.xlsx", (HEADER, *STEPS, CONDITION))
    number = str(len(STEPS) + 1)

    assert "not deployable: " in procflow("import", path).out
    assert "not deployable: " not in procflow("import", path, "--no-branch", number).out


def test_both_flavours_are_written(procflow: Command, right: Path, tmp_path: Path) -> None:
    """The flavour is chosen; what is written says it."""
    procflow("import", right, tmp_path / "7.bpmn", "--flavour", "camunda7")
    procflow("import", right, tmp_path / "8.bpmn")

    assert b"http://camunda.org/schema/1.0/bpmn" in (tmp_path / "7.bpmn").read_bytes()
    assert b"http://camunda.org/schema/zeebe/1.0" in (tmp_path / "8.bpmn").read_bytes()


@pytest.mark.parametrize("name", ["x.docx", "x.xlsx"])
def test_a_model_becomes_a_table(procflow: Command, tmp_path: Path, name: str) -> None:
    """The table of a model, imported again, has its steps and limits."""
    said = procflow("table", MODEL, tmp_path / name)
    again = procflow("import", tmp_path / name, "--json").json["steps"]
    steps = Procedure.of(read(MODEL)).steps

    assert (0, f"{tmp_path / name} written\n") == (said.code, said.out)
    assert [step.performer for step in steps] == [step["performer"] for step in again]


def test_a_written_table_is_told_as_json(procflow: Command, tmp_path: Path) -> None:
    """Machines get the path."""
    assert {"written": [str(tmp_path / "x.xlsx")]} == procflow("table", MODEL, tmp_path / "x.xlsx", "--json").json


def test_no_word_of_a_table_is_cut(procflow: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that is wider than its column goes on in the next line."""
    monkeypatch.setenv("COLUMNS", "80")
    long = "https://dichvucong.example.vn/ho-so/kiem-tra-thanh-phan-ho-so-dien-tu/2026"
    said = procflow("import", excel(tmp_path / "a.xlsx", [HEADER, ("1", long, long[::-1], "1 ngày")]))
    rows = [line.split("│") for line in said.out.splitlines() if line.count("│") > 4]

    assert "…" not in said.out.partition("total:")[0]
    assert [long, long[::-1]] == ["".join(row[column].strip() for row in rows) for column in (2, 3)]


def test_what_no_line_gives_is_told(procflow: Command, right: Path) -> None:
    """The limit is asked for where only a total is declared."""
    assert "fill in pf.limit.value and pf.limit.unit" in procflow("import", right).out
