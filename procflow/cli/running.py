"""``procflow run``: one instance walked in the terminal, or by a file of answers."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from pydantic import Field, JsonValue

from procflow.analysis import TaskTrace, trace
from procflow.bpmn import Definitions, read
from procflow.calendars import Calendar
from procflow.checked import Checked
from procflow.cli.asking import Asking, ask_start
from procflow.cli.output import FINE, json_option, minute, say, say_json, say_table
from procflow.cli.paths import file_path
from procflow.cli.time import calendar_of, instant_of
from procflow.clock import FrozenClock, SystemClock
from procflow.engine import Engine, Instance
from procflow.errors import DataError, Location
from procflow.files import read_bytes
from procflow.report.walkthrough import GivenAnswers, Responder, Walkthrough
from procflow.runtime.core.values import checked

_MAX_ANSWERS = 1024 * 1024
_MAX_PACE = 1_000_000
_JsonObject = dict[str, JsonValue]


class Answers(Checked):
    """
    The file of ``--auto``.

    Attributes:
        start: First variables.
        tasks: For each element id the data of a visit, or a list with the data of each visit.
        messages: Messages in the order in which they arrive: name and data.
        people: Who acts for each performer.
    """

    start: _JsonObject = Field(default_factory=dict)
    tasks: dict[str, _JsonObject | list[_JsonObject]] = Field(default_factory=dict)
    messages: list[tuple[str, _JsonObject]] = Field(default_factory=list)
    people: dict[str, str] = Field(default_factory=dict)

    def parts(self) -> Iterator[tuple[str, _JsonObject]]:
        """Yield all data, each with the place it stands at."""
        yield "start", self.start
        yield from ((f"tasks.{key}", data) for key, visits in self.visits().items() for data in visits)
        yield from ((f"messages.{name}", data) for name, data in self.messages)

    def visits(self) -> Mapping[str, Sequence[_JsonObject]]:
        """Return for each element id the data of each visit."""
        return {key: data if isinstance(data, list) else [data] for key, data in self.tasks.items()}


@click.command("run")
@click.argument("file", type=file_path)
@click.option("--auto", type=file_path, help="JSON file with the answers; nothing is asked.")
@click.option("--at", "at", metavar="TIME", help="When the dossier arrives; now if not given.")
@click.option(
    "--pace", type=click.IntRange(0, _MAX_PACE), default=30, show_default=True, help="Minutes each task takes."
)
@click.option("--key", help="Process id, where the file holds several.")
@click.option("--dossier", "business_key", default="", help="Code of the dossier.")
@click.option("--by", default="procflow", show_default=True, help="Who starts it.")
@click.option("--db", type=file_path, help="Keep the instance in this SQLite file.")
@click.option("--profile", type=file_path, help="TOML file with the authority's own calendar.")
@json_option
def run_command(  # noqa: PLR0913 - one parameter for each option
    *,
    file: Path,
    auto: Path | None,
    at: str | None,
    pace: int,
    key: str | None,
    business_key: str,
    by: str,
    db: Path | None,
    profile: Path | None,
    as_json: bool,
) -> int:
    """Run one instance of the model FILE to its end; the clock is moved along, nobody has to wait."""
    if auto is None and as_json:
        raise DataError("JSON output needs answers from a file", hint="add --auto FILE")
    model, calendar, url = read(file), calendar_of(profile), _url(db)
    dossier = _Dossier(
        model,
        calendar,
        instant_of(at, calendar) if at else SystemClock().now(),
        pace=timedelta(minutes=pace),
        key=key,
        code=business_key,
        by=by,
        answers=read_answers(auto, model) if auto is not None else None,
    )
    if db is not None:
        dossier.rehearse()
    clock = dossier.clock()
    with Engine(url, clock, calendar) as engine:
        last: Instance | None = None
        for last in dossier.walk(engine, clock):
            if not as_json:
                _say_progress(engine, last)
        return _say_end(engine, last, as_json=as_json)


@dataclass(frozen=True, slots=True)
class _Dossier:
    """What the command line says about the instance; *answers* is None where a person is asked."""

    model: Definitions
    calendar: Calendar
    arrives_at: datetime
    pace: timedelta
    key: str | None
    code: str
    by: str
    answers: Answers | None

    def clock(self) -> FrozenClock:
        """Return a clock that stands at the arrival."""
        return FrozenClock(self.arrives_at)

    def rehearse(self) -> None:
        """Raise what stands in the way of the walk, as far as it is known before the first question."""
        clock = self.clock()
        with Engine("sqlite://", clock, self.calendar) as engine:
            if self.answers is None:
                self._deploy(engine)
            else:
                deque(self.walk(engine, clock), maxlen=0)

    def walk(self, engine: Engine, clock: FrozenClock) -> Iterator[Instance]:
        """Deploy the model and yield an instance of it after each step to its end."""
        key = self._deploy(engine)
        given = self.answers or Answers()
        responder: Responder = GivenAnswers(given.visits(), list(given.messages))
        start: Mapping[str, object] = given.start
        if self.answers is None:
            responder, start = Asking(self.calendar.zone), ask_start(self.model, key)
        walk = Walkthrough(engine, clock, self.model, responder, given.people, self.pace)
        yield from walk.run(key, start, by=self.by, business_key=self.code)

    def _deploy(self, engine: Engine) -> str:
        deployed = engine.deploy(self.model)
        keys = [item.key for item in (deployed, *deployed.others)]
        if self.key not in {None, *keys}:
            where = Location(self.model.file)
            raise DataError(
                f"no process {self.key!r} is executable", hint=f"name one of: {', '.join(keys)}", where=where
            )
        return self.key or deployed.key


def read_answers(path: Path, model: Definitions) -> Answers:
    """
    Return the answers in a JSON file.

    Raises:
        FileAccessError: It cannot be read.
        DataError: It is no JSON of the shape of `Answers`, or answers an element that the model does not have.
    """
    raw, where = read_bytes(path, max_bytes=_MAX_ANSWERS), Location(str(path))
    try:
        answers = Answers.model_validate_json(raw)
    except DataError as exc:
        raise DataError(
            f"the answers cannot be used: {exc.message}",
            hint='write {"start": {...}, "tasks": {"element id": {...}}, "messages": [["name", {...}]]}',
            where=where,
        ) from exc
    for element_id in answers.tasks:
        if model.get(element_id) is None:
            raise DataError(
                f"the model has no element {element_id!r}",
                hint="take the ids under 'tasks' from the model",
                where=where,
            )
    for place, data in answers.parts():
        try:
            checked(data)
        except DataError as exc:
            raise DataError(f"{place}: {exc.message}", hint=exc.hint, where=where) from exc
    return answers


def _url(db: Path | None) -> str:
    if db is None:
        return "sqlite://"
    if "?" in str(db):
        raise DataError("a database file has no '?' in its name", hint="choose another", where=Location(str(db)))
    return f"sqlite:///{db}"


def _say_progress(engine: Engine, instance: Instance) -> None:
    for task in engine.tasks(instance_id=instance.id):
        due = f", due {minute(task.due_at, engine.calendar.zone)}" if task.due_at else ""
        say(f"open: {task.name} ({', '.join(task.performer)}{due})")


def _say_end(engine: Engine, instance: Instance | None, *, as_json: bool) -> int:
    if instance is None:
        return FINE
    log = engine.history(instance.id)
    log.verify()
    tasks = trace(log, engine.calendar)
    if as_json:
        entries = [json.loads(entry.model_dump_json()) for entry in log]
        say_json({"instance": instance.id, "status": instance.status, "due_on": instance.due_on, "history": entries})
    else:
        zone = engine.calendar.zone
        columns = ("step", "performer", "by", "opened", "ended", "due", "result")
        say_table(columns, (_row(task, zone) for task in tasks))
        due = f", due on {instance.due_on}" if instance.due_on else ""
        say(f"{instance.status}: instance {instance.id}, {len(log)} history entries, chain verified{due}")
    return FINE


def _row(task: TaskTrace, zone: ZoneInfo) -> tuple[str, ...]:
    times = (minute(instant, zone) for instant in (task.opened_at, task.ended_at, task.due_at))
    return (task.name, task.performer, task.by, *times, task.punctuality)
