"""``procflow diff``: what changed between two versions of a model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from procflow.bpmn import Definitions, Diff, Process, diff, read
from procflow.bpmn.diff import DiffWords, words_in
from procflow.cli.output import FINE, check_target, force_option, json_option, say, say_json, say_warning
from procflow.cli.paths import file_path
from procflow.errors import DataError
from procflow.files import replace_file
from procflow.render import (
    ENGLISH_VERSIONS,
    VIETNAMESE_VERSIONS,
    Hidden,
    Words,
    diff_svg,
    hidden_changes,
    png,
    unlike_pages,
    with_diagram,
)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words around the changes in one language."""

    changes: DiffWords
    picture: Words
    process: str
    sub_process: str
    warning: str
    hidden: str
    hidden_many: str
    draw: str
    told: str
    unlike: str
    written: str


_ENGLISH = _Words(
    words_in("en"),
    ENGLISH_VERSIONS,
    "process",
    "sub-process",
    "warning",
    "1 change is not shown: inside the {} {}; {}",
    "{count} changes are not shown: inside the {} {}; {}",
    "draw it with --diagram {}",
    "the text above tells them",
    "the picture shows two different things, {} of the old version and {} of the new one: {} has no diagram of the "
    "latter; choose another one with --diagram",
    "{} written",
)
_VIETNAMESE = _Words(
    words_in("vi"),
    VIETNAMESE_VERSIONS,
    "quy trình",
    "quy trình con",
    "cảnh báo",
    "1 thay đổi không được vẽ: nằm trong {} {}; {}",
    "{count} thay đổi không được vẽ: nằm trong {} {}; {}",
    "vẽ bằng --diagram {}",
    "phần chữ ở trên đã nêu",
    "hình vẽ hai nội dung khác nhau, {} của bản cũ và {} của bản mới: {} không có sơ đồ nào của nội dung sau; "
    "chọn sơ đồ khác bằng --diagram",
    "đã ghi {}",
)


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
    words = _VIETNAMESE if lang == "vi" else _ENGLISH
    before, after = read(old), read(new)
    found = diff(before, after)
    warnings: list[str] = []
    if target is not None:
        # Laid out once, for the picture and for what it does not show.
        before, after = with_diagram(before), with_diagram(after)
        picture = diff_svg(before, after, found, words=words.picture, diagram=diagram)
        replace_file(target, png(picture) if target.suffix.lower() == ".png" else picture.encode())
        warnings = _warnings((before, after), found, diagram, words)
    if as_json:
        drawn = {"written": [target], "warnings": warnings} if target is not None else {}
        say_json(found.to_dict(words.changes.language) | drawn)
    else:
        _say(found, target, words)
        for warning in warnings:
            say_warning(f"{target}: {warning}", words.warning)
    return FINE


def _warnings(versions: tuple[Definitions, Definitions], found: Diff, diagram: str, words: _Words) -> list[str]:
    """Say what the picture of two versions does not show."""
    unlike = unlike_pages(*versions, found, diagram=diagram)
    hidden = hidden_changes(*versions, found, diagram=diagram)
    told = [] if unlike is None else [words.unlike.format(*map(repr, unlike), versions[0].file)]
    return told + [_hidden(each, words) for each in hidden]


def _hidden(hidden: Hidden, words: _Words) -> str:
    """Say how many changes the picture does not show, where they lie, and how to see them."""
    count, holder = len(hidden.changes), hidden.holder
    kind = words.process if isinstance(holder, Process) else words.sub_process
    place = f"{holder.id!r}" + (f" ({holder.name})" if holder.name else "")
    is_drawn = any(page.plane_element_id == holder.id for page in holder.definitions.diagrams)
    step = words.draw.format(holder.id) if is_drawn else words.told
    return (words.hidden if count == 1 else words.hidden_many).format(kind, place, step, count=count)


def _say(found: Diff, target: Path | None, words: _Words) -> None:
    say(found.told(words.changes.language))
    if found:
        # In English a kind is its own word.
        kinds = words.changes.predicates if words is _VIETNAMESE else {}
        say(", ".join(f"{number} {kinds.get(kind, kind)}" for kind, number in found.counts.items()))
    if target is not None:
        say(words.written.format(target))
