"""Data: what an activity, event or process needs and gives, and the arrows between data and work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from procflow.bpmn.model.base import Element, Expression, ItemDefinition
from procflow.bpmn.namespaces import bpmn

if TYPE_CHECKING:
    from lxml import etree


class ItemAware(Element):
    """What holds a datum: data object, store, input, output or property."""

    __slots__ = ()

    @property
    def item(self) -> ItemDefinition | None:
        """What kind of datum it holds, None if the file does not say."""
        return self.referred("itemSubjectRef", ItemDefinition)

    @property
    def state(self) -> str:
        """The state the datum is in (``dataState``), e.g. ``đã duyệt``; empty if none is named."""
        node = next(self.node.iterchildren(bpmn("dataState")), None)
        return (node.get("name") or "") if node is not None else ""


class DataProperty(ItemAware):
    """A datum that a process, activity or event keeps for itself (``property``)."""

    __slots__ = ()


class DataInput(ItemAware):
    """A datum that is needed."""

    __slots__ = ()

    @property
    def is_collection(self) -> bool:
        """Whether it is several of a kind."""
        return self.flag("isCollection", default=False)


class DataOutput(ItemAware):
    """A datum that is given."""

    __slots__ = ()

    @property
    def is_collection(self) -> bool:
        """Whether it is several of a kind."""
        return self.flag("isCollection", default=False)


class InputSet(Element):
    """Inputs that together are enough to begin."""

    __slots__ = ()

    @property
    def inputs(self) -> tuple[DataInput, ...]:
        """The inputs of the set."""
        return tuple(found for found in self.child_references("dataInputRefs") if isinstance(found, DataInput))

    @property
    def optional(self) -> tuple[DataInput, ...]:
        """Those that may be missing at the start."""
        return tuple(found for found in self.child_references("optionalInputRefs") if isinstance(found, DataInput))

    @property
    def while_executing(self) -> tuple[DataInput, ...]:
        """Those that may come while the work is done."""
        found = self.child_references("whileExecutingInputRefs")
        return tuple(datum for datum in found if isinstance(datum, DataInput))


class OutputSet(Element):
    """Outputs that are given together."""

    __slots__ = ()

    @property
    def outputs(self) -> tuple[DataOutput, ...]:
        """The outputs of the set."""
        return tuple(found for found in self.child_references("dataOutputRefs") if isinstance(found, DataOutput))

    @property
    def optional(self) -> tuple[DataOutput, ...]:
        """Those that may be missing."""
        return tuple(found for found in self.child_references("optionalOutputRefs") if isinstance(found, DataOutput))

    @property
    def while_executing(self) -> tuple[DataOutput, ...]:
        """Those that may be given while the work is done."""
        found = self.child_references("whileExecutingOutputRefs")
        return tuple(datum for datum in found if isinstance(datum, DataOutput))


class InputOutputSpecification(Element):
    """What an activity or process needs and gives (``ioSpecification``)."""

    __slots__ = ()

    @property
    def data_inputs(self) -> tuple[DataInput, ...]:
        """What is needed."""
        return self.children_of(DataInput)

    @property
    def data_outputs(self) -> tuple[DataOutput, ...]:
        """What is given."""
        return self.children_of(DataOutput)

    @property
    def input_sets(self) -> tuple[InputSet, ...]:
        """What is enough to begin, each set on its own."""
        return self.children_of(InputSet)

    @property
    def output_sets(self) -> tuple[OutputSet, ...]:
        """What is given together."""
        return self.children_of(OutputSet)


@dataclass(frozen=True, slots=True)
class DataAssignment:
    """One copy within a data association: from one expression to another."""

    source: Expression
    target: Expression


class DataAssociation(Element):
    """A dotted arrow between data and work, with what is copied along it."""

    __slots__ = ()

    @property
    def sources(self) -> tuple[Element, ...]:
        """Where the data comes from."""
        return self.child_references("sourceRef")

    @property
    def target(self) -> Element | None:
        """Where the data goes, None if that is not in this file."""
        return next(iter(self.child_references("targetRef")), None)

    @property
    def transformation(self) -> Expression | None:
        """The expression that makes the target out of the sources, None if they are copied."""
        return self.child_expression("transformation")

    @property
    def assignments(self) -> tuple[DataAssignment, ...]:
        """The single copies, in the order of the file."""
        nodes = self.node.iterchildren(bpmn("assignment"))
        return tuple(DataAssignment(_expression(node, "from"), _expression(node, "to")) for node in nodes)


def _expression(node: etree._Element, tag: str) -> Expression:
    found = node.find(bpmn(tag))
    if found is None:
        return Expression("")
    return Expression("".join(found.itertext()).strip(), found.get("language") or "")
