"""A mapping of variables says from where and to where."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, Element
from procflow.lint.camunda import deployed, is_blank, parts
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the elements with an input without target, or an output without source or target."""
    for node in deployed(model, Element):
        inputs, outputs = parts(node, "ioMapping", "input"), parts(node, "ioMapping", "output")
        half = any(is_blank(output, "source") for output in outputs)
        if half or any(is_blank(mapping, "target") for mapping in inputs + outputs):
            yield Problem(node, "a mapping of variables is half empty", "fill it in, or delete it")
