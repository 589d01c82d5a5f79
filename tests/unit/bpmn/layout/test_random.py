"""Random models: whatever they hold, the drawing keeps to its rules."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings

from procflow.bpmn import Definitions, layout, read, write
from tests import strategies, support
from tests.geometry import faults


@settings(max_examples=support.samples(6, 200))
@given(strategies.models(12))
def test_a_drawing_of_a_random_model_has_no_fault(model: Definitions) -> None:
    """Shapes stand apart and in their lanes, lines run around them and end where they should, uncrossed or not."""
    assert [] == faults(model)
    layout(model, effort=5)
    assert [] == faults(model)


@settings(max_examples=support.samples(4, 50))
@given(strategies.models(5))
def test_the_same_model_is_drawn_the_same_way(model: Definitions) -> None:
    """Laying out again changes nothing."""
    layout(model, effort=5)
    again = read(write(model))
    layout(again, effort=5)

    assert write(model) == write(again)


@settings(max_examples=support.samples(4, 50))
@given(strategies.models(5))
def test_every_element_of_a_random_model_is_drawn(model: Definitions) -> None:
    """Each flow node, flow, lane, pool, data object and note has a shape or an edge, and nothing else has one."""
    hidden = {"definitions", "process", "laneSet", "collaboration", "dataObject", "property"}
    visible = {e.id for e in model.elements() if e.id and e.kind not in hidden and not e.kind.endswith("Definition")}
    roots = {"message", "signal", "error", "escalation"}
    page = model.diagrams[0]

    assert {i for i in visible if model.element(i).kind not in roots | {"childLaneSet"}} == {*page.shapes, *page.edges}


@pytest.mark.parametrize(("seed", "steps"), [(617, 3), (729, 5), (813, 5), (966, 3)])
def test_lines_side_by_side_keep_clear_of_an_event_on_the_border(seed: int, steps: int) -> None:
    """Of two lines between a step and what it reads and writes below neither runs through the event beside them."""
    assert [] == faults(strategies.random_model(random.Random(seed), steps))  # noqa: S311 - test data, no secret
