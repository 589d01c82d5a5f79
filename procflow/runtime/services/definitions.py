"""Deploying processes, and finding them again compiled."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from procflow import bpmn
from procflow.bpmn import CallActivity, Process, called_element, read, write
from procflow.calendars import Calendar
from procflow.errors import CalendarError, ExpressionError, NotDeployable, UnknownDefinition
from procflow.lint import Severity, executed_processes, lint
from procflow.runtime._spiff.compile import compile_specs
from procflow.runtime._spiff.compiled import Compiled
from procflow.runtime.core.compile import compile_plan
from procflow.runtime.core.legal import arm
from procflow.runtime.core.plan import NodePlan
from procflow.runtime.services.records import Deployment
from procflow.runtime.store.damage import damaged
from procflow.runtime.store.tables import definitions, sources, starts

Calls = Mapping[str, int]
_BY_VERSION = select(definitions).order_by(definitions.c.version.desc()).limit(1)


@dataclass(frozen=True, slots=True)
class Definition:
    """A deployed process, compiled."""

    id: int
    key: str
    version: int
    compiled: Compiled

    def node(self, name: str) -> NodePlan:
        """
        Return the plan of a node that the database names.

        Raises:
            StoreError: The process has none of this name.
        """
        found = self.compiled.plan.nodes.get(name)
        if found is None:
            raise damaged(f"a node of process {self.key!r}", name)
        return found


class Definitions:
    """
    The deployed processes.

    A process is compiled once for each engine and shared by all its instances.

    Args:
        calendar: The calendar of the authority.
    """

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._known: dict[int, Definition] = {}
        self._models: dict[int, bpmn.Definitions] = {}
        self._calls: dict[bpmn.Definitions, Calls] = {}
        self._lock = threading.RLock()

    def deploy(self, db: Connection, model: bpmn.Definitions, now: datetime) -> Deployment:
        """
        Store the executable processes of *model*, or its first that is not empty; give the first of them.

        A file that is deployed as it stands already keeps its version; its start timer, if put aside, is tried again.

        Raises:
            ModelError: Something of the file is left out of the model.
            NotDeployable: It holds what cannot be run.
        """
        model.require_whole()
        _require_clean(model)
        raw = write(model)
        kept = read(raw, file=model.file)
        processes = executed_processes(kept)
        if not processes:
            raise NotDeployable("the file holds no process", hint="draw one", where=model.where)
        calls = {name: self.latest_row(db, name)["id"] for name in _calls_outside(db, kept)}
        with self._lock:
            outside = {**self._calls, kept: calls}
            compiled = [self._compile(db, process, outside) for process in processes]
        content_hash = hashlib.sha256(raw).hexdigest()
        if db.execute(select(sources.c.hash).where(sources.c.hash == content_hash)).first() is None:
            db.execute(insert(sources).values(hash=content_hash, content=raw))
        made = [self._store(db, one, kept.file, content_hash, calls, now) for one in compiled]
        return Deployment(**made[0], others=tuple(Deployment(**other) for other in made[1:]))

    def _store(  # noqa: PLR0913, PLR0917 - what a row is made of
        self, db: Connection, compiled: Compiled, file: str, content_hash: str, calls: Calls, now: datetime
    ) -> dict[str, Any]:
        key, name = compiled.plan.process_id, compiled.plan.name
        latest = db.execute(_BY_VERSION.where(definitions.c.key == key)).mappings().first()
        same = latest is not None and latest["source_hash"] == content_hash and latest["calls"] == calls
        version = 1 if latest is None else latest["version"] + (not same)
        if latest is not None and same:
            db.execute(update(starts).where(starts.c.definition_id == latest["id"]).values(has_failed=False))
        else:
            values = {"key": key, "version": version, "name": name, "file": file, "source_hash": content_hash}
            db.execute(insert(definitions).values(**values, calls=dict(calls), deployed_at=now))
            self._listen(db, self.latest_row(db, key)["id"], compiled, now)
        return {"key": key, "version": version, "name": name, "content_hash": content_hash}

    def _listen(self, db: Connection, definition_id: int, compiled: Compiled, now: datetime) -> None:
        """Let the timer or message of the start event begin instances of the new version, and of no older one."""
        plan = compiled.plan
        start = plan.nodes[plan.start]
        older = select(definitions.c.id).where(definitions.c.key == plan.process_id)
        db.execute(delete(starts).where(starts.c.definition_id.in_(older)))
        values: dict[str, Any] = {"definition_id": definition_id, "message": start.message, "has_failed": False}
        if start.event == "timer":
            try:
                armed = arm(start.timer, start.limit, now, self._calendar)
            except (CalendarError, ExpressionError) as exc:
                raise NotDeployable(exc.message, hint=exc.hint, where=start.where) from exc
            values |= {"due_at": armed.due_at, "times_left": armed.left}
        if start.event in {"timer", "message"}:
            db.execute(insert(starts).values(**values))

    def latest(self, db: Connection, key: str) -> Definition:
        """
        Return the latest version of the process *key*.

        Raises:
            UnknownDefinition: None was deployed.
        """
        return self.get(db, self.latest_row(db, key)["id"])

    def get(self, db: Connection, definition_id: int) -> Definition:
        """Return the deployed process with this id."""
        with self._lock:
            if definition_id not in self._known:
                row = _row(db, definition_id)
                process = self.process(db, definition_id)
                compiled = self._compile(db, process, self._calls)
                self._known[definition_id] = Definition(row["id"], row["key"], row["version"], compiled)
            return self._known[definition_id]

    def latest_row(self, db: Connection, key: str) -> RowMapping:
        """Return the row of the latest version of the process *key*."""
        found = db.execute(_BY_VERSION.where(definitions.c.key == key)).mappings().first()
        if found is None:
            hint = "deploy the file that holds it; the key is the id of the process"
            raise UnknownDefinition(f"no process {key!r} is deployed", hint=hint, key=key)
        return found

    def _compile(self, db: Connection, process: Process, calls: Mapping[bpmn.Definitions, Calls]) -> Compiled:
        def resolve(caller: Process, name: str) -> Process | None:
            own = next((other for other in caller.definitions.processes if other.id == name), None)
            called = calls.get(caller.definitions, self._calls.get(caller.definitions, {})).get(name)
            if own is not None:
                _require_executed(own)
            return own if own is not None or called is None else self.process(db, called)

        return compile_specs(compile_plan(process, self._calendar, resolve))

    def process(self, db: Connection, definition_id: int) -> Process:
        """
        Return the deployed process with this id as it stands in its file.

        Raises:
            StoreError: The file is missing, or does not hold it.
        """
        row = _row(db, definition_id)
        if definition_id not in self._models:
            raw = db.execute(select(sources.c.content).where(sources.c.hash == row["source_hash"])).scalar()
            if raw is None:
                raise damaged("the hash of a file", row["source_hash"])
            self._models[definition_id] = read(raw, file=row["file"])
            self._calls[self._models[definition_id]] = row["calls"]
        for process in self._models[definition_id].processes:
            if process.id == row["key"]:
                return process
        raise damaged("the key of a process", row["key"])


def _row(db: Connection, definition_id: int) -> RowMapping:
    found = db.execute(select(definitions).where(definitions.c.id == definition_id)).mappings().first()
    if found is None:
        raise damaged("the id of a definition", definition_id)
    return found


def _require_clean(model: bpmn.Definitions) -> None:
    findings = tuple(found for found in lint(model, "executable") if found.severity is Severity.ERROR)
    if not findings:
        return
    first, more = findings[0], len(findings) - 1
    element = model.get(first.element_id)
    raise NotDeployable(
        first.message + (f" (and {more} more)" if more else ""),
        hint=first.hint,
        where=element.where if element is not None else model.where,
        findings=findings,
    )


def _require_executed(process: Process) -> None:
    if process not in executed_processes(process.definitions):
        raise NotDeployable(
            "the process is called and not marked executable",
            hint="mark it as executable, so that it is checked like the others",
            where=process.where,
        )


def _calls_outside(db: Connection, model: bpmn.Definitions) -> list[str]:
    """Return the called processes that stand in no process of the file and are deployed."""
    inside = {process.id for process in model.processes}
    names = dict.fromkeys(called_element(node).strip() for node in model.elements(CallActivity))
    known = set(db.execute(select(definitions.c.key).where(definitions.c.key.in_(names))).scalars())
    return [name for name in names if name not in inside and name in known]
