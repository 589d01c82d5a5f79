"""
Element templates for Camunda Modeler, made from the vocabulary of properties.

One set for Camunda 8 (``zeebe:property``: numbers, texts, choices) and one for Camunda 7 (``camunda:property``: texts
and choices only), with Vietnamese or English labels.
A template on a lane, flow, annotation or group makes the Modeler throw when the element is selected, so there the
properties are entered under "Extension properties".
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

from procflow.errors import FileAccessError, Location
from procflow.procedure.vocabulary import FORMAT, PROPERTIES, Place, Property, Type
from procflow.wording import Language

TemplateFlavour = Literal["camunda8", "camunda7"]
TEMPLATE_VERSION = 1
FOLDER = Path(".camunda") / "element-templates"

_SCHEMAS = {
    "camunda8": "https://unpkg.com/@camunda/zeebe-element-templates-json-schema/resources/schema.json",
    "camunda7": "https://unpkg.com/@camunda/element-templates-json-schema/resources/schema.json",
}
_BINDINGS = {"camunda8": "zeebe:property", "camunda7": "camunda:property"}
_APPLIES: tuple[tuple[str, Place, tuple[str, ...], str, str], ...] = (
    ("process", Place.PROCESS, ("bpmn:Process",), "Procedure", "Thủ tục"),
    ("participant", Place.PROCESS, ("bpmn:Participant",), "Procedure (pool)", "Thủ tục (pool)"),
    (
        "step",
        Place.STEP,
        (
            "bpmn:Task",
            "bpmn:UserTask",
            "bpmn:ManualTask",
            "bpmn:ServiceTask",
            "bpmn:ScriptTask",
            "bpmn:BusinessRuleTask",
            "bpmn:SendTask",
            "bpmn:ReceiveTask",
            "bpmn:CallActivity",
            "bpmn:SubProcess",
        ),
        "Step",
        "Bước",
    ),
    (
        "event",
        Place.EVENT,
        (
            "bpmn:StartEvent",
            "bpmn:IntermediateCatchEvent",
            "bpmn:IntermediateThrowEvent",
            "bpmn:BoundaryEvent",
            "bpmn:EndEvent",
        ),
        "Event on the legal clock",
        "Sự kiện về thời hạn",
    ),
    (
        "gateway",
        Place.GATEWAY,
        ("bpmn:ExclusiveGateway", "bpmn:InclusiveGateway", "bpmn:EventBasedGateway", "bpmn:ParallelGateway"),
        "Gateway",
        "Cổng",
    ),
)
_GROUPS: tuple[tuple[str, str, str], ...] = (
    ("identity", "Identity", "Thông tin chung"),
    ("limit", "Limit", "Thời hạn"),
    ("documents", "Documents", "Hồ sơ, biểu mẫu"),
    ("law", "Law and duty", "Căn cứ, trách nhiệm"),
    ("load", "Load and cost", "Khối lượng, chi phí"),
    ("decision", "Decision", "Quyết định"),
)
_PATTERNS: dict[Type, tuple[str, str, str]] = {
    Type.DECIMAL: (r"^[0-9]+([.,][0-9]+)?$", "A number such as 0,5", "Số, ví dụ 0,5"),
    Type.COUNT: ("^[0-9]+$", "A whole number", "Số nguyên"),
    Type.MONEY_VND: ("^[0-9]+$", "An amount in VND without separators", "Số tiền (đồng), không dấu phân cách"),
    Type.DATE: (r"^\d{4}-\d{2}-\d{2}$", "A date such as 2026-01-31", "Ngày, ví dụ 2026-01-31"),
}
_YES_NO = (("true", "yes", "có"), ("false", "no", "không"))


def element_templates(flavour: TemplateFlavour, language: Language = "vi") -> list[dict[str, object]]:
    """
    Return the element templates of procflow as Camunda Modeler reads them.

    Args:
        flavour: For the Camunda 8 or the Camunda 7 tab.
        language: Language of the labels.

    Example:
        >>> [template["id"] for template in element_templates("camunda8")]
        ['procflow.process', 'procflow.participant', 'procflow.step', 'procflow.event', 'procflow.gateway']
    """
    vietnamese = language == "vi"
    return [
        {
            "$schema": _SCHEMAS[flavour],
            "name": f"procflow: {label_vi if vietnamese else label_en}",
            "id": f"procflow.{key}",
            "version": TEMPLATE_VERSION,
            "appliesTo": list(kinds),
            "groups": _groups(place, vietnamese=vietnamese),
            "properties": [_entry(item, flavour, vietnamese=vietnamese) for item in PROPERTIES if place in item.places],
        }
        for key, place, kinds, label_en, label_vi in _APPLIES
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


def _groups(place: Place, *, vietnamese: bool) -> list[dict[str, str]]:
    used = {item.group for item in PROPERTIES if place in item.places}
    return [{"id": key, "label": vi if vietnamese else en} for key, en, vi in _GROUPS if key in used]


def _entry(item: Property, flavour: str, *, vietnamese: bool) -> dict[str, object]:
    binding = {"type": _BINDINGS[flavour], "name": item.name}
    if item.name == "pf.format":
        return {"type": "Hidden", "value": FORMAT, "binding": binding}
    # An empty field is written to the file as an empty value, which reading takes for unset.
    return {
        "label": item.label_vi if vietnamese else item.label_en,
        "group": item.group,
        "binding": binding,
        **_typed(item, vietnamese=vietnamese),
    }


def _typed(item: Property, *, vietnamese: bool) -> dict[str, object]:
    choices = item.choices or (_YES_NO if item.type is Type.YES_NO else ())
    if choices:
        labels = [{"value": value, "name": vi if vietnamese else en} for value, en, vi in choices]
        return {"type": "Dropdown", "choices": [{"value": "", "name": ""}, *labels]}
    typed: dict[str, object] = {"type": "String"}
    if item.type is Type.LIST:
        typed["description"] = "Cách nhau bởi |" if vietnamese else "Items separated by |"
    if item.type in _PATTERNS:
        pattern, en, vi = _PATTERNS[item.type]
        typed["constraints"] = {"pattern": {"value": f"(^$)|({pattern})", "message": vi if vietnamese else en}}
    return typed
