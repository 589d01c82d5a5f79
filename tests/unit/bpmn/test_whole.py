"""Who answers only for a model of which nothing is left out, and for what of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from procflow.bpmn import Definitions, Process, graph, read
from procflow.bpmn.soundness import soundness
from procflow.bpmn.structure import dominators, loops, post_dominators, regions
from procflow.errors import DataError, ModelError
from procflow.procedure import Procedure

OPENING = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">'
P = '<process id="p"><startEvent id="s"/><task id="t"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/></process>'
Q = '<process id="q"><startEvent id="r"/><task id="u"/><sequenceFlow id="g" sourceRef="r" targetRef="u"/></process>'
POOLS = '<participant id="a" processRef="p"/><participant id="b"/>'
COLLABORATION = f'<collaboration id="c">{POOLS}{{}}</collaboration>'


def model(*parts: str) -> Definitions:
    """Return a model of these parts."""
    return read(f"{OPENING}{''.join(parts)}</definitions>".encode())


def first_process(use: Callable[[Process], object]) -> Callable[[Definitions], object]:
    """Return what asks *use* for the first process of a model."""
    return lambda model: use(model.processes[0])


USES: dict[str, Callable[[Definitions], object]] = {
    "graph": graph,
    "graph of a process": first_process(graph),
    "regions": first_process(regions),
    "dominators": first_process(dominators),
    "post_dominators": first_process(post_dominators),
    "loops": first_process(loops),
    "soundness": soundness,
    "soundness of a process": first_process(soundness),
    "procedure": first_process(Procedure.of),
}


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_without_a_flow_that_is_drawn_nothing_is_answered(use: Callable[[Definitions], object]) -> None:
    """The flaw is the error of whoever asks."""
    with pytest.raises(ModelError, match="'f': the targetRef 'gone'"):
        use(model(P.replace('targetRef="t"', 'targetRef="gone"')))


@pytest.mark.parametrize("use", [use for name, use in USES.items() if name not in {"graph", "soundness"}])
def test_a_flaw_elsewhere_is_none_of_a_process(use: Callable[[Definitions], object]) -> None:
    """What stands beside a process, and has nothing to do with it, does not keep it from being judged."""
    assert use(model(P, Q.replace('targetRef="u"', 'targetRef="gone"'))) is not None


@pytest.mark.parametrize("use", [regions, dominators, post_dominators, loops])
def test_what_has_no_level_is_refused(use: Callable[[object], object]) -> None:
    """A model has as many as it has processes and sub-processes."""
    with pytest.raises(DataError, match="pass one of"):
        use(model(P))


OF_THE_POOL = {
    "the pool": COLLABORATION.format('<participant id="a" processRef="p"/>'),
    "a message flow of the pool": COLLABORATION.format('<messageFlow id="s" sourceRef="b" targetRef="a"/>'),
    "a message flow of a node": COLLABORATION.format('<messageFlow id="s" sourceRef="b" targetRef="t"/>'),
    "all pools": f'<collaboration id="s">{POOLS}</collaboration>',
    "a lane elsewhere": '<lane id="l"><flowNodeRef>t</flowNodeRef></lane>',
    "an event on a task": '<process id="o"><boundaryEvent id="e" attachedToRef="t"/></process>',
}


@pytest.mark.parametrize("part", OF_THE_POOL.values(), ids=OF_THE_POOL)
def test_a_flaw_of_the_pool_is_one_of_its_process(part: str) -> None:
    """Where pool, message flow or lane are left out, the process they belong to is refused, and no other."""
    found = model(P, Q, part)
    p, q, *_ = found.processes
    found.require_whole(q)

    assert [False, True] == [q in found.flawed_processes(), p in found.flawed_processes()]
    with pytest.raises(ModelError):
        found.require_whole(p)


def test_the_first_flaw_of_a_process_is_told() -> None:
    """A process is refused with it."""
    found = model(P.replace('targetRef="t"', 'targetRef="gone"').replace("</process>", "<task/></process>"), Q)
    p, _ = found.processes
    with pytest.raises(ModelError) as caught:
        found.require_whole(p)

    assert {p: str(caught.value)} == {one: str(flaw.as_error()) for one, flaw in found.flawed_processes().items()}
