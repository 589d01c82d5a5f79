"""The verdict over a model: five properties, the defects that break them, and a run that shows each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from procflow.bpmn.model.activities import Activity, SubProcess
from procflow.bpmn.model.definitions import Definitions, expect_model
from procflow.bpmn.model.flow import Process
from procflow.bpmn.model.gateways import InclusiveGateway
from procflow.bpmn.soundness.compile import beginnings
from procflow.bpmn.soundness.fragments import Step
from procflow.bpmn.soundness.game import Game
from procflow.bpmn.soundness.judged import NotJudged, is_judged, nodes_inside
from procflow.bpmn.soundness.reduce import Reduction
from procflow.bpmn.soundness.rules import TooManyChoices
from procflow.bpmn.soundness.search import (
    DEAD_ACTIVITY,
    DEADLOCK,
    LIVELOCK,
    UNBOUNDED,
    UNSAFE,
    UNSAFE_END,
    Search,
    crowded_joins,
)
from procflow.bpmn.soundness.together import BOUND_REACHED, play_together
from procflow.errors import expect

# Full reduction shows that these are there, but not everywhere they can be seen.
_TO_LOOK_CLOSER = {UNSAFE, UNSAFE_END, LIVELOCK}
Answer = Literal["holds", "broken", "unknown"]
PROPERTIES = ("safe", "bounded", "option_to_complete", "proper_completion", "no_dead_activity")
# Some seconds of play on an ordinary machine; the page of rules names it.
MAX_STATES = 100_000
MESSAGE_NEVER_SENT = "message-never-sent"
_BROKEN_BY = {
    "safe": {UNSAFE, UNBOUNDED},
    "bounded": {UNBOUNDED},
    "option_to_complete": {DEADLOCK, LIVELOCK},
    "proper_completion": {UNSAFE_END},
    "no_dead_activity": {DEAD_ACTIVITY},
}


@dataclass(frozen=True, slots=True)
class Defect:
    """
    One thing that is wrong.

    Attributes:
        kind: ``unbounded``, ``unsafe``, ``unsafe-end``, ``deadlock``, ``livelock``, ``dead-activity`` or
            ``message-never-sent``.
        element_ids: The elements it is about.
        run: A shortest run that shows it, from the start event on; empty for a dead activity and for the start event
            of a pool that never begins.
    """

    kind: str
    element_ids: tuple[str, ...]
    run: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    What is known of one process.

    Attributes:
        process_id: The process.
        properties: ``holds``, ``broken`` or ``unknown`` for each of the five properties.
        defects: What is wrong, each with its elements and run.
        reason: Why something is unknown, else empty.
        states: How many states were looked at, where it was looked at twice both times.
        is_empty: Whether no flow node stands in it, so that nothing is judged.
    """

    process_id: str
    properties: dict[str, Answer]
    defects: tuple[Defect, ...]
    reason: str
    states: int
    is_empty: bool = False

    @property
    def is_sound(self) -> bool | None:
        """Whether all five properties hold; None if that is not known."""
        answers = set(self.properties.values())
        return False if "broken" in answers else None if "unknown" in answers else True


def judge(process: Process, *, max_states: int = MAX_STATES, reduction: Reduction = Reduction.ALL) -> Verdict:
    """Return the verdict over one process, of which nothing may be left out: `soundness` asks for that too."""
    if not process.flow_nodes:
        reason = f"{process.id or 'the process'}: it is empty, there is nothing to judge"
        return Verdict(process.id, dict.fromkeys(PROPERTIES, "unknown"), (), reason, 0, is_empty=True)
    plays = _Plays(process, max_states)
    try:
        searches = plays.searches(reduction)
        if reduction is Reduction.ALL and any(search.kinds & _TO_LOOK_CLOSER for search in searches):
            searches = _looked_closer(plays, searches)
    except NotJudged as reason:
        return _unknown(process, reason.told)
    except TooManyChoices as reason:
        return _unknown(process, reason.told)
    return _verdict(plays, searches)


class _Plays:
    """
    Plays a process, once more where a closer look is needed; all plays have one bound.

    Attributes:
        process: The process.
        looked_at: How many states were looked at in all plays.
    """

    def __init__(self, process: Process, max_states: int) -> None:
        self.process = process
        self.looked_at = 0
        self._left = max_states

    def searches(self, reduction: Reduction, kept: frozenset[str] = frozenset()) -> list[Search]:
        """Return what is seen from each beginning."""
        found: list[Search] = []
        for beginning in beginnings(self.process, reduction=reduction, kept=kept):
            search = Search(beginning.start_id, Game(beginning.net), self._left)
            search.run()
            self._left -= len(search.states)
            self.looked_at += search.looked_at
            found.append(search)
        return found


def _looked_closer(plays: _Plays, seen: list[Search]) -> list[Search]:
    """Return what was seen where every place two tokens can be on is looked at, and inclusive gateways they meet at."""
    kept = frozenset[str]()
    while True:
        closer = plays.searches(Reduction.BLOCKS, kept)
        met = frozenset[str]().union(*(crowded_joins(search.game, search.states) for search in closer)) - kept
        if not met:
            break
        kept |= met
    if all(search.is_whole for search in closer) or _has_inclusive_join(plays.process):
        return closer
    return seen


def _has_inclusive_join(process: Process) -> bool:
    return any(isinstance(node, InclusiveGateway) and len(node.incoming) > 1 for node in nodes_inside(process))


def _unknown(process: Process, reason: str) -> Verdict:
    return Verdict(process.id, dict.fromkeys(PROPERTIES, "unknown"), (), reason, 0)


def _verdict(plays: _Plays, searches: list[Search]) -> Verdict:
    process = plays.process
    is_bounded = all(search.is_bounded for search in searches)
    is_whole = all(search.is_whole for search in searches)
    defects = _defects(searches)
    if not is_bounded:
        defects = _nearest([defect for defect in defects if defect.kind == UNBOUNDED])
    elif is_whole:
        defects += _dead_activities(process, searches)
    # Of a process that is not bounded not all states were looked at.
    otherwise: Answer = "holds" if is_bounded and is_whole else "unknown"
    kinds = {defect.kind for defect in defects}
    properties: dict[str, Answer] = {name: "broken" if kinds & _BROKEN_BY[name] else otherwise for name in PROPERTIES}
    reason = "" if is_whole else BOUND_REACHED
    return Verdict(process.id, properties, tuple(defects), reason, plays.looked_at)


def _nearest(defects: list[Defect]) -> list[Defect]:
    """Return those of the shortest runs: the states they show are the last that are played, from any start event."""
    least = min(len(defect.run) for defect in defects)
    return [defect for defect in defects if len(defect.run) == least]


def _dead_activities(process: Process, searches: list[Search]) -> list[Defect]:
    """Return the activities that no play begins."""
    live = {activity for search in searches for activity in search.live_activities()}
    asleep = (node for node in nodes_inside(process) if isinstance(node, Activity) and node.id not in live)
    return [Defect(DEAD_ACTIVITY, (one.id,)) for one in asleep if _must_live(one, process)]


def _defects(searches: list[Search]) -> list[Defect]:
    """Return each defect once, with the shortest of its runs."""
    best: dict[tuple[str, tuple[str, ...]], tuple[int, Search]] = {}
    for search in searches:
        for key, found in search.found.items():
            if key not in best or found.steps < best[key][0]:
                best[key] = (found.steps, search)
    return [
        Defect(kind, element_ids, search.steps_to(search.found[kind, element_ids]))
        for (kind, element_ids), (_, search) in best.items()
    ]


def _must_live(activity: Activity, process: Process) -> bool:
    """Return whether *activity* must be able to begin."""
    is_event_sub_process = isinstance(activity, SubProcess) and activity.is_event_sub_process
    return not activity.is_for_compensation and not is_event_sub_process and is_judged(activity, process)


@dataclass(frozen=True, slots=True)
class Soundness:
    """
    What is known of a model.

    Attributes:
        processes: The verdict over each process, in the order of the file.
        together: Receivers that no message reaches when the pools are played together.
        reason: Why it is not known whether every message can come, else empty.
    """

    processes: tuple[Verdict, ...]
    together: tuple[Defect, ...]
    reason: str = ""

    @property
    def is_sound(self) -> bool | None:
        """
        Whether every process is sound and every message can come; None if that is not known.

        A process that is empty counts for nothing; where there is no other the answer is None.
        """
        answers = {verdict.is_sound for verdict in self.processes if not verdict.is_empty}
        if self.together or False in answers:
            return False
        return None if None in answers or not answers or self.reason else True

    @property
    def defects(self) -> tuple[Defect, ...]:
        """Everything that is wrong, process by process, then what is wrong between them."""
        return (*(defect for verdict in self.processes for defect in verdict.defects), *self.together)


def soundness(model: Definitions | Process, *, max_states: int = MAX_STATES) -> Soundness:
    """
    Return whether the processes of *model* can go wrong: get stuck, never end, do a step twice at once, end twice.

    The rules are written in docs/explanation/semantics.md; conditions and data are not looked at.

    Args:
        model: A model as read, or one of its processes, which is judged alone; it is not changed.
        max_states: How many states are looked at in all for a process before the answer is ``unknown``, and how many
            for all pools together.

    Raises:
        DataError: *model* is neither a model nor a process of one.
        ModelError: Something of the file, or of the process and its pool, is left out of the model, so that every
            answer would be a guess.

    Example:
        >>> from procflow.bpmn import Builder
        >>> make = Builder("p", "Quy trình")
        >>> start, choice = make.add("startEvent", "Nhận"), make.add("exclusiveGateway", "Đủ?", id="choice")
        >>> join, end = make.add("parallelGateway", id="join"), make.add("endEvent", "Trả")
        >>> flows = [make.flow(start, choice), make.flow(join, end)]
        >>> for name in ("Kiểm tra", "Lấy ý kiến"):
        ...     check = make.add("userTask", name)
        ...     flows += [make.flow(choice, check), make.flow(check, join)]
        >>> found = soundness(make.build())
        >>> found.is_sound, [(defect.kind, defect.element_ids) for defect in found.defects]
        (False, [('deadlock', ('join',))])
    """
    expect_model(model, or_process=True)
    expect(max_states, int, "the bound on states", "pass a whole number")
    if isinstance(model, Process):
        model.definitions.require_whole(model)
        return Soundness((judge(model, max_states=max_states),), ())
    model.require_whole()
    processes = tuple(judge(process, max_states=max_states) for process in model.processes)
    together = play_together(model, max_states)
    missed = tuple(Defect(MESSAGE_NEVER_SENT, (one.element_id,), one.run) for one in together.missed)
    return Soundness(processes, missed, together.reason)
