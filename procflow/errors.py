"""
Everything procflow raises on purpose: one tree, a stable code for each class.

A caller branches on the class or on ``code``, never on the text.
``docs/reference/errors.md`` has one heading for each code.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Location:
    """Where in the caller's input something is wrong; every part may be unknown."""

    file: str = ""
    line: int | None = None
    element: str = ""
    name: str = ""

    def __str__(self) -> str:
        line = f"{':' if self.file else 'line '}{self.line}" if self.line else ""
        element = f"{self.element!r}" + (f" ({self.name})" if self.name else "") if self.element else ""
        return ", ".join(part for part in (self.file + line, element) if part)


class ProcflowError(Exception):
    """
    Base of everything procflow raises on purpose.

    Attributes:
        code: Stable code of the class, e.g. ``PF110``.
        message: What is wrong, without code, place and hint.
        hint: The next step for the reader, may be empty.
        where: File, line and element, as far as known.
        facts: The values the message was made of.
        exit_code: What the command line returns for it.
    """

    code = "PF000"
    exit_code = 2

    def __init__(self, message: str, *, hint: str = "", where: Location | None = None, **facts: object) -> None:
        self.message, self.hint, self.where, self.facts = message, hint, where or Location(), facts
        place = str(self.where)
        text = f"{self.code}: " + (f"{place}: " if place else "") + message
        super().__init__(text + (f" - {hint}" if hint else ""))


class InputError(ProcflowError):
    """What the caller handed in cannot be used as it is."""

    code = "PF100"


class XmlError(InputError):
    """A file is not XML, or is XML of a kind that procflow refuses (DOCTYPE, too large, too deep)."""

    code = "PF101"


class ArchiveError(InputError):
    """A .docx or .xlsx package is damaged, hostile or not of its kind."""

    code = "PF102"


class FileTypeError(InputError):
    """The kind of file is not read; the hint says what to save it as."""

    code = "PF103"


class FileAccessError(InputError):
    """A file cannot be opened, read or written."""

    code = "PF104"


class ModelError(InputError):
    """A BPMN model breaks a rule that everything else rests on (reference, structure)."""

    code = "PF110"


class UnknownElement(ModelError):
    """No element of the model has this id."""

    code = "PF111"


class PropertyError(InputError):
    """A ``pf.*`` property has a value that cannot be read."""

    code = "PF120"


class TableError(InputError):
    """A decision table cannot be read without guessing."""

    code = "PF130"


class ExpressionError(InputError):
    """An expression is not in the language procflow evaluates, or failed on its data."""

    code = "PF140"


class CalendarError(InputError):
    """A calendar, a period or a sequence of clock events is impossible."""

    code = "PF150"


class NaiveTimeError(CalendarError):
    """An instant came without a time zone."""

    code = "PF151"


class DataError(InputError):
    """Form data, variables, options or fields handed in are not usable, or an argument is of another kind."""

    code = "PF160"


class EngineError(ProcflowError):
    """A command of the engine was refused; nothing was changed."""

    code = "PF200"


class NotDeployable(EngineError):
    """The model holds what procflow cannot run correctly; ``facts['findings']`` lists it."""

    code = "PF201"


class UnknownDefinition(EngineError):
    """No process with this key was deployed."""

    code = "PF202"


class UnknownInstance(EngineError):
    """No process instance has this id."""

    code = "PF203"


class UnknownTask(EngineError):
    """No task has this id."""

    code = "PF204"


class StaleTask(EngineError):
    """Someone else changed the task first; reload and decide again."""

    code = "PF214"


class NotAllowed(EngineError):
    """The performer is not one of those the task is offered to."""

    code = "PF215"


class NobodyWaits(EngineError):
    """No instance waits for the message, and it begins none."""

    code = "PF216"


class IncidentError(EngineError):
    """The instance cannot go on: no condition holds, a step budget is used up."""

    code = "PF220"


class StoreError(EngineError):
    """The database cannot be opened, is of another version or was tampered with."""

    code = "PF230"


class AnalysisError(ProcflowError):
    """A figure cannot be worked out."""

    code = "PF300"


class NotComputable(AnalysisError):
    """An input of the figure is unknown; ``facts['missing']`` names it."""

    code = "PF301"


class UnitMismatch(AnalysisError):
    """Quantities of different unit or basis were to be added, subtracted or compared."""

    code = "PF302"


class EnvironmentMissing(ProcflowError):
    """A program or package that this feature needs is not installed; the hint names it."""

    code = "PF900"
    exit_code = 3


def expect(value: object, kind: type | tuple[type, ...], what: str, hint: str) -> None:
    """
    Refuse an argument that is not of a kind.

    Args:
        value: What the caller handed in.
        kind: The class or classes it must be of.
        what: What it is for, e.g. ``the model``.
        hint: What to pass instead.

    Raises:
        DataError: It is of another class.

    Example:
        >>> expect(None, str, "the name", "pass a text")
        Traceback (most recent call last):
        procflow.errors.DataError: PF160: the name cannot be None - pass a text
    """
    if not isinstance(value, kind):
        given = "None" if value is None else f"of type {type(value).__name__}"
        raise DataError(f"{what} cannot be {given}", hint=hint, value=value)
