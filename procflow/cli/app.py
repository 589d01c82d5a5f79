"""The command ``procflow``: its group, and what every command does with an error."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version

import click

from procflow.cli.models import lint_command, render_command, templates_command
from procflow.cli.output import BAD_INPUT, say_error, wants_json
from procflow.cli.running import run_command
from procflow.cli.simplification import compare_command
from procflow.cli.time import due_command
from procflow.errors import DataError, ProcflowError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("procflow"), prog_name="procflow")
def commands() -> None:
    """Model, run, document, measure and simplify internal procedures as BPMN 2.0."""


for _command in (compare_command, due_command, lint_command, render_command, run_command, templates_command):
    commands.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run the command line and return its exit code: 0 fine, 1 findings or a target missed, 2 bad input, 3 environment.

    Bad input never shows a traceback.
    """
    try:
        code = commands.main(args=list(arguments) if arguments is not None else None, standalone_mode=False)
    except ProcflowError as error:
        say_error(error, as_json=wants_json(arguments))
        return error.exit_code
    except click.Abort:
        click.echo("stopped", err=True)
        return BAD_INPUT
    except click.ClickException as error:
        if wants_json(arguments):
            say_error(DataError(error.format_message(), hint="see procflow --help"), as_json=True)
        else:
            error.show()
        return BAD_INPUT
    return code if isinstance(code, int) else 0
