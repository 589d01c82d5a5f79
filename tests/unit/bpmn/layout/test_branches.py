"""Branches of one fork: their order and their flows."""

from __future__ import annotations

from procflow.bpmn import Builder


def test_many_branches_stand_in_the_order_of_the_file_on_one_line_each_way() -> None:
    """Twenty branches stand from top to bottom as in the file; their flows bend once, where they leave the fork."""
    make = Builder("p", "P")
    fork, join = make.add("parallelGateway"), make.add("parallelGateway")
    branches = [make.add("userTask", f"Lấy ý kiến {n}") for n in range(20)]
    for branch in branches:
        make.flow(fork, branch)
        make.flow(branch, join)
    model = make.build()
    page = model.diagrams[0]
    heights = [page.shapes[branch].bounds.y for branch in branches]

    assert sorted(heights) == heights
    assert {2, 3} == {len(edge.waypoints) for edge in page.edges.values()}
