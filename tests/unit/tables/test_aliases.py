"""The alias file: from performer texts to roles and agencies, as a person reviewed it."""

from __future__ import annotations

import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.errors import DataError, FileAccessError
from procflow.procedure import Procedure, Step
from procflow.tables import Alias, read_aliases, read_table, suggest
from tests.unit.tables.files import HEADER, STEPS, text

PROCEDURE = Procedure(
    title="Cấp\nphép",
    steps=(
        Step(performer="Lãnh đạo Phòng TCHC của Sở Nội vụ."),
        Step(performer="- Công chức TN&TKQ - Văn thư"),
        Step(performer="Lãnh đạo Phòng TCHC của Sở Nội vụ."),
        Step(),
    ),
)
REVIEWED = """
[[performer]]
text = "CHUYÊN  VIÊN"
role = "Chuyên viên thụ lý"
agency = "Sở Nội vụ"
group = "chuyen-vien"
reviewed = true

[[performer]]
text = "Lãnh đạo Sở"
role = "Giám đốc"
reviewed = true

[[performer]]
text = "Bộ phận Một cửa"
role = "Một cửa"
"""
ENTRY = '[[performer]]\ntext = "{text}"\nrole = "{role}"\nreviewed = true\n'


def aliases_file(folder: Path, content: str) -> Path:
    """Write an alias file."""
    path = folder / "người.toml"
    path.write_text(content, encoding="utf-8")
    return path


def test_suggestion_lists_each_text_once_to_be_reviewed() -> None:
    """The suggested file is TOML with one entry for each text, the agency found in it, and nothing reviewed."""
    entries = tomllib.loads(suggest(PROCEDURE))["performer"]

    assert [("Lãnh đạo Phòng TCHC của Sở Nội vụ", "Sở Nội vụ", False), ("Công chức TN&TKQ - Văn thư", "", False)] == [
        (entry["role"], entry["agency"], entry["reviewed"]) for entry in entries
    ]


@pytest.mark.parametrize(
    ("procedure", "head"),
    [
        (Procedure(), "# Performers, as the table writes them."),
        (Procedure(code="1.001806"), "# Performers of the procedure 1.001806, as the table writes them."),
    ],
)
def test_suggestion_names_the_procedure_where_it_is_known(procedure: Procedure, head: str) -> None:
    """The first line names the procedure, or none where title and code are unknown."""
    assert head == suggest(procedure).split("\n")[0]


def test_several_performers_are_pointed_out() -> None:
    """A cell with several performers asks who answers for the step."""
    assert 1 == suggest(PROCEDURE).count("who answers")


@given(st.text(min_size=1))
def test_any_performer_makes_a_readable_file(performer: str) -> None:
    """Whatever a cell holds, the suggested file says the same text."""
    written = suggest(Procedure(steps=(Step(performer=performer),)))

    assert performer == tomllib.loads(written)["performer"][0]["text"]


def test_unreviewed_suggestion_changes_nothing(tmp_path: Path) -> None:
    """A suggested file as it is has no effect."""
    aliases = read_aliases(aliases_file(tmp_path, suggest(PROCEDURE)))

    assert PROCEDURE == aliases.apply(PROCEDURE)
    assert PROCEDURE.performers == aliases.missing(PROCEDURE)


def test_reviewed_aliases_are_applied(tmp_path: Path) -> None:
    """A table read with aliases has roles and agencies; what has no reviewed entry is noted."""
    table = text(tmp_path / "a.csv", [HEADER, *STEPS])
    imported = read_table(table, aliases=aliases_file(tmp_path, REVIEWED))
    found = [(step.performer, step.agency) for step in imported.procedure.steps]

    assert [
        ("Bộ phận Một cửa", ""),
        ("Chuyên viên thụ lý", "Sở Nội vụ"),
        ("Giám đốc", ""),
        ("Bộ phận Một cửa", ""),
    ] == found
    assert ["alias"] == [note.code for note in imported.notes if "Một cửa" in note.text]


def test_entries_that_nobody_reviewed_are_noted(tmp_path: Path) -> None:
    """An entry without effect is told from one that is missing."""
    rows = [*STEPS, ("5", "Lưu hồ sơ", "Văn thư", "1 ngày")]
    imported = read_table(text(tmp_path / "a.csv", [HEADER, *rows]), aliases=aliases_file(tmp_path, REVIEWED))

    assert [
        "the alias of the performer 'Bộ phận Một cửa' is not reviewed and was not used: set reviewed = true",
        "no alias for the performer 'Văn thư'",
    ] == [note.text for note in imported.notes if note.code == "alias"]


def test_decided_performers_are_pointed_out_no_more(tmp_path: Path) -> None:
    """Once an alias says who answers, only the other cells with several performers are noted."""
    rows = [("1", "Ghi", "- Công chức - Văn thư", "1 ngày"), ("2", "Ký", "Phòng A; Phòng B", "1 ngày")]
    entry = ENTRY.format(text="- Công chức - Văn thư", role="Công chức")
    imported = read_table(text(tmp_path / "a.csv", [HEADER, *rows]), aliases=aliases_file(tmp_path, entry))

    assert ["several performers in one cell: Phòng A; Phòng B"] == [
        note.text for note in imported.notes if note.code == "performers"
    ]


def test_texts_are_compared_without_case_and_composition(tmp_path: Path) -> None:
    """Decomposed letters, capitals and spaces make no other performer; roles may have a group."""
    aliases = read_aliases(aliases_file(tmp_path, REVIEWED))
    found = aliases.of(unicodedata.normalize("NFD", "chuyên viên"))

    assert Alias("CHUYÊN VIÊN", "Chuyên viên thụ lý", "Sở Nội vụ", "chuyen-vien") == found
    assert {"Chuyên viên thụ lý": "chuyen-vien"} == aliases.groups()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("[[performer", "no TOML"),
        ("performer = " + "[" * 10_000, "no TOML"),
        ("performer = " + "9" * 5000, "no TOML"),
        ("other = 1", "more than"),
        ("performer = 1", "more than"),
        ("performer = [1]", "entry 1"),
        ('[[performer]]\nname = "x"', "entry 1"),
        ("[[performer]]\ntext = 1", "entry 1"),
        ('[[performer]]\ntext = "x"\nreviewed = true', "lacks"),
        (ENTRY.format(text="x", role="a") + ENTRY.format(text="X", role="b"), "differently"),
    ],
)
def test_files_that_are_not_understood_are_refused(tmp_path: Path, content: str, words: str) -> None:
    """A file that says something else, or two things, is refused with its name and a next step."""
    path = aliases_file(tmp_path, content)
    with pytest.raises(DataError, match=words) as caught:
        read_aliases(path)

    assert (str(path), True) == (caught.value.where.file, bool(caught.value.hint))


def test_missing_file_is_named(tmp_path: Path) -> None:
    """A file that is not there is named."""
    with pytest.raises(FileAccessError, match="absent"):
        read_aliases(tmp_path / "absent.toml")
