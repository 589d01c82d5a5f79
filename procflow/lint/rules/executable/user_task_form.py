"""The form of a user task is named once and is not empty."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from procflow.bpmn import Definitions, UserTask
from procflow.lint.camunda import deployed, extension, is_blank, lacks_form
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the user tasks whose form is named not at all or twice, or is empty."""
    for node in deployed(model, UserTask):
        form = extension(node, "formDefinition")
        if form is not None and _lacks(form, node):
            yield Problem(node, "its form is not named once, or empty", "choose a linked form")


def _lacks(form: etree._Element, task: UserTask) -> bool:
    if extension(task, "userTask") is None:
        return lacks_form(form, task)
    return is_blank(form, "externalReference") == is_blank(form, "formId")
