"""A loop in which the applicant supplements the dossier says how often it may be walked."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from functools import cached_property

import networkx as nx

from procflow.bpmn import (
    Activity,
    BoundaryEvent,
    Definitions,
    Element,
    Event,
    FlowContainer,
    FlowNode,
    Gateway,
    Process,
    ReceiveTask,
    SequenceFlow,
    ThrowEvent,
)
from procflow.errors import Location, PropertyError
from procflow.lint.finding import Problem, Severity
from procflow.lint.parts import around
from procflow.lint.paths import back_flows, entries, flow_graph, jumps
from procflow.lint.steps import procedures
from procflow.procedure import BY_NAME, folded
from procflow.procedure.properties import parse

SEVERITY = Severity.ERROR
_BOUND = "pf.max_rounds"
_CONTACT, _CLOCK = "pf.contact", "pf.clock"
# What is said of a dossier that is sent back. Drafts are supplemented too, so it counts where it is all that a label
# says, or beside the dossier, the applicant or a request.
_WORDS = "bổ sung|thiếu|hoàn thiện|đầy đủ|chưa đủ|không đủ|hồ sơ đủ|supplement|supplemented|incomplete"
_BESIDE = (
    "hồ sơ|giấy tờ|thành phần|công dân|người dân|người nộp|cá nhân|doanh nghiệp|yêu cầu|đề nghị"
    "|dossier|documents|papers|applicant|citizen|request|ask"
)
_ALONE = re.compile(rf"((còn|chưa|không|cần|phải|not) )?({_WORDS})\W*")
_SAID, _ABOUT = (re.compile(rf"(?<!\w)({words})(?!\w)") for words in (_WORDS, _BESIDE))


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the flows that close a supplement loop without ``pf.max_rounds``, and such steps repeated without bound."""
    for process in procedures(model):
        asked = _Asked(process)
        for container in (process, *process.descendants(FlowContainer)):
            yield from _unbounded(container, asked)
        for activity in process.descendants(Activity):
            loop = activity.loop
            is_open = loop is not None and not loop.is_multi_instance and not loop.maximum
            if is_open and not _is_bounded(activity) and asked.any_of([activity]):
                yield Problem(activity, "nothing says how often it is repeated", "enter the maximum, or pf.max_rounds")


class _Asked:
    """Where somebody outside is asked or waited for in a process; drafts that go back and forth are no matter."""

    def __init__(self, process: Process) -> None:
        self._process = process

    @cached_property
    def _asking(self) -> set[Element]:
        """The nodes that ask or wait, and all that such stand in."""
        found: set[Element] = set()
        for node in self._process.descendants(FlowNode):
            if _asks(node):
                found.update(itertools.takewhile(lambda each: each not in found, around(node)))
        return found

    def any_of(self, parts: Iterable[Element]) -> bool:
        """Tell whether one of *parts* asks or waits, or something in it does."""
        return any(part in self._asking or (isinstance(part, SequenceFlow) and _asks(part)) for part in parts)


def _unbounded(container: FlowContainer, asked: _Asked) -> Iterator[Problem]:
    graph = flow_graph(flow for flow in container.sequence_flows if _BOUND not in flow.properties)
    for throw, catch in jumps(container):
        if throw.incoming:
            graph.add_edge(throw.id, catch.id, flow=throw.incoming[0])
    graph.remove_nodes_from([node.id for node in container.flow_nodes if _is_bounded(node)])
    rings = [ring for ring in nx.strongly_connected_components(graph) if _is_ring(graph, ring)]
    rings = [ring for ring in rings if asked.any_of(_parts(graph, ring))]
    within = graph.subgraph([node for ring in rings for node in ring])
    for flow in back_flows(within, (node.id for node in (*entries(container), *container.flow_nodes))):
        hint = "enter pf.max_rounds at the gateway, 1 for a supplement that is asked once"
        yield Problem(flow, f"nothing says how often it leads back to {flow.target.name or flow.target.id!r}", hint)


def _is_ring(graph: nx.DiGraph[str], ring: set[str]) -> bool:
    return len(ring) > 1 or any(graph.has_edge(node, node) for node in ring)


def _parts(graph: nx.DiGraph[str], ring: set[str]) -> Iterator[Element]:
    """Yield the flows of *ring*, the nodes they join, and the activities at whose border one begins."""
    for node in ring:
        for follower, facts in graph.adj[node].items():
            if follower in ring:
                flow = facts["flow"]
                yield from (flow, flow.source, flow.target)
                if isinstance(flow.source, BoundaryEvent):
                    yield flow.source.attached_to


def _asks(part: Element) -> bool:
    if isinstance(part, Event) and not isinstance(part, ThrowEvent) and "message" in part.triggers:
        return True
    said = folded(part.name)
    if isinstance(part, ReceiveTask) or _is_supplement(said):
        return True
    facts = part.properties
    return _CLOCK in facts or (_CONTACT in facts and _is_yes(facts[_CONTACT], part.where))


def _is_yes(text: str, where: Location) -> bool:
    try:
        return parse(BY_NAME[_CONTACT], text, where) is True
    except PropertyError:  # property-value tells it
        return False


def _is_supplement(said: str) -> bool:
    return _ALONE.fullmatch(said) is not None or (_SAID.search(said) is not None and _ABOUT.search(said) is not None)


def _is_bounded(node: FlowNode) -> bool:
    return isinstance(node, Activity | Gateway) and _BOUND in node.properties
