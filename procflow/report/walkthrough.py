"""One dossier walked to its end, with answers from a file or from a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from procflow.bpmn import (
    Activity,
    Definitions,
    Event,
    FlowNode,
    Message,
    MessageEventDefinition,
    ReceiveTask,
    SubProcess,
)
from procflow.clock import FrozenClock
from procflow.engine import Engine, Instance, OpenTask, PendingTimer
from procflow.errors import DataError, IncidentError, NobodyWaits
from procflow.expressions import compile_condition

MAX_STEPS = 1_000
MAX_TIMERS = 10_000
_WAITING = frozenset({"userTask", "serviceTask", "receiveTask", "callActivity"})

Data = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Question:
    """
    A variable that is asked for.

    Attributes:
        name: Its name.
        label: What a person reads.
        type: Type of the form field as written.
        required: Whether an answer is needed.
        choices: The values of the field, or those a condition compares the variable with, each of its own type.
    """

    name: str
    label: str
    type: str = "string"
    required: bool = False
    choices: tuple[object, ...] = ()


class Responder(Protocol):
    """
    Who answers during a walk.

    An answer may move the clock on to the instant at which it is given; what falls due on the way fires when it is due.
    """

    def answer(self, task: OpenTask, questions: Sequence[Question]) -> Data:
        """Return the data a task is completed with."""
        ...

    def message(self, names: Sequence[str], timers: Sequence[PendingTimer]) -> tuple[str, Data] | None:
        """Return the message that arrives while nothing is open, None to let the next timer fire."""
        ...

    def again(self, error: IncidentError) -> bool:
        """Tell whether to ask once more, when the instance cannot go on with an answer."""
        ...


@dataclass(slots=True)
class GivenAnswers:
    """
    Answers fixed beforehand.

    Attributes:
        tasks: For each element id the data of its visits, one after the other; the last serves all further visits.
        messages: Messages that arrive, in this order, when nothing else is open.
    """

    tasks: Mapping[str, Sequence[Data]] = field(default_factory=dict)
    messages: list[tuple[str, Data]] = field(default_factory=list)
    visits: dict[str, int] = field(default_factory=dict)

    def answer(self, task: OpenTask, questions: Sequence[Question]) -> Data:
        """Return the data given for this visit; none where none is given."""
        del questions
        given = self.tasks.get(task.element_id, ())
        visit = self.visits.get(task.element_id, 0)
        self.visits[task.element_id] = visit + 1
        return given[min(visit, len(given) - 1)] if given else {}

    def message(self, names: Sequence[str], timers: Sequence[PendingTimer]) -> tuple[str, Data] | None:
        """Return the next message that was given."""
        del names, timers
        return self.messages.pop(0) if self.messages else None

    def again(self, error: IncidentError) -> bool:
        """Return that answers fixed beforehand do not change."""
        del error
        return False


@dataclass(frozen=True, slots=True)
class _Answered:
    """A task somebody works on: since when, the data it will be completed with, by whom and when."""

    task: OpenTask
    since: datetime
    data: Data
    by: str
    done_at: datetime


@dataclass(slots=True)
class Walkthrough:
    """
    Walks one instance to its end on a clock that is moved along.

    Each timer of the instance fires at the instant it is due, also while a task is worked on; a task that it opens is
    taken up at once, and one that it ends is not completed.
    Other instances in the database are left alone.

    Attributes:
        engine: The engine, made with *clock*.
        clock: The clock; each completed task moves it by *pace*, waiting moves it to the next timer.
        model: The model that runs.
        responder: Who answers.
        people: Who acts for each performer; the performer itself where none is named.
        pace: Time a task takes.
    """

    engine: Engine
    clock: FrozenClock
    model: Definitions
    responder: Responder
    people: Mapping[str, str] = field(default_factory=dict)
    pace: timedelta = timedelta(minutes=30)
    _work: dict[str, _Answered] = field(default_factory=dict, repr=False)

    def run(self, key: str, data: Data, *, by: str, business_key: str = "") -> Iterator[Instance]:
        """
        Start an instance and yield it after each step, until it has ended.

        Raises:
            DataError: Nothing is open and nothing can happen any more, or it does not end.
            ProcflowError: As the engine raises it.
        """
        instance = self.engine.start(key, data, by=by, business_key=business_key or None)
        yield instance
        for _ in range(MAX_STEPS):
            if instance.status != "running":
                return
            instance = self._step(instance)
            yield instance
        raise DataError(f"the instance did not end within {MAX_STEPS} steps", hint="give answers that leave its loops")

    def questions(self, task: OpenTask, instance: Instance) -> tuple[Question, ...]:
        """Return what to ask for: the fields of its form, else variables that conditions read before the next wait."""
        if task.form is not None and task.form.fields:
            return tuple(
                Question(f.id, f.label or f.id, f.type, f.required, tuple(key for key, _ in f.values))
                for f in task.form.fields
            )
        node = self.model.element(task.element_id)
        found = conditions_after(node) if isinstance(node, FlowNode) else {}
        return tuple(
            Question(name, name, choices=choices) for name, choices in found.items() if name not in instance.variables
        )

    def _step(self, instance: Instance) -> Instance:
        tasks = self.engine.tasks(instance_id=instance.id)
        if not tasks:
            return self._wait(instance)
        work = self._taken_up(tasks)
        opened = {task.id for task in tasks}
        if not self._reach(work.done_at, instance.id, lambda now_open: now_open == opened):
            return self.engine.instance(instance.id)
        del self._work[work.task.id]
        try:
            return self.engine.complete(work.task.id, work.data, by=work.by, seen=work.task.version)
        except IncidentError as error:
            if not self.responder.again(error):
                raise
            return self.engine.instance(instance.id)

    def _taken_up(self, tasks: Sequence[OpenTask]) -> _Answered:
        """Return what is done next: of the work on the oldest task, and on those opened meanwhile, the first done."""
        self._work = {task.id: self._work[task.id] for task in tasks if task.id in self._work}
        since = min((work.since for work in self._work.values()), default=None)
        new = tasks[:1] if since is None else [task for task in tasks if task.opened_at > since]
        for task in new:
            if task.id not in self._work:
                self._work[task.id] = self._answered(task)
        return min(self._work.values(), key=lambda work: work.done_at)

    def _answered(self, task: OpenTask) -> _Answered:
        person = task.assignee or self._person(task)
        if task.assignee is None:
            task = self.engine.claim(task.id, by=person)
        since = self.clock.now()
        answer = self.responder.answer(task, self.questions(task, self.engine.instance(task.instance_id)))
        done_at = self.clock.now() + self.pace
        self.clock.set(since)
        return _Answered(task, since, answer, person, done_at)

    def _reach(self, until: datetime, instance_id: str, go_on: Callable[[set[str]], bool]) -> bool:
        """
        Move the clock to *until*, letting each timer fire at the instant it is due; return whether it got there.

        After a firing it goes on only if *go_on* says so of the tasks that are open then.
        """
        for _ in range(MAX_TIMERS):
            due = [timer.due_at for timer in self.engine.timers(instance_id) if timer.due_at and not timer.has_failed]
            if not due or due[0] > until:
                self.clock.set(max(until, self.clock.now()))
                return True
            self.clock.set(max(due[0], self.clock.now()))
            self.engine.run_due(instance_id=instance_id)
            if not go_on({task.id for task in self.engine.tasks(instance_id=instance_id)}):
                return False
        raise DataError(f"over {MAX_TIMERS} timers fire during one step", hint="let a task take less time")

    def _person(self, task: OpenTask) -> str:
        named = (self.people[performer] for performer in task.performer if performer in self.people)
        return next(named, task.performer[0] if task.performer else "procflow")

    def _wait(self, instance: Instance) -> Instance:
        timers = [timer for timer in self.engine.timers(instance.id) if timer.due_at is not None]
        now = self.clock.now()
        sent = self.responder.message(message_names(self.model), timers)
        arrives_at = self.clock.now()
        self.clock.set(now)
        if sent is not None:
            self._reach(arrives_at, instance.id, lambda _open: True)
            try:
                return self.engine.correlate(sent[0], sent[1], by="procflow", instance_id=instance.id)
            except NobodyWaits as exc:
                raise DataError(f"nothing waits for the message {sent[0]!r} now", hint="check its order") from exc
        if not timers:
            names = ", ".join(message_names(self.model)) or "none in the model"
            raise DataError("nothing is open and no timer runs", hint=f"it may wait for a message: {names}")
        self.clock.set(max(now, *(t.due_at for t in timers[:1] if t.due_at is not None)))
        self.engine.run_due(instance_id=instance.id)
        return self.engine.instance(instance.id)


def conditions_after(node: FlowNode) -> dict[str, tuple[object, ...]]:
    """
    Return the variables that conditions read between *node* and the next wait, with the values they are compared with.

    A path such as ``ho_so.loai`` is asked for by its first name.
    The borders of sub-processes are passed through.
    """
    found: dict[str, tuple[object, ...]] = {}
    pending, seen = [node], {node.id}
    while pending:
        current = pending.pop()
        for flow in current.outgoing:
            if flow.condition is not None:
                condition = compile_condition(flow.condition.text, where=flow.where)
                for path in condition.paths:
                    name = path.partition(".")[0]
                    found[name] = tuple(dict.fromkeys(found.get(name, ()) + condition.literals_for(path)))
        for target in _next(current):
            if target.id not in seen and target.kind not in _WAITING:
                seen.add(target.id)
                pending.append(target)
    return found


def _next(node: FlowNode) -> Iterator[FlowNode]:
    """Yield what comes after *node*: into a sub-process by its start, out of it behind its end."""
    for flow in node.outgoing:
        if isinstance(flow.target, SubProcess):
            yield from flow.target.start_events
        else:
            yield flow.target
    above = node.container
    if not node.outgoing and isinstance(above, SubProcess):
        yield above


def message_names(model: Definitions) -> tuple[str, ...]:
    """Return the names of the messages that something in *model* waits for."""
    waiting = (node for node in model.elements(FlowNode) if isinstance(node, Event | ReceiveTask))
    found = (message.name for node in waiting for message in _messages(node))
    return tuple(dict.fromkeys(name for name in found if name))


def _messages(node: FlowNode) -> Iterator[Message]:
    if isinstance(node, Activity):
        message = node.reference("messageRef")
        if isinstance(message, Message):
            yield message
    elif isinstance(node, Event):
        for definition in node.event_definitions:
            if isinstance(definition, MessageEventDefinition) and definition.message is not None:
                yield definition.message


def written(value: object) -> str:
    """Return a value as a person types it: ``true``, ``null``, ``3``, or the text itself."""
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)
