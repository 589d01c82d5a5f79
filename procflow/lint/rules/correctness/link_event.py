"""Link events come in pairs: one catch for each name, and a throw for each catch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from procflow.bpmn import CatchEvent, Definitions, FlowContainer, FlowNode, LinkEventDefinition
from procflow.bpmn.families import link_name
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
# Names that people read alike, but engines do not.
_SPELT = "write both names alike, with the same blanks and the accents composed: engines tell them apart"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield link events without name, without partner on their level, and catches of the same name."""
    for container in model.elements(FlowContainer):
        by_name: dict[str, list[FlowNode]] = {}
        for node in container.flow_nodes:
            link = next(iter(node.children_of(LinkEventDefinition)), None)
            if link is not None:
                by_name.setdefault(link.name, []).append(node)
        for node in by_name.pop("", ()):
            yield Problem(node, "the link has no name", "name the link, not only the event")
        alike = Counter(map(link_name, by_name))
        for name, nodes in by_name.items():
            hint = _SPELT if alike[link_name(name)] > 1 else ""
            yield from _unpaired(name, nodes, hint)


def _unpaired(name: str, nodes: Sequence[FlowNode], hint: str) -> Iterator[Problem]:
    catches = [node for node in nodes if isinstance(node, CatchEvent)]
    throws = [node for node in nodes if not isinstance(node, CatchEvent)]
    if not catches:
        for node in throws:
            yield Problem(node, f"nothing catches the link {name!r}", hint or "draw the catch event on the same level")
    if len(catches) > 1:
        for node in catches:
            yield Problem(node, f"several events catch the link {name!r}", "keep one of them")
    elif not throws:
        yield Problem(catches[0], f"nothing throws the link {name!r}", hint or "draw the throw event on the same level")
