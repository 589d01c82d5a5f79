"""Which element of one model is which of the other: by id, else by what it is called and what is around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping

from procflow.bpmn.diff.match import Matching
from procflow.bpmn.diff.routes import Routes
from procflow.bpmn.diff.side import Net, Side, folded, neighbours
from procflow.bpmn.model.activities import Activity, DataInputAssociation, DataOutputAssociation
from procflow.bpmn.model.base import Element
from procflow.bpmn.model.collaboration import Connection, Lane, Participant, TextAnnotation
from procflow.bpmn.model.events import Event
from procflow.bpmn.model.flow import FlowNode, Process, SequenceFlow

# As many elements that swapped their names by their ids were numbered anew.
_RENUMBERED = 3
# Where fewer than one of so many nodes is left, only what is around them is looked at.
_MUCH = 4

Key = Hashable | None
Ends = tuple[Element | None, ...]


def pair_up(old: Side, new: Side, same: Collection[str] = ()) -> Routes:
    """
    Return the elements of both models, matched one to one.

    Args:
        old: The old model.
        new: The new model.
        same: Ids whose elements are the same to the letter.
    """
    mate = _by_id(old, new, same)
    back = {other: one for one, other in mate.items()}
    _match_nodes(old, new, mate, back)
    routes = Routes(old, new, mate, back)
    routes.match(same)
    _Others(old, new, mate, back).match()
    return routes


def _by_id(old: Side, new: Side, same: Collection[str]) -> dict[Element, Element]:
    known, others = old.by_id, new.by_id
    common = [(known[key], others[key]) for key in known if key not in same and key in others]
    fitting = [(one, other) for one, other in common if _is_like(one, other)]
    if not _is_renumbered(fitting):
        found = {known[key]: others[key] for key in known if key in same}
        found.update(fitting)
        return found
    pairs = ((known[key], others[key]) for key in known if key in others)
    return {one: other for one, other in pairs if called(one) and _is_like(one, other) and called(one) == called(other)}


def _is_like(one: Element, other: Element) -> bool:
    if type(one) is type(other):
        return type(one) is not Element or one.node.tag == other.node.tag
    return any(isinstance(one, cls) and isinstance(other, cls) for cls in (Activity, Event)) or (
        isinstance(one, FlowNode)
        and isinstance(other, FlowNode)
        and not any(isinstance(element, Activity | Event) for element in (one, other))
    )


def _is_renumbered(pairs: list[tuple[Element, Element]]) -> bool:
    """Tell whether ids are numbers given anew: most elements whose names differ have the name of another one."""
    differing = [
        (one, other)
        for one, other in pairs
        if isinstance(one, FlowNode) and one.node.get("name") != other.node.get("name") and called(one) != called(other)
    ]
    if len(differing) < _RENUMBERED:
        return False
    names, others = (Counter(called(pair[side]) for pair in differing) for side in (0, 1))
    return 3 * (names & others).total() >= 2 * len(differing)


def called(element: Element) -> str:
    """Return the name or text of *element* as names are compared."""
    return folded(element.text if isinstance(element, TextAnnotation) else element.name)


def _match_nodes(old: Side, new: Side, mate: dict[Element, Element], back: dict[Element, Element]) -> None:
    left = [node for node in old.nodes if node not in mate]
    new_left = [node for node in new.nodes if node not in back]
    if not left or not new_left:
        return
    is_redrawn = 2 * len(left) > len(old.nodes)
    nodes, new_nodes = old.nodes, new.nodes
    if _MUCH * len(left) < len(nodes) and _MUCH * len(new_left) < len(new_nodes):
        near = _near(left, old, mate) | {back[known] for known in _near(new_left, new, back)}
        nodes = left + [node for node in nodes if node in near]
        new_nodes = new_left + [node for node in new_nodes if back.get(node) in near]
    numbers: dict[object, int] = {}
    one, other = Net(old, numbers, nodes), Net(new, numbers, new_nodes)
    known = [(number, other.index[mate[node]]) for node, number in one.index.items() if node in mate]
    found = Matching(one, other, known, is_redrawn=is_redrawn).complete()
    for node, number in zip(nodes, found, strict=True):
        if number >= 0:
            mate[node] = new_nodes[number]
            back[new_nodes[number]] = node


def _near(nodes: Iterable[FlowNode], side: Side, known: Mapping[Element, Element]) -> set[Element]:
    """Return the neighbours of *nodes* whose counterpart is known."""
    return {found for node in nodes for found in neighbours(node, side) if found in known}


class _Others:
    """Matches pools, lanes, data, notes and what else is no flow node."""

    def __init__(self, old: Side, new: Side, mate: dict[Element, Element], back: dict[Element, Element]) -> None:
        self.old = old
        self.new = new
        self.mate = mate
        self.back = back

    def match(self) -> None:
        """Match what is left, the surest first."""
        for finder in (
            self._named_around,
            self._named,
            self._held,
            self._joined_by_name,
            self._joined,
            self._referring,
            self._around,
            self._in_order,
            self._as_written,
            self._alone,
            self._joined_by_name,
            self._joined,
        ):
            ones, others = (
                [element for element in side.others if element not in matched]
                for side, matched in ((self.old, self.mate), (self.new, self.back))
            )
            if not ones or not others:
                return
            finder(ones, others)

    def _named_around(self, ones: list[Element], others: list[Element]) -> None:
        """Match what has the same name and belongs to the same elements."""
        near, far = _neighbours(self.old, self.mate), _neighbours(self.new)
        self._pair_groups(
            [(element, (called(element), frozenset(near[element])) if element in near else None) for element in ones],
            [(element, (called(element), frozenset(far[element])) if element in far else None) for element in others],
            most=None,
        )

    def _named(self, ones: list[Element], others: list[Element]) -> None:
        self._by_key(ones, others, lambda element: called(element) or None)

    def _held(self, ones: list[Element], others: list[Element]) -> None:
        """Match the lanes and processes most of whose nodes are the same."""
        left, right = set(ones), set(others)
        if not any(isinstance(element, Lane | Process) for element in ones):
            return
        votes: Counter[tuple[Element, Element]] = Counter()
        for node in self.old.nodes:
            other = self.mate.get(node)
            if other is None:
                continue
            for near, far in ((self.old.lane, self.new.lane), (self.old.home, self.new.home)):
                if (holder := near.get(node)) is not None and (found := far.get(other)) is not None:
                    votes[holder, found] += 1
        for (one, other), _ in sorted(votes.items(), key=self._vote_order):
            if one in left and other in right and type(one) is type(other):
                self._pair(one, other)
                left.remove(one)
                right.remove(other)

    def _vote_order(self, item: tuple[tuple[Element, Element], int]) -> tuple[int, bool, int, int]:
        (one, other), votes = item
        places = self.old.rank[one], self.new.rank[other]
        return -votes, called(one) != called(other), sum(places), abs(places[0] - places[1])

    def _joined_by_name(self, ones: list[Element], others: list[Element]) -> None:
        """Match message flows and associations of one name between the same ends."""
        self._pair_groups(
            [(element, (called(element), key)) for element in ones if (key := self._ends(element, self.mate))],
            [(element, (called(element), key)) for element in others if (key := self._ends(element, None))],
            most=None,
        )

    def _joined(self, ones: list[Element], others: list[Element]) -> None:
        """Match message flows and associations between the same ends, and pools that show the same process."""
        self._pair_groups(
            [(element, self._ends(element, self.mate)) for element in ones],
            [(element, self._ends(element, None)) for element in others],
            most=None,
        )

    @staticmethod
    def _ends(element: Element, mate: Mapping[Element, Element] | None) -> Ends | None:
        if isinstance(element, Participant):
            found: Ends = (element.process,)
        elif isinstance(element, Connection):
            found = (element.source, element.target)
        else:
            return None
        across = tuple(end if mate is None or end is None else mate.get(end) for end in found)
        return None if None in across else across

    def _referring(self, ones: list[Element], others: list[Element]) -> None:
        """Match what is referred to by the same attribute of elements that are the same."""
        left, right = set(ones), set(others)
        for one, other in list(self.mate.items()):
            for near, far in zip(_referred(one), _referred(other), strict=False):
                if near in left and far in right and type(near) is type(far):
                    self._pair(near, far)
                    left.remove(near)
                    right.remove(far)

    def _around(self, ones: list[Element], others: list[Element]) -> None:
        """Match what belongs to the same elements, whatever it is called now."""
        near, far = _neighbours(self.old, self.mate), _neighbours(self.new)
        self._pair_groups(
            [(element, frozenset(near[element]) if element in near else None) for element in ones],
            [(element, frozenset(far[element]) if element in far else None) for element in others],
            most=1,
        )

    def _in_order(self, ones: list[Element], others: list[Element]) -> None:
        """Match elements of one kind and one name one after the other, but no lines that join nothing of the other."""
        self._pair_groups(
            [(element, called(element) if self._is_joined(element, self.mate) else None) for element in ones],
            [(element, called(element) if self._is_joined(element, self.back) else None) for element in others],
            most=None,
        )

    @staticmethod
    def _is_joined(element: Element, known: Mapping[Element, Element]) -> bool:
        """Tell whether *element* is no line between two others, or an end of it stands in the other model as well."""
        return not isinstance(element, Connection) or element.source in known or element.target in known

    def _as_written(self, ones: list[Element], others: list[Element]) -> None:
        """Match lines that are written alike, one after the other: their ends may be nowhere in the file."""
        self._pair_groups(
            [(element, _written(element)) for element in ones],
            [(element, _written(element)) for element in others],
            most=None,
        )

    def _alone(self, ones: list[Element], others: list[Element]) -> None:
        """Match a pool, process or lane that alone is left of those around it."""

        def around(element: Element, side: Side) -> Key:
            home = side.home[element]
            known = self.mate.get(home) if home is not None and side is self.old else home
            return (known,) if isinstance(element, Lane | Process | Participant) else None

        self._pair_groups(
            [(element, around(element, self.old)) for element in ones],
            [(element, around(element, self.new)) for element in others],
            most=1,
        )

    def _by_key(self, ones: list[Element], others: list[Element], key: Callable[[Element], Key]) -> None:
        self._pair_groups(
            [(element, key(element)) for element in ones], [(element, key(element)) for element in others], most=1
        )

    def _pair_groups(
        self, ones: Iterable[tuple[Element, Key]], others: Iterable[tuple[Element, Key]], *, most: int | None
    ) -> None:
        """Match the elements of one kind and key in order; with *most* if both sides have as many, not more."""
        waiting = _grouped(others)
        for key, group in _grouped(ones).items():
            found = waiting.get(key, [])
            if most is None or len(group) == len(found) <= most:
                for one, other in zip(group, found, strict=False):
                    self._pair(one, other)

    def _pair(self, one: Element, other: Element) -> None:
        self.mate[one] = other
        self.back[other] = one


def _written(element: Element) -> Key:
    return tuple(sorted(element.node.items())) if isinstance(element, Connection) else None


def _grouped(keyed: Iterable[tuple[Element, Key]]) -> dict[Hashable, list[Element]]:
    found: dict[Hashable, list[Element]] = {}
    for element, key in keyed:
        if key is not None:
            found.setdefault((element.node.tag, key), []).append(element)
    return found


def _neighbours(side: Side, mate: dict[Element, Element] | None = None) -> dict[Element, list[tuple[str, Element]]]:
    """Return for each piece of data or note the nodes it is tied to, as the new model knows them."""
    found: dict[Element, list[tuple[str, Element]]] = {}
    for one, word, other in _ties(side):
        if not isinstance(other, FlowNode | SequenceFlow):
            continue
        known = other if mate is None else mate.get(other)
        if known is not None:
            found.setdefault(one, []).append((word, known))
    return found


def _ties(side: Side) -> Iterator[tuple[Element, str, Element]]:
    for node in side.nodes:
        for part in node.children:
            if isinstance(part, DataInputAssociation | DataOutputAssociation):
                tag = "sourceRef" if isinstance(part, DataInputAssociation) else "targetRef"
                for data in part.child_references(tag):
                    yield data, tag, node
    for element in side.others:
        if isinstance(element, Connection):
            source, target = element.source, element.target
            if source is not None and target is not None:
                yield source, "to", target
                yield target, "from", source


def _referred(element: Element) -> Iterator[Element]:
    """Yield the elements that *element* or a part of it refers to, in the order of the file."""
    for holder in (element, *element.children) if isinstance(element, FlowNode) else (element,):
        for name, value in holder.node.items():
            if name.endswith("Ref"):
                found = holder.definitions.get(value.rpartition(":")[2])
                if found is not None:
                    yield found
