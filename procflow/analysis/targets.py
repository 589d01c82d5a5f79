"""Targets of simplification, judged on a set of procedures: what is counted, of which denominator, met or missed."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Literal

from pydantic import TypeAdapter

from procflow.analysis.compare import Comparison
from procflow.analysis.figures import Figure, Rounding, Unknown, jsonable, percent, shown
from procflow.analysis.wording import joined, wording
from procflow.errors import DataError
from procflow.procedure import Procedure, ProcedureKind
from procflow.quantity import Quantity
from procflow.wording import EMPTY, Wording

Counted = Literal["procedures", "regulations", "cost"]
Scope = Literal["internal", "business-related", "all"]
TargetVerdict = Literal["met", "missed", "not computable"]
_Number = Decimal | int
_INTERNAL = frozenset({ProcedureKind.BETWEEN_AGENCIES, ProcedureKind.WITHIN_AGENCY})


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to fall, and by how many per cent at least."""

    counted: Counted
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Target:
    """
    A target that a plan sets.

    Attributes:
        id: Short name.
        label: What a person reads, in English.
        label_vi: The same in Vietnamese.
        scope: Which procedures it is about.
        goals: What is to fall by how much.
        valid_from: First day it holds.
        valid_to: Last day it holds, None if it holds on.
        before: Day before which it is to be reached, None if not said.
        source: The plan and its task.
    """

    id: str
    label: str
    label_vi: str
    scope: Scope
    goals: tuple[Goal, ...]
    valid_from: date
    valid_to: date | None
    before: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Share:
    """
    The known part of one denominator that was cut, and whether that is enough; compared before it is rounded.

    The verdict is met or missed only where that holds whatever is not known turns out to be.
    """

    denominator: str
    whole: Quantity
    percent: Figure
    verdict: TargetVerdict


@dataclass(frozen=True, slots=True)
class GoalResult:
    """
    How one goal stands.

    Attributes:
        goal: The goal.
        cut: What was cut, in the unit that is counted.
        shares: The cut in per cent of every denominator the data holds.
        excluded: Names of the procedures whose figures are not known; they are in no known figure.
        verdict: Met only if met against every denominator; none where what is not known could change it.
        why: Why it is not computable, in both languages, else empty.
    """

    goal: Goal
    cut: Figure
    shares: tuple[Share, ...]
    excluded: tuple[str, ...]
    verdict: TargetVerdict
    why: Wording = EMPTY

    @property
    def reason(self) -> str:
        """Why, in English."""
        return self.why.en


@dataclass(frozen=True, slots=True)
class Judgement:
    """
    How a set of procedures stands against a target.

    Attributes:
        target: The target.
        counted: Names of the procedures it is about.
        out_of_scope: Names of those it is not about.
        scope_unknown: Names of those whose kind is not filled in; left out, and a verdict holds with or without them.
        results: One for each goal.
        verdict: Missed if a goal is missed, met if all are met.
    """

    target: Target
    counted: tuple[str, ...]
    out_of_scope: tuple[str, ...]
    scope_unknown: tuple[str, ...]
    results: tuple[GoalResult, ...]
    verdict: TargetVerdict

    def to_dict(self) -> dict[str, object]:
        """Return the judgement as plain JSON values."""
        return {
            "target": self.target.id,
            "source": self.target.source,
            "counted": list(self.counted),
            "out_of_scope": list(self.out_of_scope),
            "scope_unknown": list(self.scope_unknown),
            "goals": [_result_dict(result) for result in self.results],
            "verdict": self.verdict,
        }


@dataclass(frozen=True, slots=True)
class Totals:
    """
    Compliance cost of a set of procedures for a year.

    Attributes:
        before: Sum over the procedures whose cost is known on both sides.
        after: The same after.
        saving: Before minus after.
        percent: The saving in per cent of the sum before.
        excluded: Names of the procedures whose saving is not known; they are in none of the sums.
    """

    before: Figure
    after: Figure
    saving: Figure
    percent: Figure
    excluded: tuple[str, ...]


def load_targets() -> tuple[Target, ...]:
    """Return the targets that procflow ships, in the order of the data file."""
    return _load()


def target(name: str, on: date | None = None) -> Target:
    """
    Return the shipped target *name*.

    Args:
        name: Its id, ``internal`` or ``business``.
        on: Day on which it has to hold; any day if not given.

    Raises:
        DataError: There is none of this name that holds on the day.

    Example:
        >>> [f"{goal.counted} {goal.percent} %" for goal in target("internal").goals]
        ['procedures 20 %', 'cost 20 %']
    """
    for item in load_targets():
        if item.id == name and (on is None or (item.valid_from <= on <= (item.valid_to or on))):
            return item
    known = ", ".join(f"{item.id} ({item.valid_from} to {item.valid_to or 'open'})" for item in load_targets())
    raise DataError(f"no target {name!r} holds{f' on {on}' if on else ''}", hint=f"there are {known}", target=name)


def totals(comparisons: Sequence[Comparison], rounding: Rounding | None = None) -> Totals:
    """
    Return the yearly cost of a set of procedures before and after; what is not known on both sides is left out.

    Sides on different bases or with different tariffs give no sum.
    """
    known = [item for item in comparisons if isinstance(item.saving_per_year, Quantity)]
    excluded = tuple(name_of(item.before) for item in comparisons if isinstance(item.saving_per_year, Unknown))
    refused = _no_sum(known)
    if refused is not None:
        return Totals(refused, refused, refused, refused, excluded)
    before = _sum(item.cost_before.per_year for item in known)
    after = _sum(item.cost_after.per_year for item in known)
    saving = before - after
    share = percent(saving, before, of="cost per year before", rounding=rounding or Rounding())
    return Totals(before, after, saving, share, excluded)


def judge(
    comparisons: Sequence[Comparison],
    goal_set: Target | str,
    *,
    denominators: Mapping[str, int] | None = None,
    rounding: Rounding | None = None,
) -> Judgement:
    """
    Return how a set of procedures stands against a target; a single procedure gets no verdict.

    Args:
        comparisons: Each procedure before and after.
        goal_set: The target or its id.
        denominators: Further numbers of procedures the cut is shown against, by name: announced, reviewed, ...
        rounding: How percentages are rounded for print; verdicts use the exact ones.

    Raises:
        DataError: There is no such target, or a denominator is smaller than the number of procedures cut.
    """
    aim = target(goal_set) if isinstance(goal_set, str) else goal_set
    scope = {id(item): _in_scope(item.before, aim.scope) for item in comparisons}
    counted = [item for item in comparisons if scope[id(item)]]
    members = _Members(tuple(counted), tuple(item for item in comparisons if scope[id(item)] is None))
    results = tuple(_result(goal, members, denominators or {}, rounding or Rounding()) for goal in aim.goals)
    return Judgement(
        target=aim,
        counted=tuple(name_of(item.before) for item in counted),
        out_of_scope=tuple(name_of(item.before) for item in comparisons if scope[id(item)] is False),
        scope_unknown=tuple(name_of(item.before) for item in comparisons if scope[id(item)] is None),
        results=results,
        verdict=_overall([result.verdict for result in results]),
    )


def name_of(procedure: Procedure) -> str:
    """Return what a person calls *procedure*: title, else code, else id."""
    return procedure.title or procedure.code or procedure.id


@dataclass(frozen=True, slots=True)
class _Members:
    """The procedures a target is about, and those of which it is not said whether it is."""

    counted: tuple[Comparison, ...]
    perhaps: tuple[Comparison, ...]

    def gaps(self, excluded: Sequence[str], what: Literal["gap-cut", "gap-cost"]) -> Wording:
        """Return in words what is not known of them, empty if nothing."""
        found = []
        if excluded:
            found.append(wording(what, n=str(len(excluded)), all=str(len(self.counted))))
        if self.perhaps:
            found.append(wording("gap-scope", n=str(len(self.perhaps))))
        return joined(found, Wording(", and ", ", và "))

    def cut_of(self, whole: int | None) -> tuple[tuple[int, int], tuple[int, int]]:
        """Return how many of how many are cut at least and at most; of *whole* if given, else of those counted."""
        own, perhaps = ([item.is_cut for item in items] for items in (self.counted, self.perhaps))
        least, more = own.count(True), sum(state is not False for state in perhaps)
        most = least + own.count(None) + more
        if whole is not None:
            return (least, whole), (min(most, whole), whole)
        return (least, len(own) + sum(state is not True for state in perhaps)), (most, len(own) + more)


def _result(goal: Goal, members: _Members, denominators: Mapping[str, int], rounding: Rounding) -> GoalResult:
    if len(members.counted) < 2:
        return _not_judged(goal, Unknown(wording("one-procedure")), ())
    if goal.counted == "procedures":
        return _procedures(goal, members, denominators, rounding)
    if goal.counted == "cost":
        return _cost(goal, members, rounding)
    return _not_judged(goal, Unknown(wording("no-regulations")), ())


def _procedures(goal: Goal, members: _Members, denominators: Mapping[str, int], rounding: Rounding) -> GoalResult:
    excluded = tuple(name_of(item.before) for item in members.counted if item.is_cut is None)
    number, total = sum(item.is_cut is True for item in members.counted), len(members.counted)
    known = {"compared, known": total - len(excluded)} if excluded else {}
    shares = []
    for name, whole in {**known, "compared": total, **denominators}.items():
        if whole < number:
            raise DataError(
                f"{number} procedures were cut, but the denominator {name!r} is {whole}",
                hint="a denominator holds all that could be cut",
                denominator=name,
            )
        verdict = _sure(goal, *members.cut_of(denominators.get(name)))
        shares.append(_share(_count(number), name, _count(whole), rounding, verdict))
    verdict = _overall([share.verdict for share in shares])
    why = members.gaps(excluded, "gap-cut") if verdict == "not computable" else EMPTY
    return GoalResult(goal, _count(number), tuple(shares), excluded, verdict, why)


def _cost(goal: Goal, members: _Members, rounding: Rounding) -> GoalResult:
    sums = totals(members.counted, rounding)
    if isinstance(sums.saving, Unknown) or isinstance(sums.before, Unknown):
        return _not_judged(goal, sums.saving, sums.excluded)
    why = members.gaps(sums.excluded, "gap-cost")
    figures = (sums.saving.value, sums.before.value)
    verdict: TargetVerdict = "not computable" if why.en else _sure(goal, figures, figures)
    name = "cost per year before, known" if sums.excluded else "cost per year before"
    share = _share(sums.saving, name, sums.before, rounding, verdict)
    return GoalResult(goal, sums.saving, (share,), sums.excluded, share.verdict, why)


def _not_judged(goal: Goal, why: Figure, excluded: tuple[str, ...]) -> GoalResult:
    words = why.why if isinstance(why, Unknown) else EMPTY
    return GoalResult(goal, why, (), excluded, "not computable", words)


def _share(cut: Quantity, name: str, whole: Quantity, rounding: Rounding, verdict: TargetVerdict) -> Share:
    figure = percent(cut, whole, of=name, rounding=rounding)
    return Share(name, whole, figure, "not computable" if isinstance(figure, Unknown) else verdict)


def _sure(goal: Goal, least: tuple[_Number, _Number], most: tuple[_Number, _Number]) -> TargetVerdict:
    """Return the verdict that holds from the least cut of a whole to the most."""
    if least[0] * 100 >= goal.percent * least[1]:
        return "met"
    return "missed" if most[0] * 100 < goal.percent * most[1] else "not computable"


def _count(number: int) -> Quantity:
    return Quantity(Decimal(number), "procedure")


def _overall(verdicts: Sequence[TargetVerdict]) -> TargetVerdict:
    if "missed" in verdicts:
        return "missed"
    return "met" if verdicts and "not computable" not in verdicts else "not computable"


def _in_scope(procedure: Procedure, scope: Scope) -> bool | None:
    if scope == "all":
        return True
    if scope == "business-related":
        return procedure.business_related
    return None if procedure.kind is None else procedure.kind in _INTERNAL


def _no_sum(known: Sequence[Comparison]) -> Unknown | None:
    if not known:
        return Unknown(wording("no-cost"))
    if len({item.basis for item in known}) > 1:
        return Unknown(wording("unlike-bases"), verdict="not comparable")
    if len({item.cost_before.tariff for item in known}) > 1:
        return Unknown(wording("unlike-tariffs"), verdict="not comparable")
    return None


def _sum(figures: Iterable[Figure]) -> Quantity:
    known = [figure for figure in figures if isinstance(figure, Quantity)]
    total = known[0]
    for figure in known[1:]:
        total += figure
    return total


def _result_dict(result: GoalResult) -> dict[str, object]:
    return {
        "counted": result.goal.counted,
        "at_least_percent": f"{result.goal.percent:f}",
        "cut": jsonable(result.cut),
        "shares": [
            {"of": share.denominator, "whole": shown(share.whole), **_share_dict(share)} for share in result.shares
        ],
        "excluded": list(result.excluded),
        "verdict": result.verdict,
        "reason": result.reason,
    }


def _share_dict(share: Share) -> dict[str, object]:
    return {"percent": jsonable(share.percent), "verdict": share.verdict}


@functools.cache
def _load() -> tuple[Target, ...]:
    text = files("procflow.analysis").joinpath("data", "targets.toml").read_text(encoding="utf-8")
    return TypeAdapter(tuple[Target, ...]).validate_python(tomllib.loads(text)["target"])
