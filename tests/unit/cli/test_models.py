"""``lint``, ``layout``, ``render`` and ``templates``."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from procflow.bpmn import Builder, Definitions, FlowNode, layout, read, write
from procflow.cli import linting
from procflow.lint import Finding, Severity
from procflow.render import pages
from tests.crossings import crossings
from tests.diagrams import diagram
from tests.strategies import RandomModel
from tests.unit.cli.command import MODEL, Command

_EMPTY = b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:example"/>'
BAD = diagram("start s\nuser a 'Thẩm định [bold]hồ sơ[/]'\ns -> a\n")


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """Return a model without an end."""
    path = tmp_path / "thủ tục.bpmn"
    path.write_bytes(BAD)
    return path


def test_a_good_model_has_nothing(procflow: Command) -> None:
    """A model without findings says so and gives 0."""
    said = procflow("lint", MODEL, "--rules", "correctness")

    assert (0, f"{MODEL}: nothing found\n") == (said.code, said.out)


def test_findings_are_told_with_line_and_next_step(procflow: Command, bad: Path) -> None:
    """An error gives 1 and is shown with rule, element, message and hint."""
    said = procflow("lint", bad, "--rules", "end-event-required")

    assert 1 == said.code
    assert all(text in said.out for text in ("thủ tục.bpmn", "end-event-required", "main", "→"))


def test_findings_come_as_json(procflow: Command, bad: Path) -> None:
    """Each finding is an object with its file."""
    (finding,) = procflow("lint", MODEL, bad, "--rules", "end-event-required", "--json").json

    assert (str(bad), "end-event-required", "error", "main") == tuple(
        finding[key] for key in ("file", "rule", "severity", "element_id")
    )


@pytest.mark.parametrize("form", ["--json", "--format=text", "--format=sarif"])
def test_a_file_without_a_process_is_told(procflow: Command, tmp_path: Path, form: str) -> None:
    """Where there is no process to judge a person is warned, and the exit code stays 0."""
    path = tmp_path / "x.bpmn"
    path.write_bytes(_EMPTY)
    said = procflow("lint", path, form)
    vietnamese = procflow("lint", path, form, "--lang", "vi")

    assert (0, 0) == (said.code, vietnamese.code)
    assert said.error.startswith(f"warning: {path}: it holds no process")
    assert vietnamese.error.startswith(f"cảnh báo: {path}: không có quy trình nào")


@pytest.mark.parametrize("form", ["--json", "--format=text", "--format=sarif"])
def test_a_bad_file_hides_no_finding_of_the_others(procflow: Command, bad: Path, tmp_path: Path, form: str) -> None:
    """Each file that cannot be read is told, the others are checked, and the exit code is that of bad input."""
    broken = tmp_path / "broken.bpmn"
    broken.write_text("<a", "utf-8")
    said = procflow("lint", "gone.bpmn", bad, broken, MODEL, "--rules", "end-event-required", form)

    assert (2, 1) == (said.code, said.out.count("it has no end event"))
    assert [("PF104", "gone.bpmn"), ("PF101", str(broken))] == (
        [(each["code"], each["file"]) for each in json.loads(said.error)["errors"]]
        if form == "--json"
        else [(line[:5], line[7:].split(":")[0]) for line in said.error.splitlines()]
    )


def test_a_path_that_is_none_hides_no_finding_of_the_others(procflow: Command, bad: Path) -> None:
    """A folder no system knows is told like a file that is not there, and the others are checked."""
    said = procflow("lint", bad, f"{'a' * 300}/x.bpmn", "--rules", "end-event-required")

    assert 2 == said.code
    assert "it has no end event" in said.out
    assert said.error.startswith("PF104")


def test_what_is_wrong_with_every_file_is_told_once(procflow: Command, bad: Path) -> None:
    """A rule that does not exist is one mistake, however many files are checked."""
    said = procflow("lint", bad, MODEL, "--rules", "no-such-rule")

    assert (2, "", 1) == (said.code, said.out, said.error.count("no-such-rule"))


def test_a_table_in_a_pipe_is_as_wide_as_what_it_says(
    procflow: Command, bad: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No line is broken where no terminal bounds it, so that other programs find what they look for."""
    monkeypatch.delenv("COLUMNS")
    long = bad.with_name("x.bpmn")
    long.write_bytes(BAD.replace(b'"main"', b'"' + 90 * b"a" + b'"'))
    said = procflow("lint", long, "--rules", "end-event-required")

    assert any(90 * "a" in line and "it has no end event" in line for line in said.out.splitlines())


def test_warnings_alone_give_0(procflow: Command, tmp_path: Path) -> None:
    """Only errors count for the exit code."""
    path = tmp_path / "x.bpmn"
    path.write_bytes(diagram("start s\nuser a\nend e\ns -> a -> e\n").replace(b'name="s"', b""))
    said = procflow("lint", path, "--rules", "label-required")

    assert 0 == said.code
    assert "label-required" in said.out


def test_a_rule_that_repeats_is_grouped(procflow: Command, tmp_path: Path) -> None:
    """People see five findings of a rule, how many more it has, and what to do; machines see all."""
    path = tmp_path / "x.bpmn"
    path.write_bytes(diagram("start s\n" + "".join(f"user t{n} 'Bước {n}'\n" for n in range(7)) + "end e\n"))
    everything = procflow("lint", path, "--rules", "no-bpmndi", "--json").json
    said = procflow("lint", path, "--rules", "no-bpmndi")

    assert (9, 5) == (len(everything), said.out.count("no diagram shows it"))
    assert "4 more; --json has all" in said.out
    assert 6 == said.out.count("lay the model out")


def test_differing_advice_of_a_group_is_left_to_machines(
    procflow: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the further findings of a rule need different steps, the line for them gives the way to each."""
    path = tmp_path / "x.bpmn"
    path.write_bytes(diagram("start s\nuser t 'Bước'\nend e\ns -> t -> e\n"))
    findings = [Finding("r", "procedure", Severity.WARNING, "t", "", n, "is odd", f"do {n}") for n in range(1, 8)]
    monkeypatch.setattr(linting, "lint", lambda *_, **__: findings)
    said = procflow("lint", path)

    assert "2 more; --json has all" in said.out
    assert "see each of them with --json" in said.out


@pytest.mark.parametrize("flag", [(), ("--json",)])
def test_a_model_without_a_drawing_gets_one(
    procflow: Command, tmp_path: Path, bad: Path, flag: tuple[str, ...]
) -> None:
    """Every node stands somewhere in the new file, and the file it was made from stays as it is."""
    target = tmp_path / "vẽ.bpmn"
    said = procflow("layout", bad, target, *flag)
    drawn = read(target)

    assert 0 == said.code
    assert str(target) in said.out
    assert all(drawn.shape(node.id) is not None for node in drawn.elements(FlowNode))
    assert BAD == bad.read_bytes()


def test_effort_is_spent_on_lines_that_cross(procflow: Command, tmp_path: Path) -> None:
    """With effort steps change places, without they stay as they come."""
    source = tmp_path / "source.bpmn"
    write(RandomModel(random.Random(0), 5).grown().build(effort=0), source)  # noqa: S311 - a test
    for effort in (0, 40):
        procflow("layout", source, tmp_path / f"{effort}.bpmn", "--effort", str(effort))
    plain, tried = (crossings(read(tmp_path / f"{effort}.bpmn").diagrams[0]) for effort in (0, 40))

    assert plain > tried


@pytest.mark.parametrize("effort", ["-1", "1001", "much"])
def test_an_effort_out_of_range_is_refused(procflow: Command, tmp_path: Path, bad: Path, effort: str) -> None:
    """It is wrong usage, and nothing is written."""
    target = tmp_path / "x.bpmn"
    said = procflow("layout", bad, target, "--effort", effort)

    assert (2, False) == (said.code, target.exists())


@pytest.mark.parametrize("name", ["x.svg", "x.png"])
def test_a_picture_is_written(procflow: Command, tmp_path: Path, name: str) -> None:
    """The picture has the format of its name."""
    said = procflow("render", MODEL, tmp_path / name)
    raw = (tmp_path / name).read_bytes()

    assert (0, f"{tmp_path / name} written\n") == (said.code, said.out)
    assert b"<svg" in raw[:200] or raw.startswith(b"\x89PNG")


def test_the_text_for_graphviz_is_written(procflow: Command, tmp_path: Path) -> None:
    """With engine dot the text for Graphviz may be had as it is."""
    said = procflow("render", MODEL, tmp_path / "x.dot", "--engine", "dot", "--json")

    assert [str(tmp_path / "x.dot")] == said.json["written"]
    assert (tmp_path / "x.dot").read_text("utf-8").startswith("digraph")


@pytest.mark.parametrize(("language", "label"), [("vi", "Thủ tục"), ("en", "Procedure")])
def test_templates_are_installed(procflow: Command, tmp_path: Path, language: str, label: str) -> None:
    """Both flavours land where the Modeler looks for them, with labels in the language."""
    written = procflow("templates", "install", tmp_path, "--lang", language, "--json").json["written"]
    names = {Path(path).relative_to(tmp_path).as_posix() for path in written}

    assert {f".camunda/element-templates/procflow-camunda{number}.json" for number in (7, 8)} == names
    assert f"procflow: {label}" == json.loads(Path(written[0]).read_text("utf-8"))[0]["name"]


def test_installed_templates_are_named_for_people(procflow: Command, tmp_path: Path) -> None:
    """Each file is named on a line."""
    said = procflow("templates", "install", tmp_path)

    assert (0, 2) == (said.code, said.out.count(" written\n"))


def test_equal_templates_are_left_alone(procflow: Command, tmp_path: Path) -> None:
    """Where the templates are there already nothing is written, and that is said."""
    procflow("templates", "install", tmp_path)
    said = procflow("templates", "install", tmp_path)

    assert (0, 2) == (said.code, said.out.count(" is as it should be\n"))
    assert [] == procflow("templates", "install", tmp_path, "--json").json["written"]


def test_changed_templates_are_kept(procflow: Command, tmp_path: Path) -> None:
    """A template that someone changed is written over only with --force; one that is missing comes back."""
    changed, other = map(Path, procflow("templates", "install", tmp_path, "--json").json["written"])
    changed.write_text("[]", "utf-8")
    other.unlink()
    refused = procflow("templates", "install", tmp_path)

    assert (2, True) == (refused.code, str(changed) in refused.error and "--force" in refused.error)
    assert ("[]", False) == (changed.read_text("utf-8"), other.exists())
    assert 2 == len(procflow("templates", "install", tmp_path, "--force", "--json").json["written"])
    assert "procflow" in changed.read_text("utf-8")


def test_findings_come_as_sarif(procflow: Command, bad: Path) -> None:
    """A log of SARIF has one run with a result for each finding of every file."""
    (run,) = procflow("lint", MODEL, bad, "--rules", "end-event-required", "--format", "sarif").json["runs"]

    assert ["end-event-required"] == [result["ruleId"] for result in run["results"]]


def test_a_log_without_findings_tells_what_could_not_be_read(procflow: Command) -> None:
    """Who reads the log learns of each bad file, also where none could be checked."""
    said = procflow("lint", "gone.bpmn", "lost.bpmn", "--format", "sarif")
    (run,) = json.loads(said.out)["runs"]

    assert (2, []) == (said.code, run["results"])
    assert 2 == len(run["invocations"][0]["toolExecutionNotifications"])


def test_json_is_one_format(procflow: Command, bad: Path) -> None:
    """``--json`` is short for ``--format json``, and with another format it is refused."""
    short = procflow("lint", bad, "--json")

    assert short.json == procflow("lint", bad, "--format", "json").json
    assert "give one of the two" in procflow("lint", bad, "--json", "--format", "sarif").problem["hint"]


def test_settings_near_the_model_hold(procflow: Command, bad: Path) -> None:
    """What procflow.toml beside the model turns off is not reported; another file can be named instead."""
    strict = bad.parent / "strict.toml"
    strict.write_text('[lint]\nsets = ["end-event-required"]\n', "utf-8")
    (bad.parent / "procflow.toml").write_text('[lint]\nsets = ["fake-join"]\n', "utf-8")

    assert (0, []) == ((said := procflow("lint", bad, "--json")).code, said.json)
    assert 1 == procflow("lint", bad, "--config", strict).code


def test_a_platform_is_asked_for(procflow: Command, bad: Path) -> None:
    """Rules of an engine are checked when its name is given."""
    found = procflow("lint", bad, "--platform", "camunda-8.9", "--json").json

    assert "zeebe-user-task" in {finding["rule"] for finding in found}
    assert "zeebe-user-task" not in {finding["rule"] for finding in procflow("lint", bad, "--json").json}


def test_a_model_is_marked_for_the_modeler(procflow: Command, tmp_path: Path) -> None:
    """Each element with a template bears its id; the file it is made from stays."""
    target = tmp_path / "x.bpmn"
    marked = procflow("templates", "mark", MODEL, target, "--json").json["marked"]
    said = procflow("templates", "mark", MODEL, target, "--force")

    assert marked
    assert f"{target} written, {len(marked)} elements marked\n" == said.out
    assert target.read_bytes().count(b"modelerTemplate=") == len(marked)
    assert b"modelerTemplate" not in MODEL.read_bytes()


def test_a_mark_that_is_there_is_not_counted(procflow: Command, tmp_path: Path) -> None:
    """The second time nothing is marked, which is said, and the file is the same."""
    once, twice = tmp_path / "once.bpmn", tmp_path / "twice.bpmn"
    procflow("templates", "mark", MODEL, once)
    said = procflow("templates", "mark", once, twice)

    assert f"{twice} written, as it was: no element lacks its mark\n" == said.out
    assert [] == procflow("templates", "mark", once, twice, "--force", "--json").json["marked"]
    assert once.read_bytes() == twice.read_bytes()


def test_a_plain_model_is_not_marked(procflow: Command, tmp_path: Path) -> None:
    """Without a Camunda flavour there is nothing to mark in, and the next step is named."""
    plain = tmp_path / "plain.bpmn"
    write(Builder("P", "P", flavour="plain").build(), plain)
    refused = procflow("templates", "mark", plain, tmp_path / "x.bpmn")

    assert (2, True) == (refused.code, "neither Camunda flavour" in refused.error)
    assert not (tmp_path / "x.bpmn").exists()


def test_findings_are_told_in_vietnamese(procflow: Command, bad: Path) -> None:
    """The rule, the finding, the next step and the words around are; what machines read stays as it is."""
    said = procflow("lint", bad, "--rules", "end-event-required", "--lang", "vi")
    nothing = procflow("lint", MODEL, "--rules", "end-event-required", "--lang", "vi")

    assert all(text in said.out for text in ("mức độ", "lỗi", "Quy trình và quy trình con có sự kiện kết thúc."))
    assert all(text in said.out for text in ("không có sự kiện kết thúc", "→ vẽ chỗ kết thúc, mỗi kết quả một sự kiện"))
    assert f"{MODEL}: không phát hiện gì\n" == nothing.out
    assert procflow("lint", bad, "--json").json == procflow("lint", bad, "--lang", "vi", "--json").json


_SOUND = "process other\nstart so\nuser uo 'Ký'\nend eo\nso -> uo -> eo\n"
_BROKEN = diagram("start s\nuser a 'Thẩm định'\nend e\ns -> a -> e\na -> zzz\n", _SOUND)


@pytest.mark.parametrize(
    ("command", "target"), [("render", "x.svg"), ("layout", "x.bpmn"), ("render", "x.dot"), ("document", "x.docx")]
)
def test_what_a_flaw_keeps_out_of_the_picture_is_told(
    procflow: Command, tmp_path: Path, command: str, target: str
) -> None:
    """The file is written, and a warning names file, line, element, what is wrong and the next step."""
    broken = tmp_path / "hồ sơ.bpmn"
    broken.write_bytes(_BROKEN)
    line = _BROKEN[: _BROKEN.index(b"zzz")].count(b"\n") + 1
    options = {"x.dot": ("--engine", "dot"), "x.docx": ("--key", "other")}.get(target, ())
    said = procflow(command, broken, tmp_path / target, *options)

    assert (0, f"{tmp_path / target} written\n") == (said.code, said.out)
    assert (
        f"warning: {broken}: line {line}, 'main-3': the sequenceFlow is not drawn: the targetRef 'zzz' of a sequence "
        "flow is no flow node of this file - draw the flow again in the modeler\n"
    ) in said.error


def test_what_a_flaw_leaves_a_plain_line_is_told(procflow: Command, tmp_path: Path) -> None:
    """A flow without end that the file draws all the same has no arrow, and JSON says so too."""
    page = (
        '<d:BPMNDiagram xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI"'
        ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:w="http://www.omg.org/spec/DD/20100524/DI">'
        '<d:BPMNPlane bpmnElement="main"><d:BPMNShape bpmnElement="a"><dc:Bounds x="0" y="0" width="100" height="80"/>'
        '</d:BPMNShape><d:BPMNEdge bpmnElement="main-3"><w:waypoint x="100" y="40"/><w:waypoint x="200" y="40"/>'
        "</d:BPMNEdge></d:BPMNPlane></d:BPMNDiagram></definitions>"
    )
    broken = tmp_path / "x.bpmn"
    broken.write_bytes(_BROKEN.replace(b"</definitions>", page.encode()))
    *_, warning = procflow("render", broken, tmp_path / "x.svg", "--json").json["warnings"]

    assert "'main-3': the sequenceFlow is drawn as a plain frame or line: the targetRef" in warning


def test_a_sound_file_is_written_without_a_warning(procflow: Command, tmp_path: Path) -> None:
    """What is drawn whole is no reason to warn."""
    for words in (("layout", MODEL, tmp_path / "x.bpmn"), ("render", MODEL, tmp_path / "x.svg")):
        said = procflow(*words, "--json")

        assert {"written": [str(words[2])], "warnings": []} == said.json


def test_a_model_without_coordinates_is_laid_out_once(
    procflow: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The picture and what is said about it rest on one layout of each model, which may take long."""
    laid_out: list[object] = []

    def counted(model: Definitions) -> None:
        laid_out.append(model)
        layout(model)

    monkeypatch.setattr(pages, "layout", counted)
    paths = tmp_path / "a.bpmn", tmp_path / "b.bpmn"
    for path in paths:
        path.write_bytes(diagram("start s\nend e\ns -> e\n", _SOUND))
    counts = []
    for words in (("render", paths[0], tmp_path / "x.svg"), ("diff", *paths, "--svg", tmp_path / "y.svg")):
        procflow(*words)
        counts.append(len(laid_out))

    assert [1, 3] == counts
