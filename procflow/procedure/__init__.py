"""What an internal procedure is, and how it lies in a BPMN file."""

from procflow.calendars import LimitUnit
from procflow.procedure.further_limits import FurtherLimit, further_limits
from procflow.procedure.marks import mark_templates
from procflow.procedure.model import Procedure
from procflow.procedure.names import folded
from procflow.procedure.parts import (
    Document,
    Duty,
    Level,
    Limit,
    OnlineLevel,
    ProcedureKind,
    Status,
    Step,
)
from procflow.procedure.properties import join_list, limit_of, read_fields, split_list, write_fields
from procflow.procedure.templates import element_templates, install_templates
from procflow.procedure.to_bpmn import Draft, Link, draft_of
from procflow.procedure.vocabulary import BY_NAME, PROPERTIES, Place, Property, Type

__all__ = [
    "BY_NAME",
    "PROPERTIES",
    "Document",
    "Draft",
    "Duty",
    "FurtherLimit",
    "Level",
    "Limit",
    "LimitUnit",
    "Link",
    "OnlineLevel",
    "Place",
    "Procedure",
    "ProcedureKind",
    "Property",
    "Status",
    "Step",
    "Type",
    "draft_of",
    "element_templates",
    "folded",
    "further_limits",
    "install_templates",
    "join_list",
    "limit_of",
    "mark_templates",
    "read_fields",
    "split_list",
    "write_fields",
]
