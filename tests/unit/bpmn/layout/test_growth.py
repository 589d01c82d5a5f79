"""What laying out costs grows with the model and no faster."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from procflow.bpmn import Definitions, layout, read

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
SMALL, TIMES = 305, 2  # more than the links up to which changes of place are tried


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


def calls(on: Definitions) -> int:
    """Return how many functions are called and left while the model is laid out."""
    count = 0

    def seen(*_: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        layout(on)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("make", [one_lane_each, one_pool_each, with_data, with_messages])
def test_layout_is_linear(make: Callable[[int], str]) -> None:
    """Twice the model costs at most about twice the calls."""
    small, large = (
        calls(read(f'<definitions xmlns="{BPMN}" targetNamespace="t">{make(n)}</definitions>'.encode()))
        for n in (SMALL, SMALL * TIMES)
    )

    assert large <= 1.15 * TIMES * small
