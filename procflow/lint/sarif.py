"""Findings in SARIF 2.1.0, which code platforms and editors show beside the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

from procflow.errors import ProcflowError
from procflow.lint.finding import Finding, Severity
from procflow.lint.registry import Rule, all_rules

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
Json = dict[str, object]


def sarif(found: Mapping[Path, Sequence[Finding]], errors: Sequence[ProcflowError] = ()) -> Json:
    """
    Return the findings of each file as one SARIF 2.1.0 log with one run.

    A result names the line of its element and, as logical location, the element's id and label.

    Args:
        found: The findings by file.
        errors: Why further files could not be checked; the log says then that the run failed.
    """
    rules = list(all_rules().values())
    places = {rule.name: place for place, rule in enumerate(rules)}
    results = [_result(path, finding, places) for path, findings in found.items() for finding in findings]
    driver = {"name": "procflow", "version": version("procflow"), "rules": [_rule(rule) for rule in rules]}
    run: Json = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    if errors:
        notes = [_notification(error) for error in errors]
        run["invocations"] = [{"executionSuccessful": False, "toolExecutionNotifications": notes}]
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule) -> Json:
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"set": rule.set, "platform": rule.platform},
    }


def _result(path: Path, finding: Finding, places: Mapping[str, int]) -> Json:
    physical = _place(path, finding.line)
    logical = {"kind": "element", "fullyQualifiedName": finding.element_id, "name": finding.name or finding.element_id}
    key = f"{finding.rule}\n{finding.element_id}\n{finding.message}"
    return {
        "ruleId": finding.rule,
        "ruleIndex": places[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message} - {finding.hint}"},
        "locations": [{"physicalLocation": physical, "logicalLocations": [logical]}],
        "partialFingerprints": {"element/v1": sha256(key.encode()).hexdigest()},
    }


def _notification(error: ProcflowError) -> Json:
    note: Json = {"level": "error", "descriptor": {"id": error.code}, "message": {"text": str(error)}}
    if error.where.file:
        note["locations"] = [{"physicalLocation": _place(Path(error.where.file), error.where.line)}]
    return note


def _place(path: Path, line: int | None) -> Json:
    place: Json = {"artifactLocation": {"uri": path.as_uri() if path.is_absolute() else quote(path.as_posix())}}
    return place if line is None else place | {"region": {"startLine": line}}
