"""From a procedure to a laid-out BPMN model: one lane for each role, the steps in order, a branch for each case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from procflow.bpmn import Builder, Definitions, Flavour, set_property
from procflow.bpmn.nodes import slug
from procflow.errors import Location, ModelError, expect
from procflow.procedure.documents import document_text, told_apart
from procflow.procedure.from_bpmn import UNKNOWN_PERFORMER, UNKNOWN_TITLE
from procflow.procedure.labels import box_names, case_labels, plain_text
from procflow.procedure.marks import mark_templates
from procflow.procedure.parts import Document, Step
from procflow.procedure.properties import write_fields
from procflow.procedure.vocabulary import FORMAT, Place

if TYPE_CHECKING:
    from procflow.procedure.model import Procedure

CASE_VARIABLE = "truong_hop"


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
        """Return the model, laid out, each element marked with its template."""
        for link in self.links:
            self.builder.flow(link.source, link.target, name=link.name, condition=link.condition, default=link.default)
        model = self.builder.build()
        for name, value in self.properties.items():
            set_property(model.processes[0], name, value)
        mark_templates(model)
        return model


def draft_of(procedure: Procedure, flavour: Flavour = "camunda8") -> Draft:
    """
    Return the draft of a model of *procedure*.

    Raises:
        DataError: It is no procedure.
        ModelError: The procedure has no steps.
        PropertyError: Two different documents have one id, or what one says would be read otherwise.
    """
    from procflow.procedure.model import Procedure  # noqa: PLC0415 - it draws itself by this module

    expect(procedure, Procedure, "the procedure", "pass a Procedure")
    if not procedure.steps:
        raise ModelError("the procedure has no steps", hint="fill in at least one step")
    # The reader takes neither the code nor the words for an unknown title for a title.
    name = plain_text(procedure.title) or procedure.code or UNKNOWN_TITLE
    builder = Builder(process_id_of(procedure), name, flavour=flavour)
    lanes = _lanes(builder, procedure)
    first, last = (lanes[_lane_key(step)] for step in (procedure.steps[0], procedure.steps[-1]))
    draft = Draft(
        builder=builder,
        start=builder.add("startEvent", "Bắt đầu", id="Start", lane=first),
        end=builder.add("endEvent", "Kết thúc", id="End", lane=last),
        lanes=tuple(lanes[_lane_key(step)] for step in procedure.steps),
        properties={"pf.format": FORMAT, **_process_properties(procedure)},
    )
    boxes = zip(procedure.steps, box_names(procedure.steps), strict=True)
    draft.steps = tuple(_add_step(builder, step, name, n, lanes) for n, (step, name) in enumerate(boxes, start=1))
    draft.links.extend(_links(draft, procedure, lanes))
    for register in procedure.registers or ():
        _draw_register(draft, register, procedure.steps)
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


def _lane_key(step: Step) -> tuple[str, str]:
    return step.agency, plain_text(step.performer) or UNKNOWN_PERFORMER


def _lanes(builder: Builder, procedure: Procedure) -> dict[tuple[str, str], str]:
    """Return a lane for each performer; agencies become lanes around them where there are several."""
    agencies = dict.fromkeys(step.agency for step in procedure.steps)
    nested = len(agencies) > 1
    outer = {agency: builder.lane(agency) for agency in agencies if agency and nested}
    keys = sorted(dict.fromkeys(_lane_key(step) for step in procedure.steps), key=lambda k: list(agencies).index(k[0]))
    return {(agency, performer): builder.lane(performer, parent=outer.get(agency)) for agency, performer in keys}


def _add_step(builder: Builder, step: Step, name: str, position: int, lanes: dict[tuple[str, str], str]) -> str:
    element_id = step.element_id or f"Step_{position}"
    fields = {name: getattr(step, name) for name in type(step).model_fields}
    # The lane says who does it; that no branch is to be drawn goes without saying.
    fields |= {"performer": None, "has_condition": step.has_condition or None}
    return builder.add(
        "serviceTask" if step.automatic else "userTask",
        name,
        id=element_id,
        lane=lanes[_lane_key(step)],
        job=slug(step.label)[:60] or element_id if step.automatic else "",
        properties=write_fields(fields, Place.STEP),
        documentation=step.content,
    )


def _process_properties(procedure: Procedure) -> dict[str, str]:
    fields = {name: getattr(procedure, name) for name in type(procedure).model_fields}
    if procedure.documents is not None:
        fields["documents"] = tuple(map(document_text, told_apart(procedure.documents, Location())))
    return write_fields(fields, Place.PROCESS)


def _draw_register(draft: Draft, register: Document, steps: tuple[Step, ...]) -> None:
    """Draw a register or database, tied to the steps that read or write it."""
    fields = {name: getattr(register, name) for name in type(register).model_fields}
    drawn = draft.builder.data_store(register.name, properties=write_fields(fields, Place.DOCUMENT))
    for step, step_id in zip(steps, draft.steps, strict=True):
        if register.id in (step.documents_in or ()):
            draft.builder.association(drawn, step_id)
        if register.id in (step.documents_out or ()):
            draft.builder.association(step_id, drawn)


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
