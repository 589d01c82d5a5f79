"""The families of names of BPMN 2.0.2: which are tasks, gateways or events, and what each event waits for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal, get_args

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
