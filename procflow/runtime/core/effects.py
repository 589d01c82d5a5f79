"""What the token core asks to be stored and done; values without behaviour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pydantic import JsonValue

from procflow.calendars import Due
from procflow.errors import Location
from procflow.eventlog import EntryKind


@dataclass(frozen=True, slots=True)
class OpenTask:
    """Offer a task to its candidates."""

    token: int
    node: str
    due: Due | None = None


@dataclass(frozen=True, slots=True)
class CloseTask:
    """Take a task away, because it is done or no longer needed."""

    token: int
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class ScheduleTimer:
    """Let the timer of a token fire at an instant instead of any earlier one set; None lets it stand still."""

    token: int
    node: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class CancelTimer:
    """Forget the timer of a token."""

    token: int


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Let a token wait for a message."""

    token: int
    node: str
    message: str


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """Let a token wait for its message no longer."""

    token: int


@dataclass(frozen=True, slots=True)
class SetDue:
    """Set when the dossier is due; None while its clock is paused or has not started."""

    due: Due | None


@dataclass(frozen=True, slots=True)
class RecordHistory:
    """Append an entry to the history; *token* names the task it is about."""

    kind: EntryKind
    element_id: str = ""
    element_name: str = ""
    performer: str = ""
    by: str = ""
    token: int = 0
    due_at: datetime | None = None
    detail: Mapping[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RaiseIncident:
    """Say that the instance cannot go on from where it stands; the state is the one before the command."""

    node: str
    message: str
    hint: str
    where: Location


@dataclass(frozen=True, slots=True)
class CompleteInstance:
    """Close the instance."""

    is_terminated: bool


Effect = (
    OpenTask
    | CloseTask
    | ScheduleTimer
    | CancelTimer
    | Subscribe
    | Unsubscribe
    | SetDue
    | RecordHistory
    | RaiseIncident
    | CompleteInstance
)
