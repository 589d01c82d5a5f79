"""What findings say and advise has a Vietnamese sentence each."""

from __future__ import annotations

import re
import tomllib

import pytest

from procflow.bpmn import read
from procflow.errors import DataError
from procflow.lint import Finding, Severity, all_rules, lint
from procflow.lint.texts import finding_texts, vietnamese_texts
from tests.support import REPOSITORY

FOLDER = REPOSITORY / "tests" / "unit" / "lint"
PACKAGE = REPOSITORY / "procflow"
GAP = re.compile(r"\{\d(?::told)?\}")


def sentences() -> dict[str, str]:
    """Return the Vietnamese for each English text."""
    return tomllib.loads((PACKAGE / "lint" / "data" / "findings.vi.toml").read_text("utf-8"))


def finding(message: str, hint: str = "") -> Finding:
    """Return a finding that says this."""
    return Finding("r", "correctness", Severity.ERROR, "a", "", 1, message, hint)


@pytest.mark.parametrize("rule", sorted({path.name for path in FOLDER.iterdir() if path.is_dir()} & set(all_rules())))
def test_every_finding_of_the_examples_has_its_sentence(rule: str) -> None:
    """Neither what a rule says of its invalid examples nor what it advises stays English."""
    found = [one for path in (FOLDER / rule).glob("*.bpmn") for one in lint(read(path), rule)]
    texts = {text for one in found for text in (one.message, one.hint)}

    assert set() == {text for text in texts if vietnamese_texts().told(text) == text}


def test_a_sentence_keeps_what_is_said_of_the_model() -> None:
    """Names and figures stay, words around them and in them are told."""
    one = finding(
        "its direction is Converging, but several flows enter and several leave",
        "enter a number of at least 0 under 'Limit' (Thời hạn) in the modeler",
    )

    assert (
        "chiều đã khai là Converging, nhưng nhiều luồng đi vào và nhiều luồng đi ra",
        "nhập số từ 0 trở lên ở 'Limit' (Thời hạn) trong trình vẽ",
    ) == finding_texts(one, "vi")
    assert (one.message, one.hint) == finding_texts(one, "en")


def test_a_text_without_a_sentence_stays_as_it_is() -> None:
    """A finding of a rule that somebody else wrote is told all the same."""
    assert ("odd {0}", "") == finding_texts(finding("odd {0}"), "vi")


@pytest.mark.parametrize("name", ["status is not null", "limit", "a = b", "x is not a number", 'it\'s not "so"'])
def test_what_people_wrote_is_told_as_they_wrote_it(name: str) -> None:
    """No word of a sentence is looked for in the names and values of a model."""
    link, pool = (
        finding(f"nothing catches the link {name!r}"),
        finding(f"the pool says pf.x = {name!r}, its process ''"),
    )

    assert f"không có nơi nhận liên kết trang {name!r}" == finding_texts(link, "vi")[0]
    assert f"vùng ghi pf.x = {name!r}, quy trình của nó ghi ''" == finding_texts(pool, "vi")[0]


def test_another_language_is_refused() -> None:
    """There are two."""
    with pytest.raises(DataError):
        finding_texts(finding("odd"), "fr")  # type: ignore[arg-type]  # no language of procflow


def test_no_sentence_is_without_its_rule() -> None:
    """What no rule says any more is told in no language."""
    source = "\n".join(path.read_text("utf-8") for ending in ("*.py", "labels.toml") for path in PACKAGE.rglob(ending))
    pieces = {text: [piece.strip(" :;,") for piece in GAP.split(text)] for text in sentences()}

    assert [] == [text for text, parts in pieces.items() if not all(part in source for part in parts)]
