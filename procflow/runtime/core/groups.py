"""Steps with one limit together (``pf.limit.group``): since when the limit of each group counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from procflow.runtime.core.state import GroupRound


class LimitGroups:
    """
    The rounds of the groups of an instance.

    The limit of a group counts from the first of its steps that begins.
    A step that begins again while no step of the group is open begins a new round, as a step of its own would.

    Args:
        rounds: The present round of each group, see `State.groups`.
    """

    def __init__(self, rounds: Mapping[str, GroupRound]) -> None:
        self.rounds = dict(rounds)

    def enter(self, key: str, step: str, now: datetime, *, is_open: bool) -> None:
        """Note that *step* of the group *key* begins; *is_open* tells whether another of its steps lasts."""
        found = self.rounds.get(key)
        if found is None or (step in found.steps and not is_open):
            self.rounds[key] = GroupRound(now, (step,))
        else:
            self.rounds[key] = GroupRound(found.since, tuple(dict.fromkeys((*found.steps, step))))

    def since(self, key: str) -> datetime:
        """Return since when the limit of the group *key* counts."""
        return self.rounds[key].since

    def drop(self, scope: int) -> None:
        """Forget the groups inside a call that is over."""
        self.rounds = {key: one for key, one in self.rounds.items() if not key.startswith(group_key(scope, ""))}


def group_key(scope: int, group: str) -> str:
    """Return the name of a group inside the call of the token *scope*, 0 for the process itself."""
    return f"{scope}/{group}"
