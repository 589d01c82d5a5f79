r"""
Which texts each type of property reads, as patterns that mean the same to JavaScript and Python.

The fields of element templates check what is entered by them; a test holds them against the reader itself.
"""

from __future__ import annotations

from procflow.procedure.vocabulary import Property, Type

# What str.strip() takes away; \s of JavaScript is another set.
_BLANK = r"[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*"
_DECIMAL = r"[0-9]+(?:[.,][0-9]+)?"
_LIMIT = r"0*(?:999999(?:[.,]0{1,12})?|(?!999999)[0-9]{1,6}(?:[.,][0-9]{1,12})?)"
_COUNT = "[0-9]{1,4300}"
_MONEY = "[0-9]+(?:[.,][0-9]{1,2})?"
_LEAP = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
_DATE = (
    "(?!0000)(?:[0-9]{4}-(?:"
    "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|1[0-9]|2[0-8])"
    f")|{_LEAP}-02-29)"
)
_BY_TYPE = {
    Type.DECIMAL: _DECIMAL,
    Type.COUNT: _COUNT,
    Type.MONEY_VND: _MONEY,
    Type.DATE: _DATE,
}


def pattern_of(item: Property) -> str:
    """
    Return the pattern of the texts that are read as *item*, the empty one among them.

    It is empty where every text is read, and where one is chosen from a list.

    Example:
        >>> import re
        >>> from procflow.procedure import BY_NAME
        >>> pattern = re.compile(pattern_of(BY_NAME["pf.decision.on"]))
        >>> [text for text in ("2026-01-31", "2026-11-31", "") if pattern.search(text)]
        ['2026-01-31', '']
    """
    read = _BY_TYPE.get(item.type, "")
    if item.name in {"pf.limit.value", "pf.total.value"}:
        read = _LIMIT
    return f"^(?:{_BLANK}{read}{_BLANK})?$" if read else ""
