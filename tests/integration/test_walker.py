"""The walker finds its way through every construct, says what it cannot reach, and engines follow it equally."""

from __future__ import annotations

from pathlib import Path

from procflow.bpmn import read
from procflow.clock import FrozenClock
from procflow.engine import Engine
from procflow.eventlog import EntryKind, EventLog
from tests.diagrams import diagram
from tests.walker import MONDAY, Walks, find_walks, walk

EVERYTHING = """
process main limit=10wd
start s
user ask
boundary remind on=ask soft cycle=R3/PT1H
task note
boundary withdrawn on=ask message=withdrawn
events g
catch late duration=P2D
catch paid message=paid
receive posted message=posted
xor m
sub p {
start i
or f
user a
user b
or j
user check
end done
end bad error=E1
xor k
i -> f
f -> a : parts > 0
f -> b : parts > 1
a -> j
b -> j
j -> check -> k
k -> done : result = "đạt"
k -> bad : default
}
boundary failed on=p error=E1
xor again
call c calls=fee
service sms type=sms
boundary nosms on=sms error=E2
end e
end gone terminate
s -> ask -> g
remind -> note
withdrawn -> gone
g -> late -> gone
g -> paid -> m
g -> posted -> m
m -> p -> c -> sms -> e
failed -> again
again -> m : retry = true
again -> e : default
nosms -> e
"""
FEE = """
process fee
start fs
user pay
xor fg
user fm
end fe
fs -> pay -> fg
fg -> fm : fee >= 100
fg -> fe : default
fm -> fe
"""


def test_everything_is_reached() -> None:
    """Messages, timers, errors, cycles, loops, sub-processes and calls are all walked over."""
    walks = find_walks(read(diagram(EVERYTHING, FEE)))

    assert frozenset() == walks.missed
    assert ("again", "remind") in walks.covered
    assert 2 < len(walks.choices)


def test_what_cannot_be_reached_is_said() -> None:
    """A flow that no data lead to is missed."""
    walks = find_walks(
        read(diagram("start s\nxor g\nend e\nend d\ns -> g\ng -> e : x = 1 and x = 2\ng -> d : default"))
    )

    assert {("flow", "main-2")} == walks.missed


def test_engines_follow_equally(tmp_path: Path) -> None:
    """One engine, and a new one for each step, write the same history."""
    raw = diagram(EVERYTHING, FEE)
    walks = find_walks(read(raw))
    one, many = (_histories(raw, walks, tmp_path / name, restarted=name == "many") for name in ("one", "many"))

    assert one == many
    assert {EntryKind.TIMER_FIRED, EntryKind.MESSAGE_RECEIVED} <= {entry.kind for log in one for entry in log}


def _histories(raw: bytes, walks: Walks, place: Path, *, restarted: bool) -> list[EventLog]:
    clock = FrozenClock(MONDAY)
    opened: list[Engine] = []

    def engine() -> Engine:
        if restarted or not opened:
            while opened:
                opened.pop().close()
            opened.append(Engine(f"sqlite:///{place}.db", clock))
        return opened[0]

    engine().deploy(read(raw))
    logs = [walk(choices, "main", clock, engine) for choices in walks.choices]
    opened.pop().close()
    return logs
