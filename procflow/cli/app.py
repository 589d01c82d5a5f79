"""The command ``procflow``: its group, and what every command does with an error."""

from __future__ import annotations

import io
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version

import click

from procflow.cli.output import BAD_INPUT, ENVIRONMENT, FINE, say_error, wants_json
from procflow.errors import DataError, ProcflowError

# The module of each command, in the order of the help; the function in it is <command>_command.
_MODULES = {
    "import": "procflow.cli.tables",
    "table": "procflow.cli.tables",
    "lint": "procflow.cli.models",
    "render": "procflow.cli.models",
    "run": "procflow.cli.running",
    "compare": "procflow.cli.simplification",
    "due": "procflow.cli.time",
    "document": "procflow.cli.papers",
    "slip": "procflow.cli.papers",
    "templates": "procflow.cli.models",
    "demo": "procflow.cli.papers",
}


class _Commands(click.Group):
    """Commands whose modules are imported when they are called: ``due`` needs no database."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in _MODULES:
            return None
        found = getattr(import_module(_MODULES[cmd_name]), f"{cmd_name}_command")
        return found if isinstance(found, click.Command) else None


@click.group(cls=_Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("procflow"), prog_name="procflow")
@click.pass_context
def commands(ctx: click.Context) -> int:
    """Model, run, document, measure and simplify internal procedures as BPMN 2.0."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
    return FINE


def run() -> None:
    """Run the command line and leave the program with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # What an old terminal cannot show is written out; it is no reason to stop.
            stream.reconfigure(errors="backslashreplace")
    sys.exit(main())


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run the command line and return its exit code: 0 fine, 1 findings or a target missed, 2 bad input, 3 environment.

    An error is one line on the error stream, never a traceback.
    """
    as_json = wants_json(arguments)
    try:
        words = list(arguments) if arguments is not None else None
        code = commands.main(words, prog_name="procflow", standalone_mode=False)
    except ProcflowError as error:
        say_error(error, as_json=as_json)
        return error.exit_code
    except click.Abort:
        click.echo("stopped", err=True)
        return BAD_INPUT
    except click.UsageError as error:
        program = error.ctx.command_path if error.ctx is not None else "procflow"
        say_error(DataError(error.format_message().rstrip("."), hint=f"see {program} --help"), as_json=as_json)
        return BAD_INPUT
    except Exception as error:  # noqa: BLE001 - the last resort: whatever a bug raises ends here
        say_error(_bug(error), as_json=as_json)
        return ENVIRONMENT
    return code if isinstance(code, int) else FINE


def _bug(error: Exception) -> ProcflowError:
    """Return what is said of an error that procflow did not foresee: what it was, and where it arose."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return ProcflowError(
        f"procflow made a mistake: {type(error).__name__}: {error}{place}",
        hint="report it, with the command and the input",
    )
