"""A secret of a connector is named in the form that is replaced by its value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from procflow.bpmn import Definitions, Element, FlowNode, ReceiveTask
from procflow.lint.camunda import deployed, extensions, first_definition, parts
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.WARNING
PLATFORM = "camunda-8.9"
_REPLACED = re.compile(r"camunda\.secrets\.([\w-]|`[^`]+`)|\{\{\s*secrets\.[\w-]+\s*\}\}", re.ASCII)


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the elements that name a secret without braces, which no connector replaces."""
    for node in deployed(model, Element):
        if any(_is_bare(text) for text in _texts(node)):
            yield Problem(node, "a secret is named without braces", "write {{secrets.NAME}}")


def _is_bare(text: str | None) -> bool:
    return text is not None and "secrets." in text and not _REPLACED.search(text)


def _texts(node: Element) -> Iterator[str | None]:
    yield from (mapping.get("source") for mapping in parts(node, "ioMapping", "input"))
    yield from (item.get("value") for item in parts(node, "properties", "property"))
    bearer = node if isinstance(node, ReceiveTask) else first_definition(node) if isinstance(node, FlowNode) else None
    message = bearer.reference("messageRef") if bearer is not None else None
    for subscription in extensions(message, "subscription")[:1] if message is not None else ():
        yield subscription.get("correlationKey")
