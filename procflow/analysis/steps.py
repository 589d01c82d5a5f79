"""Which steps of a procedure went, came and changed: matched by element, else by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from procflow.procedure import Step, folded

_IDENTITY = frozenset({"element_id", "number"})


@dataclass(frozen=True, slots=True)
class StepChange:
    """A step that stands on both sides, and the fields in which it differs."""

    before: Step
    after: Step
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepChanges:
    """The steps that went, came and changed, each in the order of its side."""

    removed: tuple[Step, ...]
    added: tuple[Step, ...]
    changed: tuple[StepChange, ...]


def step_changes(before: Iterable[Step], after: Iterable[Step]) -> StepChanges:
    """
    Return what happened to the steps.

    Two steps are one if they have the same element id, else if they have the same name, first come first matched.
    Number and element id do not count as changes.
    """
    old, new = list(before), list(after)
    partner: dict[int, int] = {}
    for key in (lambda step: step.element_id, lambda step: folded(step.label)):
        partner |= _matched(old, new, partner, key)
    both = ((old[one], new[other]) for one, other in sorted(partner.items()))
    changes = (StepChange(one, other, _differing(one, other)) for one, other in both)
    taken = set(partner.values())
    return StepChanges(
        removed=tuple(step for position, step in enumerate(old) if position not in partner),
        added=tuple(step for position, step in enumerate(new) if position not in taken),
        changed=tuple(item for item in changes if item.fields),
    )


def _matched(
    old: Sequence[Step], new: Sequence[Step], partner: dict[int, int], key: Callable[[Step], str]
) -> dict[int, int]:
    taken = set(partner.values())
    waiting: dict[str, list[int]] = {}
    for position, step in enumerate(new):
        if position not in taken and key(step):
            waiting.setdefault(key(step), []).append(position)
    free = [position for position in range(len(old)) if position not in partner]
    return {position: waiting[key(old[position])].pop(0) for position in free if waiting.get(key(old[position]))}


def _differing(one: Step, other: Step) -> tuple[str, ...]:
    fields = (name for name in Step.model_fields if name not in _IDENTITY)
    return tuple(name for name in fields if _value(one, name) != _value(other, name))


def _value(step: Step, field: str) -> object:
    value = getattr(step, field)
    return folded(value) if isinstance(value, str) else value
