"""What a verdict costs grows with the model and no faster, also where nothing can be reduced."""

from __future__ import annotations

from functools import partial

import pytest

from procflow.bpmn import Definitions, read
from procflow.bpmn.soundness import soundness
from tests.counting import lines
from tests.diagrams import diagram

SMALL, TIMES = 20, 8
# A step of each kind, which leads from the node {b} to the node a{n}.
STEPS = {
    "boundary events with an end each": "task a{n}\nboundary b{n} on=a{n} timer\nend f{n}\n{b} -> a{n}\nb{n} -> f{n}",
    "boundary events that meet": "task a{n}\nboundary b{n} on=a{n} timer\n{b} -> a{n}\nb{n} -> m",
    "boundary events that come to one end": "task a{n}\nboundary b{n} on=a{n} timer\n{b} -> a{n}\nb{n} -> e",
    "choices that lead to one end": "xor a{n}\n{b} -> a{n}\na{n} -> e",
    "sub-processes with a timer": "sub a{n} {{\ntask i{n}\n}}\nboundary b{n} on=a{n} timer\n{b} -> a{n}\nb{n} -> m",
    "inclusive branches with a timer": (
        "or o{n}\ntask t{n}\nboundary b{n} on=t{n} timer\nor a{n}\n"
        "{b} -> o{n} -> t{n} -> a{n}\no{n} -> a{n}\nb{n} -> a{n}"
    ),
    "waits for one of two": "events g{n}\nreceive a{n}\ncatch c{n} timer\n{b} -> g{n} -> c{n} -> m\ng{n} -> a{n}",
}


def model(step: str, times: int) -> Definitions:
    """Return a model in which *step* comes so many times, one after the other."""
    names = ["s", *(f"a{n}" for n in range(times))]
    steps = "\n".join(step.format(n=n, b=names[n]) for n in range(times))
    return read(diagram(f"start s\nend e\nxor m\nend f\nm -> f\n{steps}\n{names[-1]} -> e"))


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_a_verdict_is_linear(step: str) -> None:
    """Eight times the model costs at most about eight times the lines."""
    small, large = (lines(partial(soundness, model(step, SMALL * times)))["line"] for times in (1, TIMES))

    assert large <= 1.3 * TIMES * small
