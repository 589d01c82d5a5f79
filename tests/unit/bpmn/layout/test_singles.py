"""What no flow leads to: event sub-processes and empty frames."""

from __future__ import annotations

from procflow.bpmn import Definitions, layout, read

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
FLOW = (
    '<startEvent id="s" name="Có hồ sơ"/><task id="t" name="Thẩm định"/><endEvent id="e" name="Xong"/>'
    '<sequenceFlow id="f1" sourceRef="s" targetRef="t"/><sequenceFlow id="f2" sourceRef="t" targetRef="e"/>'
)


def laid_out(process: str) -> Definitions:
    """Return a pool with this *process*, laid out."""
    text = (
        f'<definitions xmlns="{BPMN}"><collaboration id="k"><participant id="pool" processRef="p"/></collaboration>'
        f'<process id="p">{process}</process></definitions>'
    )
    model = read(text.encode())
    layout(model)
    return model


def reaction(number: int, steps: int) -> str:
    """Return an event sub-process with so many steps behind its start."""
    nodes = "".join(f'<task id="t{number}.{step}"/>' for step in range(1, steps + 1))
    ways = "".join(
        f'<sequenceFlow id="f{number}.{step}" sourceRef="t{number}.{step - 1}" targetRef="t{number}.{step}"/>'
        for step in range(2, steps + 1)
    )
    return (
        f'<subProcess id="r{number}" triggeredByEvent="true"><startEvent id="s{number}"><timerEventDefinition/>'
        f'</startEvent><sequenceFlow id="f{number}.1" sourceRef="s{number}" targetRef="t{number}.1"/>{nodes}{ways}'
        "</subProcess>"
    )


def test_event_sub_processes_below_each_other_begin_at_one_line() -> None:
    """However wide each of them is."""
    model = laid_out(FLOW + "".join(reaction(number, number) for number in range(1, 5)))
    shapes = [model.shape(f"r{number}") for number in range(1, 5)]
    widths = {shape.bounds.width for shape in shapes if shape is not None}

    assert 1 == len({shape.bounds.x for shape in shapes if shape is not None})
    assert {0, 10} == {width % 20 for width in widths}


def test_a_group_without_members_needs_no_strip_of_its_own() -> None:
    """It stands in a lane, and the lanes fill the pool."""
    lanes = '<laneSet id="ls"><lane id="a"><flowNodeRef>s</flowNodeRef><flowNodeRef>t</flowNodeRef></lane>'
    model = laid_out(f'{lanes}<lane id="b"><flowNodeRef>e</flowNodeRef></lane></laneSet>{FLOW}<group id="g"/>')
    box = {key: shape.bounds for key, shape in model.diagrams[0].shapes.items()}

    assert box["pool"].bottom == box["b"].bottom
    assert box["a"].contains(box["g"])
