"""A procedure for citizens receives the dossier and returns the result."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Activity, Definitions
from procflow.lint.finding import Problem, Severity
from procflow.lint.steps import facts, procedures, said_of
from procflow.procedure import ProcedureKind

SEVERITY = Severity.WARNING
_RECEIVING = ("tiếp nhận", "nhận hồ sơ", "receive")
_RETURNING = ("trả kết quả", "trả hồ sơ", "return")


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the procedures of kind ``tthc`` in which no step's words say that it receives, or that it returns."""
    for process in procedures(model):
        if facts(process).get("pf.kind") != ProcedureKind.TTHC:
            continue
        texts = [said_of(step) for step in process.descendants(Activity)]
        if not _said(texts, _RECEIVING):
            yield Problem(process, "no step receives the dossier", "draw the step of the one-stop desk")
        if not _said(texts, _RETURNING):
            yield Problem(process, "no step returns the result", "draw the step that hands the result over")


def _said(texts: list[str], words: tuple[str, ...]) -> bool:
    return any(word in text for text in texts for word in words)
