"""What an old drawing says that is no place: colours, styles of labels, what tools add; a new drawing keeps it."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from procflow.bpmn.namespaces import BPMNDI, DC, DI, local_reference

_PARTS = (f"{{{BPMNDI}}}BPMNShape", f"{{{BPMNDI}}}BPMNEdge")
_LABEL = f"{{{BPMNDI}}}BPMNLabel"
_PLANE = f"{{{BPMNDI}}}BPMNPlane"
_STYLE = f"{{{BPMNDI}}}BPMNLabelStyle"
_EXTENSION = f"{{{DI}}}extension"
# Of the attributes of the standard those that say how something looks; the others say where it is and what it shows.
_LOOKS = frozenset({"isMarkerVisible", "messageVisibleKind", "labelStyle", "name", "documentation", "resolution"})


class Looks:
    """
    How the diagrams of *root* draw things.

    Where an element is drawn several times, its first shape counts.
    """

    def __init__(self, root: etree._Element) -> None:
        self._diagrams = root.findall(f"{{{BPMNDI}}}BPMNDiagram")
        self._parts: dict[str, etree._Element] = {}
        for diagram in self._diagrams:
            for part in diagram.iter(*_PARTS):
                self._parts.setdefault(local_reference(part.get("bpmnElement", "")), part)

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes of the namespaces that attributes are kept of, as the old drawing declares them."""
        found: dict[str, str] = {}
        for diagram in self._diagrams:
            for node in diagram.iter(f"{{{BPMNDI}}}*"):
                spaces = {etree.QName(name).namespace for name in _kept(node)}
                found |= {prefix: space for prefix, space in node.nsmap.items() if prefix and space in spaces}
        return found

    def dress(self, node: etree._Element, element_id: str) -> None:
        """Give the shape or edge *node* the looks of its element, before anything else stands in it."""
        old = self._parts.get(element_id)
        if old is not None:
            _take_over(old, node)

    def dress_label(self, node: etree._Element, element_id: str) -> etree._Element | None:
        """Give the shape or edge *node* the label of its element, without place; None if the old one had no looks."""
        old = self._parts.get(element_id)
        label = old.find(_LABEL) if old is not None else None
        if label is None or not (_kept(label) or label.find(_EXTENSION) is not None):
            return None
        made = etree.SubElement(node, _LABEL)
        _take_over(label, made)
        return made

    def dress_page(self, diagram: etree._Element, plane: etree._Element) -> None:
        """Give the new *diagram* and its *plane* what the old ones of the same thing said."""
        for old in self._diagrams:
            old_plane = old.find(_PLANE)
            if old_plane is not None and local_reference(old_plane.get("bpmnElement", "")) == plane.get("bpmnElement"):
                _take_over(old, diagram)
                _take_over(old_plane, plane)
                return

    def add_styles(self, diagram: etree._Element) -> None:
        """Append the styles that labels refer to, of all old diagrams, to the new *diagram*."""
        for old in self._diagrams:
            for style in old.findall(_STYLE):
                diagram.append(deepcopy(style))


def _kept(node: etree._Element) -> dict[str, str]:
    """Return the attributes of *node* that are looks: some of the standard, and all of other namespaces."""
    return {str(name): str(text) for name, text in node.items() if _is_kept(etree.QName(name))}


def _is_kept(name: etree.QName) -> bool:
    return name.namespace not in {BPMNDI, DI, DC} if name.namespace else name.localname in _LOOKS


def _take_over(old: etree._Element, node: etree._Element) -> None:
    for name, text in _kept(old).items():
        node.set(name, text)
    for place, extension in enumerate(old.findall(_EXTENSION)):
        node.insert(place, deepcopy(extension))
