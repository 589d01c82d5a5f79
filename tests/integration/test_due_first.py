"""Time is never skipped: what is due fires before a command, and nothing is dated before it began."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from procflow.bpmn import Definitions
from procflow.clock import FrozenClock
from procflow.engine import Engine
from procflow.errors import CalendarError, IncidentError, NobodyWaits, StaleTask, UnknownInstance
from procflow.eventlog import EntryKind

Make = Callable[..., Definitions]
DEADLINE = """
start s
user t
boundary b on=t duration=P3D
user x
end e
s -> t -> e
b -> x -> e
"""
REMINDER = DEADLINE.replace("on=t", "on=t soft")
DUE = datetime(2026, 1, 8, 2, 0, tzinfo=UTC)
COMMANDS: dict[str, Callable[[Engine], object]] = {
    "complete": lambda engine: engine.complete("main.1/2", by="lan"),
    "fail": lambda engine: engine.fail("main.1/2", "E", by="lan"),
    "claim": lambda engine: engine.claim("main.1/2", by="lan"),
    "release": lambda engine: engine.release("main.1/2", by="lan"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_an_interrupting_timer_comes_before_a_late_command(
    name: str, engine: Engine, model: Make, clock: FrozenClock
) -> None:
    """A task whose deadline has passed is over, though nobody called run_due; the history says when it was due."""
    engine.deploy(model(DEADLINE))
    engine.start("main", by="lan", business_key="A")
    clock.advance(timedelta(days=20))

    with pytest.raises(StaleTask, match="the task is cancelled"):
        COMMANDS[name](engine)
    (fired,) = engine.history("main.1").of(EntryKind.TIMER_FIRED)
    assert (DUE, clock.now()) == (fired.due_at, fired.at)
    assert ["x"] == [task.element_id for task in engine.tasks()]
    assert () == engine.history("main.1").of(EntryKind.TASK_COMPLETED)


def test_a_timer_beside_the_task_fires_before_its_completion(engine: Engine, model: Make, clock: FrozenClock) -> None:
    """A reminder that was due opens its task, and the completion that came later goes through."""
    engine.deploy(model(REMINDER))
    engine.start("main", by="lan")
    clock.advance(timedelta(days=20))
    engine.complete("main.1/2", by="lan")
    kinds = [entry.kind for entry in engine.history("main.1")]

    assert kinds.index(EntryKind.TIMER_FIRED) < kinds.index(EntryKind.TASK_COMPLETED)
    assert ["x"] == [task.element_id for task in engine.tasks()]


def test_a_refused_command_leaves_what_was_due_fired(engine: Engine, model: Make, clock: FrozenClock) -> None:
    """A timer fires in a transaction of its own: that the command after it is refused does not take it back."""
    engine.deploy(model(REMINDER))
    engine.start("main", by="lan")
    clock.advance(timedelta(days=20))

    with pytest.raises(IncidentError, match="nothing catches the error"):
        engine.fail("main.1/2", "E", by="lan")
    assert 1 == len(engine.history("main.1").of(EntryKind.TIMER_FIRED))
    assert 0 == engine.run_due()


@pytest.mark.parametrize("receiver", ["business_key", "instance_id"])
def test_a_message_after_the_deadline_finds_nobody(
    receiver: str, engine: Engine, model: Make, clock: FrozenClock
) -> None:
    """An event-based gateway whose timer was due has decided before the message arrives."""
    engine.deploy(
        model(
            "start s\nevents g\ncatch m message=m\ncatch w duration=P3D\nuser x\nend e\n"
            "s -> g\ng -> m -> e\ng -> w -> x -> e"
        )
    )
    engine.start("main", by="lan", business_key="A")
    clock.advance(timedelta(days=20))
    name = "A" if receiver == "business_key" else "main.1"

    with pytest.raises(NobodyWaits):
        engine.correlate("m", by="lan", **{receiver: name})
    assert ["x"] == [task.element_id for task in engine.tasks()]


def test_other_dossiers_are_left_alone(engine: Engine, model: Make, clock: FrozenClock) -> None:
    """A command fires what is due for its own instance; the others wait for run_due, as do timers that start."""
    engine.deploy(model(REMINDER))
    engine.deploy(model("process daily\nstart s cycle=R/P1D\nuser z\ns -> z"))
    engine.start("main", by="lan", business_key="A")
    engine.start("main", by="lan", business_key="B")
    clock.advance(timedelta(days=3))
    engine.complete("main.1/2", by="lan")

    assert ["t", "x"] == sorted(task.element_id for task in engine.tasks())
    assert 1 == engine.run_due(instance_id="main.2")
    assert 3 == engine.run_due()
    with pytest.raises(UnknownInstance):
        engine.run_due(instance_id="main.9")


def test_a_deadline_that_cannot_be_met_is_told(engine: Engine, model: Make, clock: FrozenClock) -> None:
    """Where the timer leads into an incident, the history holds it before the completion that came too late."""
    engine.deploy(
        model(
            "start s\nuser t\nboundary b on=t duration=P3D\nxor g\nend e\nend d\n"
            "s -> t -> e\nb -> g\ng -> d : ok = true"
        )
    )
    engine.start("main", by="lan")
    clock.advance(timedelta(days=20))
    engine.complete("main.1/2", by="lan")
    told = engine.history("main.1").of(EntryKind.INCIDENT_RAISED, EntryKind.TASK_COMPLETED)

    assert [(EntryKind.INCIDENT_RAISED, DUE), (EntryKind.TASK_COMPLETED, None)] == [
        (entry.kind, entry.due_at) for entry in told
    ]


def test_timers_that_never_end_refuse_the_command(
    engine: Engine, model: Make, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command is not put off for ever by a cycle that is due again and again."""
    monkeypatch.setattr("procflow.engine.MAX_FIRINGS", 2)
    engine.deploy(model("start s\nuser t\nboundary b on=t soft cycle=R/PT1H\nend e\nend f\ns -> t -> e\nb -> f"))
    engine.start("main", by="lan")
    clock.advance(timedelta(hours=4))

    with pytest.raises(IncidentError, match=r"over 2 timers .* call run_due\(\)"):
        engine.complete("main.1/2", by="lan")
    assert (1, 0) == (engine.run_due(), engine.run_due())
    assert "completed" == engine.complete("main.1/2", by="lan").status


@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_is_dated_before_it_began(name: str, engine: Engine, model: Make, clock: FrozenClock) -> None:
    """With a clock that was set back a task can be neither claimed, given back nor ended."""
    engine.deploy(model(DEADLINE))
    engine.start("main", by="lan")
    if name == "release":
        engine.claim("main.1/2", by="lan")
    before = engine.history("main.1")
    clock.set(clock.now() - timedelta(minutes=1))

    with pytest.raises(CalendarError, match=r"began only at 2026-01-05T02:00:00\+00:00 - set the clock right"):
        COMMANDS[name](engine)
    assert before == engine.history("main.1")


@pytest.mark.parametrize("waiting", ["receive r message=m", "user r\nboundary b on=r message=m"])
def test_a_message_cannot_arrive_before_it_was_waited_for(
    waiting: str, engine: Engine, model: Make, clock: FrozenClock
) -> None:
    """A message that would be dated before its event or its activity began is refused."""
    engine.deploy(model(f"start s\n{waiting}\nend e\ns -> r -> e" + ("\nb -> e" if "boundary" in waiting else "")))
    engine.start("main", by="lan")
    clock.set(clock.now() - timedelta(minutes=1))

    with pytest.raises(CalendarError, match="began only at"):
        engine.correlate("m", by="lan", instance_id="main.1")
