"""The forms of circulars, and an authority's own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import docx
import pytest

from procflow.errors import DataError, FileAccessError
from procflow.qms import FormKind, PaperOptions, control_slip, install_forms, load_forms, receipt
from tests.unit.qms.histories import seven_steps
from tests.unit.qms.reading import all_text


@pytest.mark.parametrize(
    ("day", "circular", "number"),
    [
        (date(2025, 9, 14), "Thông tư 01/2018/TT-VPCP", "05"),
        (date(2025, 9, 15), "Thông tư 03/2025/TT-VPCP", "06"),
    ],
)
def test_the_form_in_force_on_the_day_is_found(day: date, circular: str, number: str) -> None:
    """From 15/09/2025 on the control slip is form 06 of the new circular, before it form 05 of the old one."""
    form = load_forms().find(FormKind.CONTROL_SLIP, day)

    assert (circular, number) == (form.circular, form.number)


def test_no_shipped_form_claims_the_official_text() -> None:
    """Every form that comes with procflow says that its official text was not seen."""
    assert all(not form.official_text_seen and form.note for form in load_forms().forms)


def test_a_day_before_every_form_is_refused() -> None:
    """A dossier of a day on which no known form holds gets none."""
    with pytest.raises(DataError, match="no forms 'receipt' are set for 2017-01-01"):
        load_forms().find(FormKind.RECEIPT, date(2017, 1, 1))


def test_an_unknown_circular_is_refused() -> None:
    """A circular that sets no such form is refused by its name."""
    with pytest.raises(DataError, match="99/2030"):
        load_forms().find(FormKind.RECEIPT, date(2026, 1, 5), "99/2030")


def test_an_edited_template_is_used(tmp_path: Path) -> None:
    """What an authority writes into its copy of a form stands in its papers, and the fields are filled."""
    files = install_forms(tmp_path)
    path = next(file for file in files if file.name.startswith("06"))
    document = docx.Document(str(path))
    document.add_paragraph("Nơi lưu: Văn thư Sở, hồ sơ {{dossier_code}}")
    document.save(str(path))

    text = all_text(control_slip(seven_steps(), options=PaperOptions(load_forms(tmp_path))))

    assert "Nơi lưu: Văn thư Sở, hồ sơ H13.25-260105-0001" in text


def test_an_official_form_bears_no_note(tmp_path: Path) -> None:
    """An authority that has compared its template with the official text says so, and the note goes."""
    install_forms(tmp_path)
    index = tmp_path / "forms.toml"
    index.write_text(index.read_text("utf-8").replace("seen = false", "seen = true"), "utf-8")

    assert "not seen" not in all_text(receipt(seven_steps(), options=PaperOptions(load_forms(tmp_path))))


@pytest.mark.parametrize("name", ["a\0b", "a" * 300])
def test_forms_do_not_go_to_a_name_that_is_no_folder(tmp_path: Path, name: str) -> None:
    """A name no folder can have is told as such, as everywhere."""
    with pytest.raises(FileAccessError, match="cannot look for the file"):
        install_forms(tmp_path / name)


def test_forms_are_never_overwritten(tmp_path: Path) -> None:
    """A folder that has one of the files already gets none."""
    (tmp_path / "forms.toml").write_text("mine", "utf-8")

    with pytest.raises(DataError, match="there already"):
        install_forms(tmp_path)

    assert ["forms.toml"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("index", "message"),
    [
        ("[[form]\n", "cannot be read"),
        ('[[form]]\nkind = "seal"\n', "forms.1.kind"),
    ],
)
def test_a_broken_index_is_refused(tmp_path: Path, index: str, message: str) -> None:
    """An index that is no TOML, or lacks what a form needs, is refused with file and entry."""
    (tmp_path / "forms.toml").write_text(index, "utf-8")

    with pytest.raises(DataError, match=message):
        load_forms(tmp_path)


def test_a_missing_template_is_refused(tmp_path: Path) -> None:
    """A form whose template is not there is refused by its path."""
    install_forms(tmp_path)
    next(tmp_path.glob("06*")).unlink()

    with pytest.raises(FileAccessError, match="06-phieu"):
        control_slip(seven_steps(), options=PaperOptions(load_forms(tmp_path)))
