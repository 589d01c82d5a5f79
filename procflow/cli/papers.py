"""Commands that write papers: ``document``, ``slip`` and ``demo``."""

from __future__ import annotations

from pathlib import Path

import click

from procflow.bpmn import Definitions, Process, read
from procflow.cli.output import FINE, check_target, console, force_option, json_option, say, say_json, say_warning
from procflow.cli.paths import file_path
from procflow.cli.processes import chosen_process, key_option, named, not_drawn_warnings, not_shown_warnings
from procflow.engine import Engine
from procflow.errors import FileAccessError, Location, ModelError
from procflow.files import is_file
from procflow.procedure import Procedure
from procflow.qms import PaperOptions, control_slip, procedure_document, receipt
from procflow.report.demo import run_demo


@click.command("document")
@click.argument("file", type=file_path)
@click.argument("target", type=file_path)
@key_option
@force_option
@json_option
def document_command(file: Path, target: Path, key: str | None, *, force: bool, as_json: bool) -> int:
    """Write the procedure document of the model FILE as TARGET (.docx): step table, diagram, forms, records."""
    check_target(target, [".docx"], file, force=force)
    process = chosen_process(read(file), key)
    warnings = [] if process.start_events else [f"{named(process)} has no start event: where it begins is not said"]
    warnings += not_shown_warnings(process.definitions) + not_drawn_warnings(process.definitions)
    procedure_document(process, target)
    if as_json:
        say_json({"written": [target], "warnings": warnings})
        return FINE
    for warning in warnings:
        say_warning(f"{file}: {warning}")
    _say_written([target], as_json=False)
    return FINE


@click.command("slip")
@click.argument("database", type=file_path)
@click.argument("instance")
@click.argument("target", type=file_path)
@click.option("--receipt", "as_receipt", is_flag=True, help="Write the receipt (form 01) instead.")
@click.option(
    "--model",
    type=file_path,
    help="The model, for title, code and agencies; the one it was deployed from if not given.",
)
@force_option
@json_option
def slip_command(  # noqa: PLR0913 - one parameter for each option
    *, database: Path, instance: str, target: Path, as_receipt: bool, model: Path | None, force: bool, as_json: bool
) -> int:
    """Write the control slip (form 06) of INSTANCE in the SQLite file DATABASE as TARGET (.docx)."""
    check_target(target, [".docx"], database, *([model] if model is not None else []), force=force)
    if not is_file(database):
        raise FileAccessError(
            "there is no such database", hint="procflow run --db makes one", where=Location(str(database))
        )
    with Engine(f"sqlite:///{database}", read_only=True) as engine:
        log, options = engine.history(instance), PaperOptions(calendar=engine.calendar)
        process = engine.process(instance)
    log.verify()
    procedure = Procedure.of(process if model is None else _same_process(read(model), process.id))
    paper = receipt if as_receipt else control_slip
    paper(log, target, procedure=procedure, options=options)
    _say_written([target], as_json=as_json)
    return FINE


def _same_process(model: Definitions, key: str) -> Process:
    """Return the process of *model* that the instance runs by, be the file the deployed one or a later one."""
    found = next((process for process in model.processes if process.id == key), None)
    if found is None:
        names = ", ".join(process.id for process in model.processes) or "none"
        raise ModelError(
            f"the instance runs by the process {key!r}, which the file does not hold (processes: {names})",
            hint="pass the model of its procedure, or leave out --model for the one that was deployed",
            where=model.where,
        )
    return found


@click.command("demo")
@click.argument("folder", type=file_path, default=Path("out"))
@click.option(
    "--language",
    type=click.Choice(["vi", "en"]),
    default="vi",
    show_default=True,
    help="Of the report and the procedure document.",
)
@json_option
def demo_command(folder: Path, language: str, *, as_json: bool) -> int:
    """Show the main job on shipped input and write report and papers to FOLDER (out)."""
    with console(stderr=True).status("starting") as status:
        steps: list[str] = []

        def progress(text: str) -> None:
            steps.append(text)
            status.update(text)
            if not as_json:
                say(f"{len(steps)}. {text}")

        made = run_demo(folder, language="en" if language == "en" else "vi", progress=progress)
    _say_written(list(made.files), as_json=as_json)
    if not as_json:
        say(f"open {made.report}")
    return FINE


def _say_written(paths: list[Path], *, as_json: bool) -> None:
    if as_json:
        say_json({"written": paths})
        return
    for path in paths:
        say(f"{path} written")
