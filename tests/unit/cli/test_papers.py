"""``document``, ``slip`` and ``demo``."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from procflow.cli import papers
from procflow.report.demo import Demo
from tests.unit.cli.command import MODEL, Command


@pytest.fixture
def database(procflow: Command, tmp_path: Path) -> Path:
    """Return a database with one finished dossier."""
    (tmp_path / "a.json").write_text("{}", "utf-8")
    path = tmp_path / "hồ sơ.db"
    said = procflow(
        "run", MODEL, "--auto", tmp_path / "a.json", "--db", path, "--at", "2026-01-05T08:00", "--dossier", "H29.1-0001"
    )
    assert 0 == said.code, said.error
    return path


def texts(path: Path) -> str:
    """Return every text of a Word file."""
    document = docx.Document(str(path))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_document_of_a_procedure_is_written(procflow: Command, tmp_path: Path) -> None:
    """The document has the steps of the model."""
    said = procflow("document", MODEL, tmp_path / "x.docx")

    assert (0, f"{tmp_path / 'x.docx'} written\n") == (said.code, said.out)
    assert "Công chức Một cửa" in texts(tmp_path / "x.docx")


def test_the_papers_of_a_dossier_are_written(procflow: Command, database: Path, tmp_path: Path) -> None:
    """Slip and receipt carry the code of the dossier; machines get the paths."""
    for name, *options in (("slip.docx", "--model", MODEL), ("receipt.docx", "--receipt")):
        written = procflow("slip", database, "cap_lai_giay_phep.1", tmp_path / name, *options, "--json").json["written"]

        assert [str(tmp_path / name)] == written
        assert "H29.1-0001" in texts(tmp_path / name)


def test_an_unknown_dossier_is_refused(procflow: Command, database: Path, tmp_path: Path) -> None:
    """An instance or database that is not there is refused, and no paper is written."""
    unknown = procflow("slip", database, "gone", tmp_path / "x.docx")
    missing = procflow("slip", tmp_path / "no.db", "gone", tmp_path / "x.docx")

    assert (2, True) == (unknown.code, "PF203" in unknown.error)
    assert (2, True) == (missing.code, "there is no such database" in missing.error)
    assert not (tmp_path / "x.docx").exists()


def test_the_demonstration_says_where_it_is(procflow: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each part is told before it begins; at the end the report is named, and machines get the files alone."""

    def made(folder: Path, *, language: str, progress: object) -> Demo:
        progress(f"part in {language}")  # type: ignore[operator]  # a function, by its type
        return Demo(folder / "r.html", (folder / "r.html",))

    monkeypatch.setattr(papers, "run_demo", made)
    said = procflow("demo", tmp_path, "--language", "en")
    report = tmp_path / "r.html"

    assert f"1. part in en\n{report} written\nopen {report}\n" == said.out
    assert {"written": [str(report)]} == procflow("demo", tmp_path, "--json").json
