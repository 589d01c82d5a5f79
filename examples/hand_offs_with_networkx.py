"""Work on a model with plain networkx: hand-offs between lanes, and the critical path through the limits."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import networkx as nx

import procflow as pf
from procflow.procedure import limit_of

MODEL = Path(__file__).parent.parent / "models" / "xac-nhan-hai-cap.bpmn"


def main() -> None:
    """Print hand-offs and critical path of one model."""
    graph = pf.graph(pf.read(MODEL))
    lanes = nx.get_node_attributes(graph, "lane")
    crossing = Counter((lanes[a], lanes[b]) for a, b in graph.edges() if lanes[a] != lanes[b])
    for (source, target), count in crossing.most_common():
        print(f"{source} -> {target}: {count}")

    hours = {}
    for node, element in graph.nodes(data="element"):
        limit = limit_of(element)
        hours[node] = (limit.hours if limit is not None else None) or Decimal(0)
    # This model has no loop; one with loops needs its back edges cut first.
    weighted = nx.DiGraph((a, b, {"hours": hours[b]}) for a, b in graph.edges())
    path = nx.dag_longest_path(weighted, weight="hours")
    print("critical path:", " -> ".join(graph.nodes[node]["name"] for node in path if hours[node]))
    print(f"{sum(hours[node] for node in path).normalize():f} working hours of {sum(hours.values()).normalize():f}")


if __name__ == "__main__":
    main()
