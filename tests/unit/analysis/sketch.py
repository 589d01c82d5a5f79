"""Small BPMN models and procedures written down in a line."""

from __future__ import annotations

from decimal import Decimal
from xml.sax.saxutils import quoteattr

from procflow.bpmn import Definitions, read
from procflow.procedure import Limit, LimitUnit, Step

_HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0">'


def model(body: str, properties: dict[str, str] | None = None) -> Definitions:
    """Return a model with one process of this *body*."""
    extensions = _extensions({"pf.format": "1", **(properties or {})})
    text = f'{_HEAD}<process id="p" isExecutable="true">{extensions}{body}</process></definitions>'
    return read(text.encode())


def node(kind: str, element_id: str, inside: str = "", **properties: str) -> str:
    """Return an element; a keyword such as ``limit_value`` becomes the property ``pf.limit.value``."""
    texts = {f"pf.{name.replace('__', '.')}": value for name, value in properties.items()}
    return f'<{kind} id="{element_id}" name="{element_id}">{_extensions(texts)}{inside}</{kind}>'


def task(element_id: str, performer: str = "Một cửa", days: str = "", **properties: str) -> str:
    """Return a user task with a performer and, if given, a limit in working days."""
    limit = {"limit__value": days, "limit__unit": "working-day"} if days else {}
    return node("userTask", element_id, performer=performer, **limit, **properties)


def flows(*chains: str) -> str:
    """Return sequence flows for chains such as ``"a b c"``."""
    pairs = [pair for chain in chains for pair in zip(chain.split(), chain.split()[1:], strict=False)]
    return "".join(f'<sequenceFlow id="{a}_{b}" sourceRef="{a}" targetRef="{b}"/>' for a, b in pairs)


def timer(kind: str, element_id: str, attached: str = "", **properties: str) -> str:
    """Return a timer event, attached to an activity if one is named."""
    definition = '<timerEventDefinition><timeDuration xml:space="default">P1D</timeDuration></timerEventDefinition>'
    text = node(kind, element_id, definition, **properties)
    return text.replace(f'id="{element_id}"', f'id="{element_id}" attachedToRef="{attached}"', 1) if attached else text


def days(value: int | str, unit: LimitUnit = LimitUnit.WORKING_DAY) -> Limit:
    """Return a limit."""
    return Limit(value=Decimal(value), unit=unit)


def step(name: str, performer: str = "Một cửa", limit: Limit | None = None, **fields: object) -> Step:
    """Return a step of a table."""
    return Step.model_validate({"name": name, "performer": performer, "limit": limit, **fields})


def _extensions(properties: dict[str, str]) -> str:
    if not properties:
        return ""
    items = "".join(f"<zeebe:property name={quoteattr(n)} value={quoteattr(v)}/>" for n, v in properties.items())
    return f"<extensionElements><zeebe:properties>{items}</zeebe:properties></extensionElements>"
