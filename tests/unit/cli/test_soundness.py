"""``soundness``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.diagrams import diagram
from tests.pool_cases import POOLS
from tests.soundness_cases import NO_RULE
from tests.unit.cli.command import MODEL, Command

STUCK = """start s "Nhận hồ sơ"\nxor x "Đủ?"\nuser a "Thẩm định"\nand y "Gộp"\nend e "Trả kết quả"
s -> x -> a -> y -> e\nx -> y"""


@pytest.fixture
def stuck(tmp_path: Path) -> Path:
    """Return a model with a deadlock, and beside it a process without defect."""
    path = tmp_path / "bị tắc.bpmn"
    path.write_bytes(diagram(STUCK, "process fine\nstart s2\nend e2\ns2 -> e2"))
    return path


def test_a_sound_model_gives_0(procflow: Command) -> None:
    """All five properties are told."""
    said = procflow("soundness", MODEL)

    assert 0 == said.code
    assert "(cap_lai_giay_phep): sound" in said.out
    assert 5 == said.out.count(": yes")


def test_a_defect_is_told_with_its_run(procflow: Command, stuck: Path) -> None:
    """What is wrong, where, and step by step how it comes about."""
    said = procflow("soundness", stuck)

    assert 1 == said.code
    assert "1. deadlock: the process gets stuck: Gộp (y)" in said.out
    assert "  1  Nhận hồ sơ (s) begins the process → Đủ? (x)" in said.out
    assert "fine: sound" in said.out


def test_it_speaks_vietnamese(procflow: Command, stuck: Path) -> None:
    """Words and answers are those of the language asked for."""
    said = procflow("soundness", stuck, "--lang", "vi")

    assert all(text in said.out for text in ("quy trình bị tắc: Gộp (y)", "lúc nào cũng còn đường kết thúc: KHÔNG"))


def test_a_process_is_chosen_by_its_key(procflow: Command, stuck: Path) -> None:
    """The others do not count; one that is not there is bad input."""
    assert 0 == procflow("soundness", stuck, "--key", "fine").code

    said = procflow("soundness", stuck, "--key", "khác", "--json")

    assert (2, "choose one of main, fine") == (said.code, said.problem["hint"])


def test_a_process_is_judged_though_another_makes_no_sense(procflow: Command, tmp_path: Path) -> None:
    """Asked for all of the file, the command refuses it with the flaw."""
    path = tmp_path / "x.bpmn"
    torn = "process torn\nstart s2\ntask a2\ns2 -> a2"
    path.write_bytes(diagram(STUCK, torn).replace(b'targetRef="a2"', b'targetRef="gone"'))
    said = procflow("soundness", path, "--key", "main")

    assert (1, True) == (said.code, "1. deadlock" in said.out)
    assert [2, 2] == [procflow("soundness", path, *words).code for words in ((), ("--key", "torn"))]


@pytest.mark.parametrize(("language", "word"), [("en", "main: empty"), ("vi", "main: trống")])
def test_an_empty_process_is_told_and_the_others_are_judged(
    procflow: Command, tmp_path: Path, language: str, word: str
) -> None:
    """Bizagi begins every file with one."""
    path = tmp_path / "x.bpmn"
    path.write_bytes(diagram("", "process fine\nstart s2\nend e2\ns2 -> e2"))
    said = procflow("soundness", path, "--lang", language)

    assert (0, True, 1) == (said.code, said.out.startswith(word), said.out.count("fine: "))
    assert [True, False] == [one["is_empty"] for one in procflow("soundness", path, "--json").json["processes"]]
    assert 1 == procflow("soundness", path, "--key", "main").code


def test_a_process_without_id_is_told_as_such(procflow: Command, tmp_path: Path) -> None:
    """A line without a name would look like an answer to nothing."""
    path = tmp_path / "x.bpmn"
    path.write_bytes(diagram("start s\nend e\ns -> e").replace(b'id="main" name="main"', b""))

    assert procflow("soundness", path).out.startswith("a process without id: sound\n")


def test_it_comes_as_json(procflow: Command, stuck: Path) -> None:
    """Properties, defects, elements with names and the run are data."""
    found = procflow("soundness", stuck, "--json").json
    main, fine = found["processes"]
    (defect,) = main["defects"]

    assert [False, False, True] == [found["is_sound"], main["is_sound"], fine["is_sound"]]
    assert ("deadlock", [{"id": "y", "name": "Gộp"}]) == (defect["kind"], defect["elements"])
    assert {"element": "x", "taken": ["main-1"], "given": ["main-5"]}.items() <= defect["run"][1].items()
    assert "broken" == main["properties"]["option_to_complete"]


@pytest.mark.parametrize("ending", [".svg", ".png"])
def test_a_defect_is_drawn(procflow: Command, stuck: Path, tmp_path: Path, ending: str) -> None:
    """The picture is written as its name ends."""
    target = tmp_path / f"tắc{ending}"
    said = procflow("soundness", stuck, "--svg", target)

    assert (1, True) == (said.code, f"{target} written" in said.out)
    assert target.read_bytes().startswith(b"<svg" if ending == ".svg" else b"\x89PNG")


def test_another_defect_is_drawn_by_its_number(procflow: Command, stuck: Path, tmp_path: Path) -> None:
    """A number that no defect has is bad input, and nothing is written."""
    target = tmp_path / "x.svg"
    said = procflow("soundness", stuck, "--svg", target, "--defect", "2")

    assert (2, False) == (said.code, target.exists())
    assert "choose 1 to 1" in said.error


def test_without_a_defect_nothing_is_drawn(procflow: Command, tmp_path: Path) -> None:
    """That is said on the error stream; the model is sound all the same."""
    target = tmp_path / "x.svg"
    said = procflow("soundness", MODEL, "--svg", target)

    assert (0, False) == (said.code, target.exists())
    assert "there is no defect to draw" in said.error


def test_what_is_not_known_is_said(procflow: Command, tmp_path: Path) -> None:
    """Why, and what to do about a bound; it is no yes, so the exit code is 1."""
    path = tmp_path / "x.bpmn"
    path.write_bytes(diagram(NO_RULE["complex gateway"]))
    said = procflow("soundness", path)
    path.write_bytes(diagram("start s\nor x\nor y\nand z\nend e\ns -> x -> y -> e\nx -> z -> y\ny -> z"))
    bound = procflow("soundness", path, "--max-states", "1")

    assert (1, 1) == (said.code, bound.code)
    assert "unknown: g: the token game has no rule for a complex gateway" in said.out
    assert "more with --max-states" in bound.out
    assert "not known whether it is sound" in said.out


def write_pools(path: Path, name: str) -> None:
    """Write the pools of this name, joined by their message flows."""
    first, second, flows, _ = POOLS[name]
    shown = "".join(f'<participant id="pool{name}" processRef="{name}"/>' for name in "AB")
    shown += "".join(f'<messageFlow id="m{to}" sourceRef="{by}" targetRef="{to}"/>' for to, by in flows.items())
    whole = f'<collaboration id="all">{shown}</collaboration>'
    path.write_bytes(diagram(f"process A\n{first}", f"process B\n{second}", collaboration=whole))


def test_pools_are_judged_together(procflow: Command, tmp_path: Path) -> None:
    """A receiver that no message reaches is a defect of the whole."""
    path = tmp_path / "x.bpmn"
    write_pools(path, "an answer that may not come")
    said = procflow("soundness", path)

    assert (1, True) == (said.code, "message-never-sent: the message may never come: b" in said.out)


@pytest.mark.parametrize(
    ("lang", "heading"), [("en", "the pools together: not sound"), ("vi", "các bên cùng nhau: không đúng đắn")]
)
def test_pools_that_block_each_other_have_a_heading(procflow: Command, tmp_path: Path, lang: str, heading: str) -> None:
    """What is wrong between them does not stand below the last process, which is sound."""
    path = tmp_path / "x.bpmn"
    write_pools(path, "each waits for the other")
    lines = procflow("soundness", path, "--lang", lang).out.splitlines()
    found = [line for line in lines if "message-never-sent" in line]

    assert 2 == len(found)
    assert lines.index(heading) == lines.index(found[0]) - 1


def test_that_pools_have_too_many_states_together_is_said(procflow: Command, tmp_path: Path) -> None:
    """Each process is sound alone, the file is not called so."""
    path = tmp_path / "x.bpmn"
    write_pools(path, "asked and answered")
    said = procflow("soundness", path, "--max-states", "3")
    known = procflow("soundness", path)

    assert (1, 2, 0) == (said.code, said.out.count(": sound"), known.code)
    assert "not known whether every message between pools can come: bound reached after 3 states" in said.out
    assert "not known" not in known.out


def test_a_file_without_a_process_is_not_known_to_be_sound(procflow: Command, tmp_path: Path) -> None:
    """It says so, and whichever process is asked for is not there."""
    path = tmp_path / "x.bpmn"
    path.write_bytes(diagram())
    said = procflow("soundness", path)

    assert (1, "the file holds no process: nothing is known\n") == (said.code, said.out)
    assert 2 == procflow("soundness", path, "--key", "p").code


@pytest.mark.parametrize(
    "words",
    [
        ("none.bpmn",),
        ("--svg", "x.txt"),
        ("--max-states", "0"),
        ("--defect", "many"),
        ("--lang", "de"),
    ],
)
def test_bad_input_is_one_line(procflow: Command, stuck: Path, words: tuple[str, ...]) -> None:
    """Exit code 2, a hint, no traceback."""
    said = procflow("soundness", *([] if words == ("none.bpmn",) else [stuck]), *words)

    assert (2, "") == (said.code, said.out)
    assert 1 == said.error.count("\n")
    assert "Traceback" not in said.error
