"""An element lists the sequence flows that enter and leave it, those and no others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from procflow.bpmn import Definitions, FlowNode
from procflow.lint.finding import Problem, Severity
from procflow.lint.wiring import Wiring

SEVERITY = Severity.ERROR
_HINT = "open the file in procflow or another tool that goes by the sequence flows, and save it anew"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the elements whose lists differ from the sequence flows, in a file with such lists."""
    wiring = Wiring(model)
    for node in model.elements(FlowNode) if wiring.is_listed else ():
        if Counter(wiring.entering(node)) != Counter(node.incoming):
            yield Problem(node, "its list of flows that enter differs from the sequence flows", _HINT)
        if Counter(wiring.leaving(node)) != Counter(node.outgoing):
            yield Problem(node, "its list of flows that leave differs from the sequence flows", _HINT)
