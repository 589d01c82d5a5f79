"""Tasks, gateways and ends: where tokens go."""

from __future__ import annotations

import pytest

from procflow.errors import IncidentError, StaleTask
from procflow.eventlog import EntryKind
from procflow.runtime.core.commands import Complete
from procflow.runtime.core.state import Status
from tests.diagrams import diagram
from tests.unit.runtime.case import Case, compiled

CHOICE = """
start s
xor g
user a
user b
user c
end e
s -> g
g -> a : x = 1
g -> b : x < 5
g -> c : default
a -> e
b -> e
c -> e
"""
INCLUSIVE = """
start s
or g
user a
user b
user c
or j
user d
end e
s -> g
g -> a : x > 0
g -> b : x > 1
g -> c : default
a -> j
b -> j
c -> j
j -> d -> e
"""
BLOCK = """
start s
and f
user a
user b
and j
user c
end e
s -> f
f -> a -> j
f -> b -> j
j -> c -> e
"""


def test_none_and_manual_tasks_pass_through() -> None:
    """An instance of tasks nobody waits for ends at once, every element entered in order."""
    case = Case("start s\ntask a\nmanual b\nthrow t\nend e\ns -> a -> b -> t -> e")

    assert ["s", "a", "b", "t", "e"] == case.entered()
    assert Status.COMPLETED is case.state.status
    assert () == case.state.tokens


def test_a_user_task_waits() -> None:
    """A token rests at a user task until it is completed, and its data become variables."""
    case = Case("start s\nuser t\nend e\ns -> t -> e", data={"x": 1})

    assert ["t"] == case.waiting
    assert {"x": 2, "y": "á"} == case.complete("t", x=2, y="á").variables


def test_a_completed_task_is_stale() -> None:
    """A task cannot be completed twice."""
    case = Case(BLOCK)
    token = case.token("a").id
    case.complete("a")

    with pytest.raises(StaleTask):
        case.do(Complete(token, {}, "lan"))


@pytest.mark.parametrize("words", ["End", "Start", "main.EndJoin", "Root"])
def test_an_id_of_the_library_is_no_special_id(words: str) -> None:
    """A user task whose id is one of SpiffWorkflow's own names waits like any other."""
    case = Case(f"start s\nuser {words}\nend e\ns -> {words} -> e")

    assert [words] == case.waiting
    assert Status.COMPLETED is case.complete(words).state.status


@pytest.mark.parametrize(("x", "taken"), [(1, "a"), (2, "b"), (9, "c")])
def test_an_exclusive_gateway_takes_the_first_that_holds(x: int, taken: str) -> None:
    """The first condition that holds in the order of the file decides, else the default."""
    assert [taken] == Case(CHOICE, data={"x": x}).waiting


def test_no_way_is_an_incident() -> None:
    """Without a condition that holds and without default the command is refused and nothing changes."""
    case = Case("start s\nuser t\nxor g\nend e\nend d\ns -> t -> g\ng -> e : x = 1\ng -> d : x = 2")
    before = case.state
    with pytest.raises(IncidentError, match="no condition holds"):
        case.complete("t", x=3)

    assert before == case.state


def test_an_undecided_condition_is_an_incident() -> None:
    """A condition on a missing variable is not taken for false: the message names the variable."""
    case = Case("start s\nuser t\nxor g\nend e\nend d\ns -> t -> g\ng -> e : x > 1\ng -> d : default")

    with pytest.raises(IncidentError, match="x is missing"):
        case.complete("t")


def test_a_parallel_block_joins() -> None:
    """A parallel join waits for every branch, whatever the order."""
    case = Case(BLOCK)

    assert ["a", "b"] == case.waiting
    assert ["a", "j"] == case.complete("b").waiting
    assert ["c"] == case.complete("a").waiting


def test_a_join_takes_one_token_of_each_flow() -> None:
    """A second token on one flow stays at the join for the next time."""
    case = Case("""
        start s
        and f
        user a
        user b
        user c
        xor m
        and j
        user d
        end e
        s -> f
        f -> a -> m
        f -> b -> m
        m -> j
        f -> c -> j
        j -> d -> e
    """)
    case.complete("a").complete("b")

    assert ["c", "j", "j"] == case.waiting
    with pytest.raises(IncidentError, match="wait here for ever"):
        case.complete("c").complete("d")


def test_variables_of_branches_are_seen_at_once() -> None:
    """What one branch writes the other sees and may overwrite; nothing is merged at the join."""
    case = Case(BLOCK, data={"x": 0, "list": [1, 2, 2]})
    case.complete("a", x=1).complete("b", list=[3])

    assert {"x": 1, "list": [3]} == case.variables


def test_an_implicit_split_takes_every_flow() -> None:
    """Two flows out of a task put a token on each, and two flows into a task begin it twice."""
    case = Case("start s\nuser a\nuser b\nuser c\nend e\ns -> a\na -> b -> c\na -> c -> e")

    assert ["b", "c"] == case.complete("a").waiting
    assert ["c", "c"] == case.complete("b").waiting
    assert Status.COMPLETED is case.complete("c").complete("c").state.status


@pytest.mark.parametrize(("x", "taken"), [(1, ["b", "d"]), (2, ["c", "d"]), (3, ["d"])])
def test_conditional_flows_leave_a_task(x: int, taken: list[str]) -> None:
    """Of the flows out of a task those are taken that have no condition, or one that holds."""
    case = Case("start s\nuser a\nuser b\nuser c\nuser d\ns -> a\na -> b : x = 1\na -> c : x = 2\na -> d")

    assert taken == case.complete("a", x=x).waiting


def test_a_task_has_a_default_flow() -> None:
    """The default flow of a task is taken when no condition holds, and only then."""
    text = "start s\nuser a\nuser b\nuser c\ns -> a\na -> b : x = 1\na -> c : default"

    assert ["b"] == Case(text).complete("a", x=1).waiting
    assert ["c"] == Case(text).complete("a", x=2).waiting


@pytest.mark.parametrize(("x", "taken"), [(0, ["c"]), (1, ["a"]), (2, ["a", "b"])])
def test_an_inclusive_gateway_takes_all_that_hold(x: int, taken: list[str]) -> None:
    """Every condition that holds opens its way; the join waits for exactly those."""
    case = Case(INCLUSIVE, data={"x": x})

    assert taken == case.waiting
    for element in taken:
        assert "d" not in case.waiting
        case.complete(element)
    assert ["d"] == case.waiting


def test_an_inclusive_join_waits_for_a_late_token() -> None:
    """A token that must still pass a gateway before it can arrive holds the join up; one that turns away frees it."""
    text = """
        start s
        and f
        user a
        user b
        xor x
        or j
        user d
        end e
        end away
        s -> f
        f -> a -> j
        f -> b -> x
        x -> j : go = true
        x -> away : default
        j -> d -> e
    """
    case = Case(text).complete("a")

    assert ["b", "j"] == case.waiting
    assert ["d"] == case.complete("b", go=True).waiting
    assert ["d"] == Case(text).complete("a").complete("b", go=False).waiting


def test_an_inclusive_join_sees_boundary_events() -> None:
    """A way that leads to the join over a boundary event counts as a way."""
    case = Case("""
        start s
        and f
        user a
        user b
        boundary t on=b duration=P1D
        or j
        user d
        end e
        end away
        s -> f
        f -> a -> j
        f -> b -> away
        t -> j
        j -> d -> e
    """).complete("a")

    assert ["b", "j", "t"] == case.waiting
    assert ["d"] == case.fire("t").waiting


def test_an_inclusive_gateway_without_way_is_an_incident() -> None:
    """An inclusive gateway of which no condition holds and that has no default is refused."""
    with pytest.raises(IncidentError, match="no condition holds"):
        Case("start s\nor g\nend e\nend d\ns -> g\ng -> e : x = 1\ng -> d : x = 2", data={"x": 0})


def test_a_terminate_end_takes_every_token_away() -> None:
    """A terminate end event ends the instance whatever else is open."""
    case = Case("start s\nand f\nuser a\nuser b\nend e terminate\nend d\ns -> f\nf -> a -> e\nf -> b -> d")
    case.complete("a")

    assert Status.TERMINATED is case.state.status
    assert [(EntryKind.TASK_CANCELLED, "b")] == case.kinds(EntryKind.TASK_CANCELLED)
    assert [] == case.waiting


def test_an_endless_loop_is_an_incident() -> None:
    """A loop in which nobody waits is stopped by a budget of steps, and the command is refused."""
    case = Case("start s\nuser t\nxor m\ntask a\nxor g\nend e\ns -> t -> m -> a -> g\ng -> m : x = 1\ng -> e : default")

    with pytest.raises(IncidentError, match="without waiting for anybody"):
        case.complete("t", x=1)


def test_a_deadlock_is_an_incident() -> None:
    """A join that can never have its tokens together refuses the command that leads there."""
    with pytest.raises(IncidentError, match="wait here for ever"):
        Case(
            "start s\nxor g\nuser a\nand j\nend e\ns -> g\ng -> j : x = 1\ng -> a : default\na -> j -> e", data={"x": 1}
        )


@pytest.mark.parametrize("rounds", [5, 1100])
def test_loops_have_no_depth(rounds: int) -> None:
    """A loop of user tasks goes on as long as its condition holds, far beyond 1,000 elements."""
    case = Case("start s\nuser t\nxor g\nend e\ns -> t -> g\ng -> t : again = true\ng -> e : default")
    for _ in range(rounds):
        case.complete("t", again=True)

    assert ["t"] == case.waiting
    assert Status.COMPLETED is case.complete("t", again=False).state.status


def test_blocks_in_a_row_cost_what_they_hold() -> None:
    """Forty parallel blocks in a row rest in at most two tokens each."""
    blocks = "".join(
        f"and f{n}\nuser a{n}\nuser b{n}\nand j{n}\nj{n - 1} -> f{n}\nf{n} -> a{n} -> j{n}\nf{n} -> b{n} -> j{n}\n"
        for n in range(1, 41)
    )
    case = Case("start j0\nend e\nj40 -> e\n" + blocks)
    for n in range(1, 41):
        assert [f"a{n}", f"b{n}"] == case.waiting
        case.complete(f"a{n}").complete(f"b{n}")

    assert Status.COMPLETED is case.state.status


def test_rounds_of_a_gateway_bound_its_way_back() -> None:
    """A gateway with ``pf.max_rounds`` leads back so often, then the command that would lead back again is refused."""
    case = Case("""
        start s
        user t
        xor g pf.max_rounds=1
        user more
        end e
        s -> t -> g
        g -> more : complete = false
        g -> e : default
        more -> t
    """)
    case.complete("t", complete=False).complete("more")
    with pytest.raises(IncidentError, match="taken 1 times"):
        case.complete("t", complete=False)

    assert Status.COMPLETED is case.complete("t", complete=True).state.status


def test_rounds_of_a_gateway_count_only_what_leads_back() -> None:
    """Flows that lead on are not counted, even into another loop."""
    case = Case(
        """
        start s
        xor g pf.max_rounds=0
        user t
        xor h
        end e
        s -> g
        g -> t : go = true
        g -> e : default
        t -> h
        h -> t : again = true
        h -> e : default
    """,
        data={"go": True},
    )
    for _ in range(3):
        case.complete("t", again=True)

    assert ["t"] == case.waiting


def test_rounds_of_a_step() -> None:
    """``pf.max_rounds`` of a step bounds how often it begins."""
    case = Case("""
        start s
        user t
        xor g
        user more pf.max_rounds=2
        end e
        s -> t -> g
        g -> more : complete = false
        g -> e : default
        more -> t
    """)
    for _ in range(2):
        case.complete("t", complete=False).complete("more")

    with pytest.raises(IncidentError, match="taken 2 times"):
        case.complete("t", complete=False)


def test_a_terminate_end_stops_what_is_about_to_run() -> None:
    """A token that is ready when its level is terminated does not run any more."""
    case = Case("start s\nand f\nuser a\nend e terminate\ns -> f\nf -> e\nf -> a")

    assert "a" not in case.entered()
    assert Status.TERMINATED is case.state.status


def test_an_inclusive_join_in_a_loop() -> None:
    """An inclusive join that can be reached again from behind itself waits for this round alone."""
    case = Case(
        """
        start s
        xor m
        or f
        user a
        user b
        or j
        xor g
        end e
        s -> m -> f
        f -> a : x > 0
        f -> b : x > 1
        a -> j
        b -> j
        j -> g
        g -> m : again = true
        g -> e : default
    """,
        data={"x": 2},
    )
    case.complete("a", again=True)

    assert ["b", "j"] == case.waiting
    assert ["a", "b"] == case.complete("b").waiting
    assert ["a"] == case.complete("a", x=1).complete("b").waiting
    assert Status.COMPLETED is case.complete("a", again=False).state.status


def test_nothing_evaluates_a_text() -> None:
    """The script engine that SpiffWorkflow is given refuses every text."""
    engine = compiled(diagram("start s\nend e\ns -> e")).script_engine
    for call in (engine.evaluate, engine.execute, engine.call_service):
        with pytest.raises(IncidentError):
            call(None, "1 + 1")
