"""What laying out costs grows with the model and no faster."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from procflow.bpmn import Definitions, layout, read
from tests.counting import calls, lines

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
SMALL, TIMES = 305, 2  # more than the links up to which changes of place are tried
FEW = 35  # with fewer, every row is tried for the fork; with twice as many, there are still no 300 links


def chain(n: int) -> str:
    """Return *n* tasks, each of which leads to the next."""
    return "".join(f'<task id="t{i}"/>' for i in range(n)) + "".join(
        f'<sequenceFlow id="f{i}" sourceRef="t{i}" targetRef="t{i + 1}"/>' for i in range(n - 1)
    )


def one_lane_each(n: int) -> str:
    """Return a chain in which every task has a lane of its own."""
    lanes = "".join(f'<lane id="l{i}" name="Phòng {i}"><flowNodeRef>t{i}</flowNodeRef></lane>' for i in range(n))
    pools = '<collaboration id="c"><participant id="pool" processRef="p"/></collaboration>'
    return f'{pools}<process id="p"><laneSet id="ls">{lanes}</laneSet>{chain(n)}</process>'


def one_pool_each(n: int) -> str:
    """Return tasks in pools of their own, each of which sends a message to the next but one."""
    pools = "".join(f'<participant id="pool{i}" processRef="p{i}"/>' for i in range(n))
    flows = "".join(f'<messageFlow id="m{i}" sourceRef="t{i}" targetRef="t{i + 2}"/>' for i in range(n - 2))
    bodies = "".join(f'<process id="p{i}"><task id="t{i}"/></process>' for i in range(n))
    return f'<collaboration id="c">{pools}{flows}</collaboration>{bodies}'


def with_data(n: int) -> str:
    """Return a chain in which every task has a data object."""
    data = "".join(
        f'<dataObjectReference id="d{i}" name="Hồ sơ"/><association id="a{i}" sourceRef="t{i}" targetRef="d{i}"/>'
        for i in range(n)
    )
    return f'<process id="p">{chain(n)}{data}</process>'


def with_messages(n: int) -> str:
    """Return a chain in which every task sends a message to the pool of someone else."""
    flows = "".join(f'<messageFlow id="m{i}" sourceRef="t{i}" targetRef="other"/>' for i in range(n))
    pools = '<participant id="pool" processRef="p"/><participant id="other"/>'
    return f'<collaboration id="c">{pools}{flows}</collaboration><process id="p">{chain(n)}</process>'


def fork(n: int) -> str:
    """Return a fork, *n* tasks and a join."""
    branches = "".join(
        f'<task id="t{i}"/><sequenceFlow id="a{i}" sourceRef="fork" targetRef="t{i}"/>'
        f'<sequenceFlow id="b{i}" sourceRef="t{i}" targetRef="join"/>'
        for i in range(n)
    )
    return f'<process id="p"><parallelGateway id="fork"/><parallelGateway id="join"/>{branches}</process>'


def lines_a_call(on: Definitions, name: str) -> float:
    """Return how many lines the function *name* of the layout runs on average while the model is laid out."""
    count = lines(lambda: layout(on, effort=0), within=name)
    return count["line"] / count["call"]


def model(content: str) -> Definitions:
    """Return the model with *content*."""
    return read(f'<definitions xmlns="{BPMN}" targetNamespace="t">{content}</definitions>'.encode())


@pytest.mark.parametrize("make", [one_lane_each, one_pool_each, with_data, with_messages])
def test_layout_is_linear(make: Callable[[int], str]) -> None:
    """Twice the model costs at most about twice the calls."""
    small, large = (calls(partial(layout, model(make(n)))) for n in (SMALL, SMALL * TIMES))

    assert large <= 1.15 * TIMES * small


@pytest.mark.parametrize("name", ["shared_cost", "port_cost"])
def test_a_step_beside_many_links_costs_no_more(name: str) -> None:
    """In a fork twice as wide, what a step over the grid costs is found as quickly."""
    small, large = (lines_a_call(model(fork(n)), name) for n in (FEW, FEW * TIMES))

    assert large <= 1.1 * small


def test_a_fork_costs_as_much_as_its_lines_are_long() -> None:
    """Each flow of a fork twice as wide is twice as long, so that four times the calls are enough, of few links too."""
    small, large = (calls(partial(layout, model(fork(n)))) for n in (FEW, FEW * TIMES))

    assert large <= 1.15 * TIMES**2 * small
