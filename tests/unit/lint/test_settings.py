"""What a project says in procflow.toml, and what an element suppresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from procflow.bpmn import Definitions, read
from procflow.errors import DataError, FileAccessError
from procflow.lint import IGNORE, Settings, Severity, lint, read_settings, settings_near

MODEL = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:example"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0">
<process id="p" name="Cấp phép" isExecutable="true">
<startEvent id="s"/>
<userTask id="t">{}</userTask>
<endEvent id="e" name="Xong"/>
<sequenceFlow id="f" sourceRef="s" targetRef="t"/>
<sequenceFlow id="g" sourceRef="t" targetRef="e"/>
</process>
</definitions>"""
IGNORED = f"""<extensionElements><zeebe:properties><zeebe:property name="{IGNORE}" value="{{}}"/></zeebe:properties>
</extensionElements>"""


def model(ignored: str = "") -> Definitions:
    """Return a process with a start and a task without label; the task suppresses what is given."""
    return read(MODEL.format(IGNORED.format(ignored) if ignored else "").encode())


def settings(folder: Path, text: str) -> Settings:
    """Return the settings of a file with this text."""
    path = folder / "procflow.toml"
    path.write_text(text, "utf-8")
    return read_settings(path)


def found(model: Definitions, *rules: str, by: Settings | None = None) -> list[tuple[str, str]]:
    """Return rule and element of each finding."""
    return [(finding.rule, finding.element_id) for finding in lint(model, rules or None, settings=by)]


def test_a_rule_is_turned_off_up_and_down(tmp_path: Path) -> None:
    """A level of the project replaces that of the rule; a rule that is off is left out of its set."""
    text = '[lint]\nsets = ["correctness"]\nrules = { "no-bpmndi" = "off", "label-required" = "error" }\n'
    by = settings(tmp_path, text)

    assert [("label-required", "s"), ("label-required", "t")] == found(model(), by=by)
    assert {Severity.ERROR} == {finding.severity for finding in lint(model(), settings=by)}


def test_a_rule_that_is_named_is_checked_though_off(tmp_path: Path) -> None:
    """Who names a rule wants to see what it finds, with its own level."""
    by = settings(tmp_path, '[lint.rules]\nlabel-required = "off"\n')

    assert [("label-required", "s"), ("label-required", "t")] == found(model(), "label-required", by=by)
    assert {Severity.WARNING} == {finding.severity for finding in lint(model(), "label-required", settings=by)}


def test_the_nearest_file_holds(tmp_path: Path) -> None:
    """The settings of the model's folder go before those of a folder above; without a file all holds as it is."""
    inner = tmp_path / "mô hình" / "đất đai"
    inner.mkdir(parents=True)
    assert Settings() == settings_near(inner)
    outer = settings(tmp_path, '[lint]\nplatform = "camunda-8.9"\n')

    assert outer == settings_near(inner)
    assert settings(inner, "[lint]\n") == settings_near(inner)
    assert "camunda-8.9" == outer.platform


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[lint", "no TOML"),
        ("[lint]\nruels = {}", "does not know"),
        ("lint = 3", "does not know"),
        ('[lint]\nsets = "correctness"', "no list of names"),
        ('[lint]\nsets = ["corectness"]', "corectness"),
        ("[lint]\nrules = 3", "no table"),
        ('[lint.rules]\nlabel-required = "loud"', "loud"),
        ('[lint.rules]\nlabel-requird = "off"', "label-requird"),
        ('[lint.rules]\ncorrectness = "off"', "is a set"),
        ('[lint]\nplatform = "camunda-9"', "camunda-9"),
    ],
)
def test_settings_that_say_nonsense_are_refused(tmp_path: Path, text: str, problem: str) -> None:
    """What procflow does not know is refused with the file and the way out, never passed over."""
    with pytest.raises(DataError, match=problem) as caught:
        settings(tmp_path, text)

    assert str(tmp_path / "procflow.toml") in str(caught.value)
    assert caught.value.hint


@pytest.mark.parametrize("name", ["a\0b", "a" * 300, "ring/x"])
def test_a_path_that_is_none_has_no_settings(tmp_path: Path, name: str) -> None:
    """What no file can be called, and links in a circle, give the one error of our own."""
    (tmp_path / "ring").symlink_to(tmp_path / "ring")
    with pytest.raises(FileAccessError, match="check the path"):
        settings_near(tmp_path / name)


def test_settings_of_another_encoding_are_refused(tmp_path: Path) -> None:
    """TOML is UTF-8; anything else is refused as no TOML."""
    path = tmp_path / "procflow.toml"
    path.write_bytes("[lint]\n# Thủ tục\n".encode("utf-16"))

    with pytest.raises(DataError, match="no TOML"):
        read_settings(path)


def test_a_platform_adds_its_rules(tmp_path: Path) -> None:
    """Rules of a platform are checked when it is asked for, by argument or by the project, and else never."""
    by = settings(tmp_path, '[lint]\nplatform = "camunda-8.9"\nsets = ["executable"]\n')

    assert ("zeebe-user-task", "t") in found(model(), by=by)
    assert ("zeebe-user-task", "t") not in found(model(), "executable")
    assert any("zeebe-user-task" == finding.rule for finding in lint(model(), platform="camunda-8.9"))
    assert ["zeebe-user-task"] == [finding.rule for finding in lint(model(), "zeebe-user-task")]


def test_an_unknown_platform_is_refused() -> None:
    """A platform that procflow has no rules for is refused with those it has."""
    with pytest.raises(DataError, match=r"camunda-6") as caught:
        lint(model(), platform="camunda-6")

    assert "camunda-8.9" in caught.value.hint


def test_a_finding_is_suppressed_with_a_reason() -> None:
    """An element leaves out what it gives a reason for, and only there."""
    checked = ("label-required", "suppression")

    assert [("label-required", "s")] == found(model("label-required: nhãn ở chú thích"), *checked)


@pytest.mark.parametrize(
    ("ignored", "message"),
    [
        ("label-required", "no reason is given"),
        ("label-required: ", "no reason is given"),
        ("label-requird: gõ nhầm", "there is no rule 'label-requird'"),
        ("fake-join: không cần | label-required: nhãn ở chú thích", "the rule 'fake-join' has nothing to report here"),
    ],
)
def test_a_suppression_that_is_wrong_is_a_finding(ignored: str, message: str) -> None:
    """A suppression without reason, of an unknown rule or without use is reported at its element."""
    findings = lint(model(ignored), ["label-required", "suppression", "fake-join"])
    (finding,) = (finding for finding in findings if finding.rule == "suppression")

    assert "t" == finding.element_id
    assert message in finding.message


def test_use_is_judged_for_the_rules_that_are_checked() -> None:
    """A suppression of a rule that is not checked now is no finding."""
    assert [] == found(model("label-required: nhãn ở chú thích"), "suppression")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('[lint]\nsets = []\n\n[linting]\nsets = ["procedure"]\n', 4, "'linting'"),
        ('# ours\n[lnit.rules]\nfake-join = "off"\n', 2, "'lnit'"),
        ('lnit.sets = ["procedure"]\n', 1, "'lnit'"),
        ("[lint]\nsets = []\nruels = {}\n", 3, "'ruels'"),
        ("[lint]\nsets = [1 2]\n", 2, "no TOML"),
    ],
)
def test_what_the_settings_say_in_vain_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int, said: str
) -> None:
    """A slip in the name of a table or key would leave out what it says."""
    with pytest.raises(DataError, match=said) as caught:
        settings(tmp_path, text)

    assert (str(tmp_path / "procflow.toml"), line) == (caught.value.where.file, caught.value.where.line)
