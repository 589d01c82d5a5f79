"""No command costs data: what is read is never written over, what was reviewed is never made anew."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from procflow.cli import main
from tests.diagrams import diagram
from tests.support import MODELS

TABLE = MODELS / "tables" / "cap-doi-the.docx"
MODEL = MODELS / "nghi-phep-noi-bo.bpmn"


@pytest.fixture
def inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that the commands run in, with a table and a model to read."""
    shutil.copy(TABLE, tmp_path / "t.docx")
    shutil.copy(MODEL, tmp_path / "m.bpmn")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "words",
    [
        ["document", "m.bpmn", "m.bpmn"],
        ["document", "m.bpmn", "m.pdf"],
        ["import", "t.docx", "t.docx"],
        ["import", "t.docx", "t.txt"],
        ["import", "t.docx", "--suggest-aliases", "t.docx"],
        ["table", "m.bpmn", "m.bpmn"],
        ["table", "t.docx", "t.docx"],
        ["layout", "m.bpmn", "m.bpmn"],
        ["layout", "m.bpmn", "m.svg"],
        ["render", "m.bpmn", "m.bpmn"],
        ["slip", "t.docx", "x.1", "t.docx"],
    ],
)
def test_an_input_is_never_written_over(words: list[str], inputs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A target that is the input, or of another kind, is refused and nothing is changed."""
    assert 2 == main(words)
    assert "PF160" in capsys.readouterr().err
    assert (TABLE.read_bytes(), MODEL.read_bytes()) == (Path("t.docx").read_bytes(), Path("m.bpmn").read_bytes())
    assert {"t.docx", "m.bpmn"} == {path.name for path in inputs.iterdir()}


DEFECT = "start s\nand a\nxor b\nend e\ns -> a\na -> b\na -> b\nb -> e\n"


@pytest.mark.parametrize(
    "words",
    [
        ["document", "m.bpmn", "there.docx"],
        ["import", "t.docx", "there.bpmn"],
        ["table", "m.bpmn", "there.xlsx"],
        ["layout", "m.bpmn", "there.bpmn"],
        ["render", "m.bpmn", "there.svg"],
        ["diff", "m.bpmn", "m.bpmn", "--svg", "there.svg"],
        ["slip", "r.db", "main.1", "there.docx"],
        ["soundness", "d.bpmn", "--svg", "there.svg"],
        ["templates", "mark", "m.bpmn", "there.bpmn"],
    ],
)
def test_a_file_that_is_there_stays_without_force(
    words: list[str], inputs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another file under the name of the target is kept; with --force, or where it is empty, it is written over."""
    (inputs / "d.bpmn").write_bytes(diagram(DEFECT))
    if words[0] == "slip":
        Path("a.json").write_text("{}", "utf-8")
        Path("r.bpmn").write_bytes(diagram("start s\nuser a\nend e\ns -> a -> e\n"))
        assert 0 == main(["run", "r.bpmn", "--auto", "a.json", "--db", "r.db", "--at", "2026-01-05T08:00"])
    there = Path(next(word for word in words if word.startswith("there")))
    there.write_text("mine", "utf-8")

    assert 2 == main(words)
    assert "--force" in capsys.readouterr().err
    assert "mine" == there.read_text("utf-8")
    assert main([*words, "--force"]) in {0, 1}
    assert b"mine" != there.read_bytes()
    there.write_bytes(b"")
    assert main(words) in {0, 1}
    assert there.stat().st_size


def test_a_reviewed_file_of_performers_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Performers are suggested once, as JSON says; a file that is there is not replaced by a slip of the hand."""
    reviewed = tmp_path / "performers.toml"

    assert 0 == main(["import", str(TABLE), "--suggest-aliases", str(reviewed), "--json"])
    assert {"written": [str(reviewed)]} == json.loads(capsys.readouterr().out)
    reviewed.write_text("# reviewed", "utf-8")
    assert 2 == main(["import", str(TABLE), "--suggest-aliases", str(reviewed)])
    assert "# reviewed" == reviewed.read_text("utf-8")


def test_performers_are_suggested_like_any_other_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty file is filled, one that is there only with --force, the one that is read never; the ending is first."""
    there, words = tmp_path / "performers.toml", ["import", str(TABLE), "--suggest-aliases"]
    there.touch()

    assert 0 == main([*words, str(there)])
    suggested = there.read_text("utf-8")
    there.write_text("", "utf-8")
    assert 2 == main([*words, str(there), "--aliases", str(there), "--force"])
    assert "file it is made from" in capsys.readouterr().err
    there.write_text("# mine", "utf-8")
    assert 0 == main([*words, str(there), "--force"])
    assert suggested == there.read_text("utf-8")
    assert 2 == main([*words, str(TABLE)])
    assert "end its name in .toml" in capsys.readouterr().err


def test_fragments_are_attached_on_import(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What tables leave out is attached to the step that is named; an unknown kind is refused."""
    target = tmp_path / "x.bpmn"

    assert 0 == main(["import", str(TABLE), str(target), "--attach", "supplement-once@1", "--json"])
    assert 9 == len(json.loads(capsys.readouterr().out)["steps"])
    assert 2 == main(["import", str(TABLE), "--attach", "nothing@1"])


@pytest.mark.parametrize("amount", ["1e40", "NaN", "-1", "viele"])
def test_impossible_tariffs_are_refused(amount: str) -> None:
    """A tariff is an amount that somebody may earn in an hour."""
    assert 2 == main(["compare", str(MODELS), "--tariff", amount])


def test_a_target_is_judged_on_the_folder(capsys: pytest.CaptureFixture[str]) -> None:
    """A missed target is exit code 1, and what it was judged on is named."""
    assert 1 == main(["compare", str(MODELS), "--tariff", "40000", "--target", "internal"])
    assert "judged on 4 procedures" in capsys.readouterr().out


def test_hand_offs_are_drawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who hands work to whom is written as a graph."""
    target = tmp_path / "h.dot"

    assert 0 == main(["render", str(MODEL), str(target), "--hand-offs", "performers", "--json"])
    assert "Trưởng phòng" in target.read_text("utf-8")
    assert {"written": [str(target)], "warnings": []} == json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    "words",
    [
        ["layout", "m.bpmn", "{}.bpmn"],
        ["layout", "{}.bpmn", "x.bpmn"],
        ["slip", "{}.db", "x.1", "x.docx"],
        ["run", "m.bpmn", "--db", "{}.db"],
        ["compare", "{}"],
        ["templates", "install", "{}"],
    ],
)
def test_a_name_no_file_can_have_is_told(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A target, source, database or folder of 300 letters cannot be reached, which is no mistake of procflow."""
    shutil.copy(MODEL, tmp_path / "m.bpmn")
    monkeypatch.chdir(tmp_path)

    assert 2 == main([word.format("a" * 300) for word in words])
    assert capsys.readouterr().err.startswith("PF104")


@pytest.mark.parametrize(
    "words",
    [
        ["lint", ""],
        ["layout", "m.bpmn", ""],
        ["templates", "install", ""],
        ["run", "m.bpmn", "--db", ""],
        ["due", "2026-01-05T08:00", "1wd", "--profile", ""],
    ],
)
def test_an_empty_path_is_not_the_present_folder(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What an unset variable of a shell gives is told as what it is, and nothing is written."""
    shutil.copy(MODEL, tmp_path / "m.bpmn")
    monkeypatch.chdir(tmp_path)

    assert 2 == main(words)
    assert "the path is empty" in capsys.readouterr().err
    assert ["m.bpmn"] == [path.name for path in tmp_path.iterdir()]
