"""An element has the attributes and parts it cannot do without, and no part twice that may be there once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from procflow.bpmn import Definitions
from procflow.bpmn.namespaces import BPMN, bpmn, local_name, namespace
from procflow.lint.finding import Problem, Severity
from procflow.lint.schema import NEEDED_ATTRIBUTES, NEEDED_PARTS, ONCE
from procflow.lint.tree import nodes

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the elements that lack an attribute or a part, and those with a part too many."""
    for element, name, node in nodes(model):
        for attribute in NEEDED_ATTRIBUTES.get(name, ()):
            if not node.get(attribute, "").strip():
                yield Problem(element, f"the {name} has no {attribute}", "fill it in, or delete the element")
        for part in NEEDED_PARTS.get(name, ()):
            if node.find(bpmn(part)) is None:
                yield Problem(element, f"the {name} has no {part}", "fill it in, or delete the element")
        for part, count in _groups(node).items() if len(node) > 1 else ():
            if count > 1:
                yield Problem(element, f"the {name} has {count} parts of the kind {part}", "keep one of them")


def _groups(node: etree._Element) -> Counter[str]:
    """Count what may be there once."""
    own = (local_name(child) for child in node.iterchildren(tag=etree.Element) if namespace(child) == BPMN)
    return Counter(ONCE[name] for name in own if name in ONCE)
