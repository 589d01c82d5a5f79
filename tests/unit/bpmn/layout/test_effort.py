"""What effort does, and what it may be."""

from __future__ import annotations

import random

import pytest

from procflow.bpmn import Builder, layout
from procflow.errors import DataError
from tests.crossings import crossings
from tests.geometry import faults
from tests.strategies import RandomModel


def test_effort_uncrosses_lines() -> None:
    """Where lines cross, steps change places as long as fewer do; without effort they stay."""
    make = RandomModel(random.Random(0), 5).grown()  # noqa: S311 - a test
    plain, tried = (crossings(make.build(effort=effort).diagrams[0]) for effort in (0, 40))

    assert 0 < plain
    assert plain > tried


@pytest.mark.parametrize("effort", ["x", None, True, 1.5, -1, 1001])
def test_an_effort_that_is_no_number_in_range_is_refused(effort: int) -> None:
    """Neither drawing nor building takes it."""
    make = Builder("p", "P")
    make.add("task", "A")
    model = make.build()

    with pytest.raises(DataError, match="PF160"):
        layout(model, effort=effort)
    with pytest.raises(DataError, match="PF160"):
        make.build(effort=effort)


def test_more_effort_leaves_fewer_crossings_in_sum() -> None:
    """Over several random models fewer lines cross than without effort, and still no drawing has a fault."""
    made = [RandomModel(random.Random(seed), 12).grown() for seed in range(6)]  # noqa: S311 - a test
    plain, tried = ([make.build(effort=effort) for make in made] for effort in (0, 80))
    before, after = (sum(crossings(model.diagrams[0]) for model in models) for models in (plain, tried))

    assert before > after
    assert [] == [fault for model in tried for fault in faults(model)]
