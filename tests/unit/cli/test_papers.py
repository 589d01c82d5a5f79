"""``document``, ``slip`` and ``demo``."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from procflow.bpmn import read
from procflow.cli import papers
from procflow.procedure import Procedure
from procflow.report.demo import Demo
from tests.diagrams import diagram
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


def test_a_slip_says_what_the_deployed_model_says(procflow: Command, database: Path, tmp_path: Path) -> None:
    """Without --model the slip is that of the model the dossier runs by."""
    for name, *options in (("a.docx",), ("b.docx", "--model", MODEL)):
        assert 0 == procflow("slip", database, "cap_lai_giay_phep.1", tmp_path / name, *options).code

    assert Procedure.of(read(MODEL)).title in texts(tmp_path / "a.docx")
    assert texts(tmp_path / "b.docx") == texts(tmp_path / "a.docx")


def test_the_model_of_another_procedure_is_refused(procflow: Command, database: Path, tmp_path: Path) -> None:
    """A slip bears no title of a procedure that the dossier does not run by."""
    other = tmp_path / "khác.bpmn"
    other.write_bytes(diagram("process khac\nstart s\nend e\ns -> e\n"))
    problem = procflow("slip", database, "cap_lai_giay_phep.1", tmp_path / "x.docx", "--model", other, "--json").problem

    assert "'cap_lai_giay_phep', which the file does not hold (processes: khac)" in problem["message"]
    assert not (tmp_path / "x.docx").exists()


def test_the_instance_says_which_process_of_the_model_it_is(procflow: Command, tmp_path: Path) -> None:
    """A file with two executable processes needs no key for the slip of an instance."""
    file, answers, database = (tmp_path / name for name in ("hai.bpmn", "a.json", "x.db"))
    flow = "start s{0}\nuser t{0} 'Bước' group=g\nend e{0}\ns{0} -> t{0} -> e{0}\n"
    head = "process {0} pf.title=Thủ-tục-{0}\n"
    file.write_bytes(diagram(*((head + flow).format(key) for key in ("mot", "hai"))))
    answers.write_text("{}", "utf-8")
    ran = procflow("run", file, "--auto", answers, "--db", database, "--key", "hai", "--at", "2026-01-05T08:00")
    assert 0 == ran.code, ran.error
    said = procflow("slip", database, "hai.1", tmp_path / "x.docx", "--model", file)

    assert 0 == said.code, said.error
    assert "Thủ-tục-hai" in texts(tmp_path / "x.docx")


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
