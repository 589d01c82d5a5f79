"""Conditions are written in the language procflow evaluates."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, Expression, SequenceFlow
from procflow.errors import ExpressionError
from procflow.expressions import compile_condition
from procflow.lint.finding import Problem, Severity
from procflow.lint.support import executed_processes

SEVERITY = Severity.ERROR
_LANGUAGES = ("", "feel", "juel")


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the sequence flows whose condition cannot be compiled, or is of another language."""
    for process in executed_processes(model):
        for flow in process.all_sequence_flows():
            if flow.condition is not None:
                yield from _problems(flow, flow.condition)


def _problems(flow: SequenceFlow, condition: Expression) -> Iterator[Problem]:
    language = condition.language.strip()
    if not _is_known(language):
        hint = "rewrite the condition in FEEL and clear its language"
        yield Problem(flow, f"the condition is a script in {language!r}, and scripts are never run", hint)
        return
    try:
        compile_condition(condition.text, where=flow.where)
    except ExpressionError as error:
        yield Problem(flow, f"the condition cannot be evaluated: {error.message}", error.hint)


def _is_known(language: str) -> bool:
    return language.casefold() in _LANGUAGES or "/feel/" in language.casefold()
