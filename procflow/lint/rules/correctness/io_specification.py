"""What an activity needs and gives is listed in its sets, and a sub-process needs nothing of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from procflow.bpmn import (
    CatchEvent,
    DataInput,
    DataOutput,
    Definitions,
    Element,
    InputOutputSpecification,
    InputSet,
    OutputSet,
    SubProcess,
    ThrowEvent,
)
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield specifications of sub-processes, data in no set, and sets with data of others or data not listed."""
    for bearer in (*model.elements(InputOutputSpecification), *model.elements(ThrowEvent), *model.elements(CatchEvent)):
        inputs, outputs = bearer.children_of(DataInput), bearer.children_of(DataOutput)
        ins, outs = bearer.children_of(InputSet), bearer.children_of(OutputSet)
        if isinstance(bearer, InputOutputSpecification) or ins:
            yield from _unlisted(inputs, {datum for one in ins for datum in one.inputs})
        if isinstance(bearer, InputOutputSpecification) or outs:
            yield from _unlisted(outputs, {datum for one in outs for datum in one.outputs})
        for needed in ins:
            yield from _set(needed, needed.inputs, (*needed.optional, *needed.while_executing), inputs)
        for given in outs:
            yield from _set(given, given.outputs, (*given.optional, *given.while_executing), outputs)
        if isinstance(bearer, InputOutputSpecification) and isinstance(bearer.parent, SubProcess):
            hint = "delete it: what stands in the sub-process sees the data around it"
            yield Problem(bearer.parent, "a sub-process has an ioSpecification", hint)


def _unlisted(data: Sequence[Element], listed: set[Element]) -> Iterator[Problem]:
    for datum in data:
        if datum not in listed:
            yield Problem(datum, f"the {datum.kind} is in no set", "list it in a set, or delete it")


def _set(
    one: Element, listed: Sequence[Element], special: Sequence[Element], own: Sequence[Element]
) -> Iterator[Problem]:
    """Yield what a set lists though it belongs to something else, and what is special in it but not listed."""
    for datum in listed:
        if datum not in own:
            yield Problem(one, f"the {one.kind} lists {datum.id!r} of another element", "list its own data only")
    for datum in special:
        if datum not in listed:
            message = f"{datum.id!r} is optional in the {one.kind} or may come late, but is not listed in it"
            yield Problem(one, message, "list it among all data of the set too")
