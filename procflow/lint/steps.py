"""The steps of a procedure as its rules see them: who does them, how long they may take."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from procflow.bpmn import Activity, CallActivity, Definitions, Element, FlowContainer, FlowNode, Process, SubProcess
from procflow.calendars import LimitUnit
from procflow.errors import PropertyError
from procflow.lint.paths import longest
from procflow.procedure import Limit, Place, folded, limit_of
from procflow.procedure.from_bpmn import AUTOMATIC_KINDS, is_step
from procflow.procedure.properties import fields_from

# The name of the one-stop desk says what it does; that a step goes there does not.
_DESK = re.compile(r"(?:bộ phận|trung tâm|tổ|quầy) (?:tiếp nhận(?: hồ sơ)?,? và (?:giao )?trả kết quả|một cửa)")
_LIMIT = ("pf.limit.value", "pf.limit.unit", "pf.limit.text")
DAY_KINDS = (LimitUnit.WORKING_DAY, LimitUnit.CALENDAR_DAY, LimitUnit.DAY_UNSTATED)


def procedures(model: Definitions) -> tuple[Process, ...]:
    """Return the processes that are procedures: those with ``pf.*`` data, else the executable ones, else all."""
    filled = [process for process in model.processes if process.flow_nodes]
    described = [process for process in filled if any(name.startswith("pf.") for name in facts(process))]
    return tuple(described or [process for process in filled if process.is_executable] or filled)


def facts(process: Process) -> dict[str, str]:
    """Return the properties of *process*, and where it does not say, those of its pool."""
    pool = process.participant
    texts = {**(pool.properties if pool is not None else {}), **process.properties}
    return {name: text for name, text in texts.items() if text.strip()}


def human_steps(process: Process) -> Iterator[Activity]:
    """Yield the steps that people do, those of sub-processes included."""
    for node in process.descendants(Activity):
        automatic = node.kind in AUTOMATIC_KINDS or isinstance(node, CallActivity)
        if is_step(node) and not automatic and not node.is_for_compensation:
            yield node


def said_of(node: FlowNode) -> str:
    """Return what the label and the documentation of *node* say, folded, without the name of the one-stop desk."""
    return _DESK.sub("", folded(f"{node.name} {node.documentation}"))


def readable_limit(element: Element) -> Limit | None:
    """Return the limit of *element*, None also where it cannot be read; the rule limit-known-unit reports that."""
    try:
        return limit_of(element)
    except PropertyError:
        return None


def states_limit(texts: Mapping[str, str]) -> bool:
    """Return whether the properties *texts* say anything about a limit."""
    return any(name in texts for name in _LIMIT)


def steps_without_limit(process: Process) -> Iterator[Activity]:
    """Yield the steps that people do and for which no limit is stated, of their own, of their group or around them."""
    steps = [(step, step.properties.get("pf.limit.group")) for step in human_steps(process)]
    groups = {group for step, group in steps if group is not None and states_limit(step.properties)}
    for step, group in steps:
        if not _is_limited(step, process) and group not in groups:
            yield step


def _is_limited(step: Activity, process: Process) -> bool:
    if _is_paused(step):
        return True
    element: Element | None = step
    while element is not None and element is not process:
        if states_limit(element.properties):
            return True
        element = element.parent
    return False


def is_sum_known(process: Process) -> bool:
    """Return whether all that people or other processes do has a limit that says hours; else a sum is a lower bound."""
    calls = process.descendants(CallActivity)
    if any(steps_without_limit(process)) or not all(_is_limited(call, process) for call in calls):
        return False
    bearers = (step for step in human_steps(process) if states_limit(step.properties) and not _is_paused(step))
    found = (readable_limit(step) for step in bearers)
    return all(limit is not None and limit.hours is not None for limit in found)


def _is_paused(node: FlowNode) -> bool:
    return node.properties.get("pf.clock") == "paused"


def stated(process: Process, field: str) -> Limit | None:
    """Return the ``limit`` or ``declared_total`` of the whole *process*, None where there is none to read."""
    prefix = {"limit": "pf.limit.", "declared_total": "pf.total."}[field]
    texts = {name: text for name, text in facts(process).items() if name.startswith(prefix)}
    try:
        found = fields_from(texts, Place.PROCESS, process.where).get(field)
    except PropertyError:
        return None
    return found if isinstance(found, Limit) else None


def limits(process: Process) -> Iterator[tuple[Element, Limit]]:
    """Yield what has a readable limit in *process*, itself first, with that limit."""
    whole = stated(process, "limit")
    if whole is not None:
        yield process, whole
    for activity in process.descendants(Activity):
        limit = readable_limit(activity)
        if limit is not None:
            yield activity, limit


def adds_up(process: Process, whole: Limit) -> bool:
    """Return whether the limits of the steps and *whole* are counted alike, so that a sum of them means something."""
    units = {limit.unit for _, limit in limits(process)} | {whole.unit}
    days = units & set(DAY_KINDS)
    return len(days) <= 1 and not {LimitUnit.CALENDAR_DAY, LimitUnit.HOUR} <= units


def comparable(model: Definitions, field: str) -> Iterator[tuple[Process, Limit, Decimal]]:
    """Yield the procedures whose steps add up to something to compare with *field*, that limit, and its hours."""
    for process in procedures(model):
        whole = stated(process, field)
        if whole is not None and whole.hours and adds_up(process, whole):
            yield process, whole, whole.hours


def longest_hours(container: FlowContainer) -> tuple[Decimal, tuple[FlowNode, ...]]:
    """
    Return the working hours that the limits along the longest path add up to, and that path.

    A day counts the hours of a working day, whatever its kind: compare the sum only where one kind of days is used.
    Time that is not counted or for which the clock is paused adds nothing; each loop body counts once.
    """
    return longest(container, _hours)


def _hours(node: FlowNode) -> Decimal:
    if _is_paused(node) or not isinstance(node, Activity):
        return Decimal(0)
    limit = readable_limit(node)
    if limit is not None and limit.hours is not None:
        return limit.hours
    return longest_hours(node)[0] if isinstance(node, SubProcess) else Decimal(0)
