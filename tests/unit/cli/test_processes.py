"""Which process of a file ``document`` and ``compare`` are about, and what they say of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from procflow.bpmn import read
from procflow.cli.processes import chosen_process
from tests.diagrams import diagram
from tests.unit.cli.command import MODEL, Command
from tests.unit.cli.test_papers import texts

ONE = "process mot\nstart s\nuser a 'Thẩm định' group=g\nend e\ns -> a -> e\n"
TWO = "process hai\nstart s2\nuser b 'Ký duyệt' group=g\nuser c 'Trả' group=g\nend e2\ns2 -> b -> c -> e2\n"


@pytest.fixture
def several(tmp_path: Path) -> Path:
    """Return a file with two executable processes."""
    path = tmp_path / "hai quy trình.bpmn"
    path.write_bytes(diagram(ONE, TWO))
    return path


def test_the_document_is_of_the_named_process(procflow: Command, several: Path, tmp_path: Path) -> None:
    """With --key the document has the steps of that process alone."""
    said = procflow("document", several, tmp_path / "x.docx", "--key", "hai")

    assert 0 == said.code, said.error
    assert "Ký duyệt" in texts(tmp_path / "x.docx")
    assert "Thẩm định" not in texts(tmp_path / "x.docx")


def test_the_keys_are_named_where_one_is_needed(procflow: Command, several: Path, tmp_path: Path) -> None:
    """Without --key, or with one of no process, the error lists the keys; nothing is written."""
    target = tmp_path / "x.docx"
    calls = (
        ("document", several, target),
        ("document", several, target, "--key", "ba"),
        ("compare", several, several),
        ("compare", several, several, "--key", "ba"),
    )
    for words in calls:
        said = procflow(*words)

        assert (2, "") == (said.code, said.out)
        assert "--key" in said.error
        assert "mot, hai" in said.error
    assert not target.exists()


def test_named_processes_are_compared(procflow: Command, several: Path) -> None:
    """--key names the process on both sides, --key-after another one in the second file."""
    same = procflow("compare", several, several, "--key", "hai", "--json").json["comparisons"][0]
    other = procflow("compare", several, several, "--key", "hai", "--key-after", "mot", "--json").json["comparisons"][0]

    assert ("hai", "hai") == (same["before"]["id"], same["after"]["id"])
    assert ("hai", "mot") == (other["before"]["id"], other["after"]["id"])


def test_the_option_for_the_second_file_is_named(procflow: Command, several: Path, tmp_path: Path) -> None:
    """Where AFTER lacks the key, or holds several processes, the way out is --key-after, which is for it alone."""
    one = tmp_path / "một.bpmn"
    one.write_bytes(diagram(ONE))
    hints = (
        procflow("compare", several, one, "--key", "hai", "--json").problem["hint"],
        procflow("compare", one, several, "--json").problem["hint"],
    )

    assert ("--key-after is one of: mot", "name one with --key-after: mot, hai") == hints


def test_a_property_that_cannot_be_read_is_told_as_such(procflow: Command, tmp_path: Path) -> None:
    """Of several processes the executable one is taken; what is wrong inside it is no question of the key."""
    raw = diagram(ONE, TWO.replace("group=g", "group=g limit=5wd", 1))
    path = tmp_path / "sai.bpmn"
    path.write_bytes(raw.replace(b"'true'", b"'false'", 1).replace(b'value="5"', 'value="năm"'.encode()))
    problem = procflow("compare", path, path, "--json").problem

    assert "hai" == chosen_process(read(path), None).id
    assert "b" == problem["element"]
    assert "năm" in problem["message"]
    assert "--key" not in problem["hint"]


def test_a_key_is_for_files(procflow: Command, tmp_path: Path) -> None:
    """A folder of procedures has no one process; a file without any is refused."""
    (tmp_path / "x.bpmn").write_bytes(MODEL.read_bytes())
    empty = tmp_path / "rỗng.bpmn"
    empty.write_bytes(diagram())

    assert "names a process of one file" in procflow("compare", tmp_path, "--key", "x").error
    assert "the file holds no process" in procflow("document", empty, tmp_path / "x.docx").error


def test_a_missing_start_is_told(procflow: Command, tmp_path: Path) -> None:
    """A model without start event gets its document and a warning on the error stream, or in the JSON."""
    path, target = tmp_path / "x.bpmn", tmp_path / "x.docx"
    path.write_bytes(diagram("process mot\nuser a 'Thẩm định' group=g\nend e\na -> e\n"))
    said = procflow("document", path, target)

    assert (0, f"{target} written\n") == (said.code, said.out)
    assert f"warning: {path}: the process 'mot' (mot) has no start event" in said.error
    assert 1 == len(procflow("document", path, target, "--force", "--json").json["warnings"])
    assert "" == procflow("document", MODEL, target, "--force").error


def test_table_and_hand_offs_are_of_the_named_process(procflow: Command, several: Path, tmp_path: Path) -> None:
    """--key names the process of a decision table, of the hand-offs and of a picture that Graphviz lays out."""
    for name, *words in (("hand.dot", "--hand-offs", "performers"), ("flow.dot", "--engine", "dot")):
        said = procflow("render", several, tmp_path / name, *words, "--key", "hai")

        assert 0 == said.code, said.error
    table = procflow("table", several, tmp_path / "x.docx", "--key", "hai")

    assert 0 == table.code, table.error
    assert "Ký duyệt" in texts(tmp_path / "x.docx")
    assert "Thẩm định" not in texts(tmp_path / "x.docx") + (tmp_path / "flow.dot").read_text("utf-8")


def test_table_and_hand_offs_name_the_keys(procflow: Command, several: Path, tmp_path: Path) -> None:
    """Without --key the error lists the keys; where a key would change nothing it is refused."""
    table = procflow("table", several, tmp_path / "x.docx", "--json").problem
    hand_offs = procflow("render", several, tmp_path / "x.svg", "--hand-offs", "agencies", "--json").problem

    assert "name one with --key: mot, hai" == table["hint"] == hand_offs["hint"]
    assert "--engine dot" in procflow("render", several, tmp_path / "x.svg", "--key", "hai").error
    assert [] == [path for path in tmp_path.iterdir() if path != several]


def test_a_process_that_no_picture_shows_is_told(procflow: Command, several: Path, tmp_path: Path) -> None:
    """Picture and document are written, with a warning that names the process they show nothing of."""
    for words in (("render", several, tmp_path / "x.svg"), ("document", several, tmp_path / "x.docx", "--key", "mot")):
        said = procflow(*words)

        assert (0, f"{words[2]} written\n") == (said.code, said.out)
        assert f"warning: {several}: the process 'hai' (hai) is not shown" in said.error
        assert 1 == len(procflow(*words, "--force", "--json").json["warnings"])


def test_a_process_that_the_first_picture_leaves_out_has_its_own(
    procflow: Command, several: Path, tmp_path: Path
) -> None:
    """The warning names the option that draws it, and with it there is no warning."""
    target = tmp_path / "x.svg"
    said = procflow("render", several, target)
    drawn = procflow("render", several, target, "--force", "--diagram", "hai", "--json").json

    assert said.error.endswith("draw 'hai' with --diagram\n")
    assert [] == drawn["warnings"]


@pytest.mark.parametrize("words", [("--engine", "dot"), ("--hand-offs", "agencies")])
def test_graphviz_draws_no_diagram_of_the_file(
    procflow: Command, several: Path, tmp_path: Path, words: tuple[str, str]
) -> None:
    """An option that would say nothing is refused."""
    said = procflow("render", several, tmp_path / "x.svg", "--diagram", "hai", *words)

    assert (2, True) == (said.code, "--diagram says nothing here" in said.error)
