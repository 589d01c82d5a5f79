"""The verdict over random models equals that of the token game by brute force, and every run it shows can be played."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from procflow.bpmn import read
from procflow.bpmn.model.flow import Process
from procflow.bpmn.soundness import Defect, Verdict
from procflow.bpmn.soundness.together import play_together
from procflow.bpmn.soundness.verdict import judge
from tests.oracle import token_game
from tests.strategies import random_net, random_pools
from tests.support import SEED, samples

PARTS = 50
MAX_STATES = 20_000
NETS = samples(300, 10_000)
POOLS = samples(60, 1_500)
# At full size the brute force needs minutes for a part.
pytestmark = pytest.mark.timeout(900)
KINDS = ("unbounded", "unsafe", "unsafe-end", "deadlock", "livelock", "dead-activity")


def chance(number: int) -> random.Random:
    """Return the source of chance of this number."""
    return random.Random(SEED + number)  # noqa: S311 - test data, no secret


def processes(part: int, number: int) -> list[tuple[int, Process]]:
    """Return the random processes of one part of the sample."""
    return [(one, read(random_net(chance(one))).processes[0]) for one in range(part, number, PARTS)]


def run_of(defect: Defect) -> list[token_game.Step]:
    """Return the run of *defect* as the oracle writes it."""
    return [(step.element_id, tuple(sorted(step.taken)), tuple(sorted(step.given))) for step in defect.run]


def faults(process: Process, verdict: Verdict, told: token_game.Judgement) -> list[str]:
    """Return in what *verdict* differs from what the oracle told, and which of its runs do not show what they say."""
    if "unknown" in told.properties.values() and told.properties["bounded"] != "broken":
        return []
    found = [] if told.properties == verdict.properties else [f"{verdict.properties} is not {told.properties}"]
    named = {(defect.kind, element) for defect in verdict.defects for element in defect.element_ids}
    found += [f"{one} is no defect" for one in named - told.defects]
    found += [f"{kind} is missing" for kind in {kind for kind, _ in told.defects} - {kind for kind, _ in named}]
    for defect in verdict.defects:
        if defect.kind != "dead-activity":
            wrong, seen = token_game.replay(process, run_of(defect), max_states=MAX_STATES)
            shown = {(defect.kind, element) for element in defect.element_ids} & seen
            found += [] if wrong is None and shown else [f"the run of {defect.kind} shows {wrong}, {sorted(seen)}"]
    for kind in {defect.kind for defect in verdict.defects if defect.run}:
        length = min(len(defect.run) for defect in verdict.defects if defect.kind == kind)
        found += [] if length == (least := told.shortest.get(kind)) else [f"a run of {kind} has {length}, not {least}"]
    return found


@pytest.mark.parametrize("part", range(PARTS))
def test_the_verdict_is_that_of_the_token_game(part: int) -> None:
    """Properties, kinds of defects, named elements, shortest runs: all are those of the game by brute force."""
    found = {
        number: wrong
        for number, process in processes(part, NETS)
        if (wrong := faults(process, judge(process), token_game.judge(process, max_states=MAX_STATES)))
    }

    assert {} == found


@pytest.mark.parametrize("part", range(PARTS))
def test_receivers_that_no_message_reaches_are_those_of_the_token_game(part: int) -> None:
    """The receivers named are those that the pools, played together by brute force, leave waiting."""
    found: dict[int, tuple[frozenset[str], set[str]]] = {}
    for number in range(part, POOLS, PARTS):
        model = read(random_pools(chance(number)))
        told = token_game.judge_together(model, max_states=MAX_STATES)
        named = {one.element_id for one in play_together(model, MAX_STATES).missed}
        found |= {number: (told, named)} if told != named else {}

    assert {} == found


def test_the_sample_has_every_defect() -> None:
    """A quarter of the sample is unsound; each kind of defect is there as often as the size of the sample asks."""
    counts: Counter[str] = Counter()
    for number in range(NETS):
        verdict = judge(read(random_net(chance(number))).processes[0])
        counts.update({defect.kind for defect in verdict.defects})
        counts["unsound"] += verdict.is_sound is False
    counts["message-never-sent"] = sum(
        bool(play_together(read(random_pools(chance(number))), MAX_STATES).missed) for number in range(POOLS)
    )

    assert NETS / 4 <= counts["unsound"]
    assert {} == {kind: counts[kind] for kind in (*KINDS, "message-never-sent") if counts[kind] < 0.03 * NETS}
