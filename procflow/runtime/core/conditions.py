"""Conditions of a run: decided by what is known, never by a variable that nobody has set."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Self

from procflow.errors import IncidentError
from procflow.expressions import Condition
from procflow.runtime.core.plan import FlowPlan, NodePlan


def holds(flow: FlowPlan, source: NodePlan, variables: Mapping[str, object]) -> bool:
    """
    Return whether *flow* may be taken from *source*.

    A missing variable is unknown, so it decides nothing; FEEL itself would read it as null, which equals no answer.
    Only where a condition compares it with null may it be missing, and where the rest decides whatever it were.

    Raises:
        IncidentError: It cannot be decided; the message names the variables and the element.
    """
    condition = flow.condition
    if condition is None:
        return True
    missing: dict[str, None] = {}
    optional = frozenset(path for path in condition.paths if None in condition.literals_for(path))
    found = condition.evaluate(_Known(variables, "", optional, missing))
    if found is None:
        raise IncidentError(
            f"{_named(source)} cannot decide the condition {condition.text!r}: {_reason(condition, tuple(missing))}",
            hint="complete the task before it with these variables",
            where=flow.where,
            node=source.key,
            variables=tuple(missing) or condition.paths,
        )
    return found


def _named(source: NodePlan) -> str:
    return f"{source.element_id} ({source.name})" if source.name else source.element_id


def _reason(condition: Condition, missing: tuple[str, ...]) -> str:
    if missing:
        return f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing"
    return f"{', '.join(condition.paths)} is of another kind"


class _Known(Mapping[str, object]):
    """Variables as a condition reads them: what is missing is unknown and noted, but for *optional* paths."""

    def __init__(
        self, own: Mapping[str, object], prefix: str, optional: frozenset[str], missing: dict[str, None]
    ) -> None:
        self._own, self._prefix, self._optional, self._missing = own, prefix, optional, missing

    def __getitem__(self, name: str) -> object:
        path = self._prefix + unicodedata.normalize("NFC", name)
        if name not in self._own:
            return self._absent(path)
        value = self._own[name]
        return self._inside(value, path) if isinstance(value, Mapping) else value

    def __contains__(self, name: object) -> bool:
        return name in self._own

    def __iter__(self) -> Iterator[str]:
        return iter(self._own)

    def __len__(self) -> int:
        return len(self._own)

    def _absent(self, path: str) -> object:
        if path in self._optional:
            return None
        if any(known.startswith(f"{path}.") for known in self._optional):
            return self._inside({}, path)
        self._missing[path] = None
        return _Unknown()

    def _inside(self, own: Mapping[str, object], path: str) -> Self:
        return type(self)(own, f"{path}.", self._optional, self._missing)


class _Unknown(Mapping[str, object]):
    """What a missing variable and everything in it is: of no kind that a condition compares."""

    def __getitem__(self, name: str) -> object:
        return self

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0
