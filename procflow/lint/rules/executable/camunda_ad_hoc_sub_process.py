"""An ad-hoc sub-process of Camunda 8 has an activity, and a whole output or none."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from procflow.bpmn import Activity, AdHocSubProcess, Definitions
from procflow.lint.camunda import deployed, extension, is_blank
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the ad-hoc sub-processes without activity, and those with half an output."""
    for node in deployed(model, AdHocSubProcess):
        if not node.children_of(Activity):
            yield Problem(node, "it has no activity", "draw what is done in it")
        output = extension(node, "adHoc")
        if output is not None and _is_half(output):
            yield Problem(node, "its output is half empty", "enter both output collection and element, or neither")


def _is_half(output: etree._Element) -> bool:
    collection, element = output.get("outputCollection"), output.get("outputElement")
    lacks_collection = bool(element) and is_blank(output, "outputCollection")
    return lacks_collection or (bool(collection) and is_blank(output, "outputElement"))
