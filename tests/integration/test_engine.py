"""The engine from deployment to the end of an instance, in memory and on a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from procflow.bpmn import Definitions
from procflow.clock import FrozenClock
from procflow.engine import Engine
from procflow.errors import (
    CalendarError,
    DataError,
    IncidentError,
    NaiveTimeError,
    NobodyWaits,
    NotAllowed,
    NotDeployable,
    StaleTask,
    UnknownDefinition,
    UnknownInstance,
    UnknownTask,
)
from procflow.eventlog import EntryKind
from procflow.runtime.core.values import MAX_DIGITS

Make = Callable[..., Definitions]
TWO_STEPS = """
process main limit=5wd
start s
user receive "Tiếp nhận hồ sơ" group=mot-cua limit=4h
user review "Thẩm định" group=chuyen-vien limit=2wd
end e
s -> receive -> review -> e
"""


def local(text: str) -> datetime:
    """Return an instant written in the time of Hà Nội."""
    return datetime.fromisoformat(f"{text}+07:00")


@pytest.fixture
def two_steps(engine: Engine, model: Make) -> Engine:
    """Return an engine with a process of two steps deployed."""
    engine.deploy(model(TWO_STEPS))
    return engine


def test_a_dossier_goes_through(two_steps: Engine) -> None:
    """An instance waits at each task in turn and ends after the last; its variables are kept."""
    started = two_steps.start("main", {"fee": Decimal(10000)}, by="lan", business_key="H29-1")
    (first,) = two_steps.tasks(performer="mot-cua")
    two_steps.complete(first.id, {"complete": True}, by="lan")
    (second,) = two_steps.tasks(instance_id=started.id)
    ended = two_steps.complete(second.id, by="minh")

    assert ("main.1", "main", 1, "H29-1", "running") == (
        started.id,
        started.key,
        started.version,
        started.business_key,
        started.status,
    )
    assert ("completed", {"fee": Decimal(10000), "complete": True}) == (ended.status, ended.variables)
    assert two_steps.instance(started.id) == ended
    assert () == two_steps.tasks()


def test_an_open_task_tells_all(two_steps: Engine) -> None:
    """An open task names dossier, element, candidates, due instant and why."""
    two_steps.start("main", by="lan", business_key="H29-1")
    (task,) = two_steps.tasks()

    assert ("main.1/2", "main.1", "H29-1", "receive", "Tiếp nhận hồ sơ") == (
        task.id,
        task.instance_id,
        task.business_key,
        task.element_id,
        task.name,
    )
    assert (("mot-cua",), None, None, 1) == (task.performer, task.assignee, task.form, task.version)
    assert (local("2026-01-05T09:00"), local("2026-01-05T14:30")) == (task.opened_at, task.due_at)
    assert {"value": "4", "unit": "hour"} == task.explanation["limit"]


def test_the_dossier_has_a_due_date(two_steps: Engine) -> None:
    """The limit of the process gives the due date of the dossier."""
    instance = two_steps.start("main", by="lan")

    assert (date(2026, 1, 10), local("2026-01-10T17:00")) == (instance.due_on, instance.due_at)
    assert (local("2026-01-05T09:00"), None) == (instance.started_at, instance.ended_at)


def test_an_end_is_dated(two_steps: Engine, clock: FrozenClock) -> None:
    """An instance that ended says when."""
    two_steps.start("main", by="lan")
    clock.advance(timedelta(hours=1))
    for _ in range(2):
        instance = two_steps.complete(two_steps.tasks()[0].id, by="lan")

    assert local("2026-01-05T10:00") == instance.ended_at


def test_tasks_are_found_by_performer(engine: Engine, model: Make) -> None:
    """A task is found by each of its groups and persons, by its assignee, and by the type of a job."""
    engine.deploy(
        model("""
            start s
            user a group=x,y users=lan
            user b group=z assignee=minh
            service c type=sms
            s -> a
            s -> b
            s -> c
        """)
    )
    engine.start("main", by="lan")

    found = {
        name: [task.element_id for task in engine.tasks(performer=name)]
        for name in ("x", "y", "lan", "z", "minh", "job:sms", "w")
    }
    expected = {"x": ["a"], "y": ["a"], "lan": ["a"], "z": ["b"], "minh": ["b"], "job:sms": ["c"], "w": []}
    assert expected == found


def test_a_task_has_its_form(engine: Engine, model: Make) -> None:
    """A task gives the form that the model draws for it."""
    raw = model("start s\nuser t\ns -> t").raw
    assert raw is not None
    opened = b'camunda:candidateGroups="cb">'
    part = b'<extensionElements><camunda:formData><camunda:formField id="ok" type="boolean"/></camunda:formData>'
    from procflow.bpmn import read

    engine.deploy(read(raw.replace(opened, opened + part + b"</extensionElements>")))
    engine.start("main", by="lan")

    form = engine.tasks()[0].form
    assert form is not None
    assert ["ok"] == [field.id for field in form.fields]


def test_a_claimed_task_is_someones(two_steps: Engine) -> None:
    """A claim names the person, counts the version, and leaves completing to that person."""
    two_steps.start("main", by="lan")
    task = two_steps.tasks()[0]
    claimed = two_steps.claim(task.id, by="lan")

    assert ("lan", 2) == (claimed.assignee, claimed.version)
    assert [claimed] == list(two_steps.tasks(performer="lan"))
    with pytest.raises(NotAllowed, match="lan has the task"):
        two_steps.complete(task.id, by="minh")
    with pytest.raises(StaleTask, match="lan has the task"):
        two_steps.claim(task.id, by="minh")
    assert claimed == two_steps.claim(task.id, by="lan")


def test_a_released_task_is_free_again(two_steps: Engine) -> None:
    """Who has a task gives it back: it is offered as before, another one may claim it, and one entry says so."""
    instance = two_steps.start("main", by="lan")
    task = two_steps.tasks()[0]
    two_steps.claim(task.id, by="lan")
    released = two_steps.release(task.id, by="lan")

    assert (None, 3) == (released.assignee, released.version)
    assert [] == list(two_steps.tasks(performer="lan"))
    assert [released] == list(two_steps.tasks(performer=task.performer[0]))
    (entry,) = two_steps.history(instance.id).of(EntryKind.TASK_RELEASED)
    assert ("lan", task.id, task.element_id) == (entry.by, entry.task_id, entry.element_id)
    two_steps.history(instance.id).verify()
    assert "minh" == two_steps.claim(task.id, by="minh").assignee


def test_only_who_has_a_task_releases_it(two_steps: Engine) -> None:
    """A task that is someone else's, nobody's, over or unknown cannot be given back, and nothing is written."""
    instance = two_steps.start("main", by="lan")
    task = two_steps.tasks()[0]
    with pytest.raises(StaleTask, match="nobody has the task"):
        two_steps.release(task.id, by="lan")
    claimed = two_steps.claim(task.id, by="lan")
    with pytest.raises(NotAllowed, match="lan has the task - let lan release it"):
        two_steps.release(task.id, by="minh")

    assert claimed == two_steps.tasks()[0]
    assert () == two_steps.history(instance.id).of(EntryKind.TASK_RELEASED)
    two_steps.complete(task.id, by="lan")
    with pytest.raises(StaleTask, match="the task is completed"):
        two_steps.release(task.id, by="lan")
    with pytest.raises(UnknownTask):
        two_steps.release("gone", by="lan")


def test_a_task_for_persons_is_for_them_alone(engine: Engine, model: Make) -> None:
    """A task offered to persons and no group can be claimed by these persons only."""
    engine.deploy(model('start s\nuser t group="" users=lan,minh\nend e\ns -> t -> e'))
    engine.start("main", by="lan")
    task = engine.tasks()[0]
    with pytest.raises(NotAllowed, match="lan, minh"):
        engine.claim(task.id, by="hoa")

    assert "minh" == engine.claim(task.id, by="minh").assignee


def test_a_free_task_is_completed_by_those_it_is_offered_to(engine: Engine, model: Make) -> None:
    """Who may not claim a task for certain persons cannot complete it or end it with an error either."""
    engine.deploy(model('start s\nuser t group="" users=lan,hoa\nend e\ns -> t -> e'))
    instance = engine.start("main", by="portal")
    (task,) = engine.tasks()

    with pytest.raises(NotAllowed, match="lan, hoa") as caught:
        engine.complete(task.id, by="mallory")
    assert {"task_id": task.id, "by": "mallory"} == caught.value.facts
    with pytest.raises(NotAllowed, match="lan, hoa"):
        engine.fail(task.id, "E1", by="mallory")
    assert "running" == engine.instance(instance.id).status
    assert "completed" == engine.complete(task.id, by="hoa").status


def test_a_task_seen_before_its_change_is_stale(two_steps: Engine) -> None:
    """A completion that looked at an earlier version is refused; one that looked at the present one is not."""
    two_steps.start("main", by="lan")
    task = two_steps.tasks()[0]
    two_steps.claim(task.id, by="lan")
    with pytest.raises(StaleTask, match="has changed"):
        two_steps.complete(task.id, by="lan", seen=task.version)

    assert "running" == two_steps.complete(task.id, by="lan", seen=task.version + 1).status


def test_a_closed_task_is_stale(two_steps: Engine) -> None:
    """A task that was completed can be neither completed nor claimed again."""
    two_steps.start("main", by="lan")
    task = two_steps.tasks()[0]
    two_steps.complete(task.id, by="lan")

    with pytest.raises(StaleTask, match="the task is completed"):
        two_steps.complete(task.id, by="lan")
    with pytest.raises(StaleTask, match="the task is completed"):
        two_steps.claim(task.id, by="lan")


def test_ids_must_exist(two_steps: Engine) -> None:
    """Unknown keys and ids are refused by name."""
    with pytest.raises(UnknownDefinition):
        two_steps.start("other", by="lan")
    with pytest.raises(UnknownTask):
        two_steps.complete("main.1/9", by="lan")
    for ask in (two_steps.instance, two_steps.history, two_steps.timers):
        with pytest.raises(UnknownInstance):
            ask("main.9")
    with pytest.raises(UnknownInstance):
        two_steps.tasks(instance_id="main.9")


def test_somebody_must_be_named(two_steps: Engine) -> None:
    """A command without a person or program is refused, and so are names that are no names."""
    for name in ("", " ", "a\nb", "a\ud800", "a" * 256):
        with pytest.raises(DataError, match="who does it"):
            two_steps.start("main", by=name)
        with pytest.raises(DataError, match="business key"):
            two_steps.start("main", by="lan", business_key=name)


@pytest.mark.parametrize("wrong", [5, True, b"lan", ["lan"], date(2026, 1, 5)])
def test_names_are_texts(two_steps: Engine, wrong: Any) -> None:  # noqa: ANN401 - the kind is the point
    """What is no text is refused as that, and not called empty or passed over."""
    kind = type(wrong).__name__

    for ask in (
        lambda: two_steps.start("main", by=wrong),
        lambda: two_steps.start("main", by="lan", business_key=wrong),
        lambda: two_steps.claim("main.1/2", by=wrong),
        lambda: two_steps.tasks(performer=wrong),
    ):
        with pytest.raises(DataError, match=f"(who does it|business key|performer) cannot be of type {kind} - give"):
            ask()


def test_an_incident_changes_nothing(engine: Engine, model: Make) -> None:
    """A completion after which no way is open is refused; the task stays open and can be completed otherwise."""
    engine.deploy(model("start s\nuser t\nxor g\nend e\nend d\ns -> t -> g\ng -> e : x > 1\ng -> d : x < 1"))
    engine.start("main", by="lan")
    task = engine.tasks()[0]
    before = engine.history("main.1")
    with pytest.raises(IncidentError, match="no condition holds"):
        engine.complete(task.id, {"x": 1}, by="lan")

    assert (task,) == engine.tasks()
    assert before == engine.history("main.1")
    assert "completed" == engine.complete(task.id, {"x": 2}, by="lan").status


def test_a_timer_beyond_the_calendar_names_its_element(engine: Engine, model: Make) -> None:
    """An instance whose timer would fire after the year 9999 is not started; the error names the timer."""
    engine.deploy(model("start s\ncatch far duration=P9999Y\nend e\ns -> far -> e"))

    with pytest.raises(IncidentError, match="beyond the year 9999") as caught:
        engine.start("main", by="lan")
    assert "far" == caught.value.where.element


def test_values_of_every_kind_are_kept(engine: Engine, model: Make) -> None:
    """Large and exact numbers, dates and decomposed letters come back as they were, and the history verifies."""
    engine.deploy(model("start s\nuser t\nend e\ns -> t -> e"))
    data = {"big": 2**80, "small": 1e-7, "fee": Decimal("1.10"), "on": date(2026, 1, 5), "NFD": "Thu\u0309 tu\u0323c"}
    started = engine.start("main", data, by="lan")
    engine.history(started.id).verify()

    assert data == started.variables
    assert data == engine.instance(started.id).variables


def test_a_start_that_cannot_wait_leaves_no_instance(engine: Engine, model: Make) -> None:
    """A start that leads into an incident stores nothing; the next instance gets the number."""
    engine.deploy(model("start s\nxor g\nend e\nend d\ns -> g\ng -> e : x > 1\ng -> d : x < 1"))
    with pytest.raises(IncidentError):
        engine.start("main", {"x": 1}, by="lan")

    assert "main.1" == engine.start("main", {"x": 2}, by="lan").id


def test_due_timers_fire(engine: Engine, model: Make, clock: FrozenClock) -> None:
    """``run_due`` fires what is due, in order, and says how much."""
    engine.deploy(model("start s\nuser t\nboundary b on=t soft duration=PT1H\nboundary c on=t duration=PT2H\ns -> t"))
    engine.start("main", by="lan")
    pending = engine.timers("main.1")
    clock.advance(timedelta(hours=1))

    assert [("b", local("2026-01-05T10:00")), ("c", local("2026-01-05T11:00"))] == [
        (timer.element_id, timer.due_at) for timer in pending
    ]
    assert (1, 0) == (engine.run_due(), engine.run_due())
    assert 1 == engine.run_due(clock.now() + timedelta(hours=1))
    assert () == engine.timers()
    assert () == engine.tasks()


def test_run_due_needs_an_instant(engine: Engine) -> None:
    """A naive instant names no moment."""
    with pytest.raises(NaiveTimeError):
        engine.run_due(datetime(2026, 1, 5))  # noqa: DTZ001 - the naive instant is the point


def test_the_last_hours_of_time_are_refused(engine: Engine, model: Make, clock: FrozenClock) -> None:
    """An instant that the authority's zone cannot write any more is refused."""
    engine.deploy(model("start s\nuser t\ns -> t"))
    clock.set(datetime(9999, 12, 31, 20, tzinfo=UTC))

    with pytest.raises(CalendarError, match="9999"):
        engine.start("main", by="lan")
    with pytest.raises(CalendarError, match="9999"):
        engine.run_due(clock.now())


def test_a_timer_beyond_the_last_year_is_refused(engine: Engine, model: Make) -> None:
    """A timer that would fire beyond the years that can be counted is refused by name where it is armed."""
    engine.deploy(model("start s\ncatch w timer limit=99999wd\nuser t\ns -> w -> t"))

    with pytest.raises(IncidentError, match="'w'"):
        engine.start("main", by="lan")
    with pytest.raises(NotDeployable, match=r"'s'.*beyond the year 9999"):
        engine.deploy(model("process other\nstart s duration=P9000Y\nuser t\ns -> t"))
    with pytest.raises(NotDeployable, match=r"'s'.*does not reach the year 2100"):
        engine.deploy(model("process late\nstart s timer limit=99999wd\nuser t\ns -> t"))
    assert () == engine.timers()


def test_missed_cycles_fire_as_often(engine: Engine, model: Make, clock: FrozenClock) -> None:
    """A cycle that nobody looked at fires as often as it was due, with an end to one call."""
    engine.deploy(model("start s\nuser t\nboundary b on=t soft cycle=R/PT1H\ntask u\nend e\ns -> t\nb -> u -> e"))
    engine.start("main", by="lan")
    clock.advance(timedelta(hours=5, minutes=30))

    assert 5 == engine.run_due()
    assert 5 == len(engine.history("main.1").of(EntryKind.TIMER_FIRED))


def test_a_timer_that_cannot_go_on_is_put_aside(engine: Engine, model: Make, clock: FrozenClock) -> None:
    """A firing that leads into an incident is told in the history, disturbs no other timer, and is tried again."""
    engine.deploy(
        model("""
            start s
            user t
            boundary b on=t soft duration=PT1H
            boundary c on=t soft duration=PT2H
            user x
            xor g
            end e
            s -> t
            b -> g
            g -> e : ok = true
            g -> e : ok = false
            c -> x
        """)
    )
    engine.start("main", {"ok": None}, by="lan")
    clock.advance(timedelta(hours=1))

    assert 1 == engine.run_due()
    (incident,) = engine.history("main.1").of(EntryKind.INCIDENT_RAISED)
    assert ("b", "PF220") == (incident.element_id, incident.detail["code"])
    assert [("b", True), ("c", False)] == [(timer.element_id, timer.has_failed) for timer in engine.timers()]
    assert ["PF220", ""] == [timer.failure[:5] for timer in engine.timers()]
    assert 0 == engine.run_due()
    clock.advance(timedelta(hours=1))
    assert 2 == engine.run_due()
    assert ["t", "x"] == sorted(task.element_id for task in engine.tasks())


def test_standing_timers_come_last(engine: Engine, model: Make) -> None:
    """A timer that stands still with the legal clock is shown without due instant, after the others."""
    engine.deploy(
        model("""
            process main limit=10wd
            start s
            user t
            boundary a on=t soft timer limit=3wd
            boundary b on=t soft duration=P9D
            throw p pf.clock=pause
            user u
            s -> t
            s -> p -> u
        """)
    )
    instance = engine.start("main", by="lan")

    assert [("b", local("2026-01-14T09:00")), ("a", None)] == [(t.element_id, t.due_at) for t in engine.timers()]
    assert (None, None) == (instance.due_at, instance.due_on)


def test_a_message_reaches_its_dossier(engine: Engine, model: Make) -> None:
    """A message goes to the instance of the dossier that waits for it, with its data."""
    engine.deploy(model("start s\nreceive r message=supplement\nend e\ns -> r -> e"))
    engine.start("main", by="lan", business_key="A")
    engine.start("main", by="lan", business_key="B")

    assert ("main.2", "completed") == (
        (reached := engine.correlate("supplement", {"pages": 2}, by="citizen", business_key="B")).id,
        reached.status,
    )
    assert "running" == engine.instance("main.1").status
    assert "completed" == engine.correlate("supplement", by="citizen", instance_id="main.1").status


def test_a_message_nobody_waits_for_is_refused(engine: Engine, model: Make) -> None:
    """A message without receiver is refused, and so is one that could have several."""
    engine.deploy(model("start s\nreceive r message=supplement\nend e\ns -> r -> e"))
    for _ in range(2):
        engine.start("main", by="lan", business_key="A")

    with pytest.raises(NobodyWaits):
        engine.correlate("other", by="lan", business_key="A")
    with pytest.raises(NobodyWaits):
        engine.correlate("other", by="lan", instance_id="main.1")
    with pytest.raises(DataError, match=r"main.1, main.2"):
        engine.correlate("supplement", by="lan", business_key="A")
    with pytest.raises(DataError, match="no receiver"):
        engine.correlate("supplement", by="lan")
    with pytest.raises(UnknownInstance):
        engine.correlate("supplement", by="lan", instance_id="main.3")


def test_one_message_has_one_receiver(engine: Engine, model: Make) -> None:
    """Of two events of an instance that wait for one message the older gets it."""
    engine.deploy(model("start s\nreceive a message=m\nreceive b message=m\nend e\ns -> a -> e\ns -> b -> e"))
    engine.start("main", by="lan", business_key="A")

    assert "running" == engine.correlate("m", by="lan", business_key="A").status
    assert "completed" == engine.correlate("m", by="lan", business_key="A").status


def test_a_message_begins_an_instance(engine: Engine, model: Make) -> None:
    """A start message begins an instance of the latest version with its business key."""
    engine.deploy(model("start s message=application\nuser t\ns -> t"))
    engine.deploy(model("start s message=application\nuser u\ns -> u"))
    begun = engine.correlate("application", {"name": "Lê"}, by="portal", business_key="A")

    assert (2, "A", {"name": "Lê"}) == (begun.version, begun.business_key, begun.variables)
    with pytest.raises(NobodyWaits):
        engine.correlate("application", by="portal", instance_id=begun.id)


def test_two_processes_may_not_begin_with_one_message(engine: Engine, model: Make) -> None:
    """A message that several processes begin with is refused: which is meant is not guessed."""
    engine.deploy(model("process a\nstart s message=m\nuser t\ns -> t"))
    engine.deploy(model("process b\nstart s message=m\nuser t\ns -> t"))

    with pytest.raises(DataError, match="several processes"):
        engine.correlate("m", by="portal", business_key="A")


def test_a_timer_begins_instances(engine: Engine, model: Make, clock: FrozenClock) -> None:
    """A timer start event begins an instance each time it is due, of the latest version alone."""
    engine.deploy(model("start s cycle=R2/PT1H\nuser t\ns -> t"))
    clock.advance(timedelta(minutes=30))
    engine.deploy(model("start s cycle=R2/PT1H\nuser u\ns -> u"))
    pending = engine.timers()
    clock.advance(timedelta(hours=5))

    assert [("", "s", local("2026-01-05T10:30"))] == [(t.instance_id, t.element_id, t.due_at) for t in pending]
    assert 2 == engine.run_due()
    assert ["u", "u"] == [task.element_id for task in engine.tasks()]
    assert () == engine.timers()


def test_a_start_timer_that_cannot_go_on_is_put_aside(engine: Engine, model: Make, clock: FrozenClock) -> None:
    """A timer whose instance cannot wait anywhere is put aside and begins nothing."""
    engine.deploy(model("start s cycle=R/PT1H\nxor g\nend e\nend d\ns -> g\ng -> e : x > 1\ng -> d : x < 1"))
    clock.advance(timedelta(hours=3))

    assert (3, 0) == (engine.run_due(), engine.run_due())
    (timer,) = engine.timers()
    assert (True, local("2026-01-05T13:00")) == (timer.has_failed, timer.due_at)
    assert "PF220" in timer.failure
    assert "cannot decide the condition 'x > 1': x is missing" in timer.failure
    with pytest.raises(UnknownInstance):
        engine.instance("main.1")


def test_a_start_timer_goes_on_once_it_can(
    engine: Engine, model: Make, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cycle whose last firing failed begins an instance at its next time, and shows no failure any more."""
    engine.deploy(model("start s cycle=R3/PT1H\nuser t limit=5wd\ns -> t"))
    clock.advance(timedelta(hours=1))
    with monkeypatch.context() as patch:
        patch.setattr(engine._instances, "start", refuse_to_start)
        fired = engine.run_due()
    failed = engine.timers()
    clock.advance(timedelta(hours=1))

    assert (1, ["PF220: it cannot go on"]) == (fired, [timer.failure for timer in failed])
    assert (1, ["main.1"]) == (engine.run_due(), [task.instance_id for task in engine.tasks()])
    assert [("", False)] == [(timer.failure, timer.has_failed) for timer in engine.timers()]


def refuse_to_start(*_: object) -> str:
    """Lead into an incident."""
    raise IncidentError("it cannot go on")


@pytest.mark.parametrize("cycle", ["cycle=R1/PT1H", "duration=PT1H", "cycle=R/P5000Y"])
def test_a_start_timer_without_next_time_waits_for_a_deployment(
    engine: Engine, model: Make, clock: FrozenClock, cycle: str
) -> None:
    """A start timer that failed at its last time keeps it, and is tried again after the next deployment."""
    text = f"start s {cycle}\nxor g\nend e\nend d\ns -> g\ng -> e : x > 1\ng -> d : x < 1"
    engine.deploy(model(text))
    clock.set(engine.timers()[0].due_at or clock.now())

    assert (1, 0) == (engine.run_due(), engine.run_due())
    assert [True] == [timer.has_failed for timer in engine.timers()]
    assert 1 == engine.deploy(model(text)).version
    assert (1, 0) == (engine.run_due(), engine.run_due())
    engine.deploy(model("start s duration=PT1H\nuser t\ns -> t"))
    assert [False] == [timer.has_failed for timer in engine.timers()]


def test_the_oldest_due_timer_fires_first(engine: Engine, model: Make, clock: FrozenClock) -> None:
    """Timers fire in the order of their due instants, those that begin instances among those of instances."""
    engine.deploy(model("process a\nstart s duration=PT2H\nuser t\ns -> t"))
    engine.deploy(model("process b\nstart s duration=PT1H\nuser t\ns -> t"))
    engine.deploy(model("process c\nstart s\ncatch w duration=PT3H\nuser u\ns -> w -> u"))
    engine.deploy(model("process d\nstart s duration=PT4H\nuser t\ns -> t"))
    engine.start("c", by="lan")
    clock.advance(timedelta(hours=5))

    assert 4 == engine.run_due()
    assert ["a.3", "b.2", "c.1", "d.4"] == sorted(task.instance_id for task in engine.tasks())


def test_a_task_may_fail(engine: Engine, model: Make) -> None:
    """A job that fails with an error goes on at the boundary event that catches it."""
    engine.deploy(
        model("start s\nservice t type=sms\nboundary b on=t error=E1\nuser u\nend e\ns -> t -> e\nb -> u -> e")
    )
    engine.start("main", by="lan")
    (job,) = engine.tasks(performer="job:sms")
    with pytest.raises(IncidentError, match="E2"):
        engine.fail(job.id, "E2", by="sms-gateway")
    engine.fail(job.id, "E1", {"reason": "no number"}, by="sms-gateway")

    assert ["u"] == [task.element_id for task in engine.tasks()]
    assert {"reason": "no number"} == engine.instance("main.1").variables


def test_long_numbers_are_kept(engine: Engine, model: Make) -> None:
    """The longest number that may be a variable is equal in the instance and in its history."""
    engine.deploy(model("start s\nuser t\ns -> t"))
    instance = engine.start("main", {"n": 10**MAX_DIGITS - 1}, by="lan")

    assert {"n": 10**MAX_DIGITS - 1} == engine.instance(instance.id).variables
    engine.history(instance.id).verify()
