"""The state of an instance as bytes: compact, versioned, equal for equal states."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from procflow.calendars import ClockEvent, Period
from procflow.errors import StoreError
from procflow.runtime.core.state import GroupRound, State, Status, TimerState, TokenState
from procflow.runtime.core.values import from_json, to_json

VERSION = 1


def encode(state: State) -> bytes:
    """Return *state* as bytes."""
    parts: dict[str, object] = {
        "v": VERSION,
        "s": state.status,
        "n": state.next_token,
        "t": [_token(token) for token in state.tokens],
        "x": {str(scope): to_json(own) for scope, own in state.variables.items()},
        "o": {str(scope): names for scope, names in state.outputs.items()},
        "c": [_event(event) for event in state.clock],
        "p": state.pauses,
        "r": dict(state.rounds),
        "g": {key: [_text(one.since), one.steps] for key, one in state.groups.items()},
    }
    kept = {key: part for key, part in parts.items() if part or key == "v"}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()


def decode(raw: bytes) -> State:
    """
    Return the state that `encode` wrote.

    Raises:
        StoreError: The bytes are of a later version of procflow, or damaged.
    """
    try:
        parts = json.loads(raw)
        if parts["v"] != VERSION:
            raise StoreError(
                f"the state of an instance has format {parts['v']}, this version reads {VERSION}",
                hint="open the database with the version of procflow that wrote it",
            )
        return _state(parts)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as exc:
        raise StoreError("the state of an instance is damaged", hint="restore the database from a backup") from exc


def _state(parts: dict[str, Any]) -> State:
    return State(
        status=Status(parts["s"]),
        next_token=parts["n"],
        tokens=tuple(_read_token(*token) for token in parts.get("t", ())),
        variables={int(scope): cast("dict[str, object]", from_json(own)) for scope, own in parts["x"].items()},
        outputs={int(scope): tuple(names) for scope, names in parts.get("o", {}).items()},
        clock=tuple(_read_event(*event) for event in parts.get("c", ())),
        pauses=tuple(parts.get("p", ())),
        rounds=parts.get("r", {}),
        groups={key: _read_round(*one) for key, one in parts.get("g", {}).items()},
    )


def _token(token: TokenState) -> list[object]:
    timer = token.timer
    full: list[object] = [
        token.id,
        token.node,
        int(token.is_active),
        token.scope,
        token.host,
        token.choice,
        token.flow,
        _text(token.since),
        None if timer is None else [_text(timer.due_at), timer.left, [_event(event) for event in timer.clock]],
    ]
    while not full[-1]:
        full.pop()
    return full


def _read_token(  # noqa: PLR0913, PLR0917 - the columns of a token
    token_id: int,
    node: str,
    is_active: int = 0,
    scope: int = 0,
    host: int = 0,
    choice: int = 0,
    flow: str = "",
    since: str | None = None,
    timer: list[Any] | None = None,
) -> TokenState:
    return TokenState(token_id, node, bool(is_active), scope, host, choice, flow, _instant(since), _read_timer(timer))


def _read_timer(timer: list[Any] | None) -> TimerState | None:
    if timer is None:
        return None
    due_at, left, clock = timer
    return TimerState(_instant(due_at), left, tuple(_read_event(*event) for event in clock))


def _event(event: ClockEvent) -> list[object]:
    period = event.period
    limit = None if period is None else [f"{period.value:f}", period.unit]
    return [event.kind, event.at.isoformat(), limit, event.reason]


def _read_event(kind: str, at: str, limit: list[str] | None, reason: str) -> ClockEvent:
    period = None if limit is None else Period.of(*limit)
    make: Callable[..., ClockEvent] = ClockEvent
    return make(kind, datetime.fromisoformat(at), period, reason)


def _read_round(since: str, steps: list[str]) -> GroupRound:
    return GroupRound(datetime.fromisoformat(since), tuple(steps))


def _text(instant: datetime | None) -> str | None:
    return None if instant is None else instant.isoformat()


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
