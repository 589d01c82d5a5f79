"""The words of a difference: no name of an attribute where there is a word, in either language."""

from __future__ import annotations

import pytest

from procflow.bpmn import Change, ChangeKind, Detail, Diff, diff, read
from procflow.bpmn.diff.fields import known_fields
from procflow.procedure.vocabulary import PROPERTIES, Type
from procflow.wording import Language

_MULTI = "<multiInstanceLoopCharacteristics{}</multiInstanceLoopCharacteristics>"
_SHAPE = '<di:BPMNShape id="sh" bpmnElement="t"{}><dc:Bounds x="{}" y="0" width="100" height="80"/></di:BPMNShape>'


def version(part: str = "", *, group: str = "Tầng 1", shape: str = "") -> bytes:
    """Return a model with one step, one group and its drawing."""
    return f"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:example"
        xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
        xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0">
      <category id="c"><categoryValue id="v" value="{group}"/><categoryValue id="other" value="{group}!"/></category>
      <process id="p"><userTask id="t" name="Ký">{part}</userTask><group id="g" categoryValueRef="v"/></process>
      <di:BPMNDiagram id="d"><di:BPMNPlane id="l" bpmnElement="p">{shape}</di:BPMNPlane></di:BPMNDiagram>
    </definitions>""".encode()


def properties(values: dict[str, str]) -> str:
    """Return the extension elements for these properties."""
    inner = "".join(f'<zeebe:property name="{name}" value="{value}"/>' for name, value in values.items())
    return f"<extensionElements><zeebe:properties>{inner}</zeebe:properties></extensionElements>"


def told(old: bytes, new: bytes) -> tuple[str, str]:
    """Return what changed, in both languages."""
    found = diff(read(old), read(new))
    return found.told("en"), found.told("vi")


def test_work_done_many_times_has_words() -> None:
    """What says how often a step is done is told in words, values that are yes or no included."""
    new = version(_MULTI.format(' isSequential="true"><loopCardinality>3</loopCardinality>'))

    english, vietnamese = (text.partition(": ")[2] for text in told(version(), new))

    assert (
        "multi-instance is now yes, one after another (multi-instance) is now yes, number of times (multi-instance) "
        "is now 3." == english
    )
    assert (
        "làm nhiều lần nay là có, lần lượt từng lần (làm nhiều lần) nay là có, số lần (làm nhiều lần) nay là 3."
        == vietnamese
    )


def test_the_collection_of_camunda_8_has_words() -> None:
    """The collection of a step is told like any other attribute, not as a piece of XML."""
    inner = '<zeebe:loopCharacteristics inputCollection="=xs" inputElement="x"/>'
    new = version(_MULTI.format(f"><extensionElements>{inner}</extensionElements>"))

    assert (
        'tập cần làm (làm nhiều lần) nay là "=xs", phần tử của tập (làm nhiều lần) nay là x.' in told(version(), new)[1]
    )


def test_a_part_that_says_more_is_not_gone() -> None:
    """A step that was and is done many times is told with what differs only."""
    old, new = version(_MULTI.format(">")), version(_MULTI.format(' isSequential="true">'))

    assert 'The user task "Ký" changed: one after another (multi-instance) is now yes.' == told(old, new)[0]
    assert 'The user task "Ký" changed: one after another (multi-instance) yes is gone.' == told(new, old)[0]


_SIGNALS = '<signal id="s" name="Xong"/><process id="p"><startEvent id="e">{}</startEvent></process>'
_BARE, _NAMED = "<signalEventDefinition/>", '<signalEventDefinition signalRef="s"/>'


def event_details(old: str, new: str) -> list[tuple[str, str, str]]:
    """Return the details of what changed where a start event has these definitions."""
    opening = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:example">'
    models = [read(f"{opening}{_SIGNALS.format(parts)}</definitions>".encode()) for parts in (old, new)]
    details = [detail for change in diff(*models).changes for detail in change.details]
    return [(detail.field, detail.was, detail.now) for detail in details]


def test_one_of_two_parts_is_gone_though_the_other_says_more() -> None:
    """A part without words is told to be gone or there where the other side has fewer of its kind."""
    gone, come = event_details(_BARE + _NAMED, _NAMED), event_details(_NAMED, _NAMED + _BARE)

    assert [("signalEventDefinition", "yes", "")] == gone
    assert [("signalEventDefinition", "", "yes")] == come


def test_a_part_that_says_less_is_still_there() -> None:
    """As many parts on both sides are the same parts."""
    reference = "signalEventDefinition.signalRef"

    assert [(reference, "Xong", "")] == event_details(_NAMED, _BARE)
    assert [(reference, "", "Xong")] == event_details(_BARE, _NAMED)
    assert [] == event_details(_BARE + _NAMED, _NAMED + _BARE)


def test_a_property_that_says_yes_is_no_part() -> None:
    """What a person entered is told to be gone, though a property of a longer name stays."""
    old, new = (
        version(properties(values))
        for values in ({"pf.locked": "yes", "pf.locked.basis": "a"}, {"pf.locked.basis": "a"})
    )

    assert ["pf.locked"] == _fields(old, new)


@pytest.mark.parametrize(
    ("loop", "attribute"),
    [("multiInstanceLoop", "isSequential"), ("standardLoop", "testBefore"), ("standardLoop", "loopMaximum")],
)
def test_a_loop_that_is_gone_is_told_apart_from_one_that_runs_otherwise(loop: str, attribute: str) -> None:
    """What is gone with the loop is told with the loop; while the loop is there, it is not said to be gone."""
    field = f"{loop}Characteristics"
    plain, set_ = (version(f"<{field}{text}/>") for text in ("", f' {attribute}="true"'))

    assert [field, f"{field}.{attribute}"] == sorted(_fields(set_, version()))
    assert [f"{field}.{attribute}"] == _fields(set_, plain) == _fields(plain, set_)


def _fields(old: bytes, new: bytes) -> list[str]:
    return [detail.field for change in diff(read(old), read(new)).changes for detail in change.details]


def test_a_group_is_renamed() -> None:
    """The name of a group stands at the value of a category, and is told of the group."""
    (change,) = diff(read(version()), read(version(group="Tầng 2"))).of("renamed")

    assert ("g", "Tầng 1", "Tầng 2") == (change.old_id, change.was, change.now)


def test_a_value_that_no_group_shows_is_told_of_its_category() -> None:
    """What no group shows changed where it stands."""
    found = diff(read(version()), read(version(group="Tầng 2"))).of("property")

    assert [("c", "Tầng 1!", "Tầng 2!")] == [(change.old_id, change.was, change.now) for change in found]


def test_a_new_type_has_words() -> None:
    """The old and the new type are told in the language."""
    change = Change(ChangeKind.RETYPED, "userTask", "t", "t", "Ký", (Detail("type", "task", "userTask"),))

    assert change.sentence.endswith("type was task and is user task.")
    assert change.told("vi").endswith("loại trước là công việc, nay là công việc của người.")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (_SHAPE.format("", 1), _SHAPE.format("", 2), ("is only drawn elsewhere.", "chỉ được vẽ ở chỗ khác.")),
        (_SHAPE.format("", 1), _SHAPE.format(' bioc:stroke="#fff"', "1.0"), ("only changed its colour.", "đổi màu.")),
        (
            _SHAPE.format("", 1),
            _SHAPE.format(' isExpanded="true"', 1),
            ("only drawn in another way.", "vẽ khác đi."),
        ),
        (_SHAPE.format("", 1), _SHAPE.format("", "wide"), ("is only drawn elsewhere.", "chỉ được vẽ ở chỗ khác.")),
        ("", _SHAPE.format("", 1), ("is drawn now, and was not.", "nay được vẽ, trước thì không.")),
        (_SHAPE.format("", 1), "", ("is no longer drawn.", "không còn được vẽ.")),
    ],
)
def test_a_change_of_the_drawing_says_which(old: str, new: str, expected: tuple[str, str]) -> None:
    """Another place, another colour, a flag, a drawing that came or went: each has its own words."""
    texts = told(version(shape=old), version(shape=new))

    assert [True, True] == [text.endswith(ending) for text, ending in zip(texts, expected, strict=True)]


_ELSEWHERE = b'xmlns:bioc="urn:example:other" xmlns:c="http://bpmn.io/schema/bpmn/biocolor/1.0"'
_USUAL = b'xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0"'


@pytest.mark.parametrize("declared", [b"", b' xmlns:odd="urn:example:odd"'])
def test_a_colour_is_known_by_its_namespace(declared: bytes) -> None:
    """The prefix is the tool's choice; the usual one may stand for something else."""

    def drawn(attribute: str) -> bytes:
        model = version(shape=_SHAPE.format(attribute, 1)).replace(_USUAL, _ELSEWHERE)
        return model.replace(b"<dc:Bounds", b"<dc:Bounds" + declared)

    coloured, odd = told(drawn(""), drawn(' c:stroke="#fff"'))[0], told(drawn(""), drawn(' bioc:stroke="#fff"'))[0]

    assert ("only changed its colour." in coloured, "drawn in another way." in odd) == (True, True)


def test_another_prefix_is_no_other_colour() -> None:
    """Two spellings of one colour are the same drawing."""
    old = version(shape=_SHAPE.format(' bioc:stroke="#fff"', 1))
    new = version(shape=_SHAPE.format(' c:stroke="#fff"', 1)).replace(_USUAL, _ELSEWHERE)

    assert "Nothing changed." == told(old, new)[0]


def test_what_has_no_word_keeps_its_name() -> None:
    """An attribute that nobody named is told as the file spells it, alone or in a part that has a word."""
    names = [known_fields().name(field, "vi") for field in ("odd.place", "timerEventDefinition.odd[a]", "x[y.z]")]

    assert ["odd.place", "odd[a] (hẹn giờ)", "x[y.z]"] == names


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("type", "JavaClass"),
        ("default", "true"),
        ("to", "x"),
        ("instantiate", "true"),
        ("a.isClosed", "true"),
        ("x].isClosed", "true"),
        ("formKey", "true"),
        ("timerEventDefinition", "yes"),
        ("a.pf.locked", "true"),
    ],
)
def test_a_property_of_the_user_is_no_word_of_bpmn(name: str, value: str) -> None:
    """Its name and its value are told as the user wrote them, as a change of a property."""
    english, vietnamese = told(version(), version(properties({name: value})))

    assert f'The user task "Ký" changed: property "{name}" is now {value}.' == english
    assert f'Công việc của người "Ký" được thay đổi: thuộc tính "{name}" nay là {value}.' == vietnamese


def test_only_a_known_property_of_procflow_has_words() -> None:
    """A longer name that ends like a word of BPMN is another property."""
    new = version(properties({"pf.locked": "true", "pf.odd.isClosed": "true"}))

    assert "luật quy định cứng nay là có, pf.odd.isClosed nay là true." in told(version(), new)[1]


def test_a_property_does_not_stand_for_the_attribute_of_its_name() -> None:
    """Both are told, each with its own value."""
    old, new = (
        version(),
        version(properties({"isForCompensation": "true"})).replace(b' name="K', b' isForCompensation="true" name="K'),
    )

    assert ["isForCompensation", "property[isForCompensation]"] == _fields(old, new)


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_data_of_a_procedure_are_called_as_in_the_templates(language: Language) -> None:
    """A property has one name, and a choice too, whether a person fills it in or reads what changed."""
    labels = {item.name: item.label_vi if language == "vi" else item.label_en for item in PROPERTIES}
    choices = {
        (item.name, value): vi if language == "vi" else en for item in PROPERTIES for value, en, vi in item.choices
    }
    fields = known_fields()

    assert {name: text.casefold() for name, text in labels.items()} == {
        name: fields.name(name, language).casefold() for name in labels
    }
    assert choices == {key: fields.value(*key, language) for key in choices}


def test_every_yes_or_no_of_a_procedure_has_words() -> None:
    """What may be true or false is told as yes or no, in Vietnamese too."""
    switches = [item.name for item in PROPERTIES if item.type is Type.YES_NO]

    assert [("có", "không")] * len(switches) == [
        (known_fields().value(name, "true", "vi"), known_fields().value(name, "false", "vi")) for name in switches
    ]


def test_a_layout_change_without_details_is_told() -> None:
    """A change made by hand that says no more than its kind is a sentence as well."""
    change = Change(ChangeKind.LAYOUT, "userTask", "t", "t", "Ký")

    assert 'The user task "Ký" is only drawn in another way.' == Diff((change,)).text
