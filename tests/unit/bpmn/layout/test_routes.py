"""Ways of single links: what they keep clear of, and what happens where there is none."""

from __future__ import annotations

import pytest
from lxml import etree

from procflow.bpmn import Builder, layout, read
from procflow.bpmn.layout.grid import Grid
from procflow.bpmn.layout.routes import route
from procflow.bpmn.layout.scene import Anchor, Band, Item, Link, Pool, Sheet
from procflow.bpmn.layout.text import Size
from procflow.errors import ModelError
from tests.geometry import faults

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"


def sheet(*, side: str) -> Sheet:
    """Return a step that spans three columns, and a link from *side* of its first cell to a step below."""
    band = Band(rows=2)
    wide, below = (Item(name, "box", Size(100, 80), band, order) for order, name in enumerate(("wide", "below")))
    wide.span, below.row = 3, 1
    link = Link("flow", "sequence", Anchor(wide, side=side), Anchor(below))  # type: ignore[arg-type]
    return Sheet("s", [Pool(bands=[band])], [wide, below], [link], columns=3)


def test_a_link_without_a_way_is_refused_by_name() -> None:
    """Where the only side that is allowed lies inside the step, the link is named."""
    with pytest.raises(ModelError, match="flow"):
        route(Grid(sheet(side="right")), {}, settle=True)


def test_a_link_takes_the_side_that_is_free() -> None:
    """From the side that is free there is a way."""
    grid = Grid(sheet(side="left"))

    assert 1 == len(route(grid, {}, settle=True).ways)


def test_a_link_to_nowhere_is_refused() -> None:
    """An end that is neither a step nor a pool has no border."""
    with pytest.raises(ModelError, match="PF110"):
        Grid(sheet(side="left")).borders_of(Anchor())


def test_a_message_between_pools_keeps_clear_of_the_steps_between_them() -> None:
    """From the first to the third pool it passes beside what stands in the second."""
    pools = "".join(f'<participant id="pool_{p}" processRef="{p}"/>' for p in "b")
    model = read(
        f'<definitions xmlns="{BPMN}" targetNamespace="t"><collaboration id="all"><participant id="A"/>{pools}'
        '<participant id="C"/><messageFlow id="m" sourceRef="A" targetRef="C"/>'
        '<messageFlow id="n" sourceRef="A" targetRef="t"/><messageFlow id="o" sourceRef="t" targetRef="C"/>'
        '</collaboration><process id="b"><task id="t"/></process></definitions>'.encode()
    )
    layout(model, keep_order=True)

    assert [] == faults(model)


def test_a_message_from_a_pool_to_itself_is_not_drawn() -> None:
    """It would run through everything in the pool; the rest is drawn."""
    make = Builder("p", "P", pool="Sở")
    task = make.add("task", "A")
    model = make.build()
    pool = model.participants[0].id
    collaboration = model.participants[0].parent
    assert collaboration is not None
    message = f'<messageFlow xmlns="{BPMN}" id="m" sourceRef="{pool}" targetRef="{pool}"/>'
    collaboration.node.append(etree.fromstring(message))
    model.edited()
    layout(model)

    assert (None, True) == (model.edge("m"), model.shape(task) is not None)
