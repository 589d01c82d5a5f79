"""The command ``soundness``: whether the processes of a model can go wrong, and a run that shows how."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from procflow.bpmn import Definitions, Process, read
from procflow.bpmn.soundness import BOUND_REACHED, Defect, Soundness, soundness
from procflow.cli.output import FINDINGS, FINE, check_target, force_option, json_option, say, say_json, say_warning
from procflow.cli.paths import file_path
from procflow.errors import DataError, Location
from procflow.files import replace_file
from procflow.render import ENGLISH_RUN, VIETNAMESE_RUN, RunWords, called, png, run_svg

_INDENT = "    "


@click.command("soundness")
@click.argument("file", type=file_path)
@click.option("--key", help="Judge this process alone; else all of the file, and pools together.")
@click.option("--svg", "target", type=file_path, help="Draw a defect and its run as this picture (.svg or .png).")
@click.option("--defect", "number", type=click.IntRange(1), default=1, show_default=True, help="Which one --svg draws.")
@click.option(
    "--max-states", type=click.IntRange(1), default=100_000, show_default=True, help="After so many nothing is known."
)
@click.option("--lang", type=click.Choice(["en", "vi"]), default="en", show_default=True)
@force_option
@json_option
def soundness_command(  # noqa: PLR0913 - one for each option
    file: Path,
    *,
    key: str | None,
    target: Path | None,
    number: int,
    max_states: int,
    lang: str,
    force: bool,
    as_json: bool,
) -> int:
    """
    Play the token game of the model FILE: can it get stuck, never end, do a step twice at once, end twice?

    A process in which nothing stands is told and counts for nothing beside others.

    Exit code 0 only if it is sound; 1 if it has defects, or if that is not known.
    """
    if target is not None:
        check_target(target, [".svg", ".png"], file, force=force)
    model = read(file)
    words = VIETNAMESE_RUN if lang == "vi" else ENGLISH_RUN
    found = soundness(model if key is None else _process(model, key, file), max_states=max_states)
    drawn = _draw(model, found.defects, number, target, words)
    if as_json:
        say_json(_facts(model, found, words))
    else:
        _say(model, found, max_states, words)
    if target is not None and not drawn:
        say_warning(f"{target} is not written: there is no defect to draw")
    elif target is not None and not as_json:
        say(f"{target} written")
    return FINE if found.is_sound else FINDINGS


def _process(model: Definitions, key: str, file: Path) -> Process:
    found = model.get(key)
    if not isinstance(found, Process):
        known = ", ".join(process.id for process in model.processes) or "another file, this one has none"
        raise DataError(f"there is no process {key!r}", hint=f"choose one of {known}", where=Location(str(file)))
    return found


def _draw(model: Definitions, defects: Sequence[Defect], number: int, target: Path | None, words: RunWords) -> bool:
    if target is None or not defects:
        return False
    if number > len(defects):
        raise DataError(f"there is no defect {number}", hint=f"choose 1 to {len(defects)}", defects=len(defects))
    svg = run_svg(model, defects[number - 1], words=words)
    replace_file(target, png(svg) if target.suffix.lower() == ".png" else svg.encode("utf-8"))
    return True


def _say(model: Definitions, found: Soundness, max_states: int, words: RunWords) -> None:
    if not found.processes:
        say(words.nothing)
    numbers = {id(defect): number for number, defect in enumerate(found.defects, 1)}
    for verdict in found.processes:
        name = called(model, verdict.process_id) or words.no_id
        if verdict.is_empty:
            say(f"{name}: {words.empty}")
            continue
        say(f"{name}: {_answer(verdict.is_sound, words)}")
        for name, answer in verdict.properties.items():
            say(f"  {words.properties[name]}: {words.answers[answer]}")
        if verdict.reason:
            say(f"  {words.answers['unknown']}: {_reason(verdict.reason, verdict.states, words)}")
        _say_defects(model, verdict.defects, numbers, words)
    if found.together:
        say(f"{words.together}: {words.unsound}")
    _say_defects(model, found.together, numbers, words)
    if found.reason:
        say(f"{words.together_unknown}: {_reason(found.reason, max_states, words)}")


def _say_defects(model: Definitions, defects: Sequence[Defect], numbers: dict[int, int], words: RunWords) -> None:
    for defect in defects:
        say(f"  {numbers[id(defect)]}. {defect.kind}: {words.defect(defect, model)}")
        for place, step in enumerate(words.run(defect, model), 1):
            say(f"{_INDENT}{place:3d}  {step}")


def _answer(is_sound: bool | None, words: RunWords) -> str:  # noqa: FBT001 - an answer, not a switch
    return words.unknown if is_sound is None else words.sound if is_sound else words.unsound


def _reason(reason: str, states: int, words: RunWords) -> str:
    return words.bound_reached.format(states) if reason == BOUND_REACHED else words.reasons.told(reason)


def _facts(model: Definitions, found: Soundness, words: RunWords) -> dict[str, object]:
    return {
        "is_sound": found.is_sound,
        "processes": [
            {
                "process": verdict.process_id,
                "is_sound": verdict.is_sound,
                "is_empty": verdict.is_empty,
                "properties": verdict.properties,
                "reason": verdict.reason,
                "states": verdict.states,
                "defects": [_defect(model, defect, words) for defect in verdict.defects],
            }
            for verdict in found.processes
        ],
        "together": [_defect(model, defect, words) for defect in found.together],
        "reason": found.reason,
    }


def _defect(model: Definitions, defect: Defect, words: RunWords) -> dict[str, object]:
    told = words.run(defect, model)
    return {
        "kind": defect.kind,
        "elements": [{"id": one, "name": _name(model, one)} for one in defect.element_ids],
        "message": words.defect(defect, model),
        "run": [
            {"element": step.element_id, "taken": step.taken, "given": step.given, "message": text}
            for step, text in zip(defect.run, told, strict=True)
        ],
    }


def _name(model: Definitions, element_id: str) -> str:
    element = model.get(element_id)
    return element.name if element is not None else ""
