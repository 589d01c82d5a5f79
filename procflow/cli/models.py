"""Commands on model files: ``lint``, ``render``, ``templates``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Literal, cast

import click

from procflow.analysis import hand_off_counts
from procflow.bpmn import read
from procflow.cli.output import FINDINGS, FINE, check_target, json_option, say, say_json, say_table, say_warning
from procflow.cli.processes import chosen_process, key_option, not_shown_warnings
from procflow.errors import DataError, Location
from procflow.files import read_bytes
from procflow.lint import Finding, Severity, lint
from procflow.procedure import install_templates
from procflow.procedure.templates import template_files
from procflow.render import handoffs_dot, process_dot, render, render_dot
from procflow.wording import Language

_path = click.Path(path_type=Path)
_MAX_OF_RULE = 5
_MAX_TEMPLATE = 16 * 1024 * 1024


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
@key_option
@json_option
def render_command(  # noqa: PLR0913 - one parameter for each option
    *, file: Path, target: Path, engine: str, hand_offs: str | None, key: str | None, as_json: bool
) -> int:
    """Draw the model FILE as the picture TARGET (.svg or .png; .dot with engine dot)."""
    check_target(target, [".svg", ".png", ".dot"], file)
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
        render(model, target)
        warnings = not_shown_warnings(model)
    if as_json:
        say_json({"written": [target], "warnings": warnings})
        return FINE
    for warning in warnings:
        say_warning(f"{file}: {warning}")
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
    language: Language = "en" if lang == "en" else "vi"
    wanted = template_files(language)
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


def _say_findings(found: dict[Path, tuple[Finding, ...]]) -> None:
    for path, findings in found.items():
        if not findings:
            say(f"{path}: nothing found")
            continue
        say_table(("line", "severity", "rule", "element", "finding"), _rows(findings), title=str(path))


def _rows(findings: Sequence[Finding]) -> Iterator[tuple[object, ...]]:
    """Yield a row for the first findings of each rule, and behind them one for all further ones of a rule."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        of_rule = by_rule.setdefault(finding.rule, [])
        of_rule.append(finding)
        if len(of_rule) <= _MAX_OF_RULE:
            text = _advised(finding.message, finding.hint)
            yield finding.line or "", finding.severity, finding.rule, finding.element_id, text
    for rule, of_rule in by_rule.items():
        if rest := of_rule[_MAX_OF_RULE:]:
            hints = dict.fromkeys(finding.hint for finding in rest)
            advice = rest[0].hint if len(hints) == 1 else "see each of them with --json"
            yield "", rest[0].severity, rule, "", _advised(f"{len(rest)} more; --json has all", advice)


def _advised(message: str, hint: str) -> str:
    return message + (f"\n→ {hint}" if hint else "")
