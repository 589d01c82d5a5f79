"""``procflow import``: an approved decision table becomes a model; ``procflow table`` is the way back."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from procflow.bpmn import Flavour, read, write
from procflow.cli.output import FINDINGS, FINE, check_target, force_option, json_option, say, say_json, say_table
from procflow.cli.paths import file_path
from procflow.cli.processes import chosen_process, key_option
from procflow.errors import DataError
from procflow.files import replace_file
from procflow.procedure import Procedure
from procflow.tables import (
    Attachment,
    Fragment,
    ImportedTable,
    decide,
    draft_with,
    not_deployable_reasons,
    read_table,
    suggest,
    write_table,
)


@click.command("import")
@click.argument("table", type=file_path)
@click.argument("target", type=file_path, required=False)
@click.option("--table", "number", type=click.IntRange(1), help="Which table of the file, where several are meant.")
@click.option("--sheet", help="Which sheet of the workbook.")
@click.option(
    "--column", "columns", multiple=True, metavar="ROLE=HEADER", help="Which column plays a role; repeatable."
)
@click.option("--encoding", help="Encoding of a CSV file that is not UTF-8, such as cp1258.")
@click.option("--aliases", type=file_path, help="Reviewed file of performers: text to role and agency.")
@click.option("--suggest-aliases", "suggested", type=file_path, help="Write such a file for review, and stop.")
@click.option(
    "--no-branch", "plain", type=click.IntRange(1), multiple=True, help="Step whose condition needs no branch."
)
@click.option(
    "--attach",
    "attached",
    multiple=True,
    metavar="KIND@STEP",
    help=f"Attach to a step what tables leave out ({', '.join(Fragment)}); repeatable.",
)
@click.option("--flavour", type=click.Choice(["camunda8", "camunda7"]), default="camunda8", show_default=True)
@force_option
@json_option
def import_command(  # noqa: PLR0913 - one parameter for each option
    *,
    table: Path,
    target: Path | None,
    number: int | None,
    sheet: str | None,
    columns: tuple[str, ...],
    encoding: str | None,
    aliases: Path | None,
    suggested: Path | None,
    plain: tuple[int, ...],
    attached: tuple[str, ...],
    flavour: str,
    force: bool,
    as_json: bool,
) -> int:
    """
    Read the decision TABLE (.docx, .xlsx, .csv) and write it as the laid-out model TARGET (.bpmn).

    Without TARGET it only says what was read. The exit code is 1 if the declared total is wrong.
    """
    if target is not None:
        check_target(target, [".bpmn"], table, force=force)
    if suggested is not None:
        # What a person has reviewed is not made anew by a slip of the hand.
        check_target(suggested, [".toml"], *([aliases] if aliases is not None else []), force=force)
    chosen = dict(_pair(column) for column in columns)
    imported = read_table(table, aliases=aliases, table=number, sheet=sheet, columns=chosen, encoding=encoding)
    if suggested is not None:
        _suggest(suggested, imported.procedure, as_json=as_json)
        return FINE
    procedure = imported.procedure
    for position in plain:
        procedure = decide(procedure, position, "no-branch")
    attachments = [_attachment(text) for text in attached]
    model = draft_with(procedure, attachments, flavour=cast("Flavour", flavour)).build()
    if target is not None:
        write(model, target)
    # What was attached has decided conditions and added steps.
    procedure = Procedure.of(model) if attachments else procedure
    _say_import(imported, procedure, target, as_json=as_json)
    return FINDINGS if imported.total.verdict == "error" else FINE


@click.command("table")
@click.argument("file", type=file_path)
@click.argument("target", type=file_path)
@key_option
@force_option
@json_option
def table_command(file: Path, target: Path, key: str | None, *, force: bool, as_json: bool) -> int:
    """Write the decision table of the model FILE as TARGET (.docx or .xlsx)."""
    check_target(target, [".docx", ".xlsx"], file, force=force)
    write_table(Procedure.of(chosen_process(read(file), key)), target)
    if as_json:
        say_json({"written": [target]})
    else:
        say(f"{target} written")
    return FINE


def _suggest(path: Path, procedure: Procedure, *, as_json: bool) -> None:
    replace_file(path, suggest(procedure).encode("utf-8"))
    if as_json:
        say_json({"written": [path]})
    else:
        say(f"{path} written: review it and pass it as --aliases")


def _pair(text: str) -> tuple[str, str]:
    role, found, header = text.partition("=")
    if not found:
        raise DataError(f"{text!r} names no column", hint="write --column time='Thời gian'")
    return role.strip(), header.strip()


def _attachment(text: str) -> Attachment:
    kind, _, position = text.partition("@")
    if kind not in set(Fragment) or not (position.isascii() and position.isdigit()):
        hint = f"write one of {', '.join(Fragment)}, then @ and the position of a step, as in {next(iter(Fragment))}@1"
        raise DataError(f"{text!r} attaches nothing", hint=hint)
    return Attachment(Fragment(kind), int(position))


def _say_import(imported: ImportedTable, procedure: Procedure, target: Path | None, *, as_json: bool) -> None:
    reasons = not_deployable_reasons(procedure)
    if as_json:
        say_json(
            {
                "file": imported.file,
                "table": imported.place,
                "columns": {str(role): header for role, header in imported.columns.items()},
                "steps": [step.model_dump(mode="json", exclude_none=True) for step in procedure.steps],
                "total": {"verdict": imported.total.verdict, "reason": imported.total.reason},
                "notes": [str(note) for note in imported.notes],
                "not_deployable": reasons,
                "unknown": procedure.unknown(),
                "written": [target] if target is not None else [],
            }
        )
        return
    rows = (
        (
            step.number,
            step.label,
            step.performer,
            step.limit if step.limit is not None else "",
            " / ".join(part for part in (step.stage, step.case) if part),
        )
        for step in procedure.steps
    )
    say_table(
        ("no.", "step", "performer", "limit", "stage or case"),
        rows,
        title=f"{procedure.code} {procedure.title}".strip(),
    )
    say(f"total: {imported.total.verdict}. {imported.total.reason}".rstrip(". "))
    for note in imported.notes:
        say(f"look at: {note}")
    for reason in reasons:
        say(f"not deployable: {reason}")
    say(f"{len(procedure.unknown())} fields are unknown")
    if target is not None:
        say(f"{target} written")
