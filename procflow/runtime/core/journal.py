"""What one command does, written down as effects while the tokens move."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from pydantic import JsonValue

from procflow.calendars import Calendar, ClockEvent, DayNote, Due, LegalClock, Period
from procflow.eventlog import EntryKind
from procflow.runtime.core.dossier_clock import ENTRY_OF, ClockStep, DossierClock
from procflow.runtime.core.effects import Effect, RecordHistory, SetDue
from procflow.runtime.core.groups import LimitGroups
from procflow.runtime.core.legal import countable
from procflow.runtime.core.plan import FlowPlan, NodePlan, ProcessPlan
from procflow.runtime.core.state import State

_HOUR_SECONDS = 3600


class Journal:
    """
    The effects of one command in order, with the variables and the clock as they change.

    Args:
        plan: The process.
        state: The state the command meets.
        now: The instant of the command.
        by: Who gave it, empty for the engine.
        calendar: The calendar of the authority.
    """

    def __init__(self, plan: ProcessPlan, state: State, now: datetime, by: str, calendar: Calendar) -> None:
        self.plan, self.now, self.by, self.calendar = plan, now, by, calendar
        self.effects: list[Effect] = []
        self.clock = DossierClock(state.clock, state.pauses, plan.limit, calendar)
        self.variables: dict[int, dict[str, object]] = {key: dict(own) for key, own in state.variables.items()}
        self.outputs: dict[int, tuple[str, ...]] = dict(state.outputs)
        self.groups = LimitGroups(state.groups)

    def add(self, effect: Effect) -> None:
        """Append an effect."""
        self.effects.append(effect)

    def record(
        self,
        kind: EntryKind,
        node: str = "",
        *,
        token: int = 0,
        due_at: datetime | None = None,
        detail: Mapping[str, JsonValue] | None = None,
    ) -> None:
        """Append a history entry about the element *node*, the instance itself for an empty one."""
        about = self.plan.nodes.get(node)
        place = (about.element_id, about.name, about.performer) if about is not None else ("", "", "")
        self.add(RecordHistory(kind, *place, self.by, token, due_at, detail or {}))

    def record_flow(self, flow: FlowPlan, source: NodePlan) -> None:
        """Append a history entry about a sequence flow that is taken."""
        detail: dict[str, JsonValue] = {"from": source.element_id, "to": self.plan.nodes[flow.target].element_id}
        self.add(RecordHistory(EntryKind.FLOW_TAKEN, flow.id, flow.name, "", self.by, detail=detail))

    def write(self, scope: int, data: Mapping[str, object], node: str) -> None:
        """Set variables of the process or called process *scope*; each value replaces the former as a whole."""
        for name, value in data.items():
            self.variables[scope][name] = value
            self.record(EntryKind.VARIABLE_SET, node, detail={"name": name, "value": plain_json(value)})
        if scope:
            self.outputs[scope] = tuple(dict.fromkeys((*self.outputs.get(scope, ()), *data)))

    def enter_call(self, token: int, caller: int, *, passes_in: bool) -> None:
        """Give a called process its variables: a copy of its caller's, or none."""
        self.variables[token] = dict(self.variables[caller]) if passes_in else {}

    def leave_call(self, token: int, caller: int, node: str, *, passes_out: bool) -> None:
        """Drop the variables of a called process; what it has set goes to its caller if *passes_out*."""
        own, written = self.variables.get(token, {}), self.outputs.get(token, ())
        self.forget_call(token)
        if passes_out:
            self.write(caller, {name: own[name] for name in written}, node)

    def forget_call(self, token: int) -> None:
        """Drop what a called process kept: its variables, and the limits of its groups."""
        self.variables.pop(token, None)
        self.outputs.pop(token, None)
        self.groups.drop(token)

    def tell_clock(self, step: ClockStep, node: str) -> None:
        """Record what was done to the dossier's clock, and its new due date."""
        found = self.clock.due
        self.add(SetDue(found))
        self.record(ENTRY_OF[step], node, due_at=found.due_at if found else None, detail=explain(found))


def plain_json(value: object) -> JsonValue:
    """Return a variable as history shows it: a decimal or a date as text."""
    if isinstance(value, Mapping):
        return {str(key): plain_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain_json(item) for item in value]
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return value  # type: ignore[return-value]  # variables are checked on the way in


def explain(found: Due | None) -> dict[str, JsonValue]:
    """Return why something is due when it is: limit, calendar, and each day that was looked at."""
    if found is None:
        return {}
    days: list[JsonValue] = [_day(note) for note in found.explanation]
    return {
        "due_on": found.due_on.isoformat(),
        "limit": limit_json(found.period),
        "calendar": found.calendar_id,
        "provisional": found.provisional,
        "assumed": found.assumed,
        "days": days,
    }


def _day(note: DayNote) -> JsonValue:
    name = {} if note.day_off is None else {"day_off": note.day_off.vi, "day_off_en": note.day_off.en}
    running = f"{note.running.normalize():f}"
    return {"on": note.on.isoformat(), "counted": note.counted, "running": running, "reason": str(note.reason), **name}


def limit_json(limit: Period | None) -> JsonValue:
    """Return a limit as history shows it."""
    return None if limit is None else {"value": f"{limit.value:f}", "unit": limit.unit.value}


def used_time(
    node: NodePlan, since: datetime, now: datetime, calendar: Calendar, *, limit_since: datetime
) -> dict[str, JsonValue]:
    """
    Return allotted and used time of a step: used in the unit of its limit, else in office hours.

    Args:
        node: The step.
        since: When it began.
        now: When it ends.
        calendar: The calendar of the authority.
        limit_since: Since when its limit counts: in a group of steps, from the first of them.
    """
    limit = countable(node.limit, calendar)
    allotted: JsonValue = limit_json(node.limit)
    if limit is None:
        hours = (
            Decimal(str(calendar.office_time(since, now).total_seconds())) / _HOUR_SECONDS
            if now > since
            else Decimal(0)
        )
        return {"limit": allotted, "used": {"value": f"{hours:.2f}", "unit": "hour"}}
    own, whole = (
        LegalClock(calendar).state((ClockEvent("start", begun, limit), ClockEvent("stop", now)), now)
        for begun in (since, limit_since)
    )
    return {"limit": allotted, "used": {"value": f"{own.used:f}", "unit": limit.unit.value}, "late": whole.late}
