"""Model, run, document, measure and simplify internal procedures of an administration as BPMN 2.0."""

import sys as _sys
import typing as _typing
from importlib import import_module as _import_module
from types import ModuleType as _ModuleType

if _typing.TYPE_CHECKING:
    from procflow.bpmn import read, write
    from procflow.bpmn.diff import diff
    from procflow.bpmn.graph import graph
    from procflow.bpmn.soundness import soundness
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
    "diff",
    "graph",
    "import_table",
    "lint",
    "read",
    "render",
    "soundness",
    "write",
]

_ROOMS = {
    "Engine": "engine",
    "Procedure": "procedure",
    "ProcflowError": "errors",
    "compare": "simplify",
    "diff": "bpmn",
    "graph": "bpmn",
    "import_table": "tables",
    "lint": "lint",
    "read": "bpmn",
    "render": "render",
    "soundness": "bpmn.soundness",
    "write": "bpmn",
}


class _Package(_ModuleType):
    """The package imports a room when one of its names is first used: a clock needs no database."""

    def __getattr__(self, name: str) -> object:
        if name not in _ROOMS:
            msg = f"module {self.__name__!r} has no attribute {name!r}"
            raise AttributeError(msg)
        found = getattr(_import_module(f"{self.__name__}.{_ROOMS[name]}"), name)
        setattr(self, name, found)
        return found

    def __setattr__(self, name: str, value: object) -> None:
        # Importing the room procflow.lint would put it in the place of the function of the same name.
        if name not in _ROOMS or not isinstance(value, _ModuleType):
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *__all__})


_sys.modules[__name__].__class__ = _Package
