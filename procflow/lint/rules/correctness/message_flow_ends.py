"""A message flow leads from what can send a message to what can receive one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from procflow.bpmn import (
    CatchEvent,
    Definitions,
    Element,
    EndEvent,
    Event,
    MessageFlow,
    StartEvent,
    ThrowEvent,
)
from procflow.bpmn.families import carries_message
from procflow.lint.finding import Problem, Severity
from procflow.lint.schema import CONVERSATIONS
from procflow.wording import with_article

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the message flows with an end that sends or receives nothing, and events with too many of them."""
    flows = list(model.elements(MessageFlow))
    for flow in flows:
        for end, sends in ((flow.source, True), (flow.target, False)):
            wrong = _wrong(end, sends=sends) if end is not None else ""
            if wrong:
                yield Problem(flow, wrong, "lead it to a pool, an activity or a message event")
    yield from _too_many(flows)


def _wrong(end: Element, *, sends: bool) -> str:
    """Return why a message flow cannot begin or arrive at *end*, empty if it can."""
    if end.kind in CONVERSATIONS or carries_message(
        end.kind, end.triggers if isinstance(end, Event) else (), sends=sends
    ):
        return ""
    does = "begins" if sends else "ends"
    if not isinstance(end, Event):
        return f"it {does} at {end.id!r}, {with_article(end.kind)}"
    if not isinstance(end, ThrowEvent if sends else CatchEvent):
        return f"it {does} at {end.id!r}, an event that only {'catches' if sends else 'throws'}"
    return f"it {does} at {end.id!r}, which is no message event"


def _too_many(flows: list[MessageFlow]) -> Iterator[Problem]:
    """Yield the intermediate events with several message flows, and ends with more of them than definitions."""
    count = Counter(end for flow in flows for end in (flow.source, flow.target) if isinstance(end, Event))
    for event, number in count.items():
        definitions = len(event.triggers)
        if number > 1 and not isinstance(event, StartEvent) and definitions == 1:
            kind = "an end event" if isinstance(event, EndEvent) else "an intermediate event"
            message = f"{number} message flows stand at {kind} with one message"
            yield Problem(event, message, "draw an event for each message")
