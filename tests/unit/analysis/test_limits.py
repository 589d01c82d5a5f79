"""Sums of limits and the longest path."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from decimal import Decimal

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.analysis import Subject, Unknown, metrics
from procflow.analysis import paths as paths_module
from procflow.analysis.limits import limit_sums, longest_paths
from procflow.analysis.paths import Weight, longest_path, without_loops
from procflow.bpmn import Definitions
from procflow.procedure import Limit, LimitUnit, Procedure
from procflow.quantity import Quantity
from tests.unit.analysis.sketch import days, flows, model, node, step, task, timer

UNCOUNTED = Limit(unit=LimitUnit.NOT_COUNTED)


def longest(source: Definitions | Procedure) -> dict[str, Decimal] | str:
    """Return the longest path by unit, or why there is none."""
    found = longest_paths(Subject.of(source))
    if isinstance(found[0].figure, Unknown):
        return found[0].figure.reason
    return {item.figure.unit: item.figure.value for item in found if isinstance(item.figure, Quantity)}


def summed(source: Definitions | Procedure) -> dict[str, Decimal] | str:
    """Return the sums of limits by unit, or why there is none."""
    found = limit_sums(Subject.of(source))
    if isinstance(found[0].figure, Unknown):
        return found[0].figure.reason
    return {item.figure.unit: item.figure.value for item in found if isinstance(item.figure, Quantity)}


def of_steps(*steps: object) -> Procedure:
    """Return a procedure of these steps."""
    return Procedure.model_validate({"steps": steps})


PARALLEL = model(
    task("a", days="1")
    + node("parallelGateway", "g")
    + task("b", days="5")
    + task("c", days="3")
    + task("d", days="0,5")
    + node("parallelGateway", "j")
    + flows("a g b j d", "g c j")
)


def test_of_parallel_branches_the_longer_counts() -> None:
    """1 + max(5, 3) + 0.5 = 6.5 working days, over a, b and d; the sum of all steps is 9.5."""
    assert {"working-day": Decimal("6.5")} == longest(PARALLEL)
    assert ("a", "b", "d") == longest_paths(Subject.of(PARALLEL))[0].elements
    assert {"working-day": Decimal("9.5")} == summed(PARALLEL)


def test_a_loop_body_is_passed_once() -> None:
    """A (1), supplement (5) and back to a, then b (2): 1 + 5 = 6 along the loop body, 1 + 2 straight on."""
    sketch = model(
        node("startEvent", "s")
        + task("a", days="1")
        + node("exclusiveGateway", "x")
        + task("supplement", days="5")
        + task("b", days="2")
        + flows("s a x b", "x supplement a")
    )

    assert {"working-day": Decimal(6)} == longest(sketch)
    assert ("a", "supplement") == longest_paths(Subject.of(sketch))[0].elements


def test_a_model_that_is_one_circle_is_cut_where_the_file_begins() -> None:
    """Without any start the walk begins at the first element."""
    sketch = model(task("a", days="1") + task("b", days="2") + flows("a b", "b a"))

    assert {"working-day": Decimal(3)} == longest(sketch)


def test_a_merged_limit_counts_once() -> None:
    """2 days for both merged steps and 3 for the last: 5 days."""
    procedure = of_steps(step("a", limit=days(2), group=1), step("b", group=1), step("c", limit=days(3)))

    assert {"working-day": Decimal(5)} == summed(procedure) == longest(procedure)


def test_a_merged_limit_counts_on_a_path_that_misses_its_first_step() -> None:
    """The step that carries the limit lies on the other branch; its group still takes the time."""
    procedure = of_steps(
        step("a", limit=days(4), group=1, case="đủ"), step("b", group=1, case="thiếu"), step("c", limit=days(1))
    )
    path = longest_paths(Subject.of(procedure))[0]

    assert {"working-day": Decimal(5)} == longest(procedure)
    assert ("step 1", "step 3") == path.elements


def test_a_merged_limit_stated_twice_alike_counts_once() -> None:
    """Both steps repeat the 2 days of their group."""
    assert {"working-day": Decimal(2)} == summed(
        of_steps(step("a", limit=days(2), group=1), step("b", limit=days(2), group=1))
    )


def test_a_group_with_two_limits_is_not_computable() -> None:
    """2 and 3 days for one group cannot both be its limit."""
    procedure = of_steps(step("a", limit=days(2), group=1), step("b", limit=days(3), group=1))

    assert "the limit is not known in days or hours" == summed(procedure) == longest(procedure)


def test_cases_are_branches_of_which_one_is_taken() -> None:
    """1 + max(2 + 2, 3) + 1 = 6 days; the plain sum of all is 9."""
    procedure = of_steps(
        step("a", limit=days(1)),
        step("b", limit=days(2), case="một"),
        step("c", limit=days(2), case="một"),
        step("d", limit=days(3), case="hai"),
        step("e", limit=days(1)),
    )

    assert {"working-day": Decimal(6)} == longest(procedure)
    assert {"working-day": Decimal(9)} == summed(procedure)


def test_a_single_case_may_be_skipped() -> None:
    """The step before it also leads to the step after it."""
    subject = Subject.of(of_steps(step("a"), step("b", case="nếu cần"), step("c")))

    assert [("step 1", "step 2"), ("step 1", "step 3"), ("step 2", "step 3")] == sorted(subject.graph.edges)


def test_unlike_units_on_one_way_give_a_figure_each() -> None:
    """One row of steps: 3 working days and 4 hours, never added."""
    procedure = of_steps(step("a", limit=days(3)), step("b", limit=days(4, LimitUnit.HOUR)))

    assert {"working-day": Decimal(3), "hour": Decimal(4)} == longest(procedure) == summed(procedure)


def test_unlike_units_on_two_ways_have_no_longest() -> None:
    """3 working days on one branch, 20 hours on the other: which is longer is not said."""
    procedure = of_steps(step("a", limit=days(3), case="một"), step("b", limit=days(20, LimitUnit.HOUR), case="hai"))

    assert "unlike units: no single way is the longest in each of working-day, hour" == longest(procedure)


def test_time_that_is_not_counted_adds_nothing() -> None:
    """Returning the result in office hours and signing without time leave the 2 days."""
    office = Limit(unit=LimitUnit.OFFICE_HOURS)
    procedure = of_steps(step("a", limit=days(2)), step("b", limit=UNCOUNTED), step("c", limit=office))

    assert {"working-day": Decimal(2)} == longest(procedure) == summed(procedure)


@pytest.mark.parametrize("limit", [None, Limit(unit=LimitUnit.NONE_SET), Limit(text="theo quy chế")])
def test_a_limit_without_a_number_makes_both_figures_unknown(limit: Limit | None) -> None:
    """The step is named, and the sum says what is known at least."""
    found = limit_sums(Subject.of(of_steps(step("a", limit=days(2)), step("b", limit=limit))))[0].figure

    assert isinstance(found, Unknown)
    assert ["limit of (b)"] == [str(item) for item in found.missing]
    assert Quantity(Decimal(2), "working-day", "declared") == found.at_least
    assert "the limit is not known in days or hours" == longest(of_steps(step("b", limit=limit)))


def test_a_program_without_a_limit_takes_no_time() -> None:
    """The service task adds nothing; were it given a limit, that would count."""
    plain = model(task("a", days="2") + node("serviceTask", "b") + flows("a b"))
    limited = node("serviceTask", "b", limit__value="1", limit__unit="working-day")

    assert {"working-day": Decimal(2)} == longest(plain)
    assert {"working-day": Decimal(3)} == longest(model(task("a", days="2") + limited + flows("a b")))


def test_no_counted_limit_at_all_is_not_computable() -> None:
    """Nothing counted is not 0 days."""
    reason = "no step has a limit that is counted in days or hours"

    assert reason == longest(of_steps(step("a", limit=UNCOUNTED))) == summed(Procedure())


def test_a_timer_in_the_flow_is_waited_for() -> None:
    """2 days of work and 15 days of public posting; the wait is no step."""
    wait = timer("intermediateCatchEvent", "post", limit__value="15", limit__unit="working-day")
    sketch = model(task("a", days="2") + wait + flows("a post"))

    assert {"working-day": Decimal(17)} == longest(sketch)
    assert {"working-day": Decimal(2)} == summed(sketch)
    assert ("a", "post") == longest_paths(Subject.of(sketch))[0].elements


def test_a_wait_without_a_limit_is_named() -> None:
    """An ISO duration alone is no limit in law."""
    sketch = model(task("a", days="2") + timer("intermediateCatchEvent", "post") + flows("a post"))
    figure = longest_paths(Subject.of(sketch))[0].figure

    assert isinstance(figure, Unknown)
    assert ["limit of post (post)"] == [str(item) for item in figure.missing]


def test_a_deadline_of_another_event_is_not_waited_out() -> None:
    """The supplement comes or 15 days pass: what the applicant takes is no time of the procedure."""
    gateway = node("eventBasedGateway", "g")
    came = '<intermediateCatchEvent id="came"><messageEventDefinition/></intermediateCatchEvent>'
    passed = timer("intermediateCatchEvent", "passed", limit__value="15", limit__unit="working-day")
    sketch = model(task("a", days="2") + gateway + came + passed + flows("a g came", "g passed"))

    assert {"working-day": Decimal(2)} == longest(sketch)


def test_an_unknown_longest_path_says_what_is_known_at_least() -> None:
    """2 known days; with a second unit among the known ones nothing is said."""
    known = (step("a", limit=days(2)), step("b"))
    mixed = (*known, step("c", limit=days(1, LimitUnit.HOUR)))
    found = [longest_paths(Subject.of(of_steps(*steps)))[0].figure for steps in (known, mixed)]

    assert [Quantity(Decimal(2), "working-day", "declared"), None] == [
        figure.at_least for figure in found if isinstance(figure, Unknown)
    ]


def test_too_many_overlapping_groups_are_said_to_be_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where combinations are not all followed there is no figure."""
    monkeypatch.setattr(paths_module, "MAX_STATES", 1)
    branches = (step("a", limit=days(3), group=1, case="một"), step("b", limit=days(2), case="hai"))
    found = longest(of_steps(*branches, step("c", limit=days(1)), step("d", group=1)))

    assert "groups of steps with one limit overlap in more than 4096 combinations" == found


def brute_force(graph: nx.DiGraph[str], weights: dict[str, Weight]) -> Decimal:
    """Return the longest length over every simple path."""

    def walks(at: str) -> Iterator[list[str]]:
        yield [at]
        for after in graph.successors(at):
            yield from ([at, *rest] for rest in walks(after))

    def length(nodes: list[str]) -> Decimal:
        passed = [weights[node] for node in nodes if node in weights]
        alone = sum((weight.value for weight in passed if weight.group is None), Decimal(0))
        return alone + sum({weight.group: weight.value for weight in passed if weight.group is not None}.values())

    return max(length(nodes) for start in graph for nodes in walks(start))


@st.composite
def weighted(draw: st.DrawFn) -> tuple[nx.DiGraph[str], dict[str, Weight]]:
    """Draw a small graph without loops, some of its nodes weighted, some of those in groups."""
    names = [f"n{position}" for position in range(draw(st.integers(1, 7)))]
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(names)
    graph.add_edges_from(pair for pair in itertools.combinations(names, 2) if draw(st.booleans()))
    group_values = [Decimal(draw(st.integers(0, 9))) for _ in range(3)]
    weights = {}
    for name in names:
        group = draw(st.sampled_from([None, None, 0, 1, 2]))
        value = Decimal(draw(st.integers(0, 9))) if group is None else group_values[group]
        weights[name] = Weight(value, group)
    return graph, weights


@given(weighted())
def test_the_longest_path_is_that_of_all_paths(case: tuple[nx.DiGraph[str], dict[str, Weight]]) -> None:
    """Trying every path gives the same length, and the path returned has it."""
    graph, weights = case
    found = longest_path(graph, weights)

    assert found is not None
    assert brute_force(graph, weights) == found.length
    assert nx.is_path(graph, found.nodes)


@given(st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=20))
def test_cutting_edges_back_leaves_no_loop_and_reaches_all(edges: set[tuple[int, int]]) -> None:
    """What could be reached from the places where nothing leads in still can, from one of them or another."""
    graph: nx.DiGraph[str] = nx.DiGraph((f"n{a}", f"n{b}") for a, b in sorted(edges))
    forward = without_loops(graph)
    sources = [name for name in graph if not graph.in_degree(name)]
    before, after = (set().union(*(nx.descendants(side, name) for name in sources)) for side in (graph, forward))

    assert nx.is_directed_acyclic_graph(forward)
    assert before == after


def test_an_empty_graph_has_a_path_of_length_nothing() -> None:
    """Nothing to pass takes no time."""
    found = longest_path(nx.DiGraph(), {})

    assert found is not None
    assert (Decimal(0), ()) == (found.length, found.nodes)


def test_both_figures_are_among_the_metrics() -> None:
    """The metrics of a model name them."""
    found = metrics(PARALLEL)

    assert [Decimal("9.5"), Decimal("6.5")] == [
        figure.value for name in ("limit_sum", "longest_path") if isinstance(figure := found[name], Quantity)
    ]
