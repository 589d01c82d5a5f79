"""The marks by which Camunda Modeler knows the template of an element, so that it shows the fields at once."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from procflow.bpmn import Definitions, Element, Event, SubProcess
from procflow.bpmn.edit.change import Change
from procflow.bpmn.model.definitions import expect_model
from procflow.bpmn.namespaces import BPMNDI, CAMUNDA, ZEEBE
from procflow.procedure.templates import TEMPLATE_OF, TEMPLATE_VERSION

_SPACES = {"camunda8": ZEEBE, "camunda7": CAMUNDA}
# The Modeler warns of the marks of a pool each time it opens the file, even of those it wrote itself.
_UNMARKED = "participant"
# It throws when one of these is clicked that bears a mark: an event of a type that it does not offer, and what it can
# only make expanded. By kind of event: the definitions it offers, "" for none.
_ANYWHERE = ("message", "signal")
_OFFERED = {
    "startEvent": {*_ANYWHERE, "", "timer", "conditional", "error", "escalation", "compensate"},
    "intermediateCatchEvent": {*_ANYWHERE, "timer", "conditional", "link"},
    "intermediateThrowEvent": {*_ANYWHERE, "", "escalation", "compensate", "link"},
    "endEvent": {*_ANYWHERE, "", "error", "escalation", "compensate", "cancel", "terminate"},
    "boundaryEvent": {*_ANYWHERE, "timer", "conditional", "error", "escalation", "compensate", "cancel"},
}


def mark_templates(model: Definitions) -> tuple[str, ...]:
    """
    Let each element that procflow has a template for bear its id and version; return the ids of those that changed.

    The Modeler then shows the fields with the values there are, and no template need be applied first, which in its
    Camunda 7 tab wipes them.
    Pools, elements with a template of someone else and the few that the Modeler cannot select with a mark (a collapsed
    event sub-process or transaction, an event that BPMN does not know) stay as they are; so does a plain file, such as
    another tool writes: the Modeler knows no templates in it.
    An element that bears its mark already is none of those that changed.

    Raises:
        DataError: *model* is no model.

    Example:
        >>> from procflow.bpmn import Builder
        >>> make = Builder("P", "Cấp phép")
        >>> step = make.add("userTask", "Tiếp nhận hồ sơ")
        >>> model = make.build()
        >>> mark_templates(model)
        ('P', 'Task_tiep_nhan_ho_so')
        >>> model.element(step).zeebe.template
        'procflow.step'
    """
    expect_model(model)
    space = _SPACES.get(model.flavour)
    if space is None:
        return ()
    shapes = model.node.iter(f"{{{BPMNDI}}}BPMNShape")
    # The Modeler takes what does not say so for collapsed.
    expanded = {node.get("bpmnElement", "") for node in shapes if node.get("isExpanded") == "true"}
    wanted = {element: _marks(element, space) for element in model.elements(Element) if _is_to_mark(element, expanded)}
    changed = {
        element: marks
        for element, marks in wanted.items()
        if any(element.node.get(name) != value for name, value in marks.items())
    }
    with Change(model) as change:
        for element, marks in changed.items():
            for name, value in marks.items():
                change.assign(element.node, name, value)
    return tuple(element.id for element in changed)


def _marks(element: Element, space: str) -> dict[str, str]:
    return {
        f"{{{space}}}modelerTemplate": TEMPLATE_OF[element.kind],
        f"{{{space}}}modelerTemplateVersion": str(TEMPLATE_VERSION),
    }


def _is_to_mark(element: Element, expanded: AbstractSet[str]) -> bool:
    borne = element.zeebe.template or element.camunda.template
    is_of_ours = element.kind in TEMPLATE_OF.keys() - {_UNMARKED} and borne in {"", TEMPLATE_OF[element.kind]}
    return is_of_ours and not _is_unselectable(element, expanded)


def _is_unselectable(element: Element, expanded: AbstractSet[str]) -> bool:
    if isinstance(element, Event):
        first = next(iter(element.triggers), "")
        return first not in _OFFERED[element.kind]
    if isinstance(element, SubProcess) and (element.kind == "transaction" or element.is_event_sub_process):
        return element.id not in expanded
    return False
