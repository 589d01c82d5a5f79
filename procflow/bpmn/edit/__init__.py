"""Edits of the kept tree that leave everything else as it was: structure, references and drawing together."""

from procflow.bpmn.edit.flows import add_flow, add_message_flow, rewire, set_condition, set_default
from procflow.bpmn.edit.insert import add_boundary_event, add_node, insert_after, insert_into_flow
from procflow.bpmn.edit.lanes import add_lane, move_to_lane, remove_lane
from procflow.bpmn.edit.remove import remove
from procflow.bpmn.edit.texts import set_documentation, set_name, set_property
from procflow.bpmn.edit.types import change_type

__all__ = [
    "add_boundary_event",
    "add_flow",
    "add_lane",
    "add_message_flow",
    "add_node",
    "change_type",
    "insert_after",
    "insert_into_flow",
    "move_to_lane",
    "remove",
    "remove_lane",
    "rewire",
    "set_condition",
    "set_default",
    "set_documentation",
    "set_name",
    "set_property",
]
