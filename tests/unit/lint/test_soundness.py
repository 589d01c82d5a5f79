"""What the rule ``soundness`` says of a defect."""

from __future__ import annotations

from procflow.bpmn import read, write
from procflow.lint import lint
from tests.diagrams import diagram
from tests.pool_cases import POOLS, pools
from tests.soundness_cases import MANY_STATES, UNSOUND


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


STUCK = "process stuck\nstart r\nxor x\nand y\nend e\nr -> x -> y -> e\nx -> y"


def test_beside_a_process_that_makes_no_sense_the_others_are_judged() -> None:
    """It is told that the one is not, and why; what is wrong with the other is told as ever."""
    raw = diagram("process torn\nstart s\ntask a\ns -> a", STUCK)
    found = lint(read(raw.replace(b'targetRef="a"', b'targetRef="gone"')), "soundness")

    assert [
        ("torn", "it is not judged: the targetRef 'gone' of a sequence flow is no flow node of this file"),
        ("y", "deadlock: the process can get stuck here"),
    ] == [(finding.element_id, finding.message) for finding in found]


def test_pools_of_a_file_that_makes_no_sense_are_not_played_together() -> None:
    """Whether a message comes is not known where a flow may be missing; each pool that is whole is judged alone."""
    first, second, flows, _ = POOLS["an answer that may not come"]
    whole = pools(first, second, flows=flows)
    torn = read(write(whole).replace(b"</definitions>", b"<process id='torn'><task/></process></definitions>"))

    assert ["b"] == [finding.element_id for finding in lint(whole, "soundness")]
    assert ["torn"] == [finding.element_id for finding in lint(torn, "soundness")]


def test_what_is_not_known_is_no_finding() -> None:
    """A bound that is reached leaves what was seen."""
    tasks = "".join(
        f"task a{n}\nboundary b{n} on=a{n} soft timer\nend e{n}\nx -> a{n}\nb{n} -> e{n}\n" for n in range(9)
    )

    assert [] == messages(f"start s\nand x\ns -> x\n{tasks}")
    assert ["unsafe-end: it can be reached twice by one instance"] == messages(MANY_STATES)
