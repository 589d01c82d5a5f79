"""A file with flaws can be edited: an edit is refused for the flaws it brings, never for those there were."""

from __future__ import annotations

import pytest

from procflow.bpmn import Definitions, insert_after, set_name
from tests.unit.bpmn.edit.models import node, plain


def torn() -> Definitions:
    """Return a model with a task in two lanes, and another task in none."""
    lanes = "".join(
        f'<lane id="{name}" name="{name.upper()}"><flowNodeRef>both</flowNodeRef></lane>' for name in ("a", "b")
    )
    return plain(f'<laneSet id="set">{lanes}</laneSet><task id="both"/><task id="free"/>')


@pytest.mark.parametrize("name", ["a", "b", "both"])
def test_a_rename_makes_no_old_flaw_new(name: str) -> None:
    """The message of a flaw names the lanes; with another name it is the same flaw, and a further edit goes through."""
    model = torn()
    set_name(model.element(name), "Tên mới")
    made = insert_after(node(model, "free"), "task")

    assert [made] == [flow.target for flow in node(model, "free").outgoing]
