"""The command itself: help, mistakes of usage, errors of every origin, and what it leaves unimported."""

from __future__ import annotations

import errno
import io
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from procflow.cli import app, output, run, time
from tests.support import MODELS
from tests.unit.cli.command import MODEL, Command

COMMANDS = [
    "import",
    "table",
    "lint",
    "soundness",
    "layout",
    "render",
    "run",
    "compare",
    "diff",
    "due",
    "document",
    "slip",
    "templates",
    "demo",
]


def test_help_lists_every_command(procflow: Command) -> None:
    """Without a command, or with --help, each command stands there with a sentence."""
    alone, asked = procflow(), procflow("--help")

    assert (0, alone.out) == (asked.code, asked.out)
    listed = asked.out.partition("Commands:\n")[2].splitlines()
    assert COMMANDS == [line.split()[0] for line in listed]
    assert all(len(line.split()) > 3 for line in listed)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help(procflow: Command, command: str) -> None:
    """Each command explains itself."""
    said = procflow(command, "--help")

    assert 0 == said.code
    assert said.out.startswith(f"Usage: procflow {command}")


def test_version_is_told(procflow: Command) -> None:
    """The version is the one of the installed package."""
    assert procflow("--version").out.startswith("procflow, version ")


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("vote",), "No such command 'vote' - see procflow --help"),
        (("due",), "Missing argument 'START' - see procflow due --help"),
        (("lint", "--hard", "x"), "No such option '--hard' - see procflow lint --help"),
        (("templates",), "Missing command - see procflow templates --help"),
    ],
)
def test_mistakes_of_usage_are_one_line(procflow: Command, words: tuple[str, ...], problem: str) -> None:
    """A mistake of usage is one line that names the help, with exit code 2."""
    said = procflow(*words)

    assert (2, "", f"PF160: {problem}\n") == (said.code, said.out, said.error)


def test_mistakes_of_usage_come_as_json(procflow: Command) -> None:
    """With --json a mistake of usage is one JSON object on the error stream."""
    problem = procflow("due", "--json").problem

    assert ("PF160", "see procflow due --help") == (problem["code"], problem["hint"])


def test_errors_come_as_json(procflow: Command) -> None:
    """With --json an error tells code, message, hint and place apart."""
    problem = procflow("lint", "gone.bpmn", "--json").problem

    assert ("PF104", "gone.bpmn", "check the path") == (problem["code"], problem["file"], problem["hint"])


@pytest.mark.parametrize(
    ("raised", "code", "line"),
    [
        (
            RuntimeError("broken\nat two places"),
            3,
            "PF000: procflow made a mistake: RuntimeError: broken at two places",
        ),
        (click.Abort(), 2, "stopped"),
        (KeyboardInterrupt(), 130, "stopped"),
        (EOFError(), 2, "stopped"),
        (OSError(errno.ENOSPC, "No space left on device"), 3, "PF900: cannot write output: No space left on device"),
        (io.UnsupportedOperation("fileno"), 3, "PF000: procflow made a mistake: UnsupportedOperation: fileno"),
        (OSError("boom"), 3, "PF000: procflow made a mistake: OSError: boom"),
        (TimeoutError(), 3, "PF000: procflow made a mistake: TimeoutError"),
    ],
)
def test_what_nobody_foresaw_ends_in_one_line(
    procflow: Command, monkeypatch: pytest.MonkeyPatch, raised: BaseException, code: int, line: str
) -> None:
    """A bug or a stop by the person is one line, never a traceback."""

    def fail(_profile: object, _cut_off: object) -> None:
        raise raised

    monkeypatch.setattr(time, "calendar_of", fail)
    said = procflow("due", "2026-01-05T08:00", "1wd")

    assert code == said.code
    assert said.error.strip().startswith(line)
    assert 1 == len(said.error.strip().splitlines())


def run_shell(line: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a shell, as a person does."""
    script = f'set -o pipefail; procflow() {{ {sys.executable} -m procflow.cli "$@"; }}; {line}'
    return subprocess.run(["bash", "-c", script], capture_output=True, check=False, text=True, timeout=60)


@pytest.mark.parametrize("words", [f"lint '{MODEL}'", "due 2026-01-05T08:00 1wd --json", "--help"])
def test_an_output_that_cannot_be_written_is_the_environment(words: str) -> None:
    """On a full disk one line says that the output cannot be written, with exit code 3; it is no mistake."""
    done = run_shell(f"procflow {words} > /dev/full")

    assert 3 == done.returncode
    assert "cannot write output" in done.stderr
    assert "mistake" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_a_closed_pipe_says_nothing(procflow: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the reader has gone nothing is said, and the exit code is that of a closed pipe."""

    def fail(_profile: object, _cut_off: object) -> None:
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    monkeypatch.setattr(time, "calendar_of", fail)
    said = procflow("due", "2026-01-05T08:00", "1wd")

    assert (141, "", "") == (said.code, said.out, said.error)


@pytest.mark.parametrize("number", [errno.EPIPE, errno.EINVAL, None])
def test_only_an_end_for_a_closed_pipe_is_one(
    procflow: Command, monkeypatch: pytest.MonkeyPatch, number: int | None
) -> None:
    """A library that ends the program over a closed pipe gives 141; any other end is left as it is."""

    def fail(_profile: object, _cut_off: object) -> None:
        try:
            if number is not None:
                raise OSError(number, "write")
        finally:
            raise SystemExit(7)

    monkeypatch.setattr(time, "calendar_of", fail)
    if number == errno.EPIPE:
        assert 141 == procflow("due", "2026-01-05T08:00", "1wd").code
    else:
        with pytest.raises(SystemExit, match="7"):
            procflow("due", "2026-01-05T08:00", "1wd")


@pytest.mark.parametrize("is_closed", [True, False])
def test_a_stream_that_is_not_open_holds_nothing(monkeypatch: pytest.MonkeyPatch, *, is_closed: bool) -> None:
    """The end of the program passes over a stream that was closed, or that the program was started without."""
    stream = io.TextIOWrapper(io.BytesIO()) if is_closed else None
    if stream is not None:
        stream.close()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(sys, "argv", ["procflow", "due", "2026-01-05T08:00", "1wd"])
    with pytest.raises(SystemExit) as caught:
        run()

    assert 0 == caught.value.code


def test_what_a_stream_did_not_take_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """The end of the program does not fail once more on what could not be written."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        monkeypatch.setattr(sys, "argv", ["procflow", "due", "2026-01-05T08:00", "1wd"])
        with pytest.raises(SystemExit) as caught:
            run()

        assert 3 == caught.value.code
        assert full.write("x")


def test_errors_that_nobody_can_read_keep_the_exit_code() -> None:
    """Where even the error stream is full, the exit code tells."""
    assert (2, "") == ((done := run_shell("procflow lint gone.bpmn 2> /dev/full")).returncode, done.stdout)


def test_a_reader_that_goes_ends_it_quietly() -> None:
    """Where nobody reads on, nothing is said, and the exit code is that of a closed pipe."""
    done = run_shell(f"procflow compare '{MODEL}' '{MODEL}' --json | true")

    assert (141, "") == (done.returncode, done.stderr)


def test_a_stop_from_the_keyboard_ends_it() -> None:
    """Ctrl-C at a question gives 130 and no traceback."""
    # A shell that runs the tests in the background lets its children ignore Ctrl-C.
    begin = (
        "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "runpy.run_module('procflow.cli', run_name='__main__')"
    )
    words = [sys.executable, "-c", begin, "run", str(MODELS / "bo-sung-lay-y-kien.bpmn")]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as asked:
        assert asked.stdout is not None
        assert asked.stdout.read(1)
        asked.send_signal(signal.SIGINT)
        _, error = asked.communicate(timeout=60)

    assert (130, b"stopped") == (asked.returncode, error.strip())


def test_a_bug_is_told_with_its_place(procflow: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line for a bug names file and line, so that it can be reported."""
    monkeypatch.setattr(time, "calendar_of", lambda _profile, _cut_off: 1 / 0)
    problem = procflow("due", "2026-01-05T08:00", "1wd", "--json").problem

    assert "PF000" == problem["code"]
    assert "test_app.py:" in problem["message"]


def test_the_program_leaves_with_the_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program ends with the code, and writes out what an old terminal cannot show."""
    shown = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", shown)
    monkeypatch.setattr(sys, "argv", ["procflow", "due", "2026-01-05T08:00", "1wd"])
    with pytest.raises(SystemExit) as caught:
        run()
    shown.flush()
    written = shown.buffer.getvalue()  # type: ignore[attr-defined]  # the bytes below

    assert 0 == caught.value.code
    assert written.startswith(b"2026-01-06")
    assert rb"\u" in written


def test_control_characters_are_written_out() -> None:
    """What steers a terminal or turns the direction of text is shown, not done; line ends and tabs stay."""
    assert r"a\x1b[2J\x07\u202e\ud800" + "\tb\n" == output.printable("a\x1b[2J\x07\u202e\ud800\tb\n")


def test_what_json_does_not_know_is_refused() -> None:
    """A value of an unforeseen type is a bug, not a guess."""
    with pytest.raises(TypeError, match="object is not written as JSON"):
        output.say_json({"x": object()})


def test_a_date_needs_no_database() -> None:
    """``due`` imports neither database nor office formats nor graphs."""
    heavy = ["sqlalchemy", "networkx", "docx", "openpyxl", "lxml", "SpiffWorkflow"]
    code = (
        "import sys, procflow.cli; procflow.cli.main(['due', '2026-01-05T08:00', '1wd']);"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True, timeout=30)

    assert "[]" == done.stdout.splitlines()[-1]


def test_every_command_is_a_command() -> None:
    """Each name leads to a command of that name; another name leads nowhere."""
    context = click.Context(app.commands)
    found = [app.commands.get_command(context, name) for name in COMMANDS]

    assert COMMANDS == [command.name for command in found if command is not None]
    assert app.commands.get_command(context, "vote") is None


def test_a_model_as_argument_is_read(procflow: Command) -> None:
    """A path with Vietnamese letters is as good as any other."""
    assert 0 == procflow("lint", MODEL, "--rules", "correctness").code
