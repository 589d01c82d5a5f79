"""A user task is offered to somebody who is named."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, UserTask, assignment
from procflow.lint.finding import Problem, Severity
from procflow.lint.support import executed_nodes
from procflow.procedure.from_bpmn import performer_of

SEVERITY = Severity.ERROR
_EXPRESSION = ("=", "${", "#{")


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the user tasks without performer, or with one that an expression would have to name."""
    for node in executed_nodes(model):
        if isinstance(node, UserTask):
            named = assignment(node)
            if not performer_of(node) and not named.candidate_users:
                hint = "put it in a named lane, or enter candidate groups or pf.performer"
                yield Problem(node, "nobody is named who performs it", hint)
            for text in (named.assignee, *named.candidate_groups, *named.candidate_users):
                if text.startswith(_EXPRESSION):
                    hint = "name a person or group, or the lane"
                    yield Problem(node, f"the performer {text!r} is an expression, which is not evaluated", hint)
