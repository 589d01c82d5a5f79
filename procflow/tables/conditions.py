"""Steps whose words hold a condition that no branch shows yet, and what a person decides about them."""

from __future__ import annotations

import re
from enum import StrEnum

from procflow.errors import TableError
from procflow.procedure import Procedure

# With diacritics on purpose: "nếu" is a condition, "nêu" is not.
_CONDITION = re.compile(
    r"\bnếu\b(?!\s+có\b)|\btrường hợp\b|không (?:đủ|đáp ứng|thuộc|phù hợp|hợp lệ|đạt|chấp thuận)"
    r"|chưa (?:đủ|đầy đủ|hợp lệ|đúng|chính xác|đạt|đáp ứng)|\bngược lại\b|đối với hồ sơ"
)


class Decision(StrEnum):
    """What a person decided about a condition in the words of a step."""

    NO_BRANCH = "no-branch"
    DRAWN = "drawn"


def has_condition(text: str) -> bool:
    """
    Return whether the words of a step hold a condition, so that a branch is to be drawn.

    Example:
        >>> has_condition("Nếu hồ sơ hợp lệ thì trình ký"), has_condition("Nêu rõ lý do; lấy ý kiến (nếu có)")
        (True, False)
    """
    return _CONDITION.search(" ".join(text.lower().split())) is not None


def undecided(procedure: Procedure) -> tuple[int, ...]:
    """Return the positions, from 1, of the steps whose condition is not decided yet."""
    return tuple(position for position, step in enumerate(procedure.steps, start=1) if step.has_condition)


def decide(procedure: Procedure, position: int, decision: Decision | str) -> Procedure:
    """
    Return the procedure with the condition of one step decided.

    Args:
        procedure: As imported.
        position: The step, counted from 1 over the whole table: numbers repeat from stage to stage.
        decision: ``no-branch``: the words change nothing in the flow; ``drawn``: the branch stands in the diagram.

    Raises:
        TableError: There is no such step, its condition is decided already, or the decision is not known.
    """
    if position not in undecided(procedure):
        open_ones = ", ".join(str(number) for number in undecided(procedure)) or "none"
        raise TableError(
            f"step {position} has no open condition", hint=f"steps with one: {open_ones}", position=position
        )
    if decision not in set(Decision):
        raise TableError(f"the decision {str(decision)!r} is not known", hint=f"say one of: {', '.join(Decision)}")
    steps = list(procedure.steps)
    steps[position - 1] = steps[position - 1].model_copy(update={"has_condition": False})
    return procedure.model_copy(update={"steps": tuple(steps)})
