"""However a procedure for citizens ends, the applicant gets an answer."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, EndEvent, ErrorEventDefinition, FlowNode, Process, SubProcess
from procflow.lint.finding import Problem, Severity
from procflow.lint.paths import entries
from procflow.lint.steps import facts, procedures
from procflow.procedure import ProcedureKind, folded

SEVERITY = Severity.WARNING
_RETURNING = ("trả kết quả", "trả hồ sơ", "trả lời", "thông báo", "return", "notify")


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the ends of procedures of kind ``tthc`` to which a path leads on which nothing is returned or answered."""
    for process in procedures(model):
        if facts(process).get("pf.kind") == ProcedureKind.TTHC and any(map(_returns, process.flow_nodes)):
            for end in _ends_without_return(process):
                yield Problem(end, "a path leads here on which the applicant gets no answer", "draw who returns it")


def _returns(node: FlowNode) -> bool:
    inner = node.descendants(FlowNode) if isinstance(node, SubProcess) else ()
    texts = (folded(f"{one.name} {one.documentation}") for one in (node, *inner))
    return any(word in text for text in texts for word in _RETURNING)


def _ends_without_return(process: Process) -> Iterator[FlowNode]:
    pending, seen = list(entries(process)), set[FlowNode]()
    while pending:
        node = pending.pop()
        if node in seen or _returns(node):
            continue
        seen.add(node)
        if isinstance(node, EndEvent) and not node.children_of(ErrorEventDefinition):
            yield node
        pending.extend(flow.target for flow in node.outgoing)
