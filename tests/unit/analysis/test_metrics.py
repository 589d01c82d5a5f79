"""What is counted in a procedure."""

from __future__ import annotations

import itertools
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.analysis import MEASURES, Metrics, Subject, Unknown, metrics
from procflow.errors import DataError, ModelError
from procflow.procedure import Document, Limit, LimitUnit, Procedure
from procflow.quantity import Quantity
from tests.unit.analysis.sketch import days, flows, model, node, step, task, timer


def counted(found: Metrics, name: str) -> int | str:
    """Return the number that was counted, or why there is none."""
    figure = found[name]
    return int(figure.value) if isinstance(figure, Quantity) else figure.reason


# One desk receives, an expert examines, a gateway parts signing from refusing, a program files both.
BRANCHED = model(
    node("startEvent", "s")
    + task("receive", "Một cửa")
    + task("examine", "Chuyên viên")
    + node("exclusiveGateway", "x")
    + task("sign", "Lãnh đạo")
    + task("refuse", "Chuyên viên")
    + node("serviceTask", "file")
    + task("return", "Một cửa")
    + node("endEvent", "e")
    + flows("s receive examine x sign file return e", "x refuse file")
)


def test_steps_are_what_people_do() -> None:
    """receive, examine, sign, refuse and return are five steps; filing by a program is counted apart."""
    found = metrics(BRANCHED)

    assert (5, 1, 0) == tuple(counted(found, name) for name in ("steps", "automatic_steps", "unassigned_steps"))


def test_hand_offs_pass_through_gateways_and_programs() -> None:
    """receive-examine, examine-sign, sign-return and refuse-return change hands; examine-refuse stays in one hand."""
    found = metrics(BRANCHED).all("hand_offs")[0]

    assert ("receive -> examine", "examine -> sign", "sign -> return", "refuse -> return") == found.elements
    assert Quantity(Decimal(4), "hand-off") == found.figure


def test_a_pair_of_steps_is_one_hand_off_however_many_flows_join_them() -> None:
    """Two flows from a gateway to the same step hand over once."""
    again = '<sequenceFlow id="again" sourceRef="g" targetRef="b"/>'
    sketch = model(task("a", "A") + node("inclusiveGateway", "g") + task("b", "B") + flows("a g b") + again)

    assert 1 == counted(metrics(sketch), "hand_offs")


def test_branches_that_meet_hand_over_once() -> None:
    """From a through either of two empty branches to b."""
    gateways = node("exclusiveGateway", "g") + node("exclusiveGateway", "j")
    events = node("intermediateThrowEvent", "one") + node("intermediateThrowEvent", "two")
    chains = flows("a g one j b", "g two j")
    sketch = model(task("a", "A") + gateways + events + task("b", "B") + chains)

    assert ("a -> b",) == metrics(sketch).all("hand_offs")[0].elements


def test_a_loop_back_is_a_hand_off() -> None:
    """a-b and the way back b-a are two hand-offs."""
    sketch = model(task("a", "A") + task("b", "B") + flows("a b", "b a"))

    assert 2 == counted(metrics(sketch), "hand_offs")


def test_sub_processes_are_entered() -> None:
    """From a into the sub-process to b, and from its end on to c: two hand-offs, three steps."""
    inside = node("startEvent", "is") + task("b", "B") + node("endEvent", "ie") + flows("is b ie")
    sketch = model(task("a", "A") + node("subProcess", "sub", inside) + task("c", "C") + flows("a sub c"))
    found = metrics(sketch)

    assert 3 == counted(found, "steps")
    assert ("a -> b", "b -> c") == found.all("hand_offs")[0].elements


def test_an_attached_event_hands_over_from_its_activity() -> None:
    """A timer at a leads to b: one hand-off."""
    sketch = model(task("a", "A") + timer("boundaryEvent", "t", "a") + task("b", "B") + flows("t b"))

    assert ("a -> b",) == metrics(sketch).all("hand_offs")[0].elements


def test_a_timer_at_a_sub_process_hands_over_from_its_last_step() -> None:
    """What the sub-process was doing last goes on to b."""
    sub = node("subProcess", "sub", task("a1", "A") + task("a2", "A") + flows("a1 a2"))
    sketch = model(sub + timer("boundaryEvent", "t", "sub") + task("b", "B") + flows("t b"))

    assert ("a2 -> b",) == metrics(sketch).all("hand_offs")[0].elements


def test_an_error_leaves_a_sub_process_through_its_own_event_alone() -> None:
    """The error end leads to repair, the blank end leads on."""
    thrown = node("endEvent", "thrown", "<errorEventDefinition/>")
    inside = task("a", "A") + node("exclusiveGateway", "g") + thrown + node("endEvent", "fine")
    inside += flows("a g thrown", "g fine")
    caught = node("boundaryEvent", "caught", "<errorEventDefinition/>")
    caught = caught.replace('id="caught"', 'id="caught" attachedToRef="sub"', 1)
    sketch = model(
        node("subProcess", "sub", inside)
        + caught
        + task("repair", "R")
        + task("on", "O")
        + flows("caught repair", "sub on")
    )
    graph = Subject.of(sketch).graph

    assert ["caught"] == list(graph.successors("thrown"))
    assert ["sub/leave"] == list(graph.successors("fine"))
    assert ["on"] == list(graph.successors("sub/leave"))


def test_link_events_join() -> None:
    """A throwing link goes on at the catching link of the same name."""
    throw = '<intermediateThrowEvent id="out" name="L"><linkEventDefinition name="L"/></intermediateThrowEvent>'
    catch = '<intermediateCatchEvent id="in" name="L"><linkEventDefinition name="L"/></intermediateCatchEvent>'
    sketch = model(task("a", "A") + throw + catch + task("b", "B") + flows("a out", "in b"))

    assert ("a -> b",) == metrics(sketch).all("hand_offs")[0].elements


def test_links_without_labels_join_by_the_names_of_their_links() -> None:
    """Two pairs of unlabelled link events keep apart: a goes on at c, b at d."""
    links = "".join(
        f'<intermediate{way}Event id="{way}{name}"><linkEventDefinition name="{name}"/></intermediate{way}Event>'
        for way in ("Throw", "Catch")
        for name in ("L", "M")
    )
    steps = "".join(task(name, name.upper()) for name in "abcd")
    sketch = model(steps + links + flows("a ThrowL", "b ThrowM", "CatchL c", "CatchM d"))

    assert ("a -> c", "b -> d") == metrics(sketch).all("hand_offs")[0].elements


def test_what_undoes_a_step_or_is_started_by_an_event_is_not_entered_with_the_sub_process() -> None:
    """Only the plain step follows a."""
    undo = task("undo", "U").replace('id="undo"', 'id="undo" isForCompensation="true"')
    aside = node("subProcess", "aside", task("late", "T")).replace('id="aside"', 'id="aside" triggeredByEvent="true"')
    sketch = model(task("a", "A") + node("subProcess", "sub", task("b", "B") + undo + aside) + flows("a sub"))

    assert ("a -> b",) == metrics(sketch).all("hand_offs")[0].elements


def test_composed_and_decomposed_letters_name_one_performer() -> None:
    """Lãnh đạo in NFC and NFD, in other case and spacing, is one performer and no hand-off."""
    other = unicodedata.normalize("NFD", "LÃNH  ĐẠO")
    found = metrics(Procedure(steps=(step("Xét", "Lãnh đạo"), step("Ký", other))))

    assert (1, 0) == (counted(found, "performers"), counted(found, "hand_offs"))
    assert ("Lãnh đạo",) == found.all("performers")[0].elements


def test_the_same_role_of_another_agency_is_another_performer() -> None:
    """Văn thư of Sở Y tế and of UBND are two performers, and the dossier goes between agencies."""
    first, second = (step(name, "Văn thư", agency=name) for name in ("Sở Y tế", "UBND thành phố"))
    found = metrics(Procedure(steps=(first, second)))

    assert (2, 2, 1, 1) == tuple(
        counted(found, name) for name in ("performers", "agencies", "hand_offs", "agency_hand_offs")
    )


def test_within_one_agency_nothing_goes_between_agencies() -> None:
    """Two performers of one agency: one hand-off, none between agencies."""
    found = metrics(Procedure(steps=(step("a", "A", agency="Sở"), step("b", "B", agency="sở"))))

    assert (1, 0) == (counted(found, "hand_offs"), counted(found, "agency_hand_offs"))


def test_an_unnamed_performer_makes_hand_offs_not_computable() -> None:
    """One hand-off is sure, the step without performer is named, and it still counts as a step."""
    found = metrics(Procedure(steps=(step("a", "A"), step("b", "B"), step("c", ""))))
    figure = found["hand_offs"]

    assert isinstance(figure, Unknown)
    assert Quantity(Decimal(1), "hand-off") == figure.at_least
    assert ["performer of (c)"] == [str(item) for item in figure.missing]
    assert (3, 1) == (counted(found, "steps"), counted(found, "unassigned_steps"))
    assert isinstance(found["performers"], Unknown)


def test_unnamed_agencies_matter_only_where_hands_change() -> None:
    """One performer doing both steps cannot hand over to another agency; two may."""
    alone = metrics(Procedure(steps=(step("a", "A"), step("b", "A"))))
    two = metrics(Procedure(steps=(step("a", "A"), step("b", "B"))))

    assert 0 == counted(alone, "agency_hand_offs")
    assert isinstance(two["agency_hand_offs"], Unknown)
    assert isinstance(two["agencies"], Unknown)


def test_a_document_counts_once_per_procedure() -> None:
    """Đơn is asked for twice, by id and by name, the report is only named by a step: two documents."""
    steps = (step("a", documents_in=("d1",)), step("b", documents_in=("Đơn",), documents_out=("Tờ trình",)))
    found = metrics(Procedure(documents=(Document(id="d1", name="Đơn"),), steps=steps))

    assert ("Đơn", "Tờ trình") == found.all("documents")[0].elements


def test_documents_of_no_list_and_silent_steps_are_not_computable() -> None:
    """What a step needs and makes is not said, so at least one document is known."""
    figure = metrics(Procedure(steps=(step("a", documents_in=("Đơn",)),)))["documents"]

    assert isinstance(figure, Unknown)
    assert Quantity(Decimal(1), "document") == figure.at_least
    assert ["documents_out of (a)"] == [str(item) for item in figure.missing]


def test_documents_of_a_procedure_without_steps_are_not_computable() -> None:
    """An empty procedure does not take 0 documents: nothing is known."""
    assert isinstance(metrics(Procedure())["documents"], Unknown)


def test_contacts_are_counted_where_all_steps_say() -> None:
    """Of two steps one meets the applicant."""
    found = metrics(Procedure(steps=(step("a", contact=True), step("b", contact=False))))

    assert Quantity(Decimal(1), "contact") == found["contacts"]


def test_the_limit_of_the_whole_is_a_figure_only_with_a_number() -> None:
    """10 working days are; no limit set and nothing said are not computable for different reasons."""
    limits = (days(10), Limit(unit=LimitUnit.NONE_SET), None)
    found = [metrics(Procedure(limit=limit))["statutory_limit"] for limit in limits]

    assert Quantity(Decimal(10), "working-day", "declared") == found[0]
    assert ["the limit of the whole: no limit set", "the limit of the whole is not filled in"] == [
        figure.reason for figure in found[1:] if isinstance(figure, Unknown)
    ]


def test_a_measure_in_several_units_is_asked_for_as_a_whole() -> None:
    """Working days and hours are two figures; asking for one of them by name alone is refused."""
    found = metrics(Procedure(steps=(step("a", limit=days(1)), step("b", limit=days(4, LimitUnit.HOUR)))))

    assert 2 == len(found.all("limit_sum"))
    with pytest.raises(DataError, match="has 2 figures"):
        found["limit_sum"]


def test_an_unknown_measure_is_refused_with_the_names() -> None:
    """The hint lists the measures."""
    with pytest.raises(DataError, match="hand_offs"):
        metrics(Procedure())["handoffs"]


def test_a_model_without_a_process_is_refused() -> None:
    """There is nothing to measure."""
    from procflow.bpmn import read

    with pytest.raises(ModelError):
        metrics(read(b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'))


def test_one_process_of_a_model_can_be_measured() -> None:
    """A process is taken as it is."""
    assert metrics(BRANCHED) == metrics(BRANCHED.processes[0])


@given(st.lists(st.sampled_from(["A", "B", "C"]), max_size=8))
def test_in_a_row_of_steps_hand_offs_are_the_changes_of_performer(performers: list[str]) -> None:
    """Counted independently, pair by pair, on any row of performers."""
    found = metrics(Procedure(steps=tuple(step(f"s{i}", name) for i, name in enumerate(performers))))
    changes = sum(one != other for one, other in itertools.pairwise(performers))

    assert (len(performers), changes, len(set(performers))) == tuple(
        counted(found, name) for name in ("steps", "hand_offs", "performers")
    )


def test_every_measure_has_a_name_of_its_own_and_a_vietnamese_label() -> None:
    """Names are keys of JSON and of the documentation."""
    assert len(MEASURES) == len({measure.name for measure in MEASURES})
    assert all(measure.label and measure.label_vi for measure in MEASURES)
