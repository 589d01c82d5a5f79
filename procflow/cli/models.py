"""Commands on model files: ``render``, ``templates``."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, cast

import click

from procflow.analysis import hand_off_counts
from procflow.bpmn import read
from procflow.cli.output import FINE, check_target, json_option, say, say_json
from procflow.errors import DataError, Location
from procflow.files import read_bytes
from procflow.procedure import install_templates
from procflow.render import handoffs_dot, render, render_dot

_path = click.Path(path_type=Path)
_MAX_TEMPLATE = 16 * 1024 * 1024


@click.command("render")
@click.argument("file", type=_path)
@click.argument("target", type=_path)
@click.option("--engine", type=click.Choice(["own", "dot"]), default="own", show_default=True)
@click.option(
    "--hand-offs",
    type=click.Choice(["performers", "agencies"]),
    help="Draw who hands work to whom instead; laid out by Graphviz.",
)
@json_option
def render_command(file: Path, target: Path, engine: str, hand_offs: str | None, *, as_json: bool) -> int:
    """Draw the model FILE as the picture TARGET (.svg or .png; .dot with engine dot)."""
    check_target(target, [".svg", ".png", ".dot"], file)
    model = read(file)
    if hand_offs is not None:
        counts = hand_off_counts(model, cast('Literal["performers", "agencies"]', hand_offs))
        render_dot(handoffs_dot(counts), target)
    else:
        render(model, target, engine=cast('Literal["own", "dot"]', engine))
    if as_json:
        say_json({"written": [target]})
    else:
        say(f"{target} written")
    return FINE


@click.group("templates", no_args_is_help=False)
def templates_command() -> None:
    """Element templates for Camunda Modeler."""


@templates_command.command("install")
@click.argument("folder", type=_path)
@click.option(
    "--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Language of the labels."
)
@click.option("--force", is_flag=True, help="Write over templates there that differ.")
@json_option
def install_command(folder: Path, lang: str, *, force: bool, as_json: bool) -> int:
    """
    Put the templates into FOLDER/.camunda/element-templates, where the Modeler finds them.

    Templates there that differ, since someone changed them or they are of another version, are kept without --force.
    """
    language: Literal["vi", "en"] = "en" if lang == "en" else "vi"
    wanted = _templates(language)
    standing = {path: folder / path for path in wanted if (folder / path).exists()}
    changed = [path for name, path in standing.items() if read_bytes(path, max_bytes=_MAX_TEMPLATE) != wanted[name]]
    if changed and not force:
        raise DataError(
            "the template there differs from the one to be written",
            hint="keep a copy of it, then write over it with --force",
            where=Location(str(changed[0])),
        )
    is_needed = changed or len(standing) < len(wanted)
    written = install_templates(folder, language) if is_needed else ()
    if as_json:
        say_json({"written": written})
    else:
        for path in written or standing.values():
            say(f"{path} written" if written else f"{path} is as it should be")
    return FINE


def _templates(language: Literal["vi", "en"]) -> dict[Path, bytes]:
    """Return what would be written, by its path in the folder."""
    with TemporaryDirectory() as folder:
        written = install_templates(folder, language)
        return {path.relative_to(folder): path.read_bytes() for path in written}
