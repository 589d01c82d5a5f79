"""Who does the work is named, or found by an expression, not both."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, ResourceRole
from procflow.bpmn.namespaces import bpmn
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the roles with both a resource and an expression, and those with parameters of no resource."""
    for role in model.elements(ResourceRole):
        named = role.node.find(bpmn("resourceRef")) is not None
        if named and role.node.find(bpmn("resourceAssignmentExpression")) is not None:
            yield Problem(role, "it names a resource and also finds one by an expression", "keep one of the two")
        if not named and role.node.find(bpmn("resourceParameterBinding")) is not None:
            yield Problem(role, "it binds parameters of no resource", "name the resource, or remove the bindings")
