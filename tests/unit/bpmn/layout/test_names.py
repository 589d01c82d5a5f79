"""Whose the name beside a line is can be told, also where several lines run together."""

from __future__ import annotations

import pytest

from procflow.bpmn import Builder, Definitions
from procflow.bpmn.layout.common import Common
from procflow.bpmn.layout.scene import Anchor, Link, Point
from tests.geometry import faults
from tests.neatness import blemishes


def line(*points: Point) -> Link:
    """Return a link along *points*."""
    return Link("flow", "sequence", Anchor(), Anchor(), points=list(points))


def decision(n_branches: int) -> Definitions:
    """Return a decision with so many named branches that lead to one step each, and one past all of them."""
    make = Builder("p", "P")
    gate, join = make.add("exclusiveGateway"), make.add("exclusiveGateway")
    make.flow(make.add("startEvent"), gate)
    for number in range(n_branches):
        step = make.add("userTask", f"Bước {number}")
        make.flow(gate, step, name=f"Trường hợp {number}")
        make.flow(step, join)
    make.flow(gate, join, name="Không")
    return make.build()


@pytest.mark.parametrize("n_branches", [3, 4, 6])
def test_the_name_of_a_branch_stands_beside_what_is_its_own_of_the_line(n_branches: int) -> None:
    """Where branches leave by one line, each name is nearer to a part of its own line than to any other."""
    model = decision(n_branches)

    assert [] == faults(model) + blemishes(model)


def test_a_line_is_cut_where_another_leaves_it() -> None:
    """Up to the bend of the other line it is common to both, from there on it is its own."""
    down, aside = line((0, 0), (0, 90)), line((0, 0), (0, 40), (70, 40))

    assert [((0, 0), (0, 40), True), ((0, 40), (0, 90), False)] == list(Common([down, aside]).parts(down.points))


def test_a_line_against_another_is_common_with_it_too() -> None:
    """A part is followed in the sense of its own line, whichever way the other one runs."""
    back, out = line((90, 0), (0, 0)), line((20, 0), (60, 0), (60, 30))
    parts = [((90, 0), (60, 0), False), ((60, 0), (20, 0), True), ((20, 0), (0, 0), False)]

    assert parts == list(Common([back, out]).parts(back.points))


def test_a_line_that_only_touches_another_is_its_own() -> None:
    """Where one ends and another goes on, and where they cross, nothing is common."""
    one, on, across = line((0, 0), (50, 0)), line((50, 0), (90, 0)), line((25, -10), (25, 10))

    assert [((0, 0), (50, 0), False)] == list(Common([one, on, across]).parts(one.points))
