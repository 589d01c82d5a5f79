"""Paths on the command line."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

import click


class _FilePath(click.Path):
    """A path that is named: an empty text, as an unset variable of a shell gives, is not the present folder."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(
        self, value: str | PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | PathLike[str]:
        if value == "":
            self.fail("the path is empty; name a file or folder", param, ctx)
        return super().convert(value, param, ctx)


file_path = _FilePath()
