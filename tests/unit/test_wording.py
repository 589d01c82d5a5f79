"""Texts and numbers in two languages."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from procflow.wording import EMPTY, Wording, plain, with_article
from tests.support import REPOSITORY


def test_a_text_is_there_in_both_languages() -> None:
    """Each language has its own text, and one of them alone is no wording."""
    assert ("giờ", "hour") == (Wording("hour", "giờ").text("vi"), Wording("hour", "giờ").text("en"))
    assert ("", "") == (EMPTY.text("vi"), EMPTY.text("en"))
    with pytest.raises(TypeError, match="vi"):
        Wording("hour")  # type: ignore[call-arg]  # the point of the test


@pytest.mark.parametrize(
    ("value", "english", "vietnamese"),
    [("1234567.50", "1,234,567.5", "1.234.567,5"), ("-0.00", "0", "0"), ("1E+3", "1,000", "1.000")],
)
def test_numbers_follow_the_language(value: str, english: str, vietnamese: str) -> None:
    """Thousands stand apart and needless noughts are left out, each language with its own marks."""
    assert (english, vietnamese) == (plain(Decimal(value)), plain(Decimal(value), "vi"))


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("endEvent", "an endEvent"),
        ("adHocSubProcess", "an adHocSubProcess"),
        ("inclusiveGateway", "an inclusiveGateway"),
        ("OrderedDict", "an OrderedDict"),
        ("upload", "an upload"),
        ("userTask", "a userTask"),
        ("unit", "a unit"),
        ("task", "a task"),
    ],
)
def test_a_word_takes_the_article_that_is_spoken(word: str, said: str) -> None:
    """Before a vowel that is heard as one stands ``an``."""
    assert said == with_article(word)


def test_no_message_guesses_an_article() -> None:
    """Where a word is put into a message, its article is asked for."""
    drawing = "render/shapes.py"  # the arc of a path of SVG is called a
    sources = [path for path in (REPOSITORY / "procflow").rglob("*.py") if not path.as_posix().endswith(drawing)]
    guessed = [path.name for path in sources if re.search(r"\ban? \{", path.read_text("utf-8"), re.IGNORECASE)]

    assert [] == guessed
