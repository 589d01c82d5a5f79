"""The process cannot get stuck, go on for ever, do a step twice at once or end twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from procflow.bpmn import Definitions, Element, FlowContainer, Process
from procflow.bpmn.soundness import Defect, soundness
from procflow.lint.finding import Problem, Severity
from procflow.lint.parts import around
from procflow.lint.paths import reachable

SEVERITY = Severity.ERROR
# What is not known after so many states is left to the command that is asked for it.
_MAX_STATES = 10_000
_SEEN = {
    "unbounded": ("tokens pile up here without end", "let what is split once be joined once"),
    "unsafe": ("two tokens can be here at once", "join what runs at once before it comes here"),
    "unsafe-end": ("it can be reached twice by one instance", "join what runs at once before it, or draw an end each"),
    "deadlock": ("the process can get stuck here", "join with the kind of gateway that splits"),
    "livelock": ("from here no end can be reached", "lead a way out of the loop to an end"),
    "dead-activity": ("it can never begin", "lead a way to it that can be gone"),
    "message-never-sent": ("the message it waits for may never come", "send it on every way, or let a timer go on"),
}


def check(model: Definitions) -> Iterator[Problem]:
    """Yield each defect at the first element it names; what no way leads to is a finding of another rule."""
    flawed = model.flawed_processes()
    for process, flaw in flawed.items():
        yield Problem(process, f"it is not judged: {flaw.message}", "mend what the rule whole-model names first")
    found = _defects(model, [process for process in model.processes if process not in flawed])
    cut_off = _cut_off(model) if any(defect.kind == "dead-activity" for defect in found) else set()
    for defect in found:
        elements = [element for one in defect.element_ids if (element := model.get(one)) is not None]
        if elements and not (defect.kind == "dead-activity" and cut_off & {each.id for each in around(elements[0])}):
            yield _problem(defect, elements)


def _defects(model: Definitions, whole: Sequence[Process]) -> tuple[Defect, ...]:
    """Return the defects of the processes that are *whole*, and of the pools together if all of the file is."""
    if all(flaw.is_harmless for flaw in model.flaws):
        return soundness(model, max_states=_MAX_STATES).defects
    return tuple(defect for process in whole for defect in soundness(process, max_states=_MAX_STATES).defects)


def _cut_off(model: Definitions) -> set[str]:
    """Return the nodes that no way leads to."""
    containers = list(model.elements(FlowContainer))
    return {node.id for one in containers for node in one.flow_nodes} - set().union(*map(reachable, containers))


def _problem(defect: Defect, elements: list[Element]) -> Problem:
    message, hint = _SEEN[defect.kind]
    others = ", ".join(element.id for element in elements[1:])
    also = f"; so it is with {others}" if others else ""
    shown = "; procflow soundness shows a run" if defect.run else ""
    return Problem(elements[0], f"{defect.kind}: {message}{also}", hint + shown)
