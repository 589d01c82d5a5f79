"""The forms of a circular: which one holds on which day, and the template an authority fills."""

from __future__ import annotations

import tomllib
from datetime import date
from enum import StrEnum
from pathlib import Path

from procflow.checked import Checked
from procflow.errors import DataError, Location
from procflow.files import read_bytes, replace_file, stat_of

SHIPPED = Path(__file__).parent / "templates"
INDEX = "forms.toml"
_MAX_INDEX_BYTES = 1024 * 1024
_MAX_TEMPLATE_BYTES = 5 * 1024 * 1024


class FormKind(StrEnum):
    """What a form is for."""

    RECEIPT = "receipt"
    CONTROL_SLIP = "control-slip"


class Form(Checked):
    """
    One form of one circular.

    Attributes:
        kind: What it is for.
        number: Its number in the circular.
        title: Its title.
        circular: The circular that sets it.
        valid_from: First day on which dossiers received bear it.
        valid_to: Last such day, None while it holds.
        file: The template, in the folder of the index.
        source: Where its fields were taken from.
        official_text_seen: Whether the template was compared with the official text.
    """

    kind: FormKind
    number: str
    title: str
    circular: str
    valid_from: date
    valid_to: date | None = None
    file: str
    source: str
    official_text_seen: bool

    @property
    def note(self) -> str:
        """What a reader must know of its origin, empty once it was compared with the official text."""
        return "" if self.official_text_seen else _NOT_SEEN

    def holds_on(self, day: date) -> bool:
        """Return whether a dossier received on *day* bears it."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


_NOT_SEEN = "Mẫu dựng theo các trường thông tin đã biết, chưa đối chiếu với văn bản chính thức."


class FormSet(Checked):
    """
    The forms of a folder.

    Attributes:
        folder: Where the index and the templates lie.
        forms: The forms.
    """

    folder: Path
    forms: tuple[Form, ...]

    def find(self, kind: FormKind, received_on: date, circular: str = "") -> Form:
        """
        Return the form that a dossier received on a day bears.

        A dossier keeps the forms in force when it was received; name the *circular* where an authority still uses
        those of another one.

        Raises:
            DataError: None holds, or several do.
        """
        found = [form for form in self.forms if form.kind is kind and circular in form.circular]
        if not circular:
            found = [form for form in found if form.holds_on(received_on)]
        if len(found) != 1:
            raise DataError(
                f"{len(found) or 'no'} forms {kind.value!r} are set for {circular or received_on.isoformat()}",
                hint="state their validity in the index, or name the circular",
                where=Location(str(self.folder / INDEX)),
                kind=kind,
                received_on=received_on,
            )
        return found[0]

    def template(self, form: Form) -> bytes:
        """
        Return the template of a form.

        Raises:
            FileAccessError: It cannot be read.
        """
        return read_bytes(self.folder / form.file, max_bytes=_MAX_TEMPLATE_BYTES)


def load_forms(folder: Path | None = None) -> FormSet:
    """
    Return the forms of *folder*, or those that come with procflow.

    Raises:
        FileAccessError: The index cannot be read.
        DataError: The index is not as it should be; the error names the entry.
    """
    folder = folder or SHIPPED
    where = Location(str(folder / INDEX))
    try:
        index = tomllib.loads(read_bytes(folder / INDEX, max_bytes=_MAX_INDEX_BYTES).decode("utf-8"))
        return FormSet.model_validate({"folder": folder, "forms": index.get("form", [])})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise DataError(f"the index of forms cannot be read: {exc}", hint="save it as UTF-8 TOML", where=where) from exc
    except DataError as exc:
        hint = "compare with the index that comes with procflow"
        raise DataError(exc.message, hint=hint, where=where, **exc.facts) from exc


def install_forms(folder: Path) -> tuple[Path, ...]:
    """
    Copy the forms into *folder*, to be edited there in Word, and return the files.

    Raises:
        FileAccessError: The folder cannot be written to.
        DataError: One of the files is there already; none was written.
    """
    sources = sorted(path for path in SHIPPED.iterdir() if path.suffix in {".docx", ".toml"})
    targets = tuple(folder / path.name for path in sources)
    standing = next((path for path in targets if stat_of(path) is not None), None)
    if standing is not None:
        raise DataError(
            "a form of this name is there already", hint="choose another folder", where=Location(str(standing))
        )
    for source, target in zip(sources, targets, strict=True):
        replace_file(target, read_bytes(source, max_bytes=_MAX_TEMPLATE_BYTES))
    return targets
