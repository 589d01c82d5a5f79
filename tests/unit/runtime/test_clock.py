"""Limits of steps, the dossier's legal clock, and timers that stand still with it."""

from __future__ import annotations

import dataclasses
from datetime import datetime

import pytest

from procflow.bpmn import read
from procflow.calendars import Period
from procflow.errors import CalendarError, NotDeployable
from procflow.eventlog import EntryKind
from procflow.expressions import TimerDuration
from procflow.runtime.core.compile import compile_plan
from procflow.runtime.core.effects import OpenTask, RecordHistory, ScheduleTimer, SetDue
from procflow.runtime.core.legal import arm
from tests.diagrams import diagram
from tests.unit.runtime.case import CALENDAR, MONDAY, Case

CLOCK = (
    EntryKind.CLOCK_STARTED,
    EntryKind.CLOCK_PAUSED,
    EntryKind.CLOCK_RESUMED,
    EntryKind.CLOCK_RESTARTED,
    EntryKind.CLOCK_EXTENDED,
    EntryKind.CLOCK_STOPPED,
)
HEAD = "process main limit=10wd\n"


def at(text: str) -> datetime:
    """Return an instant written in the time of Hà Nội."""
    return datetime.fromisoformat(f"{text}+07:00")


def due_dates(case: Case) -> list[str]:
    """Return the due dates of the dossier that the last command set; empty text for none."""
    return [str(effect.due.due_on) if effect.due else "" for effect in case.effects if isinstance(effect, SetDue)]


@pytest.mark.parametrize(
    ("limit", "due"),
    [
        ("limit=2wd", "2026-01-07T17:00"),
        ("limit=4h", "2026-01-05T14:30"),
        ("limit=3cd", "2026-01-08T17:00"),
        ("limit=2d", None),
        ("pf.limit.unit=none-set", None),
        ("pf.limit.unit=not-counted", None),
        ("pf.limit.unit=office-hours", None),
        ('pf.limit.text="khi cần"', None),
        ("", None),
    ],
)
def test_the_limit_of_a_step_gives_its_due_instant(limit: str, due: str | None) -> None:
    """A step is due by its legal limit where a date follows from it, and has none otherwise."""
    case = Case(f"start s\nuser t {limit}\nend e\ns -> t -> e")

    found = [effect.due.due_at if effect.due else None for effect in case.effects if isinstance(effect, OpenTask)]
    assert [at(due) if due else None] == found


def test_a_completed_step_tells_allotted_and_used_time() -> None:
    """The completion says how much of the limit was used, in its unit, and whether it was late."""
    case = Case("start s\nuser t limit=2wd\nend e\ns -> t -> e").later(days=4).complete("t")

    (done,) = [entry for entry in case.entries if entry.kind is EntryKind.TASK_COMPLETED]
    assert {"value": "2", "unit": "working-day"} == done.detail["limit"]
    assert {"value": "2", "unit": "working-day"} == done.detail["used"]
    assert done.detail["late"]


@pytest.mark.parametrize(("hours", "used"), [(0, "0.00"), (3, "2.50"), (24, "8.00")])
def test_without_limit_used_time_is_in_office_hours(hours: int, used: str) -> None:
    """A step without limit counts the office hours it took; the midday break is none."""
    case = Case("start s\nuser t\nend e\ns -> t -> e").later(hours=hours).complete("t")

    (done,) = [entry for entry in case.entries if entry.kind is EntryKind.TASK_COMPLETED]
    assert {"value": used, "unit": "hour"} == done.detail["used"]
    assert done.detail["limit"] is None


def test_an_opened_task_explains_its_due_date() -> None:
    """The history says of an opened task which days were counted and which were not, and why."""
    case = Case("start s\nuser t limit=5wd\nend e\ns -> t -> e")

    (opened,) = [entry for entry in case.entries if entry.kind is EntryKind.TASK_OPENED]
    days = opened.detail["days"]
    assert isinstance(days, list)
    assert {"on": "2026-01-05", "counted": False, "running": "0", "reason": "event-day"} == days[0]
    assert {"on": "2026-01-10", "counted": True, "running": "5", "reason": "counted"} == days[-1]


def test_a_sub_process_with_a_limit_has_a_due_instant() -> None:
    """The entry of a stage tells when the stage is due."""
    case = Case("start s\nsub p limit=3wd {\nstart i\nuser t\ni -> t\n}\nend e\ns -> p -> e")

    (entry,) = [e for e in case.entries if e.element_id == "p" and e.kind is EntryKind.ELEMENT_ENTERED]
    assert at("2026-01-08T17:00") == entry.due_at


def test_the_clock_starts_with_the_instance_and_stops_at_its_end() -> None:
    """Without a mark the dossier's clock starts at the start and stops at the end, with the due date set."""
    case = Case(HEAD + "start s\nuser t\nend e\ns -> t -> e")

    assert ["2026-01-16"] == due_dates(case)
    assert [CLOCK[0], CLOCK[5]] == [kind for kind, _ in case.complete("t").kinds(*CLOCK)]
    assert ["2026-01-16"] == due_dates(case)


def test_a_process_without_limit_has_no_clock() -> None:
    """Where nothing is limited and nothing marked, the history tells of no clock."""
    assert [] == Case("start s\ntask t\nend e\ns -> t -> e").kinds(*CLOCK)


def test_a_mark_starts_the_clock_later() -> None:
    """With an event marked ``start`` the clock starts there, not with the instance."""
    case = Case(HEAD + "start s\nuser t\nthrow c pf.clock=start\nuser u\nend e\ns -> t -> c -> u -> e")

    assert [] == case.kinds(*CLOCK)
    assert [(CLOCK[0], "c")] == case.later(days=1).complete("t").kinds(*CLOCK)
    assert ["2026-01-17"] != due_dates(case)
    assert ["2026-01-19"] == due_dates(case)


def test_a_start_event_may_have_its_own_limit() -> None:
    """A start mark with a limit counts that limit instead of the process's."""
    assert ["2026-01-07"] == due_dates(Case(HEAD + "start s pf.clock=start limit=2wd\nuser t\ns -> t"))


def test_events_pause_and_resume_the_clock() -> None:
    """Between the events marked ``pause`` and ``resume`` there is no due date, and the days are not counted."""
    case = Case(
        HEAD + "start s\nthrow p pf.clock=pause\nuser t\nthrow r pf.clock=resume\nuser u\ns -> p -> t -> r -> u"
    )

    assert ["2026-01-16", ""] == due_dates(case)
    assert ["2026-01-26"] == due_dates(case.later(days=7).complete("t"))
    assert [(CLOCK[1], "p"), (CLOCK[2], "r")] == case.kinds(*CLOCK[1:3])


def test_a_paused_activity_holds_the_clock_while_it_lasts() -> None:
    """An activity marked ``paused`` holds the clock from its entry until it is left."""
    case = Case(HEAD + "start s\nuser t pf.clock=paused\nuser u\ns -> t -> u")

    assert ("1",) != case.state.pauses
    assert [(CLOCK[1], "t")] == case.kinds(CLOCK[1])
    assert [(CLOCK[2], "t")] == case.complete("t").kinds(CLOCK[2])


def test_two_holds_pause_once() -> None:
    """Parallel activities marked ``paused`` hold the clock together; it runs when the last is left."""
    case = Case(
        HEAD + "start s\nand f\nuser t pf.clock=paused\nuser u pf.clock=paused\nuser v\ns -> f\nf -> t\nf -> u\nf -> v"
    )

    assert [] == case.complete("u").kinds(CLOCK[2])
    assert [(CLOCK[2], "t")] == case.complete("t").kinds(CLOCK[2])
    assert 1 == len(case.kinds(CLOCK[1]))


def test_a_cancelled_activity_holds_no_longer() -> None:
    """An activity marked ``paused`` that is interrupted lets the clock run again."""
    case = Case(HEAD + "start s\nuser t pf.clock=paused\nboundary b on=t duration=P1D\nuser u\ns -> t\nb -> u").fire(
        "b"
    )

    assert [(CLOCK[2], "t")] == case.kinds(CLOCK[2])


def test_the_clock_is_restarted() -> None:
    """An event marked ``restart`` counts anew, by its own limit if it has one, and ends a pause."""
    text = "start s\nthrow p pf.clock=pause\nuser t\nthrow r pf.clock=restart {}\nuser u\ns -> p -> t -> r -> u"

    assert ["2026-01-26"] == due_dates(Case(HEAD + text.format("")).later(days=7).complete("t"))
    assert ["2026-01-15"] == due_dates(Case(HEAD + text.format("limit=3wd")).later(days=7).complete("t"))


def test_the_clock_is_extended_and_stopped() -> None:
    """An event marked ``extend`` adds its limit; after ``stop`` nothing changes the clock any more."""
    case = Case(
        HEAD + "start s pf.clock=start\nthrow x pf.clock=extend limit=5wd\nthrow y pf.clock=stop\n"
        "throw z pf.clock=pause\nthrow v pf.clock=resume\nthrow w pf.clock=start\n"
        "throw k pf.clock=restart\nthrow l pf.clock=extend limit=1wd\nthrow m pf.clock=stop\nuser t\n"
        "s -> x -> y -> z -> v -> w -> k -> l -> m -> t"
    )

    assert ["2026-01-16", "2026-01-23", "2026-01-23"] == due_dates(case)
    assert [(CLOCK[4], "x"), (CLOCK[5], "y")] == case.kinds(*CLOCK[1:])


def test_a_limit_that_gives_no_date_starts_a_clock_without_due() -> None:
    """A process whose limit is not set still tells when its clock runs."""
    case = Case("process main pf.limit.unit=none-set\nstart s\nuser t\nend e\ns -> t -> e")

    assert [""] == due_dates(case)
    assert [CLOCK[0], CLOCK[5]] == [kind for kind, _ in case.complete("t").kinds(*CLOCK)]


LEGAL_TIMERS = (
    HEAD
    + """
    start s
    and f
    user a
    boundary before on=a soft timer limit=5wd
    boundary plain on=a soft duration=P9D
    user b
    throw p pf.clock=pause
    user c
    boundary during on=c soft timer limit=5wd
    throw r pf.clock=resume
    user d
    end e
    s -> f
    f -> a
    f -> b -> p -> c -> r -> d
    before -> e
    plain -> e
    during -> e
    """
)


def test_legal_timers_stand_still_with_the_clock() -> None:
    """A legal timer armed before a pause stands still; one armed during it and plain ISO timers run on."""
    case = Case(LEGAL_TIMERS).complete("b")

    assert case.token("before").timer is not None
    assert [None, at("2026-01-14T09:00"), at("2026-01-10T17:00")] == [
        timer.due_at for name in ("before", "plain", "during") if (timer := case.token(name).timer)
    ]


def test_legal_timers_go_on_with_the_clock() -> None:
    """At the resumption the timer that stood still gets a later due instant, and only that one is set anew."""
    case = Case(LEGAL_TIMERS).complete("b").later(days=7).complete("c")

    assert [at("2026-01-19T17:00")] == [e.due_at for e in case.effects if isinstance(e, ScheduleTimer)]
    assert case.now < case.fire("before").now


def test_a_timer_armed_during_a_pause_stays_as_it_is() -> None:
    """A timer that was armed during the pause and outlives it is not set anew at the resumption."""
    case = Case(
        HEAD
        + """
        start s
        and f
        user a
        user b
        boundary w on=b soft timer limit=5wd
        throw p pf.clock=pause
        user c
        throw r pf.clock=resume
        user d
        s -> f
        f -> a -> b
        f -> p -> c -> r -> d
        """
    )
    case.complete("a").later(days=1).complete("c")

    assert [] == [effect for effect in case.effects if isinstance(effect, ScheduleTimer)]
    assert ["b", "d", "w"] == case.waiting


def test_a_stopped_clock_lets_timers_run() -> None:
    """Legal timers that stand still with a paused clock run again when the clock is stopped."""
    text = LEGAL_TIMERS.replace("throw r pf.clock=resume", "throw r pf.clock=stop")
    case = Case(text).complete("b").later(days=7).complete("c")

    assert [at("2026-01-19T17:00")] == [e.due_at for e in case.effects if isinstance(e, ScheduleTimer)]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("start s\nuser t pf.clock=pause\ns -> t", "a step cannot pause the legal clock"),
        ("start s\nthrow t pf.clock=extend\ns -> t", "nothing says by how much"),
        ("start s\ncatch t timer limit=5d\ns -> t", "no due date follows from the limit of the timer"),
        ("start s\ncatch t duration=P10D limit=10d\ns -> t", "no due date follows from the limit of the timer"),
        ("start s\ncatch t duration=P1D limit=0.5cd\ns -> t", "no due date follows from the limit of the timer"),
        *(
            (f"start s\ncatch t duration=P1D pf.limit.unit={unit}\ns -> t", "no due date follows from the limit")
            for unit in ("not-counted", "none-set", "office-hours")
        ),
        ("start s\nthrow t timer\ns -> t", "not run"),
        ("start s\ncatch t cycle=R2/2026-02-01T08:00:00+07:00/P1D limit=1wd\ns -> t", "a cycle with a start date"),
        ("user t", "it has 0 start events"),
    ],
)
def test_what_no_rule_reports_is_refused(lines: str, message: str) -> None:
    """What would be run wrongly is refused when the process is compiled."""
    process = read(diagram(lines)).processes[0]

    with pytest.raises(NotDeployable, match=message):
        compile_plan(process, CALENDAR, lambda _caller, _name: None)


def test_the_limit_may_stand_on_the_pool() -> None:
    """The limit of a procedure drawn in a pool may be a property of the pool."""
    part = '<extensionElements><zeebe:properties><zeebe:property name="pf.limit.value" value="3"/>'
    part += '<zeebe:property name="pf.limit.unit" value="working-day"/></zeebe:properties></extensionElements>'
    pool = (
        f'<collaboration id="k"><participant id="x" name="UBND" processRef="main">{part}</participant></collaboration>'
    )
    raw = diagram("start s\nuser t\ns -> t", collaboration=pool)

    assert ["2026-01-08"] == due_dates(Case(raw=raw))


def test_history_entries_are_values() -> None:
    """Every effect of history is a frozen record that names element, person and task."""
    case = Case("start s\nuser t\nend e\ns -> t -> e").complete("t")
    (done,) = [entry for entry in case.entries if entry.kind is EntryKind.TASK_COMPLETED]

    assert RecordHistory(EntryKind.TASK_COMPLETED, "t", "t", "cb", "minh", 2, None, done.detail) == done


def test_a_timer_counts_plain_days_as_the_profile_says() -> None:
    """With a profile that says which days plain days are, a timer counts its limit in them; without, it is refused."""
    plain = Period.parse("10d")
    profile = dataclasses.replace(CALENDAR, day_unstated="working-day")

    assert at("2026-01-16T17:00") == arm(TimerDuration("P10D"), plain, MONDAY, profile).due_at
    with pytest.raises(CalendarError, match="working or calendar days"):
        arm(TimerDuration("P10D"), plain, MONDAY, CALENDAR)
