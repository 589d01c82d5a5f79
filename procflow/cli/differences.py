"""``procflow diff``: what changed between two versions of a model."""

from __future__ import annotations

from pathlib import Path

import click

from procflow.bpmn import Diff, Process, diff, read
from procflow.bpmn.diff import words_in
from procflow.cli.output import FINE, check_target, force_option, json_option, say, say_json, say_warning
from procflow.cli.paths import file_path
from procflow.errors import DataError
from procflow.files import replace_file
from procflow.render import (
    ENGLISH_VERSIONS,
    VIETNAMESE_VERSIONS,
    Hidden,
    diff_svg,
    hidden_changes,
    png,
    with_diagram,
)
from procflow.wording import Language


@click.command("diff")
@click.argument("old", type=file_path)
@click.argument("new", type=file_path)
@click.option("--svg", "target", type=file_path, help="Draw both versions there, what changed marked (.svg or .png).")
@click.option("--lang", type=click.Choice(["en", "vi"]), default="en", show_default=True)
@click.option(
    "--diagram", default="", help="Draw this diagram of NEW: its id, or that of the process or sub-process it shows."
)
@force_option
@json_option
def diff_command(  # noqa: PLR0913 - one for each option
    old: Path, new: Path, target: Path | None, *, lang: str, diagram: str, force: bool, as_json: bool
) -> int:
    """
    Say what changed from the model OLD to the model NEW, by meaning.

    Elements are matched by id, else by type, name and neighbourhood: a copy drawn anew differs in its layout only.
    """
    if diagram and target is None:
        raise DataError("--diagram says nothing here", hint="name the picture with --svg, or leave it out")
    if target is not None:
        check_target(target, [".svg", ".png"], old, new, force=force)
    language: Language = "vi" if lang == "vi" else "en"
    before, after = read(old), read(new)
    found = diff(before, after)
    warnings: list[str] = []
    if target is not None:
        # Laid out once, for the picture and for what it does not show.
        before, after = with_diagram(before), with_diagram(after)
        words = VIETNAMESE_VERSIONS if lang == "vi" else ENGLISH_VERSIONS
        picture = diff_svg(before, after, found, words=words, diagram=diagram)
        replace_file(target, png(picture) if target.suffix.lower() == ".png" else picture.encode())
        warnings = [_hidden(each) for each in hidden_changes(before, after, found, diagram=diagram)]
    if as_json:
        drawn = {"written": [target], "warnings": warnings} if target is not None else {}
        say_json(found.to_dict(language) | drawn)
    else:
        _say(found, target, language)
        for warning in warnings:
            say_warning(f"{target}: {warning}")
    return FINE


def _hidden(hidden: Hidden) -> str:
    """Say how many changes the picture does not show, where they lie, and how to see them."""
    count, holder = len(hidden.changes), hidden.holder
    place = f"the {'process' if isinstance(holder, Process) else 'sub-process'} {holder.id!r}"
    place += f" ({holder.name})" if holder.name else ""
    told = "1 change is not shown" if count == 1 else f"{count} changes are not shown"
    model = holder.definitions
    shown = next((page for page in model.diagrams if page.plane_element_id == holder.id), None)
    step = f"draw it with --diagram {holder.id}" if shown is not None else "the text above tells them"
    return f"{told}: inside {place}; {step}"


def _say(found: Diff, target: Path | None, language: Language) -> None:
    say(found.told(language))
    if found:
        kinds = words_in("vi").predicates if language == "vi" else {}
        say(", ".join(f"{number} {kinds.get(kind, kind)}" for kind, number in found.counts.items()))
    if target is not None:
        say(f"{target} written")
