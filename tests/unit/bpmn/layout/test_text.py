"""Measuring and breaking text as the Modeler does."""

from __future__ import annotations

import unicodedata

import pytest

from procflow.bpmn.layout.text import label_size, text_width, wrap

NAME = "Bộ phận Tiếp nhận và Trả kết quả, Ủy ban nhân dân xã Đường Lâm"


def test_composed_and_decomposed_letters_are_equally_wide() -> None:
    """Marks take no room; a horn takes the room it has in the font."""
    wide = text_width(unicodedata.normalize("NFC", NAME), 12)

    assert wide == pytest.approx(text_width(unicodedata.normalize("NFD", NAME), 12))


@pytest.mark.parametrize(("text", "width"), [("Hồ sơ", 32.5), ("Ư", 10.2), ("漢", 12.0), ("", 0.0)])
def test_widths_are_those_of_arial(text: str, width: float) -> None:
    """Widths at twelve points, from the metrics of the font."""
    assert width == pytest.approx(text_width(text, 12), abs=0.1)


def test_text_breaks_at_blanks() -> None:
    """No line is wider than asked, and no word is lost."""
    lines = wrap(NAME, 90, 12)

    assert NAME.split() == " ".join(lines).split()
    assert all(text_width(line, 12) <= 90 for line in lines)


def test_text_breaks_after_a_hyphen() -> None:
    """A hyphen that no longer fits goes to the next line with its word."""
    assert "".join(wrap("ABCDEFGH-IJKLMNOP-QRST", 70, 12)) == "ABCDEFGH-IJKLMNOP-QRST"


def test_a_word_without_blanks_is_cut() -> None:
    """A word wider than the line is cut where it must be."""
    lines = wrap("https://dichvucong.gov.vn/tthc/1.003999", 60, 11)

    assert "https://dichvucong.gov.vn/tthc/1.003999" == "".join(lines)
    assert len(lines) > 2


def test_line_breaks_of_the_text_are_kept() -> None:
    """What is written in two lines stays in two lines."""
    assert ["Điều 5", "Điều 6"] == wrap("Điều 5\nĐiều 6", 200, 12)


def test_no_text_has_no_label() -> None:
    """Blanks are no label."""
    assert label_size("  ") is None


def test_a_long_label_is_wider_than_a_short_one() -> None:
    """A label of many lines is broken later."""
    short, long = label_size("Hồ sơ đầy đủ?"), label_size(NAME)

    assert short is not None
    assert long is not None
    assert short.width <= 94 < long.width


def test_an_endless_text_is_measured_by_its_beginning() -> None:
    """Behind two thousand letters nothing is measured, for no shape has room for it."""
    assert wrap("a " * 1_000, 90, 12) == wrap("a " * 100_000, 90, 12)
