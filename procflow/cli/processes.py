"""Which process of a file a command is about: the option ``--key``."""

from __future__ import annotations

from dataclasses import replace

import click

from procflow.bpmn import Definitions, Process
from procflow.errors import ModelError
from procflow.procedure.from_bpmn import process_of
from procflow.render import not_drawn, not_shown
from procflow.render.pages import diagram_name, page_of

key_option = click.option("--key", help="Process id, where the file holds several.")


def named(process: Process) -> str:
    """Return how a message names *process*: by its id, and by its label where it has one."""
    return f"the process {process.id!r}" + (f" ({process.name})" if process.name else "")


def not_shown_warnings(model: Definitions, *, other: str = "") -> list[str]:
    """
    Return a warning for each process of which the picture of *model* shows nothing.

    Args:
        model: The model, as it is drawn.
        other: The option that chooses another diagram, empty where there is none.
    """
    told = []
    for process in not_shown(model):
        page = page_of(model, process) if other else None
        step = f"draw {diagram_name(page)!r} with {other}" if page is not None else "draw it there as a pool"
        told.append(f"{named(process)} is not shown: the first diagram of the file has nothing of it; {step}")
    return told


def not_drawn_warnings(model: Definitions) -> list[str]:
    """Return a warning for each element that its flaw keeps out of a picture of *model*, without the file's name."""
    told = []
    for flaw in not_drawn(model):
        element = flaw.element
        is_placed = model.get(element.id) is element and (model.shape(element.id) or model.edge(element.id)) is not None
        how = "is drawn as a plain frame or line" if is_placed else "is not drawn"
        where = replace(element.where, file="")
        told.append(f"{where}: the {element.kind} {how}: {flaw.message} - {flaw.hint}")
    return told


def chosen_process(model: Definitions, key: str | None, option: str = "--key") -> Process:
    """
    Return the process that *key* names, or without one the process that a procedure is read from.

    Args:
        model: The file.
        key: Id of a process, None where the person named none.
        option: The option that names it, for the hint.

    Raises:
        ModelError: The file has no process of that id, or several and none was named; the hint lists their ids.
    """
    processes = {process.id: process for process in model.processes}
    if key is None and len(processes) == 1:
        return next(iter(processes.values()))
    if key is not None and key in processes:
        return processes[key]
    names = ", ".join(processes)
    if not processes:
        raise ModelError("the file holds no process", hint="draw one in the modeler", where=model.where)
    if key is not None:
        raise ModelError(f"there is no process {key!r}", hint=f"{option} is one of: {names}", where=model.where)
    try:
        return process_of(model)
    except ModelError as exc:
        raise ModelError(exc.message, hint=f"name one with {option}: {names}", where=exc.where) from exc
