"""The model as a graph of the networkx library."""

from __future__ import annotations

from typing import TypeAlias

import networkx as nx

from procflow.bpmn.model.definitions import Definitions, expect_model
from procflow.bpmn.model.events import BoundaryEvent
from procflow.bpmn.model.flow import FlowNode, Process, SequenceFlow

Graph: TypeAlias = "nx.MultiDiGraph[str]"


def graph(model: Definitions | Process) -> Graph:
    """
    Return the flow nodes of *model* and what leads from one to the other.

    Nodes are element ids with the attributes ``kind`` (BPMN name), ``name``, ``lane`` (name of the innermost lane or
    empty), ``process`` (id), ``container`` (id of process or sub-process) and ``element`` (the typed element).
    Edges are keyed by the flow's id with the attributes ``kind`` (``sequenceFlow``, ``boundary`` from an activity to an
    event attached to it), ``name``, ``condition`` (text or empty) and ``is_default``.

    Raises:
        DataError: *model* is neither a model nor a process of one.
        ModelError: Something of it is left out of the model, so that nodes or edges would be missing.

    Example:
        >>> from procflow.bpmn import graph, read
        >>> text = '''<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p">
        ... <startEvent id="s"/><task id="t" name="Nhận"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/>
        ... </process></definitions>'''
        >>> list(graph(read(text.encode())).edges(keys=True))
        [('s', 't', 'f')]
    """
    expect_model(model, or_process=True)
    model.definitions.require_whole(None if isinstance(model, Definitions) else model)
    result: Graph = nx.MultiDiGraph()
    for node in model.descendants(FlowNode):
        lane = node.lane
        result.add_node(
            node.id,
            kind=node.kind,
            name=node.name,
            lane=lane.name if lane is not None else "",
            process=node.process.id,
            container=node.container.id,
            element=node,
        )
    for flow in model.descendants(SequenceFlow):
        condition = flow.condition
        result.add_edge(
            flow.source.id,
            flow.target.id,
            key=flow.id,
            kind="sequenceFlow",
            name=flow.name,
            condition=condition.text if condition is not None else "",
            is_default=flow.is_default,
        )
    for event in model.descendants(BoundaryEvent):
        result.add_edge(
            event.attached_to.id, event.id, key=event.id, kind="boundary", name="", condition="", is_default=False
        )
    return result
