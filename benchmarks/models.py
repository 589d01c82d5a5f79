"""Models that benchmarks measure on: nested blocks of a given number of nodes, and many branches at once."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

_SPACES = (
    'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
    'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
_LANES = ("Một cửa", "Chuyên viên", "Lãnh đạo", "Văn thư")
_STEPS = ("Tiếp nhận", "Thẩm định", "Trình ký", "Phê duyệt", "Trả kết quả")
_SEQUENCE, _PARALLEL, _LOOP = 0.5, 0.7, 0.9
_SMALLEST_BLOCK = 4


@dataclass
class Sketch:
    """Nodes (kind, id) and flows (id, source, target) of a model in the making."""

    nodes: list[tuple[str, str]] = field(default_factory=list)
    flows: list[tuple[str, str, str]] = field(default_factory=list)

    def node(self, kind: str) -> str:
        """Add a node and return its id."""
        self.nodes.append((kind, f"n{len(self.nodes)}"))
        return self.nodes[-1][1]

    def flow(self, source: str, target: str) -> None:
        """Add a sequence flow."""
        self.flows.append((f"f{len(self.flows)}", source, target))

    def block(self, size: int, rng: random.Random) -> tuple[str, str]:
        """Add a block of *size* nodes and return the first and the last."""
        shape = rng.random()
        if size == 1:
            task = self.node("userTask")
            return task, task
        if size < _SMALLEST_BLOCK or shape < _SEQUENCE:
            cut = rng.randint(1, size - 1)
            (first, end), (begin, last) = self.block(cut, rng), self.block(size - cut, rng)
            self.flow(end, begin)
            return first, last
        kind = "parallelGateway" if shape < _PARALLEL else "exclusiveGateway"
        split, join = self.node(kind), self.node(kind)
        inner = [size - 2] if shape > _LOOP else [(size - 2) // 2, (size - 1) // 2]
        for part in inner:
            first, last = self.block(part, rng)
            self.flow(split, first)
            self.flow(last, join)
        if shape > _LOOP:  # the way back of a loop
            self.flow(join, split)
        return split, join


def nested_blocks(nodes: int, seed: int = 1) -> bytes:
    """Return a drawn, block-structured model of exactly *nodes* flow nodes, in four lanes, tasks with properties."""
    sketch = Sketch()
    start = sketch.node("startEvent")
    first, last = sketch.block(nodes - 2, random.Random(seed))  # noqa: S311  # a model, no secret
    sketch.flow(start, first)
    sketch.flow(last, sketch.node("endEvent"))
    return written(sketch)


def parallel_branches(branches: int) -> bytes:
    """Return a model in which *branches* tasks may be done at once."""
    sketch = Sketch()
    start, split, join = (sketch.node(kind) for kind in ("startEvent", "parallelGateway", "parallelGateway"))
    sketch.flow(start, split)
    for _ in range(branches):
        task = sketch.node("userTask")
        sketch.flow(split, task)
        sketch.flow(task, join)
    sketch.flow(join, sketch.node("endEvent"))
    return written(sketch)


def entered_start(blocks: int) -> bytes:
    """Return a model in which a flow enters the start event before *blocks* inclusive blocks, one after the other."""
    sketch = Sketch()
    last = start = sketch.node("startEvent")
    for _ in range(blocks):
        split, join = sketch.node("inclusiveGateway"), sketch.node("inclusiveGateway")
        sketch.flow(last, split)
        for _ in range(2):
            task = sketch.node("userTask")
            sketch.flow(split, task)
            sketch.flow(task, join)
        last = join
    choice = sketch.node("exclusiveGateway")
    sketch.flow(last, choice)
    sketch.flow(choice, sketch.node("endEvent"))
    sketch.flow(choice, start)
    return written(sketch)


def written(sketch: Sketch) -> bytes:
    """Return the file of a sketch, as a modeler writes it."""
    parts = (_lanes(sketch), _nodes(sketch), _flows(sketch), _drawing(sketch))
    lanes, nodes, flows, drawing = ("".join(part) for part in parts)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<bpmn:definitions {_SPACES} id="d" targetNamespace="urn:bench">\n'
        f'  <bpmn:process id="p" name="Quy trình" isExecutable="true">\n    <bpmn:laneSet id="ls">\n{lanes}'
        f"    </bpmn:laneSet>\n{nodes}{flows}  </bpmn:process>\n"
        f'  <bpmndi:BPMNDiagram id="D">\n    <bpmndi:BPMNPlane id="P" bpmnElement="p">\n{drawing}'
        "    </bpmndi:BPMNPlane>\n  </bpmndi:BPMNDiagram>\n</bpmn:definitions>\n"
    ).encode()


def _lanes(sketch: Sketch) -> Iterator[str]:
    for number, name in enumerate(_LANES):
        yield f'      <bpmn:lane id="lane{number}" name={quoteattr(name)}>\n'
        for _, node_id in sketch.nodes[number :: len(_LANES)]:
            yield f"        <bpmn:flowNodeRef>{node_id}</bpmn:flowNodeRef>\n"
        yield "      </bpmn:lane>\n"


def _nodes(sketch: Sketch) -> Iterator[str]:
    ties: dict[str, list[str]] = {node_id: [] for _, node_id in sketch.nodes}
    for tag, end in (("incoming", 2), ("outgoing", 1)):
        for flow in sketch.flows:
            ties[flow[end]].append(f"      <bpmn:{tag}>{flow[0]}</bpmn:{tag}>\n")
    for number, (kind, node_id) in enumerate(sketch.nodes):
        yield f'    <bpmn:{kind} id="{node_id}" name="{_STEPS[number % len(_STEPS)]} {number}">\n'
        if kind == "userTask":
            yield _PROPERTIES
        yield from ties[node_id]
        yield f"    </bpmn:{kind}>\n"


_PROPERTIES = """      <bpmn:extensionElements>
        <zeebe:properties>
          <zeebe:property name="pf.limit.value" value="1" />
          <zeebe:property name="pf.limit.unit" value="working-day" />
        </zeebe:properties>
      </bpmn:extensionElements>
"""


def _flows(sketch: Sketch) -> Iterator[str]:
    kinds = {node_id: kind for kind, node_id in sketch.nodes}
    for flow_id, source, target in sketch.flows:
        start = f'    <bpmn:sequenceFlow id="{flow_id}" sourceRef="{source}" targetRef="{target}"'
        if kinds[source] != "exclusiveGateway":
            yield f"{start} />\n"
            continue
        condition = f'<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=way = "{flow_id}"'
        yield f"{start}>\n      {condition}</bpmn:conditionExpression>\n    </bpmn:sequenceFlow>\n"


def _drawing(sketch: Sketch) -> Iterator[str]:
    places = {node_id: 100 + 150 * number for number, (_, node_id) in enumerate(sketch.nodes)}
    for node_id, x in places.items():
        yield f'      <bpmndi:BPMNShape id="{node_id}_di" bpmnElement="{node_id}">\n'
        yield f'        <dc:Bounds x="{x}" y="100" width="100" height="80" />\n      </bpmndi:BPMNShape>\n'
    for flow_id, source, target in sketch.flows:
        yield f'      <bpmndi:BPMNEdge id="{flow_id}_di" bpmnElement="{flow_id}">\n'
        for x in (places[source] + 100, places[target]):
            yield f'        <di:waypoint x="{x}" y="140" />\n'
        yield "      </bpmndi:BPMNEdge>\n"
