"""Call the command line as a program does, and read what it said."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from procflow.cli import main
from tests.support import MODELS

MODEL = MODELS / "cap-lai-giay-phep.bpmn"
TWIN = MODELS / "cap-lai-giay-phep.to-be.bpmn"


@dataclass(frozen=True)
class Said:
    """Exit code and both outputs of a call."""

    code: int
    out: str
    error: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - what JSON holds
        """What it printed, as JSON; nothing went to the error stream."""
        assert not self.error, self.error
        return json.loads(self.out)

    @property
    def problem(self) -> dict[str, Any]:
        """What it said of an error, as JSON; nothing was printed."""
        assert not self.out, self.out
        found: dict[str, Any] = json.loads(self.error)["error"]
        return found


class Command:
    """Calls ``procflow`` in this process."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self._capture = capture

    def __call__(self, *words: str | Path) -> Said:
        """Return what the command said."""
        self._capture.readouterr()
        code = main([str(word) for word in words])
        out, error = self._capture.readouterr()
        return Said(code, out, error)
