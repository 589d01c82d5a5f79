r"""
The text of each element, cut out of the file: what is spelled alike says the same and need not be taken apart.

Most elements of two versions are the same to the letter, and most of a copy drawn anew but for ids.
Cutting is refused where it could be wrong, and then every element is taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from procflow.bpmn.diff.side import Side
from procflow.bpmn.model.base import Element
from procflow.bpmn.namespaces import BPMN

_BLANK_END = " />"
_DECLARES = "xmlns"
_ID = re.compile(r' id="([^"]*)"')
_PAGE_NAME = "BPMNDiagram"
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
    What the texts of the elements of two models tell; nothing where some cannot be found.

    Attributes:
        same: The ids that belong to the same text on both sides.
        before: Where most ids differ, the text of each element of the old model without ids and what flows join.
        after: That of each element of the new model.
    """

    same: Collection[str]
    before: Mapping[str, str]
    after: Mapping[str, str]

    @classmethod
    def of(cls, old: Side, new: Side, texts: Texts) -> Spellings:
        """Return what the texts of the elements of two models tell."""
        text, other = (None if text is None else text.partition(_PAGE_NAME)[0] for text in texts)
        if text is None or other is None or old.model.node.nsmap != new.model.node.nsmap:
            return cls((), {}, {})
        if 2 * len(old.by_id.keys() & new.by_id.keys()) >= min(len(old.by_id), len(new.by_id)):
            return cls(_same(old, new, (text, other)), {}, {})
        before, after = _cut_at_kinds(old, text, is_bare=True), _cut_at_kinds(new, other, is_bare=True)
        return cls((), before, after) if before and after else cls((), {}, {})

    def alike(self, old: Side, new: Side, mate: Mapping[Element, Element]) -> set[Element]:
        """
        Return the elements of *old* that say the same as those they are matched with, as their text shows.

        Where a common id stands for different elements none is returned: a reference spelled alike is another one.
        """
        known, others = old.by_id, new.by_id
        if [key for key in known if key in others and mate.get(known[key]) is not others[key]]:
            return set()
        found = {known[key] for key in self.same}
        if self.before:
            get = self.after.get
            ids = {element: key for key, element in others.items()}
            found = {
                one
                for key, text in self.before.items()
                if (other := mate.get(one := known[key])) and text == get(ids.get(other, ""))
            }
        # Other elements stand in a holder, so that its text ends where the first of these begins.
        return found.difference(old.holders)


def _same(old: Side, new: Side, texts: tuple[str, str]) -> set[str]:
    """Return the ids of the elements that are spelled alike in both models."""
    before, after = _cut_at_ids(old, texts[0]), _cut_at_ids(new, texts[1])
    if not before or not after:
        before, after = _cut_at_kinds(old, texts[0], is_bare=False), _cut_at_kinds(new, texts[1], is_bare=False)
        return {key for key, text in before.items() if text == after.get(key)}
    get = after.get
    equal = {key for key, text in before.items() if text == get(key)}
    follows = dict(pairwise(after)).get
    # The text before an element ends with its tag.
    same = {key for above, key in pairwise(before) if key in equal and above in equal and follows(above) == key}
    above, new_above = ({key: above for above, key in pairwise(found)} for found in (before, after))
    left = [key for key in before.keys() - same if key in above and key in new_above]
    same.update(key for key in left if _whole(before, above[key], key) == _whole(after, new_above[key], key))
    return same


def _whole(found: Mapping[str, str], above: str, key: str) -> tuple[str, str]:
    return found[above].rpartition("<")[2], found[key].rpartition("<")[0]


def _cut_at_ids(side: Side, text: str) -> dict[str, str]:
    """Return what stands between the id of each element and that of the next, nothing if an id is not found."""
    parts = _ID.split(text)
    known = side.by_id
    found: dict[str, str] = {}
    last, count = "", 0
    for key, told in zip(parts[1::2], parts[2::2], strict=True):
        if key in known:
            found[key] = told
            last = key
            count += 1
        elif last:  # the id of a part
            found[last] += f"\n{key}\n{told}"
    return found if count == len(found) == len(known) else {}


def _cut_at_kinds(side: Side, text: str, *, is_bare: bool) -> dict[str, str]:
    """Return the text of each element by its id, none if some cannot be found."""
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
