"""The order of pools: what counts, and what ends a message may have."""

from __future__ import annotations

from procflow.bpmn import Definitions, layout, read

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"


def collaboration(pools: str, messages: str) -> Definitions:
    """Return a model of pools with one task each; ``ab`` is a message from task a to task b, ``aB`` one to pool b."""
    parties = "".join(f'<participant id="{pool.upper()}" processRef="process_{pool}"/>' for pool in pools)
    flows = "".join(
        f'<messageFlow id="m{number}" sourceRef="{source}" targetRef="{target}"/>'
        for number, (source, target) in enumerate(messages.split())
    )
    bodies = "".join(f'<process id="process_{pool}"><task id="{pool}"/></process>' for pool in pools)
    return read(
        f'<definitions xmlns="{BPMN}" targetNamespace="t"><collaboration id="all">{parties}{flows}</collaboration>'
        f"{bodies}</definitions>".encode()
    )


def order(model: Definitions) -> str:
    """Return the pools of the laid out model from top to bottom."""
    layout(model)
    page = model.diagrams[0]
    return "".join(sorted((pool.id for pool in model.participants), key=lambda pool: page.shapes[pool].bounds.y))


def test_every_message_counts() -> None:
    """Two messages between the same pools weigh more than one between others."""
    assert "ACB" == order(collaboration("abc", "ac ac ab bc"))


def test_a_message_to_a_pool_counts_like_one_into_it() -> None:
    """Of few pools and of many, those that messages lead to stand near, also where they end at the pool itself."""
    assert "ACB" == order(collaboration("abc", "aC aC ab bC"))
    assert "ACBDEFG" == order(collaboration("abcdefg", "aC bC dE eF fG"))
