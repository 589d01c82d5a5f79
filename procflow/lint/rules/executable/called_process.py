"""A call activity says which process it calls, and calls do not run in a circle."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from procflow.bpmn import CallActivity, Definitions, called_element
from procflow.lint.finding import Problem, Severity
from procflow.lint.support import executed_nodes

SEVERITY = Severity.ERROR
_EXPRESSION = ("=", "${", "#{")


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the call activities without called process, with a computed one, and those that call in a circle."""
    for node in executed_nodes(model):
        if isinstance(node, CallActivity):
            called = called_element(node).strip()
            if not called:
                yield Problem(node, "it does not say which process it calls", "enter the id of the process")
            elif called.startswith(_EXPRESSION):
                yield Problem(node, "the called process is computed", "enter the id of the process itself")
    yield from _circles(model)


def _circles(model: Definitions) -> Iterator[Problem]:
    calls: nx.DiGraph[str] = nx.DiGraph()
    activities = [(each, process.id) for process in model.processes for each in process.descendants(CallActivity)]
    calls.add_edges_from((caller, called_element(node).strip()) for node, caller in activities)
    rings = {name: ring for ring in nx.strongly_connected_components(calls) for name in ring}
    for node, caller in activities:
        called = called_element(node).strip()
        if called in rings[caller] and (len(rings[caller]) > 1 or caller == called):
            names = " -> ".join(sorted(rings[caller]))
            yield Problem(node, f"the calls run in a circle: {names}", "let one of the processes end without the call")
