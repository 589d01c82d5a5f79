"""What changed between two models: as data, as sentences, as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import islice

from procflow.bpmn.diff.drawing import drawing_text
from procflow.bpmn.diff.words import ENGLISH, words_in
from procflow.bpmn.model.base import Element
from procflow.wording import Language

# Changes of layout that the text names one by one.
_FEW = 3


class ChangeKind(StrEnum):
    """What happened to an element; in this order changes are listed."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RENAMED = "renamed"
    RETYPED = "retyped"
    REROUTED = "re-routed"
    REASSIGNED = "re-assigned"
    RETIMED = "retimed"
    CONDITION = "condition"
    FORM = "form"
    DOCUMENTS = "documents"
    PROPERTY = "property"
    LAYOUT = "layout"


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing that differs: what it is called, what was and what is; empty where there was or is nothing."""

    field: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Change:
    """
    One change of one element.

    Attributes:
        kind: What happened.
        element: The element's name in the BPMN standard, e.g. ``userTask``.
        old_id: Its id in the old model, empty if it was added.
        new_id: Its id in the new model, empty if it was removed.
        name: What a person calls it: its label, else what stands for one; that of the old model if it was renamed.
        details: What was and what is; where an added element stands, or a removed one stood.
    """

    kind: ChangeKind
    element: str
    old_id: str
    new_id: str
    name: str
    details: tuple[Detail, ...] = ()

    @property
    def was(self) -> str:
        """What was, in a few words; empty if there was nothing."""
        return "; ".join(_stated(item.field, item.was, self.details) for item in self.details if item.was)

    @property
    def now(self) -> str:
        """What is, in a few words; empty if there is nothing."""
        return "; ".join(_stated(item.field, item.now, self.details) for item in self.details if item.now)

    @property
    def sentence(self) -> str:
        """
        The change as one English sentence.

        Example:
            >>> limit = Detail("pf.limit.value", "5", "3")
            >>> Change(ChangeKind.RETIMED, "userTask", "t", "t", "Ký", (limit,)).sentence
            'The user task "Ký" was retimed: limit was 5 and is 3.'
        """
        return ENGLISH.sentence(self)

    def told(self, language: Language) -> str:
        """
        Return the change as one sentence of a language.

        Raises:
            DataError: There is no such language.
        """
        return words_in(language).sentence(self)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Return the change as plain data for JSON, its sentence in a language."""
        return {
            "kind": self.kind.value,
            "element": self.element,
            "old_id": self.old_id,
            "new_id": self.new_id,
            "name": self.name,
            "was": self.was,
            "now": self.now,
            "details": [{"field": item.field, "was": item.was, "now": item.now} for item in self.details],
            "sentence": self.told(language),
        }


@dataclass(frozen=True, slots=True)
class Drawn:
    """
    What is only drawn otherwise, as text of the file: there are thousands of elements in a copy drawn anew.

    Attributes:
        elements: The elements of the old model, by id.
        new_ids: Their ids in the new model.
        was: How each is drawn in the old model.
        now: How each is drawn in the new model, by the new id.
    """

    elements: Mapping[str, Element] = field(default_factory=dict)
    new_ids: Mapping[str, str] = field(default_factory=dict)
    was: Mapping[str, str] = field(default_factory=dict)
    now: Mapping[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.elements)

    def __iter__(self) -> Iterator[Change]:
        for key, element in self.elements.items():
            other = self.new_ids[key]
            detail = Detail("drawn", drawing_text(self.was.get(key, "")), drawing_text(self.now.get(other, "")))
            yield Change(ChangeKind.LAYOUT, element.kind, key, other, element.name, (detail,))


@dataclass(frozen=True)
class Diff:
    """
    What changed from one model to another, by meaning.

    Attributes:
        meaning: The changes of meaning, by kind and then in the order of the file.
        drawn: What is only drawn otherwise.
        matched: The id in the new model for each id of the old one that stands for the same element.
    """

    meaning: tuple[Change, ...]
    drawn: Drawn = field(default_factory=Drawn)
    matched: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """All changes, those of layout last."""
        return self.meaning + tuple(self.drawn)

    def __bool__(self) -> bool:
        """Tell whether anything changed, if only the layout."""
        return bool(self.meaning) or len(self.drawn) > 0

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.meaning) + len(self.drawn)

    def __str__(self) -> str:
        return self.text

    @property
    def is_layout_only(self) -> bool:
        """Whether the meaning is the same and only the drawing differs, if anything."""
        return not self.meaning

    @property
    def counts(self) -> dict[str, int]:
        """How many changes there are of each kind that occurs."""
        counted = Counter(change.kind for change in self.meaning)
        counted[ChangeKind.LAYOUT] = len(self.drawn)
        return {kind.value: counted[kind] for kind in ChangeKind if counted[kind]}

    @property
    def text(self) -> str:
        """One line for each change; changes of layout are counted after the first few."""
        return self.told("en")

    def told(self, language: Language) -> str:
        """
        Return the same text in a language.

        Raises:
            DataError: There is no such language.
        """
        words = words_in(language)
        told = [words.sentence(change) for change in (*self.meaning, *islice(self.drawn, _FEW))]
        if len(self.drawn) > _FEW:
            told.append(words.more.format(len(self.drawn) - _FEW))
        return "\n".join(told or [words.nothing])

    def of(self, kind: ChangeKind | str) -> tuple[Change, ...]:
        """Return the changes of one kind."""
        return tuple(change for change in self.changes if change.kind == kind)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Return everything as plain data for JSON, its sentences in a language."""
        return {
            "counts": self.counts,
            "changes": [change.to_dict(language) for change in self.changes],
            "matched": dict(self.matched),
        }


_ORDER = {kind: place for place, kind in enumerate(ChangeKind)}


def listing_order(kind: ChangeKind) -> int:
    """Return the place of *kind* in a list of changes."""
    return _ORDER[kind]


def _stated(name: str, value: str, details: tuple[Detail, ...]) -> str:
    return value if len(details) == 1 else f"{name}: {value}"
