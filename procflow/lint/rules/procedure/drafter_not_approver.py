"""Who drafts a decision does not approve it."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Activity, Definitions
from procflow.lint.finding import Problem, Severity
from procflow.lint.steps import human_steps, procedures
from procflow.procedure import folded
from procflow.procedure.from_bpmn import agency_of, performer_of

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the approving steps whose performer also drafts in the same procedure."""
    for process in procedures(model):
        steps = [step for step in human_steps(process) if performer_of(step)]
        drafters = {_who(step) for step in steps if _duty(step) == "draft"}
        for step in steps:
            if _duty(step) == "approve" and _who(step) in drafters:
                message = f"{performer_of(step)!r} both drafts and approves"
                yield Problem(step, message, "give the approval to another performer")


def _who(step: Activity) -> tuple[str, str]:
    return folded(performer_of(step)), folded(agency_of(step))


def _duty(step: Activity) -> str:
    return step.properties.get("pf.duty", "").strip()
