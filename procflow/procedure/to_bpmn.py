"""From a procedure to a laid-out BPMN model: one lane for each role, the steps in order, a branch for each case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from procflow.bpmn import Builder, Definitions, Flavour, set_property
from procflow.bpmn.nodes import slug
from procflow.errors import ModelError
from procflow.procedure.from_bpmn import DOCUMENT_DETAILS, UNKNOWN_PERFORMER
from procflow.procedure.parts import Document, Step
from procflow.procedure.properties import render, write_fields
from procflow.procedure.vocabulary import FORMAT, Place

if TYPE_CHECKING:
    from procflow.procedure.model import Procedure

CASE_VARIABLE = "truong_hop"
_LABEL_LETTERS = 60
_CASE_LETTERS = 40
_MARK = re.compile(r"^(?:Trường hợp|TH|Bước)\s*(?:\d+(?:\.\d+)*|[IVX]+|[A-Za-z])\s*[.:;)–-]\s+", re.IGNORECASE)
_COUNT = re.compile(r"(?:\d+(?:\.\d+)*[a-z]?|[IVX]+|[A-H])[.:;,)]?")
_WORDS_OF_TWO = frozenset({"trường hợp", "phương án", "hình thức", "đối tượng", "thủ tục"})


@dataclass(frozen=True, slots=True)
class Link:
    """A sequence flow to be drawn between two elements of a draft."""

    source: str
    target: str
    name: str = ""
    condition: str | None = None
    default: bool = False


@dataclass(slots=True)
class Draft:
    """
    A model in the making: its elements stand, its flows are still open to change.

    Attributes:
        builder: The builder that holds the elements.
        start: Id of the start event.
        end: Id of the end event.
        steps: Ids of the activities, in the order of the procedure's steps.
        lanes: Id of the lane of each step.
        links: The flows that ``build`` will draw.
        properties: Properties the process will bear.
    """

    builder: Builder
    start: str
    end: str
    steps: tuple[str, ...] = ()
    lanes: tuple[str, ...] = ()
    links: list[Link] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)

    def build(self) -> Definitions:
        """Return the model, laid out."""
        for link in self.links:
            self.builder.flow(link.source, link.target, name=link.name, condition=link.condition, default=link.default)
        model = self.builder.build()
        for name, value in self.properties.items():
            set_property(model.processes[0], name, value)
        return model


def draft_of(procedure: Procedure, flavour: Flavour = "camunda8") -> Draft:
    """
    Return the draft of a model of *procedure*.

    Raises:
        ModelError: The procedure has no steps.
    """
    if not procedure.steps:
        raise ModelError("the procedure has no steps", hint="fill in at least one step")
    builder = Builder(
        process_id_of(procedure), _plain(procedure.title) or procedure.code or "Quy trình", flavour=flavour
    )
    lanes = _lanes(builder, procedure)
    first, last = (lanes[_lane_key(step)] for step in (procedure.steps[0], procedure.steps[-1]))
    draft = Draft(
        builder=builder,
        start=builder.add("startEvent", "Bắt đầu", id="Start", lane=first),
        end=builder.add("endEvent", "Kết thúc", id="End", lane=last),
        lanes=tuple(lanes[_lane_key(step)] for step in procedure.steps),
        properties={"pf.format": FORMAT, **_process_properties(procedure)},
    )
    draft.steps = tuple(_add_step(builder, step, n, lanes) for n, step in enumerate(procedure.steps, start=1))
    draft.links.extend(_links(draft, procedure, lanes))
    return draft


def process_id_of(procedure: Procedure) -> str:
    """
    Return an id for the process: the procedure's own, else one made from its code or title.

    Example:
        >>> from procflow.procedure import Procedure
        >>> process_id_of(Procedure(code="1.001806"))
        'Process_1_001806'
    """
    named = slug(procedure.code) or slug(procedure.title)[:40].strip("_")
    return procedure.id or (f"Process_{named}" if named else "Process_1")


def short_label(text: str, letters: int = _LABEL_LETTERS) -> str:
    """
    Return the beginning of *text* that fits a label: its first sentence or clause, cut at a word.

    A mere mark in front of a long text, such as ``Trường hợp 2:``, is left out.

    Example:
        >>> short_label("Tiếp nhận hồ sơ; quét, lưu trữ điện tử và chuyển hồ sơ đến phòng chuyên môn để xử lý")
        'Tiếp nhận hồ sơ'
    """
    plain = _plain(re.sub(r"^\s*(?:[-+•*]|\d+[.)])\s*", "", text))
    if len(plain) <= letters:
        return plain.rstrip(".;: ")
    plain = _MARK.sub("", plain)
    clause = re.split(r"(?<=.{8})[.;:](?:\s|$)", plain, maxsplit=1)[0]
    if len(clause) <= letters:
        return clause.rstrip()
    return f"{clause[:letters].rpartition(' ')[0] or clause[:letters]}…"


def case_labels(cases: tuple[str, ...]) -> list[str]:
    """
    Return a short label for each case, that begins where the cases differ; before a number stands what it counts.

    Example:
        >>> case_labels(("Trường hợp khoáng sản nhóm I", "Trường hợp khoáng sản nhóm II"))
        ['nhóm I', 'nhóm II']
        >>> case_labels(("Trường hợp 1: Đủ điều kiện", "Trường hợp 2: Không đủ"))
        ['Trường hợp 1: Đủ điều kiện', 'Trường hợp 2: Không đủ']
    """
    words = [case.split() for case in cases]
    shared = 0
    while len(words) > 1 and all(len(item) > shared + 1 and item[shared] == words[0][shared] for item in words):
        shared += 1
    if shared and all(_COUNT.fullmatch(item[shared]) for item in words):
        before = words[0][max(shared - 2, 0) : shared]
        kept = " ".join(before if " ".join(before).lower() in _WORDS_OF_TWO else before[-1:])
        return [
            f"{kept} {item[shared]} {short_label(' '.join(item[shared + 1 :]), _CASE_LETTERS)}".rstrip(" .;:")
            for item in words
        ]
    mark = "… " if shared else ""
    return [mark + short_label(" ".join(item[shared:]), _CASE_LETTERS) for item in words]


def _plain(text: str) -> str:
    return " ".join(text.split())


def _lane_key(step: Step) -> tuple[str, str]:
    return step.agency, _plain(step.performer) or UNKNOWN_PERFORMER


def _lanes(builder: Builder, procedure: Procedure) -> dict[tuple[str, str], str]:
    """Return a lane for each performer; agencies become lanes around them where there are several."""
    agencies = dict.fromkeys(step.agency for step in procedure.steps)
    nested = len(agencies) > 1
    outer = {agency: builder.lane(agency) for agency in agencies if agency and nested}
    keys = sorted(dict.fromkeys(_lane_key(step) for step in procedure.steps), key=lambda k: list(agencies).index(k[0]))
    return {(agency, performer): builder.lane(performer, parent=outer.get(agency)) for agency, performer in keys}


def _add_step(builder: Builder, step: Step, position: int, lanes: dict[tuple[str, str], str]) -> str:
    element_id = step.element_id or f"Step_{position}"
    fields = {name: getattr(step, name) for name in type(step).model_fields}
    # The lane says who does it; that no branch is to be drawn goes without saying.
    fields |= {"performer": None, "has_condition": step.has_condition or None}
    return builder.add(
        "serviceTask" if step.automatic else "userTask",
        _plain(step.name) or short_label(step.content),
        id=element_id,
        lane=lanes[_lane_key(step)],
        job=slug(step.label)[:60] or element_id if step.automatic else "",
        properties=write_fields(fields, Place.STEP),
        documentation=step.content,
    )


def _process_properties(procedure: Procedure) -> dict[str, str]:
    fields = {name: getattr(procedure, name) for name in type(procedure).model_fields}
    fields["documents"] = tuple(map(_document, procedure.documents)) if procedure.documents is not None else None
    return write_fields(fields, Place.PROCESS)


def _document(document: Document) -> str:
    head = f"{document.id}: {document.name}" if document.name else document.id
    details = {name: render(getattr(document, name)) for name in DOCUMENT_DETAILS}
    return "; ".join([head, *(f"{name}={text}" for name, text in details.items() if text)])


def _links(draft: Draft, procedure: Procedure, lanes: dict[tuple[str, str], str]) -> Iterator[Link]:
    """Yield the flows: steps in order, consecutive cases side by side between two exclusive gateways."""
    before = draft.start
    numbered = list(zip(procedure.steps, draft.steps, strict=True))
    for with_case, part in groupby(numbered, key=lambda item: bool(item[0].case)):
        items = list(part)
        if with_case:
            lane = lanes[_lane_key(items[0][0])]
            split = draft.builder.add("exclusiveGateway", "Trường hợp nào?", id=f"Case_{items[0][1]}", lane=lane)
            join = draft.builder.add("exclusiveGateway", id=f"Join_{items[-1][1]}", lane=lanes[_lane_key(items[-1][0])])
            yield Link(before, split)
            yield from _branches(items, split, join)
            before = join
        else:
            for _, step_id in items:
                yield Link(before, step_id)
                before = step_id
    yield Link(before, draft.end)


def _branches(items: list[tuple[Step, str]], split: str, join: str) -> Iterator[Link]:
    branches: dict[str, list[str]] = {}
    for step, step_id in items:
        branches.setdefault(step.case, []).append(step_id)
    labels = case_labels(tuple(branches))
    for number, (label, ids) in enumerate(zip(labels, branches.values(), strict=True), start=1):
        condition = f'{CASE_VARIABLE} = "{number}"'
        yield Link(split, ids[0], label, condition)
        yield from (Link(source, target) for source, target in pairwise(ids))
        yield Link(ids[-1], join)
