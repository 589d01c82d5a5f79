"""The graph of a model."""

from __future__ import annotations

from procflow.bpmn import Builder, graph


def test_nodes_and_edges_bear_what_the_model_says() -> None:
    """Kind, name, lane, container of nodes; condition and default of flows; events on borders."""
    make = Builder("p", "P")
    lane = make.lane("Một cửa")
    gate = make.add("exclusiveGateway", "Đủ?", lane=lane)
    sub = make.add("subProcess", "Con", lane=lane)
    inner = make.add("task", "Trong", within=sub)
    event = make.add("boundaryEvent", attached_to=sub, event=("timer", "P5D"))
    end = make.add("endEvent", lane=lane)
    make.flow(gate, sub, name="Có", condition="du", id="yes")
    make.flow(gate, end, default=True, id="no")
    found = graph(make.build())
    node = found.nodes[inner]

    assert (("task", "Trong", "Một cửa", "p", sub), inner) == (
        tuple(node[key] for key in ("kind", "name", "lane", "process", "container")),
        node["element"].id,
    )
    assert [
        (gate, sub, "yes", "sequenceFlow", "Có", "=du", False),
        (gate, end, "no", "sequenceFlow", "", "", True),
        (sub, event, event, "boundary", "", "", False),
    ] == [
        (source, target, key, data["kind"], data["name"], data["condition"], data["is_default"])
        for source, target, key, data in found.edges(keys=True, data=True)
    ]


def test_a_graph_of_one_process_leaves_out_the_others() -> None:
    """Nodes of other processes are not in it, and a node without lane has an empty one."""
    make = Builder("p", "P")
    task = make.add("task", "A")

    assert [(task, "")] == list(graph(make.build().processes[0]).nodes(data="lane"))
