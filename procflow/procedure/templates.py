"""
Element templates for Camunda Modeler, made from the vocabulary of properties.

One set for Camunda 8 (``zeebe:property``) and one for Camunda 7 (``camunda:property``), with Vietnamese or English
labels; a template has one id and version in all of them.
A template on a lane, flow, annotation or group makes the Modeler throw when the element is selected, so there the
properties are entered under "Extension properties".

Camunda 8 knows conditions, but when one changes, the Modeler takes away what no field is bound to: of a step its
assignment, form, job type and mappings.
So conditions stand where nothing of the kind can be, at the procedure.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from procflow.calendars import LimitUnit
from procflow.errors import DataError, FileAccessError, Location, expect
from procflow.files import is_folder, make_folder, path_of, replace_file
from procflow.procedure.patterns import pattern_of
from procflow.procedure.vocabulary import FORMAT, IGNORE, PROPERTIES, Place, Property, Type
from procflow.wording import Language, Wording, expect_language

TemplateFlavour = Literal["camunda8", "camunda7"]
# A changed set of templates needs a new version; a test knows what each version held.
TEMPLATE_VERSION = 2
FOLDER = Path(".camunda") / "element-templates"

_SCHEMAS = {
    "camunda8": "https://unpkg.com/@camunda/zeebe-element-templates-json-schema/resources/schema.json",
    "camunda7": "https://unpkg.com/@camunda/element-templates-json-schema/resources/schema.json",
}
_BINDINGS = {"camunda8": "zeebe:property", "camunda7": "camunda:property"}


@dataclass(frozen=True, slots=True)
class _Template:
    """One template: the end of its id, whose properties it has, the BPMN names it applies to, its label."""

    key: str
    place: Place
    kinds: tuple[str, ...]
    label: Wording


_TEMPLATES = (
    _Template("process", Place.PROCESS, ("process",), Wording("Procedure", "Thủ tục")),
    _Template("participant", Place.PROCESS, ("participant",), Wording("Procedure (pool)", "Thủ tục (pool)")),
    _Template(
        "step",
        Place.STEP,
        (
            *("task", "userTask", "manualTask", "serviceTask", "scriptTask", "businessRuleTask", "sendTask"),
            *("receiveTask", "callActivity", "subProcess", "transaction", "adHocSubProcess"),
        ),
        Wording("Step", "Bước"),
    ),
    _Template(
        "event",
        Place.EVENT,
        ("startEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent", "endEvent"),
        Wording("Event on the legal clock", "Sự kiện về thời hạn"),
    ),
    _Template(
        "gateway",
        Place.GATEWAY,
        ("exclusiveGateway", "inclusiveGateway", "parallelGateway", "eventBasedGateway", "complexGateway"),
        Wording("Gateway", "Cổng"),
    ),
    _Template(
        "document",
        Place.DOCUMENT,
        ("dataObjectReference", "dataStoreReference"),
        Wording("Document or register", "Giấy tờ, sổ theo dõi"),
    ),
)
TEMPLATE_OF = {kind: f"procflow.{template.key}" for template in _TEMPLATES for kind in template.kinds}
"""Id of the template for each kind of element that bears one, by its BPMN name."""

_GROUPS = {
    "identity": Wording("Identity", "Thông tin chung"),
    "limit": Wording("Limit", "Thời hạn"),
    "documents": Wording("Documents", "Hồ sơ, biểu mẫu"),
    "records": Wording("Records kept", "Lưu trữ"),
    "law": Wording("Law and duty", "Căn cứ, trách nhiệm"),
    "load": Wording("Load and cost", "Khối lượng, chi phí"),
    "decision": Wording("Decision", "Quyết định"),
    "check": Wording("Check", "Kiểm tra mô hình"),
}
_IGNORED = Property(IGNORE, "", frozenset(Place), Type.LIST, "Lint findings left out", "Bỏ qua cảnh báo", group="check")
# The Modeler writes the label before them in its Camunda 8 tab.
_MESSAGES = {
    Type.DECIMAL: Wording("must be a number such as 0,5", "phải là số, ví dụ 0,5"),
    Type.COUNT: Wording("must be a whole number", "phải là số nguyên"),
    Type.MONEY_VND: Wording("must be an amount without separators of thousands", "phải là số tiền không dấu ngăn cách"),
    Type.DATE: Wording("must be a date such as 2026-01-31", "phải là ngày, ví dụ 2026-01-31"),
}
_YES_NO = (("true", "yes", "có"), ("false", "no", "không"))
# Further words that are read; Camunda 8 empties a choice whose value is not on the list.
_ALSO_YES_NO = (
    ("yes", "yes (yes)", "có (yes)"),
    ("có", "yes (có)", "có (có)"),
    ("no", "no (no)", "không (no)"),
    ("không", "no (không)", "không (không)"),
)
_LISTED = Wording("Items separated by |", "Cách nhau bởi dấu |")
_IGNORED_LISTED = Wording("rule: reason | rule: reason", "tên quy tắc: lý do | tên quy tắc: lý do")
_NO_NUMBER = Wording("does not go with this unit; clear it", "không đi với đơn vị này, hãy xóa")
_COUNTED = [unit.value for unit in LimitUnit if unit.has_value]
_UNIT_OF = {"pf.limit.value": "pf.limit.unit", "pf.total.value": "pf.total.unit"}


def element_templates(flavour: TemplateFlavour, language: Language = "vi") -> list[dict[str, object]]:
    """
    Return the element templates of procflow as Camunda Modeler reads them.

    Args:
        flavour: For the Camunda 8 or the Camunda 7 tab.
        language: Language of the labels.

    Raises:
        DataError: There is no such flavour or language.

    Example:
        >>> [template["id"] for template in element_templates("camunda8")][:3]
        ['procflow.process', 'procflow.participant', 'procflow.step']
    """
    expect(flavour, str, "the flavour", f"choose {' or '.join(_SCHEMAS)}")
    if flavour not in _SCHEMAS:
        hint = f"choose {' or '.join(_SCHEMAS)}"
        raise DataError(f"there are no templates for {flavour!r}", hint=hint, flavour=flavour)
    expect_language(language)
    return [
        {
            "$schema": _SCHEMAS[flavour],
            "name": f"procflow: {template.label.text(language)}",
            "id": f"procflow.{template.key}",
            "version": TEMPLATE_VERSION,
            "appliesTo": [f"bpmn:{kind[0].upper()}{kind[1:]}" for kind in template.kinds],
            # Without it the Modeler hides assignment, forms, timers and all the rest of the element.
            "entriesVisible": True,
            "groups": _groups(template.place, language),
            "properties": [
                entry
                for item in _shown_at(template.place)
                for entry in _entries(item, template.place, flavour, language)
            ],
        }
        for template in _TEMPLATES
    ]


def template_files(language: Language = "vi") -> dict[Path, bytes]:
    """
    Return what the files of the templates hold, one for each flavour, by their paths below the folder of the diagrams.

    Args:
        language: Language of the labels.

    Example:
        >>> [path.as_posix() for path in template_files()]
        ['.camunda/element-templates/procflow-camunda8.json', '.camunda/element-templates/procflow-camunda7.json']
    """
    flavours: tuple[TemplateFlavour, ...] = ("camunda8", "camunda7")
    return {FOLDER / f"procflow-{flavour}.json": _json(element_templates(flavour, language)) for flavour in flavours}


def _json(templates: list[dict[str, object]]) -> bytes:
    return f"{json.dumps(templates, ensure_ascii=False, indent=2)}\n".encode()


def install_templates(folder: str | Path, language: Language = "vi") -> tuple[Path, ...]:
    """
    Put the templates where Camunda Modeler finds them for every diagram in or below *folder*.

    Returns:
        The two files written, one for each flavour.

    Raises:
        FileAccessError: The folder does not exist or may not be written to.
    """
    root = path_of(folder)
    if not is_folder(root):
        raise FileAccessError("there is no such folder", hint="create it first", where=Location(str(root)))
    files = {root / path: raw for path, raw in template_files(language).items()}
    for path, raw in files.items():
        make_folder(path.parent)
        replace_file(path, raw)
    return tuple(files)


def _shown_at(place: Place) -> list[Property]:
    """Return the properties at *place*, group by group; a unit comes before its value, which depends on it."""
    items = [*(item for item in PROPERTIES if place in item.places), _IGNORED]
    # The Modeler shows the groups in the order in which their first properties come.
    items.sort(key=lambda item: list(_GROUPS).index(item.group))
    for value, unit in _UNIT_OF.items():
        names = [item.name for item in items]
        if value in names:
            items.insert(names.index(unit), items.pop(names.index(value)))
    return items


def _groups(place: Place, language: Language) -> list[dict[str, str]]:
    used = {item.group for item in _shown_at(place)}
    return [{"id": key, "label": label.text(language)} for key, label in _GROUPS.items() if key in used]


def _entries(item: Property, place: Place, flavour: TemplateFlavour, language: Language) -> Iterator[dict[str, object]]:
    binding = {"type": _BINDINGS[flavour], "name": item.name}
    if item.name == "pf.format":
        yield {"type": "Hidden", "value": FORMAT, "binding": binding}
        return
    label = item.label_vi if language == "vi" else item.label_en
    entry = {"label": label, "group": item.group, "binding": binding, **_field(item, flavour, language)}
    if flavour == "camunda7":
        yield entry
        return
    # What is empty stays out of the file.
    entry |= {"id": item.name, "optional": True, "value": ""}
    if place is not Place.PROCESS or item.name not in _UNIT_OF:
        yield entry
        return
    yield entry | {"condition": {"property": _UNIT_OF[item.name], "oneOf": _COUNTED}}
    yield entry | _leftover(item, language)


def _leftover(item: Property, language: Language) -> dict[str, object]:
    """Return what shows a number that its unit does not take: hidden, it would be lost."""
    own = f"{item.name}.kept"
    is_hidden, is_filled = {"property": item.name, "isActive": False}, {"property": own, "isEmpty": False}
    return {
        "id": own,
        "constraints": _constraint("^$", _NO_NUMBER.text(language), "camunda8"),
        "condition": {"allMatch": [is_hidden, is_filled]},
    }


def _field(item: Property, flavour: TemplateFlavour, language: Language) -> dict[str, object]:
    if item.type is Type.YES_NO:
        return _dropdown(_YES_NO + (_ALSO_YES_NO if flavour == "camunda8" else ()), language)
    if item.choices:
        return _dropdown(item.choices, language)
    # Numbers are texts, too: a field of type Number takes neither "0,5" nor the unknown, and accepts halves and minus.
    field: dict[str, object] = {"type": "String"}
    if item.type is Type.LIST:
        field["type"] = "Text" if flavour == "camunda8" else "String"
        field["description"] = (_IGNORED_LISTED if item.name == IGNORE else _LISTED).text(language)
    if item.type is Type.DATE and flavour == "camunda8":
        field["placeholder"] = "2026-01-31"
    pattern = pattern_of(item)
    if pattern:
        field["constraints"] = _constraint(pattern, _MESSAGES[item.type].text(language), flavour)
    return field


def _dropdown(choices: tuple[tuple[str, str, str], ...], language: Language) -> dict[str, object]:
    labels = [{"value": value, "name": vi if language == "vi" else en} for value, en, vi in choices]
    return {"type": "Dropdown", "choices": [{"value": "", "name": ""}, *labels]}


def _constraint(pattern: str, message: str, flavour: TemplateFlavour) -> dict[str, object]:
    if flavour == "camunda8":
        # The schema wants "notEmpty" said beside "optional"; the panel checks an empty field as the text "undefined".
        return {"notEmpty": False, "pattern": {"value": f"{pattern}|^undefined$", "message": message}}
    return {"pattern": {"value": pattern, "message": f"{message[0].upper()}{message[1:]}"}}
