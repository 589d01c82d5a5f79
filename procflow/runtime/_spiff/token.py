"""A token: a SpiffWorkflow task that knows its scope, its host and the flow it came by."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from procflow.runtime.core.plan import NodePlan
from procflow.runtime.core.state import TimerState, TokenState

if TYPE_CHECKING:
    from procflow.runtime._spiff.specs import Node
    from procflow.runtime._spiff.workflow import TokenWorkflow


class Token(Task):
    """A task of SpiffWorkflow with what procflow must know of where it came from."""

    workflow: TokenWorkflow
    task_spec: Node
    id: int

    def __init__(self, workflow: TokenWorkflow, spec: Node, token_id: int, parent: Token | None, state: int) -> None:
        super().__init__(workflow, spec, parent, state, token_id)
        self.scope = self.host = self.choice = 0
        self.flow = ""
        self.since: datetime | None = None
        self.timer: TimerState | None = None

    @property
    def plan(self) -> NodePlan:
        """What the model says of the element the token is at."""
        return self.task_spec.plan

    @property
    def is_active(self) -> bool:
        """Whether its element has begun and not ended."""
        return bool(self.has_state(TaskState.STARTED))

    @property
    def is_finished(self) -> bool:
        """Whether its element has ended."""
        return bool(self.has_state(TaskState.FINISHED_MASK))

    @property
    def waits(self) -> bool:
        """Whether somebody or something from outside can move it: a person, a program, a message, a timer."""
        if self.host:
            return self.plan.event in {"timer", "message"}
        return self.is_active and self.task_spec.waits

    def arrive(self) -> None:
        """Let the element look at the token, and begin or wait."""
        self.task_spec._update(self)  # noqa: SLF001 - the way SpiffWorkflow tells a spec of a task

    def wait(self) -> None:
        """Let it rest until others arrive or its event happens."""
        self._set_state(TaskState.WAITING)

    def drop(self) -> None:
        """Mark it as cancelled."""
        self._set_state(TaskState.CANCELLED)

    def proceed(self) -> None:
        """Let its element begin."""
        self._ready()

    def captured(self) -> TokenState:
        """Return the token as a plain value."""
        return TokenState(
            id=self.id,
            node=self.plan.key,
            is_active=self.is_active,
            scope=self.scope,
            host=self.host,
            choice=self.choice,
            flow=self.flow,
            since=self.since,
            timer=self.timer,
        )

    def _set_state(self, value: int) -> None:
        # SpiffWorkflow's own also reads the machine's clock and logs; history is procflow's.
        self._state = value
