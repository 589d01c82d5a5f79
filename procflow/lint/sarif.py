"""Findings in SARIF 2.1.0, which code platforms and editors show beside the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

from procflow.lint.finding import Finding, Severity
from procflow.lint.registry import Rule, all_rules

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
Json = dict[str, object]


def sarif(found: Mapping[Path, Sequence[Finding]]) -> Json:
    """
    Return the findings of each file as one SARIF 2.1.0 log with one run.

    A result names the line of its element and, as logical location, the element's id and label.
    """
    rules = list(all_rules().values())
    places = {rule.name: place for place, rule in enumerate(rules)}
    results = [_result(path, finding, places) for path, findings in found.items() for finding in findings]
    driver = {"name": "procflow", "version": version("procflow"), "rules": [_rule(rule) for rule in rules]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule) -> Json:
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"set": rule.set, "platform": rule.platform},
    }


def _result(path: Path, finding: Finding, places: Mapping[str, int]) -> Json:
    physical: Json = {"artifactLocation": {"uri": path.as_uri() if path.is_absolute() else quote(path.as_posix())}}
    if finding.line is not None:
        physical["region"] = {"startLine": finding.line}
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
