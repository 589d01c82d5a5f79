"""The demonstration ends in a report that a director can read."""

from __future__ import annotations

from pathlib import Path

import pytest

from procflow.report.demo import run_demo
from tests.modeler.modeler import view

pytestmark = pytest.mark.timeout(180)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the report of one demonstration."""
    return run_demo(tmp_path_factory.mktemp("out")).report


def test_report_reads_well_on_a_desk_and_on_a_phone(report: Path) -> None:
    """In a real browser at two widths nothing is cut, too wide or on top of something else, and nothing is fetched."""
    seen = view(report, [1280, 390])

    quiet: dict[str, object] = {"wide": [], "cut": [], "overlaps": [], "scripts": 0, "errors": [], "requests": 1}
    assert [{"width": width, "page": width, **quiet} for width in (1280, 390)] == seen


def test_every_file_it_names_lies_beside_it(report: Path) -> None:
    """Each link of the report leads to a file that was written."""
    text = report.read_text("utf-8")
    names = [path.name for path in report.parent.iterdir() if path != report]

    assert names
    assert all(f'href="{name}"' in text for name in names)
