"""Pools, lanes, message flows, data and notes."""

from __future__ import annotations

from procflow.bpmn.model.base import Element, Message
from procflow.bpmn.model.flow import FlowNode, Process


class Collaboration(Element):
    """Pools and what passes between them."""

    __slots__ = ()


class Participant(Element):
    """A pool."""

    __slots__ = ()

    @property
    def process(self) -> Process | None:
        """The process it shows, None for a black box."""
        found = self.reference("processRef")
        return found if isinstance(found, Process) else None


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


class DataObject(Element):
    """A document or datum that lives as long as the process instance."""

    __slots__ = ()


class DataObjectReference(Element):
    """A place where a data object is drawn."""

    __slots__ = ()

    @property
    def data_object(self) -> DataObject | None:
        """The data object, None if it is not in this file."""
        found = self.reference("dataObjectRef")
        return found if isinstance(found, DataObject) else None


class DataStore(Element):
    """A register or database that outlives the instance."""

    __slots__ = ()


class DataStoreReference(Element):
    """A place where a data store is drawn."""

    __slots__ = ()


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


class Association(Artifact, Connection):
    """A dotted line between a note and what it is about, or to a compensation handler."""

    __slots__ = ()


class Group(Artifact):
    """A dashed frame."""

    __slots__ = ()
