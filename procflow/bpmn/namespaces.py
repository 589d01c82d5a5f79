"""Names of the XML namespaces a BPMN file is made of."""

from __future__ import annotations

from functools import cache

from lxml import etree

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
BIOCOLOR = "http://bpmn.io/schema/bpmn/biocolor/1.0"
COLOR = "http://www.omg.org/spec/BPMN/non-normative/color/1.0"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
CAMUNDA = "http://camunda.org/schema/1.0/bpmn"
ZEEBE = "http://camunda.org/schema/zeebe/1.0"
MODELER = "http://camunda.org/schema/modeler/1.0"

CAMUNDA_LIKE = frozenset(
    {
        CAMUNDA,
        "http://operaton.org/schema/1.0/bpmn",
        "http://flowable.org/bpmn",
        "http://activiti.org/bpmn",
    }
)


@cache
def bpmn(name: str) -> str:
    """Return the full tag of a BPMN element."""
    return f"{{{BPMN}}}{name}"


def local_name(node: etree._Element) -> str:
    """Return the name of *node* without its namespace."""
    return str(node.tag).rpartition("}")[2]


def namespace(node: etree._Element) -> str:
    """Return the namespace of *node*, empty if it has none."""
    return str(node.tag)[1:].partition("}")[0] if str(node.tag).startswith("{") else ""


def local_reference(text: str) -> str:
    """Return the id in a QName such as ``tns:Message_1``."""
    return (text.rpartition(":")[2] if ":" in text else text).strip()
