"""Commands on model files: ``layout``, ``render``, ``templates``."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, cast

import click

from procflow.analysis import hand_off_counts
from procflow.bpmn import layout, read, write
from procflow.bpmn.layout.arrange import EFFORT, MOST_EFFORT
from procflow.cli.output import FINE, check_target, force_option, json_option, say, say_json, say_warning
from procflow.cli.paths import file_path
from procflow.cli.processes import chosen_process, key_option, not_drawn_warnings, not_shown_warnings
from procflow.errors import DataError, Location
from procflow.files import read_bytes, stat_of
from procflow.procedure import install_templates, mark_templates
from procflow.procedure.templates import template_files
from procflow.render import handoffs_dot, process_dot, render, render_dot
from procflow.render.pages import drawn_page
from procflow.wording import Language

_MAX_TEMPLATE = 16 * 1024 * 1024


@click.command("layout")
@click.argument("file", type=file_path)
@click.argument("target", type=file_path)
@click.option("--keep-order", is_flag=True, help="Leave pools and lanes in the order of the file.")
@click.option(
    "--effort",
    type=click.IntRange(0, MOST_EFFORT),
    default=EFFORT,
    show_default=True,
    help="How many changes of place are tried on each page where lines cross; none on one of more than 300 lines.",
)
@force_option
@json_option
def layout_command(  # noqa: PLR0913 - one parameter for each option
    *, file: Path, target: Path, keep_order: bool, effort: int, force: bool, as_json: bool
) -> int:
    """Place everything of the model FILE anew and write the model as TARGET (.bpmn); a diagram in FILE is replaced."""
    check_target(target, [".bpmn"], file, force=force)
    model = read(file)
    layout(model, keep_order=keep_order, effort=effort)
    write(model, target)
    return _written(file, target, not_drawn_warnings(model), as_json=as_json)


def _written(file: Path, target: Path, warnings: list[str], *, as_json: bool) -> int:
    """Say that *target* is written, and what of *file* it lacks."""
    if as_json:
        say_json({"written": [target], "warnings": warnings})
        return FINE
    for warning in warnings:
        say_warning(f"{file}: {warning}")
    say(f"{target} written")
    return FINE


@click.command("render")
@click.argument("file", type=file_path)
@click.argument("target", type=file_path)
@click.option("--engine", type=click.Choice(["own", "dot"]), default="own", show_default=True)
@click.option(
    "--hand-offs",
    type=click.Choice(["performers", "agencies"]),
    help="Draw who hands work to whom instead; laid out by Graphviz.",
)
@click.option(
    "--diagram", default="", help="Which diagram of FILE: its id, or that of the process or sub-process it shows."
)
@key_option
@force_option
@json_option
def render_command(  # noqa: PLR0913 - one parameter for each option
    *,
    file: Path,
    target: Path,
    engine: str,
    hand_offs: str | None,
    diagram: str,
    key: str | None,
    force: bool,
    as_json: bool,
) -> int:
    """Draw the model FILE as the picture TARGET (.svg or .png; .dot with engine dot): its first diagram."""
    if diagram and (hand_offs is not None or engine == "dot"):
        raise DataError("--diagram says nothing here", hint="Graphviz draws no diagram of the file; leave one out")
    check_target(target, [".svg", ".png", ".dot"], file, force=force)
    model = read(file)
    warnings: list[str] = []
    if hand_offs is not None:
        process = chosen_process(model, key)
        counts = hand_off_counts(process, cast('Literal["performers", "agencies"]', hand_offs))
        render_dot(handoffs_dot(counts), target)
    elif engine == "dot":
        render_dot(process_dot(model if key is None else chosen_process(model, key)), target)
    elif key is not None:
        raise DataError("--key says nothing here", hint="the own engine draws the file's diagram; add --engine dot")
    else:
        # Laid out once, for the picture and for what it lacks.
        drawn = drawn_page(model, diagram)[0]
        render(drawn, target, diagram=diagram)
        warnings = [] if diagram else not_shown_warnings(drawn, other="--diagram")
    if hand_offs is None:
        warnings += not_drawn_warnings(model)
    return _written(file, target, warnings, as_json=as_json)


@click.group("templates", no_args_is_help=False)
def templates_command() -> None:
    """Element templates for Camunda Modeler."""


@templates_command.command("install")
@click.argument("folder", type=file_path)
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
    language: Language = "en" if lang == "en" else "vi"
    wanted = template_files(language)
    standing = {path: folder / path for path in wanted if stat_of(folder / path) is not None}
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


@templates_command.command("mark")
@click.argument("file", type=file_path)
@click.argument("target", type=file_path)
@force_option
@json_option
def mark_command(file: Path, target: Path, *, force: bool, as_json: bool) -> int:
    """
    Write the model FILE to TARGET with the marks of the templates, so that the Modeler shows their fields at once.

    Nothing else changes, and an element that bears its mark already is not counted.
    To apply a template by hand to an element that holds data costs some of it.
    """
    check_target(target, [".bpmn"], file, force=force)
    model = read(file)
    if model.flavour == "plain":
        raise DataError(
            "the file is of neither Camunda flavour",
            hint="save it once in Camunda Modeler, or declare the zeebe namespace",
            where=Location(str(file)),
        )
    marked = mark_templates(model)
    write(model, target)
    if as_json:
        say_json({"written": [target], "marked": marked})
    else:
        counted = f"{len(marked)} elements marked" if marked else "as it was: no element lacks its mark"
        say(f"{target} written, {counted}")
    return FINE
