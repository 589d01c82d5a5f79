"""What a resting token waits with: a task that is open, a timer, a message; and the clock that holds timers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from pydantic import JsonValue

from procflow.calendars import Period
from procflow.errors import CalendarError, ExpressionError, IncidentError
from procflow.eventlog import EntryKind
from procflow.runtime._spiff.token import Token
from procflow.runtime.core.dossier_clock import ClockStep
from procflow.runtime.core.effects import CancelTimer, CloseTask, OpenTask, ScheduleTimer, Subscribe, Unsubscribe
from procflow.runtime.core.groups import group_key
from procflow.runtime.core.journal import Journal, explain, limit_json, used_time
from procflow.runtime.core.legal import after_firing, arm, earliest_due, paused, resumed
from procflow.runtime.core.plan import NodePlan
from procflow.runtime.core.state import TimerState


class Waits:
    """
    Opens and closes what tokens wait with.

    Args:
        journal: Where it is written down.
        tokens: Returns the tokens that live.
    """

    def __init__(self, journal: Journal, tokens: Callable[[], Iterable[Token]]) -> None:
        self._journal, self._tokens = journal, tokens

    def open_task(self, token: Token, variables: Mapping[str, object]) -> None:
        """Offer the task of a token, which sees *variables*."""
        journal, plan = self._journal, token.plan
        since = self.limit_since(token)
        found, missing = earliest_due(plan, variables, journal.now, journal.calendar, limit_since=since)
        more: dict[str, JsonValue] = {"limits_unknown_for": list(missing)} if missing else {}
        if plan.group:
            more |= {"limit_group": plan.group, "limit_since": since.isoformat()}
        journal.add(OpenTask(token.id, plan.key, found))
        journal.record(
            EntryKind.TASK_OPENED,
            plan.key,
            token=token.id,
            due_at=found.due_at if found else None,
            detail={"candidates": list(plan.candidates), "limit": limit_json(plan.limit), **explain(found), **more},
        )

    def await_event(self, token: Token) -> None:
        """
        Let a token wait for its timer or message.

        Raises:
            IncidentError: The timer would fire after the end of the calendar.
        """
        plan, journal = token.plan, self._journal
        if plan.event == "timer":
            try:
                armed = arm(plan.timer, plan.limit, journal.now, journal.calendar)
            except (CalendarError, ExpressionError) as exc:
                raise IncidentError(exc.message, hint=exc.hint, where=plan.where, node=plan.key) from exc
            self._schedule(token, armed)
        elif plan.event == "message":
            journal.add(Subscribe(token.id, plan.key, plan.message))

    def arm_again(self, token: Token) -> bool:
        """Set a timer that fired to its next time; return whether there is one."""
        assert token.timer is not None  # noqa: S101 - asked only for a token whose timer fired
        plan = token.plan
        again = after_firing(token.timer, plan.timer, plan.limit, self._journal.calendar)
        if again is not None:
            self._schedule(token, again)
        return again is not None

    def disarm(self, token: Token) -> None:
        """Take away the timer or message a token waits for, whether or not it happened."""
        if token.plan.event == "message":
            self._journal.add(Unsubscribe(token.id))
        elif token.timer is not None:
            self._journal.add(CancelTimer(token.id))
            token.timer = None

    def cancel(self, token: Token) -> None:
        """Take away everything a cancelled token waited with."""
        journal, plan = self._journal, token.plan
        if token.timer is not None:
            journal.record(EntryKind.TIMER_CANCELLED, plan.key, due_at=token.timer.due_at)
        self.disarm(token)
        if token.since is None:
            return
        if token.task_spec.is_task:
            journal.add(CloseTask(token.id, is_cancelled=True))
            journal.record(EntryKind.TASK_CANCELLED, plan.key, token=token.id)
        journal.record(EntryKind.ELEMENT_LEFT, plan.key, detail={"cancelled": True})
        self.release_clock(token)

    def hold_clock(self, token: Token) -> None:
        """Pause the dossier's clock while a token is in an activity marked ``paused``."""
        journal, plan = self._journal, token.plan
        if plan.clock == "paused" and journal.clock.hold(str(token.id), journal.now, plan.name):
            self._clock_stands(plan.key)

    def release_clock(self, token: Token) -> None:
        """Let the clock run again when a token leaves such an activity."""
        journal, plan = self._journal, token.plan
        if plan.clock == "paused" and journal.clock.release(str(token.id), journal.now, plan.name):
            self._clock_runs("resume", plan.key)

    def mark_clock(self, plan: NodePlan) -> None:
        """Do to the dossier's clock what the event that happened is marked with."""
        journal, clock = self._journal, self._journal.clock
        limit = None if plan.event == "timer" else plan.limit
        if plan.clock == "pause" and clock.hold(plan.key, journal.now, plan.name):
            self._clock_stands(plan.key)
        elif plan.clock == "resume" and clock.release("", journal.now, plan.name):
            self._clock_runs("resume", plan.key)
        elif plan.clock == "restart" and clock.restart(journal.now, limit, plan.name):
            self._clock_runs("restart", plan.key)
        elif plan.clock == "start":
            self.start_clock(plan.key, limit)
        elif plan.clock == "extend" and clock.extend(journal.now, limit, plan.name):
            journal.tell_clock("extend", plan.key)
        elif plan.clock == "stop":
            self.stop_clock(plan.key)

    def start_clock(self, node: str, limit: Period | None = None) -> None:
        """Start the dossier's clock."""
        if self._journal.clock.start(self._journal.now, limit, ""):
            self._journal.tell_clock("start", node)

    def stop_clock(self, node: str) -> None:
        """Stop the dossier's clock."""
        if self._journal.clock.stop(self._journal.now, ""):
            self._clock_runs("stop", node)

    def used_time(self, token: Token) -> dict[str, JsonValue]:
        """Return allotted and used time of the step a token is at."""
        journal = self._journal
        limit_since = self.limit_since(token)
        return used_time(token.plan, token.since or journal.now, journal.now, journal.calendar, limit_since=limit_since)

    def join_group(self, token: Token) -> None:
        """Note that a step begins whose limit is that of a group."""
        if not token.plan.group:
            return
        key, others = _group_of(token), (other for other in self._tokens() if other is not token and other.is_active)
        is_open = any(other.plan.group and _group_of(other) == key for other in others)
        self._journal.groups.enter(key, token.plan.key, self._journal.now, is_open=is_open)

    def limit_since(self, token: Token) -> datetime:
        """Return since when the limit of the step a token is at counts."""
        if token.plan.group:
            return self._journal.groups.since(_group_of(token))
        return token.since or self._journal.now

    def _clock_stands(self, node: str) -> None:
        self._journal.tell_clock("pause", node)
        for token in self._tokens():
            if token.timer is not None and token.timer.clock:
                self._reschedule(token, paused(token.timer, self._journal.now))

    def _clock_runs(self, step: ClockStep, node: str) -> None:
        self._journal.tell_clock(step, node)
        for token in self._tokens():
            if token.timer is not None and token.timer.clock:
                self._reschedule(token, resumed(token.timer, self._journal.now, self._journal.calendar))

    def _reschedule(self, token: Token, timer: TimerState) -> None:
        if timer is not token.timer:
            self._schedule(token, timer)

    def _schedule(self, token: Token, timer: TimerState) -> None:
        token.timer = timer
        self._journal.add(ScheduleTimer(token.id, token.plan.key, timer.due_at))
        self._journal.record(EntryKind.TIMER_SCHEDULED, token.plan.key, due_at=timer.due_at)


def _group_of(token: Token) -> str:
    return group_key(token.workflow.data_scope(token.scope), token.plan.group)
