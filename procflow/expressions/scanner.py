"""Characters to tokens, for FEEL and the JUEL subset: one scanner, two tables of words and signs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from procflow.errors import ExpressionError, Location
from procflow.expressions.nodes import Scalar

MAX_LENGTH = 10_000
_DIGITS = frozenset("0123456789")
_HEX = frozenset("0123456789abcdefABCDEF")
_CONSTANTS: Mapping[str, Scalar] = {"true": True, "false": False, "null": None}
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Dialect:
    """
    How one expression language is written.

    Args:
        name: What messages call it.
        signs: Operators made of signs, with the FEEL operator they mean.
        words: Operators made of letters, with the FEEL operator they mean.
        quotes: Characters that open and close a string.
        escapes: What stands after a backslash, with its meaning.
        code_points: Digits that follow an escape letter which names a code point.
        refused: Words and signs of the language, or of its neighbours, that are not read, with the way out.
    """

    name: str
    signs: Mapping[str, str]
    words: Mapping[str, str]
    quotes: str
    escapes: Mapping[str, str]
    code_points: Mapping[str, int] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """The text of an expression as the author wrote it, the part to read, and where it comes from."""

    text: str
    start: int
    end: int
    where: Location

    def refused(self, message: str, index: int, hint: str = "") -> ExpressionError:
        """Return the error that points at *index* of the text; columns count from 1."""
        shown = self.text if len(self.text) <= _SHOWN else self.text[: _SHOWN - 1] + "…"
        return ExpressionError(
            f"{message} at column {index + 1} of {shown!r}",
            hint=hint,
            where=self.where,
            column=index + 1,
            text=self.text,
        )


@dataclass(frozen=True, slots=True)
class Token:
    """One word, sign or literal: *kind* is ``name``, ``literal``, ``operator`` or ``end``."""

    kind: str
    text: str
    value: Scalar
    index: int


def scan(source: Source, dialect: Dialect) -> tuple[Token, ...]:
    """
    Return the tokens of *source*, the last one of kind ``end``.

    Raises:
        ExpressionError: The text is too long, or holds something the dialect does not know.
    """
    if len(source.text) > MAX_LENGTH:
        raise source.refused(
            f"the expression has {len(source.text)} characters, {MAX_LENGTH} are read",
            MAX_LENGTH,
            "split the decision into several gateways",
        )
    return tuple(_Scanner(source, dialect).tokens())


class _Scanner:
    def __init__(self, source: Source, dialect: Dialect) -> None:
        self.source, self.dialect = source, dialect
        self.text = source.text
        self.at = source.start

    def tokens(self) -> Iterator[Token]:
        while True:
            while self.at < self.source.end and self.text[self.at].isspace():
                self.at += 1
            if self.at >= self.source.end:
                yield Token("end", "", None, self.source.end)
                return
            yield self._token()

    def _token(self) -> Token:
        char = self._char()
        if _starts_name(char):
            return self._word()
        if char in _DIGITS or (char == "." and self._char(1) in _DIGITS):
            return self._number()
        if char in self.dialect.quotes:
            return self._string(char)
        return self._sign()

    def _char(self, ahead: int = 0) -> str:
        index = self.at + ahead
        return self.text[index] if index < self.source.end else ""

    def _word(self) -> Token:
        start = self.at
        while _continues_name(self._char()):
            self.at += 1
        word = self.text[start : self.at]
        if word in _CONSTANTS:
            return Token("literal", word, _CONSTANTS[word], start)
        if word in self.dialect.words:
            return Token("operator", self.dialect.words[word], None, start)
        if word in self.dialect.refused:
            raise self.source.refused(f"{word!r} is not read here", start, self.dialect.refused[word])
        return Token("name", unicodedata.normalize("NFC", word), None, start)

    def _number(self) -> Token:
        start = self.at
        self._skip_digits()
        if self._char() == "." and self._char(1) in _DIGITS:
            self.at += 1
            self._skip_digits()
        if _continues_name(self._char()):
            raise self.source.refused("a number is followed by a letter", self.at, "write it out, e.g. 1000000")
        text = self.text[start : self.at]
        return Token("literal", text, Decimal(text), start)

    def _skip_digits(self) -> None:
        while self._char() in _DIGITS:
            self.at += 1

    def _string(self, quote: str) -> Token:
        start = self.at
        self.at += 1
        parts: list[str] = []
        while (char := self._char()) != quote:
            if not char:
                raise self.source.refused("a string is not closed", start, f"close it with {quote}")
            parts.append(self._escape() if char == "\\" else char)
            self.at += 1
        self.at += 1
        return Token("literal", self.text[start : self.at], self._joined(parts, start), start)

    def _joined(self, parts: list[str], start: int) -> str:
        """Join the characters; two escapes may make one character beyond the basic plane."""
        try:
            return "".join(parts).encode("utf-16", "surrogatepass").decode("utf-16")
        except UnicodeDecodeError:
            raise self.source.refused("a string holds half a character", start, "write both halves") from None

    def _escape(self) -> str:
        self.at += 1
        letter = self._char()
        if letter in self.dialect.code_points:
            return self._code_point(self.dialect.code_points[letter])
        meaning = self.dialect.escapes.get(letter)
        if meaning is None:
            known = " ".join("\\" + key for key in self.dialect.escapes)
            raise self.source.refused("an unknown escape stands in a string", self.at - 1, f"known are {known}")
        return meaning

    def _code_point(self, width: int) -> str:
        digits = self.text[self.at + 1 : min(self.at + 1 + width, self.source.end)]
        if len(digits) < width or not _HEX.issuperset(digits) or int(digits, 16) > 0x10FFFF:
            raise self.source.refused("a code point is not valid", self.at - 1, f"write {width} hexadecimal digits")
        self.at += width
        return chr(int(digits, 16))

    def _sign(self) -> Token:
        start = self.at
        known = (*self.dialect.signs, *self.dialect.refused)
        sign = max((one for one in known if self.text.startswith(one, start, self.source.end)), key=len, default="")
        if sign in self.dialect.refused:
            raise self.source.refused(f"{sign!r} is not read here", start, self.dialect.refused[sign])
        if not sign:
            raise self.source.refused(f"{self._char()!r} is not part of {self.dialect.name} here", start, COMPARE)
        self.at += len(sign)
        return Token("operator", self.dialect.signs[sign], None, start)


COMPARE = 'compare a variable with a number, a "string", true, false or null'
"""What may be written, for hints."""


def _starts_name(char: str) -> bool:
    return char.isidentifier() or char == "?"


def _continues_name(char: str) -> bool:
    return char != "" and (f"a{char}".isidentifier() or char in "?·")
