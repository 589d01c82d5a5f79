"""What a diff says: data, sentences, JSON; and how a file is spelled makes no difference."""

from __future__ import annotations

import json
import random
from collections.abc import Callable

import pytest
from lxml import etree

import procflow as pf
from procflow.bpmn import Builder, Change, ChangeKind, Detail, Diff, FlowNode, diff, read, set_name, set_property, write
from tests.redrawing import redrawn
from tests.support import SEED

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"


def version(*, name: str = "Ký", days: str = "5", lane: str = "Lãnh đạo", more: bool = False) -> bytes:
    """Return a drawn model in one of its versions."""
    make = Builder("p", "Cấp phép", pool="Sở")
    lanes = {title: make.lane(title) for title in ("Một cửa", "Lãnh đạo")}
    start = make.add("startEvent", "Có hồ sơ", id="s", lane=lanes["Một cửa"])
    limit = {"pf.limit.value": days, "pf.limit.unit": "working-day"}
    task = make.add("userTask", name, id="t", lane=lanes[lane], properties=limit)
    end = make.add("endEvent", "Xong", id="e", lane=lanes["Một cửa"], event=("message", "xong"))
    make.flow(start, task)
    if more:
        step = make.add("userTask", "Trả\nkết quả", id="m", lane=lanes["Một cửa"])
        make.flow(task, step)
        task = step
    make.flow(task, end)
    return write(make.build())


def compared(**changes: str) -> Diff:
    """Return the diff from the first version to another one."""
    return diff(read(version()), read(version(**changes)))  # type: ignore[arg-type]  # texts alone are given


def test_a_diff_is_exported_where_a_user_types_it() -> None:
    """``pf.diff`` is the function."""
    assert pf.diff is diff


def test_nothing_changed_is_said() -> None:
    """An empty diff is false, empty, and says so."""
    found = compared()

    assert (False, 0, (), {}, "Nothing changed.") == (bool(found), len(found), found.changes, found.counts, found.text)


def test_a_change_is_a_sentence() -> None:
    """Kind and name of the element, what was and what is."""
    assert 'The user task "Ký" was retimed: limit was 5 and is 0.5.' == str(compared(days="0.5"))


def test_a_line_break_in_a_name_does_not_break_the_sentence() -> None:
    """A sentence is one line."""
    found = diff(read(version()), read(version(more=True)))

    assert 'The user task "Trả kết quả" was added, in "Một cửa", after Ký.' == found.meaning[0].sentence.replace(
        '"Ký"', "Ký"
    )


def test_changes_are_listed_by_kind() -> None:
    """What was moved comes before what was renamed, then limits, then layout."""
    found = compared(name="Ký số", days="3", lane="Một cửa")
    kinds = list(dict.fromkeys(change.kind for change in found))

    assert [ChangeKind.MOVED, ChangeKind.RENAMED, ChangeKind.RETIMED, ChangeKind.LAYOUT] == kinds
    assert {"moved": 1, "renamed": 1, "retimed": 1} == {key: n for key, n in found.counts.items() if key != "layout"}
    assert len(found.changes) == sum(found.counts.values()) == len(found)


def test_changes_of_one_kind_can_be_asked_for() -> None:
    """By the kind, or by its text."""
    found = compared(name="Ký số", days="3")

    assert found.of("renamed") == found.of(ChangeKind.RENAMED)
    assert ["t"] == [change.old_id for change in found.of("renamed")]


def test_a_diff_is_json() -> None:
    """Everything a change says is in its JSON."""
    data = json.loads(json.dumps(compared(days="3").to_dict()))

    assert {"retimed": 1} == data["counts"]
    assert {"s": "s", "t": "t", "e": "e"}.items() <= data["matched"].items()
    assert [
        {
            "kind": "retimed",
            "element": "userTask",
            "old_id": "t",
            "new_id": "t",
            "name": "Ký",
            "was": "5",
            "now": "3",
            "details": [{"field": "pf.limit.value", "was": "5", "now": "3"}],
            "sentence": 'The user task "Ký" was retimed: limit was 5 and is 3.',
        }
    ] == data["changes"]


def test_several_things_that_differ_are_named() -> None:
    """Where more than one field changed each is told with its name."""
    details = (Detail("pf.limit.value", "5", "3"), Detail("pf.limit.unit", "", "hour"), Detail("dueDate", "=x", ""))
    change = Change(ChangeKind.RETIMED, "userTask", "t", "t", "", details)

    assert ("pf.limit.value: 5; dueDate: =x", "pf.limit.value: 3; pf.limit.unit: hour") == (change.was, change.now)
    assert (
        "The user task t was retimed: limit was 5 and is 3, limit counted in is now working hours, "
        'due date "=x" is gone.' == (change.sentence)
    )


def test_what_is_only_drawn_elsewhere_is_told_in_few_words() -> None:
    """The text names the first few, the data have all, with the coordinates."""
    model = read(version())
    found = diff(model, redrawn(model, random.Random(SEED)))  # noqa: S311 - test data, no secret
    first = found.of("layout")[0]

    assert found.is_layout_only
    assert not found.meaning
    assert found.text.endswith("more elements are only drawn in another way.")
    assert len(found.of("layout")) == len(found)
    assert first.was != first.now
    assert "width=" in "".join(change.was for change in found)


def test_a_flag_of_a_shape_is_layout() -> None:
    """A colour is a matter of drawing."""
    raw = version()
    coloured = raw.replace(b'bpmnElement="t"', b'bpmnElement="t" xmlns:c="urn:colour" c:fill="#fff"')

    assert [("layout", "t")] == [(change.kind, change.old_id) for change in diff(read(raw), read(coloured))]


def test_a_number_may_be_written_otherwise() -> None:
    """100 and 100.0 are the same place, in whatever order width and height are given."""
    raw = version()
    swapped = raw.replace(b'width="100" height="80"', b'height="80.0" width="100.0"')

    assert raw != swapped
    assert not diff(read(raw), read(swapped))


def test_a_model_that_lost_its_drawing_differs_in_layout_only() -> None:
    """Without a drawing everything says the same."""
    model = read(version())
    bare = read(version())
    page = bare.node.find("{*}BPMNDiagram")
    assert page is not None
    bare.node.remove(page)
    bare.edited()

    assert diff(model, bare).is_layout_only
    assert diff(model, bare)


def _prefixed(raw: bytes) -> bytes:
    """Return the file with BPMN as its default namespace."""
    text = raw.decode().replace("xmlns:bpmn=", "xmlns=").replace("<bpmn:", "<").replace("</bpmn:", "</")
    return text.encode()


def _nested_names(raw: bytes) -> bytes:
    """Return the file with a namespace declared again within it."""
    return raw.replace(b"<bpmn:process ", b'<bpmn:process xmlns:own="urn:own" ')


SPELLINGS: dict[str, Callable[[bytes], bytes]] = {
    "single quotes": lambda raw: raw.replace(b'"', b"'"),
    "blank before the end of a tag": lambda raw: raw.replace(b"/>", b" />"),
    "without indentation": lambda raw: etree.tostring(etree.fromstring(raw, etree.XMLParser(remove_blank_text=True))),
    "windows line ends": lambda raw: raw.replace(b"\n", b"\r\n"),
    "UTF-16": lambda raw: raw.decode().replace("UTF-8", "UTF-16").encode("utf-16"),
    "other prefixes": _prefixed,
    "names declared within": _nested_names,
    "a comment with an element": lambda raw: raw.replace(
        b"</bpmn:process>", b'<!-- <bpmn:userTask id="t" name="x"/> --></bpmn:process>'
    ),
    "attributes before the id": lambda raw: raw.replace(
        b'<bpmn:userTask id="t"', b'<bpmn:userTask startQuantity="1" id="t"'
    ),
    "the id last": lambda raw: raw.replace(b'id="t" name="K\xc3\xbd"', b'name="K\xc3\xbd" id="t"'),
}


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_spelling_makes_no_difference(spelling: Callable[[bytes], bytes]) -> None:
    """The same model written in another way is the same, and a change in it is found all the same."""
    raw, other = version(), spelling(version())

    assert raw != other
    assert not diff(read(raw), read(other))
    assert not diff(read(other), read(raw))
    assert {"retimed": 1} == diff(read(raw), read(spelling(version(days="3")))).counts
    assert {"retimed": 1} == diff(read(spelling(version(days="3"))), read(raw)).counts
    assert diff(read(other), redrawn(read(raw), random.Random(SEED))).is_layout_only  # noqa: S311 - test data


def test_an_edited_model_is_compared_as_it_stands() -> None:
    """An edit counts before the model is written."""
    old, new = read(version()), read(version())
    task = new.element("t")
    set_name(task, "Ký số")
    set_property(task, "pf.duty", "approve")

    assert {"renamed": 1, "property": 1} == diff(old, new).counts
    assert diff(old, new).to_dict() == diff(old, read(write(new))).to_dict()


def test_the_answer_is_the_same_each_time() -> None:
    """Two runs say the same, in the same order."""
    old = read(version(more=True))
    new = redrawn(read(version(name="Ký số", lane="Một cửa")), random.Random(SEED))  # noqa: S311 - test data, no secret

    assert diff(old, new).to_dict() == diff(old, new).to_dict()
    assert list(old.elements(FlowNode))


def test_an_attribute_before_the_id_is_compared() -> None:
    """What stands between the tag and the id belongs to the element, not to the one before it."""
    raw = version()
    marked = raw.replace(b'<bpmn:userTask id="t"', b'<bpmn:userTask isForCompensation="true" id="t"')
    found = diff(read(raw), read(marked))

    assert [(ChangeKind.PROPERTY, "t")] == [(change.kind, change.new_id) for change in found]


def test_a_flag_before_the_element_of_a_shape_is_compared() -> None:
    """What stands between the tag of a shape and what it shows is part of the drawing."""
    raw = version()
    marked = raw.replace(b' bpmnElement="t"', b' isMarkerVisible="true" bpmnElement="t"')
    found = diff(read(raw), read(marked))

    assert [(ChangeKind.LAYOUT, "t")] == [(change.kind, change.new_id) for change in found]


def hanging(flow: str = 'targetRef="b"', event: str = 'attachedToRef="a"') -> bytes:
    """Return a file with a flow and a boundary event, each of which may lead to nothing."""
    body = (
        '<task id="a" name="Ký"/><task id="b" name="Đóng dấu"/>'
        f'<sequenceFlow id="f" sourceRef="a" {flow}/><boundaryEvent id="e" {event}/>'
        '<sequenceFlow id="g" sourceRef="e" targetRef="b"/>'
    )
    return f'<definitions xmlns="{BPMN}"><process id="p">{body}</process></definitions>'.encode()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({}, {"flow": 'targetRef="c"'}, [("re-routed", "f", "Đóng dấu", "c")]),
        ({"flow": 'targetRef="c"'}, {}, [("re-routed", "f", "c", "Đóng dấu")]),
        ({"flow": 'targetRef="c"'}, {"flow": 'targetRef="d"'}, [("re-routed", "f", "c", "d")]),
        ({"flow": 'targetRef="c"'}, {"flow": 'targetRef="c" name="Đủ"'}, [("renamed", "f", "", "Đủ")]),
        ({"flow": 'targetRef="c"'}, {"flow": 'targetRef="c"'}, []),
        ({}, {"flow": ""}, [("re-routed", "f", "Đóng dấu", "")]),
        ({}, {"event": 'attachedToRef="z"'}, [("moved", "e", "Ký", "z")]),
        ({"event": 'attachedToRef="z"'}, {}, [("moved", "e", "z", "Ký")]),
    ],
)
def test_what_hangs_in_the_air_is_still_there(
    old: dict[str, str], new: dict[str, str], expected: list[tuple[str, str, str, str]]
) -> None:
    """A flow or event whose end is gone stands in the file: it leads elsewhere, and was neither removed nor added."""
    found = diff(read(hanging(**old)), read(hanging(**new)))

    assert expected == [(change.kind.value, change.new_id, change.was, change.now) for change in found.meaning]


def test_what_hung_in_the_air_can_go() -> None:
    """A flow without an end that is not in the new file was removed."""
    gone = hanging().replace(b'<sequenceFlow id="f" sourceRef="a" targetRef="b"/>', b"")
    hung = hanging('targetRef="c"')

    assert ["f was removed"] == [
        f"{change.old_id} was removed" for change in diff(read(hung), read(gone)).of("removed")
    ]
    assert ["f"] == [change.new_id for change in diff(read(gone), read(hung)).of("added")]


def marked(template: str, version: str) -> bytes:
    """Return a file with a task that bears an element template."""
    said = f'z:modelerTemplate="{template}" z:modelerTemplateVersion="{version}" z:modelerTemplateIcon="i{version}"'
    body = f'<process id="p"><serviceTask id="t" name="Gửi" {said}/></process>'
    return f'<definitions xmlns="{BPMN}" xmlns:z="http://camunda.org/schema/zeebe/1.0">{body}</definitions>'.encode()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (("mail", "1"), ("rest", "1"), [("mail", "rest")]),
        (("mail", "1"), ("mail", "2"), [("1", "2")]),
        (("procflow.step", "1"), ("procflow.step", "2"), []),
        (("procflow.step", "1"), ("mail", "1"), [("", "modelerTemplate: mail")]),
    ],
)
def test_another_template_is_a_change(
    old: tuple[str, str], new: tuple[str, str], expected: list[tuple[str, str]]
) -> None:
    """What a template says of a task lies with its vendor; procflow's own says nothing more."""
    found = diff(read(marked(*old)), read(marked(*new)))

    assert [was for was, _ in expected] == [change.was for change in found.meaning]
    assert all(now in change.now for (_, now), change in zip(expected, found.meaning, strict=True))
