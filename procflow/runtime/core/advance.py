"""The token core: from a state and a command to the next state and what is to be done, without I/O."""

from __future__ import annotations

from datetime import datetime

from procflow.calendars import Calendar
from procflow.errors import IncidentError, StaleTask
from procflow.eventlog import EntryKind
from procflow.runtime._spiff.compiled import Compiled
from procflow.runtime._spiff.token import Token
from procflow.runtime._spiff.workflow import TokenWorkflow
from procflow.runtime.core.commands import Command, Complete, Deliver, Fail, Fire, Start
from procflow.runtime.core.effects import Effect, RaiseIncident
from procflow.runtime.core.journal import Journal, plain_json
from procflow.runtime.core.legal import require_begun
from procflow.runtime.core.state import State

Step = tuple[State, tuple[Effect, ...]]


def advance(compiled: Compiled, state: State, command: Command, now: datetime, calendar: Calendar) -> Step:
    """
    Return the state after *command*, and its effects in the order in which they happen.

    Nothing is read or written besides the arguments; equal arguments give equal results.
    A command that cannot be carried out to a point where every token rests gives the state unchanged and a single
    `RaiseIncident`.

    Raises:
        StaleTask: The task, timer or message the command is about is not waited for any more.
        CalendarError: A due date lies outside the years of the calendar, or *now* before the last event of a clock or
            before what the command ends has begun.
    """
    by = "" if isinstance(command, Fire) else command.by
    journal = Journal(compiled.plan, state, now, by, calendar)
    workflow = TokenWorkflow(compiled, state, journal)
    try:
        _carry_out(workflow, journal, command)
    except IncidentError as error:
        node = str(error.facts.get("node", ""))
        return state, (RaiseIncident(node, error.message, error.hint, error.where),)
    return workflow.captured(), tuple(journal.effects)


def _carry_out(workflow: TokenWorkflow, journal: Journal, command: Command) -> None:
    if isinstance(command, Start):
        journal.record(EntryKind.INSTANCE_STARTED, detail={"data": plain_json(command.data)})
        journal.write(0, command.data, "")
        workflow.begin()
        return
    token = _waiting(workflow, command.token)
    if not isinstance(command, Fire):
        require_begun(workflow.tasks[token.host or token.id].since, journal.now)
    if isinstance(command, Complete | Fail):
        _close(workflow, journal, token, command)
    elif isinstance(command, Deliver):
        detail = {"message": token.plan.message, "data": plain_json(command.data)}
        journal.record(EntryKind.MESSAGE_RECEIVED, token.plan.key, detail=detail)
        journal.write(workflow.data_scope(token.scope), command.data, token.plan.key)
        workflow.happen(token)
    else:
        journal.record(EntryKind.TIMER_FIRED, token.plan.key, due_at=token.timer.due_at if token.timer else None)
        workflow.happen(token)


def _close(workflow: TokenWorkflow, journal: Journal, token: Token, command: Complete | Fail) -> None:
    detail = {"data": plain_json(command.data), **workflow.waits.used_time(token)}
    if isinstance(command, Fail):
        detail["error"] = command.error
    journal.record(EntryKind.TASK_COMPLETED, token.plan.key, token=token.id, detail=detail)
    journal.write(workflow.data_scope(token.scope), command.data, token.plan.key)
    if isinstance(command, Fail):
        workflow.fail(token, command.error)
    else:
        workflow.finish(token)


def _waiting(workflow: TokenWorkflow, token_id: int) -> Token:
    token: Token | None = workflow.tasks.get(token_id)
    if token is None or not token.waits:
        raise StaleTask("what the command is about is over", hint="reload and decide again", token=token_id)
    return token
