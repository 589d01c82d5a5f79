"""``procflow diff``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from procflow.bpmn import Builder, ChangeKind, diff, layout, read, write
from procflow.bpmn.diff import DiffWords, words_in
from procflow.bpmn.namespaces import BPMNDI
from procflow.errors import DataError
from tests.unit.cli.command import MODEL, TWIN, Command


def test_changes_are_told_as_sentences(procflow: Command) -> None:
    """Each change is a line, and the last line counts them; changes are no findings."""
    said = procflow("diff", MODEL, TWIN)

    assert 0 == said.code
    assert 'The user task "Phân công xử lý" was removed' in said.out
    assert "1 removed, 4 retimed" in said.out.splitlines()[-1]


def test_no_change_is_told(procflow: Command) -> None:
    """A model is as it is."""
    said = procflow("diff", MODEL, MODEL)

    assert (0, "Nothing changed.\n") == (said.code, said.out)


def test_changes_come_as_json(procflow: Command) -> None:
    """Counts, changes and what is matched."""
    said = procflow("diff", MODEL, TWIN, "--json").json

    assert 1 == said["counts"]["removed"]
    assert ["removed"] == [change["kind"] for change in said["changes"] if change["name"] == "Phân công xử lý"]


@pytest.mark.parametrize(("name", "start"), [("x.svg", b"<svg"), ("x.png", b"\x89PNG")])
def test_both_versions_are_drawn(procflow: Command, tmp_path: Path, name: str, start: bytes) -> None:
    """The ending says what kind of picture."""
    target = tmp_path / name
    told = procflow("diff", MODEL, TWIN, "--svg", target)
    data = procflow("diff", MODEL, TWIN, "--svg", target, "--force", "--json").json

    assert (0, True) == (told.code, target.read_bytes().startswith(start))
    assert f"{target} written" in told.out
    assert [str(target)] == data["written"]


def test_a_picture_is_not_written_over_a_model(procflow: Command) -> None:
    """Neither another ending nor the name of a source is taken."""
    said = procflow("diff", MODEL, TWIN, "--svg", MODEL, "--json")

    assert (2, True) == (said.code, "no .bpmn" in said.problem["message"])


def test_changes_are_told_in_vietnamese(procflow: Command, tmp_path: Path) -> None:
    """Sentences, JSON and picture are in the language that is asked for; English is the usual one."""
    told = procflow("diff", MODEL, TWIN, "--lang", "vi", "--svg", tmp_path / "x.svg")
    data = procflow("diff", MODEL, TWIN, "--lang", "vi", "--json").json

    assert 'Công việc của người "Phân công xử lý" bị cắt bỏ, trong "' in told.out
    assert "bị cắt bỏ" in told.out.splitlines()[-2]
    assert data["changes"][0]["sentence"] in told.out
    assert "Bản mới" in (tmp_path / "x.svg").read_text("utf-8")


@pytest.mark.parametrize("language", ["fr", None])
def test_no_other_language_is_written(language: Any) -> None:  # noqa: ANN401 - whatever a caller may pass
    """It is refused, not passed over."""
    found = diff(read(MODEL), read(TWIN))
    with pytest.raises(DataError, match="no text is written in"):
        found.told(language)


@pytest.mark.parametrize("words", [words_in("en"), words_in("vi")])
def test_each_kind_of_change_has_its_words(words: DiffWords) -> None:
    """No sentence lacks its predicate."""
    assert {kind.value for kind in ChangeKind} == set(words.predicates)


@pytest.fixture
def versions(tmp_path: Path) -> tuple[Path, Path]:
    """Return two versions of a process in which a step of a closed sub-process has another name."""
    paths = tmp_path / "cũ.bpmn", tmp_path / "mới.bpmn"
    for path, name in zip(paths, ("Kiểm tra thực địa", "Kiểm tra hồ sơ"), strict=True):
        make = Builder("p", "Cấp phép")
        make.add("subProcess", "Thẩm định", id="sub")
        make.add("userTask", name, id="step", within="sub")
        model = read(write(make.build()).replace(b'isExpanded="true"', b'isExpanded="false"'))
        layout(model)
        write(model, path)
    return paths


def test_changes_that_the_picture_does_not_show_are_told(
    procflow: Command, versions: tuple[Path, Path], tmp_path: Path
) -> None:
    """How many, in what, and the option that draws them; with that option nothing is left to tell."""
    target = tmp_path / "x.svg"
    said = procflow("diff", *versions, "--svg", target)
    drawn = procflow("diff", *versions, "--svg", target, "--diagram", "sub", "--force", "--json").json

    told = "1 change is not shown: inside the sub-process 'sub' (Thẩm định); draw it with --diagram sub"
    assert (0, f"warning: {target}: {told}\n") == (said.code, said.error)
    assert [] == drawn["warnings"]
    assert 'data-element-id="step"' in target.read_text("utf-8")


def test_what_the_picture_does_not_show_is_told_in_vietnamese(
    procflow: Command, versions: tuple[Path, Path], tmp_path: Path
) -> None:
    """The warning with its opening, and what is written."""
    target = tmp_path / "x.svg"
    said = procflow("diff", *versions, "--svg", target, "--lang", "vi")

    told = "1 thay đổi không được vẽ: nằm trong quy trình con 'sub' (Thẩm định); vẽ bằng --diagram sub"
    assert f"cảnh báo: {target}: {told}\n" == said.error
    assert f"đã ghi {target}" == said.out.splitlines()[-1]


@pytest.mark.parametrize(("language", "told"), [("en", "warning: {}: the picture"), ("vi", "cảnh báo: {}: hình vẽ")])
def test_a_picture_of_two_different_things_is_told(
    procflow: Command, versions: tuple[Path, Path], tmp_path: Path, language: str, told: str
) -> None:
    """The old version has no diagram of the sub-process: its process is drawn, and the warning names both."""
    target, old = tmp_path / "x.svg", read(versions[0])
    old.node.remove(old.node.findall(f"{{{BPMNDI}}}BPMNDiagram")[1])
    old.edited()
    write(old, versions[0])
    said = procflow("diff", *versions, "--svg", target, "--diagram", "sub", "--lang", language)

    assert said.error.startswith(told.format(target))
    assert "'p'" in said.error.splitlines()[0]
    assert "'sub'" in said.error.splitlines()[0]


def test_a_diagram_without_a_picture_is_refused(procflow: Command) -> None:
    """The option is about the picture alone."""
    assert "--svg" in procflow("diff", MODEL, TWIN, "--diagram", "x").error
