"""The rules that exist: one for each file below ``rules/``, its set the folder it lies in."""

from __future__ import annotations

import difflib
import functools
import importlib
import pkgutil
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

from procflow.bpmn import Definitions
from procflow.errors import DataError, expect
from procflow.lint import rules as _rules
from procflow.lint.finding import Problem, Severity
from procflow.wording import Language, expect_language

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
        platform: Which engine demands it, e.g. ``camunda-8.9``; empty if it holds for every model.
    """

    name: str
    set: str
    severity: Severity
    summary: str
    check: Check
    platform: str = ""

    def told(self, language: Language) -> str:
        """
        Return what it demands in a language.

        Raises:
            DataError: There is no such language.
        """
        expect_language(language)
        return _vietnamese()[self.name] if language == "vi" else self.summary


PLATFORMS = ("camunda-7.24", "camunda-8.9")
"""The engines, beside procflow itself, for which models are checked."""

_WHOLE = "whole-model"
_NAMES = "pass the name of a rule or of a set, or a list of names"


@functools.cache
def _vietnamese() -> Mapping[str, str]:
    return tomllib.loads(files("procflow.lint").joinpath("data/rules.vi.toml").read_text("utf-8"))


@functools.cache
def all_rules() -> Mapping[str, Rule]:
    """Return every rule by name, sets and names in alphabetical order."""
    found: dict[str, Rule] = {}
    for folder in pkgutil.iter_modules(_rules.__path__):
        package = importlib.import_module(f"{_rules.__name__}.{folder.name}")
        for file in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"{package.__name__}.{file.name}")
            name = file.name.rstrip("_").replace("_", "-")
            summary = (module.__doc__ or "").strip().splitlines()[0]
            platform = getattr(module, "PLATFORM", "")
            found[name] = Rule(name, folder.name, module.SEVERITY, summary, module.check, platform)
    return found


def choose(rules: str | Iterable[str] | None, *, platform: str = "") -> tuple[Rule, ...]:
    """
    Return the rules that *rules* names: a rule, a set, several of either, or None for all.

    A set holds the rules for every model and those of *platform*; a rule of another platform is named itself.
    With every set comes the rule ``whole-model``.

    Raises:
        DataError: A name is neither a rule nor a set, or there is no such platform.
    """
    known = all_rules()
    if platform not in {"", *PLATFORMS}:
        hint = f"platforms are {' and '.join(PLATFORMS)}"
        raise DataError(f"there is no platform {platform!r}", hint=hint, name=platform)
    if rules is None:
        return tuple(rule for rule in known.values() if rule.platform in {"", platform})
    expect(rules, Iterable, "what to check", _NAMES)
    wanted = (rules,) if isinstance(rules, str) else tuple(rules)
    sets = {rule.set for rule in known.values()}
    for name in wanted:
        expect(name, str, "the name of a rule", _NAMES)
        if name not in known and name not in sets:
            raise _unknown(name, (*sorted(sets), *known))
    in_sets = [rule for rule in known.values() if rule.set in wanted and rule.platform in {"", platform}]
    if in_sets:
        # Of a file in which something makes no sense no set can say that all is well.
        in_sets.append(known[_WHOLE])
    named = (rule for rule in known.values() if rule.name in wanted)
    return tuple(dict.fromkeys((*in_sets, *named)))


def _unknown(name: str, known: tuple[str, ...]) -> DataError:
    close = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean {close[0]!r}?" if close else "sets are correctness, executable and procedure"
    return DataError(f"there is no rule or rule set {name!r}", hint=hint, name=name)
