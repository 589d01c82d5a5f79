r"""
The text of each element, cut out of the file: what is spelled alike says the same and need not be taken apart.

Most elements of two versions are the same to the letter, and most of a copy drawn anew but for ids.
Cutting is refused where it could be wrong, and then every element is taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from procflow.bpmn.diff.side import Side
from procflow.bpmn.model.base import Element
from procflow.bpmn.namespaces import BPMN

_BLANK_END = " />"
_DECLARES = "xmlns"
# Texts are compared, never read: a character for each byte of UTF-8 is the quickest.
_BYTEWISE = "latin-1"

Texts = Sequence[str | None]


def file_texts(old: Side, new: Side) -> tuple[str | None, str | None]:
    """Return the text of both files, as one program writes it; None where what a prefix means changes within one."""
    is_kept = all(side.model.raw is not None and _encoding(side) == "UTF-8" for side in (old, new))
    texts = [side.model.source.decode(_BYTEWISE) if is_kept else _written(side) for side in (old, new)]
    if (_BLANK_END in texts[0]) != (_BLANK_END in texts[1]):
        texts = [_written(old), _written(new)]
    return _steady(texts[0], old), _steady(texts[1], new)


def prefixes(side: Side, space: str) -> str:
    """Return a pattern for what stands before the names of a namespace."""
    names = [prefix for prefix, uri in side.model.node.nsmap.items() if uri == space]
    found = [re.escape(f"{name}:" if name else "") for name in names]
    return found[0] if len(found) == 1 else f"(?:{'|'.join(found)})"


@dataclass(frozen=True, slots=True)
class Spellings:
    """
    The text of each element of both models, by its id; nothing where some cannot be found.

    Attributes:
        before: Of the old model.
        after: Of the new model.
        is_bare: Whether ids and what flows join are left out, as most ids differ.
    """

    before: Mapping[str, str]
    after: Mapping[str, str]
    is_bare: bool

    @classmethod
    def of(cls, old: Side, new: Side, texts: Texts) -> Spellings:
        """Return the texts of the elements of two models."""
        is_bare = 2 * len(old.by_id.keys() & new.by_id.keys()) < min(len(old.by_id), len(new.by_id))
        before, after = (_spellings(side, text, is_bare=is_bare) for side, text in zip((old, new), texts, strict=True))
        is_known = before and after and old.model.node.nsmap == new.model.node.nsmap
        return cls(before, after, is_bare) if is_known else cls({}, {}, is_bare)

    def same(self) -> set[str]:
        """Return the ids that belong to the same text on both sides."""
        get = self.after.get
        return set() if self.is_bare else {key for key, text in self.before.items() if text == get(key)}

    def alike(self, old: Side, new: Side, mate: Mapping[Element, Element]) -> set[Element]:
        """
        Return the elements of *old* that say the same as those they are matched with, as their text shows.

        Where a common id stands for different elements none is returned: a reference spelled alike is another one.
        """
        known, others = old.by_id, new.by_id
        if [key for key in known if key in others and mate.get(known[key]) is not others[key]]:
            return set()
        get = self.after.get
        if self.is_bare:
            ids = {element: key for key, element in others.items()}
            found = {
                one
                for key, text in self.before.items()
                if (other := mate.get(one := known[key])) and text == get(ids.get(other, ""))
            }
        else:
            found = {known[key] for key in self.same()}
        # Other elements stand in a holder, so that its text ends where the first of these begins.
        return found.difference(old.holders)


def _spellings(side: Side, text: str | None, *, is_bare: bool) -> dict[str, str]:
    """Return the text of each element by its id, none if some cannot be found."""
    if text is None:
        return {}
    space = prefixes(side, BPMN)
    opening = rf"<({space}(?:{'|'.join(sorted(side.kinds))})(?=\s)[^<]*?) id=" + r'"([^"]*)"'
    parts = re.split(opening, text)
    heads, keys, tails = parts[1::3], parts[2::3], parts[3::3]
    if is_bare:
        # What a flow joins is left out here, the list of the flows of a node there: most elements are flows.
        tails = [
            ends[4]
            if (ends := tail.split('"', 4))[0] == " sourceRef=" and ends[2] == " targetRef="
            else _bare(tail, space)
            for tail in tails
        ]
    found = dict(zip(keys, map(str.__add__, heads, tails), strict=True))
    return found if found.keys() == side.by_id.keys() else {}


def _bare(text: str, space: str) -> str:
    """Return the text of an element without the list of its flows, which the schema wants in one place."""
    begin = text.find(f"<{space}incoming>")
    if begin < 0:
        begin = text.find(f"<{space}outgoing>")
    end = text.rfind(f"</{space}outgoing>")
    if end < 0:
        end = text.rfind(f"</{space}incoming>")
    return text[:begin] + text[end:] if begin < end else text


def _steady(text: str, side: Side) -> str | None:
    return text if text.count(_DECLARES) == len(side.model.node.nsmap) else None


def _written(side: Side) -> str:
    """Return the text of the file as the XML library writes it."""
    return etree.tostring(side.model.node, encoding="UTF-8").decode(_BYTEWISE)


def _encoding(side: Side) -> str:
    return (side.model.tree.docinfo.encoding or "UTF-8").upper()
