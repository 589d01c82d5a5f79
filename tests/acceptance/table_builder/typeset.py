"""Text as people and programs really set it: odd spaces, soft line breaks, letters apart from their marks."""

from __future__ import annotations

import random
import unicodedata

from tests.acceptance.table_builder.layout import Typography

NO_BREAK = "\u00a0"
THIN = "\u2009"
NARROW_NO_BREAK = "\u202f"
_SPACES = {
    "plain": (" ",),
    "no-break": (" ", " ", NO_BREAK),
    "thin": (" ", " ", THIN, NARROW_NO_BREAK),
    "double": (" ", " ", " ", "  "),
    "mixed": (" ", " ", "  ", NO_BREAK, f"{NO_BREAK} ", THIN),
}
_SHORTEST_BROKEN = 12


def set_text(text: str, typography: Typography, rng: random.Random, *, breaks: bool) -> str:
    """
    Return *text* as it stands in a file; collapsed and composed again it is the same text.

    Args:
        text: What it says.
        typography: How it is set.
        rng: Where choices come from.
        breaks: Whether soft line breaks are allowed.
    """
    words = text.split(" ")
    gaps = [rng.choice(_SPACES[typography.spaces]) for _ in words[1:]]
    if breaks and len(text) > _SHORTEST_BROKEN:
        for place in rng.sample(range(len(gaps)), min(len(gaps), rng.choice((0, 1, 2)))):
            gaps[place] = "\n"
    whole = "".join(part for pair in zip(words, [*gaps, ""], strict=True) for part in pair)
    if typography.spaces == "mixed" and whole:
        whole = rng.choice(("", " ", NO_BREAK)) + whole + rng.choice(("", " ", "  "))
    return unicodedata.normalize("NFD", whole) if typography.decomposed else whole


def plain(text: str) -> str:
    """Return *text* composed (NFC), each run of white space as one space, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())
