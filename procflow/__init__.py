"""Model, run, document, measure and simplify internal procedures of an administration as BPMN 2.0."""

from procflow.bpmn import graph, read, write
from procflow.engine import Engine
from procflow.errors import ProcflowError
from procflow.lint import lint
from procflow.procedure import Procedure
from procflow.render import render
from procflow.simplify import compare
from procflow.tables import import_table

__all__ = [
    "Engine",
    "Procedure",
    "ProcflowError",
    "compare",
    "graph",
    "import_table",
    "lint",
    "read",
    "render",
    "write",
]
