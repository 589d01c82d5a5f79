"""What an internal procedure is, and how it lies in a BPMN file."""

from procflow.procedure.model import (
    Document,
    Duty,
    Level,
    Limit,
    LimitUnit,
    OnlineLevel,
    Procedure,
    ProcedureKind,
    Status,
    Step,
)

__all__ = [
    "Document",
    "Duty",
    "Level",
    "Limit",
    "LimitUnit",
    "OnlineLevel",
    "Procedure",
    "ProcedureKind",
    "Status",
    "Step",
]
