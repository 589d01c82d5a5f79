"""What is removed takes along what cannot stand without it, and nothing else."""

from __future__ import annotations

import pytest

from procflow.bpmn import Definitions, read, remove, set_condition, write
from procflow.errors import DataError, ModelError
from tests.edits import dangling
from tests.geometry import faults
from tests.unit.bpmn.edit.models import again, chain, flow, lane, node, plain, two_lanes, ways


def ids(model: Definitions) -> set[str]:
    """Return the ids of all elements."""
    return {element.id for element in model.elements() if element.id}


def test_a_removed_node_is_bridged() -> None:
    """The flow that entered it keeps its id and condition, and leads to where it led."""
    model = two_lanes()
    remove(model.element("draft"))
    found = again(model)

    assert ("check", "end") in ways(found)
    assert "end" == flow(found, "f3").target.id
    assert "=du" == getattr(flow(found, "f3").condition, "text", "")
    assert ["f3"] == node(found, "end").child_texts("incoming")


def test_a_removed_activity_takes_along_what_hangs_on_it() -> None:
    """Events on its border, their flows, data associations and the line of its note; datum and note stay."""
    model = two_lanes()
    before = ids(model)
    remove(model.element("draft"))
    found = again(model)
    gone = before - ids(found)

    assert {"draft", "late", "late_timer", "f5", "f6", "reads"} < gone
    assert {"paper", "note"} < ids(found)
    assert set() == dangling(found)
    assert not any(
        "draft" in lane.child_texts("flowNodeRef") for lane in [found.element("desk"), found.element("office")]
    )


def test_a_bridge_is_drawn_without_a_fault() -> None:
    """The two lines become one."""
    model = two_lanes()
    remove(model.element("receive"), bridge=False)
    remove(model.element("draft"))

    assert [] == [fault for fault in faults(again(model)) if "begins at" not in fault]


def test_without_a_bridge_the_flows_go() -> None:
    """And the default with them."""
    model = two_lanes()
    remove(model.element("receive"), bridge=False)
    found = again(model)

    assert None is node(found, "check").node.get("default")
    assert {"f1", "f2", "f4", "m1"} & ids(found) == set()


def test_several_ways_on_are_no_bridge() -> None:
    """The refusal says so, and changes nothing."""
    model = two_lanes()
    before = write(model)
    with pytest.raises(ModelError, match="2 flows leave"):
        remove(model.element("check"))

    assert before == write(model)


def test_a_bridge_from_a_node_to_itself_is_refused() -> None:
    """A loop of two would become a loop of one."""
    model = plain(
        '<task id="a"/><task id="b"/><sequenceFlow id="f" sourceRef="a" targetRef="b"/>'
        '<sequenceFlow id="g" sourceRef="b" targetRef="a"/>'
    )
    with pytest.raises(ModelError, match="to itself"):
        remove(model.element("b"))
    remove(model.element("b"), bridge=False)

    assert set() == ways(again(model))


def test_a_bridge_that_bpmn_forbids_is_refused() -> None:
    """What stands after an event-based gateway is waited for."""
    model = chain("startEvent", "eventBasedGateway", "intermediateCatchEvent", "task")
    before, elements = write(model), list(model.elements())
    with pytest.raises(ModelError, match="event-based gateway"):
        remove(model.element("n3"))

    assert before == write(model)
    assert elements == list(model.elements())


def test_the_first_and_the_last_node_need_no_bridge() -> None:
    """Their flows go."""
    model = chain("startEvent", "task", "task", "endEvent")
    for name in ("n1", "n4"):
        remove(model.element(name))

    assert {("n2", "n3")} == ways(again(model))


def test_a_node_that_loops_to_itself_is_bridged_without_the_loop() -> None:
    """The loop goes with it."""
    model = plain(
        '<task id="a"/><task id="b"/><task id="c"/><sequenceFlow id="f" sourceRef="a" targetRef="b"/>'
        '<sequenceFlow id="l" sourceRef="b" targetRef="b"/><sequenceFlow id="g" sourceRef="b" targetRef="c"/>'
    )
    remove(model.element("b"))

    assert {("a", "c")} == ways(again(model))


def test_a_flow_is_removed_from_the_lists_of_its_ends() -> None:
    """The nodes stay."""
    model = two_lanes()
    remove(model.element("f4"))
    found = again(model)

    assert ("check", "receive") not in ways(found)
    assert ["f1"] == node(found, "receive").child_texts("incoming")
    assert ["f3"] == node(found, "check").child_texts("outgoing")


def test_a_datum_goes_with_its_associations_and_its_object() -> None:
    """Nothing is left that nobody refers to."""
    model = two_lanes()
    remove(model.element("paper"))

    assert {"paper", "paper_object", "reads"} & ids(again(model)) == set()


def test_a_datum_that_is_drawn_twice_stays_behind_the_other_place() -> None:
    """The object goes with its last reference."""
    places = "".join(f'<dataObjectReference id="r{number}" dataObjectRef="o"/>' for number in (1, 2))
    model = plain(f'<dataObject id="o"/>{places}')
    remove(model.element("r1"))
    one = ids(model)
    remove(model.element("r2"))

    assert {"p", "o", "r2"} == one
    assert {"p"} == ids(again(model))


@pytest.mark.parametrize("name", ["note", "m1", "reads"])
def test_what_stands_beside_the_flow_is_removed(name: str) -> None:
    """With its drawing."""
    model = two_lanes()
    remove(model.element(name))

    assert name not in ids(again(model))
    assert f'"{name}"' not in write(model).decode()


def test_a_message_goes_when_nothing_refers_to_it() -> None:
    """Not before."""
    model = plain('<receiveTask id="a" messageRef="m"/>', '<message id="m" name="Đơn"/>')
    before = write(model)
    with pytest.raises(ModelError, match="receiveTask messageRef refers to 'm'"):
        remove(model.element("m"))
    unchanged = before == write(model)
    remove(model.element("a"))
    remove(model.element("m"))

    assert unchanged
    assert {"p"} == ids(again(model))


def test_what_compensation_refers_to_stays() -> None:
    """An event definition that names an activity cannot do without it."""
    model = plain(
        '<task id="a"/><endEvent id="e"><compensateEventDefinition id="c" activityRef="a"/></endEvent>'
        '<sequenceFlow id="f" sourceRef="a" targetRef="e"/>'
    )
    before = write(model)
    with pytest.raises(ModelError, match="activityRef refers to 'a'"):
        remove(model.element("a"))

    assert before == write(model)


def test_a_sub_process_goes_with_all_in_it() -> None:
    """And with the page that shows its inside."""
    inside = '<subProcess id="s"><task id="a"/></subProcess>'
    page = (
        '<d:BPMNDiagram xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI" id="D">'
        '<d:BPMNPlane id="P" bpmnElement="s"/></d:BPMNDiagram>'
    )
    model = plain(inside, page)
    remove(model.element("s"))

    assert b"Diagram" not in write(model)
    assert {"p"} == ids(again(model))


def test_what_stood_around_a_removed_line_stays_well_formed() -> None:
    """The file loses whole lines."""
    model = chain("startEvent", "task", "endEvent")
    before = write(model).decode().splitlines()
    remove(model.element("f2"))
    after = write(model).decode().splitlines()

    assert [line for line in before if 'id="f2"' not in line] == after


def test_an_element_is_removed_once() -> None:
    """The second time it is no part of the model; other kinds are never removed."""
    model = two_lanes()
    draft, office = model.element("draft"), model.element("office")
    remove(draft)
    with pytest.raises(ModelError, match="no part of the model"):
        remove(draft)
    with pytest.raises(ModelError, match="no part of the model"):
        set_condition(draft.outgoing[0] if draft.outgoing else flow(two_lanes(), "f1"), "x")  # type: ignore[attr-defined]
    with pytest.raises(DataError):
        remove(office)

    assert office is model.element("office")


BROKEN = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p"><task id="a"/>'
    '<sequenceFlow id="f" sourceRef="a" targetRef="gone"/><task id="b"><ioSpecification id="x"/></task>'
    '<task id="c"><ioSpecification id="x"/></task><task id="a"/></process></definitions>'
)


def test_what_makes_no_sense_can_be_removed() -> None:
    """A flow that leads nowhere goes, and the model is mended."""
    model = read(BROKEN.replace('<task id="a"/></process>', "</process>").encode())
    remove(model.element("f"))
    model.require_whole()

    assert (None, {"p", "a", "b", "c", "x"}) == (model.get("f"), ids(model))


@pytest.mark.parametrize("element_id", ["a", "b"])
def test_what_shares_an_id_stays(element_id: str) -> None:
    """A reference to the id may mean the other one, so nothing is removed."""
    model = read(BROKEN.encode())
    with pytest.raises(ModelError, match="used twice"):
        remove(model.element(element_id))

    assert BROKEN.encode() == write(model)


def test_a_plain_element_that_is_no_flaw_is_not_removed() -> None:
    """What procflow only keeps has a meaning that it does not know."""
    model = read(BROKEN.replace("</process>", '</process><globalTask id="g"/>').encode())
    with pytest.raises(DataError):
        remove(model.element("g"))

    assert model.get("g") is not None


def _call(process: str) -> str:
    """Return a call of Camunda 8 that names its process so."""
    called = f'<z:calledElement xmlns:z="http://camunda.org/schema/zeebe/1.0" processId="{process}"/>'
    return f'<callActivity id="call"><extensionElements>{called}</extensionElements></callActivity>'


def _pools(more: str = "", inside: str = "") -> Definitions:
    """Return two pools with a process each, *more* beside them and *inside* the second process."""
    pools = '<participant id="A" processRef="p"/><participant id="B" processRef="q"/>'
    flow = '<messageFlow id="m" sourceRef="n" targetRef="B"/><messageFlow id="k" sourceRef="o" targetRef="A"/>'
    return plain(
        '<startEvent id="n"/>',
        f'<process id="q"><sendTask id="o"/></process>{more}'
        f'<collaboration id="c">{pools}{flow}{inside}</collaboration>',
    )


def test_a_pool_goes_with_its_process_and_message_flows() -> None:
    """And with all that is drawn in it; the other pool stays as it is."""
    model = two_lanes()
    pool = next(each for each in model.participants if each.process is not None)
    remove(pool)
    found = again(model)

    assert ({"citizen"}, (), ()) == ({each.id for each in found.participants}, found.processes, found.message_flows)
    assert set() == dangling(found)
    assert 1 == write(model).count(b"BPMNShape id=")


def test_a_black_box_goes_with_its_message_flows() -> None:
    """What it sent to and received from stays."""
    model = two_lanes()
    before = ids(model)
    remove(model.element("citizen"))

    assert {"citizen", "m1"} == before - ids(again(model))


def test_message_flows_go_from_either_end() -> None:
    """Those that join the pool itself and those that join a node in it."""
    model = _pools()
    remove(model.element("B"))

    assert {"p", "n", "c", "A"} == ids(again(model))


@pytest.mark.parametrize(
    ("more", "inside", "refers"),
    [
        ('<process id="r"><callActivity id="call" calledElement="q"/></process>', "", "calledElement refers to 'q'"),
        (
            '<process id="r"><callActivity id="call" calledElement="${ \'q\' }"/></process>',
            "",
            "calledElement refers to 'q'",
        ),
        (f'<process id="r">{_call("q")}</process>', "", "calledElement processId refers to 'q'"),
        (f'<process id="r">{_call("= &quot;q&quot;")}</process>', "", "calledElement processId refers to 'q'"),
        ("", '<conversation id="talk"><participantRef>B</participantRef></conversation>', "participantRef text refers"),
    ],
)
def test_a_pool_that_is_referred_to_stays(more: str, inside: str, refers: str) -> None:
    """What calls its process, or names the pool, is told; nothing was changed."""
    model = _pools(more, inside)
    before = write(model)
    with pytest.raises(ModelError, match=refers):
        remove(model.element("B"))

    assert before == write(model)


def test_a_pool_whose_process_calls_itself_goes() -> None:
    """A call within the process is gone with it."""
    model = read(write(_pools()).replace(b'<sendTask id="o"/>', f'<task id="o"/>{_call("q")}'.encode()))
    remove(model.element("B"))

    assert {"p", "n", "c", "A"} == ids(again(model))


def test_a_pool_goes_where_a_call_is_computed() -> None:
    """Which process that is, no one can tell before it runs."""
    model = _pools(f'<process id="r">{_call("= &quot;q&quot; + x")}</process>')
    remove(model.element("B"))

    assert {"p", "n", "c", "A", "r", "call"} == ids(again(model))


def test_of_two_pools_that_show_one_process_each_can_go() -> None:
    """With the message flows of the pool itself; the process stays with the other pool, and then goes with it."""
    model = _pools("", '<participant id="C" processRef="q"/>')
    remove(model.element("B"))
    one = ids(again(model))
    remove(model.element("C"))

    assert {"p", "n", "c", "A", "C", "q", "o", "k"} == one
    assert {"p", "n", "c", "A"} == ids(again(model))


def test_a_process_no_longer_says_that_it_supports_a_removed_one() -> None:
    """Nothing is left that names what is gone; what it says of other processes stays."""
    model = _pools('<process id="r"><supports>q</supports><supports>p</supports></process>')
    remove(model.element("B"))

    assert ["p"] == again(model).element("r").child_texts("supports")


def test_the_last_pool_stays() -> None:
    """The next step is named."""
    model = two_lanes()
    remove(model.element("citizen"))
    with pytest.raises(ModelError, match=r"last pool is not removed.* - remove what stands in it one by one"):
        remove(model.participants[0])


def test_the_refusal_of_a_lane_names_what_removes_it() -> None:
    """What stands in a lane does not go with it, so there is another call."""
    model = two_lanes()
    with pytest.raises(DataError, match=r"'desk'.*a lane is not removed .* remove_lane\(lane\), with into="):
        remove(lane(model, "desk"))

    assert "desk" in {found.id for found in model.processes[0].lanes}
