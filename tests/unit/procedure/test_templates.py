"""Element templates: their files, their version, what their fields take, the marks that name them."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from procflow.bpmn import Builder, Flavour, add_node, diff, read, write
from procflow.errors import Location, PropertyError
from procflow.lint import lint
from procflow.procedure import (
    BY_NAME,
    PROPERTIES,
    Place,
    Property,
    element_templates,
    install_templates,
    limit_of,
    mark_templates,
)
from procflow.procedure.patterns import pattern_of
from procflow.procedure.properties import parse
from procflow.procedure.templates import TEMPLATE_OF, TEMPLATE_VERSION, TemplateFlavour, template_files
from procflow.procedure.vocabulary import IGNORE
from procflow.wording import Language
from tests.support import MODELS, require

FLAVOURS: tuple[TemplateFlavour, ...] = ("camunda8", "camunda7")
LANGUAGES: tuple[Language, ...] = ("vi", "en")
# Whoever changes the templates gives them a new version and writes down here what it holds.
HELD = {2: "ff78f69126a6b7ec"}
PATTERNED = [item for item in PROPERTIES if pattern_of(item)]


def _entries(flavour: TemplateFlavour, template: str, language: Language = "vi") -> list[dict[str, object]]:
    (found,) = (item["properties"] for item in element_templates(flavour, language) if item["id"] == template)
    assert isinstance(found, list)
    return found


def test_what_is_installed_is_what_the_files_hold(tmp_path: Path) -> None:
    """The files can be had without a folder, and are written byte for byte."""
    wanted = template_files("en")
    written = install_templates(tmp_path, "en")

    assert {tmp_path / path: raw for path, raw in wanted.items()} == {path: path.read_bytes() for path in written}
    assert template_files("vi") != wanted


def test_a_changed_set_of_templates_has_a_new_version() -> None:
    """The Modeler knows a template by id and version, so what a version holds never changes."""
    raw = b"".join(raw for language in LANGUAGES for raw in template_files(language).values())

    assert HELD[TEMPLATE_VERSION] == hashlib.sha256(raw).hexdigest()[:16]


@pytest.mark.parametrize(
    ("flavour", "package"),
    [("camunda8", "zeebe-element-templates-json-schema"), ("camunda7", "element-templates-json-schema")],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_templates_are_valid_by_the_official_schema(
    tmp_path: Path, flavour: str, package: str, language: Language
) -> None:
    """The JSON schema that Camunda publishes for each flavour has nothing against them."""
    folder = Path(require("linter"))
    paths = [path for path in install_templates(tmp_path, language) if flavour in path.name]
    schema = folder / "node_modules" / "@camunda" / package / "resources" / "schema.json"
    said = subprocess.run(
        [require("node"), "schema.mjs", schema, *paths], cwd=folder, capture_output=True, text=True, check=True
    )

    assert "valid\n" == said.stdout


def test_id_and_version_are_the_same_everywhere() -> None:
    """A template is one in both flavours and both languages; only labels and fields differ."""
    keys = [
        [(item["id"], item["version"], item["appliesTo"]) for item in element_templates(flavour, language)]
        for flavour in FLAVOURS
        for language in LANGUAGES
    ]

    assert [keys[0]] * 4 == keys
    assert {key[0] for key in keys[0]} == set(TEMPLATE_OF.values())


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_every_field_stands_in_a_group(flavour: TemplateFlavour) -> None:
    """Each group of a template has a field, and each field that is shown a group."""
    for template in element_templates(flavour):
        groups, entries = template["groups"], template["properties"]
        assert isinstance(groups, list)
        assert isinstance(entries, list)

        assert {group["id"] for group in groups} == {entry["group"] for entry in entries if entry["type"] != "Hidden"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_fields_are_called_the_same(language: Language) -> None:
    """Within a template a label names one property."""
    for template in element_templates("camunda8", language):
        entries = template["properties"]
        assert isinstance(entries, list)
        names = {(entry["label"], entry["binding"]["name"]) for entry in entries if "label" in entry}

        assert len({label for label, _ in names}) == len(names)


def test_conditions_stand_only_where_no_technical_data_can_be() -> None:
    """A condition that changes makes the Modeler drop mappings and job types, so a step has none."""
    conditional = {
        template
        for template in TEMPLATE_OF.values()
        if any("condition" in entry for entry in _entries("camunda8", template))
    }

    assert {"procflow.process", "procflow.participant"} == conditional


def test_a_choice_lists_every_word_that_is_read() -> None:
    """Camunda 8 empties a choice that is not on its list, so each documented word for yes and no is."""
    (field,) = (entry for entry in _entries("camunda8", "procflow.step") if entry.get("id") == "pf.locked")
    choices = field["choices"]
    assert isinstance(choices, list)

    assert {"", "true", "yes", "có", "false", "no", "không"} == {choice["value"] for choice in choices}
    assert all(isinstance(parse(BY_NAME["pf.locked"], item["value"], Location()), bool) for item in choices[1:])


_BLANKS = st.text(" \t\n\r\x0b\x1c\x85\xa0\u2003\u2028\u3000\ufeff\u200b", max_size=2)
_NUMBERS = st.from_regex(r"[0-9]{0,8}[.,]?[0-9]{0,14}|[٣-٩-]{1,3}|1[.]000[.]000|1e5|[+-]?5", fullmatch=True)
_DATES = st.from_regex(r"(0000|[0-9]{4})-[0-3][0-9]-[0-3][0-9]|[0-9]{1,2}/[0-9]{1,2}/2026", fullmatch=True)
_TEXTS = st.tuples(_BLANKS, st.one_of(_NUMBERS, _DATES, st.text(max_size=6)), _BLANKS).map("".join)


def _reads(item: Property, text: str) -> bool:
    """Tell whether procflow reads *text* as *item*; an empty value is unset."""
    if not text:
        return True
    make = Builder("P", "P")
    try:
        parse(item, text, Location())
        if item.name in {"pf.limit.value", "pf.total.value"}:
            element = make.add("task", properties={"pf.limit.value": text, "pf.limit.unit": "hour"})
            limit_of(make.build().element(element))
    except PropertyError:
        return False
    return True


@pytest.mark.parametrize("item", PATTERNED, ids=lambda item: item.name)
@given(text=_TEXTS)
@example("2028-02-29")
@example("2100-02-29")
@example("2000-02-29")
@example("0000-01-01")
@example("2026-11-31")
@example("2026-12-31")
@example("999999,00")
@example("999999.5")
@example("0001000000")
@example("00999999")
@example("0,123456789012")
@example("0,1234567890123")
@example("9" * 4300)
@example("9" * 4301)
@example("150000,25")
@example("150.000")
@example("5\n")
def test_a_field_takes_what_is_read_and_nothing_else(item: Property, text: str) -> None:
    """The pattern of a field accepts a text exactly where procflow reads it."""
    xml_safe = all(letter >= " " or letter in "\t\n\r" for letter in text)

    if xml_safe:
        assert _reads(item, text) == bool(re.fullmatch(pattern_of(item)[1:-1], text))


def test_javascript_reads_the_patterns_alike() -> None:
    """The engine of the Modeler and Python agree about every pattern on blanks, dates and numbers."""
    texts = ["", " 5\t", "\ufeff5", "5\u3000", "5\u200b", "5\n", "٣", "2,5", "2026-02-29", "2028-02-29", "0000-01-01"]
    patterns = sorted({pattern_of(item) for item in PATTERNED})
    code = (
        "const [ patterns, texts ] = JSON.parse(process.argv[1]);"
        "console.log(JSON.stringify(patterns.map(p => texts.map(text => new RegExp(p).test(text)))))"
    )
    said = subprocess.run(
        [require("node"), "-e", code, json.dumps([patterns, texts])], capture_output=True, text=True, check=True
    )

    assert json.loads(said.stdout) == [[bool(re.fullmatch(p[1:-1], text)) for text in texts] for p in patterns]


@pytest.mark.parametrize("flavour", ["camunda8", "camunda7"])
def test_marks_name_template_and_version(flavour: Flavour) -> None:
    """Every element whose type has a template bears id and version, but for the pool; flows and lanes bear nothing."""
    make = Builder("P", "P", flavour=flavour, pool="Sở")
    lane = make.lane("Văn thư")
    start, end = make.add("startEvent", lane=lane), make.add("endEvent", lane=lane)
    make.flow(start, end)
    make.data_object("Đơn", id="don")
    model = make.build()
    marked = mark_templates(model)
    again = read(write(model))
    vendors = [getattr(again.element(name), "zeebe" if flavour == "camunda8" else "camunda") for name in marked]

    assert {"P", start, end, "don"} == set(marked)
    assert {("procflow.process"), "procflow.event", "procflow.document"} == {vendor.template for vendor in vendors}
    assert {str(TEMPLATE_VERSION)} == {vendor.template_version for vendor in vendors}
    assert 4 == write(model).count(b"modelerTemplate=")


def test_marks_leave_other_templates_alone() -> None:
    """An element with a connector's template keeps it; one with an older version of ours gets the new one."""
    make = Builder("P", "P")
    make.add("serviceTask", id="theirs")
    make.add("userTask", id="ours")
    model = make.build()
    mark_templates(model)
    raw = write(model).replace(b'modelerTemplateVersion="%d"' % TEMPLATE_VERSION, b'modelerTemplateVersion="1"')
    head, _, tail = raw.partition(b'id="theirs"')
    old = read(head + b'id="theirs"' + tail.replace(b"procflow.step", b"io.camunda.rest", 1))
    marked = mark_templates(old)

    assert ("P", "ours") == marked
    assert ("io.camunda.rest", "1") == (
        old.element("theirs").zeebe.template,
        old.element("theirs").zeebe.template_version,
    )
    assert str(TEMPLATE_VERSION) == old.element("ours").zeebe.template_version


def test_a_mark_that_is_there_is_no_change() -> None:
    """Only what lacked its mark, or bore an older one, is returned."""
    make = Builder("P", "P")
    make.add("userTask", id="first")
    model = make.build()
    mark_templates(model)
    add_node(model.processes[0], "userTask", "Ký", id="later")

    assert (("later",), ()) == (mark_templates(model), mark_templates(model))


def test_marks_stand_where_the_modeler_can_select() -> None:
    """An expanded transaction is marked, a collapsed one not; an event by what it waits for."""
    make = Builder("P", "P")
    make.add("intermediateThrowEvent", id="blank")
    make.add("intermediateCatchEvent", id="timed", event=("timer", "PT8H"))
    for kind, key in (("transaction", "open"), ("transaction", "closed"), ("subProcess", "folded")):
        make.add(kind, id=key)
        make.add("task", id=f"in_{key}", within=key)
    raw = write(make.build()).replace(b"intermediateThrowEvent", b"intermediateCatchEvent")
    for key in (b"closed", b"folded"):
        raw = raw.replace(b'bpmnElement="%s" isExpanded="true"' % key, b'bpmnElement="%s" isExpanded="false"' % key)
    marked = mark_templates(read(raw))

    assert {"P", "timed", "open", "in_open", "in_closed", "folded", "in_folded"} == set(marked)


def test_a_plain_file_is_not_marked() -> None:
    """Without a vendor's namespace there is no place for a mark, and not a byte changes."""
    model = Builder("P", "P", flavour="plain").build()
    before = write(model)

    assert () == mark_templates(model)
    assert before == write(model)


PROCESS_ITEMS = [item for item in PROPERTIES if Place.PROCESS in item.places]


def _pool_and_process(name: str, at_pool: str, at_process: str) -> bytes:
    def bears(value: str) -> str:
        item = f'<zeebe:property name="{name}" value="{value}"/>'
        return f"<extensionElements><zeebe:properties>{item}</zeebe:properties></extensionElements>"

    return (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
        ' xmlns:zeebe="http://camunda.org/schema/zeebe/1.0">'
        f'<collaboration id="c"><participant id="pool" processRef="p">{bears(at_pool)}</participant></collaboration>'
        f'<process id="p">{bears(at_process)}</process></definitions>'
    ).encode()


@pytest.mark.parametrize("item", PROCESS_ITEMS, ids=lambda item: item.name)
def test_pool_and_process_that_disagree_are_an_error(item: Property) -> None:
    """Every property that both bear is compared."""
    findings = lint(read(_pool_and_process(item.name, "1", "2")), rules="process-participant-agree")

    assert [("pool", "error", True)] == [
        (found.element_id, found.severity, item.name in found.message) for found in findings
    ]
    assert () == lint(read(_pool_and_process(item.name, "1", "1")), rules="process-participant-agree")


@pytest.mark.parametrize(
    ("name", "at_pool", "at_process"),
    [("pf.limit.value", "2,5", "2.50"), ("pf.business_related", "có", "true"), (IGNORE, "a: x", "b: y")],
)
def test_two_ways_to_write_one_value_agree(name: str, at_pool: str, at_process: str) -> None:
    """Values are compared, not letters; what lint leaves out is the business of each element."""
    assert () == lint(read(_pool_and_process(name, at_pool, at_process)), rules="process-participant-agree")


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_templates_beside_the_models_are_up_to_date(flavour: str) -> None:
    """The templates that lie beside the shipped models say what the vocabulary says."""
    path = MODELS / ".camunda" / "element-templates" / f"procflow-{flavour}.json"

    assert template_files("vi")[path.relative_to(MODELS)] == path.read_bytes()


def test_marks_are_no_difference() -> None:
    """A model that is only marked says the same as before."""
    path = MODELS / "nghi-phep-noi-bo.bpmn"
    marked = read(path)
    mark_templates(marked)

    assert () == diff(read(path), marked).changes
