"""The token game on one net: which steps a state allows, and what comes of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from procflow.bpmn.soundness.fragments import Flows, Fragment, Step, steps_of
from procflow.bpmn.soundness.net import (
    Node,
)

BOUND = 3
# A choice of more flows than this at one inclusive gateway has too many outcomes to play.
MOST_CHOICES = 10

Marking: TypeAlias = bytes
# Tokens by place; running activities with (node, fired events, scope inside); running event sub-processes;
# which event sub-processes have been started, and whether an interrupting one has.
State: TypeAlias = tuple[bytes, tuple["Running", ...], tuple[tuple[int, "State"], ...], int]
Running: TypeAlias = tuple[int, int, "State | None"]
INTERRUPTED = 1


class TooManyChoices(Exception):
    """An inclusive split has too many outcomes to play them all."""


@dataclass(slots=True, eq=False)
class Rule:
    """
    One way in which a node may take and give tokens.

    Attributes:
        takes: Places it takes one token from each.
        gives: Places it puts one token on each.
        node: The node.
        taken: Its sequence flows the tokens come from.
        given: The sequence flows they go to.
        before: What the tokens pass to come to the node.
        starts: Number of the running activity that begins, -1 for none.
        ends: Whether this is the second step of the node: its token or running activity gives way.
        cost: How many steps this is.
    """

    takes: tuple[int, ...]
    gives: tuple[int, ...]
    node: Node
    taken: Flows
    given: Flows
    before: tuple[Fragment, ...] = ()
    starts: int = -1
    is_exceptional: bool = False
    ends: bool = False
    cost: int = 1
    element_id: str = ""

    def steps(self) -> list[Step]:
        """Return its steps, those of what was reduced in front of it first."""
        found = [step for part in self.before for step in steps_of(part)]
        if self.element_id:
            return [*found, Step(self.element_id, self.taken, self.given)]
        if self.ends:
            # The token has begun to pass the node; what is left of its passing follows.
            return [*found, *self.node.passing(self.taken, self.given)[1:]]
        if self.starts >= 0 or self.gives_to_itself:
            return [*found, Step(self.node.id, self.taken)]
        return [*found, *self.node.passing(self.taken, self.given)]

    @property
    def gives_to_itself(self) -> bool:
        """Whether the token stays in the node for now."""
        return False
