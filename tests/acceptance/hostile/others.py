"""Answers, profiles, databases, arguments and targets that no command accepts."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from tests.acceptance.hostile.kinds import Content, Kind
from tests.acceptance.hostile.models import GOOD
from tests.acceptance.hostile.tables import good_word
from tests.diagrams import diagram

_CHOICE = "start s\nxor x\nuser a\nend e\ns -> x\nx -> a : =n > 1\nx -> e : default\na -> e\n"
_CYCLE = "start s\nuser a\nboundary t on=a soft cycle={}\nend e\nend f\ns -> a -> e\nt -> f\n"
_DUE = ("due", "2025-12-31T10:00", "5wd")


def _answered(name: str, answers: Content, *says: str, code: str = "PF160", heavy: bool = False) -> Kind:
    command = ("run", "x.bpmn", "--auto", "answers.json", "--db", "new.db")
    return Kind(name, command, code, says, {"x.bpmn": diagram(_CHOICE), "answers.json": answers}, heavy=heavy)


def _profile(name: str, profile: Content, code: str = "PF150", says: str = "own.toml") -> Kind:
    return Kind(name, (*_DUE, "--profile", "own.toml"), code, (says,), {"own.toml": profile})


def _database(name: str, database: Content, *says: str) -> Kind:
    command = ("run", "x.bpmn", "--auto", "answers.json", "--db", "old.db")
    return Kind(name, command, "PF230", says, {"x.bpmn": GOOD, "answers.json": "{}", "old.db": database})


def _aliases(name: str, aliases: Content, *says: str) -> Kind:
    files: Mapping[str, Content] = {"x.docx": lambda path: path.write_bytes(good_word()), "a.toml": aliases}
    return Kind(name, ("import", "x.docx", "new.bpmn", "--aliases", "a.toml"), "PF160", ("a.toml", *says), files)


def _target(name: str, *command: str, code: str = "PF104", says: str) -> Kind:
    files: Mapping[str, Content] = {
        "x.bpmn": GOOD,
        "x.docx": lambda path: path.write_bytes(good_word()),
        "folder.bpmn": Path.mkdir,
        "folder.svg": Path.mkdir,
    }
    return Kind(name, command, code, (says,), files)


def _argument(name: str, *command: str, code: str, says: str) -> Kind:
    return Kind(name, command, code, (says,), {"x.bpmn": GOOD})


def _foreign_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE visits (url TEXT)")


def _unknown_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('9999')")
        connection.commit()


ANSWERS = (
    _answered("answers-no-json", "start: n", "answers.json"),
    _answered("answers-a-list", "[1]", "answers.json"),
    _answered("answers-unknown-key", '{"begin": {}}', "begin"),
    _answered("answers-unknown-element", '{"tasks": {"gone": {}}}', "'gone'", "take the ids"),
    _answered("answers-deep", '{"start": {"n": ' + "[" * 100_000 + "]" * 100_000 + "}}", "answers.json", heavy=True),
    _answered("answers-60-levels", '{"start": {"n": ' + "[" * 60 + "]" * 60 + "}}", "'n'", "answers.json", "flatten"),
    _answered("answers-nan", '{"start": {"n": NaN}}', "answers.json", "start"),
    _answered("answers-infinity", '{"start": {"n": -Infinity}}', "answers.json", "start"),
    _answered("answers-1e400", '{"start": {"n": 1e400}}', "answers.json", "start"),
    _answered("answers-5000-digits", '{"start": {"n": ' + "9" * 5000 + "}}", "answers.json"),
    _answered("answers-half-a-letter", '{"start": {"n": "\\ud800"}}', "answers.json"),
    _answered("answers-no-utf8", b'{"start": {"n": "\xff"}}', "answers.json"),
    _answered("answers-text-for-number", '{"start": {"n": "viel"}}', "main-2", code="PF220"),
    _answered("answers-without-variable", '{"start": {}}', "main-2", code="PF220"),
    _answered("answers-over-1-mb", '{"start": {"n": "' + "a" * 1_100_000 + '"}}', "split", code="PF104"),
    _answered("answers-late-mistake", '{"start": {"n": 2}, "tasks": {"a": {"n": NaN}}}', "answers.json", "tasks.a"),
    _answered("message-nobody-waits-for", '{"start": {"n": 0}, "messages": [["m"]]}', "messages"),
)

PROFILES = (
    _profile("profile-no-toml", "format: 1"),
    _profile("profile-not-utf8", b'format = 1\nid = "\xff"'),
    _profile("profile-deep", "format = " + "[" * 100_000),
    _profile("profile-5000-digits", "format = " + "9" * 5000),
    _profile("profile-unknown-key", 'format = 1\nid = "x"\nholidays = []'),
    _profile("profile-impossible-date", 'format = 1\nid = "x"\n[[closed]]\non = 2026-02-30'),
    _profile("profile-missing", Path.mkdir, "PF104"),
)

DATABASES = (
    _database("no-database", "no database at all, but text of some length", "old.db"),
    _database("foreign-database", _foreign_database, "old.db", "another program", "name another file"),
    _database("database-of-tomorrow", _unknown_version, "old.db", "another version"),
    _database("folder-as-database", Path.mkdir, "old.db"),
    Kind("slip-without-database", ("slip", "no.db", "i", "s.docx"), "PF104", ("no.db", "procflow run --db")),
)

ALIASES = (
    _aliases("aliases-no-toml", "text: Chuyên viên", "no TOML"),
    _aliases("aliases-deep", "performer = " + "[" * 100_000, "no TOML"),
    _aliases("aliases-5000-digits", "performer = " + "9" * 5000, "no TOML"),
    _aliases("aliases-unknown-key", '[[performer]]\nname = "x"', "entry 1"),
)

TARGETS = (
    _target("import-into-no-folder", "import", "x.docx", "gone/new.bpmn", says="gone"),
    _target("import-onto-a-folder", "import", "x.docx", "folder.bpmn", says="folder.bpmn"),
    _target("render-into-no-folder", "render", "x.bpmn", "gone/new.svg", says="gone"),
    _target("render-onto-a-folder", "render", "x.bpmn", "folder.svg", says="folder.svg"),
    _target("render-unknown-picture", "render", "x.bpmn", "new.gif", code="PF160", says="new.gif"),
    _target("table-into-no-folder", "table", "x.bpmn", "gone/new.docx", says="gone"),
    _target("table-unknown-format", "table", "x.bpmn", "new.doc", code="PF160", says="new.doc"),
    _target("templates-into-no-folder", "templates", "install", "gone", says="gone"),
    _target("templates-into-a-file", "templates", "install", "x.bpmn", says="x.bpmn"),
    _target("a-device-as-target", "import", "x.docx", "x.bpmn/new.bpmn", says="x.bpmn"),
)

ARGUMENTS = (
    _argument("no-such-command", "vote", code="PF160", says="vote"),
    _argument("no-such-option", "due", "--force", "a", "b", code="PF160", says="--force"),
    _argument("due-no-time", "due", "morgen", "5wd", code="PF160", says="'morgen'"),
    _argument("due-no-period", "due", "2026-01-05T08:00", "5 days", code="PF150", says="'5 days'"),
    _argument("due-negative", "due", "2026-01-05T08:00", "-5wd", code="PF160", says="-5"),
    _argument("due-endless", "due", "2026-01-05T08:00", "9" * 5000 + "wd", code="PF150", says="wd"),
    _argument("due-999999999-days", "due", "2026-01-05T08:00", "999999999wd", code="PF150", says="999999999"),
    _argument("due-end-of-time", "due", "9999-12-31T10:00", "5wd", code="PF150", says="9999"),
    _argument("due-start-of-time", "due", "0001-01-01T00:00+14:00", "5wd", code="PF150", says="1"),
    _argument("cut-off-25", *_DUE, "--cut-off", "25:00", code="PF160", says="'25:00'"),
    _argument("tariff-nan", "compare", "x.bpmn", "x.bpmn", "--tariff", "NaN", code="PF160", says="tariff"),
    _argument("tariff-negative", "compare", "x.bpmn", "x.bpmn", "--tariff=-1", code="PF160", says="tariff"),
    _argument("tariff-endless", "compare", "x.bpmn", "x.bpmn", "--tariff", "1e999999", code="PF160", says="tariff"),
    _argument(
        "dossiers-endless", "compare", "x.bpmn", "x.bpmn", "--dossiers", "9" * 400, code="PF160", says="dossiers"
    ),
    _argument("one-side-alone", "compare", "x.bpmn", code="PF160", says="name two files"),
    _argument("unknown-rules", "lint", "x.bpmn", "--rules", "../../etc", code="PF160", says="../../etc"),
    _argument("unknown-key", "run", "x.bpmn", "--db", "n.db", "--key", "gone", code="PF160", says="'gone'"),
    _argument("nobody-by-name", "run", "x.bpmn", "--auto", "x.bpmn", code="PF160", says="x.bpmn"),
    _argument("pace-endless", "run", "x.bpmn", "--db", "n.db", "--pace", "9" * 30, code="PF160", says="pace"),
)

KINDS = (*ANSWERS, *PROFILES, *DATABASES, *ALIASES, *TARGETS, *ARGUMENTS)
