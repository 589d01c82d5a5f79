"""Pools, lanes, message flows, data and notes."""

from __future__ import annotations

import re

from procflow.bpmn.model.base import Element, Message
from procflow.bpmn.model.data import ItemAware
from procflow.bpmn.model.flow import FlowNode, Process
from procflow.bpmn.model.resources import CategoryValue, CorrelationKey, Interface
from procflow.bpmn.namespaces import bpmn

# As XML Schema writes it; more digits are none that anybody means, and Python refuses to read them without end.
_WHOLE = re.compile(r"\s*[+-]?\d{1,18}\s*", re.ASCII)


class Collaboration(Element):
    """Pools and what passes between them."""

    __slots__ = ()

    @property
    def is_closed(self) -> bool:
        """Whether nothing but what is drawn may pass between the pools."""
        return self.flag("isClosed", default=False)

    @property
    def participants(self) -> tuple[Participant, ...]:
        """The pools."""
        return self.children_of(Participant)

    @property
    def message_flows(self) -> tuple[MessageFlow, ...]:
        """The message flows between the pools."""
        return self.children_of(MessageFlow)

    @property
    def correlation_keys(self) -> tuple[CorrelationKey, ...]:
        """What names a conversation between the pools."""
        return self.children_of(CorrelationKey)


class Participant(Element):
    """A pool."""

    __slots__ = ()

    @property
    def process(self) -> Process | None:
        """The process it shows, None for a black box."""
        found = self.reference("processRef")
        return found if isinstance(found, Process) else None

    @property
    def multiplicity(self) -> tuple[int, int] | None:
        """How many of its kind there are at least and at most, None for just one or a bound that is no whole number."""
        texts = self.multiplicity_texts
        if texts is None or not all(map(_WHOLE.fullmatch, texts)):
            return None
        return int(texts[0]), int(texts[1])

    @property
    def multiplicity_texts(self) -> tuple[str, str] | None:
        """Both bounds of the multiplicity as written, or what the standard sets for them; None if there is none."""
        node = self.node.find(bpmn("participantMultiplicity"))
        return (node.get("minimum") or "0", node.get("maximum") or "1") if node is not None else None

    @property
    def interfaces(self) -> tuple[Interface, ...]:
        """The services it offers."""
        return tuple(found for found in self.child_references("interfaceRef") if isinstance(found, Interface))


class Connection(Element):
    """An arrow or line that may lead out of this file."""

    __slots__ = ()

    @property
    def source(self) -> Element | None:
        """The pool, node or artifact it comes from, None if it is not in this file."""
        return self.reference("sourceRef")

    @property
    def target(self) -> Element | None:
        """The pool, node or artifact it goes to, None if it is not in this file."""
        return self.reference("targetRef")


class MessageFlow(Connection):
    """A dashed arrow between pools."""

    __slots__ = ()

    @property
    def message(self) -> Message | None:
        """The message it carries, None if none is chosen."""
        found = self.reference("messageRef")
        return found if isinstance(found, Message) else None


class LaneSet(Element):
    """The lanes of a process or of a lane."""

    __slots__ = ()


class Lane(Element):
    """
    A strip of a pool: who does what stands in it.

    Attributes:
        flow_nodes: The flow nodes the file lists for it.
    """

    __slots__ = ("flow_nodes",)

    flow_nodes: tuple[FlowNode, ...]

    @property
    def partition_element(self) -> Element | None:
        """What the lane stands for in the model, e.g. a resource; None if the file does not say."""
        own = self.node.find(bpmn("partitionElement"))
        inner = self.definitions.get(own.get("id", "")) if own is not None else None
        return inner if inner is not None else self.reference("partitionElementRef")

    @property
    def child_lanes(self) -> tuple[Lane, ...]:
        """The lanes nested directly in it."""
        return tuple(lane for lane_set in self.children_of(LaneSet) for lane in lane_set.children_of(Lane))

    @property
    def parent_lane(self) -> Lane | None:
        """The lane it is nested in, None at the top."""
        above = self.parent.parent if self.parent is not None else None
        return above if isinstance(above, Lane) else None

    @property
    def path(self) -> tuple[Lane, ...]:
        """The lanes from the outermost to this one."""
        above = self.parent_lane
        return (*above.path, self) if above is not None else (self,)


class DataObject(ItemAware):
    """A document or datum that lives as long as the process instance."""

    __slots__ = ()

    @property
    def is_collection(self) -> bool:
        """Whether it is several of a kind."""
        return self.flag("isCollection", default=False)


class DataObjectReference(ItemAware):
    """A place where a data object is drawn."""

    __slots__ = ()

    @property
    def data_object(self) -> DataObject | None:
        """The data object, None if it is not in this file."""
        found = self.reference("dataObjectRef")
        return found if isinstance(found, DataObject) else None


class DataStore(ItemAware):
    """A register or database that outlives the instance."""

    __slots__ = ()

    @property
    def capacity(self) -> str:
        """How much it holds, as written; empty if the file does not say."""
        return self.node.get("capacity") or ""

    @property
    def is_unlimited(self) -> bool:
        """Whether it holds any amount."""
        return self.flag("isUnlimited", default=True)


class DataStoreReference(ItemAware):
    """A place where a data store is drawn."""

    __slots__ = ()

    @property
    def data_store(self) -> DataStore | None:
        """The data store, None if it is not in this file."""
        return self.referred("dataStoreRef", DataStore)


class Artifact(Element):
    """What is drawn beside the flow."""

    __slots__ = ()


class TextAnnotation(Artifact):
    """A note."""

    __slots__ = ()

    @property
    def text(self) -> str:
        """What the note says."""
        return self.child_text("text")

    @property
    def text_format(self) -> str:
        """The media type of the text."""
        return self.node.get("textFormat") or "text/plain"


class Association(Artifact, Connection):
    """A dotted line between a note and what it is about, or to a compensation handler."""

    __slots__ = ()

    @property
    def direction(self) -> str:
        """Which ends bear an arrow: ``None``, ``One`` or ``Both``, as the standard writes it."""
        return self.node.get("associationDirection") or "None"


class Group(Artifact):
    """A dashed frame."""

    __slots__ = ()

    @property
    def category_value(self) -> CategoryValue | None:
        """The category value it shows, None if it is not in this file."""
        return self.referred("categoryValueRef", CategoryValue)
