"""The files of the element templates."""

from __future__ import annotations

from pathlib import Path

from procflow.procedure import install_templates
from procflow.procedure.templates import template_files


def test_what_is_installed_is_what_the_files_hold(tmp_path: Path) -> None:
    """The files can be had without a folder, and are written byte for byte."""
    wanted = template_files("en")
    written = install_templates(tmp_path, "en")

    assert {tmp_path / path: raw for path, raw in wanted.items()} == {path: path.read_bytes() for path in written}
    assert template_files("vi") != wanted
