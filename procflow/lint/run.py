"""Check a model against rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import NoneType

from procflow.bpmn import Definitions, Element
from procflow.bpmn.model.definitions import expect_model
from procflow.errors import expect
from procflow.lint.finding import Finding, Problem
from procflow.lint.ignores import Ignore, ignores
from procflow.lint.registry import Rule, all_rules, choose
from procflow.lint.settings import Settings

_SUPPRESSION = "suppression"
_Found = tuple[Rule, Problem]


def lint(
    model: Definitions,
    rules: str | Iterable[str] | None = None,
    *,
    platform: str = "",
    settings: Settings | None = None,
) -> tuple[Finding, ...]:
    """
    Return what is wrong with *model*, in the order of its lines.

    What an element suppresses with a reason (``pf.lint.ignore``) is left out.

    Args:
        model: A model as read; it is not changed.
        rules: A rule set (``correctness``, ``executable``, ``procedure``), a rule, or several of either; None for all,
            or for those of *settings*.
        platform: An engine other than procflow on which the model shall run: ``camunda-7.24`` or ``camunda-8.9``.
        settings: What a project wants checked and how bad it is, see `settings_near`; None for all as it is.

    Raises:
        DataError: *model* is no model, or a name is neither a rule nor a set.

    Example:
        >>> from procflow.bpmn import read
        >>> opening = b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:example">'
        >>> model = read(opening + b'<process id="p"/></definitions>')
        >>> [finding.rule for finding in lint(model, "correctness")]
        ['end-event-required', 'start-event-required']
    """
    expect_model(model)
    expect(settings, (Settings, NoneType), "the settings", "pass what settings_near() or read_settings() returns")
    wanted = settings or Settings()
    named = (rules,) if isinstance(rules, str) else rules
    chosen = choose(wanted.sets or None if named is None else named, platform=platform or wanted.platform)
    checked = [rule for rule in chosen if not wanted.is_off(rule.name) or rule.name in (named or ())]
    found = [(rule, problem) for rule in checked for problem in rule.check(model)]
    left = _left(found, checked, tuple(ignores(model)))
    findings = (_finding(rule, problem, wanted) for rule, problem in left)
    return tuple(sorted(dict.fromkeys(findings), key=_place))


def _left(found: list[_Found], checked: list[Rule], said: tuple[Ignore, ...]) -> Iterator[_Found]:
    """Yield what is not suppressed, and the suppressions of a checked rule that have nothing to suppress."""
    standing = {(ignore.element, ignore.rule) for ignore in said if ignore.reason}
    hit: set[tuple[Element, str]] = set()
    for rule, problem in found:
        key = (problem.element, rule.name)
        if key not in standing:
            yield rule, problem
        hit.add(key)
    names = {rule.name for rule in checked}
    if _SUPPRESSION in names:
        for element, name in dict.fromkeys((ignore.element, ignore.rule) for ignore in said):
            if name in names and (element, name) not in hit:
                message = f"the rule {name!r} has nothing to report here"
                yield all_rules()[_SUPPRESSION], Problem(element, message, "delete it from pf.lint.ignore")


def _finding(rule: Rule, problem: Problem, settings: Settings) -> Finding:
    element = problem.element
    return Finding(
        rule=rule.name,
        set=rule.set,
        severity=settings.severity(rule.name, rule.severity),
        element_id=element.id,
        name=element.name,
        line=element.line,
        message=problem.message,
        hint=problem.hint,
    )


def _place(finding: Finding) -> tuple[float, str, str]:
    return (float("inf") if finding.line is None else finding.line, finding.rule, finding.element_id)
