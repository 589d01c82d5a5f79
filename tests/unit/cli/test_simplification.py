"""``compare``."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.diagrams import diagram
from tests.unit.cli.command import MODEL, TWIN, Command


@pytest.fixture
def portfolio(tmp_path: Path) -> Path:
    """Return a folder with one procedure and its simplified version."""
    for path in (MODEL, TWIN):
        shutil.copy(path, tmp_path)
    return tmp_path


def test_two_files_are_compared(procflow: Command) -> None:
    """People see each measure before and after, and its change."""
    said = procflow("compare", MODEL, TWIN, "--tariff", "40000")

    assert 0 == said.code
    assert all(text in said.out for text in ("measure", "before", "after", "step", "VND"))


def test_a_file_may_be_compared_with_itself(procflow: Command) -> None:
    """Someone who names one file twice sees its figures."""
    assert "longest path" in procflow("compare", MODEL, MODEL).out


def test_a_comparison_comes_as_json(procflow: Command) -> None:
    """Machines get each figure with unit and basis."""
    facts = procflow("compare", MODEL, TWIN, "--basis", "elapsed", "--tariff", "40000", "--json").json
    (comparison,) = facts["comparisons"]

    assert ("elapsed", []) == (comparison["basis"], facts["targets"])


def test_dossiers_of_the_year_are_given(procflow: Command) -> None:
    """The number of dossiers may be said; the cost of a year follows it."""
    once, twice = (
        procflow("compare", MODEL, TWIN, "--basis", "elapsed", "--tariff", "40000", "--dossiers", number, "--json").json
        for number in ("100", "200")
    )

    assert once != twice


def test_a_folder_is_judged(procflow: Command, portfolio: Path) -> None:
    """A target is judged on all procedures of a folder; a missed one gives 1, one that is not judged 0."""
    said = procflow("compare", portfolio, "--tariff", "40000", "--target", "internal")
    facts = procflow("compare", portfolio, "--tariff", "40000", "--target", "internal", "--json").json
    (judged,) = facts["targets"]

    assert "target internal: " in said.out
    assert (judged["verdict"] == "missed") == bool(said.code)


def test_sums_are_told_for_several(procflow: Command, portfolio: Path) -> None:
    """With several procedures the sums of cost are told; one without simplified version stands beside itself."""
    shutil.copy(MODEL, portfolio / "khác.bpmn")
    said = procflow("compare", portfolio, "--tariff", "40000", "--basis", "elapsed", "--dossiers", "10")

    assert "cost per year before " in said.out


def test_sums_that_are_not_known_are_told_once(procflow: Command, portfolio: Path) -> None:
    """Without a tariff one line says why there is no sum."""
    shutil.copy(MODEL, portfolio / "khác.bpmn")
    said = procflow("compare", portfolio)

    assert 1 == said.out.count("cost per year not computable: the cost of no procedure is known")


@pytest.mark.parametrize("width", [60, 100, 160])
def test_tables_are_as_wide_as_the_terminal(procflow: Command, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    """No line of the table is wider than COLUMNS says."""
    monkeypatch.setenv("COLUMNS", str(width))
    table = procflow("compare", MODEL, TWIN).out.partition("\nwhat is not computable")[0]

    assert width >= max(map(len, table.splitlines()))
    assert "…" not in table


def test_lists_of_what_is_missing_are_short(procflow: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """People see how many fields a figure lacks and the first of them; --json has all."""
    monkeypatch.setenv("COLUMNS", "1000")
    path = tmp_path / "x.bpmn"
    steps = [f"t{n}" for n in range(9)]
    tasks = "".join(f"user {step} 'Bước {step}'\n" for step in steps)
    path.write_bytes(diagram(f"start s\n{tasks}end e\ns -> {' -> '.join(steps)} -> e\n"))
    said = procflow("compare", path, path)
    (found,) = procflow("compare", path, path, "--json").json["comparisons"]
    contacts = next(row for row in found["rows"] if row["measure"] == "contacts")

    assert 9 == len(contacts["before"]["missing"])
    assert "(9 missing: contact of t0 (Bước t0), contact of t1 (Bước t1) and 7 more)" in said.out
    assert "t8" not in said.out
    assert "before and after: " not in said.out
    assert "in --json" in said.out


def test_a_share_of_nothing_is_explained(procflow: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where both sides are known but a share is not, its reason stands in the table, and --json is named."""
    monkeypatch.setenv("COLUMNS", "1000")
    path = tmp_path / "x.bpmn"
    path.write_bytes(diagram("start s\nend e\ns -> e\n"))
    said = procflow("compare", path, path)

    assert "not computable: steps before is 0: there is no denominator" in said.out
    assert "in --json" in said.out


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ((MODEL,), "the simplified version is missing"),
        ((MODEL, TWIN, "--target", "internal"), "a target is judged on a set"),
        ((MODEL, TWIN, "--tariff", "viel"), "'viel' is no amount in VND an hour - write --tariff 40000"),
        ((MODEL, TWIN, "--tariff", "40.000"), "'40.000' is no amount in VND an hour"),
        ((MODEL, TWIN, "--tariff", "40,000"), "'40,000' is no amount in VND an hour"),
        ((MODEL, TWIN, "--tariff", "40.0005"), "without separators of thousands"),
        ((MODEL, TWIN, "--tariff", "4e4"), "'4e4' is no amount in VND an hour"),
        ((MODEL, TWIN, "--tariff", "1000000001"), "write at most 1000000000"),
        ((MODEL.parent, TWIN), "a second path was given - name the folder alone, or two files"),
    ],
)
def test_what_cannot_be_compared_is_refused(procflow: Command, words: tuple[str | Path, ...], problem: str) -> None:
    """What is missing or makes no sense is named with the way out."""
    said = procflow("compare", *words)

    assert (2, "") == (said.code, said.out)
    assert problem in said.error


def test_an_empty_folder_is_refused(procflow: Command, tmp_path: Path) -> None:
    """A folder without models has nothing to compare; an unknown target is refused with the known ones."""
    assert "holds no .bpmn file" in procflow("compare", tmp_path).error


def test_an_unknown_target_is_refused(procflow: Command, portfolio: Path) -> None:
    """The targets that there are stand in the error."""
    said = procflow("compare", portfolio, "--target", "all")

    assert 2 == said.code
    assert "internal" in said.error


@pytest.mark.parametrize("width", ["80", "60"])
def test_no_figure_of_money_is_cut(procflow: Command, monkeypatch: pytest.MonkeyPatch, width: str) -> None:
    """An amount that is wider than its column goes on in the next line; every digit is there."""
    monkeypatch.setenv("COLUMNS", width)
    options = ("--basis", "elapsed", "--tariff", "40000", "--dossiers", "1000000000")
    said = procflow("compare", MODEL, TWIN, *options)
    facts = procflow("compare", MODEL, TWIN, *options, "--json").json
    value = next(row["before"]["value"] for row in facts["comparisons"][0]["rows"] if row["measure"] == "cost_per_year")
    cells = [line.split("│")[2].strip() for line in said.out.splitlines() if line.count("│") > 4]

    assert "…" not in said.out
    assert f"{int(value):,}" in "".join(cells)
