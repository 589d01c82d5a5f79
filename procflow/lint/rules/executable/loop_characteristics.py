"""A repeated activity of Camunda 8 is a multi-instance over a collection."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from procflow.bpmn import Activity, Definitions, LoopCharacteristics
from procflow.lint.camunda import deployed, extensions, is_blank
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the standard loops, and the multi-instances without input collection or with half an output."""
    for node in deployed(model, Activity):
        if any(not _is_whole(loop) for loop in node.children_of(LoopCharacteristics)[:1]):
            hint = "make it a multi-instance; enter the input collection, and output collection and element or neither"
            yield Problem(node, "Camunda cannot repeat it", hint)


def _is_whole(loop: LoopCharacteristics) -> bool:
    found = extensions(loop, "loopCharacteristics")
    if not loop.is_multi_instance or len(found) != 1 or is_blank(found[0], "inputCollection"):
        return False
    return not (_is_half(found[0], "outputElement", "outputCollection"))


def _is_half(node: etree._Element, *names: str) -> bool:
    one, other = names
    return any(node.get(here) and is_blank(node, there) for here, there in ((one, other), (other, one)))
