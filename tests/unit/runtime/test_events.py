"""Timers, messages, boundary events, event-based gateways and errors."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from procflow.errors import IncidentError, StaleTask
from procflow.eventlog import EntryKind
from procflow.runtime.core.commands import Fire
from procflow.runtime.core.effects import CancelTimer, ScheduleTimer, Subscribe, Unsubscribe
from procflow.runtime.core.state import Status
from tests.unit.runtime.case import MONDAY, Case

REMINDER = """
start s
user t
boundary r on=t soft cycle=R3/PT1H
user remind
end e
end d
s -> t -> e
r -> remind -> d
"""


def at(text: str) -> datetime:
    """Return an instant written in the time of Hà Nội."""
    return datetime.fromisoformat(f"{text}+07:00")


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("duration=P1DT2H", "2026-01-06T11:00"),
        ("date=2026-03-01T08:00:00+07:00", "2026-03-01T08:00"),
        ("date=2026-03-01T08:00", "2026-03-01T08:00"),
        ("duration=P1D limit=5wd", "2026-01-10T17:00"),
        ("timer limit=4h", "2026-01-05T14:30"),
    ],
)
def test_a_catch_timer_waits_until_it_is_due(words: str, due: str) -> None:
    """ISO time is calendar time in the authority's zone; a legal limit runs on the working calendar."""
    case = Case(f"start s\ncatch w {words}\nend e\ns -> w -> e")

    assert [at(due)] == [effect.due_at for effect in case.effects if isinstance(effect, ScheduleTimer)]
    assert Status.COMPLETED is case.fire("w").state.status


def test_a_fired_timer_is_over() -> None:
    """A timer that fired cannot fire again."""
    case = Case("start s\ncatch w duration=P1D\nuser t\nend e\ns -> w -> t -> e")
    token = case.token("w").id
    case.fire("w")

    with pytest.raises(StaleTask):
        case.do(Fire(token))


def test_an_interrupting_timer_takes_the_task_away() -> None:
    """An interrupting boundary timer cancels its task and goes on its own way."""
    case = Case("start s\nuser t\nboundary b on=t duration=P1D\nuser u\nend e\ns -> t -> e\nb -> u -> e")

    assert ["b", "t"] == case.waiting
    assert ["u"] == case.fire("b").waiting
    assert [(EntryKind.TASK_CANCELLED, "t")] == case.kinds(EntryKind.TASK_CANCELLED)


def test_a_completed_task_takes_its_timers_away() -> None:
    """Boundary timers end with their task."""
    case = Case("start s\nuser t\nboundary b on=t duration=P1D\nboundary c on=t soft duration=P2D\nend e\ns -> t -> e")
    case.complete("t")

    assert 2 == sum(isinstance(effect, CancelTimer) for effect in case.effects)
    assert 2 == len(case.kinds(EntryKind.TIMER_CANCELLED))
    assert Status.COMPLETED is case.state.status


def test_a_soft_timer_leaves_the_task() -> None:
    """A boundary timer that does not interrupt puts a second token on its way, once."""
    case = Case("start s\nuser t\nboundary b on=t soft duration=P1D\nuser u\nend e\ns -> t -> e\nb -> u -> e")

    assert ["t", "u"] == case.fire("b").waiting
    assert Status.COMPLETED is case.complete("t").complete("u").state.status


def test_a_cycle_fires_so_often() -> None:
    """``R3/PT1H`` fires three times, each an hour after the last, and then no more."""
    case = Case(REMINDER)
    due = []
    for _ in range(3):
        case.fire("r")
        due.append(case.now - MONDAY)

    assert [1, 2, 3] == [span.total_seconds() / 3600 for span in due]
    assert ["remind", "remind", "remind", "t"] == case.waiting


def test_a_cycle_ends_with_its_task() -> None:
    """A recurring timer ends when its task is completed; what it has begun goes on."""
    case = Case(REMINDER).fire("r").complete("t")

    assert ["remind"] == case.waiting
    assert Status.RUNNING is case.state.status
    assert Status.COMPLETED is case.complete("remind").state.status


def test_a_legal_cycle_counts_from_the_last_due_instant() -> None:
    """An update every five working days falls due on working days until the task is done."""
    text = "start s\nuser t\nboundary r on=t soft cycle=R/P7D limit=5wd\ntask u\nend e\nend d\ns -> t -> e\nr -> u -> d"
    case = Case(text)
    due = []
    for _ in range(3):
        case.fire("r")
        due.append(case.now)

    assert [at("2026-01-10T17:00"), at("2026-01-16T17:00"), at("2026-01-23T17:00")] == due


def test_a_cycle_may_have_a_start() -> None:
    """A cycle with a start date fires there first."""
    cycle = "cycle=R2/2026-02-01T08:00:00+07:00/P1D"
    case = Case(f"start s\nuser t\nboundary r on=t soft {cycle}\ntask u\nend e\ns -> t -> e\nr -> u").fire("r")

    assert at("2026-02-01T08:00") == case.now
    assert at("2026-02-02T08:00") == case.fire("r").now


def test_a_message_is_waited_for() -> None:
    """A receive task and a message event wait for their message, whose data become variables."""
    case = Case("start s\nreceive r message=Bổ_sung\ncatch c message=Nộp_phí\nend e\ns -> r -> c -> e")

    assert [("Bổ_sung", 2)] == [(e.message, e.token) for e in case.effects if isinstance(e, Subscribe)]
    case.deliver("r", pages=3)
    assert 1 == sum(isinstance(effect, Unsubscribe) for effect in case.effects)
    assert {"pages": 3, "fee": True} == case.deliver("c", fee=True).variables
    assert Status.COMPLETED is case.state.status


def test_a_soft_message_comes_again() -> None:
    """A boundary message that does not interrupt begins its way each time it comes."""
    case = Case("start s\nuser t\nboundary m on=t soft message=q\nuser u\nend e\ns -> t -> e\nm -> u -> e")

    assert ["m", "t", "u", "u"] == case.deliver("m").deliver("m").waiting


def test_an_interrupting_message_takes_the_receive_task_away() -> None:
    """A receive task is cancelled by its boundary event like any activity."""
    case = Case("start s\nreceive r message=a\nboundary m on=r message=b\nend e\nuser u\ns -> r -> e\nm -> u")

    assert ["u"] == case.deliver("m").waiting
    assert 2 == sum(isinstance(effect, Unsubscribe) for effect in case.effects)


@pytest.mark.parametrize(("first", "after"), [("a", "x"), ("b", "y"), ("c", "z"), ("d", "v")])
def test_the_first_event_decides(first: str, after: str) -> None:
    """After an event-based gateway the event that happens first takes the others away, each timer with its own due."""
    case = Case("""
        start s
        events g
        catch a duration=PT1H
        catch b duration=PT2H
        catch c message=m
        receive d message=n
        user x
        user y
        user z
        user v
        s -> g
        g -> a -> x
        g -> b -> y
        g -> c -> z
        g -> d -> v
    """)

    assert ["a", "b", "c", "d"] == case.waiting
    (case.deliver if first in "cd" else case.fire)(first)
    assert [after] == case.waiting


def test_two_event_gateways_do_not_disturb_each_other() -> None:
    """An event takes away only the rivals of its own gateway, also for two tokens at one gateway."""
    case = Case("""
        start s
        and f
        xor m
        events g
        catch a duration=PT1H
        catch b message=m
        end e
        s -> f
        f -> m
        f -> m
        m -> g
        g -> a -> e
        g -> b -> e
    """)

    assert ["a", "a", "b", "b"] == case.waiting
    assert ["a", "b"] == case.fire("a").waiting
    assert Status.COMPLETED is case.deliver("b").state.status


def test_a_sub_process_ends_with_its_last_token() -> None:
    """A sub-process is left when no token is inside, and its boundary timer ends with it."""
    case = Case("""
        start s
        sub p {
        start i
        and f
        user a
        user b
        end j
        end k
        i -> f
        f -> a -> j
        f -> b -> k
        }
        boundary t on=p duration=P5D
        end e
        user u
        s -> p -> e
        t -> u
    """)

    assert ["a", "b", "p", "t"] == case.waiting
    assert Status.COMPLETED is case.complete("a").complete("b").state.status


def test_an_interrupted_sub_process_is_emptied() -> None:
    """An interrupting boundary event takes everything inside away, timers and nested sub-processes too."""
    case = Case("""
        start s
        sub p {
        start i
        sub q {
        start k
        user a
        boundary r on=a soft cycle=R/PT1H
        catch w message=m
        and f
        k -> f
        f -> a
        f -> w
        }
        i -> q
        }
        boundary t on=p duration=P5D
        end e
        user u
        s -> p -> e
        t -> u -> e
    """)
    case.fire("t")

    assert ["u"] == case.waiting
    assert [(EntryKind.TASK_CANCELLED, "a")] == case.kinds(EntryKind.TASK_CANCELLED)


@pytest.mark.parametrize("way", ["t", "u"])
def test_nesting_has_no_depth(way: str) -> None:
    """Sub-processes may nest as deep as a file may; they are left, and emptied, without recursion."""
    depth = 180
    opened = "".join(f"sub p{n} {{\nstart i{n}\ni{n} -> p{n + 1}\n" for n in range(depth))
    closed = "}\n" * depth
    rest = "boundary t on=p0 duration=P1D\ns -> p0 -> e\nt -> u"
    case = Case(f"start s\nuser u\nend e\n{opened}user p{depth}\n{closed}{rest}")
    if way == "t":
        case.fire("t")
    else:
        case.complete(f"p{depth}")

    assert (["u"] if way == "t" else []) == case.waiting


def test_an_empty_sub_process_is_passed() -> None:
    """A collapsed sub-process that holds nothing takes no time."""
    assert Status.COMPLETED is Case("start s\nsub p {\n}\nend e\ns -> p -> e").state.status


def test_terminate_ends_its_own_level_only() -> None:
    """A terminate end event inside a sub-process ends that sub-process, and the flow goes on after it."""
    case = Case("""
        start s
        sub p {
        start i
        and f
        user a
        user b
        end j terminate
        i -> f
        f -> a -> j
        f -> b
        }
        user u
        end e
        s -> p -> u -> e
    """)

    assert ["u"] == case.complete("a").waiting
    assert Status.COMPLETED is case.complete("u").state.status


ERRORS = """
start s
and f
sub p {
start i
user a
end x error=E1
i -> a -> x
}
sub q {
start k
user b
end y
k -> b -> y
}
boundary bp on=p error=E1
boundary bp2 on=p any
boundary bq on=q error=E1
user u
user v
user w
end e
s -> f
f -> p -> e
f -> q -> e
bp -> u
bp2 -> v
bq -> w
"""


def test_an_error_ends_the_activity_it_comes_from_alone() -> None:
    """An error is caught at its own sub-process by its own code; a parallel one is not touched."""
    assert ["b", "bq", "q", "u"] == Case(ERRORS).complete("a").waiting


def test_an_error_climbs_to_who_catches_it() -> None:
    """An error that the nearest activity does not catch goes to the one around it, and a catch-all takes any code."""
    case = Case("""
        start s
        sub p {
        start i
        sub q {
        start k
        user a
        end x error=E1
        k -> a -> x
        }
        boundary other on=q error=E2
        user no
        i -> q
        other -> no
        }
        boundary all on=p any
        user u
        s -> p
        all -> u
    """)

    assert ["u"] == case.complete("a").waiting


def test_an_error_nobody_catches_is_an_incident() -> None:
    """An uncaught error refuses the command that leads to it."""
    case = Case("start s\nuser t\nend x error=E1\ns -> t -> x")
    with pytest.raises(IncidentError, match="nothing catches the error 'E1'"):
        case.complete("t")

    assert ["t"] == case.waiting


def test_a_task_may_fail() -> None:
    """A task ended with an error goes on at its boundary event."""
    case = Case("start s\nservice t type=sms\nboundary b on=t error=E1\nuser u\nend e\ns -> t -> e\nb -> u -> e")

    assert ["u"] == case.fail("t", "E1").waiting


def test_what_is_waited_for_only_inside_cannot_be_commanded() -> None:
    """An error boundary event is no timer: it cannot be fired from outside."""
    case = Case("start s\nservice t type=sms\nboundary b on=t error=E1\nend e\ns -> t -> e\nb -> e")

    with pytest.raises(StaleTask):
        case.do(Fire(case.token("b").id))


def test_a_message_sent_stands_in_the_history() -> None:
    """Send task, throw event and end event with a message pass through."""
    case = Case("start s\nsend a message=m\nthrow b message=n\nend e message=o\ns -> a -> b -> e")

    sent = [entry.detail for entry in case.entries if entry.kind is EntryKind.ELEMENT_LEFT and entry.detail]
    assert [{"message": "m"}, {"message": "n"}, {"message": "o"}] == sent
    assert MONDAY.tzinfo is UTC
