"""What is bound to a version tag names the tag."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import BusinessRuleTask, CallActivity, Definitions, Element, Process, UserTask
from procflow.lint.camunda import deployed, extension, extensions, is_blank
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"
_BOUND: tuple[tuple[type[Element], str], ...] = (
    (BusinessRuleTask, "calledDecision"),
    (CallActivity, "calledElement"),
    (UserTask, "formDefinition"),
)


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the processes with an empty version tag, and what is bound to a tag without one or with a computed one."""
    for node in deployed(model, Element):
        if _is_wrong(node):
            yield Problem(node, "its version tag is empty or computed", "enter the version tag as plain text")


def _is_wrong(node: Element) -> bool:
    if isinstance(node, Process):
        return any(is_blank(tag, "value") for tag in extensions(node, "versionTag")[:1])
    name = next((name for kind, name in _BOUND if isinstance(node, kind)), "")
    found = extension(node, name) if name else None
    if found is None or found.get("bindingType") != "versionTag":
        return False
    computed = isinstance(node, BusinessRuleTask) and found.get("versionTag", "").startswith("=")
    return computed or is_blank(found, "versionTag")
