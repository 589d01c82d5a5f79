"""Answers from the person at the terminal: asked until each is of the type of its field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from rich.markup import escape
from rich.prompt import Confirm, Prompt

from procflow.bpmn import Definitions
from procflow.cli.output import console, minute, printable, say
from procflow.engine import OpenTask, PendingTimer
from procflow.errors import IncidentError
from procflow.report.walkthrough import Question, conditions_after, written

_WHOLE = frozenset({"long", "integer"})
_NUMBERS = _WHOLE | {"number", "double"}
_MAX_EXPONENT = 30


@dataclass(frozen=True, slots=True)
class Asking:
    """
    Asks at the terminal.

    Attributes:
        zone: Time zone in which instants are shown.
    """

    zone: ZoneInfo

    def answer(self, task: OpenTask, questions: Sequence[Question]) -> Mapping[str, object]:
        """Ask for the data of a task."""
        due = f", due {minute(task.due_at, self.zone)}" if task.due_at else ""
        console().print(f"[bold]{_plain(task.name)}[/] ({_plain(', '.join(task.performer))}{due})")
        answers = {question.name: ask(question) for question in questions}
        if not questions:
            Prompt.ask("  done? press Enter", default="", show_default=False)
        return answers

    def message(self, names: Sequence[str], timers: Sequence[PendingTimer]) -> tuple[str, Mapping[str, object]] | None:
        """Ask whether a message arrives or the next timer fires."""
        if not names or (timers and Confirm.ask(f"  wait for {_plain(_timer(timers[0], self.zone))}?")):
            return None
        return Prompt.ask("  which message arrives?", choices=list(names), default=names[0]), {}

    def again(self, error: IncidentError) -> bool:
        """Say why the instance cannot go on, and ask once more."""
        say(f"  {error.message}; answer again")
        return True


def ask_start(model: Definitions, key: str) -> Mapping[str, object]:
    """Ask for what conditions read before the first task."""
    process = next((item for item in model.processes if item.id == key), None)
    starts = process.start_events if process is not None else ()
    found = {name: values for start in starts for name, values in conditions_after(start).items()}
    return {name: ask(Question(name, name, choices=values)) for name, values in found.items()}


def ask(question: Question) -> object:
    """Ask until the answer is of the type of the field; nothing is None."""
    wanted = f" [{'/'.join(map(written, question.choices))}]" if question.choices else ""
    while True:
        text = Prompt.ask(f"  {_plain(question.label + wanted)}", default="", show_default=False).strip()
        if not text and not question.required:
            return None
        try:
            return _typed(text, question)
        except (InvalidOperation, ValueError):
            say(f"  {text!r} is no {question.type}" if text else "  an answer is required")


def _typed(text: str, question: Question) -> object:
    if question.type == "boolean":
        return _one_of(text, (True, False))
    if question.type in _NUMBERS:
        return _number(text, whole=question.type in _WHOLE)
    if question.choices and (question.type == "enum" or all(isinstance(value, bool) for value in question.choices)):
        return _one_of(text, (True, False) if question.type != "enum" else question.choices)
    if question.choices and all(isinstance(value, int | Decimal) for value in question.choices):
        return _number(text)
    return _one_of(text, (*question.choices, text) if text else ())


def _one_of(text: str, choices: Sequence[object]) -> object:
    """Return the choice that is typed as *text*, of its own type."""
    for value in choices:
        if written(value) == text:
            return value
    raise ValueError(text)


def _number(text: str, *, whole: bool = False) -> int | Decimal:
    number = Decimal(text)
    if not number.is_finite() or abs(number.adjusted()) > _MAX_EXPONENT:
        raise ValueError(text)
    if number == number.to_integral_value():
        return int(number)
    if whole:
        raise ValueError(text)
    return number


def _timer(timer: PendingTimer, zone: ZoneInfo) -> str:
    return f"{timer.name} until {minute(timer.due_at, zone)}"


def _plain(text: str) -> str:
    return escape(printable(text))
