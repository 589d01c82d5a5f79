"""``procflow diff``: what changed between two versions of a model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class _Words:
    """The words around what changed, in one language."""

    written: str
    warning: str
    one_hidden: str
    many_hidden: str
    process: str
    sub_process: str
    draw: str
    told: str


_WORDS: Mapping[Language, _Words] = {
    "en": _Words(
        "{} written",
        "warning",
        "1 change is not shown: inside {1}",
        "{0} changes are not shown: inside {1}",
        "the process",
        "the sub-process",
        "draw it with --diagram {}",
        "the text above tells them",
    ),
    "vi": _Words(
        "đã ghi {}",
        "cảnh báo",
        "có 1 thay đổi không thấy trên hình: bên trong {1}",
        "có {0} thay đổi không thấy trên hình: bên trong {1}",
        "quy trình",
        "quy trình con",
        "vẽ riêng với --diagram {}",
        "đã kể ở trên",
    ),
}


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
    words = _WORDS[language]
    before, after = read(old), read(new)
    found = diff(before, after)
    warnings: list[str] = []
    if target is not None:
        # Laid out once, for the picture and for what it does not show.
        before, after = with_diagram(before), with_diagram(after)
        signs = VIETNAMESE_VERSIONS if lang == "vi" else ENGLISH_VERSIONS
        picture = diff_svg(before, after, found, words=signs, diagram=diagram)
        replace_file(target, png(picture) if target.suffix.lower() == ".png" else picture.encode())
        warnings = [_hidden(each, words) for each in hidden_changes(before, after, found, diagram=diagram)]
    if as_json:
        drawn = {"written": [target], "warnings": warnings} if target is not None else {}
        say_json(found.to_dict(language) | drawn)
    else:
        _say(found, target, language)
        for warning in warnings:
            say_warning(f"{target}: {warning}", words.warning)
    return FINE


def _hidden(hidden: Hidden, words: _Words) -> str:
    """Say how many changes the picture does not show, where they lie, and how to see them."""
    count, holder = len(hidden.changes), hidden.holder
    place = f"{words.process if isinstance(holder, Process) else words.sub_process} {holder.id!r}"
    place += f" ({holder.name})" if holder.name else ""
    told = (words.one_hidden if count == 1 else words.many_hidden).format(count, place)
    model = holder.definitions
    shown = next((page for page in model.diagrams if page.plane_element_id == holder.id), None)
    return f"{told}; {words.draw.format(holder.id) if shown is not None else words.told}"


def _say(found: Diff, target: Path | None, language: Language) -> None:
    say(found.told(language))
    if found:
        kinds = words_in("vi").predicates if language == "vi" else {}
        say(", ".join(f"{number} {kinds.get(kind, kind)}" for kind, number in found.counts.items()))
    if target is not None:
        say(_WORDS[language].written.format(target))
