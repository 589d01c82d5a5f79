"""A file with flaws can be edited: an edit is refused for the flaws it brings, never for those there were."""

from __future__ import annotations

import pytest

from procflow.bpmn import Definitions, FlowNode, insert_after, set_name, write
from procflow.errors import ModelError
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


def test_an_id_used_twice_is_not_referred_to_by_an_edit() -> None:
    """It did no harm as long as nothing referred to it; the edit is refused, and nothing is changed."""
    model = plain('<task id="twice"/>', '<message id="twice"/>')
    before = write(model)
    (task,) = model.elements(FlowNode)
    with pytest.raises(ModelError, match="used twice") as caught:
        insert_after(task, "task")

    assert "give one of the two elements another id" == caught.value.hint
    assert before == write(model)
