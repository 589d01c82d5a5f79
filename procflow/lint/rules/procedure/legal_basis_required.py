"""A procedure names the law it rests on, and a step fixed by law names that law."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Activity, Definitions
from procflow.errors import PropertyError
from procflow.lint.finding import Problem, Severity
from procflow.lint.steps import facts, human_steps, procedures
from procflow.procedure import Place, read_fields

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the procedures without legal basis, and the locked steps that name no basis."""
    for process in procedures(model):
        if "pf.legal_basis" not in facts(process):
            yield Problem(process, "the procedure names no legal basis", "enter pf.legal_basis: number, date, article")
        for step in human_steps(process):
            named = step.properties.keys() & {"pf.locked.basis", "pf.legal_basis"}
            if not named and _is_locked(step):
                yield Problem(step, "the step is fixed by a law that is not named", "enter pf.locked.basis")


def _is_locked(step: Activity) -> bool:
    try:
        return read_fields(step, Place.STEP).get("locked") is True
    except PropertyError:
        return False  # property-value reports it
