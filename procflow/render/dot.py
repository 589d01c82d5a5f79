"""Pictures laid out by Graphviz: the process, and the hand-offs between units."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Mapping

import graphviz
from lxml import etree

from procflow import xml
from procflow.bpmn import (
    Activity,
    AdHocSubProcess,
    BoundaryEvent,
    Definitions,
    Event,
    EventBasedGateway,
    FlowNode,
    Gateway,
    Process,
    SequenceFlow,
)
from procflow.bpmn.namespaces import local_name
from procflow.errors import EnvironmentMissing
from procflow.render.icons import MULTIPLE, PARALLEL_MULTIPLE, event_kind

_SIGNS = {
    "exclusiveGateway": "×",
    "parallelGateway": "+",
    "inclusiveGateway": "O",
    "eventBasedGateway": "E",
    "complexGateway": "*",
}
_MULTIPLE = {MULTIPLE: "⬠", PARALLEL_MULTIPLE: "+"}
_NAME = re.compile(r"[\w.-]+")
MAX_SECONDS = 120
_LONGEST_REASON = 500
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
        EnvironmentMissing: Neither is installed, or the program fails or takes longer than two minutes; its exit code
            is in ``facts["exit_code"]``.
    """
    program = shutil.which("dot")
    if program is not None:
        return _without_prolog(_drawn_by(program, dot))
    try:
        import pygraphviz  # noqa: PLC0415 - an extra that need not be installed
    except ImportError as exc:
        raise EnvironmentMissing(
            "neither the program dot nor the package pygraphviz is installed",
            hint="apt-get install graphviz, or pip install 'procflow[graphviz]'",
        ) from exc
    drawn: bytes = pygraphviz.AGraph(string=dot).draw(format="svg", prog="dot")
    return _without_prolog(drawn.decode("utf-8"))


def _drawn_by(program: str, dot: str) -> str:
    """Return what the program *dot* writes, if it comes to its end and writes a picture."""
    try:
        done = subprocess.run(  # noqa: S603 - the program was looked up on the path, the text goes to its input
            [program, "-Kdot", "-Tsvg"],
            input=dot.encode("utf-8"),
            capture_output=True,
            check=False,
            timeout=MAX_SECONDS,
        )
    except subprocess.TimeoutExpired as exc:
        raise _failure(f"has drawn nothing after {MAX_SECONDS} seconds", program) from exc
    except OSError as exc:
        raise _failure(f"cannot be started: {exc.strerror}", program) from exc
    said = " ".join(done.stderr.decode("utf-8", "replace").split())[:_LONGEST_REASON]
    if done.returncode != 0:
        how = f"was killed by signal {-done.returncode}" if done.returncode < 0 else f"exits with {done.returncode}"
        raise _failure(f"{how}: {said}" if said else how, program, done.returncode)
    if not _is_svg(done.stdout):
        raise _failure("exits with 0, but writes no picture", program, 0)
    return done.stdout.decode("utf-8")


def _is_svg(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
        return local_name(etree.fromstring(raw, xml.parser())) == "svg"
    except (etree.XMLSyntaxError, UnicodeDecodeError):
        return False


def _failure(what: str, program: str, exit_code: int | None = None) -> EnvironmentMissing:
    return EnvironmentMissing(
        f"the program dot ({program}) {what}",
        hint="draw with engine='own', or install graphviz anew: 'dot -V' names its version",
        program=program,
        exit_code=exit_code,
    )


def _node(node: FlowNode) -> dict[str, str]:
    if isinstance(node, Gateway):
        sign = "E+" if isinstance(node, EventBasedGateway) and node.is_parallel else _SIGNS.get(node.kind, "")
        return {"shape": "diamond", "style": "", "label": _plain(f"{sign}\n{node.name}".strip())}
    if isinstance(node, Event):
        # A label beside the event would cross the arrows, so it stands inside.
        label = f"{_MULTIPLE.get(event_kind(node), '')}\n{_folded(node.name)}".strip()
        return {"shape": "ellipse", "style": "", "label": _plain(label), "penwidth": _pen(node)}
    marks = " ".join(
        mark
        for mark, is_borne in (
            ("«", isinstance(node, Activity) and node.is_for_compensation),
            ("~", isinstance(node, AdHocSubProcess)),
        )
        if is_borne
    )
    return {"label": _plain(f"{_folded(node.name or node.id)}\n{marks}".strip())}


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
