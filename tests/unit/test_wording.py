"""Texts and numbers in two languages."""

from __future__ import annotations

import re
import time
from decimal import Decimal

import pytest

from procflow.errors import DataError
from procflow.wording import EMPTY, Sentences, Wording, plain, with_article
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


SENTENCES = Sentences.of(
    {
        "{0} is not {1}": "{0} không phải {1:told}",
        "link {0}": "liên kết {0}",
        "{0} or {1}": "{0:told} hoặc {1:told}",
        "{0} has {1}": "có {1} ở {0:told}",
        "odd": "lạ",
        "even": "chẵn",
    },
    {"task": "công việc"},
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("odd", "lạ"),
        ("link odd", "liên kết odd"),
        ("link 'x is not odd'", "liên kết 'x is not odd'"),
        ("'x is not y' is not odd", "'x is not y' không phải lạ"),
        ('"it\'s is not" is not a task', '"it\'s is not" không phải công việc'),
        ("a task has 'odd'", "có 'odd' ở công việc"),
        ("x is not 'open is not odd", "x không phải 'open is not odd"),
        ("{0} is not {", "{0} không phải {"),
        ("something else", "something else"),
        ("link", "link"),
    ],
)
def test_words_are_told_and_names_are_kept(text: str, told: str) -> None:
    """Only a gap for words is told, and nothing is looked for in quotes."""
    assert told == SENTENCES.told(text)


@pytest.mark.parametrize("piece", [" or ", "' or ", '" or ', "\\", "' is not ", "x is not '\\'"])
def test_a_text_of_any_length_is_told_at_once(piece: str) -> None:
    """Neither depth nor time grow with what stands in the gaps."""
    text = f"odd or {piece * 20_000}"
    began = time.process_time()
    told = SENTENCES.told(text)

    assert len(told) >= len(text) / 2
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("text", "told"),
    [("{1} is {0}", "{0} {1}"), ("{0} is", "{1}"), ("is", "{0}"), ("{0} is {1}", "{1}"), ("{0}{1}", "{0} {1}")],
)
def test_a_sentence_with_other_gaps_is_refused(text: str, told: str) -> None:
    """Gaps are filled in their order, so each text has all of them in order."""
    with pytest.raises(DataError, match="gaps"):
        Sentences.of({text: told}, {})


def test_a_stray_brace_is_a_brace() -> None:
    """What is no gap is said as it stands."""
    assert "dấu { x } {a}" == Sentences.of({"sign {0}": "dấu { {0} } {a}"}, {}).told("sign x")
