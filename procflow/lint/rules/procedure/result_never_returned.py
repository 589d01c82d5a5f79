"""However a procedure for citizens ends, the applicant gets an answer."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import BoundaryEvent, Definitions, EndEvent, ErrorEventDefinition, FlowNode, Process, SubProcess
from procflow.lint.finding import Problem, Severity
from procflow.lint.paths import walk
from procflow.lint.steps import facts, procedures, said_of
from procflow.procedure import ProcedureKind

SEVERITY = Severity.WARNING
_BROKEN_OFF = frozenset({"message", "error"})
_RETURNING = ("trả kết quả", "trả hồ sơ", "trao kết quả", "giao kết quả", "trả lời", "thông báo", "return", "notify")


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the ends of procedures of kind ``tthc`` to which a path leads on which nothing is returned or answered."""
    sending = {flow.source for flow in model.message_flows}
    for process in procedures(model):
        if facts(process).get("pf.kind") == ProcedureKind.TTHC and any(map(_returns, process.flow_nodes)):
            for end in _ends_without_return(process):
                if end not in sending:
                    yield Problem(end, "a path leads here on which the applicant gets no answer", "draw who returns it")


def _returns(node: FlowNode) -> bool:
    inner = node.descendants(FlowNode) if isinstance(node, SubProcess) else ()
    return any(word in said_of(one) for one in (node, *inner) for word in _RETURNING)


def _ends_without_return(process: Process) -> Iterator[FlowNode]:
    for node in walk(process, goes_on=lambda node: not _returns(node) and not _is_beside(node)):
        if isinstance(node, EndEvent) and not node.children_of(ErrorEventDefinition) and not _returns(node):
            yield node


def _is_beside(node: FlowNode) -> bool:
    """Tell whether a way begins at *node* on which no answer is due: the other goes on, or somebody broke it off."""
    return isinstance(node, BoundaryEvent) and (not node.cancel_activity or not _BROKEN_OFF.isdisjoint(node.triggers))
