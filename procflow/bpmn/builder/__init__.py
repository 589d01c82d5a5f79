"""New models made in code: valid, with readable ids, laid out."""

from procflow.bpmn.builder.core import Builder
from procflow.bpmn.builder.events import EventSpec

__all__ = ["Builder", "EventSpec"]
