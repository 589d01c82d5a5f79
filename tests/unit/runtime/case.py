"""One process instance moved by hand through the token core, its state written to bytes after every step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from procflow.bpmn import Process, read
from procflow.calendars import load_calendar
from procflow.errors import IncidentError
from procflow.eventlog import EntryKind
from procflow.runtime._spiff.compile import compile_specs
from procflow.runtime._spiff.compiled import Compiled
from procflow.runtime.core import codec
from procflow.runtime.core.advance import advance
from procflow.runtime.core.commands import Command, Complete, Deliver, Fail, Fire, Start
from procflow.runtime.core.compile import compile_plan
from procflow.runtime.core.effects import Effect, RaiseIncident, RecordHistory
from procflow.runtime.core.state import State, TokenState
from tests.diagrams import diagram

CALENDAR = load_calendar()
MONDAY = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)  # 09:00 in Hà Nội


def compiled(raw: bytes) -> Compiled:
    """Return the first process of a file, compiled; its processes may call each other."""
    model = read(raw)

    def resolve(_caller: Process, name: str) -> Process | None:
        return next((process for process in model.processes if process.id == name), None)

    return compile_specs(compile_plan(model.processes[0], CALENDAR, resolve))


class Case:
    """An instance of the first of these processes, or of a file; *now* moves only by hand."""

    def __init__(self, *processes: str, data: Mapping[str, object] | None = None, raw: bytes | None = None) -> None:
        self.compiled = compiled(raw or diagram(*processes))
        self.now = MONDAY
        self.state = State()
        self.effects: tuple[Effect, ...] = ()
        self.entries: list[RecordHistory] = []
        self.do(Start(data or {}, "lan"))

    def do(self, command: Command) -> None:
        """Carry out a command; an incident raises `IncidentError` and leaves the state as it was."""
        state = codec.decode(codec.encode(self.state))
        assert state == self.state

        self.state, self.effects = advance(self.compiled, state, command, self.now, CALENDAR)
        for effect in self.effects:
            if isinstance(effect, RaiseIncident):
                raise IncidentError(effect.message, hint=effect.hint, where=effect.where)
        self.entries += [effect for effect in self.effects if isinstance(effect, RecordHistory)]

    def complete(self, element: str, **data: object) -> Case:
        """Complete the oldest open task at *element*."""
        self.do(Complete(self.token(element).id, data, "minh"))
        return self

    def fail(self, element: str, error: str) -> Case:
        """End the oldest open task at *element* with an error."""
        self.do(Fail(self.token(element).id, error, {}, "minh"))
        return self

    def deliver(self, element: str, **data: object) -> Case:
        """Hand the event or receive task *element* its message."""
        self.do(Deliver(self.token(element).id, data, "post"))
        return self

    def fire(self, element: str) -> Case:
        """Move to the due instant of the timer at *element* and let it fire."""
        token = self.token(element)
        assert token.timer is not None
        assert token.timer.due_at is not None
        self.now = max(self.now, token.timer.due_at)
        self.do(Fire(token.id))
        return self

    def later(self, **span: float) -> Case:
        """Move the time on."""
        self.now += timedelta(**span)
        return self

    def token(self, element: str) -> TokenState:
        """Return the oldest resting token at *element*."""
        return next(token for token in self.state.tokens if token.node.partition(":")[2] == element)

    @property
    def waiting(self) -> list[str]:
        """The elements at which tokens rest, sorted."""
        return sorted(token.node.partition(":")[2] for token in self.state.tokens)

    @property
    def variables(self) -> dict[str, object]:
        """The variables of the process."""
        return dict(self.state.variables[0])

    def entered(self) -> list[str]:
        """Return the elements that were entered, in order."""
        return [entry.element_id for entry in self.entries if entry.kind is EntryKind.ELEMENT_ENTERED]

    def kinds(self, *kinds: EntryKind) -> list[tuple[EntryKind, str]]:
        """Return kind and element of the entries of these kinds, in order."""
        return [(entry.kind, entry.element_id) for entry in self.entries if entry.kind in kinds]
