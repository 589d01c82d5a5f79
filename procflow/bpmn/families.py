"""The families of names of BPMN 2.0.2: which are tasks, gateways or events, and what each event waits for."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from typing import Literal, get_args

from procflow.wording import with_article

Trigger = Literal[
    "timer",
    "message",
    "signal",
    "error",
    "escalation",
    "conditional",
    "link",
    "terminate",
    "compensate",
    "cancel",
]
"""What an event may wait for or throw."""

TASKS = (
    "task",
    "userTask",
    "manualTask",
    "serviceTask",
    "scriptTask",
    "businessRuleTask",
    "sendTask",
    "receiveTask",
)
SUB_PROCESSES = ("subProcess", "transaction", "adHocSubProcess")
ACTIVITIES = frozenset({*TASKS, *SUB_PROCESSES, "callActivity"})
GATEWAYS = ("exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway")
CHOOSING = ACTIVITIES | {"exclusiveGateway", "inclusiveGateway", "complexGateway"}
"""What may have flows with a condition, and a default flow."""

CATCH_EVENTS = frozenset({"startEvent", "intermediateCatchEvent", "boundaryEvent"})
THROW_EVENTS = frozenset({"endEvent", "intermediateThrowEvent"})
EVENTS = CATCH_EVENTS | THROW_EVENTS
EVENT_DEFINITIONS = frozenset(f"{trigger}EventDefinition" for trigger in get_args(Trigger))

AWAITED = frozenset({"message", "timer", "conditional", "signal"})
"""What is waited for anywhere: at the start of a process, in the middle, at a border, after an event-based gateway."""

ONLY_INTERRUPTING = frozenset({"error", "cancel", "compensate"})
"""What always ends the activity or sub-process it happens in."""

OF_EVENT_SUB_PROCESS = frozenset({"error", "escalation", "compensate"})
"""What starts an event sub-process and no process."""

_THROWN = frozenset({"message", "escalation", "compensate", "signal"})
TRIGGERS: Mapping[str, frozenset[str]] = {
    "startEvent": AWAITED | OF_EVENT_SUB_PROCESS,
    "endEvent": _THROWN | {"error", "cancel", "terminate"},
    "intermediateCatchEvent": AWAITED | {"link"},
    "intermediateThrowEvent": _THROWN | {"link"},
    "boundaryEvent": AWAITED | OF_EVENT_SUB_PROCESS | {"cancel"},
}
"""What each kind of event may wait for or throw (BPMN 2.0.2, table 10.93)."""

NONE = ""
EVENT_PLACES: Mapping[str, frozenset[str]] = {
    "a start event of a process": (TRIGGERS["startEvent"] - OF_EVENT_SUB_PROCESS) | {NONE},
    "a start event of a sub-process": frozenset({NONE}),
    "a start event of an event sub-process": TRIGGERS["startEvent"],
    "an intermediate event that waits": TRIGGERS["intermediateCatchEvent"],
    "an intermediate event that throws": TRIGGERS["intermediateThrowEvent"] | {NONE},
    "an event at the border of an activity": TRIGGERS["boundaryEvent"],
    "an end event": TRIGGERS["endEvent"] | {NONE},
}
"""Place to what an event can wait for or throw there; `NONE` stands for an event without definition."""

_PLACES = {
    "intermediateCatchEvent": "an intermediate event that waits",
    "boundaryEvent": "an event at the border of an activity",
    "endEvent": "an end event",
}


def link_name(name: str) -> str:
    """Return the name of a link as names are compared: white space is one space, letters and accents are composed."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def event_place(kind: str, *, within: str, is_triggered: bool) -> str:
    """
    Return where an event stands, a key of `EVENT_PLACES`.

    Args:
        kind: BPMN name of the event.
        within: BPMN name of what it stands in.
        is_triggered: Whether that is an event sub-process.
    """
    if kind != "startEvent":
        return _PLACES.get(kind, "an intermediate event that throws")
    if within not in SUB_PROCESSES:
        return "a start event of a process"
    return "a start event of an event sub-process" if is_triggered else "a start event of a sub-process"


def event_fault(where: str, triggers: Collection[str]) -> tuple[str, str] | None:
    """
    Return what is wrong with an event that waits for or throws *triggers* at *where*, and what to do; None for nothing.

    Args:
        where: A key of `EVENT_PLACES`.
        triggers: What it waits for or throws, empty for an event without definition.
    """
    wrong = sorted(set(triggers or (NONE,)) - EVENT_PLACES[where])
    if not wrong:
        return None
    # What ends a transaction is no choice for other activities, and an author of a transaction knows it.
    allowed = sorted(EVENT_PLACES[where] - {"cancel"})
    named = ", ".join("blank" if kind == NONE else kind for kind in allowed)
    said = f"cannot be {with_article(wrong[0])} event" if wrong[0] else "has no event definition"
    return f"{where} {said}", f"make it one of these: {named}" if len(allowed) > 1 else f"make it {named}"


def carries_message(kind: str, triggers: Collection[str], *, sends: bool) -> bool:
    """
    Tell whether a message flow may begin (*sends*) or end at an element: a pool, an activity, an event of a message.

    Args:
        kind: BPMN name of the element.
        triggers: What it waits for or throws, if it is an event.
        sends: Whether the flow begins there.
    """
    if kind in (THROW_EVENTS if sends else CATCH_EVENTS):
        return "message" in triggers
    return kind in ACTIVITIES or kind == "participant"
