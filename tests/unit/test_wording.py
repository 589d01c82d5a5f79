"""Texts and numbers in two languages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from procflow.wording import EMPTY, Wording, plain


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
