"""Of two commands that compete for one task exactly one wins (invariant 5)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import update

from procflow.bpmn import Definitions
from procflow.clock import FrozenClock
from procflow.engine import Engine
from procflow.errors import EngineError, NotAllowed, ProcflowError, StaleTask
from procflow.eventlog import EntryKind
from procflow.runtime.core.commands import Complete
from procflow.runtime.store.tables import instances, tasks
from tests.integration.conftest import Open

Make = Callable[..., Definitions]
MODEL = """
process main
start s
user t
boundary b on=t duration=PT1H
boundary m on=t message=withdrawn
user u
end e
s -> t -> u -> e
b -> e
m -> e
"""
RACES: dict[str, tuple[Callable[[Engine], object], Callable[[Engine], object]]] = {
    "claim and claim": (
        lambda engine: engine.claim("main.1/2", by="lan"),
        lambda engine: engine.claim("main.1/2", by="minh"),
    ),
    "complete and complete": (
        lambda engine: engine.complete("main.1/2", {"by": "lan"}, by="lan"),
        lambda engine: engine.complete("main.1/2", {"by": "minh"}, by="minh"),
    ),
    "complete and withdraw": (
        lambda engine: engine.complete("main.1/2", by="lan"),
        lambda engine: engine.correlate("withdrawn", by="citizen", instance_id="main.1"),
    ),
    "withdraw and withdraw": (
        lambda engine: engine.correlate("withdrawn", by="citizen", instance_id="main.1"),
        lambda engine: engine.correlate("withdrawn", by="citizen", instance_id="main.1"),
    ),
}


def race(commands: list[Callable[[], object]]) -> list[object]:
    """Run commands in threads that begin together; return what each gave or raised."""
    results: list[object] = [None] * len(commands)
    barrier = threading.Barrier(len(commands))

    def run(place: int) -> None:
        barrier.wait()
        try:
            results[place] = commands[place]()
        except ProcflowError as error:
            results[place] = error

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(commands))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.parametrize("name", RACES)
@pytest.mark.parametrize("shared", [False, True], ids=["two engines", "one engine"])
def test_exactly_one_wins(name: str, shared: bool, open_engine: Open, model: Make) -> None:  # noqa: FBT001 - a parameter
    """Two threads that compete for one task: one wins, the other is refused and changes nothing."""
    first = open_engine()
    second = first if shared else open_engine()
    one, other = RACES[name]
    first.deploy(model(MODEL))
    first.start("main", by="lan")
    results = race([lambda: one(first), lambda: other(second)])

    assert 1 == sum(isinstance(result, EngineError) for result in results)
    first.history("main.1").verify()
    assert 1 == len(
        first.history("main.1").of(EntryKind.TASK_CLAIMED, EntryKind.TASK_COMPLETED, EntryKind.TASK_CANCELLED)
    )


def test_the_loser_of_a_task_is_told_stale(open_engine: Open, model: Make) -> None:
    """Whoever comes second to a task, claiming or completing, is told that it is stale."""
    engine = open_engine()
    engine.deploy(model(MODEL))
    for command in (lambda by: engine.claim("main.1/2", by=by), lambda by: engine.complete("main.2/2", by=by)):
        engine.start("main", by="lan")
        results = race([lambda command=command, by=by: command(by) for by in ("lan", "minh", "hoa", "dung")])

        assert 3 == sum(type(result) is StaleTask for result in results)


def test_a_task_is_given_back_once(open_engine: Open, model: Make) -> None:
    """Of two releases one wins and is written down; the other finds the task free."""
    first, second = open_engine(), open_engine()
    first.deploy(model(MODEL))
    first.start("main", by="lan")
    first.claim("main.1/2", by="lan")
    results = race([lambda: first.release("main.1/2", by="lan"), lambda: second.release("main.1/2", by="lan")])

    assert 1 == sum(type(result) is StaleTask for result in results)
    assert 1 == len(first.history("main.1").of(EntryKind.TASK_RELEASED))


def test_in_memory_threads_take_turns(model: Make, clock: FrozenClock) -> None:
    """Threads on one database in memory take turns: every task is completed once."""
    with Engine("sqlite://", clock) as engine:
        engine.deploy(model("start s\nuser t\nend e\ns -> t -> e"))
        for _ in range(8):
            engine.start("main", by="lan")
        commands = [
            lambda number=number: engine.complete(f"main.{number}/2", by="lan") for number in range(1, 9) for _ in "ab"
        ]

        assert 8 == sum(isinstance(result, StaleTask) for result in race(commands))
        assert () == engine.tasks()


def test_a_timer_fires_once(open_engine: Open, model: Make, clock: FrozenClock) -> None:
    """Two schedulers that look at the same due timers fire each of them once."""
    engines = [open_engine(), open_engine()]
    engines[0].deploy(model("start s\nuser t\nboundary b on=t soft duration=PT1H\ntask x\ns -> t\nb -> x"))
    for _ in range(6):
        engines[0].start("main", by="lan")
    clock.advance(timedelta(hours=1))

    assert 6 == sum(int(str(count)) for count in race([engine.run_due for engine in engines]))
    assert 6 == sum(len(engines[0].history(f"main.{n}").of(EntryKind.TIMER_FIRED)) for n in range(1, 7))


def test_a_complete_may_beat_a_claim(open_engine: Open, model: Make) -> None:
    """A claim and a completion by someone else: the second is refused as stale or not allowed."""
    engine = open_engine()
    engine.deploy(model(MODEL))
    engine.start("main", by="lan")
    results = race(
        [lambda: engine.claim("main.1/2", by="lan"), lambda: engine.complete("main.1/2", by="minh", seen=None)]
    )

    assert 1 == sum(isinstance(result, StaleTask | NotAllowed) for result in results)


def test_a_row_changed_under_the_command_is_stale(open_engine: Open, model: Make, clock: FrozenClock) -> None:
    """Even without the lock of the database a command on a row that changed since it was read stores nothing."""
    engine = open_engine()
    engine.deploy(model(MODEL))
    engine.start("main", by="lan")
    with engine._store.write() as db:
        row = engine._instances.row(db, "main.1")
        stale, _ = engine._tasks._open_row(db, "main.1/2")
        with db.begin_nested() as changed:
            db.execute(update(instances).values(version=instances.c.version + 1))
            db.execute(update(tasks).values(version=tasks.c.version + 1))
            with pytest.raises(StaleTask, match="instance was changed"):
                engine._instances.apply(db, row, Complete(2, {}, "lan"), clock.now())
            with pytest.raises(StaleTask, match="task has changed"):
                engine._tasks._change(db, stale, "lan")
            changed.rollback()

    assert 1 == engine.tasks()[0].version
