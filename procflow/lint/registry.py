"""The rules that exist: one for each file below ``rules/``, its set the folder it lies in."""

from __future__ import annotations

import difflib
import functools
import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from procflow.bpmn import Definitions
from procflow.errors import DataError, expect
from procflow.lint import rules as _rules
from procflow.lint.finding import Problem, Severity

Check = Callable[[Definitions], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class Rule:
    """
    One rule.

    Attributes:
        name: Its file's name with hyphens.
        set: Folder it lies in.
        severity: How bad its findings are.
        summary: What it demands, in one line.
        check: Yields the problems of a model.
    """

    name: str
    set: str
    severity: Severity
    summary: str
    check: Check


_NAMES = "pass the name of a rule or of a set, or a list of names"


@functools.cache
def all_rules() -> Mapping[str, Rule]:
    """Return every rule by name, sets and names in alphabetical order."""
    found: dict[str, Rule] = {}
    for folder in pkgutil.iter_modules(_rules.__path__):
        package = importlib.import_module(f"{_rules.__name__}.{folder.name}")
        for file in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"{package.__name__}.{file.name}")
            name = file.name.replace("_", "-")
            summary = (module.__doc__ or "").strip().splitlines()[0]
            found[name] = Rule(name, folder.name, module.SEVERITY, summary, module.check)
    return found


def choose(rules: str | Iterable[str] | None) -> tuple[Rule, ...]:
    """
    Return the rules that *rules* names: a rule, a set, several of either, or None for all.

    Raises:
        DataError: A name is neither a rule nor a set.
    """
    known = all_rules()
    if rules is None:
        return tuple(known.values())
    expect(rules, Iterable, "what to check", _NAMES)
    wanted = (rules,) if isinstance(rules, str) else tuple(rules)
    sets = {rule.set for rule in known.values()}
    for name in wanted:
        expect(name, str, "the name of a rule", _NAMES)
        if name not in known and name not in sets:
            raise _unknown(name, (*sorted(sets), *known))
    return tuple(rule for rule in known.values() if rule.name in wanted or rule.set in wanted)


def _unknown(name: str, known: tuple[str, ...]) -> DataError:
    close = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean {close[0]!r}?" if close else "sets are correctness, executable and procedure"
    return DataError(f"there is no rule or rule set {name!r}", hint=hint, name=name)
