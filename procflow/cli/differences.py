"""``procflow diff``: what changed between two versions of a model."""

from __future__ import annotations

from pathlib import Path

import click

from procflow.bpmn import Diff, diff, read
from procflow.bpmn.diff import words_in
from procflow.cli.output import FINE, check_target, force_option, json_option, say, say_json
from procflow.cli.paths import file_path
from procflow.files import replace_file
from procflow.render import ENGLISH_VERSIONS, VIETNAMESE_VERSIONS, diff_svg, png
from procflow.wording import Language


@click.command("diff")
@click.argument("old", type=file_path)
@click.argument("new", type=file_path)
@click.option("--svg", "target", type=file_path, help="Draw both versions there, what changed marked (.svg or .png).")
@click.option("--lang", type=click.Choice(["en", "vi"]), default="en", show_default=True)
@force_option
@json_option
def diff_command(  # noqa: PLR0913 - one for each option
    old: Path, new: Path, target: Path | None, *, lang: str, force: bool, as_json: bool
) -> int:
    """
    Say what changed from the model OLD to the model NEW, by meaning.

    Elements are matched by id, else by type, name and neighbourhood: a copy drawn anew differs in its layout only.
    """
    if target is not None:
        check_target(target, [".svg", ".png"], old, new, force=force)
    language: Language = "vi" if lang == "vi" else "en"
    before, after = read(old), read(new)
    found = diff(before, after)
    if target is not None:
        picture = diff_svg(before, after, found, words=VIETNAMESE_VERSIONS if lang == "vi" else ENGLISH_VERSIONS)
        replace_file(target, png(picture) if target.suffix.lower() == ".png" else picture.encode())
    if as_json:
        say_json(found.to_dict(language) | ({"written": [target]} if target is not None else {}))
    else:
        _say(found, target, language)
    return FINE


def _say(found: Diff, target: Path | None, language: Language) -> None:
    say(found.told(language))
    if found:
        kinds = words_in("vi").predicates if language == "vi" else {}
        say(", ".join(f"{number} {kinds.get(kind, kind)}" for kind, number in found.counts.items()))
    if target is not None:
        say(f"{target} written")
