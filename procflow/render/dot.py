"""Pictures laid out by Graphviz: the process, and the hand-offs between units."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Mapping

import graphviz

from procflow.bpmn import BoundaryEvent, Definitions, Event, FlowNode, Gateway, Process, SequenceFlow
from procflow.errors import EnvironmentMissing

_SIGNS = {
    "exclusiveGateway": "×",
    "parallelGateway": "+",
    "inclusiveGateway": "O",
    "eventBasedGateway": "E",
    "complexGateway": "*",
}
_NAME = re.compile(r"[\w.-]+")
_FONT = {"fontname": "Roboto, Arial, DejaVu Sans", "fontsize": "11"}


def process_dot(model: Definitions | Process) -> str:
    """Return the process as DOT text: one cluster for each lane, gateways as diamonds, conditions on the arrows."""
    graph = graphviz.Digraph("process", graph_attr={"rankdir": "LR", "splines": "spline"})
    graph.attr("node", shape="box", style="rounded", **_FONT)
    graph.attr("edge", **_FONT)
    lanes: dict[str, list[FlowNode]] = {}
    for node in model.descendants(FlowNode):
        lane = node.lane
        lanes.setdefault(lane.name if lane is not None else "", []).append(node)
    for position, (name, nodes) in enumerate(lanes.items()):
        with graph.subgraph(name=f"cluster_{position}" if name else f"level_{position}") as part:
            part.attr(label=_plain(name), style="rounded", color="#8b949e", **_FONT)
            for node in nodes:
                part.node(_key(node), **_node(node))
    for flow in model.descendants(SequenceFlow):
        label = flow.name or (flow.condition.text if flow.condition else "")
        graph.edge(_key(flow.source), _key(flow.target), label=_plain(label))
    for event in model.descendants(BoundaryEvent):
        graph.edge(_key(event.attached_to), _key(event), style="dashed", arrowhead="none")
    return str(graph.source)


def handoffs_dot(handoffs: Mapping[tuple[str, str], int]) -> str:
    """Return who hands work to whom as DOT text; the number on an arrow is how often."""
    graph = graphviz.Digraph("handoffs", graph_attr={"rankdir": "LR"})
    graph.attr("node", shape="box", style="rounded,filled", fillcolor="#eef4fb", **_FONT)
    graph.attr("edge", **_FONT)
    names = dict.fromkeys(name for pair in handoffs for name in pair)
    keys = {name: f"unit_{position}" for position, name in enumerate(names)}
    for name, key in keys.items():
        graph.node(key, label=_plain(name or "?"))
    for (source, target), count in handoffs.items():
        graph.edge(keys[source], keys[target], label=str(count), penwidth=str(min(5, count)))
    return str(graph.source)


def dot_svg(dot: str) -> str:
    """
    Return DOT text laid out as SVG: by the program ``dot``, else in the process by pygraphviz.

    Raises:
        EnvironmentMissing: Neither is installed, or the program fails.
    """
    if shutil.which("dot"):
        try:
            return _without_prolog(graphviz.Source(dot).pipe(format="svg", encoding="utf-8"))
        except graphviz.CalledProcessError as exc:
            reason = " ".join(str(exc.stderr or exc).split())
            raise EnvironmentMissing(f"the program dot fails: {reason}", hint="install graphviz anew") from exc
    try:
        import pygraphviz  # noqa: PLC0415 - an extra that need not be installed
    except ImportError as exc:
        raise EnvironmentMissing(
            "neither the program dot nor the package pygraphviz is installed",
            hint="apt-get install graphviz, or pip install 'procflow[graphviz]'",
        ) from exc
    drawn: bytes = pygraphviz.AGraph(string=dot).draw(format="svg", prog="dot")
    return _without_prolog(drawn.decode("utf-8"))


def _node(node: FlowNode) -> dict[str, str]:
    sign = _SIGNS.get(node.kind, "")
    if isinstance(node, Gateway):
        return {"shape": "diamond", "style": "", "label": _plain(f"{sign}\n{node.name}".strip())}
    if isinstance(node, Event):
        # A label beside the event would cross the arrows, so it stands inside.
        return {"shape": "ellipse", "style": "", "label": _plain(_folded(node.name)), "penwidth": _pen(node)}
    return {"label": _plain(_folded(node.name or node.id))}


def _pen(event: Event) -> str:
    return "3" if event.kind == "endEvent" else "1"


def _plain(text: str) -> str:
    """Return *text* so that Graphviz takes nothing in it for markup or escapes."""
    composed = unicodedata.normalize("NFC", "".join(letter for letter in text if letter == "\n" or letter >= " "))
    # Kept as it is: as a plain string it would be markup again if it stands between "<" and ">".
    escaped: str = graphviz.escape(composed)
    return escaped


def _key(element: FlowNode) -> str:
    """Return the name of a node: the id, unless Graphviz would read a port or markup in it."""
    return element.id if _NAME.fullmatch(element.id) else f"id_{element.id.encode('utf-8', 'replace').hex()}"


def _folded(text: str, width: int = 24) -> str:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def _without_prolog(svg: str) -> str:
    """Return the picture alone, its size without the unit that some viewers refuse."""
    picture = re.sub(r"^.*?(?=<svg)", "", svg, count=1, flags=re.DOTALL)
    return re.sub(r'(width|height)="([0-9.]+)pt"', r'\1="\2"', picture, count=2)
