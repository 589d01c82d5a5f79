"""Each element is one that BPMN knows, and stands where BPMN lets it stand."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, SequenceFlow
from procflow.bpmn.namespaces import local_name
from procflow.lint.finding import Problem, Severity
from procflow.lint.schema import PARTS, PLACES
from procflow.lint.tree import nodes
from procflow.wording import with_article

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield elements BPMN has no name for, those in one that cannot hold them, and flows apart from their ends."""
    for element, name, node in nodes(model):
        above, places = node.getparent(), PLACES.get(name)
        if places is not None and above is not None and local_name(above) not in places:
            message = f"{with_article(name)} cannot stand in {with_article(local_name(above))}"
            yield Problem(element, message, "draw it again where it belongs")
        elif places is None and name not in PARTS and above is not None:
            yield Problem(element, f"BPMN 2.0 has no element {name}", "correct the name, or delete it")
    for flow in model.elements(SequenceFlow):
        around, home = flow.parent, flow.source.container
        if around is not None and around is not home:
            message = f"it stands in {around.id!r}, its ends in {home.id!r}"
            yield Problem(flow, message, "draw it again where it belongs")
