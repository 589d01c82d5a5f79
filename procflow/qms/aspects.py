"""What of a clause a model defines: each aspect with the elements that have it and those that lack it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from procflow.bpmn import (
    EventBasedGateway,
    ExclusiveGateway,
    FlowNode,
    InclusiveGateway,
    Process,
    TimerEventDefinition,
)
from procflow.errors import DataError
from procflow.procedure import PROPERTIES, Duty, Place, Procedure, Step

_SHOWN = 3
_OF_PEOPLE = {"performer", "agency", "duty"}
_WORDS = {
    "vi": {
        "lack": "thiếu",
        "none": "không có",
        "there": "có",
        "unknown": "chưa có thông tin",
        "content": "Nội dung công việc",
        "each step": "từng bước",
    },
    "en": {
        "lack": "lacking",
        "none": "none",
        "there": "given",
        "unknown": "not known yet",
        "content": "Work content",
        "each step": "of each step",
    },
}


class Mechanism(StrEnum):
    """Whether a mechanism is defined; ``OUTSIDE`` where a model of a process is not what would define it."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Aspect:
    """
    One thing that was looked at.

    Attributes:
        label: What it is.
        have: Ids of the elements that have it.
        lack: Ids of those that should and do not.
        of_process: Whether it is a fact of the process as a whole.
    """

    label: str
    have: tuple[str, ...]
    lack: tuple[str, ...] = ()
    of_process: bool = False

    def text(self, language: str, names: Mapping[str, str]) -> str:
        """Return it in words, with the names of the elements that are evidence or are lacking."""
        words = _WORDS[language]
        if self.of_process:
            return f"{self.label}: {words['there' if self.have else 'unknown']}"
        total = len(self.have) + len(self.lack)
        if self.lack:
            return f"{self.label} {len(self.have)}/{total} ({words['lack']}: {_listed(self.lack, names)})"
        if not self.have:
            return f"{self.label}: {words['none']}"
        return f"{self.label}: {_listed(self.have, names)}" if total <= _SHOWN else f"{self.label} {total}/{total}"


def mechanism(aspects: Iterable[Aspect]) -> Mechanism:
    """Return whether all, some or none of *aspects* are there in full; without any it lies outside the model."""
    looked_at = tuple(aspects)
    if not looked_at:
        return Mechanism.OUTSIDE
    if not any(aspect.have for aspect in looked_at):
        return Mechanism.NO
    is_full = all(aspect.have and not aspect.lack for aspect in looked_at)
    return Mechanism.YES if is_full else Mechanism.PARTLY


def aspect(name: str, procedure: Procedure, process: Process, language: str) -> Aspect:
    """
    Return what is there of the aspect *name*.

    Args:
        name: ``procedure:FIELD``, ``step:FIELD`` or ``has:KIND``.
        procedure: The procedure.
        process: The process it lies in.
        language: Language of the label.

    Raises:
        DataError: There is no such aspect.
    """
    kind, _, field = name.partition(":")
    if kind == "procedure" and field in Procedure.model_fields:
        there = _is_known(getattr(procedure, field))
        label = _label(field, Place.PROCESS, language)
        return Aspect(label, (process.id,) if there else (), () if there else (process.id,), of_process=True)
    if kind == "step" and field in Step.model_fields:
        return _of_steps(field, procedure, language)
    if kind == "has" and field in _KINDS:
        vi, en, found = _KINDS[field]
        return Aspect(vi if language == "vi" else en, tuple(found(procedure, process)))
    raise DataError(
        f"{name!r} is nothing that can be looked at in a model",
        hint="write procedure:FIELD, step:FIELD or has:" + "|".join(_KINDS),
    )


def _of_steps(field: str, procedure: Procedure, language: str) -> Aspect:
    steps = [step for step in procedure.steps if not (step.automatic and field in _OF_PEOPLE)]
    have = tuple(_key(step) for step in steps if _is_known(getattr(step, field)) or _is_shared(step, field))
    lack = tuple(key for step in steps if (key := _key(step)) not in have)
    label = f"{_label(field, Place.STEP, language)} {_WORDS[language]['each step']}"
    return Aspect(label, have, lack)


def _is_shared(step: Step, field: str) -> bool:
    return field == "limit" and step.group is not None


def _key(step: Step) -> str:
    return step.element_id or step.number or step.label


def _is_known(value: object) -> bool:
    return value is not None and value != ""


def _label(field: str, place: Place, language: str) -> str:
    found = next((item for item in PROPERTIES if item.field == field and place in item.places), None)
    if found is None:
        return _WORDS[language]["content"]
    return found.label_vi if language == "vi" else found.label_en


def _listed(keys: tuple[str, ...], names: Mapping[str, str]) -> str:
    return ", ".join(names.get(key) or key for key in keys[:_SHOWN]) + (", …" if len(keys) > _SHOWN else "")


def _sequence(procedure: Procedure, process: Process) -> Iterable[str]:
    linked = {node.id for node in process.descendants(FlowNode) if node.incoming or node.outgoing}
    return (step.element_id for step in procedure.steps if step.element_id in linked)


def _timers(_: Procedure, process: Process) -> Iterable[str]:
    return (node.parent.id for node in process.descendants(TimerEventDefinition) if node.parent is not None)


def _choices(_: Procedure, process: Process) -> Iterable[str]:
    gateways = (ExclusiveGateway, InclusiveGateway, EventBasedGateway)
    return (node.id for node in process.descendants(FlowNode) if isinstance(node, gateways) and len(node.outgoing) > 1)


def _restarts(_: Procedure, process: Process) -> Iterable[str]:
    marks = {"restart", "extend"}
    return (node.id for node in process.descendants(FlowNode) if node.properties.get("pf.clock") in marks)


def _approvals(procedure: Procedure, _: Process) -> Iterable[str]:
    return (_key(step) for step in procedure.steps if step.duty is Duty.APPROVE)


def _executable(_: Procedure, process: Process) -> Iterable[str]:
    return (process.id,) if process.is_executable else ()


_KINDS: dict[str, tuple[str, str, Callable[[Procedure, Process], Iterable[str]]]] = {
    "sequence": ("Trình tự bước", "Sequence of steps", _sequence),
    "timer": ("Sự kiện hẹn giờ", "Timer events", _timers),
    "choice": ("Nhánh xử lý", "Branches", _choices),
    "restart": ("Tính lại, gia hạn thời hạn", "Restart or extension of the limit", _restarts),
    "approval": ("Bước phê duyệt", "Approving steps", _approvals),
    "executable": ("Quy trình chạy được", "Executable process", _executable),
}
