"""A lane lists flow nodes of its own process."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, FlowNode, Lane
from procflow.bpmn.namespaces import bpmn, local_reference
from procflow.lint.finding import Problem, Severity
from procflow.lint.parts import process_around
from procflow.wording import with_article

SEVERITY = Severity.ERROR
_HINT = "move the element into the lane again in your modeler"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the lanes that list nothing, no flow node or one of another process; two lanes are for whole-model."""
    for lane in model.elements(Lane):
        process = process_around(lane)
        for entry in lane.node.iterchildren(bpmn("flowNodeRef")):
            text = (entry.text or "").strip()
            found = model.get(local_reference(text))
            if found is None:
                yield Problem(lane, f"it lists {text!r}, which is not in this file", _HINT)
            elif not isinstance(found, FlowNode):
                yield Problem(lane, f"it lists {found.id!r}, {with_article(found.kind)}", "list flow nodes only")
            elif process_around(found) is not process:
                yield Problem(lane, f"it lists {found.id!r} of another process", _HINT)
