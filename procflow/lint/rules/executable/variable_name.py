"""Variables of Camunda 8 have names that FEEL can read."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import (
    Activity,
    AdHocSubProcess,
    BusinessRuleTask,
    Definitions,
    Element,
    LoopCharacteristics,
    ScriptTask,
)
from procflow.lint.camunda import deployed, extensions, is_variable, parts
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"
_RESULTS: tuple[tuple[type[Element], str, str], ...] = (
    (ScriptTask, "script", "resultVariable"),
    (BusinessRuleTask, "calledDecision", "resultVariable"),
    (AdHocSubProcess, "adHoc", "outputCollection"),
)


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the elements that write to a variable whose name FEEL cannot read."""
    for node in deployed(model, Element):
        wrong = [name for name in _written(node) if not is_variable(name)]
        if wrong:
            hint = "use letters without accents, digits and _, and begin with a letter"
            yield Problem(node, f"{wrong[0]!r} cannot be the name of a variable", hint)


def _written(node: Element) -> Iterator[str | None]:
    for part in ("input", "output"):
        yield from (mapping.get("target") for mapping in parts(node, "ioMapping", part))
    for loop in node.children_of(LoopCharacteristics) if isinstance(node, Activity) else ():
        for found in extensions(loop, "loopCharacteristics")[:1] if loop.is_multi_instance else ():
            yield from (found.get("inputElement"), found.get("outputCollection"))
    for kind, name, attribute in _RESULTS:
        if isinstance(node, kind):
            yield from (found.get(attribute) for found in extensions(node, name)[:1])
