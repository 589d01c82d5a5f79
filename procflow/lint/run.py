"""Check a model against rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from procflow.bpmn import Definitions
from procflow.bpmn.model.definitions import expect_model
from procflow.lint.finding import Finding
from procflow.lint.registry import Rule, choose


def lint(model: Definitions, rules: str | Iterable[str] | None = None) -> tuple[Finding, ...]:
    """
    Return what is wrong with *model*, in the order of its lines.

    Args:
        model: A model as read; it is not changed.
        rules: A rule set (``correctness``, ``executable``, ``procedure``), a rule, or several of either; None for all.

    Raises:
        DataError: *model* is no model, or a name is neither a rule nor a set.

    Example:
        >>> from procflow.bpmn import read
        >>> text = b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p"/></definitions>'
        >>> [finding.rule for finding in lint(read(text), "correctness")]
        ['end-event-required', 'start-event-required']
    """
    expect_model(model)
    findings = (finding for rule in choose(rules) for finding in _findings(rule, model))
    return tuple(sorted(dict.fromkeys(findings), key=_place))


def _findings(rule: Rule, model: Definitions) -> Iterator[Finding]:
    for problem in rule.check(model):
        element = problem.element
        yield Finding(
            rule=rule.name,
            set=rule.set,
            severity=rule.severity,
            element_id=element.id,
            name=element.name,
            line=element.line,
            message=problem.message,
            hint=problem.hint,
        )


def _place(finding: Finding) -> tuple[float, str, str]:
    return (float("inf") if finding.line is None else finding.line, finding.rule, finding.element_id)
