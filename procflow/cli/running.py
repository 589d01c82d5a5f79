"""``procflow run``: one instance walked in the terminal, or by a file of answers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError
from rich.markup import escape
from rich.prompt import Confirm, Prompt

from procflow.analysis import TaskTrace, trace
from procflow.bpmn import Definitions, read
from procflow.cli.output import FINE, console, json_option, say, say_json, say_table
from procflow.cli.time import calendar_of, instant_of
from procflow.clock import FrozenClock, SystemClock
from procflow.engine import Engine, Instance, OpenTask, PendingTimer
from procflow.errors import DataError, Location
from procflow.files import read_bytes
from procflow.report.walkthrough import GivenAnswers, Question, Responder, Walkthrough, conditions_after

_MAX_ANSWERS = 1024 * 1024
_JsonObject = dict[str, JsonValue]


class Answers(BaseModel):
    """
    The file of ``--auto``.

    Attributes:
        start: First variables.
        tasks: For each element id the data of a visit, or a list with the data of each visit.
        messages: Messages in the order in which they arrive: name and data.
        people: Who acts for each performer.
    """

    model_config = ConfigDict(extra="forbid")

    start: _JsonObject = {}
    tasks: dict[str, _JsonObject | list[_JsonObject]] = {}
    messages: list[tuple[str, _JsonObject]] = []
    people: dict[str, str] = {}


@click.command("run")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--auto", type=click.Path(path_type=Path), help="JSON file with the answers; nothing is asked.")
@click.option("--at", "at", metavar="TIME", help="When the dossier arrives; now if not given.")
@click.option("--pace", type=click.IntRange(0), default=30, show_default=True, help="Minutes each task takes.")
@click.option("--key", help="Process id, where the file holds several.")
@click.option("--dossier", "business_key", default="", help="Code of the dossier.")
@click.option("--by", default="procflow", show_default=True, help="Who starts it.")
@click.option("--db", type=click.Path(path_type=Path), help="Keep the instance in this SQLite file.")
@click.option("--profile", type=click.Path(path_type=Path), help="TOML file with the authority's own calendar.")
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
    model, answers = read(file), read_answers(auto) if auto is not None else Answers()
    if auto is None and as_json:
        raise DataError("JSON output needs answers from a file", hint="add --auto FILE")
    calendar = calendar_of(profile)
    clock = FrozenClock(instant_of(at, calendar) if at else SystemClock().now())
    with Engine(f"sqlite:///{db}" if db is not None else "sqlite://", clock=clock, calendar=calendar) as engine:
        deployed = engine.deploy(model)
        responder = given(answers) if auto is not None else Asking(model, clock)
        walk = Walkthrough(engine, clock, model, responder, answers.people, timedelta(minutes=pace))
        start = answers.start if auto is not None else ask_start(model, key or deployed.key)
        last: Instance | None = None
        for last in walk.run(key or deployed.key, start, by=by, business_key=business_key):
            if not as_json:
                _say_progress(engine, last)
        return _say_end(engine, last, as_json=as_json)


def read_answers(path: Path) -> Answers:
    """
    Return the answers in a JSON file.

    Raises:
        FileAccessError: It cannot be read.
        DataError: It is no JSON of the shape of `Answers`.
    """
    raw = read_bytes(path, max_bytes=_MAX_ANSWERS)
    try:
        return Answers.model_validate_json(raw)
    except ValidationError as exc:
        first = exc.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise DataError(
            f"the answers cannot be used: {place + ': ' if place else ''}{first['msg']}",
            hint='write {"start": {...}, "tasks": {"element id": {...}}, "messages": [["name", {...}]]}',
            where=Location(str(path)),
        ) from exc


def given(answers: Answers) -> Responder:
    """Return who answers with what stands in *answers*."""
    tasks = {key: data if isinstance(data, list) else [data] for key, data in answers.tasks.items()}
    return GivenAnswers(tasks, list(answers.messages))


def ask_start(model: Definitions, key: str) -> Mapping[str, object]:
    """Ask for what conditions read before the first task."""
    process = next((item for item in model.processes if item.id == key), None)
    starts = process.start_events if process is not None else ()
    found = {name: values for start in starts for name, values in conditions_after(start).items()}
    return {name: _ask(Question(name, name, choices=values)) for name, values in found.items()}


@dataclass(slots=True)
class Asking:
    """Answers come from the person at the terminal."""

    model: Definitions
    clock: FrozenClock

    def answer(self, task: OpenTask, questions: Sequence[Question]) -> Mapping[str, object]:
        """Ask for the data of a task."""
        due = f", due {task.due_at:%Y-%m-%d %H:%M}" if task.due_at else ""
        console().print(f"[bold]{escape(task.name)}[/] ({escape(', '.join(task.performer))}{due})")
        answers = {question.name: _ask(question) for question in questions}
        if not questions:
            Prompt.ask("  done? press Enter", default="", show_default=False)
        return answers

    def message(self, names: Sequence[str], timers: Sequence[PendingTimer]) -> tuple[str, Mapping[str, object]] | None:
        """Ask whether a message arrives or the next timer fires."""
        if names and (not timers or not Confirm.ask(f"  wait until {timers[0].due_at} ({timers[0].name})?")):
            return Prompt.ask("  which message arrives?", choices=list(names), default=names[0]), {}
        return None


def _ask(question: Question) -> object:
    """Ask until the answer is of the type of the field."""
    wanted = f" [{'/'.join(question.choices)}]" if question.choices else ""
    while True:
        text = Prompt.ask(f"  {escape(question.label + wanted)}", default="", show_default=False)
        if question.required and not text:
            continue
        try:
            return _typed(text, question)
        except (InvalidOperation, ValueError):
            say(f"  {text!r} is no {question.type}")


def _typed(text: str, question: Question) -> object:
    if not text:
        return None
    if question.type in {"long", "integer", "number", "double"}:
        number = Decimal(text)
        return int(number) if number == number.to_integral_value() else number
    if question.type == "boolean" or set(question.choices) & {"true", "false"}:
        return {"true": True, "false": False}[text] if text in {"true", "false"} else _not_boolean(text)
    if question.choices and all(_is_number(choice) for choice in question.choices) and _is_number(text):
        return _typed(text, Question(question.name, question.label, "number"))
    return text


def _not_boolean(text: str) -> bool:
    raise ValueError(text)


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _say_progress(engine: Engine, instance: Instance) -> None:
    for task in engine.tasks(instance_id=instance.id):
        due = f", due {task.due_at:%Y-%m-%d %H:%M}" if task.due_at else ""
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
    times = (_minute(instant, zone) for instant in (task.opened_at, task.ended_at, task.due_at))
    return (task.name, task.performer, task.by, *times, task.punctuality)


def _minute(instant: datetime | None, zone: ZoneInfo) -> str:
    return f"{instant.astimezone(zone):%Y-%m-%d %H:%M}" if instant is not None else ""
