"""The state of one process instance as plain values: where its tokens stand, its variables, its legal clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from procflow.calendars import ClockEvent

Variables = Mapping[str, object]


class Status(StrEnum):
    """Where an instance stands in its life."""

    RUNNING = "running"
    COMPLETED = "completed"
    TERMINATED = "terminated"


@dataclass(frozen=True, slots=True)
class TimerState:
    """
    A timer that is armed.

    Attributes:
        due_at: When it fires next, None while it stands still.
        left: How often it fires yet, None without end.
        clock: Start, pauses and resumptions of its own legal clock; empty for plain calendar time.
    """

    due_at: datetime | None
    left: int | None = 1
    clock: tuple[ClockEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class TokenState:
    """
    One token that rests.

    Attributes:
        id: Number of the token, never used again in its instance.
        node: Key of the element it rests at.
        is_active: Whether the element has begun; else it waits to begin (at a join) or to happen (a boundary event).
        scope: Token of the sub-process or call it is in, 0 for the process itself.
        host: Token of the activity a boundary event is attached to, 0 for other elements.
        choice: Token of the event-based gateway whose first event decides, 0 for other elements.
        flow: Sequence flow by which it came to a join.
        since: When the element began.
        timer: Timer that is armed.
    """

    id: int
    node: str
    is_active: bool
    scope: int = 0
    host: int = 0
    choice: int = 0
    flow: str = ""
    since: datetime | None = None
    timer: TimerState | None = None


@dataclass(frozen=True, slots=True)
class GroupRound:
    """Since when the limit of a group of steps counts, and which of its steps have begun since."""

    since: datetime
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class State:
    """
    Everything that decides how an instance goes on.

    Attributes:
        status: Whether it runs.
        tokens: Its tokens, by age.
        next_token: Number of the next token.
        variables: Variables by the token of the call they belong to, 0 for the process itself.
        outputs: Names of the variables that a called process has set so far, by the token of the call.
        clock: What happened to the dossier's legal clock.
        rounds: How often what may be taken only so often (``pf.max_rounds``) was taken.
        pauses: What holds that clock now: ids of elements, or tokens of activities.
        groups: The present round of each group of steps with one limit, by the token of its call and its number.
    """

    status: Status = Status.RUNNING
    tokens: tuple[TokenState, ...] = ()
    next_token: int = 1
    variables: Mapping[int, Variables] = field(default_factory=lambda: MappingProxyType({0: {}}))
    outputs: Mapping[int, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    clock: tuple[ClockEvent, ...] = ()
    pauses: tuple[str, ...] = ()
    rounds: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    groups: Mapping[str, GroupRound] = field(default_factory=lambda: MappingProxyType({}))
