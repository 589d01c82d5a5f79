"""Who does a step, which worker, which process: written as each Camunda flavour does."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from procflow.bpmn.namespaces import CAMUNDA, ZEEBE
from procflow.bpmn.nodes import clean, extension


def assign_zeebe(node: etree._Element, kind: str, *, groups: Sequence[str], called: str, job: str) -> None:
    """Write assignment, job type and called process as Camunda 8 does; a user task is marked as one of the engine."""
    if kind == "userTask":
        extension(node, ZEEBE, "userTask")
    if groups:
        extension(node, ZEEBE, "assignmentDefinition", {"candidateGroups": ", ".join(groups)})
    if job:
        extension(node, ZEEBE, "taskDefinition", {"type": job})
    if called:
        extension(node, ZEEBE, "calledElement", {"processId": called, "propagateAllChildVariables": "false"})


def assign_camunda(node: etree._Element, *, groups: Sequence[str], called: str, job: str) -> None:
    """Write assignment, topic and called process as Camunda 7 does."""
    if groups:
        node.set(f"{{{CAMUNDA}}}candidateGroups", clean(",".join(groups)))
    if job:
        node.set(f"{{{CAMUNDA}}}type", "external")
        node.set(f"{{{CAMUNDA}}}topic", clean(job))
    if called:
        node.set("calledElement", clean(called))
