"""The command ``lint``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

import click

from procflow.bpmn import read
from procflow.cli.output import FINDINGS, FINE, json_option, say, say_errors, say_json, say_table, say_warning
from procflow.cli.paths import file_path
from procflow.errors import DataError, ProcflowError
from procflow.lint import PLATFORMS, Finding, Settings, Severity, all_rules, lint, read_settings, sarif, settings_near
from procflow.lint.texts import finding_texts
from procflow.wording import Language

_MAX_OF_RULE = 5
_FORMATS = ("text", "json", "sarif")
_Found = Mapping[Path, tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class _Words:
    """The words around the findings in one language; in Vietnamese the sentence of its rule stands before each."""

    language: Language
    columns: tuple[str, ...]
    levels: Mapping[Severity, str]
    nothing: str
    more: str
    each: str
    warning: str
    no_process: str

    def opening(self, rule: str) -> str:
        known = all_rules().get(rule)
        return "" if self.language == "en" or known is None else f"{known.told(self.language)}\n"


_ENGLISH = _Words(
    "en",
    ("line", "severity", "rule", "element", "finding"),
    {level: level.value for level in Severity},
    "nothing found",
    "{} more; --json has all",
    "see each of them with --json",
    "warning",
    "{}: it holds no process, so there was none to judge - see whether it is the right file, or draw a process in it",
)
_VIETNAMESE = _Words(
    "vi",
    ("dòng", "mức độ", "quy tắc", "phần tử", "phát hiện"),
    {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo", Severity.INFO: "gợi ý"},
    "không phát hiện gì",
    "còn {} phát hiện nữa; --json có đủ",
    "xem từng phát hiện với --json",
    "cảnh báo",
    "{}: không có quy trình nào để kiểm tra - xem có đúng tệp không, hoặc vẽ một quy trình trong tệp",
)


@dataclass(slots=True)
class _Run:
    """
    How files are checked and what came of it so far.

    Attributes:
        rules: The sets and rules that are asked for, none for all.
        platform: The engine on which the models shall run as well, empty for none.
        settings: Those that are given; None to look for them near each file.
        found: What was found in each file.
        errors: Which files could not be read, by what is said of them.
        empty: Which files hold no process.
    """

    rules: tuple[str, ...]
    platform: str
    settings: Settings | None
    found: dict[Path, tuple[Finding, ...]] = field(default_factory=dict)
    errors: dict[str, ProcflowError] = field(default_factory=dict)
    empty: list[Path] = field(default_factory=list)

    def check(self, path: Path) -> None:
        """Check the model in *path*, and note what was found or why it cannot be checked."""
        try:
            model = read(path)
            # Only now: a path that is none is told as such, not as a place without settings.
            settings = self.settings or settings_near(path.parent)
            self.found[path] = lint(model, self.rules or None, platform=self.platform, settings=settings)
        except ProcflowError as error:
            self.errors[str(error)] = error
            return
        if not model.processes:
            self.empty.append(path)


@click.command("lint")
@click.argument("files", nargs=-1, required=True, type=file_path)
@click.option(
    "--rules", "rules", multiple=True, help="A set (correctness, executable, procedure) or a rule; repeatable."
)
@click.option("--platform", type=click.Choice(PLATFORMS), help="An engine on which the models shall run as well.")
@click.option(
    "--config", type=file_path, help="Settings of the project; else procflow.toml in the model's folder or above."
)
@click.option("--format", "form", type=click.Choice(_FORMATS), help="How findings are printed; text unless --json.")
@click.option("--lang", type=click.Choice(["en", "vi"]), default="en", show_default=True, help="Language of the text.")
@json_option
def lint_command(  # noqa: PLR0913 - one for each option
    files: tuple[Path, ...],
    *,
    rules: tuple[str, ...],
    platform: str | None,
    config: Path | None,
    form: str | None,
    lang: str,
    as_json: bool,
) -> int:
    """
    Check models and say what is wrong; exit code 1 if an error was found.

    A file that cannot be read is told, and the others are checked all the same; the exit code is 2 then.
    A file without a process is told on the error stream; it alters no exit code.
    """
    if as_json and form not in {None, "json"}:
        raise DataError("--json and another --format contradict each other", hint="give one of the two")
    given = read_settings(config) if config is not None else None
    run = _Run(rules, platform or "", given)
    for path in files:
        run.check(path)
    found, errors = run.found, run.errors
    words = _VIETNAMESE if lang == "vi" else _ENGLISH
    if found or form == "sarif":
        _print(found, tuple(errors.values()), "json" if as_json else form, words)
    for path in run.empty:
        say_warning(words.no_process.format(path), words.warning)
    if errors:
        with suppress(OSError, SystemExit):
            say_errors(tuple(errors.values()), as_json=as_json)
        return max(error.exit_code for error in errors.values())
    return FINDINGS if any(f.severity is Severity.ERROR for findings in found.values() for f in findings) else FINE


def _print(found: _Found, errors: Sequence[ProcflowError], form: str | None, words: _Words) -> None:
    if form == "json":
        say_json([{"file": path, **asdict(finding)} for path, findings in found.items() for finding in findings])
    elif form == "sarif":
        say_json(sarif(found, errors))
    else:
        _say_findings(found, words)


def _say_findings(found: _Found, words: _Words) -> None:
    for path, findings in found.items():
        if not findings:
            say(f"{path}: {words.nothing}")
            continue
        say_table(words.columns, _rows(findings, words), title=str(path))


def _rows(findings: Sequence[Finding], words: _Words) -> Iterator[tuple[object, ...]]:
    """Yield a row for the first findings of each rule, and behind them one for all further ones of a rule."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        of_rule = by_rule.setdefault(finding.rule, [])
        of_rule.append(finding)
        if len(of_rule) <= _MAX_OF_RULE:
            message, hint = finding_texts(finding, words.language)
            text = _advised(words.opening(finding.rule) + message, hint)
            yield finding.line or "", words.levels[finding.severity], finding.rule, finding.element_id, text
    for rule, of_rule in by_rule.items():
        if rest := of_rule[_MAX_OF_RULE:]:
            hints = dict.fromkeys(finding.hint for finding in rest)
            advice = finding_texts(rest[0], words.language)[1] if len(hints) == 1 else words.each
            yield "", words.levels[rest[0].severity], rule, "", _advised(words.more.format(len(rest)), advice)


def _advised(message: str, hint: str) -> str:
    return message + (f"\n→ {hint}" if hint else "")
