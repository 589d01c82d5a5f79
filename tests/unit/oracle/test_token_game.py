"""The token game by brute force says of small models what the page of rules says of them."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from procflow.bpmn import read
from tests.diagrams import diagram
from tests.oracle.token_game import PROPERTIES, Judgement, Step, judge, judge_together, replay
from tests.strategies import random_net, random_pools
from tests.support import SEED

HOLDS, BROKEN, UNKNOWN = "holds", "broken", "unknown"


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


SOUND = {
    "a sequence": "start s\ntask a\nend e\ns -> a -> e",
    "two starts begin an instance each": "start s\nstart r timer\ntask a\nend e\ns -> a -> e\nr -> a",
    "a choice": "start s\nxor x\nxor y\ntask a\ntask b\nend e\ns -> x -> a -> y -> e\nx -> b -> y",
    "branches at once": "start s\nand x\nand y\ntask a\ntask b\nend e\ns -> x -> a -> y -> e\nx -> b -> y",
    "branches at once with an end each": "start s\nand x\nend e\nend f\ns -> x -> e\nx -> f",
    "an inclusive join waits for what may come": """
        start s\nor x\nor y\ntask a\ntask b\nend e\ns -> x -> a -> y -> e\nx -> b -> y""",
    "an inclusive join waits for nothing that cannot come": """
        start s\nxor x\nor y\ntask a\ntask b\nend e\ns -> x -> a -> y -> e\nx -> b -> y""",
    "an inclusive join in a loop waits for no token behind it": """
        start s\nor j\ntask a\nxor x\nend e\ns -> j -> a -> x -> e\nx -> j""",
    "an inclusive split takes its default flow alone": """
        start s\nor x\nor y\ntask a\ntask b\nend e\ns -> x\nx -> a : default\nx -> b : c\na -> y -> e\nb -> y""",
    "a loop": "start s\nxor m\ntask a\nxor x\nend e\ns -> m -> a -> x -> e\nx -> m",
    "two events, of which one happens": """
        start s\nevents g\ncatch a timer\nreceive b\nxor y\nend e\ns -> g -> a -> y -> e\ng -> b -> y""",
    "an event behind a gateway has another way in": """
        start s\nxor x\nevents g\ncatch a timer\ncatch b signal\nend e\nend f
        s -> x -> g -> a -> e\ng -> b -> f\nx -> a""",
    "a link": "start s\nthrow t link=L\ncatch c link=L\ntask a\nend e\ns -> t\nc -> a -> e",
    "a process without a start event": "task a\nxor y\ntask b\nend e\nend f\na -> e\nb -> y -> f",
    "a process without a start event, from a choice": "xor x\ntask a\ntask b\nend e\nend f\nx -> a -> e\nx -> b -> f",
    "events that begin an instance": """
        events g instantiate\ncatch a message=m\nreceive b\nreceive r instantiate\nend e\nend f\nend h
        g -> a -> e\ng -> b -> f\nr -> h""",
    "a sub-process": "start s\nsub p {\nstart i\ntask a\nend d\ni -> a -> d\n}\nend e\ns -> p -> e",
    "a sub-process without a start event": "start s\nsub p {\ntask a\ntask b\n}\nend e\ns -> p -> e",
    "an error that is caught": """
        start s\nsub p {\nstart i\nxor x\nend d\nend k error=E\ni -> x -> d\nx -> k\n}
        boundary b on=p error=E\ntask t\nend e\nend f\ns -> p -> e\nb -> t -> f""",
    "an error that nothing catches ends the instance": """
        start s\nand x\ntask a\nand y\nend k error=E\nend e\ns -> x -> a -> y -> e\nx -> k\na -> y""".replace(
        "\na -> y", ""
    ),
    "a terminate end event takes what waits": """
        start s\nxor x\nand y\ntask a\nend e\nend k terminate\nand z\ns -> z -> x -> y -> e\nx -> a -> k\nz -> y
        """.replace("x -> y", "x -> a"),
    "conditions with a default": """
        start s\ntask t\ntask a\ntask b\nxor y\nend e\ns -> t\nt -> a : c\nt -> b : default\na -> y -> e\nb -> y""",
    "a transaction that is cancelled": """
        start s\ntransaction p {\nstart i\nxor x\nend d\nend k cancel\ni -> x -> d\nx -> k\n}
        boundary b on=p cancel\ntask t\nend e\nend f\ns -> p -> e\nb -> t -> f""",
    "a cancel end event without a catcher ends the transaction": """
        start s\ntransaction p {\nstart i\nand x\ntask w\nend d\nend k cancel\ni -> x -> w -> d\nx -> k\n}
        end e\ns -> p -> e""",
    "an event sub-process that interrupts": """
        start s\ntask a\nend e\ns -> a -> e\nhandler h {\nstart i any\ntask t\nend d\ni -> t -> d\n}""",
    "a gateway without outgoing flow is an end": "start s\nand x\nxor y\nevents g\ns -> x -> y\nx -> g",
    "an escalation that does not interrupt": """
        start s\nsub p {\nstart i\nthrow w escalation=N\nend d\ni -> w -> d\n}
        boundary b on=p soft escalation=N\ntask t\nend e\nend f\ns -> p -> e\nb -> t -> f""",
    "activities for compensation, and what is inside an ad-hoc sub-process, are never dead": """
        start s\nadhoc p {\ntask a\ntask b\na -> b\n}
        boundary c on=p compensate\ntask u compensation\nend e\ns -> p -> e
        handler h {\nstart i compensate\ntask t\ni -> t\n}""",
}


@pytest.mark.parametrize("text", SOUND.values(), ids=SOUND)
def test_a_sound_model_has_no_defect(text: str) -> None:
    """All five properties hold of a model that cannot go wrong, and nothing is named."""
    found = judged(text)

    assert dict.fromkeys(PROPERTIES, HOLDS) == found.properties
    assert (frozenset(), {}) == (found.defects, found.shortest)


UNSOUND: dict[str, tuple[str, dict[str, set[str]]]] = {
    "a choice before a parallel join": (
        "start s\nxor x\nand y\nend e\ns -> x -> y -> e\nx -> y",
        {"deadlock": {"y"}},
    ),
    "branches that meet in an exclusive gateway": (
        "start s\nand x\nxor y\nend e\ns -> x -> y -> e\nx -> y",
        {"unsafe": {"main-3"}, "unsafe-end": {"e"}},
    ),
    "two branches to one end event": ("start s\nand x\nend e\ns -> x -> e\nx -> e", {"unsafe-end": {"e"}}),
    "a choice between two branches to one end event": (
        "start s\nor x\nend e\ns -> x -> e\nx -> e",
        {"unsafe-end": {"e"}},
    ),
    "an activity that runs twice": (
        "start s\nand x\ntask a\nend e\ns -> x -> a -> e\nx -> a",
        {"unsafe": {"a", "main-3"}, "unsafe-end": {"e"}},
    ),
    "an event that waits twice": (
        "start s\nand x\ncatch c timer\ns -> x -> c\nx -> c",
        {"unsafe": {"c"}},
    ),
    "a loop that makes tokens": (
        "start s\nxor m\nand x\nend e\ns -> m -> x -> e\nx -> m",
        {"unbounded": {"main-3"}},
    ),
    "a loop without a way out": (
        "start s\nxor m\ntask a\ns -> m -> a -> m",
        {"livelock": {"m", "a"}},
    ),
    "a loop that one may enter": (
        "start s\nxor x\nxor m\ntask a\nend e\ns -> x -> e\nx -> m -> a -> m",
        {"livelock": {"m", "a"}},
    ),
    "an activity that nothing leads to": ("start s\ntask a\nend e\nend f\ns -> e\na -> f", {"dead-activity": {"a"}}),
    "activities behind what never comes": (
        "start s\nxor x\nand y\nsub p {\ntask a\n}\nend e\nend f\ns -> x -> y -> p -> e\nx -> y",
        {"deadlock": {"y"}, "dead-activity": {"p", "a"}},
    ),
    "a boundary event does not save from a deadlock": (
        """start s\nsub p {\nstart i\nxor x\nand y\nend d\ni -> x -> y -> d\nx -> y\n}
        boundary b on=p timer\nend e\nend f\ns -> p -> e\nb -> f""",
        {"deadlock": {"y"}},
    ),
    "an event sub-process does not save from a deadlock": (
        """start s\nxor x\nand y\nend e\ns -> x -> y -> e\nx -> y
        handler h {\nstart i timer\nend d\ni -> d\n}""",
        {"deadlock": {"y"}},
    ),
    "a task beside the first step of a parallel join": (
        "start s\ntask a\nand y\nend e\ns -> a -> y -> e\ny -> y",
        {"deadlock": {"y"}},
    ),
    "an inclusive join that a token can still reach by another way in": (
        "start s\nand x\nor y\ntask a\nand z\nend e\ns -> x -> y -> z -> e\nx -> a -> y\nx -> z",
        {},
    ),
    "no choice goes on without a token on any flow": (
        "start s\ntask t\ntask a\ntask b\nxor y\nend e\ns -> t\nt -> a : c\nt -> b : d\na -> y -> e\nb -> y",
        {"unsafe": {"main-5"}, "unsafe-end": {"e"}},
    ),
    "a flow without a condition always goes": (
        "start s\ntask t\ntask a\ntask b\nand y\nend e\ns -> t\nt -> a : c\nt -> b\na -> y -> e\nb -> y",
        {"deadlock": {"y"}},
    ),
    "nothing behind an event-based gateway can happen": (
        "start s\nevents g\ntask a\nend e\ns -> g -> a -> e",
        {"deadlock": {"g"}, "dead-activity": {"a"}},
    ),
    "a flow into a start event": ("start s\ntask a\ns -> a -> s", {"deadlock": {"s"}}),
    "a sub-process of which all starts are typed begins empty": (
        "start s\nsub p {\nstart i timer\ntask a\nend d\ni -> a -> d\n}\nend e\ns -> p -> e",
        {"dead-activity": {"a"}},
    ),
    "all blank starts of a sub-process at once": (
        "start s\nsub p {\nstart i\nstart j\nend d\ni -> d\nj -> d\n}\nend e\ns -> p -> e",
        {"unsafe-end": {"d"}},
    ),
    "an error that names another": (
        """start s\nsub p {\nstart i\nend k error=E\ni -> k\n}\nboundary b on=p error=F soft\ntask t\nend e\nend f
        s -> p -> e\nb -> t -> f""",
        {},
    ),
    "an event sub-process catches before the boundary event": (
        """start s\nsub p {\nstart i\nend k error=E\ni -> k
        handler h {\nstart j error=E\nxor x\nand y\nj -> x -> y\nx -> y\n}
        }\nboundary b on=p error=E\nend e\nend f\ns -> p -> e\nb -> f""",
        {"deadlock": {"y"}},
    ),
    "a non-interrupting boundary event fires once and leaves the activity": (
        "start s\ntask a\nboundary b on=a soft timer\nend e\ns -> a -> e\nb -> e",
        {"unsafe-end": {"e"}},
    ),
    "an event sub-process that does not interrupt starts once": (
        """start s\ntask a\nend e\ns -> a -> e
        handler h {\nstart i soft timer\nxor x\nand y\nend d\ni -> x -> y -> d\nx -> y\n}""",
        {"deadlock": {"y"}},
    ),
    "nothing interrupts twice": (
        """start s\ntask a\nend e\ns -> a -> e
        handler h {\nstart i timer\ntask b\nend d\ni -> b -> d\n}
        handler k {\nstart j signal\nxor x\ntask c\nend f\nj -> x -> c -> f\n}""",
        {},
    ),
    "a token waits in front of two gateways": (
        "start s\nand x\nand y\nand z\nend e\nend f\ns -> x -> y -> e\nx -> z -> f\ny -> z\nz -> y",
        {"deadlock": {"y", "z"}},
    ),
    "an escalation that interrupts takes the event that throws it": (
        """start s\nsub p {\nstart i\nthrow w escalation=N\ntask a\nend d\ni -> w -> a -> d\n}
        boundary b on=p escalation=N\nend e\nend f\ns -> p -> e\nb -> f""",
        {"dead-activity": {"a"}},
    ),
    "an escalation goes outwards past what fired already": (
        """start s\nsub o {\nstart n\nsub p {\nstart i\n
        throw w escalation=N\nthrow v escalation=N\nend d\ni -> w -> v -> d\n}
        boundary b on=p soft escalation=N\nend g\nend q\nn -> p -> g\nb -> q\n}
        boundary c on=o escalation=N\ntask t\nend e\nend f\ns -> o -> e\nc -> t -> f""",
        {},
    ),
    "a terminate end event ends its sub-process alone": (
        """start s\nand z\nsub p {\nstart i\nand x\ntask a\nend k terminate\nend d\ni -> x -> k\nx -> a -> d\n}
        and y\nend e\ns -> z -> p -> y -> e\nz -> y""",
        {},
    ),
    "a cancel end event outside a transaction": (
        """start s\nsub p {\nstart i\nand x\ntask a\nand y
        end k cancel\nend d\ni -> x -> k\nx -> a -> y -> d\ny -> y\n}
        end e\ns -> p -> e""",
        {"deadlock": {"y"}},
    ),
    "a boundary event for cancellation fires for nothing else": (
        "start s\ntransaction p {\ntask a\n}\nboundary b on=p cancel\ntask t\nend e\ns -> p -> e\nb -> t",
        {"dead-activity": {"t"}},
    ),
}


@pytest.mark.parametrize(("text", "expected"), UNSOUND.values(), ids=UNSOUND)
def test_defects_are_named(text: str, expected: dict[str, set[str]]) -> None:
    """Each defect is named with all its elements, and nothing else is."""
    assert expected == defects(text)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a choice before a parallel join", (HOLDS, HOLDS, BROKEN, HOLDS, HOLDS)),
        ("branches that meet in an exclusive gateway", (BROKEN, HOLDS, HOLDS, BROKEN, HOLDS)),
        ("two branches to one end event", (BROKEN, HOLDS, HOLDS, BROKEN, HOLDS)),
        ("an event that waits twice", (BROKEN, HOLDS, HOLDS, HOLDS, HOLDS)),
        ("a loop that makes tokens", (BROKEN, BROKEN, UNKNOWN, UNKNOWN, UNKNOWN)),
        ("a loop that one may enter", (HOLDS, HOLDS, BROKEN, HOLDS, HOLDS)),
        ("an activity that nothing leads to", (HOLDS, HOLDS, HOLDS, HOLDS, BROKEN)),
    ],
)
def test_a_defect_breaks_its_properties(name: str, expected: tuple[str, ...]) -> None:
    """Each kind of defect breaks the properties the page says, and of an unbounded process the others are unknown."""
    assert expected == verdicts(UNSOUND[name][0])


@pytest.mark.parametrize(
    ("name", "kind", "steps"),
    [
        ("a choice before a parallel join", "deadlock", 2),
        ("two branches to one end event", "unsafe-end", 2),
        ("an activity that runs twice", "unsafe", 4),
        ("a loop that makes tokens", "unbounded", 9),
        ("a loop without a way out", "livelock", 1),
        ("a loop that one may enter", "livelock", 2),
    ],
)
def test_the_shortest_run_is_counted(name: str, kind: str, steps: int) -> None:
    """The steps to the first state that shows a defect are counted, the beginning too."""
    assert steps == judged(UNSOUND[name][0]).shortest[kind]


@pytest.mark.parametrize(
    "text",
    [
        "start s\ncomplex g\nend e\ns -> g -> e",
        "start s\nthrow t link=L\nend e\ns -> t",
        "start s\nthrow t link=L\ncatch c link=L\ncatch d link=L\nend e\ns -> t\nc -> e\nd -> e",
        "",
        "handler h {\nstart i timer\n}",
    ],
    ids=["complex gateway", "link without an end", "link with two ends", "nothing", "nothing that begins"],
)
def test_without_a_rule_nothing_is_known(text: str) -> None:
    """A process with a complex gateway or a broken link, or with nothing to begin, is unknown in every property."""
    assert (UNKNOWN,) * 5 == verdicts(text)


def test_the_bound_on_states_leaves_what_was_seen() -> None:
    """Where too many states are found, what was seen broken is broken and the rest is unknown, never a yes."""
    text = (
        "start s\nand x\nend d\nsub p {\n"
        + "".join(f"task a{n}\n" for n in range(9))
        + "}\ns -> x -> d\nx -> d\nx -> p"
    )

    found = judged(text, max_states=50)

    assert (BROKEN, UNKNOWN, UNKNOWN, BROKEN, UNKNOWN) == tuple(found.properties.values())
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


def pools(*texts: str, flows: dict[str, str]) -> frozenset[str]:
    """Return the receivers without a message of pools A, B, ... joined by *flows* from receiver to sender."""
    names = [chr(ord("A") + place) for place in range(len(texts))]
    shown = "".join(f'<participant id="pool{name}" processRef="{name}"/>' for name in names)
    shown += "".join(f'<messageFlow id="m{to}" sourceRef="{by}" targetRef="{to}"/>' for to, by in flows.items())
    whole = f'<collaboration id="all"><participant id="outside"/>{shown}</collaboration>'
    model = read(diagram(*(f"process {n}\n{text}" for n, text in zip(names, texts, strict=True)), collaboration=whole))
    return judge_together(model)


ASKS = "start s\nsend a\nreceive b\nend e\ns -> a -> b -> e"
ANSWERS = "start t message=m\nuser c\nend f\nt -> c -> f"


@pytest.mark.parametrize(
    ("first", "second", "flows", "expected"),
    [
        (ASKS, ANSWERS, {"t": "a", "b": "f"}, set()),
        (ASKS, ANSWERS, {"t": "e", "b": "f"}, {"b", "t"}),
        (ASKS, ANSWERS, {"t": "a", "b": "outside"}, set()),
        (ASKS, ANSWERS, {"t": "a", "b": "poolB"}, set()),
        (ASKS, ANSWERS, {}, set()),
        (ASKS, ANSWERS.replace("c -> f", "c"), {"t": "a", "b": "f"}, {"b"}),
        (ASKS, "start t message=m\nxor x\nend f\nend g\nt -> x -> f\nx -> g", {"t": "a", "b": "f"}, {"b"}),
        (
            ASKS,
            "start t\nevents h\ncatch c message=m\ncatch d message=n\nt -> h -> c\nh -> d",
            {"c": "e", "d": "e", "b": "c"},
            {"b", "c", "d"},
        ),
        (ASKS, "start t\nreceive c\nboundary o on=c timer\nt -> c", {"c": "b"}, set()),
        (ASKS, "start t\nuser c\nend f\nt -> c -> f", {"c": "e", "b": "f"}, set()),
        (ASKS, "complex g", {"b": "g"}, set()),
    ],
    ids=[
        "asked and answered",
        "each waits for the other",
        "from outside",
        "from the pool itself",
        "without flows",
        "an end that is not reached",
        "an answer that may not come",
        "behind a gateway",
        "a timer helps",
        "a task that does not wait",
        "no rule",
    ],
)
def test_a_receiver_without_a_message_is_found(
    first: str, second: str, flows: dict[str, str], expected: set[str]
) -> None:
    """A receiver in which a token waits while nothing can happen, and a pool that never begins, are found."""
    assert expected == pools(first, second, flows=flows)


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
