"""One kind of broken or hostile input."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

Content = bytes | str | Callable[[Path], object]


@dataclass(frozen=True)
class Kind:
    """
    Files, a command that gets them, and what it must answer.

    Attributes:
        name: What is wrong with the input.
        command: Arguments of ``procflow``; it runs in the folder of the files.
        code: Code of the error.
        says: Texts that the error line must hold: the file or element, and the next step.
        files: Content of each file, or what makes it at its path.
        heavy: Whether memory is in question, so that it runs in a process of its own also at small sample size.
    """

    name: str
    command: tuple[str, ...]
    code: str
    says: tuple[str, ...]
    files: Mapping[str, Content] = field(default_factory=dict, repr=False)
    heavy: bool = False

    def prepare(self, folder: Path) -> None:
        """Write the files into *folder*."""
        for name, content in self.files.items():
            path = folder / name
            if callable(content):
                content(path)
            else:
                path.write_bytes(content.encode() if isinstance(content, str) else content)
