"""Edits touch what they name and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from procflow.bpmn import Element, read, set_documentation, set_name, set_property, write
from procflow.errors import ModelError
from tests.unit.bpmn.edit.models import two_lanes

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
ZEEBE = "http://camunda.org/schema/zeebe/1.0"
CAMUNDA = "http://camunda.org/schema/1.0/bpmn"


def task(inner: str = "", *, space: str = ZEEBE) -> Element:
    """Return a task with *inner* in it, of a file that declares *space* as prefix v."""
    declared = f'xmlns:v="{space}"' if space else ""
    body = f'<process id="p"><task id="t" name="A">{inner}</task></process>'
    return read(f'<definitions xmlns="{BPMN}" {declared}>{body}</definitions>'.encode()).element("t")


def properties(*pairs: tuple[str, str]) -> str:
    """Return extension elements with these properties."""
    made = "".join(f'<v:property name="{name}" value="{value}"/>' for name, value in pairs)
    return f"<extensionElements><v:properties>{made}</v:properties></extensionElements>"


def reread(element: Element) -> Element:
    """Return the element of the file as written."""
    return read(write(element.definitions)).element(element.id)


@pytest.mark.parametrize("name", ["Tiếp nhận", "a\nb", '"<&>'])
def test_a_name_is_set(name: str) -> None:
    """The new label comes back from the file."""
    element = task()
    set_name(element, name)

    assert name == reread(element).name


def test_an_empty_name_is_no_name() -> None:
    """The attribute goes."""
    element = task()
    set_name(element, "")
    set_name(element, "")

    assert b"name=" not in write(element.definitions)


@pytest.mark.parametrize(
    ("space", "written"), [(ZEEBE, ZEEBE), (CAMUNDA, CAMUNDA), ("http://flowable.org/bpmn", CAMUNDA), ("", CAMUNDA)]
)
def test_a_first_property_is_written_in_the_flavour_of_the_file(space: str, written: str) -> None:
    """Camunda 8 files get zeebe properties, all others camunda properties."""
    element = task(space=space)
    set_property(element, "pf.code", "1.003999")
    holder = reread(element).node.find(f".//{{{written}}}property")

    assert holder is not None
    assert {"pf.code": "1.003999"} == reread(element).properties


def test_the_first_extension_stands_where_the_schema_wants_it() -> None:
    """After the documentation, before everything else, comments or not."""
    element = task("<documentation>x</documentation><!-- c --><incoming>f</incoming>")
    set_property(element, "a", "b")
    tags = [child.tag for child in element.node if isinstance(child.tag, str)]

    assert [f"{{{BPMN}}}{name}" for name in ("documentation", "extensionElements", "incoming")] == tags


def test_a_property_is_changed_in_place() -> None:
    """The others keep their values and their order."""
    element = task(properties(("a", "1"), ("b", "2"), ("c", "3")))
    set_property(element, "b", "4")

    assert [("a", "1"), ("b", "4"), ("c", "3")] == list(reread(element).properties.items())


def test_a_new_property_joins_those_there_are() -> None:
    """It is written in the namespace of its neighbours, whatever the flavour of the file."""
    element = task(
        properties(("a", "1")).replace("v:", "k:").replace("<k:properties", f'<k:properties xmlns:k="{CAMUNDA}"')
    )
    set_property(element, "b", "2")

    assert {"a": "1", "b": "2"} == reread(element).properties
    assert [CAMUNDA] * 2 == [node.tag[1 : len(CAMUNDA) + 1] for node in element.node.iter("{*}property")]


def test_a_property_that_stands_twice_is_set_once() -> None:
    """Where a name was written twice, the new value is the only one."""
    element = task(properties(("a", "1"), ("a", "2")))
    set_property(element, "a", "3")

    assert (1, {"a": "3"}) == (write(element.definitions).count(b'name="a"'), reread(element).properties)


@pytest.mark.parametrize("nothing", [None, ""])
def test_a_property_is_removed_with_the_holders_it_leaves_empty(nothing: str | None) -> None:
    """Neither an empty property nor an empty holder stays."""
    element = task(properties(("a", "1"), ("a", "2")))
    set_property(element, "a", nothing)

    assert b"extensionElements" not in write(element.definitions)


def test_removing_a_property_leaves_other_extensions() -> None:
    """What else the vendor wrote stays."""
    element = task(properties(("a", "1")).replace("</v:properties>", "</v:properties><v:userTask/>"))
    set_property(element, "a", None)

    assert (0, 1) == (write(element.definitions).count(b"properties"), write(element.definitions).count(b"userTask"))


def test_removing_what_is_not_there_changes_no_element() -> None:
    """No holder is made for nothing."""
    element = task()
    set_property(element, "a", None)

    assert b"extensionElements" not in write(element.definitions)


@pytest.mark.parametrize("text", ["\x00", "a\x0bb", "\ud800", "\ufffe"])
def test_text_that_xml_cannot_hold_is_refused(text: str) -> None:
    """Control characters and half surrogates give an error that names them; the model stays unedited."""
    element = task()
    with pytest.raises(ModelError, match="U\\+"):
        set_name(element, text)
    with pytest.raises(ModelError, match="U\\+"):
        set_property(element, "a", text)
    with pytest.raises(ModelError, match="U\\+"):
        set_property(element, text, "a")

    assert element.definitions.raw is not None


@pytest.mark.parametrize("inner", ["", "<documentation>a</documentation><documentation>b</documentation>"])
def test_documentation_is_replaced(inner: str) -> None:
    """Whatever there was, one text is left; an empty one leaves none."""
    element = task(inner)
    set_documentation(element, "Theo Điều 5 <b>")
    found = reread(element).documentation
    set_documentation(element, "")

    assert "Theo Điều 5 <b>" == found
    assert b"documentation" not in write(element.definitions)


def test_a_label_takes_the_size_of_its_new_text() -> None:
    """Its middle stays; without a text there is none."""
    model = two_lanes()
    event, line = model.element("start"), model.element("f3")
    before = getattr(model.shape("start"), "label_bounds", None)
    set_name(event, "Tổ chức, cá nhân nộp hồ sơ")
    set_name(line, "")
    after = getattr(model.shape("start"), "label_bounds", None)

    assert before is not None
    assert after is not None
    assert abs(before.centre[0] - after.centre[0]) <= 1
    assert after.height > before.height
    assert None is getattr(model.edge("f3"), "label_bounds", None)


def test_a_coordinate_that_is_no_number_stops_the_edit() -> None:
    """Nothing is changed."""
    raw = write(two_lanes()).replace(b'<dc:Bounds x="', b'<dc:Bounds x="z', 1)
    model = read(raw)
    with pytest.raises(ModelError, match="no usable number"):
        set_name(model.element("start"), "x")

    assert raw == write(model)


def test_properties_are_read_and_not_set() -> None:
    """The mapping of an element takes no value, so that nothing is set that no file would hold."""
    element = task(properties(("pf.limit.value", "5")))
    found: Any = element.properties
    with pytest.raises(TypeError, match="does not support item assignment"):
        found["pf.limit.value"] = "2"

    assert {"pf.limit.value": "5"} == element.properties
