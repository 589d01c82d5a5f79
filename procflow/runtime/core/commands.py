"""What can be asked of a process instance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Start:
    """Begin the instance with these variables."""

    data: Mapping[str, object] = field(default_factory=dict)
    by: str = ""


@dataclass(frozen=True, slots=True)
class Complete:
    """Complete the open task of a token."""

    token: int
    data: Mapping[str, object] = field(default_factory=dict)
    by: str = ""


@dataclass(frozen=True, slots=True)
class Fail:
    """End the open task of a token with a BPMN error."""

    token: int
    error: str
    data: Mapping[str, object] = field(default_factory=dict)
    by: str = ""


@dataclass(frozen=True, slots=True)
class Deliver:
    """Hand a message to a token that waits for it."""

    token: int
    data: Mapping[str, object] = field(default_factory=dict)
    by: str = ""


@dataclass(frozen=True, slots=True)
class Fire:
    """Let the timer of a token fire."""

    token: int


Command = Start | Complete | Fail | Deliver | Fire
