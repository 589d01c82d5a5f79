"""A compiled process: SpiffWorkflow's spec of it, shared by all its instances and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NoReturn

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec

from procflow.errors import IncidentError
from procflow.runtime.core.plan import ProcessPlan


class NoScripts:
    """A script engine that evaluates nothing: conditions are compiled, scripts are refused at deployment."""

    def evaluate(self, *_: Any, **__: Any) -> NoReturn:  # noqa: ANN401 - whatever SpiffWorkflow would hand over
        """Refuse."""
        raise IncidentError("a text of the model was to be evaluated", hint="report this model")

    execute = call_service = evaluate


@dataclass(frozen=True, slots=True)
class Compiled:
    """
    A process ready to be run.

    Attributes:
        plan: What the token core knows of its elements.
        spec: The task specs through which its tokens move.
        script_engine: Refuses every script.
    """

    plan: ProcessPlan
    spec: BpmnProcessSpec
    script_engine: NoScripts
