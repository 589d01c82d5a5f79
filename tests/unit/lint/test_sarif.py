"""Findings as SARIF 2.1.0."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from procflow.bpmn import read
from procflow.errors import Location, XmlError
from procflow.lint import Finding, Severity, all_rules, lint, sarif
from tests.support import REPOSITORY, models, require

SCHEMA = "tests/modeler/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
FINDING = Finding("label-required", "correctness", Severity.WARNING, "t", "Ký", 7, "it has no label", "write one")


def log(path: Path, *findings: Finding) -> Any:  # noqa: ANN401 - what JSON holds
    """Return the log of one file, through JSON."""
    return json.loads(json.dumps(sarif({path: findings})))


def test_a_result_names_rule_place_and_next_step() -> None:
    """A result leads to the rule, the line and the element, and says what to do."""
    (run,) = log(Path("mô hình/x.bpmn"), FINDING)["runs"]
    (result,) = run["results"]
    (place,) = result["locations"]
    described = run["tool"]["driver"]["rules"][result["ruleIndex"]]

    assert ("label-required", "warning") == (result["ruleId"], result["level"])
    assert "label-required" == described["id"]
    assert "it has no label - write one" == result["message"]["text"]
    assert {"uri": "m%C3%B4%20h%C3%ACnh/x.bpmn"} == place["physicalLocation"]["artifactLocation"]
    assert 7 == place["physicalLocation"]["region"]["startLine"]
    assert "t" == place["logicalLocations"][0]["fullyQualifiedName"]


def test_levels_are_those_of_sarif(tmp_path: Path) -> None:
    """An info is a note; an element without line has no region; an absolute path becomes a file URI."""
    finding = Finding("standard-size", "correctness", Severity.INFO, "t", "", None, "is odd", "mend it")
    (result,) = log(tmp_path / "x.bpmn", finding)["runs"][0]["results"]
    physical = result["locations"][0]["physicalLocation"]

    assert "note" == result["level"]
    assert ["artifactLocation"] == list(physical)
    assert physical["artifactLocation"]["uri"].startswith("file:///")


def test_every_rule_is_described() -> None:
    """A log describes all rules, found or not, with their usual level."""
    (run,) = log(Path("x.bpmn"))["runs"]

    assert list(all_rules()) == [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [] == run["results"]


UNREAD = XmlError("the file is empty", hint="save it again", where=Location("mô hình/y.bpmn", 3))


def test_a_file_that_was_not_checked_stands_in_the_log() -> None:
    """The run failed, and a notification names code, file and line; without one there is no word of it."""
    (run,) = sarif({Path("x.bpmn"): ()}, [UNREAD])["runs"]  # type: ignore[misc,attr-defined]  # JSON holds anything
    (invocation,) = run["invocations"]
    (note,) = invocation["toolExecutionNotifications"]
    place = note["locations"][0]["physicalLocation"]

    assert (False, "error", "PF101") == (invocation["executionSuccessful"], note["level"], note["descriptor"]["id"])
    assert ("m%C3%B4%20h%C3%ACnh/y.bpmn", 3) == (place["artifactLocation"]["uri"], place["region"]["startLine"])
    assert "invocations" not in log(Path("x.bpmn"))["runs"][0]


@pytest.mark.timeout(120)
def test_a_log_keeps_to_the_official_schema(tmp_path: Path) -> None:
    """The schema of OASIS accepts the findings of every model of the repository, and refuses a log without runs."""
    require("linter")
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(json.dumps(sarif({path: lint(read(path)) for path in models()}, [UNREAD])), "utf-8")
    bad.write_text('{"version": "2.1.0"}', "utf-8")
    node = [require("node"), "schema.mjs", str(REPOSITORY / SCHEMA)]
    done = subprocess.run(
        [*node, str(good), str(bad)], cwd=require("linter"), capture_output=True, text=True, check=True, timeout=60
    )

    assert ["valid", "data should have required property 'runs'"] == done.stdout.splitlines()
