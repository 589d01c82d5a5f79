"""Markers that carry meaning are drawn: how often, for what, which way."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from procflow.bpmn import layout, read
from procflow.render import diagram_svg, process_dot

SVG = "{http://www.w3.org/2000/svg}"
HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">'


def drawn(content: str, key: str, outside: str = "") -> list[str]:
    """Return what the picture of a process has in the group of one element: its shapes and lines, no texts."""
    model = read(f'{HEAD}{outside}<process id="p">{content}</process></definitions>'.encode())
    group = next(
        node
        for node in etree.fromstring(diagram_svg(model).encode()).iter(f"{SVG}g")
        if node.get("data-element-id") == key
    )
    return [etree.tostring(node, encoding="unicode") for node in group if node.tag not in {f"{SVG}text", f"{SVG}title"}]


def _event(kind: str, *definitions: str, extra: str = "") -> list[str]:
    inner = "".join(f"<{definition}EventDefinition/>" for definition in definitions)
    return drawn(f'<{kind} id="e" {extra}>{inner}</{kind}>', "e")


@pytest.mark.parametrize("kind", ["startEvent", "intermediateCatchEvent", "intermediateThrowEvent", "endEvent"])
def test_an_event_with_several_definitions_bears_a_pentagon(kind: str) -> None:
    """It is not drawn as what its first definition says, and whatever they are it looks the same."""
    several = _event(kind, "message", "signal")

    assert 5 == several[-1].split(' d="')[1].split('"')[0].count("L") + 1
    assert ('fill="#22242a"' in several[-1]) == (kind in {"intermediateThrowEvent", "endEvent"})
    assert several == _event(kind, "signal", "message")


def test_an_event_that_waits_for_all_bears_a_plus() -> None:
    """``parallelMultiple`` tells it from one that waits for any; of an event that throws it says nothing."""
    all_of = 'parallelMultiple="true"'

    assert _event("startEvent", "message", "signal", extra=all_of) != _event("startEvent", "message", "signal")
    assert _event("endEvent", "message", "signal", extra=all_of) == _event("endEvent", "message", "signal")
    assert _event("startEvent", "message", extra=all_of) == _event("startEvent", "message")


@pytest.mark.parametrize(
    ("plain", "marked"),
    [
        ('<task id="x"/>', '<task id="x" isForCompensation="true"/>'),
        ('<subProcess id="x"><task id="y"/></subProcess>', '<adHocSubProcess id="x"><task id="y"/></adHocSubProcess>'),
        ('<subProcess id="x"/>', '<adHocSubProcess id="x"/>'),
        (
            '<subProcess id="x"/>',
            '<subProcess id="x"><standardLoopCharacteristics id="l"/></subProcess>',
        ),
    ],
)
def test_an_activity_bears_its_marker_beside_the_others(plain: str, marked: str) -> None:
    """Compensation and ad hoc have a marker, and a repeated sub-process that is closed keeps its plus."""
    without, bearing = drawn(plain, "x"), drawn(marked, "x")

    assert len(bearing) == len(without) + 1


def test_each_marker_of_an_activity_has_its_own_place() -> None:
    """Four of them stand side by side around the middle of the lower border, the name above them."""
    model = read(
        f'{HEAD}<process id="p"><adHocSubProcess id="x" name="Đối chiếu hồ sơ" isForCompensation="true">'
        f'<standardLoopCharacteristics id="l"/></adHocSubProcess></process></definitions>'.encode()
    )
    layout(model)
    shape = model.shape("x")
    assert shape is not None
    root = etree.fromstring(diagram_svg(model).encode())
    group = next(node for node in root.iter(f"{SVG}g") if node.get("data-element-id") == "x")
    starts = [node.get("d", "").split()[1:3] for node in group.iter(f"{SVG}path")]
    middle = shape.bounds.centre[0]

    assert [middle - 24, middle - 8, middle + 4, middle + 24] == [float(x) for x, _ in starts]


@pytest.mark.parametrize(("said", "more"), [("", 0), ('isCollection="false"', 0), ('isCollection="true"', 1)])
def test_a_data_object_of_several_bears_bars(said: str, more: int) -> None:
    """Three bars tell a collection from a single document."""
    found = drawn(f'<dataObject id="d" {said}/><dataObjectReference id="r" dataObjectRef="d"/>', "r")

    assert 2 + more == len(found)


@pytest.mark.parametrize(("direction", "ends"), [("None", (0, 0)), ("One", (0, 1)), ("Both", (1, 1))])
def test_an_association_has_the_arrows_of_its_direction(direction: str, ends: tuple[int, int]) -> None:
    """``None`` has no arrow head, ``One`` has one at the target, ``Both`` has two."""
    (line,) = drawn(
        '<task id="x"/><textAnnotation id="t"/>'
        f'<association id="a" sourceRef="x" targetRef="t" associationDirection="{direction}"/>',
        "a",
    )

    assert ends == (line.count("marker-start"), line.count("marker-end"))


def test_each_event_based_gateway_has_its_sign() -> None:
    """One ring if it starts the process, a plus in it if all of its events must happen."""
    waits, starts, starts_all = (
        drawn(f'<eventBasedGateway id="g" {said}/>', "g")
        for said in ("", 'instantiate="true"', 'instantiate="true" eventGatewayType="Parallel"')
    )

    assert [2, 1, 1] == [sum("<circle" in part for part in found) for found in (waits, starts, starts_all)]
    assert waits[-1] == starts[-1] != starts_all[-1]


@pytest.mark.parametrize(
    ("said", "is_marked"),
    [("", False), ('maximum="1"', False), ('minimum="2" maximum="3"', True), (f'maximum="{"9" * 5000}"', False)],
)
def test_a_pool_of_many_bears_bars(said: str, *, is_marked: bool) -> None:
    """Three bars stand in a pool that is there more than once at most; a number nobody can read says nothing."""
    pool = '<collaboration id="c"><participant id="o" processRef="p">{}</participant></collaboration>'
    plain = drawn('<task id="x"/>', "o", pool.format(""))
    found = drawn('<task id="x"/>', "o", pool.format(f"<participantMultiplicity {said}/>"))

    assert is_marked == (len(found) == len(plain) + 1)


def test_graphviz_tells_the_same_by_letters() -> None:
    """What its shapes cannot tell stands in the label: waits for all, for compensation, in any order, several."""
    dot = process_dot(
        read(
            f'{HEAD}<process id="p"><eventBasedGateway id="g" instantiate="true" eventGatewayType="Parallel"/>'
            f'<task id="t" name="Hoàn phí" isForCompensation="true"/><adHocSubProcess id="s" name="Rà soát"/>'
            f'<startEvent id="e" name="Nhận"><messageEventDefinition/><timerEventDefinition/></startEvent>'
            f"</process></definitions>".encode()
        )
    )

    assert ["E+", "Hoàn phí\n«", "Rà soát\n~", "⬠\nNhận"] == re.findall(r"label=\"?([^\"\]]+[^ \"\]])", dot)
