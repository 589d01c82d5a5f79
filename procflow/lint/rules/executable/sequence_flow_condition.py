"""In Camunda 8 conditions stand after exclusive and inclusive gateways, on every flow but the default."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, Element, ExclusiveGateway, InclusiveGateway, SequenceFlow
from procflow.lint.camunda import deployed
from procflow.lint.finding import Problem, Severity
from procflow.lint.parts import has_condition, is_unconditional
from procflow.lint.wiring import Wiring

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"
_CHOOSING = (ExclusiveGateway, InclusiveGateway)


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the flows that need a condition and have none, and those that have one and may not."""
    wiring = Wiring(model)
    for element in deployed(model, Element):
        if isinstance(element, _CHOOSING):
            flows = wiring.leaving(element)
            for flow in flows if len(flows) > 1 else ():
                if is_unconditional(flow, element):
                    yield Problem(flow, "nothing says when it is taken", "enter a condition, or make it the default")
        elif isinstance(element, SequenceFlow) and has_condition(element) and not isinstance(element.source, _CHOOSING):
            yield Problem(element, "its condition is not looked at", "put an exclusive gateway before it")
