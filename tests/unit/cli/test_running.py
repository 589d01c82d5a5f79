"""``run``: a dossier walked by a file of answers, or by a person at the terminal."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from procflow.engine import Engine
from procflow.eventlog import EntryKind
from tests.diagrams import diagram
from tests.unit.cli.command import MODEL, Command

AT = ("--at", "2026-01-05T08:00")
LOOP = """
process thu-tuc
start s
xor again
user a "Thẩm định hồ sơ" group=so
xor x
user b "Ký duyệt" group=so
end e
s -> again -> a -> x
x -> again : =dat = false
x -> b : default
b -> e
"""
WAITING = """
process cho
start s
user a
events w
catch tra-loi message=tra-loi
catch het-han duration=P3D
end e
end f
s -> a -> w
w -> tra-loi -> e
w -> het-han -> f
"""
FORM = """
<extensionElements xmlns:camunda="http://camunda.org/schema/1.0/bpmn"><camunda:formData>
<camunda:formField id="so_trang" label="Số trang" type="long"><camunda:validation>
<camunda:constraint name="required"/></camunda:validation></camunda:formField>
<camunda:formField id="phi" label="Lệ phí" type="double"/>
<camunda:formField id="du" label="Đủ hồ sơ" type="boolean"/>
<camunda:formField id="loai" label="Loại" type="enum"><camunda:value id="moi" name="Cấp mới"/>
<camunda:value id="lai" name="Cấp lại"/></camunda:formField>
<camunda:formField id="ghi_chu" label="Ghi chú [/]" type="string"/>
</camunda:formData></extensionElements>
"""


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    """Return what writes a model."""

    def write(text: str) -> Path:
        path = tmp_path / "quy trình.bpmn"
        path.write_bytes(diagram(text))
        return path

    return write


@pytest.fixture
def answers(tmp_path: Path) -> Callable[..., Path]:
    """Return what writes a file of answers."""

    def write(**parts: object) -> Path:
        path = tmp_path / "answers.json"
        path.write_text(json.dumps(parts), "utf-8")
        return path

    return write


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Return what sets the lines that a person types; after the last one the input ends."""

    def lines(*texts: str) -> list[str]:
        left = list(texts)

        def read(_prompt: str = "") -> str:
            if not left:
                raise EOFError
            return left.pop(0)

        monkeypatch.setattr("builtins.input", read)
        return left

    return lines


def completed(history: Sequence[dict[str, object]]) -> list[tuple[object, object]]:
    """Return name and person of each completed task."""
    kept = [entry for entry in history if entry["kind"] == EntryKind.TASK_COMPLETED]
    return [(entry["element_name"], entry["by"]) for entry in kept]


def test_a_dossier_is_walked_by_a_file(procflow: Command, answers: Callable[..., Path]) -> None:
    """People see what is open, each step with its times, and that the history is whole."""
    said = procflow("run", MODEL, "--auto", answers(), *AT)

    assert 0 == said.code, said.error
    assert "open: " in said.out
    assert all(text in said.out for text in ("2026-01-05 08:30", "on-time", "completed: instance", "chain verified"))


def test_a_dossier_comes_as_json(
    procflow: Command, written: Callable[[str], Path], answers: Callable[..., Path]
) -> None:
    """Visits of one task take their answers one after the other; who acts is said for each performer."""
    told = answers(tasks={"a": [{"dat": False}, {"dat": True}]}, people={"so": "Nguyễn Văn An"})
    facts = procflow("run", written(LOOP), "--auto", told, *AT, "--json").json

    assert "completed" == facts["status"]
    assert [(name, "Nguyễn Văn An") for name in ("Thẩm định hồ sơ", "Thẩm định hồ sơ", "Ký duyệt")] == completed(
        facts["history"]
    )


@pytest.mark.parametrize(("messages", "end"), [([["tra-loi", {"so": 7}]], "e"), ([], "f")])
def test_a_message_comes_or_the_timer_fires(
    procflow: Command,
    written: Callable[[str], Path],
    answers: Callable[..., Path],
    messages: list[object],
    end: str,
) -> None:
    """A message of the answers is handed in while nothing is open; without one the next timer fires."""
    facts = procflow("run", written(WAITING), "--auto", answers(messages=messages), *AT, "--json").json

    assert end in [entry["element_id"] for entry in facts["history"]]


def test_the_instance_is_kept(procflow: Command, answers: Callable[..., Path], tmp_path: Path) -> None:
    """With --db the instance, its dossier's code and who began it stay in the file; the next one gets its own id."""
    path = tmp_path / "hồ sơ.db"
    command = ("run", MODEL, "--auto", answers(), *AT, "--db", path, "--dossier", "H29.1-0001", "--by", "lan", "--json")
    first, second = (procflow(*command).json for _ in range(2))
    with closing(sqlite3.connect(path)) as connection:
        kept = connection.execute("SELECT business_key FROM instances").fetchall()

    assert first["instance"] != second["instance"]
    assert [("H29.1-0001",)] * 2 == kept
    assert "lan" == first["history"][0]["by"]


def test_a_refused_run_leaves_no_database(
    procflow: Command, written: Callable[[str], Path], answers: Callable[..., Path], tmp_path: Path
) -> None:
    """What the answers make impossible is told before the database is made."""
    path = tmp_path / "new.db"
    wrong = answers(tasks={"a": {"dat": "vielleicht"}})
    said = procflow("run", written(LOOP.replace("= false", "> 1")), "--auto", wrong, "--db", path)

    assert (2, True) == (said.code, said.error.startswith("PF220"))
    assert not path.exists()


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (("--json",), "add --auto FILE"),
        (("--key", "gone"), "no process 'gone' is executable - name one of: thu-tuc"),
        (("--db", "a?b.db"), "no '?' in its name"),
        (("--at", "heute"), "'heute' is no time"),
    ],
)
def test_impossible_options_are_refused(
    procflow: Command, written: Callable[[str], Path], options: tuple[str, ...], problem: str
) -> None:
    """An option that makes no sense is named with the way out."""
    said = procflow("run", written(LOOP), *options)

    assert (2, "") == (said.code, said.out)
    assert problem in said.error


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ({"tasks": {"gone": {}}}, "the model has no element 'gone'"),
        ({"start": {"": 1}}, "start: "),
        ({"start": 1}, "start = 1"),
        ({"more": 1}, "more is"),
    ],
)
def test_impossible_answers_are_refused(
    procflow: Command,
    written: Callable[[str], Path],
    answers: Callable[..., Path],
    parts: dict[str, object],
    problem: str,
) -> None:
    """Answers that nothing asks for, or of another shape, are refused with the file and the place in it."""
    said = procflow("run", written(LOOP), "--auto", answers(**parts))

    assert 2 == said.code
    assert "answers.json: " in said.error
    assert problem in said.error


def test_a_person_is_asked_for_what_conditions_read(
    procflow: Command, written: Callable[[str], Path], typed: Callable[..., list[str]]
) -> None:
    """A variable that a later condition reads is asked for with its values, a task without one for Enter."""
    left = typed("vielleicht", "true", "")
    said = procflow("run", written(LOOP), *AT)

    assert (0, []) == (said.code, left), said.error
    assert all(text in said.out for text in ("Thẩm định hồ sơ (so)", "dat [", "'vielleicht' is no", "press Enter"))


def test_a_person_is_asked_before_the_first_task(
    procflow: Command, written: Callable[[str], Path], typed: Callable[..., list[str]]
) -> None:
    """What conditions read before the first task is asked for at the start; a number is one."""
    typed("drei", "3", "")
    said = procflow("run", written("start s\nxor x\nuser a\nend e\ns -> x\nx -> a : =n > 1\nx -> e : default\na -> e"))

    assert 0 == said.code, said.error
    assert "'drei' is no" in said.out


def test_a_form_is_asked_field_by_field(
    procflow: Command, written: Callable[[str], Path], typed: Callable[..., list[str]], tmp_path: Path
) -> None:
    """Each field is asked until the answer is of its type; what is not required may be left empty."""
    path = written("start s\nuser a\nend e\ns -> a -> e")
    path.write_bytes(path.read_bytes().replace(b'candidateGroups="cb">', b'candidateGroups="cb">' + FORM.encode(), 1))
    answers = ["", "1.5", "1e99", "NaN", "12", "12500.50", "ja", "true", "alt", "lai", ""]
    left = typed(*answers)
    said = procflow("run", path, *AT, "--db", tmp_path / "x.db")
    with Engine(f"sqlite:///{tmp_path / 'x.db'}") as engine:
        variables = engine.instance("main.1").variables

    assert (0, []) == (said.code, left), said.error
    assert {"so_trang": 12, "phi": Decimal("12500.50"), "du": True, "loai": "lai", "ghi_chu": None} == variables
    assert 5 == said.out.count(" is no ")
    assert "Ghi chú [/]" in said.out


@pytest.mark.parametrize(("lines", "end"), [(("", "y"), "f"), (("", "n", "tra-loi"), "e"), (("", "n", ""), "e")])
def test_a_person_says_what_happens_next(
    procflow: Command,
    written: Callable[[str], Path],
    typed: Callable[..., list[str]],
    lines: tuple[str, ...],
    end: str,
) -> None:
    """While nothing is open the person waits for the timer, or names the message that arrives."""
    typed(*lines)
    said = procflow("run", written(WAITING), *AT)

    assert 0 == said.code, said.error
    assert "wait for het-han until 2026-01-08" in said.out
    assert ("which message arrives?" in said.out) == (end == "e")


def test_a_person_may_stop(
    procflow: Command, written: Callable[[str], Path], typed: Callable[..., list[str]], tmp_path: Path
) -> None:
    """Who ends the input is told so; the steps that were done stay in the database."""
    typed("true")
    said = procflow("run", written(LOOP), "--db", tmp_path / "x.db")

    assert (2, "stopped") == (said.code, said.error.strip())
    with closing(sqlite3.connect(tmp_path / "x.db")) as connection:
        assert ("running",) == connection.execute("SELECT status FROM instances").fetchone()
