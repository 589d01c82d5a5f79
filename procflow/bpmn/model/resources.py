"""Who does the work, what services offer, and how messages find their conversation."""

from __future__ import annotations

from dataclasses import dataclass

from procflow.bpmn.model.base import Element, Error, Expression, Message, RootElement
from procflow.bpmn.namespaces import bpmn, local_reference


class Resource(RootElement):
    """A person, role or thing that work is given to."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class ResourceBinding:
    """The value of one parameter of a resource."""

    parameter: str
    expression: Expression


class ResourceRole(Element):
    """What a resource is to an activity or process; of kind ``resourceRole`` it says no more."""

    __slots__ = ()

    @property
    def resource(self) -> Resource | None:
        """The resource, None if an expression finds it or it is not in this file."""
        return next((found for found in self.child_references("resourceRef") if isinstance(found, Resource)), None)

    @property
    def assignment_expression(self) -> Expression | None:
        """The expression that finds it, e.g. the name of a group; None if the resource is named."""
        return self.child_expression("resourceAssignmentExpression")

    @property
    def bindings(self) -> tuple[ResourceBinding, ...]:
        """The parameters the resource is asked with."""
        nodes = self.node.iterchildren(bpmn("resourceParameterBinding"))
        return tuple(
            ResourceBinding(local_reference(node.get("parameterRef", "")), Expression("".join(node.itertext()).strip()))
            for node in nodes
        )


class Performer(ResourceRole):
    """Who does the work."""

    __slots__ = ()


class HumanPerformer(Performer):
    """The person who does the work."""

    __slots__ = ()


class PotentialOwner(HumanPerformer):
    """The persons who may claim the work."""

    __slots__ = ()


class Operation(Element):
    """What a service can be asked for."""

    __slots__ = ()

    @property
    def in_message(self) -> Message | None:
        """The message it takes, None if it is not in this file."""
        return next((found for found in self.child_references("inMessageRef") if isinstance(found, Message)), None)

    @property
    def out_message(self) -> Message | None:
        """The message it answers, None if it answers none."""
        return next((found for found in self.child_references("outMessageRef") if isinstance(found, Message)), None)

    @property
    def errors(self) -> tuple[Error, ...]:
        """The errors it may end with."""
        return tuple(found for found in self.child_references("errorRef") if isinstance(found, Error))


class Interface(RootElement):
    """A service: its operations."""

    __slots__ = ()

    @property
    def operations(self) -> tuple[Operation, ...]:
        """What it can be asked for."""
        return self.children_of(Operation)


class CorrelationProperty(RootElement):
    """What is read out of messages to tell conversations apart, e.g. the number of the dossier."""

    __slots__ = ()

    @property
    def type(self) -> str:
        """The type of the value as written, empty if none."""
        return self.node.get("type") or ""

    @property
    def paths(self) -> tuple[tuple[Message | None, Expression], ...]:
        """For each message, the expression that reads the value out of it."""
        nodes = self.node.iterchildren(bpmn("correlationPropertyRetrievalExpression"))
        found = []
        for node in nodes:
            message = self.definitions.get(local_reference(node.get("messageRef", "")))
            path = node.find(bpmn("messagePath"))
            text = "".join(path.itertext()).strip() if path is not None else ""
            found.append((message if isinstance(message, Message) else None, Expression(text)))
        return tuple(found)


class CorrelationKey(Element):
    """The properties that together name a conversation."""

    __slots__ = ()

    @property
    def correlation_properties(self) -> tuple[CorrelationProperty, ...]:
        """The properties of the key."""
        found = self.child_references("correlationPropertyRef")
        return tuple(each for each in found if isinstance(each, CorrelationProperty))


class CorrelationSubscription(Element):
    """How a process keeps the values of a correlation key."""

    __slots__ = ()

    @property
    def correlation_key(self) -> CorrelationKey | None:
        """The key, None if it is not in this file."""
        return self.referred("correlationKeyRef", CorrelationKey)

    @property
    def bindings(self) -> tuple[tuple[CorrelationProperty | None, Expression], ...]:
        """For each property, the expression over the data of the process."""
        found = []
        for node in self.node.iterchildren(bpmn("correlationPropertyBinding")):
            each = self.definitions.get(local_reference(node.get("correlationPropertyRef", "")))
            path = node.find(bpmn("dataPath"))
            text = "".join(path.itertext()).strip() if path is not None else ""
            found.append((each if isinstance(each, CorrelationProperty) else None, Expression(text)))
        return tuple(found)


class CategoryValue(Element):
    """One value of a category; a group shows it."""

    __slots__ = ()

    @property
    def value(self) -> str:
        """The text a person reads."""
        return self.node.get("value") or ""


class Category(RootElement):
    """A kind of grouping: its values."""

    __slots__ = ()

    @property
    def values(self) -> tuple[CategoryValue, ...]:
        """Its values, in the order of the file."""
        return self.children_of(CategoryValue)
