"""Who does a step, which worker, which process, and its properties: written as each Camunda flavour does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import NoneType

from lxml import etree

from procflow.bpmn.model.definitions import Flavour
from procflow.bpmn.namespaces import CAMUNDA, ZEEBE, local_name
from procflow.bpmn.nodes import clean, extension, property_name
from procflow.errors import ModelError, expect
from procflow.wording import with_article


def assign(node: etree._Element, flavour: Flavour, *, groups: Sequence[str], called: str, job: str) -> None:
    """
    Write who does the step, which worker and which process, as *flavour* does.

    Args:
        node: The step.
        flavour: How it is written; ``plain`` holds no assignment.
        groups: Candidate groups of a user task.
        called: Id of the process that a call activity runs.
        job: Type or topic by which a worker finds the task.

    Raises:
        DataError: One of them is of another kind.
        ModelError: One of them does not belong to this kind or flavour.
    """
    kind = local_name(node)
    expect(groups, (tuple, list), "the groups", 'pass a tuple of texts, such as ("mot-cua",)')
    for text in (*groups, called, job):
        expect(text, str, "a group, a called process or a job type", "pass a text")
    for given, kinds, word in ((groups, {"userTask"}, "groups"), (called, {"callActivity"}, "called")):
        if given and kind not in kinds:
            raise ModelError(
                f"{word}= does not belong to {with_article(kind)}", hint=f"it belongs to {', '.join(kinds)}"
            )
    if any("," in group for group in groups):
        raise ModelError("the name of a group holds no comma", hint="commas stand between groups")
    if (groups or job) and flavour == "plain":
        raise ModelError("plain BPMN holds no assignment", hint='build with flavour="camunda8" or "camunda7"')
    if flavour == "camunda8":
        _assign_zeebe(node, kind, groups=groups, called=called, job=job)
    else:
        _assign_camunda(node, groups=groups, called=called, job=job)


def write_properties(node: etree._Element, flavour: Flavour, properties: Mapping[str, str] | None) -> None:
    """
    Write the properties of *node* that are not empty.

    Raises:
        DataError: A name cannot be one, or something is of another kind.
        ModelError: There are some, and *flavour* is ``plain``.
    """
    expect(properties, (Mapping, NoneType), "the properties", "pass a dict of texts by name")
    filled = {name: value for name, value in (properties or {}).items() if value}
    if not filled:
        return
    if flavour == "plain":
        raise ModelError("plain BPMN holds no properties", hint='build with flavour="camunda8" or "camunda7"')
    space = ZEEBE if flavour == "camunda8" else CAMUNDA
    holder = extension(node, space, "properties")
    for name, value in filled.items():
        etree.SubElement(holder, f"{{{space}}}property", name=property_name(name), value=clean(value))


def _assign_zeebe(node: etree._Element, kind: str, *, groups: Sequence[str], called: str, job: str) -> None:
    """Write assignment, job type and called process as Camunda 8 does; a user task is marked as one of the engine."""
    if kind == "userTask":
        extension(node, ZEEBE, "userTask")
    if groups:
        extension(node, ZEEBE, "assignmentDefinition", {"candidateGroups": ", ".join(groups)})
    if job:
        extension(node, ZEEBE, "taskDefinition", {"type": job})
    if called:
        extension(node, ZEEBE, "calledElement", {"processId": called, "propagateAllChildVariables": "false"})


def _assign_camunda(node: etree._Element, *, groups: Sequence[str], called: str, job: str) -> None:
    """Write assignment, topic and called process as Camunda 7 does."""
    if groups:
        node.set(f"{{{CAMUNDA}}}candidateGroups", clean(",".join(groups)))
    if job:
        node.set(f"{{{CAMUNDA}}}type", "external")
        node.set(f"{{{CAMUNDA}}}topic", clean(job))
    if called:
        node.set("calledElement", clean(called))
