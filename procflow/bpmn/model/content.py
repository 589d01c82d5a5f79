"""What is found in a tree on the way to a model, and what of it cannot be made sense of."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from procflow.bpmn.model.base import E, Element
from procflow.bpmn.model.collaboration import Lane
from procflow.bpmn.namespaces import local_reference
from procflow.errors import ModelError


@dataclass(frozen=True, slots=True)
class Flaw:
    """
    A rule that everything else rests on, and that the file breaks at one place.

    What cannot be made sense of without a guess is left out of the typed model: it is a plain `Element` there, with
    all that stands in it, and stays in the file as it is.

    Attributes:
        element: Where it is.
        message: What is wrong.
        hint: The next step for the reader.
        is_harmless: Whether nothing refers to what is wrong, so that the model still says what the file says.
        about: What is wrong, where the message says more: names, which an edit of something else may change.
        is_double: Whether it is that another element has its id.
    """

    element: Element
    message: str
    hint: str
    is_harmless: bool = False
    about: str = ""
    is_double: bool = False

    @property
    def key(self) -> tuple[object, str]:
        """What stays the same as long as the same is wrong at the same place, however things are named."""
        return self.element.node, self.about or self.message

    def as_error(self) -> ModelError:
        """Return the flaw as the error of whoever needs the whole model."""
        return ModelError(self.message, hint=self.hint, where=self.element.where)


@dataclass(slots=True)
class Content:
    """
    What the walk found in a tree.

    Attributes:
        order: Every element but the root, in the order of the file.
        by_id: The elements that have an id.
        listed: For each entry of a lane, the lane and the text of the reference.
        lane_of: The innermost lane that lists the flow node with this id.
        twice: Elements whose id another one has already.
        flaws: What is wrong, in the order it was found.
        left_out: What is to be a plain element.
        by_class: What `of` found in the order.
    """

    order: list[Element] = field(default_factory=list)
    by_id: dict[str, Element] = field(default_factory=dict)
    listed: list[tuple[Element, str]] = field(default_factory=list)
    lane_of: dict[str, Lane] = field(default_factory=dict)
    twice: list[Element] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)
    left_out: set[Element] = field(default_factory=set)
    by_class: dict[type[Element], list[Element]] = field(default_factory=dict)

    def of(self, cls: type[E]) -> list[E]:
        """Return every element of class *cls*, in the order of the file; the list is kept for who asks next."""
        found = self.by_class.get(cls)
        if found is None:
            # Thousands of elements are of few classes: whether one is a kind of another is asked once.
            classes = {each for each in set(map(type, self.order)) if issubclass(each, cls)}
            found = [element for element in self.order if type(element) in classes] if classes else []
            self.by_class[cls] = found
        return found  # type: ignore[return-value]

    def find(self, text: str | None) -> Element | None:
        """Return the element that the reference *text* points to, with or without a prefix."""
        found = self.by_id.get(text or "")
        return self.by_id.get(local_reference(text)) if found is None and text else found

    def leave_out(self, element: Element, message: str, hint: str, *, is_double: bool = False) -> None:
        """Note that *element* cannot be made sense of, and with it all that stands in it."""
        self.flaws.append(Flaw(element, message, hint, is_double=is_double))
        self.left_out.add(element)
        self.left_out.update(element.descendants(Element))

    def make_plain(self, before: Content | None) -> None:
        """
        Put a plain element in the place of each that is left out.

        Args:
            before: The content of the model before an edit: plain elements whose node still stands are used again.
        """
        old = {element.node: element for element in before.order} if before is not None else {}
        plain = {element: _plain(element, old.get(element.node)) for element in self.left_out}
        for element in {each.parent for each in plain if each.parent is not None} | plain.keys():
            children = [plain.get(child, child) for child in element.children]
            plain.get(element, element).children = children
            for child in children:
                child.parent = plain.get(element, element)
        self.order = [plain.get(element, element) for element in self.order]
        self.by_class.clear()
        for element, made in plain.items():
            if self.by_id.get(element.id) is element:
                self.by_id[element.id] = made
        self.flaws = [replace(flaw, element=plain.get(flaw.element, flaw.element)) for flaw in self.flaws]


def _plain(element: Element, earlier: Element | None) -> Element:
    if type(element) is Element:
        return element
    made = earlier if type(earlier) is Element else None
    if made is None:
        made = Element(element.node, element.definitions, element.parent, element.kind, element.id)
    made.id, made.kind, made.extensions_read = element.id, element.kind, element.extensions_read
    return made
