"""Reading with a bound, writing as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from procflow.errors import DataError, FileAccessError
from procflow.files import make_folder, path_of, read_bytes, replace_file, stat_of


def test_a_file_of_the_allowed_size_is_read(tmp_path: Path) -> None:
    """The bound itself is allowed."""
    path = tmp_path / "x"
    path.write_bytes(b"1234")

    assert b"1234" == read_bytes(path, max_bytes=4)


def test_a_larger_file_is_refused(tmp_path: Path) -> None:
    """One byte over the bound is refused, and the error names the file."""
    path = tmp_path / "x"
    path.write_bytes(b"12345")

    with pytest.raises(FileAccessError, match="larger than 4 bytes") as caught:
        read_bytes(path, max_bytes=4)

    assert str(path) == caught.value.where.file


@pytest.mark.parametrize("name", ["missing", "", "a\0b"])
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    """A missing file, a folder and an impossible name give one error of our own."""
    with pytest.raises(FileAccessError, match="cannot read the file"):
        read_bytes(tmp_path / name, max_bytes=10)


def test_a_file_is_replaced_and_nothing_else_left(tmp_path: Path) -> None:
    """The new content stands in place of the old, without a draft beside it."""
    path = tmp_path / "x"
    path.write_bytes(b"old")
    replace_file(path, b"new")

    assert {path: b"new"} == {found: found.read_bytes() for found in tmp_path.iterdir()}


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    """Where a file cannot be put, what stood there stays and no draft is left."""
    folder = tmp_path / "x"
    folder.mkdir()
    with pytest.raises(FileAccessError, match="cannot write the file"):
        replace_file(folder, b"new")

    assert [folder] == list(tmp_path.iterdir())


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    """A file in a folder that is not there is refused with the next step."""
    with pytest.raises(FileAccessError, match="make its folder first"):
        replace_file(tmp_path / "no" / "x", b"new")


@pytest.mark.parametrize("name", ["file/x", "file", "a\0b", "a" * 300])
def test_a_folder_that_cannot_be_is_refused(tmp_path: Path, name: str) -> None:
    """A file in its place, and a name no folder can have, give the one error of our own."""
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(FileAccessError, match="cannot make the folder"):
        make_folder(tmp_path / name)


@pytest.mark.parametrize("name", ["file/x", "a\0b", "a" * 300, "\ud800"])
def test_an_impossible_place_is_refused(tmp_path: Path, name: str) -> None:
    """A file taken for a folder, and a name no file can have, give the one error of our own and leave nothing."""
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(FileAccessError, match="cannot write the file"):
        replace_file(tmp_path / name, b"new")

    assert {"file": b"old"} == {found.name: found.read_bytes() for found in tmp_path.iterdir()}


def test_a_place_without_a_name_is_refused() -> None:
    """The root and the present folder are no files to write."""
    for place in ("/", "."):
        with pytest.raises(FileAccessError, match="cannot write the file"):
            replace_file(Path(place), b"new")


def test_an_empty_path_names_no_file() -> None:
    """It is not the folder one happens to be in."""
    with pytest.raises(DataError, match="path of a file is empty"):
        path_of("")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """The next step says so."""
    with pytest.raises(FileAccessError, match="name a file, not a folder"):
        read_bytes(tmp_path, max_bytes=10)


def test_what_is_not_there_has_no_facts(tmp_path: Path) -> None:
    """A missing file and one below a file are not there; one that is there has a size."""
    (tmp_path / "x").write_bytes(b"1234")
    facts = stat_of(tmp_path / "x")

    assert (None, None) == (stat_of(tmp_path / "y"), stat_of(tmp_path / "x" / "y"))
    assert 4 == getattr(facts, "st_size", 0)


@pytest.mark.parametrize("name", ["a\0b", "a" * 300])
def test_a_name_no_file_can_have_is_told(tmp_path: Path, name: str) -> None:
    """It is not taken for a file that is not there yet."""
    with pytest.raises(FileAccessError, match="cannot look for the file"):
        stat_of(tmp_path / name)
