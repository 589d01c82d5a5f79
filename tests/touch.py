"""Everything that can be done with a model once it is read: whatever the file, only procflow's own errors come."""

from __future__ import annotations

import inspect
import random
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

from procflow.bpmn import Definitions, Element, FlowContainer, diff, graph, layout, read, write
from procflow.bpmn.namespaces import BPMNDI
from procflow.bpmn.soundness import soundness
from procflow.bpmn.structure import dominators, loops, post_dominators, regions
from procflow.errors import ProcflowError
from procflow.lint import lint, sarif
from procflow.procedure import Procedure
from procflow.render import (
    diagram_svg,
    diff_svg,
    hidden_changes,
    not_shown,
    process_dot,
    render,
    run_svg,
    unlike_pages,
    with_diagram,
)
from procflow.simplify import compare
from tests.edits import EDITS, facts

_MAX_STATES = 2_000


@cache
def _names(cls: type) -> tuple[str, ...]:
    """Return the public attributes of *cls* that are asked for without arguments."""
    return tuple(name for name, value in inspect.getmembers(cls) if not name.startswith("_") and not callable(value))


def touch(model: Definitions) -> int:
    """Ask every element of *model* for each of its public attributes, and what those give for theirs; count them."""
    return sum(_touched(thing, 2) for thing in (model, *model.elements()))


def _touched(thing: object, levels: int) -> int:
    count = 0
    for name in _names(type(thing)):
        count += 1
        value = attempt(lambda name=name: getattr(thing, name))
        for part in _parts(value) if levels else ():
            count += _touched(part, levels - 1)
    repr(thing)
    return count


def _parts(value: object) -> Iterator[object]:
    """Yield the objects of procflow in *value* that are no elements: those are asked for themselves."""
    values = value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple | list) else (value,)
    yield from (one for one in values if type(one).__module__.startswith("procflow.") and not isinstance(one, Element))


def attempt(use: Callable[[], object]) -> object:
    """Return what *use* returns, None where procflow refuses it."""
    try:
        return use()
    except ProcflowError:
        return None


def judge(model: Definitions) -> None:
    """Ask everything that can be asked about *model* as a whole."""
    for use in (lint, graph, Procedure.of, not_shown):
        attempt(lambda use=use: use(model))
    attempt(lambda: sarif({Path(model.file): lint(model)}))
    attempt(lambda: compare(model, model))
    drawn = _drawn(model)
    attempt(lambda: render(drawn, overlays={element.id: 3.0 for element in model.elements() if element.id}))
    attempt(lambda: _draw_defects(model, drawn))
    for container in model.elements(FlowContainer):
        for use in (regions, dominators, post_dominators, loops):
            attempt(lambda use=use, container=container: use(container))
    for process in model.processes:
        for use in (Procedure.of, process_dot, graph):
            attempt(lambda use=use, process=process: use(process))


def _drawn(model: Definitions) -> Definitions:
    """Return *model* laid out once for all pictures of it, itself where that is refused."""
    found = attempt(lambda: with_diagram(model))
    return found if isinstance(found, Definitions) else model


def _draw_defects(model: Definitions, drawn: Definitions) -> None:
    for defect in soundness(model, max_states=_MAX_STATES).defects[:3]:
        attempt(lambda defect=defect: run_svg(drawn, defect))


def draw_anew(model: Definitions) -> None:
    """Lay out a copy of *model* without its drawings, and draw that."""
    copy = read(write(model))
    for diagram in copy.node.findall(f"{{{BPMNDI}}}BPMNDiagram"):
        copy.node.remove(diagram)
    copy.edited()
    attempt(lambda: layout(copy))
    attempt(lambda: diagram_svg(copy))
    read(write(copy))


def edit(model: Definitions, rng: random.Random, times: int = 3) -> Definitions:
    """Return the model read again after a few edits of random kinds at random places; a refused one changes nothing."""
    for kind in rng.sample(sorted(EDITS), times):
        before = write(model)
        try:
            EDITS[kind](model, rng)
        except ProcflowError:
            assert before == write(model), f"{kind} was refused and changed the file"
    again = read(write(model))
    assert facts(model) == facts(again)
    return again


def compared(old: Definitions, new: Definitions) -> None:
    """Tell and draw what changed between two models, both ways."""
    drawn = _drawn(old), _drawn(new)
    for before, after, sides in ((old, new, drawn), (new, old, drawn[::-1])):
        found = diff(before, after)
        str(found)
        for use in (diff_svg, hidden_changes, unlike_pages):
            attempt(lambda use=use, given=(*sides, found): use(*given))
