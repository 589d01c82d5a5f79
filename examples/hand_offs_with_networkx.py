"""
Ask a model with plain networkx: who hands work to whom, and which path takes longest.

`procflow.graph` gives a `networkx.MultiDiGraph`: nodes are element ids with ``kind``, ``name``, ``lane`` and
``element``, edges are sequence flows; everything here after that is networkx.
"""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import networkx as nx

import procflow as pf

MODEL = Path(__file__).parent.parent / "models" / "tham-dinh-hoi-dong.bpmn"


def main() -> None:
    """Print the hand-offs between lanes, and the longest path of limits."""
    model = pf.read(MODEL)
    flow = pf.graph(model)
    limits = {step.element_id: step.limit for step in pf.Procedure.of(model).steps}
    works = {node for node in flow if flow.nodes[node]["kind"].lower().endswith("task")}

    # A hand-off: two activities follow each other, whatever gateways and events lie between, and the lane changes.
    between = nx.subgraph_view(flow, filter_node=lambda node: node not in works)
    handed: Counter[tuple[str, str]] = Counter()
    for work in sorted(works):
        for after in flow.successors(work):
            passed = set() if after in works else nx.descendants(between, after) | {after}
            takers = {after, *(taker for node in passed for taker in flow.successors(node))} & works
            handed.update((flow.nodes[work]["lane"], flow.nodes[taker]["lane"]) for taker in sorted(takers))
    print("hand-offs:")
    for (giver, taker), count in handed.most_common():
        if giver != taker:
            print(f"  {giver} -> {taker}: {count}")

    # The longest path: a loop is cut where it turns back, each edge weighs the limit of the step it leads to.
    way: nx.DiGraph[str] = nx.DiGraph(flow)
    start = next(node for node in way if way.nodes[node]["kind"] == "startEvent")
    while not nx.is_directed_acyclic_graph(way):
        way.remove_edge(*nx.find_cycle(way, start)[-1])
    for _, target, edge in way.edges(data=True):
        limit = limits.get(target)
        edge["hours"] = (limit.hours if limit else None) or Decimal(0)
    path = nx.dag_longest_path(way, weight="hours")
    print("\nlongest path:")
    for node in path:
        if node in works:
            print(f"  {flow.nodes[node]['name']} ({flow.nodes[node]['lane']}): {limits[node]}")
    print(f"  together {nx.path_weight(way, path, 'hours') / 8} days of 8 hours")


if __name__ == "__main__":
    main()
