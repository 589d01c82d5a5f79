"""Link events come in pairs: one catch for each name, and a throw for each catch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from procflow.bpmn import CatchEvent, Definitions, FlowContainer, FlowNode
from procflow.lint.finding import Problem, Severity
from procflow.lint.paths import link_names

SEVERITY = Severity.ERROR
_Links = Mapping[str, list[FlowNode]]


def check(model: Definitions) -> Iterator[Problem]:
    """Yield link events without name, without partner, and catches of the same name."""
    for container in model.elements(FlowContainer):
        catches, throws = _by_name(container, is_catch=True), _by_name(container, is_catch=False)
        for node in (*catches.get("", ()), *throws.get("", ())):
            yield Problem(node, "the link has no name", "name the link, not only the event")
        yield from _catches(catches, throws)
        for name in throws.keys() - catches.keys() - {""}:
            for node in throws[name]:
                yield Problem(node, f"nothing catches the link {name!r}", "draw the catch event on the same level")


def _catches(catches: _Links, throws: _Links) -> Iterator[Problem]:
    for name in catches.keys() - {""}:
        if len(catches[name]) > 1:
            for node in catches[name]:
                yield Problem(node, f"several events catch the link {name!r}", "keep one of them")
        if name not in throws:
            for node in catches[name]:
                yield Problem(node, f"nothing throws the link {name!r}", "draw the throw event on the same level")


def _by_name(container: FlowContainer, *, is_catch: bool) -> _Links:
    found: dict[str, list[FlowNode]] = {}
    for node in container.flow_nodes:
        if isinstance(node, CatchEvent) is is_catch:
            for name in link_names(node):
                found.setdefault(name, []).append(node)
    return found
