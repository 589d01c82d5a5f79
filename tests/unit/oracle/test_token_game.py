"""The token game by brute force says of small models what the page of rules says of them."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from procflow.bpmn import SequenceFlow, read
from tests.diagrams import diagram
from tests.oracle.token_game import PROPERTIES, Judgement, Step, judge, judge_together, replay
from tests.pool_cases import FLAWED, IN_VAIN, POOLS, pools
from tests.random_nets import random_net, random_pools
from tests.soundness_cases import BROKEN, HOLDS, MANY_STATES, NO_RULE, SHORTEST, SOUND, UNKNOWN, UNSOUND, VERDICTS
from tests.support import SEED


def chance(number: int) -> random.Random:
    """Return the source of chance of this number."""
    return random.Random(SEED + number)  # noqa: S311 - test data, no secret


def judged(text: str, max_states: int = 100_000) -> Judgement:
    """Return the judgement of the only process of *text*."""
    return judge(read(diagram(text)).processes[0], max_states=max_states)


def defects(text: str) -> dict[str, set[str]]:
    """Return the elements that each kind of defect names."""
    found: dict[str, set[str]] = {}
    for kind, element in judged(text).defects:
        found.setdefault(kind, set()).add(element)
    return found


def verdicts(text: str) -> tuple[str, ...]:
    """Return what is said of the five properties."""
    return tuple(judged(text).properties[name] for name in PROPERTIES)


@pytest.mark.parametrize("text", SOUND.values(), ids=SOUND)
def test_a_sound_model_has_no_defect(text: str) -> None:
    """All five properties hold of a model that cannot go wrong, and nothing is named."""
    found = judged(text)

    assert dict.fromkeys(PROPERTIES, HOLDS) == found.properties
    assert (frozenset(), {}) == (found.defects, found.shortest)


@pytest.mark.parametrize(("text", "expected"), UNSOUND.values(), ids=UNSOUND)
def test_defects_are_named(text: str, expected: dict[str, set[str]]) -> None:
    """Each defect is named with all its elements, and nothing else is."""
    assert expected == defects(text)


@pytest.mark.parametrize(("name", "expected"), VERDICTS.items(), ids=VERDICTS)
def test_a_defect_breaks_its_properties(name: str, expected: tuple[str, ...]) -> None:
    """Each kind of defect breaks the properties the page says, and of an unbounded process the others are unknown."""
    assert expected == verdicts(UNSOUND[name][0])


@pytest.mark.parametrize(("name", "kind", "steps"), SHORTEST)
def test_the_shortest_run_is_counted(name: str, kind: str, steps: int) -> None:
    """The steps to the first state that shows a defect are counted, the beginning too."""
    assert steps == judged(UNSOUND[name][0]).shortest[kind]


@pytest.mark.parametrize("text", NO_RULE.values(), ids=NO_RULE)
def test_without_a_rule_nothing_is_known(text: str) -> None:
    """A process with a complex gateway or a broken link, or with nothing to begin, is unknown in every property."""
    assert (UNKNOWN,) * 5 == verdicts(text)


def test_the_bound_on_states_leaves_what_was_seen() -> None:
    """Where too many states are found, what was seen broken is broken and the rest is unknown, never a yes."""
    found = judged(MANY_STATES, max_states=50)

    assert (UNKNOWN, UNKNOWN, UNKNOWN, BROKEN, UNKNOWN) == tuple(found.properties.values())
    assert {("unsafe-end", "d")} == found.defects


LOOP = "start s\nxor m\ntask a\nxor x\nand y\nend e\ns -> m -> a -> x -> y -> e\nx -> m\nm -> y"
RUN: list[Step] = [
    ("s", (), ("main-1",)),
    ("m", ("main-1",), ("main-2",)),
    ("a", ("main-2",), ()),
    ("a", (), ("main-3",)),
    ("x", ("main-3",), ("main-4",)),
]


def test_a_run_is_played_again() -> None:
    """A possible run is played to its end, and what the state there shows is said."""
    process = read(diagram(LOOP)).processes[0]

    assert (None, frozenset({("deadlock", "y")})) == replay(process, RUN)
    assert (None, frozenset()) == replay(process, RUN[:-1])


@pytest.mark.parametrize(
    ("position", "step"),
    [(0, ("m", (), ())), (1, ("a", ("main-2",), ())), (1, ("m", ("main-1",), ("main-2", "main-6"))), (3, RUN[2])],
)
def test_an_impossible_step_is_found(position: int, step: Step) -> None:
    """A run with a step that the rules do not allow there fails at its place."""
    process = read(diagram(LOOP)).processes[0]
    run = [*RUN[:position], step, *RUN[position + 1 :]]

    assert (position, frozenset()) == replay(process, run)


TWICE = """start s\nand split\nxor again\nsub S {\nstart i\nand p\nxor d\ntask a\nxor q\nand l\nand r\nend e\nend f
i -> p -> d\np -> a -> q\nd -> l\nd -> r\nq -> l\nq -> r\nl -> e\nr -> f\n}\nend z
s -> split -> again -> S -> z\nsplit -> again"""


@pytest.mark.parametrize(("chosen", "place"), [("l", None), ("r", None), ("both", 14)])
def test_a_step_that_leads_to_several_states_is_followed_to_each(chosen: str, place: int | None) -> None:
    """Of two runs of one sub-process a step does not say which it is of; what comes behind does, and never both."""
    process = read(diagram(TWICE)).processes[0]
    flows = {(flow.source.id, flow.target.id): flow.id for flow in process.definitions.elements(SequenceFlow)}
    # One token comes for each flow from the split; which of the two is no matter.
    twice = [one.id for one in process.definitions.elements(SequenceFlow) if one.target.id == "again"]
    into, made, left = flows["again", "S"], flows["i", "p"], flows["a", "q"]
    run: list[Step] = [("s", (), (flows["s", "split"],)), ("split", (flows["s", "split"],), tuple(sorted(twice)))]
    run += [("again", (one,), (into,)) for one in twice] + [("S", (into,), ())] * 2
    run += [("p", (made,), tuple(sorted((flows["p", "d"], flows["p", "a"]))))] * 2
    run += [("d", (flows["p", "d"],), (flows["d", side],)) for side in "lr"]
    run += [("a", (flows["p", "a"],), ()), ("a", (), (left,))]
    joins: dict[str, Step] = {
        side: (side, tuple(sorted((flows["d", side], flows["q", side]))), (flows[side, end],))
        for side, end in (("l", "e"), ("r", "f"))
    }
    side = chosen if chosen in joins else "l"
    run += [("q", (left,), (flows["q", side],)), joins[side], *([joins["r"]] if chosen == "both" else [])]

    assert place == replay(process, run)[0]


def test_a_run_to_a_livelock_or_an_end_is_told() -> None:
    """A livelock is told where enough states may be played, a complete instance always, and what is over the bound."""
    endless = read(diagram("start s\nxor x\nxor m\ntask a\nend e\ns -> x -> e\nx -> m -> a -> m")).processes[0]
    into, out = ("x", ("main-1",), ("main-3",)), ("x", ("main-1",), ("main-2",))
    start: Step = ("s", (), ("main-1",))

    assert {("livelock", "m")} == replay(endless, [start, into], max_states=100)[1]
    assert {("complete", "main")} == replay(endless, [start, out, ("e", ("main-2",), ())])[1]


def test_steps_of_events_are_named_as_the_page_says() -> None:
    """What catches gives its flows in a step of its own, and an event that was taken away gives none."""
    text = UNSOUND["an escalation that interrupts takes the event that throws it"][0]
    process = read(diagram(text)).processes[0]
    inner, thrown = process.definitions.element("i"), process.definitions.element("w")
    run: list[Step] = [("s", (), ("main-4",)), ("p", ("main-4",), ()), ("w", ("main-1",), ()), ("f", ("main-6",), ())]

    assert ("startEvent", "intermediateThrowEvent") == (inner.kind, thrown.kind)
    assert (None, frozenset({("complete", "main")})) == replay(process, run)


@pytest.mark.parametrize(("first", "second", "flows", "expected"), POOLS.values(), ids=POOLS)
def test_a_receiver_without_a_message_is_found(
    first: str, second: str, flows: dict[str, str], expected: set[str]
) -> None:
    """A receiver in which a token waits while nothing can happen, and a pool that never begins, are found."""
    assert expected == judge_together(pools(first, second, flows=flows))


def test_pools_are_played_through_a_run() -> None:
    """The steps of both pools are taken in the order given; what cannot be taken so leads nowhere."""
    first, second, flows, _ = POOLS["an end that is not reached"]
    model = pools(first, second, flows=flows)
    asks: list[Step] = [("s", (), ("A-1",)), ("a", ("A-1",), ()), ("a", (), ("A-2",)), ("b", ("A-2",), ())]
    answers: list[Step] = [("t", (), ("B-1",)), ("c", ("B-1",), ()), ("c", (), ())]

    assert {"b"} == judge_together(model, run=[*asks, *answers])
    assert {"b"} == judge_together(model, run=[*asks[:3], *answers, asks[3]])
    assert set() == judge_together(model, run=[*answers, *asks])
    assert set() == judge_together(model, run=asks)
    assert set() == judge_together(model, run=asks[1:])
    assert set() == judge_together(model, run=[asks[1], asks[0], *asks[2:], *answers])


@pytest.mark.parametrize(("flows", "more", "reason"), FLAWED.values(), ids=FLAWED)
def test_beside_a_message_flow_that_says_nothing_no_receiver_is_found(
    flows: dict[str, str], more: str, reason: str
) -> None:
    """What no message reaches without it may wait for one that is not drawn."""
    drawn = {"t": "a", "k": "z"}

    assert {"k"} == judge_together(pools(*IN_VAIN, flows=drawn))
    assert reason
    assert set() == judge_together(pools(*IN_VAIN, flows=drawn | flows, more=more))


def test_a_random_net_is_the_same_for_the_same_seed() -> None:
    """A seed makes one model and one judgement of it."""
    one, other = (random_net(chance(0)) for _ in range(2))

    assert one == other
    assert judge(read(one).processes[0]) == judge(read(other).processes[0])


def test_random_nets_hold_every_defect() -> None:
    """Among a few random nets are sound ones, at least a quarter is not, and every kind of defect is there."""
    print(f"seed {SEED}")  # noqa: T201 - shown with a failure
    found = [judge(read(random_net(chance(n))).processes[0], max_states=100) for n in range(150)]
    kinds = Counter(kind for one in found for kind in {kind for kind, _ in one.defects})
    broken = sum(BROKEN in one.properties.values() for one in found)

    assert {"unbounded", "unsafe", "unsafe-end", "deadlock", "livelock", "dead-activity"} == set(kinds)
    assert len(found) / 4 < broken < len(found)


def test_random_pools_wait_in_vain_now_and_then() -> None:
    """Among a few random pools are some in which a message never comes, and some in which all do."""
    print(f"seed {SEED}")  # noqa: T201 - shown with a failure
    found = [judge_together(read(random_pools(chance(n))), max_states=150) for n in range(30)]

    assert 3 < sum(1 for missed in found if missed) < 27
