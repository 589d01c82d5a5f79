"""The sentences of a change, in English and in Vietnamese."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from procflow.bpmn.diff.drawing import drawn_how
from procflow.bpmn.diff.fields import known_fields
from procflow.bpmn.kind_words import VIETNAMESE_KINDS
from procflow.wording import Language, expect_language

if TYPE_CHECKING:
    from procflow.bpmn.diff.change import Change, Detail

_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BARE = re.compile(r"[\w.]+", re.ASCII)
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class DiffWords:
    """
    The words of one language.

    Attributes:
        language: The language.
        predicates: What happened, by kind of change.
        drawn: What happened to a drawing, by what `drawn_how` tells.
        kinds: What a kind of element is called, where it is not its name in the standard.
        opening: The beginning of a sentence, with ``{kind}``, ``{name}`` and ``{predicate}``.
        now: A detail that came, with ``{field}`` and ``{now}``.
        gone: One that went, with ``{field}`` and ``{was}``.
        changed: One that changed, with all three.
        nothing: Nothing changed.
        more: How many more are only drawn otherwise, with ``{}``.
    """

    language: Language
    predicates: Mapping[str, str]
    drawn: Mapping[str, str]
    kinds: Mapping[str, str]
    opening: str
    now: str
    gone: str
    changed: str
    nothing: str
    more: str

    def sentence(self, change: Change) -> str:
        """Return *change* as one sentence."""
        opening = self.opening.format(
            kind=self._kind(change.element),
            name=f'"{_one_line(change.name)}"' if change.name else (change.new_id or change.old_id),
            predicate=self._predicate(change),
        )
        return f"{opening[:1].upper()}{opening[1:]}{self._particulars(change)}."

    def _kind(self, element: str) -> str:
        return self.kinds.get(element) or _CAPITAL.sub(" ", element).lower()

    def _predicate(self, change: Change) -> str:
        if change.kind == "layout" and change.details:
            return self.drawn[drawn_how(change.details[0].was, change.details[0].now)]
        return self.predicates[change.kind]

    def _particulars(self, change: Change) -> str:
        if change.kind == "layout":
            return ""
        if change.kind in {"added", "removed"}:
            return "".join(
                f", {self._field(item)} {self._value(item.field, item.now or item.was)}" for item in change.details
            )
        value = self._type if change.kind == "retyped" else self._value
        return ": " + ", ".join(self._told(item, value) for item in change.details)

    def _field(self, item: Detail) -> str:
        return known_fields().name(item.field, self.language)

    def _type(self, field: str, text: str) -> str:
        return self._kind(text) if field == "type" else self._value(field, text)

    def _value(self, field: str, text: str) -> str:
        return known_fields().value(field, text, self.language) or _quoted(text)

    def _told(self, item: Detail, value: Callable[[str, str], str]) -> str:
        form = self.changed if item.was and item.now else self.gone if item.was else self.now
        was, now = value(item.field, item.was), value(item.field, item.now)
        return form.format(field=self._field(item), was=was, now=now)


ENGLISH = DiffWords(
    language="en",
    predicates=MappingProxyType(
        {
            "added": "was added",
            "removed": "was removed",
            "moved": "was moved",
            "renamed": "was renamed",
            "retyped": "changed its type",
            "re-routed": "was re-routed",
            "re-assigned": "was re-assigned",
            "retimed": "was retimed",
            "condition": "changed its condition",
            "form": "changed its form",
            "documents": "changed its documents",
            "property": "changed",
            "layout": "is only drawn in another way",
        }
    ),
    drawn=MappingProxyType(
        {
            "elsewhere": "is only drawn elsewhere",
            "otherwise": "is only drawn in another way",
            "coloured": "only changed its colour",
            "drawn": "is drawn now, and was not",
            "not drawn": "is no longer drawn",
        }
    ),
    kinds=MappingProxyType({}),
    opening="the {kind} {name} {predicate}",
    now="{field} is now {now}",
    gone="{field} {was} is gone",
    changed="{field} was {was} and is {now}",
    nothing="Nothing changed.",
    more="{} more elements are only drawn in another way.",
)
VIETNAMESE = DiffWords(
    language="vi",
    predicates=MappingProxyType(
        {
            "added": "được thêm mới",
            "removed": "bị cắt bỏ",
            "moved": "được chuyển chỗ",
            "renamed": "được đổi tên",
            "retyped": "được đổi loại",
            "re-routed": "được nối lại",
            "re-assigned": "được giao cho người khác",
            "retimed": "được đổi thời hạn",
            "condition": "được đổi điều kiện",
            "form": "được đổi biểu mẫu",
            "documents": "được đổi giấy tờ",
            "property": "được thay đổi",
            "layout": "chỉ được vẽ khác đi",
        }
    ),
    drawn=MappingProxyType(
        {
            "elsewhere": "chỉ được vẽ ở chỗ khác",
            "otherwise": "chỉ được vẽ khác đi",
            "coloured": "chỉ được đổi màu",
            "drawn": "nay được vẽ, trước thì không",
            "not drawn": "không còn được vẽ",
        }
    ),
    kinds=VIETNAMESE_KINDS,
    opening="{kind} {name} {predicate}",
    now="{field} nay là {now}",
    gone="{field} {was} không còn",
    changed="{field} trước là {was}, nay là {now}",
    nothing="Không có gì thay đổi.",
    more="{} phần tử khác chỉ được vẽ khác đi.",
)


def words_in(language: Language) -> DiffWords:
    """
    Return the words of a language.

    Raises:
        DataError: There is no such language.
    """
    expect_language(language)
    return VIETNAMESE if language == "vi" else ENGLISH


def _quoted(text: str) -> str:
    line = _one_line(text)
    return line if _BARE.fullmatch(line) else f'"{line}"'


def _one_line(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()
