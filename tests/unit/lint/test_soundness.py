"""What the rule ``soundness`` says of a defect."""

from __future__ import annotations

from procflow.bpmn import read
from procflow.lint import lint
from tests.diagrams import diagram
from tests.soundness_cases import MANY_STATES, POOLS, UNSOUND, pools


def messages(text: str) -> list[str]:
    """Return what the rule says of a process."""
    return [finding.message for finding in lint(read(diagram(text)), "soundness")]


def test_a_finding_names_kind_and_all_elements() -> None:
    """It stands at the first of them."""
    (finding,) = lint(read(diagram(UNSOUND["a token waits in front of two gateways"][0])), "soundness")

    assert ("deadlock: the process can get stuck here; so it is with z", "y") == (finding.message, finding.element_id)
    assert finding.hint.endswith("procflow soundness shows a run")


def test_what_no_way_leads_to_is_a_finding_of_another_rule() -> None:
    """Neither an activity of its own nor one in a sub-process that stands apart is named."""
    apart = "start s\nend e\ns -> e\nsub p {\ntask a\n}\nend f\np -> f\n"

    assert [] == messages(apart)
    assert [] == messages(UNSOUND["an activity that nothing leads to"][0])
    assert ["dead-activity: it can never begin"] == messages(
        UNSOUND["a sub-process of which all starts are typed begins empty"][0]
    )


def test_a_message_that_may_never_come_is_found_between_pools() -> None:
    """It is named at its receiver."""
    first, second, flows, _ = POOLS["an answer that may not come"]
    (finding,) = lint(pools(first, second, flows=flows), "soundness")

    assert ("b", "message-never-sent: the message it waits for may never come") == (
        finding.element_id,
        finding.message,
    )


def test_what_is_not_known_is_no_finding() -> None:
    """A bound that is reached leaves what was seen."""
    tasks = "".join(
        f"task a{n}\nboundary b{n} on=a{n} soft timer\nend e{n}\nx -> a{n}\nb{n} -> e{n}\n" for n in range(9)
    )

    assert [] == messages(f"start s\nand x\ns -> x\n{tasks}")
    assert ["unsafe-end: it can be reached twice by one instance"] == messages(MANY_STATES)
