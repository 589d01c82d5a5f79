"""Moving the tokens of one instance for one command."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Sequence

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from procflow.errors import IncidentError
from procflow.eventlog import EntryKind
from procflow.runtime._spiff.compiled import Compiled
from procflow.runtime._spiff.joins import is_awaited, partners
from procflow.runtime._spiff.specs import BoundaryEvent, InclusiveGateway
from procflow.runtime._spiff.token import Token
from procflow.runtime._spiff.waits import Waits
from procflow.runtime.core.effects import CloseTask, CompleteInstance
from procflow.runtime.core.journal import Journal, limit_json
from procflow.runtime.core.legal import due_after
from procflow.runtime.core.plan import CallPlan, FlowPlan
from procflow.runtime.core.state import State, Status, Variables

STEP_BUDGET = 10_000
_ROOT = -1


class TokenWorkflow(BpmnWorkflow):
    """
    A SpiffWorkflow workflow whose tasks are the resting tokens of an instance and whatever runs now.

    Args:
        compiled: The process.
        state: Where the tokens rest.
        journal: Where effects are written down.
    """

    def __init__(self, compiled: Compiled, state: State, journal: Journal) -> None:
        super().__init__(compiled.spec, deserializing=True, script_engine=compiled.script_engine)
        self.journal, self.status = journal, state.status
        self.waits = Waits(journal, self.living)
        self.ready: deque[Token] = deque()
        self._emptied: deque[int] = deque()
        self.population: Counter[int] = Counter()
        self.rounds: Counter[str] = Counter(state.rounds)
        self._next = state.next_token
        self.task_tree = Token(self, compiled.spec.start, _ROOT, None, TaskState.COMPLETED)
        for rest in state.tokens:
            where = TaskState.STARTED if rest.is_active else TaskState.WAITING
            token = Token(self, compiled.spec.task_specs[rest.node], rest.id, self.task_tree, where)
            token.scope, token.host, token.choice = rest.scope, rest.host, rest.choice
            token.flow, token.since, token.timer = rest.flow, rest.since, rest.timer
            self.population[rest.scope] += 1

    # What a command asks for

    def begin(self) -> None:
        """Put the first token at the start event."""
        self.spawn(self.journal.plan.start, 0).arrive()
        if self.journal.plan.starts_clock:
            self.waits.start_clock(self.journal.plan.start)
        self.drive()

    def happen(self, token: Token) -> None:
        """Let the event a token waits for happen: its timer, its message."""
        if not isinstance(token.task_spec, BoundaryEvent):
            self._take_rivals(token)
            self.waits.disarm(token)
            token.complete()
        elif token.plan.interrupting:
            self._interrupt(token)
        else:
            self._happen_beside(token)
        self.drive()

    def finish(self, token: Token) -> None:
        """Complete the task a token is at."""
        self.journal.add(CloseTask(token.id))
        token.complete()
        self.drive()

    def fail(self, token: Token, error: str) -> None:
        """End the task a token is at with an error."""
        self.throw(token, error, token.id)
        self.drive()

    def throw(self, origin: Token, error: str, host_id: int) -> None:
        """
        Let an error end the innermost activity around its origin that catches it.

        Raises:
            IncidentError: Nothing catches it.
        """
        while host_id:
            caught = self._catcher(host_id, error)
            if caught is not None:
                self._interrupt(caught)
                return
            host_id = self.tasks[host_id].scope
        raise IncidentError(
            f"nothing catches the error {error!r}",
            hint="attach an error boundary event to the activity around it",
            where=origin.plan.where,
            node=origin.plan.key,
        )

    def drive(self) -> None:
        """
        Let tokens run until every one of them rests.

        Raises:
            IncidentError: They run on and on, or none of them will ever go on.
        """
        for _ in range(STEP_BUDGET):
            self._leave_emptied()
            if not self.ready and not self._settle_inclusive_joins():
                self._require_progress()
                return
            token = self.ready.popleft()
            if not token.is_finished:
                token.run()
        raise IncidentError(
            f"the process runs {STEP_BUDGET} steps without waiting for anybody",
            hint="let the loop pass a task, an event or a condition that ends it",
            where=token.plan.where,
            node=token.plan.key,
        )

    def captured(self) -> State:
        """Return the state the tokens rest in."""
        journal = self.journal
        return State(
            status=self.status,
            tokens=tuple(token.captured() for token in sorted(self.living(), key=lambda token: token.id)),
            next_token=self._next,
            variables={key: dict(own) for key, own in journal.variables.items()},
            outputs=dict(journal.outputs),
            clock=journal.clock.events,
            pauses=journal.clock.pauses,
            rounds=dict(self.rounds),
            groups=journal.groups.rounds,
        )

    # What the elements ask for

    def living(self) -> list[Token]:
        """Return the tokens that live."""
        return [token for token in self.tasks.values() if token.id != _ROOT]

    def spawn(self, key: str, scope: int, parent: Token | None = None) -> Token:
        """Return a new token at the element *key*."""
        above = parent or self.task_tree
        token = Token(self, self.spec.task_specs[key], self._next, above, TaskState.FUTURE)
        token.scope = scope
        self._next += 1
        self.population[scope] += 1
        return token

    def variables_of(self, token: Token) -> Variables:
        """Return the variables a token sees: those of the called process it is in, or of the process itself."""
        return self.journal.variables[self.data_scope(token.scope)]

    def data_scope(self, scope: int) -> int:
        """Return the token of the innermost call around *scope*, 0 for the process itself."""
        while scope not in self.journal.variables:
            scope = self.tasks[scope].scope
        return scope

    def enter(self, token: Token) -> None:
        """Note that the element of a token begins."""
        plan, journal = token.plan, self.journal
        token.since = journal.now
        self.waits.join_group(token)
        since = self.waits.limit_since(token)
        found = due_after(plan.limit, since, journal.calendar) if token.task_spec.is_stage else None
        journal.record(
            EntryKind.ELEMENT_ENTERED,
            plan.key,
            due_at=found.due_at if found else None,
            detail={"limit": limit_json(plan.limit)} if found else {},
        )
        self.waits.hold_clock(token)

    def leave(self, token: Token, flows: Sequence[FlowPlan]) -> None:
        """Note that the element of a token ends, and put tokens on the flows it leaves by."""
        plan = token.plan
        sent = {"message": plan.message} if token.task_spec.sends and plan.message else {}
        self.journal.record(EntryKind.ELEMENT_LEFT, plan.key, detail=sent)
        self.waits.release_clock(token)
        self.waits.mark_clock(plan)
        for flow in flows:
            self._count(flow)
            self.journal.record_flow(flow, plan)
            child = self.spawn(flow.target, token.scope, token)
            child.flow = flow.id
            child.choice = token.id if token.task_spec.decides_by_event else 0

    def withdraw(self, token: Token) -> None:
        """Take away a cancelled token, with everything inside it and attached to it."""
        family = [token]
        for member in family:
            family += [other for other in self.living() if member.id in {other.scope, other.host}]
        for member in reversed(family):
            if member is token or not member.is_finished:
                member.drop()
                self.waits.cancel(member)
            self.journal.forget_call(member.id)
            self._remove(member)

    def attach(self, host: Token) -> None:
        """Arm the boundary events of an activity that begins."""
        for key in host.plan.boundary:
            token = self.spawn(key, host.scope)
            token.host = host.id
            token.arrive()

    def detach(self, host: Token) -> None:
        """Take the boundary events of an activity away that ends."""
        for token in self._where(lambda token: token.host == host.id):
            token.cancel()

    def begin_inside(self, host: Token, start: str) -> None:
        """Put a token at the start event of a sub-process or called process."""
        self.spawn(start, host.id).arrive()

    def begin_call(self, host: Token, call: CallPlan) -> None:
        """Start a called process with variables of its own."""
        self.journal.enter_call(host.id, self.data_scope(host.scope), passes_in=call.passes_in)
        self.begin_inside(host, call.start)

    def end_call(self, host: Token, call: CallPlan) -> None:
        """Take the variables out of a called process that ended."""
        caller = self.data_scope(host.scope)
        self.journal.leave_call(host.id, caller, host.plan.key, passes_out=call.passes_out)

    def terminate(self, token: Token) -> None:
        """End everything else on the level of a token."""
        for other in self._where(lambda other: other.scope == token.scope and other is not token):
            other.cancel()
        if token.scope == 0:
            self.status = Status.TERMINATED

    def join_all(self, arrived: Token) -> bool:
        """Return whether a parallel gateway has its tokens together, and take them."""
        same = (token for token in self.living() if token.task_spec is arrived.task_spec)
        waiting = (token for token in same if token.scope == arrived.scope and token.has_state(TaskState.WAITING))
        found = partners(arrived, sorted(waiting, key=lambda token: token.id))
        if found is None:
            arrived.wait()
            return False
        for token in found:
            self._remove(token)
        return True

    def _task_completed_notify(self, task: Token) -> None:
        # SpiffWorkflow's own looks for the end of the workflow and scans for tasks that wait.
        if task.id not in self.tasks:
            return
        for child in task.children:
            child.parent = self.task_tree
            self.task_tree._children.append(child.id)  # noqa: SLF001 - SpiffWorkflow has no other way to move a task
        self._remove(task)
        if not self.population[task.scope]:
            self._emptied.append(task.scope)

    def _leave_emptied(self) -> None:
        """Complete the sub-processes and calls in which no token is left, from the inside out."""
        while self._emptied:
            scope = self._emptied.popleft()
            if scope:
                self.tasks[scope].complete()
            else:
                self._end()

    def _end(self) -> None:
        terminated = self.status is Status.TERMINATED
        self.status = Status.TERMINATED if terminated else Status.COMPLETED
        self.waits.stop_clock("")
        self.journal.add(CompleteInstance(is_terminated=terminated))
        self.journal.record(EntryKind.INSTANCE_TERMINATED if terminated else EntryKind.INSTANCE_COMPLETED)

    def _remove(self, token: Token) -> None:
        if self.tasks.pop(token.id, None) is None:
            return
        self.population[token.scope] -= 1
        token.parent._children.remove(token.id)  # noqa: SLF001 - SpiffWorkflow has no other way to drop one task

    def _interrupt(self, event: Token) -> None:
        host, event.host = self.tasks[event.host], 0
        self.waits.disarm(event)
        host.cancel()
        event.proceed()

    def _happen_beside(self, event: Token) -> None:
        self.spawn(event.plan.key, event.scope).proceed()
        if event.plan.event == "timer" and not self.waits.arm_again(event):
            self.waits.disarm(event)
            self._remove(event)

    def _take_rivals(self, event: Token) -> None:
        for token in self._where(lambda token: token.choice == event.choice != 0 and token is not event):
            token.cancel()

    def _catcher(self, host_id: int, error: str) -> Token | None:
        events = self._where(lambda token: token.host == host_id and token.plan.event == "error")
        exact = [token for token in events if token.plan.error == error]
        return next(iter(exact + [token for token in events if token.plan.error is None]), None)

    def _settle_inclusive_joins(self) -> bool:
        joins: dict[tuple[str, int], list[Token]] = defaultdict(list)
        for token in self.living():
            if isinstance(token.task_spec, InclusiveGateway):
                joins[token.plan.key, token.scope].append(token)
        for (_, scope), waiting in joins.items():
            others = (token for token in self.living() if token.scope == scope and not token.host)
            elsewhere = [token for token in others if token not in waiting]
            if not is_awaited(waiting, elsewhere, waiting[0].task_spec.reaches):
                for token in waiting[1:]:
                    self._remove(token)
                waiting[0].proceed()
                return True
        return False

    def _require_progress(self) -> None:
        if self.status is not Status.RUNNING or any(token.waits for token in self.living()):
            return
        stuck = next(iter(self.living()))
        raise IncidentError(
            "the instance would wait here for ever: no token can still arrive",
            hint="join with the kind of gateway that the paths were split with",
            where=stuck.plan.where,
            node=stuck.plan.key,
        )

    def _count(self, flow: FlowPlan) -> None:
        for name, most in flow.rounds:
            self.rounds[name] += 1
            if self.rounds[name] > most:
                raise IncidentError(
                    f"this way may be taken {most} times and was taken as often already",
                    hint="complete the task before it with data that lead another way",
                    where=flow.where,
                    node=flow.target,
                )

    def _where(self, holds: Callable[[Token], bool]) -> list[Token]:
        return [token for token in self.living() if holds(token)]
