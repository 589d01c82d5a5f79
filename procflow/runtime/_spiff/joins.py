"""Where tokens meet: parallel and inclusive gateways with several flows that enter."""

from __future__ import annotations

from collections.abc import Iterable

from procflow.runtime._spiff.token import Token


def partners(arrived: Token, waiting: Iterable[Token]) -> list[Token] | None:
    """
    Return the tokens a parallel gateway takes together with the one that arrived, None if a flow lacks its token.

    One token is taken from each flow that enters, the oldest first; further ones stay for the next time.
    """
    found: dict[str, Token] = {arrived.flow: arrived}
    for token in waiting:
        if token.flow != arrived.flow:
            found.setdefault(token.flow, token)
    if len(found) < len(arrived.plan.incoming):
        return None
    return [token for token in found.values() if token is not arrived]


def is_awaited(waiting: list[Token], others: Iterable[Token], reaches: dict[str, frozenset[str]]) -> bool:
    """
    Return whether an inclusive gateway must go on waiting (BPMN 2.0.2, 13.4.3).

    It must as long as another token can still arrive by a flow that has none, unless that token can also arrive by one
    that has.

    Args:
        waiting: The tokens at the gateway.
        others: The other tokens of its level.
        reaches: For each flow that enters, the elements from which it is reached without passing the gateway.
    """
    full = {token.flow for token in waiting}
    empty = reaches.keys() - full
    return any(
        any(token.plan.key in reaches[flow] for flow in empty)
        and not any(token.plan.key in reaches[flow] for flow in full)
        for token in others
    )
