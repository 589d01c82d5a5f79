"""The cost of a step does not depend on what lies behind it (invariant 7)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import event, select

from procflow.bpmn import Definitions
from procflow.clock import FrozenClock
from procflow.engine import Engine
from procflow.runtime.store.tables import instances

Make = Callable[..., Definitions]
LOOPS = {
    "task": "start s\nuser t\nxor g\nend e\ns -> t -> g\ng -> t : again = true\ng -> e : default",
    "sub-process": """
        start s
        sub p {
        start i
        user t
        end j
        i -> t -> j
        }
        xor g
        end e
        s -> p -> g
        g -> p : again = true
        g -> e : default
    """,
    "parallel block": """
        start s
        xor m
        and f
        user t
        task u
        and j
        xor g
        end e
        s -> m -> f
        f -> t -> j
        f -> u -> j
        j -> g
        g -> m : again = true
        g -> e : default
    """,
    "boundary timer": """
        start s
        user t
        boundary b on=t soft cycle=R/P30D
        task x
        xor g
        end e
        s -> t -> g
        b -> x
        g -> t : again = true
        g -> e : default
    """,
}


class Meter:
    """Counts the statements and the rows of work of an engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.statements = engine, 0
        event.listen(engine._store._engine, "before_cursor_execute", self._count)

    def _count(self, *_: object) -> None:
        self.statements += 1

    def state_size(self) -> int:
        """Return how many bytes the state of the instance has."""
        with self.engine._store.read() as db:
            return len(db.execute(select(instances.c.state)).scalar_one())


@pytest.mark.parametrize("name", LOOPS)
def test_a_round_costs_the_same_after_many(name: str, model: Make, clock: FrozenClock) -> None:
    """After 150 rounds of a loop a step takes as many statements, and the state as many bytes, as after ten."""
    with Engine("sqlite://", clock) as engine:
        engine.deploy(model(LOOPS[name]))
        engine.start("main", by="lan")
        meter, seen = Meter(engine), {}
        for number in range(1, 151):
            meter.statements = 0
            engine.complete(engine.tasks()[0].id, {"again": True}, by="lan")
            seen[number] = (meter.statements, meter.state_size())

        assert seen[10][0] == seen[150][0]
        # Numbers of tokens have more digits later on.
        assert seen[150][1] <= seen[10][1] + 20
