"""What a rule costs grows with the model and no faster."""

from __future__ import annotations

import pytest

from procflow.bpmn import Definitions, read
from procflow.lint import all_rules
from tests.counting import calls

OPENING = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:example">'
# A bit of everything: data, compensation, an event-based gateway, a sub-process, a lane, a message flow.
NODES = """
<userTask id="t{n}" name="Thẩm định {n}"><ioSpecification><dataInput id="in{n}"/><inputSet id="is{n}"><dataInputRefs
>in{n}</dataInputRefs></inputSet><outputSet id="os{n}"/>
</ioSpecification><dataInputAssociation id="di{n}"><sourceRef>r{n}
</sourceRef><targetRef>in{n}</targetRef></dataInputAssociation></userTask>
<boundaryEvent id="b{n}" attachedToRef="t{n}"><compensateEventDefinition/></boundaryEvent>
<userTask id="u{n}" isForCompensation="true"/><association id="a{n}" sourceRef="b{n}" targetRef="u{n}"/>
<dataObject id="d{n}"/><dataObjectReference id="r{n}" dataObjectRef="d{n}"/>
<eventBasedGateway id="g{n}"/><intermediateCatchEvent id="m{n}"><messageEventDefinition/></intermediateCatchEvent>
<intermediateCatchEvent id="w{n}"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>
</intermediateCatchEvent><exclusiveGateway id="x{n}"/>
<subProcess id="p{n}"><startEvent id="ps{n}"/><endEvent id="pe{n}"/><sequenceFlow id="pf{n}" sourceRef="ps{n}"
targetRef="pe{n}"/></subProcess>
<sequenceFlow id="f{n}" sourceRef="{before}" targetRef="t{n}"/>
<sequenceFlow id="tg{n}" sourceRef="t{n}" targetRef="g{n}"/>
<sequenceFlow id="gm{n}" sourceRef="g{n}" targetRef="m{n}"/><sequenceFlow id="gw{n}" sourceRef="g{n}" targetRef="w{n}"/>
<sequenceFlow id="mx{n}" sourceRef="m{n}" targetRef="x{n}"/><sequenceFlow id="wx{n}" sourceRef="w{n}" targetRef="x{n}"/>
<sequenceFlow id="xp{n}" sourceRef="x{n}" targetRef="p{n}"/>
"""
SMALL, TIMES = 10, 8
# What it explores is bounded by states, not by nodes.
BOUNDED_OTHERWISE = {"soundness"}


def model(n_parts: int) -> Definitions:
    """Return a model of *n_parts* times the same nodes, one after the other."""
    parts = range(n_parts)
    flows = "".join(f'<messageFlow id="mf{n}" sourceRef="citizen" targetRef="m{n}"/>' for n in parts)
    lanes = "".join(f'<lane id="l{n}" name="Phòng {n}"><flowNodeRef>t{n}</flowNodeRef></lane>' for n in parts)
    nodes = "".join(NODES.format(n=n, before=f"p{n - 1}" if n else "start") for n in parts)
    pools = '<participant id="citizen"/><participant id="pool" processRef="process"/>'
    return read(
        f'{OPENING}<collaboration id="all">{pools}{flows}</collaboration><process id="process" isExecutable="true">'
        f'<laneSet id="lanes">{lanes}</laneSet><startEvent id="start"/>{nodes}<endEvent id="end"/>'
        f'<sequenceFlow id="last" sourceRef="p{n_parts - 1}" targetRef="end"/></process></definitions>'.encode()
    )


@pytest.fixture(scope="module")
def sizes() -> tuple[Definitions, Definitions]:
    """Return a small model and one that is larger by a known factor."""
    return model(SMALL), model(SMALL * TIMES)


def cost(rule: str, on: Definitions) -> int:
    """Return how many functions are called and left while the rule checks a model."""
    check = all_rules()[rule].check
    list(check(on))  # what is kept for later is made now
    return calls(lambda: list(check(on)))


@pytest.mark.parametrize("rule", sorted(set(all_rules()) - BOUNDED_OTHERWISE))
def test_a_rule_is_linear(rule: str, sizes: tuple[Definitions, Definitions]) -> None:
    """Eight times the model costs at most about eight times the calls."""
    small, large = (cost(rule, each) for each in sizes)

    assert large <= 1.3 * TIMES * small


@pytest.mark.parametrize(("right", "down"), [(200, 0), (0, 200)])
def test_overlaps_are_found_in_linear_time_whichever_way_a_drawing_leads(right: int, down: int) -> None:
    """Of a drawing from left to right and of one from top to bottom, only neighbours are compared."""

    def drawn(count: int) -> Definitions:
        tasks = "".join(f'<task id="t{n}"/>' for n in range(count))
        shapes = "".join(
            f'<di:BPMNShape bpmnElement="t{n}"><dc:Bounds x="{right * n}" y="{down * n}" width="100" height="80"/>'
            "</di:BPMNShape>"
            for n in range(count)
        )
        spaces = 'xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'
        page = f"<di:BPMNDiagram {spaces}><di:BPMNPlane>{shapes}</di:BPMNPlane></di:BPMNDiagram>"
        return read(f'{OPENING}<process id="p">{tasks}</process>{page}</definitions>'.encode())

    few, many = (cost("no-overlapping-elements", drawn(count)) for count in (50, 400))

    assert many <= 1.3 * 8 * few
