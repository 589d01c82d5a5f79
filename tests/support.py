"""What tests share outside fixtures: where things lie, what the machine offers, how much to sample."""

from __future__ import annotations

import functools
import importlib.util
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
MODELS = REPOSITORY / "models"
SEED = int(os.environ.get("PROCFLOW_SEED", "20250424"))
ACCEPTANCE = os.environ.get("PROCFLOW_ACCEPTANCE", "") not in {"", "0"}
REQUIRE_ALL = os.environ.get("PROCFLOW_REQUIRE", "") == "all"


def samples(n_small: int, n_full: int) -> int:
    """Return *n_small*, or *n_full* where ``PROCFLOW_ACCEPTANCE`` asks for the full sample size."""
    return n_full if ACCEPTANCE else n_small


def shared_path(*parts: str) -> Path:
    """
    Return a path below the shared data folder, whether or not it is there.

    The folder is ``PROCFLOW_SHARED``, else ``shared`` beside the repository.
    Call ``require("shared")`` in a test that needs it.
    """
    root = os.environ.get("PROCFLOW_SHARED") or REPOSITORY.parent / "shared"
    return Path(root, *parts).resolve()


def models() -> list[Path]:
    """Return every BPMN file of ``models/``, sorted by path."""
    return sorted(MODELS.glob("**/*.bpmn"))


def find(what: str) -> str:
    """
    Return where a requirement of a test is, or an empty string if this machine lacks it.

    Args:
        what: A key of `REQUIREMENTS`.
    """
    return _find(what)


@functools.cache
def _find(what: str) -> str:
    return REQUIREMENTS[what][0]()


def require(what: str) -> str:
    """
    Return where *what* is; skip the test without it, or fail it where ``PROCFLOW_REQUIRE=all``.

    Args:
        what: A key of `REQUIREMENTS`.
    """
    if place := find(what):
        return place
    reason = f"this machine lacks {what}: {REQUIREMENTS[what][1]}"
    if REQUIRE_ALL:
        pytest.fail(f"{reason} (PROCFLOW_REQUIRE=all)", pytrace=False)
    pytest.skip(reason)


def _program(*names: str, variable: str = "") -> Callable[[], str]:
    """Return a look-up of the first program of *names* on PATH; *variable* of the environment goes first."""

    def look() -> str:
        given = os.environ.get(variable) if variable else None
        found = (shutil.which(name) for name in ((given,) if given else names))
        return next((place for place in found if place), "")

    return look


def _shared() -> str:
    return str(shared_path()) if shared_path("data").is_dir() else ""


def _pygraphviz() -> str:
    spec = importlib.util.find_spec("pygraphviz")
    return (spec.origin or "") if spec else ""


def _modeler() -> str:
    folder = REPOSITORY / "tests" / "modeler"
    installed = (folder / "node_modules" / "camunda-bpmn-js").is_dir()
    return str(folder) if installed and find("node") and find("chromium") else ""


def _linter() -> str:
    folder = REPOSITORY / "tests" / "modeler"
    return str(folder) if (folder / "node_modules" / "bpmnlint").is_dir() and find("node") else ""


REQUIREMENTS: dict[str, tuple[Callable[[], str], str]] = {
    "shared": (_shared, "set PROCFLOW_SHARED to the folder of shared data"),
    "git": (_program("git"), "install git"),
    "node": (_program("node"), "install Node.js 20 or newer"),
    "chromium": (
        _program("chromium", "chromium-browser", "google-chrome", variable="CHROMIUM"),
        "install chromium or set CHROMIUM",
    ),
    "modeler": (_modeler, "install Node.js and chromium, then run 'npm ci' in tests/modeler"),
    "linter": (_linter, "install Node.js 20 or newer, then run 'npm ci' in tests/modeler"),
    "soffice": (_program("soffice", "libreoffice"), "install libreoffice-writer and libreoffice-calc"),
    "pdftoppm": (_program("pdftoppm"), "install poppler-utils"),
    "dot": (_program("dot"), "install graphviz"),
    "pygraphviz": (_pygraphviz, "pip install procflow[graphviz]"),
}
