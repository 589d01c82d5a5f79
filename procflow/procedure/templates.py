"""
Element templates for Camunda Modeler, made from the vocabulary of properties.

One set for Camunda 8 (``zeebe:property``) and one for Camunda 7 (``camunda:property``), with Vietnamese or English
labels; a template has one id and version in all of them.
A template on a lane, flow, annotation or group makes the Modeler throw when the element is selected, so there the
properties are entered under "Extension properties".

Camunda 8 knows conditions, and drops what no shown field is bound to when a template is applied.
So where a field is hidden, or a list of choices lacks the value of the file, a plain field shows that value instead.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from procflow.calendars import LimitUnit
from procflow.errors import FileAccessError, Location
from procflow.procedure.patterns import pattern_of
from procflow.procedure.vocabulary import FORMAT, IGNORE, PROPERTIES, Place, Property, Type
from procflow.wording import Language, Wording

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
_IGNORED = Property(
    IGNORE,
    "",
    frozenset(Place),
    Type.LIST,
    "Lint findings left out",
    "Bỏ qua cảnh báo",
    group="check",
)
# The Modeler writes the label before them in its Camunda 8 tab.
_MESSAGES = {
    Type.DECIMAL: Wording("must be a number such as 0,5", "phải là số, ví dụ 0,5"),
    Type.COUNT: Wording("must be a whole number", "phải là số nguyên"),
    Type.MONEY_VND: Wording("must be an amount without separators of thousands", "phải là số tiền không dấu ngăn cách"),
    Type.DATE: Wording("must be a date such as 2026-01-31", "phải là ngày, ví dụ 2026-01-31"),
    Type.YES_NO: Wording("must be true or false", "phải là true hoặc false"),
    Type.CHOICE: Wording("is none of the values there are; clear it", "không có trong danh mục, hãy xóa"),
}
_YES_NO = (("true", "yes", "có"), ("false", "no", "không"))
_LISTED = Wording("Items separated by |", "Cách nhau bởi dấu |")
_IGNORED_LISTED = Wording("rule: reason | rule: reason", "tên quy tắc: lý do | tên quy tắc: lý do")
_NO_NUMBER = Wording("does not go with this unit; clear it", "không đi với đơn vị này, hãy xóa")
_COUNTED = tuple(unit.value for unit in LimitUnit if unit.has_value)
_SHOWN_IF = {
    "pf.limit.value": ("pf.limit.unit", _COUNTED),
    "pf.total.value": ("pf.total.unit", _COUNTED),
    "pf.locked.basis": ("pf.locked", ("true",)),
}


def element_templates(flavour: TemplateFlavour, language: Language = "vi") -> list[dict[str, object]]:
    """
    Return the element templates of procflow as Camunda Modeler reads them.

    Args:
        flavour: For the Camunda 8 or the Camunda 7 tab.
        language: Language of the labels.

    Example:
        >>> [template["id"] for template in element_templates("camunda8")][:3]
        ['procflow.process', 'procflow.participant', 'procflow.step']
    """
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
                entry for item in _shown_at(template.place) for entry in _entries(item, flavour, language)
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
    root = Path(folder)
    if not root.is_dir():
        raise FileAccessError("there is no such folder", hint="create it first", where=Location(str(root)))
    files = {root / path: raw for path, raw in template_files(language).items()}
    for path, raw in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(raw)
        except OSError as exc:
            reason = f"cannot write the template: {exc.strerror}"
            raise FileAccessError(reason, hint="choose another folder", where=Location(str(path))) from exc
    return tuple(files)


def _shown_at(place: Place) -> list[Property]:
    """Return the properties at *place*; a unit comes before its value, which depends on it."""
    items = [item for item in PROPERTIES if place in item.places] + [_IGNORED]
    for value, (other, _) in _SHOWN_IF.items():
        names = [item.name for item in items]
        if value in names and names.index(value) < names.index(other):
            items.insert(names.index(other), items.pop(names.index(value)))
    return items


def _groups(place: Place, language: Language) -> list[dict[str, str]]:
    used = {item.group for item in _shown_at(place)}
    return [{"id": key, "label": label.text(language)} for key, label in _GROUPS.items() if key in used]


def _entries(item: Property, flavour: TemplateFlavour, language: Language) -> Iterator[dict[str, object]]:
    binding = {"type": _BINDINGS[flavour], "name": item.name}
    if item.name == "pf.format":
        yield {"type": "Hidden", "value": FORMAT, "binding": binding}
        return
    label = item.label_vi if language == "vi" else item.label_en
    head: dict[str, object] = {"label": label, "group": item.group, "binding": binding}
    choices = item.choices or (_YES_NO if item.type is Type.YES_NO else ())
    field = _dropdown(choices, language) if choices else _text(item, flavour, language)
    if flavour == "camunda7":
        yield head | field
        return
    # What is empty stays out of the file; the schema wants "notEmpty" said beside it.
    # The Modeler holds an absent value for the text "undefined", so each field has the empty one.
    head |= {"optional": True, "value": ""}
    if item.type is Type.LIST:
        field["type"] = "Text"
    if item.type is Type.DATE:
        field["placeholder"] = "2026-01-31"
    conditions = _conditions(item, choices)
    if not conditions:
        yield head | field | {"id": item.name}
        return
    shown, else_shown = conditions
    yield head | field | {"id": item.name, "condition": shown}
    rest = _text(item, flavour, language)
    if item.type is Type.DECIMAL:
        rest["constraints"] = _constraint("^$", _NO_NUMBER.text(language), flavour)
    yield head | rest | {"id": f"{item.name}.kept", "condition": else_shown}


def _conditions(
    item: Property, choices: tuple[tuple[str, str, str], ...]
) -> tuple[dict[str, object], dict[str, object]] | None:
    """Return when the field of *item* is shown, and when the plain one is instead; None for always and never."""
    hidden = {"property": item.name, "isActive": False}
    if choices:
        return {"property": item.name, "oneOf": ["", *(value for value, _, _ in choices)]}, hidden
    if item.name in _SHOWN_IF:
        other, values = _SHOWN_IF[item.name]
        filled = {"property": f"{item.name}.kept", "isEmpty": False}
        return {"property": other, "oneOf": list(values)}, {"allMatch": [hidden, filled]}
    return None


def _dropdown(choices: tuple[tuple[str, str, str], ...], language: Language) -> dict[str, object]:
    labels = [{"value": value, "name": vi if language == "vi" else en} for value, en, vi in choices]
    return {"type": "Dropdown", "choices": [{"value": "", "name": ""}, *labels]}


def _text(item: Property, flavour: TemplateFlavour, language: Language) -> dict[str, object]:
    # Numbers are texts, too: a field of type Number takes neither "0,5" nor the unknown, and accepts halves and minus.
    field: dict[str, object] = {"type": "String"}
    if item.type is Type.LIST:
        field["description"] = (_IGNORED_LISTED if item.name == IGNORE else _LISTED).text(language)
    pattern = pattern_of(item)
    if pattern:
        field["constraints"] = _constraint(pattern, _MESSAGES[item.type].text(language), flavour)
    return field


def _constraint(pattern: str, message: str, flavour: TemplateFlavour) -> dict[str, object]:
    if flavour == "camunda8":
        return {"notEmpty": False, "pattern": {"value": pattern, "message": message}}
    return {"pattern": {"value": pattern, "message": f"{message[0].upper()}{message[1:]}"}}
