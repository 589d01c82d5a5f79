"""A task that sends, receives or calls an operation has the data of its message, and no other."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, ItemDefinition, Message, ReceiveTask, SendTask, ServiceTask, Task
from procflow.bpmn.model.data import ItemAware
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the tasks whose sets or data do not fit the message or operation they name."""
    for send in model.elements(SendTask):
        yield from _side(send, "input", send.message, "messageRef")
    for receive in model.elements(ReceiveTask):
        yield from _side(receive, "output", receive.message, "messageRef")
    for service in model.elements(ServiceTask):
        if service.operation is not None:
            yield from _side(service, "input", service.operation.in_message, "operationRef")
            yield from _side(service, "output", service.operation.out_message, "operationRef")


def _side(task: Task, side: str, message: Message | None, reference: str) -> Iterator[Problem]:
    """Yield what is wrong with the inputs or outputs of a task that has a message for that *side*."""
    own = task.io_specification
    if own is None or not task.node.get(reference):
        return
    sets = own.input_sets if side == "input" else own.output_sets
    data: tuple[ItemAware, ...] = own.data_inputs if side == "input" else own.data_outputs
    if len(sets) > 1 or len(data) > 1:
        hint = f"keep one {side} set with one datum"
        yield Problem(task, f"the task has several {side}s for one message", hint)
    elif data and message is not None and _differ(data[0].item, message.item):
        hint = "give both the same item definition"
        yield Problem(task, f"its {side} and its message are of different item definitions", hint)


def _differ(one: ItemDefinition | None, other: ItemDefinition | None) -> bool:
    return one is not None and other is not None and one is not other
