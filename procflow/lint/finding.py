"""What a rule finds, and how bad it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from procflow.bpmn import Element


class Severity(StrEnum):
    """How bad a finding is: an error must be mended, a warning looked at, an info is a matter of taste."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Problem:
    """
    What a rule reports: the element, what is wrong with it and the next step.

    Args:
        element: Where the problem is.
        message: One sentence part, without place and hint.
        hint: What to do about it.
    """

    element: Element
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Finding:
    """
    One problem of a model, as people and machines read it.

    Attributes:
        rule: Name of the rule, which is also the name of its page under ``docs/rules``.
        set: Rule set it belongs to: ``correctness``, ``executable`` or ``procedure``.
        severity: How bad it is.
        element_id: Id of the element, empty if it has none.
        name: Its label, empty if it has none.
        line: Line of the file it stands in, None for an element made since.
        message: What is wrong.
        hint: What to do about it.
    """

    rule: str
    set: str
    severity: Severity
    element_id: str
    name: str
    line: int | None
    message: str
    hint: str

    def __str__(self) -> str:
        place = f"{self.line}: " if self.line else ""
        element = f"{self.element_id!r}" + (f" ({self.name})" if self.name else "")
        return f"{place}{self.severity} {self.rule}: {element}: {self.message} - {self.hint}"
