"""Seeded choices: the same key and seed always give the same answer."""

from __future__ import annotations

import functools
import random
from collections.abc import Sequence
from typing import TypeVar

Choice = TypeVar("Choice")

ROUND = 20


def chance(*key: object) -> random.Random:
    """Return a generator that depends on *key* alone."""
    return random.Random(":".join(map(str, key)))  # noqa: S311 - test data, no secret


def spread(key: str, seed: int, options: Sequence[Choice]) -> Choice:
    """
    Return one of *options* so that any `ROUND` consecutive seeds, from a multiple of it, see each equally often.

    Choices under different keys are independent of each other.
    """
    block, place = divmod(seed, ROUND)
    return options[_deck(key, block, len(options))[place] % len(options)]


@functools.cache
def _deck(key: str, block: int, n_options: int) -> tuple[int, ...]:
    cards = range(max(ROUND, n_options))
    return tuple(chance(key, block).sample(cards, len(cards)))
