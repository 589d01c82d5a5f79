"""Which part of a process is played, and what in it the token game has no rule for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from procflow.bpmn.model.activities import Activity, AdHocSubProcess, SubProcess
from procflow.bpmn.model.base import Element
from procflow.bpmn.model.events import BoundaryEvent, ImplicitThrowEvent
from procflow.bpmn.model.flow import FlowContainer, FlowNode
from procflow.bpmn.model.gateways import ComplexGateway
from procflow.bpmn.soundness.ways import is_compensation_only, link_thrown, links_caught

# Deeper than anybody draws; each level takes several calls of Python, of which there is a bound, too.
_MOST_LEVELS = 50


class NotJudged(Exception):
    """The process holds something that the token game has no rule for."""

    def __init__(self, element: Element, reason: str) -> None:
        super().__init__(reason)
        self.element, self.reason = element, reason

    @property
    def told(self) -> str:
        """The element and the reason, for a person."""
        element = self.element
        return f"{element.id or f'{element.kind} in line {element.line}'}: {self.reason}"


def refuse_what_has_no_rule(process: FlowContainer) -> None:
    """
    Look through all of *process* that is judged, also what no token comes to.

    Raises:
        NotJudged: It holds what has no rule.
    """
    pending: list[tuple[FlowContainer, int]] = [(process, 0)]
    while pending:
        scope, level = pending.pop()
        caught = Counter(name for node in scope.flow_nodes for name in links_caught(node))
        for node in scope.flow_nodes:
            _refuse(node, caught)
            if isinstance(node, SubProcess) and _is_played_inside(node):
                if level == _MOST_LEVELS:
                    raise NotJudged(node, f"sub-processes stand in each other over {_MOST_LEVELS} levels deep")
                pending.append((node, level + 1))


def _refuse(node: FlowNode, caught: Counter[str]) -> None:
    if isinstance(node, ComplexGateway):
        raise NotJudged(node, "the token game has no rule for a complex gateway")
    if isinstance(node, ImplicitThrowEvent):
        raise NotJudged(node, "the token game has no rule for an implicit throw event")
    name = link_thrown(node)
    if name is not None and caught[name] != 1:
        raise NotJudged(node, f"{caught[name]} link events catch the link {name!r}")


def nodes_inside(container: FlowContainer) -> Iterator[FlowNode]:
    """Yield the flow nodes of *container* and of every sub-process in it."""
    pending: list[FlowContainer] = [container]
    while pending:
        for node in pending.pop().flow_nodes:
            yield node
            if isinstance(node, FlowContainer):
                pending.append(node)


def is_judged(element: Element, container: FlowContainer) -> bool:
    """Return whether *element*, inside *container*, is played: not below what takes no part."""
    above = element.parent
    while above is not None and above is not container:
        if not _is_played_inside(above):
            return False
        above = above.parent
    return True


def takes_part(node: FlowNode) -> bool:
    """Return whether *node* itself is played: it is judged, and not for compensation."""
    if isinstance(node, Activity):
        is_left_out = node.is_for_compensation
    else:
        is_left_out = isinstance(node, BoundaryEvent) and is_compensation_only(node)
    return not is_left_out and is_judged(node, node.process)


def _is_played_inside(element: Element) -> bool:
    if isinstance(element, AdHocSubProcess) or (isinstance(element, Activity) and element.is_for_compensation):
        return False
    if not (isinstance(element, SubProcess) and element.is_event_sub_process):
        return True
    starts = element.start_events
    return not starts or not all(map(is_compensation_only, starts))
