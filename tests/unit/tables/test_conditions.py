"""Conditions in the words of steps, and what a person decides."""

from __future__ import annotations

import pytest

from procflow.errors import TableError
from procflow.procedure import Procedure, Step
from procflow.tables import Decision, decide, has_condition, not_deployable_reasons, undecided

PROCEDURE = Procedure(
    steps=(
        Step(content="Tiếp nhận", performer="Một cửa"),
        Step(content="Nếu thiếu thì trả lại", performer="Một cửa", has_condition=True),
        Step(content="Ghi sổ", automatic=True),
        Step(content="Ký"),
    )
)


@pytest.mark.parametrize(
    "text",
    [
        "Nếu hồ sơ hợp lệ thì trình ký",
        "Trường hợp từ chối phải nêu lý do",
        "Trả lại hồ sơ không đủ điều kiện",
        "hồ sơ CHƯA ĐẦY ĐỦ",
        "Đối với hồ sơ trực tuyến",
    ],
)
def test_condition_is_seen(text: str) -> None:
    """Words that part the flow are seen in any case of letters."""
    assert has_condition(text)


@pytest.mark.parametrize("text", ["Nêu rõ lý do", "Lấy ý kiến (nếu có)", "Trình ký"])
def test_other_words_are_no_condition(text: str) -> None:
    """Words that only look like a condition are none."""
    assert not has_condition(text)


def test_open_conditions_and_missing_performers_keep_a_procedure_from_running() -> None:
    """Each is named with its step; what a program does needs no performer."""
    reasons = not_deployable_reasons(PROCEDURE)

    assert (2, ["step 2", "step 4"]) == (len(reasons), [reason[:6] for reason in reasons])


@pytest.mark.parametrize("decision", [Decision.NO_BRANCH, "drawn"])
def test_decided_condition_is_open_no_more(decision: Decision | str) -> None:
    """Either decision settles the step and leaves the others as they are."""
    decided = decide(PROCEDURE, 2, decision)

    assert ((2,), ()) == (undecided(PROCEDURE), undecided(decided))
    assert PROCEDURE.steps[0] == decided.steps[0]


@pytest.mark.parametrize(("position", "decision"), [(1, "drawn"), (9, "drawn"), (2, "perhaps")])
def test_other_decisions_are_refused(position: int, decision: str) -> None:
    """A step without open condition, or a word that is no decision, is refused."""
    with pytest.raises(TableError) as caught:
        decide(PROCEDURE, position, decision)

    assert caught.value.hint
