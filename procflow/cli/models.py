"""Commands on model files: ``lint``, ``render``, ``templates``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Literal, cast

import click

from procflow.analysis import hand_off_counts
from procflow.bpmn import read
from procflow.cli.output import FINDINGS, FINE, check_target, json_option, say, say_json, say_table
from procflow.lint import Finding, Severity, lint
from procflow.procedure import install_templates
from procflow.render import handoffs_dot, render, render_dot

_path = click.Path(path_type=Path)
_MAX_SHOWN = 200


@click.command("lint")
@click.argument("files", nargs=-1, required=True, type=_path)
@click.option(
    "--rules", "rules", multiple=True, help="A set (correctness, executable, procedure) or a rule; repeatable."
)
@json_option
def lint_command(files: tuple[Path, ...], rules: tuple[str, ...], *, as_json: bool) -> int:
    """Check models and say what is wrong; exit code 1 if an error was found."""
    found = {path: lint(read(path), rules or None) for path in files}
    if as_json:
        say_json([{"file": path, **asdict(finding)} for path, findings in found.items() for finding in findings])
    else:
        _say_findings(found)
    return FINDINGS if any(f.severity is Severity.ERROR for findings in found.values() for f in findings) else FINE


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
@json_option
def install_command(folder: Path, lang: str, *, as_json: bool) -> int:
    """Put the templates into FOLDER/.camunda/element-templates, where the Modeler finds them."""
    written = install_templates(folder, "en" if lang == "en" else "vi")
    if as_json:
        say_json({"written": written})
    else:
        for path in written:
            say(f"{path} written")
    return FINE


def _say_findings(found: dict[Path, tuple[Finding, ...]]) -> None:
    for path, findings in found.items():
        if not findings:
            say(f"{path}: nothing found")
            continue
        rows = [
            (f.line or "", f.severity, f.rule, f.element_id, f.message + (f"\n→ {f.hint}" if f.hint else ""))
            for f in findings[:_MAX_SHOWN]
        ]
        say_table(("line", "severity", "rule", "element", "finding"), rows, title=str(path))
        if len(findings) > len(rows):
            say(f"{path}: {len(findings) - len(rows)} findings more; --json has all")
