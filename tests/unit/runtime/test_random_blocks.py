"""Random processes of nested blocks, walked at random: they always come to their end, whole."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from procflow.eventlog import EntryKind
from procflow.runtime.core.state import Status
from tests import support
from tests.strategies import block_processes
from tests.unit.runtime.case import Case

MOST_STEPS = 400


def variables(draw: st.DataObject, *, may_repeat: bool) -> dict[str, object]:
    """Draw the variables that decide every choice, inclusive way and loop."""
    bits = draw.draw(st.integers(0, 2**40))
    data: dict[str, object] = {}
    for n in range(40):
        bit = bits >> n & 1
        data |= {f"x{n}": n % 2 + bit, f"o{n}_0": bool(bit), f"o{n}_1": not bit or n % 3 == 0}
        data[f"again{n}"] = bool(bit) and may_repeat
    return data


@settings(max_examples=support.samples(25, 1000))
@given(block_processes(), st.data())
def test_blocks_come_to_their_end(text: str, draw: st.DataObject) -> None:
    """Whatever is completed first, every instance ends, and what was entered was left."""
    case = Case(text, data=variables(draw, may_repeat=True))
    for step in range(MOST_STEPS):
        if case.state.status is not Status.RUNNING:
            break
        resting = [token for token in case.state.tokens if token.is_active or token.host]
        kinds = {token.id: case.compiled.plan.nodes[token.node] for token in resting}
        moving = [token for token in resting if kinds[token.id].kind == "userTask" or kinds[token.id].event != "none"]
        token = draw.draw(st.sampled_from(moving))
        data, plan = variables(draw, may_repeat=step < MOST_STEPS // 8), kinds[token.id]
        if plan.kind == "userTask":
            case.complete(plan.element_id, **data)
        elif plan.event == "message":
            case.deliver(plan.element_id, **data)
        else:
            case.fire(plan.element_id)

    entered, left = (
        Counter(entry.element_id for entry in case.entries if entry.kind is kind)
        for kind in (EntryKind.ELEMENT_ENTERED, EntryKind.ELEMENT_LEFT)
    )
    assert Status.COMPLETED is case.state.status
    assert () == case.state.tokens
    assert entered == left
