"""The message flows between pools: who waits for a message, and who sends it."""

from __future__ import annotations

from dataclasses import dataclass, field

from procflow.bpmn.model.activities import Activity, ReceiveTask
from procflow.bpmn.model.base import Element
from procflow.bpmn.model.collaboration import MessageFlow, Participant
from procflow.bpmn.model.definitions import Definitions
from procflow.bpmn.model.events import CatchEvent, Event, MessageEventDefinition, StartEvent
from procflow.bpmn.model.flow import FlowNode, Process
from procflow.bpmn.soundness.judged import NotJudged, takes_part


@dataclass(slots=True)
class Mail:
    """
    The message flows between nodes of pools that are in the file.

    Attributes:
        joined: The processes they join, in the order of the file.
        waits: For each receiver that waits, the numbers of its flows.
        sends: For each sender the numbers of its flows.
    """

    joined: list[Process] = field(default_factory=list)
    waits: dict[str, list[int]] = field(default_factory=dict)
    sends: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, model: Definitions) -> Mail:
        """
        Return the mail of *model*.

        Raises:
            NotJudged: A message flow does not lead from one pool to another, or the file does not say which.
        """
        pairs: list[tuple[FlowNode, FlowNode]] = []
        always: set[str] = set()
        for flow in model.message_flows:
            source, target = _ends(flow)
            if isinstance(source, FlowNode) and isinstance(target, FlowNode):
                pairs.append((source, target))
            if not isinstance(source, FlowNode) or not takes_part(source):
                always.add(target.id)
        mail = cls()
        for number, (source, target) in enumerate(pairs):
            if _receives(target) and target.id not in always:
                mail.waits.setdefault(target.id, []).append(number)
                mail.sends.setdefault(source.id if _sends(source) else "", []).append(number)
        joined = {node.process for pair in pairs for node in pair}
        mail.joined = [process for process in model.processes if process in joined]
        return mail

    @property
    def ends(self) -> frozenset[str]:
        """The elements that send or wait."""
        return frozenset((*self.waits, *self.sends))

    @property
    def flows(self) -> int:
        """How many message flows are waited for."""
        return 1 + max((number for numbers in self.waits.values() for number in numbers), default=-1)


def _ends(flow: MessageFlow) -> tuple[Element, Element]:
    """Return what *flow* joins: nodes of two pools, or pools themselves."""
    source, target = flow.source, flow.target
    if source is None or target is None:
        missing = flow.node.get("sourceRef" if source is None else "targetRef", "")
        raise NotJudged(flow, f"the message flow joins {missing!r}, which is not in the file")
    if _pool(source, flow) is _pool(target, flow):
        raise NotJudged(flow, "the message flow stays in one pool")
    return source, target


def _pool(end: Element, flow: MessageFlow) -> Element:
    """Return the process that *end* stands in or shows; a black box stands for itself."""
    if isinstance(end, FlowNode):
        return end.process
    if not isinstance(end, Participant):
        raise NotJudged(flow, f"the message flow joins {end.id!r}, which is neither a pool nor a node in one")
    if end.process is None and end.node.get("processRef"):
        raise NotJudged(end, f"its process {end.node.get('processRef')!r} is not in the file")
    return end if end.process is None else end.process


def _sends(element: Element) -> bool:
    return isinstance(element, Activity | Event) and not isinstance(element, StartEvent)


def _receives(element: Element) -> bool:
    if isinstance(element, ReceiveTask):
        return True
    definitions = element.event_definitions if isinstance(element, CatchEvent) else ()
    return any(isinstance(one, MessageEventDefinition) for one in definitions)
