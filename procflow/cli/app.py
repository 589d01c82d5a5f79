"""The command ``procflow``: its group, and what every command does with an error."""

from __future__ import annotations

import errno
import io
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from importlib.metadata import version
from typing import Any

import click

from procflow.cli.output import BAD_INPUT, CLOSED_PIPE, ENVIRONMENT, FINE, INTERRUPTED, say_errors, wants_json
from procflow.errors import DataError, EnvironmentMissing, ProcflowError

# The module of each command, in the order of the help; the function in it is <command>_command.
_MODULES = {
    "import": "procflow.cli.tables",
    "table": "procflow.cli.tables",
    "lint": "procflow.cli.linting",
    "soundness": "procflow.cli.soundness",
    "layout": "procflow.cli.models",
    "render": "procflow.cli.models",
    "run": "procflow.cli.running",
    "compare": "procflow.cli.simplification",
    "diff": "procflow.cli.differences",
    "due": "procflow.cli.time",
    "document": "procflow.cli.papers",
    "slip": "procflow.cli.papers",
    "templates": "procflow.cli.models",
    "demo": "procflow.cli.papers",
}
# What a write meets where the disk or the device takes no more.
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


class _ReaderGoneError(Exception):
    """Nobody reads the output any more."""


@contextmanager
def _closed_pipe_told() -> Iterator[None]:
    """Tell a closed pipe apart from every other end: click and rich end the program over it, without saying why."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise _ReaderGoneError from error
        raise
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):
            raise _ReaderGoneError from end
        raise


class _Commands(click.Group):
    """Commands whose modules are imported when they are called: ``due`` needs no database."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        with _closed_pipe_told():
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - what a command returns
        with _closed_pipe_told():
            return super().invoke(ctx)

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
        if isinstance(stream, io.TextIOWrapper) and not stream.closed:
            # What an old terminal cannot show is written out; it is no reason to stop.
            stream.reconfigure(errors="backslashreplace")
    code = main()
    _drop_unwritten()
    sys.exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run the command line and return its exit code: 0 fine, 1 findings or a target missed, 2 bad input, 3 environment.

    As for other programs it is 130 where a person stops it and 141 where nobody reads its output to the end.
    An error is one line on the error stream, never a traceback.
    """
    as_json = wants_json(arguments)
    try:
        words = list(arguments) if arguments is not None else None
        code = commands.main(words, prog_name="procflow", standalone_mode=False)
    except (KeyboardInterrupt, click.Abort) as error:
        return _stopped(error)
    except _ReaderGoneError:
        return CLOSED_PIPE
    except Exception as error:  # noqa: BLE001 - the last resort: whatever a bug raises ends here
        found = _problem(error)
        with suppress(OSError, SystemExit):
            say_errors([found], as_json=as_json)
        return ENVIRONMENT if type(found) is ProcflowError else found.exit_code
    return code if isinstance(code, int) else FINE


def _stopped(error: BaseException) -> int:
    """Say that a person stopped the command, or that its input ended before an answer."""
    is_interrupt = isinstance(error, KeyboardInterrupt) or isinstance(error.__cause__, KeyboardInterrupt)
    with suppress(OSError, SystemExit):
        click.echo("stopped", err=True)
    return INTERRUPTED if is_interrupt else BAD_INPUT


def _problem(error: Exception) -> ProcflowError:
    """Return what is said of an error: itself, a mistake of usage, an output that cannot be written, or a bug."""
    if isinstance(error, ProcflowError):
        return error
    if isinstance(error, click.UsageError):
        program = error.ctx.command_path if error.ctx is not None else "procflow"
        return DataError(error.format_message().rstrip("."), hint=f"see {program} --help")
    if isinstance(error, OSError) and error.filename is None and error.errno in _NO_ROOM:
        # A file that cannot be written was named where it was opened; what has no name is a stream.
        return EnvironmentMissing(
            f"cannot write output: {error.strerror}", hint="free some space, or send it elsewhere"
        )
    return _bug(error)


def _drop_unwritten() -> None:
    """Let go of what a stream could not write, so that the end of the program does not try again."""
    for stream in (sys.stdout, sys.stderr):
        # A stream that was closed, or never open, holds nothing.
        if stream is None or stream.closed:
            continue
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _bug(error: Exception) -> ProcflowError:
    """Return what is said of an error that procflow did not foresee: what it was, and where it arose."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return ProcflowError(
        f"procflow made a mistake: {type(error).__name__}: {error}{place}",
        hint="report it, with the command and the input",
    )
