"""What a reduced flow stands for."""

from __future__ import annotations

from procflow.bpmn.soundness.fragments import (
    NOWHERE,
    Step,
    activities_of,
    alternatives,
    leaf,
    parallel,
    series,
    steps_of,
)
from procflow.bpmn.soundness.net import Kind, Node


def task(key: str) -> Node:
    """Return an activity."""
    return Node(key, Kind.ACTIVITY, begins=(key,), weight=2)


def test_a_row_has_the_steps_of_its_nodes() -> None:
    """Each node takes from the flow before it and gives to the flow behind it."""
    row = series(series(leaf("f"), task("a"), leaf("g")), Node("x", Kind.EXCLUSIVE), leaf("h"))

    assert [Step("a", ("f",)), Step("a", (), ("g",)), Step("x", ("g",), ("h",))] == list(steps_of(row))
    assert (3, ("f",), ("h",)) == (row.cost, row.entry, row.exit)


def test_branches_at_once_are_passed_one_after_the_other() -> None:
    """All of them are entered together and left together."""
    both = parallel([series(leaf("f"), task("a"), leaf("g")), leaf("h")])

    assert (("f", "h"), ("g", "h"), 2) == (both.entry, both.exit, both.cost)
    assert ["a", "a"] == [step.element_id for step in steps_of(both)]


def test_of_alternatives_the_shortest_is_passed() -> None:
    """The others are kept for what may happen on them."""
    way = alternatives([series(leaf("f"), task("a"), leaf("g")), leaf("h")])

    assert ([], ("h",)) == (list(steps_of(way)), way.entry)
    assert ["a"] == list(activities_of([way]))


def test_two_links_are_one_step() -> None:
    """Between what throws and what goes on for the link that catches no flow carries a token: one step gives both."""
    thrown = series(leaf("f"), Node("t", Kind.PASS), NOWHERE)
    caught = series(alternatives([thrown]), Node("c", Kind.SENDING, weight=0), leaf("g"))

    assert [Step("t", ("f",), ("g",))] == list(steps_of(caught))
    assert (("f",), ("g",), 1) == (caught.entry, caught.exit, caught.cost)


def test_what_stands_for_a_link_takes_no_step() -> None:
    """The link that throws has made it already."""
    assert [] == Node("c", Kind.SENDING, weight=0).passing((), ("g",))


def test_shared_parts_are_looked_at_once() -> None:
    """An activity that two ways have in common is told once."""
    shared = series(leaf("f"), task("a"), leaf("g"))

    assert ["a"] == list(activities_of([parallel([shared, shared])]))
