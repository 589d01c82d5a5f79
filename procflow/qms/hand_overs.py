"""Who handed a dossier to whom and when, as its history says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from procflow.analysis import TaskTrace, trace
from procflow.calendars import Calendar
from procflow.errors import DataError, expect
from procflow.eventlog import Entry, EntryKind, EventLog

_CLOCK_NOTES = (
    EntryKind.CLOCK_PAUSED,
    EntryKind.CLOCK_RESUMED,
    EntryKind.CLOCK_RESTARTED,
    EntryKind.CLOCK_EXTENDED,
)
_ENDED = (EntryKind.INSTANCE_COMPLETED, EntryKind.INSTANCE_TERMINATED)


@dataclass(frozen=True, slots=True)
class HandOver:
    """
    One row of a control slip.

    Attributes:
        at: When it happened, exactly as in the history.
        givers: The tasks whose result was handed over; none where the dossier came from outside, or a timer caused it.
        receiver: The task that began; None where the dossier went out.
        trigger: Label of the event that caused it where no task did, or that came between, e.g. a timer.
        clock: What happened to the dossier's clock since the row before.
        told: The tasks that were done before it and that no earlier row tells: each task is told once.
    """

    at: datetime
    givers: tuple[TaskTrace, ...] = ()
    receiver: TaskTrace | None = None
    trigger: str = ""
    clock: tuple[Entry, ...] = ()
    told: tuple[TaskTrace, ...] = ()


def single_instance(log: EventLog) -> EventLog:
    """
    Return *log* if it is the history of one dossier.

    Raises:
        DataError: It holds none or several, or is no history.
    """
    expect(log, EventLog, "the history", "pass engine.history(id)")
    found = log.instances()
    if len(found) != 1:
        raise DataError(
            f"a paper of one dossier needs the history of one, this log holds {len(found)}",
            hint="pass engine.history(id) or log.instances()[id]",
            instances=tuple(found),
        )
    return log


def hand_overs(log: EventLog, calendar: Calendar) -> tuple[HandOver, ...]:
    """
    Return every hand-over of one dossier, in the order of its history.

    A row begins each task; the last row is the end of the dossier.
    What was handed over is the task whose completion led to the next one, along the flows that were taken: after a
    parallel join those are the tasks of every branch.
    Nobody hands over what a timer begins.

    Args:
        log: The history of one dossier.
        calendar: Whose office hours count for the time used.

    Raises:
        DataError: The log does not hold exactly one instance.
        CalendarError: An instant lies outside the years the calendar knows.
    """
    expect(calendar, Calendar, "the calendar", "pass what load_calendar() returns")
    tasks = {task.task_id: task for task in trace(single_instance(log), calendar)}
    return tuple(_Follower(log, tasks).rows())


class _Done(NamedTuple):
    """A finished task in the hand of a token, and whether a timer came between."""

    task_id: str
    waited: bool = False


_InHand = tuple[_Done, ...]


class _Follower:
    """Follows a history and knows with which finished tasks in hand each token goes on."""

    def __init__(self, log: EventLog, tasks: dict[str, TaskTrace]) -> None:
        self._log, self._tasks = log, tasks
        self._incoming: dict[str, list[_Done]] = {}
        self._source: dict[str, _InHand] = {}
        self._since: dict[str, int] = {}
        self._result: dict[str, _InHand] = {}
        self._outgoing: dict[str, _InHand] = {}
        self._latest: _InHand = ()
        self._last_left: _InHand = ()
        self._cancelled: _InHand = ()
        self._completed = 0
        self._fired: dict[str, bool] = {}
        self._labels: list[str] = []
        self._clock: list[Entry] = []
        self._told: set[str] = set()

    def rows(self) -> Iterator[HandOver]:
        for entry in self._log:
            self._follow(entry)
            if entry.kind is EntryKind.TASK_OPENED:
                source = self._source.get(entry.element_id, self._latest)
                yield self._row(entry, source, self._tasks[entry.task_id])
            elif entry.kind in _ENDED:
                yield self._row(entry, self._last_left, None)

    def _row(self, entry: Entry, in_hand: _InHand, receiver: TaskTrace | None) -> HandOver:
        known = [done for done in in_hand if done.task_id in self._tasks]
        givers = tuple(self._tasks[done.task_id] for done in known if not done.waited)
        told = tuple(self._tasks[key] for key in dict.fromkeys(done.task_id for done in known) if key not in self._told)
        row = HandOver(entry.at, givers, receiver, "; ".join(self._labels), tuple(self._clock), told)
        self._told |= {done.task_id for done in known}
        self._labels, self._clock = [], []
        return row

    def _follow(self, entry: Entry) -> None:
        match entry.kind:
            case EntryKind.FLOW_TAKEN:
                carried = self._outgoing.get(str(entry.detail.get("from", "")), self._latest)
                self._incoming.setdefault(str(entry.detail.get("to", "")), []).extend(carried)
            case EntryKind.ELEMENT_ENTERED:
                self._enter(entry.element_id)
            case EntryKind.ELEMENT_LEFT:
                self._leave(entry)
            case EntryKind.TIMER_FIRED | EntryKind.MESSAGE_RECEIVED:
                self._happen(entry)
            case EntryKind.TASK_CANCELLED:
                self._cancelled = (*self._cancelled, _Done(entry.task_id))
            case EntryKind.TASK_COMPLETED:
                self._cancelled = ()
                self._completed += 1
                self._latest = self._result[entry.element_id] = (_Done(entry.task_id),)
            case kind if kind in _CLOCK_NOTES:
                self._clock.append(entry)

    def _enter(self, element_id: str) -> None:
        carried = self._incoming.pop(element_id, None)
        if carried is not None:
            self._source[element_id] = tuple(dict.fromkeys(carried))
        elif element_id in self._fired:
            # An event at the border of an activity, cancelled if it interrupts, or one that came by itself.
            self._source[element_id] = _after_timer(self._cancelled) if self._fired[element_id] else self._cancelled
        else:
            # A start inside, or an event at the border that caught an error.
            self._source[element_id] = self._cancelled or self._latest
        self._since[element_id] = self._completed

    def _leave(self, entry: Entry) -> None:
        key = entry.element_id
        source = self._source.pop(key, self._latest)
        # A sub-process is left with what was done inside it.
        carried = self._latest if self._completed > self._since.pop(key, self._completed) else source
        self._fired.pop(key, None)
        if not entry.detail.get("cancelled"):
            self._outgoing[key] = self._last_left = self._result.pop(key, carried)

    def _happen(self, entry: Entry) -> None:
        self._cancelled = ()
        self._labels.append(entry.element_name or entry.element_id)
        is_timer = entry.kind is EntryKind.TIMER_FIRED
        if entry.element_id in self._source:
            source = self._source[entry.element_id]
            self._result[entry.element_id] = _after_timer(source) if is_timer else source
        else:
            self._fired[entry.element_id] = is_timer


def _after_timer(in_hand: _InHand) -> _InHand:
    return tuple(_Done(done.task_id, waited=True) for done in in_hand)
