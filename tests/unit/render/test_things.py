"""What is drawn is found by its place, as looking at everything finds it."""

from __future__ import annotations

import random

from procflow.bpmn import Bounds
from procflow.render.things import Things


def boxes(rng: random.Random, count: int) -> list[Bounds]:
    """Return boxes of all sizes, some as wide as a page."""
    return [
        Bounds(
            rng.uniform(-500, 9000), rng.uniform(-500, 2000), rng.choice([0, 20, 100, 399, 5000]), rng.choice([1, 80])
        )
        for _ in range(count)
    ]


def test_what_a_box_reaches_into_is_counted(rng: random.Random) -> None:
    """However wide a thing is and however far to the left it begins."""
    things = boxes(rng, 300)
    asked = boxes(rng, 200)
    found = Things(things)

    def meet(one: Bounds, other: Bounds) -> bool:
        return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom

    assert [sum(meet(thing, box) for thing in things) for box in asked] == [found.touched(box) for box in asked]


def test_the_first_thing_beside_a_strip_is_found(rng: random.Random) -> None:
    """That is the nearest one on the right at its height, or what was asked at the most."""
    things = boxes(rng, 300)
    strips = boxes(rng, 200)
    found = Things(things)

    def first(strip: Bounds) -> float:
        beside = [
            thing.x for thing in things if thing.x > strip.x and thing.y < strip.bottom and thing.bottom > strip.y
        ]
        return min([*beside, strip.x + 3000])

    assert [first(strip) for strip in strips] == [found.first(strip, strip.x + 3000) for strip in strips]
