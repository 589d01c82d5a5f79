"""What findings say, in Vietnamese: each sentence of a rule, with what it says of the model left as it is."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files

from procflow.bpmn.diff.words import VIETNAMESE
from procflow.lint.finding import Finding
from procflow.wording import Language, expect_language

_GAP = re.compile(r"\{\d\}")


@dataclass(frozen=True, slots=True)
class Texts:
    """
    The sentences.

    Attributes:
        whole: The Vietnamese for each text that says nothing of the model.
        with_gaps: The pattern of each text with gaps and its Vietnamese, the longest first.
    """

    whole: dict[str, str]
    with_gaps: tuple[tuple[re.Pattern[str], str], ...]

    def told(self, text: str) -> str:
        """Return *text* in Vietnamese; as it is where there is no sentence for it."""
        if text in self.whole:
            return self.whole[text]
        for pattern, told in self.with_gaps:
            if found := pattern.fullmatch(text):
                return told.format(*map(self._part, found.groups()))
        return text

    def _part(self, text: str) -> str:
        """Return what stands in a gap: words of the rule, or a kind of element; names are in quotes."""
        return VIETNAMESE.kinds.get(text.removeprefix("a ")) or self.told(text)


def finding_texts(finding: Finding, language: Language) -> tuple[str, str]:
    """
    Return the message and the hint of a finding in a language; in English what has no words in it.

    Raises:
        DataError: There is no such language.
    """
    expect_language(language)
    if language == "en":
        return finding.message, finding.hint
    texts = vietnamese_texts()
    return texts.told(finding.message), texts.told(finding.hint)


@functools.cache
def vietnamese_texts() -> Texts:
    """Return the sentences, read once."""
    table = tomllib.loads(files("procflow.lint").joinpath("data/findings.vi.toml").read_text("utf-8"))
    gaps = sorted((text for text in table if _GAP.search(text)), key=lambda text: -len(_GAP.sub("", text)))
    return Texts(
        {text: told for text, told in table.items() if not _GAP.search(text)},
        tuple((re.compile("(.*?)".join(map(re.escape, _GAP.split(text))), re.DOTALL), table[text]) for text in gaps),
    )
