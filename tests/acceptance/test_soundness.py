"""The verdict over random models equals that of the token game by brute force, and every run it shows can be played."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from procflow.bpmn import Definitions, read
from procflow.bpmn.model.flow import Process
from procflow.bpmn.soundness import Defect, Verdict, soundness
from procflow.bpmn.soundness.together import play_together
from procflow.bpmn.soundness.verdict import judge
from tests.oracle import token_game
from tests.random_nets import random_net, random_pools
from tests.support import SEED, samples

PARTS = 50
# What needs more is not known to the oracle: some 2 of 100.
MAX_STATES = 3_000
NETS = samples(200, 10_500)
POOLS = samples(40, 2_000)
BOUNDED = samples(30, 1_000)
# At full size the brute force needs minutes for a part.
pytestmark = pytest.mark.timeout(900)
# Of a structured part one flow may stand for all in it.
NAMED_BY_THE_WAY_IN = {"unsafe", "unbounded"}
KINDS = ("unbounded", "unsafe", "unsafe-end", "deadlock", "livelock", "dead-activity")


def chance(number: int) -> random.Random:
    """Return the source of chance of this number."""
    return random.Random(SEED + number)  # noqa: S311 - test data, no secret


def processes(part: int, number: int) -> list[tuple[int, Process]]:
    """Return the random processes of one part of the sample."""
    return [(one, read(random_net(chance(one))).processes[0]) for one in range(part, number, PARTS)]


def is_known(told: token_game.Judgement) -> bool:
    """Return whether the oracle looked at all states it is to look at: of an unbounded process a whole last level."""
    is_unbounded = told.properties["bounded"] == "broken" and told.states <= MAX_STATES
    return "unknown" not in told.properties.values() or is_unbounded


def run_of(defect: Defect) -> list[token_game.Step]:
    """Return the run of *defect* as the oracle writes it."""
    return [(step.element_id, tuple(sorted(step.taken)), tuple(sorted(step.given))) for step in defect.run]


def faults(process: Process, verdict: Verdict, told: token_game.Judgement) -> list[str]:
    """Return in what *verdict* differs from what the oracle told, and which of its runs do not show what they say."""
    found = [] if told.properties == verdict.properties else [f"{verdict.properties} is not {told.properties}"]
    named = {(defect.kind, element) for defect in verdict.defects for element in defect.element_ids}
    found += [f"{one} is no defect" for one in named - told.defects]
    found += [f"{kind} is missing" for kind in {kind for kind, _ in told.defects} - {kind for kind, _ in named}]
    found += [f"{one} is not named" for one in told.defects - named if one[0] not in NAMED_BY_THE_WAY_IN]
    for defect in verdict.defects:
        if defect.kind != "dead-activity":
            # That no end can be reached any more shows only in what comes after the run.
            further = MAX_STATES if defect.kind == "livelock" else 1
            wrong, seen = token_game.replay(process, run_of(defect), max_states=further)
            shown = {(defect.kind, element) for element in defect.element_ids} & seen
            found += [] if wrong is None and shown else [f"the run of {defect.kind} shows {wrong}, {sorted(seen)}"]
    for kind in {defect.kind for defect in verdict.defects if defect.run}:
        length = min(len(defect.run) for defect in verdict.defects if defect.kind == kind)
        found += [] if length == (least := told.shortest.get(kind)) else [f"a run of {kind} has {length}, not {least}"]
    return found


@pytest.mark.parametrize("part", range(PARTS))
def test_the_verdict_is_that_of_the_token_game(part: int) -> None:
    """Properties, kinds of defects, named elements, shortest runs: all are those of the game by brute force."""
    told = {number: token_game.judge(process, max_states=MAX_STATES) for number, process in processes(part, NETS)}
    known = [(number, process) for number, process in processes(part, NETS) if is_known(told[number])]
    found = {number: faults(process, judge(process), told[number]) for number, process in known}

    assert {} == {number: wrong for number, wrong in found.items() if wrong}
    assert len(told) - len(known) <= max(2, len(told) // 15)


@pytest.mark.parametrize("part", range(PARTS))
def test_receivers_that_no_message_reaches_are_those_of_the_token_game(part: int) -> None:
    """Those named are those that the pools, played together by brute force, leave waiting; each run ends so."""
    found: dict[int, tuple[frozenset[str], set[str]]] = {}
    wrong = []
    for number in range(part, POOLS, PARTS):
        model = read(random_pools(chance(number)))
        missed = soundness(model).together
        named = {one for defect in missed for one in defect.element_ids}
        told = token_game.judge_together(model, max_states=MAX_STATES)
        # Of what it does not know the oracle tells nothing.
        told = told if told == named else token_game.judge_together(model, max_states=30 * MAX_STATES)
        found |= {number: (told, named)} if told != named else {}
        wrong += [(number, defect) for defect in missed if defect.run and not is_shown(model, defect)]

    assert {} == found
    assert [] == wrong


def is_shown(model: Definitions, defect: Defect) -> bool:
    """Return whether the pools together can take the steps of a run, and its receiver waits then while all is stuck."""
    return {*defect.element_ids} <= token_game.judge_together(model, run=run_of(defect))


@pytest.mark.parametrize("max_states", [5, 20, 100])
def test_with_few_states_nothing_is_answered_wrongly(max_states: int) -> None:
    """What is answered where the bound on states is low is what is answered where it is not."""
    found = {}
    for number in range(BOUNDED):
        process = read(random_net(chance(number))).processes[0]
        few, all_of_them = judge(process, max_states=max_states), judge(process)
        pairs = {name: (answer, all_of_them.properties[name]) for name, answer in few.properties.items()}
        wrong = {name: pair for name, pair in pairs.items() if "unknown" not in pair and pair[0] != pair[1]}
        wrong |= {name: pair for name, pair in pairs.items() if pair == ("holds", "unknown")}
        found |= {number: wrong} if wrong and not all_of_them.reason else {}

    assert {} == found


@pytest.mark.parametrize("max_states", [5, 20, 100])
def test_with_few_states_no_message_is_said_to_come_that_does_not(max_states: int) -> None:
    """Receivers named are named with more states too; where fewer are named, that more may be missed is said."""
    found = []
    for number in range(BOUNDED):
        model = read(random_pools(chance(number)))
        few, all_of_them = play_together(model, max_states), play_together(model, MAX_STATES)
        named, missed = ({one.element_id for one in told.missed} for told in (few, all_of_them))
        if not named <= missed or (named < missed and not few.reason):
            found.append((number, named, missed))

    assert [] == found


def test_the_sample_has_every_defect() -> None:
    """A quarter of the sample is unsound; each kind of defect is there as often as the size of the sample asks."""
    counts: Counter[str] = Counter(dict.fromkeys((*KINDS, "unsound", "unknown"), 0))
    for number in range(NETS):
        verdict = judge(read(random_net(chance(number))).processes[0], max_states=MAX_STATES)
        counts.update({defect.kind for defect in verdict.defects})
        counts["unsound"] += verdict.is_sound is False
        counts["unknown"] += verdict.is_sound is None
    counts["message-never-sent"] = sum(
        bool(play_together(read(random_pools(chance(number))), MAX_STATES).missed) for number in range(POOLS)
    )
    print(f"of {NETS} nets and {POOLS} pairs of pools: {dict(counts)}")  # noqa: T201 - figures

    assert NETS / 4 <= counts["unsound"]
    assert {} == {kind: counts[kind] for kind in (*KINDS, "message-never-sent") if counts[kind] < 0.03 * NETS}
