"""Limits of steps, added up unit by unit: over all steps, and along the longest way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from procflow.analysis.figures import Figure, Missing, Unknown
from procflow.analysis.flow import Subject
from procflow.analysis.paths import MAX_STATES, Weight, longest_path, without_loops
from procflow.analysis.wording import joined, unit_wording, wording
from procflow.calendars import LimitUnit
from procflow.procedure import Limit, Step
from procflow.quantity import Quantity
from procflow.wording import Wording

BASIS = "declared"
_UNCOUNTED = frozenset({LimitUnit.NOT_COUNTED, LimitUnit.OFFICE_HOURS})


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure and the elements it was made of, in their order."""

    figure: Figure
    elements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Timed:
    """The limits that count, by node, each with its unit; and what is not known."""

    weights: Mapping[str, tuple[str, Weight]]
    missing: tuple[Missing, ...]

    @property
    def units(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(unit for unit, _ in self.weights.values()))

    def of(self, unit: str) -> dict[str, Weight]:
        return {node: weight for node, (own, weight) in self.weights.items() if own == unit}


def missing_of(node: str, step: Step, field: str) -> Missing:
    """Return the note that *field* of *step* is not filled in."""
    return Missing(field, step.element_id, step.label or step.number or node)


def limit_sums(subject: Subject) -> tuple[Measured, ...]:
    """
    Return the sum of the limits of all steps, one figure for each unit; unlike units are never added.

    The limit of a group counts once.
    Time that is not counted and office hours add nothing, and so does an automatic step without a limit.
    Steps of branches that exclude each other are all in it; what one dossier takes is the longest path.
    """
    timed = _timed(subject, with_waits=False)
    sums = tuple(Measured(_declared(_sum(timed.of(unit)), unit), tuple(timed.of(unit))) for unit in timed.units)
    known = sums or (Measured(_none_counted()),)
    return (_not_all_known(timed, known),) if timed.missing else known


def longest_paths(subject: Subject) -> tuple[Measured, ...]:
    """
    Return the limits along the longest way, one figure for each unit, with the nodes on the way.

    Each loop body is passed once; of parallel branches the longest counts; a group limit counts once.
    A timer in the flow is waited out; behind an event-based gateway, or attached to an activity, it is the deadline of
    something else and adds nothing.
    Limits in several units give a figure each where one way is the longest in every unit, else no figure at all.
    """
    timed = _timed(subject, with_waits=True)
    known = _along(subject, timed) if timed.weights else (Measured(_none_counted()),)
    return (_not_all_known(timed, known),) if timed.missing else known


def _along(subject: Subject, timed: _Timed) -> tuple[Measured, ...]:
    forward = without_loops(subject.graph)
    whole = longest_path(forward, {node: weight for node, (_, weight) in timed.weights.items()})
    singles = {unit: longest_path(forward, timed.of(unit)) for unit in timed.units}
    found = {unit: path.length for unit, path in singles.items() if path is not None}
    if whole is None or len(found) < len(singles):
        return (Measured(Unknown(wording("groups-overlap", most=str(MAX_STATES)))),)
    nodes = tuple(node for node in whole.nodes if node in subject.steps or node in timed.weights)
    # One way is the longest in every unit exactly if the longest by the bare numbers is as long as all of them.
    if whole.length != sum(found.values()):
        units = joined(map(unit_wording, found), Wording(", ", ", "))
        return (Measured(Unknown(wording("no-longest-way", units=units)), nodes),)
    return tuple(Measured(_declared(length, unit), nodes) for unit, length in found.items())


def _timed(subject: Subject, *, with_waits: bool) -> _Timed:
    shared = _group_limits(subject)
    weights: dict[str, tuple[str, Weight]] = {}
    missing: list[Missing] = []
    for node, step in subject.steps.items():
        limit = step.limit if step.group is None else shared[step.group]
        if not _adds(limit, step):
            continue
        if limit is None or limit.value is None:
            missing.append(missing_of(node, step, "limit"))
        else:
            weights[node] = (str(limit.unit), Weight(limit.value, step.group))
    for node, wait in subject.waits.items() if with_waits else ():
        if wait.limit is None or wait.limit.value is None:
            missing.append(Missing("limit", node, wait.name))
        else:
            weights[node] = (str(wait.limit.unit), Weight(wait.limit.value))
    return _Timed(weights, tuple(missing))


def _adds(limit: Limit | None, step: Step) -> bool:
    if limit is None:
        return not step.automatic
    return limit.unit not in _UNCOUNTED


def _group_limits(subject: Subject) -> dict[int, Limit | None]:
    """Return the one limit of each group, None where its steps state none or different ones."""
    stated: dict[int, dict[tuple[object, object], Limit]] = {}
    for step in subject.steps.values():
        if step.group is not None:
            found = stated.setdefault(step.group, {})
            if step.limit is not None:
                found[step.limit.value, step.limit.unit] = step.limit
    return {group: next(iter(found.values())) if len(found) == 1 else None for group, found in stated.items()}


def _sum(weights: Mapping[str, Weight]) -> Decimal:
    return sum(_each_once(weights), Decimal(0))


def _each_once(weights: Mapping[str, Weight]) -> Iterator[Decimal]:
    groups: set[int] = set()
    for weight in weights.values():
        if weight.group is None or weight.group not in groups:
            yield weight.value
        if weight.group is not None:
            groups.add(weight.group)


def _declared(value: Decimal, unit: str) -> Quantity:
    return Quantity(value, unit, BASIS)


def _not_all_known(timed: _Timed, known: tuple[Measured, ...]) -> Measured:
    """Return that limits are missing, with what the known ones give where they give one figure."""
    figure = known[0].figure if len(known) == 1 else None
    at_least = figure if isinstance(figure, Quantity) else None
    elements = known[0].elements if at_least is not None else ()
    return Measured(Unknown(wording("limits-not-known"), timed.missing, at_least), elements)


def _none_counted() -> Unknown:
    return Unknown(wording("no-limits"))
