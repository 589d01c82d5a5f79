"""What findings say, in Vietnamese: each sentence of a rule, with what it says of the model left as it is."""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files

from procflow.bpmn.kind_words import VIETNAMESE_KINDS
from procflow.lint.finding import Finding
from procflow.wording import Language, Sentences, expect_language


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
def vietnamese_texts() -> Sentences:
    """Return the sentences, read once."""
    table = tomllib.loads(files("procflow.lint").joinpath("data/findings.vi.toml").read_text("utf-8"))
    return Sentences.of(table, VIETNAMESE_KINDS)
