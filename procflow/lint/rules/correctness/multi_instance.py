"""An activity that runs once for each item says for how many, or for the items of what."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Activity, Definitions, LoopCharacteristics
from procflow.bpmn.namespaces import BPMN, bpmn, local_name, namespace
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.WARNING
_COLLECTIONS = frozenset({"collection", "inputCollection"})


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the multi-instance activities with neither a number nor a collection, by the standard or by a vendor."""
    for activity in model.elements(Activity):
        loop = activity.loop
        if loop is not None and loop.is_multi_instance and not _says_how_often(loop):
            hint = "enter the number of instances or the collection"
            yield Problem(activity, "nothing says how many instances it has", hint)


def _says_how_often(loop: LoopCharacteristics) -> bool:
    if loop.cardinality is not None or loop.node.find(bpmn("loopDataInputRef")) is not None:
        return True
    for node in loop.node.iter("*"):
        if any(_is_collection(str(key)) for key in node.attrib):
            return True
        if namespace(node) != BPMN and local_name(node) in _COLLECTIONS:
            return True
    return False


def _is_collection(attribute: str) -> bool:
    return attribute.rpartition("}")[2] in _COLLECTIONS
