"""What an event waits for or throws, made from a short tuple."""

from __future__ import annotations

import re
from types import NoneType
from typing import Protocol, TypeAlias

from lxml import etree

from procflow.bpmn.families import Trigger
from procflow.bpmn.namespaces import bpmn
from procflow.bpmn.nodes import add_expression, clean, slug
from procflow.errors import DataError, ModelError, expect
from procflow.wording import with_article

EventSpec: TypeAlias = tuple[Trigger] | tuple[Trigger, str] | tuple[Trigger, str, str]


class Make(Protocol):
    """Makes an element; the wanted id is changed where it is taken."""

    def __call__(self, parent: etree._Element, tag: str, wanted: str, name: str, /) -> etree._Element:
        """Return the new element."""


_ROOTS = ("message", "signal", "error", "escalation")
_WITH_CODE = ("error", "escalation")
_BARE = ("terminate", "compensate", "cancel")
_TIMERS = ("timeDate", "timeDuration", "timeCycle")
_DURATION = re.compile(r"P[^/]*")
_CYCLE = re.compile(r"R\d*/.*")
_DATE = re.compile(r"\d{4}-.*")


class EventDefinitions:
    """Makes event definitions, and the messages, signals, errors and escalations that events share by name."""

    def __init__(self, root: etree._Element, flavour: str, make: Make) -> None:
        self._root = root
        self._flavour = flavour
        self._make = make

    def add(self, event: etree._Element, spec: EventSpec) -> None:
        """
        Give *event* the definition that *spec* says.

        Raises:
            DataError: *spec* is no tuple of texts.
            ModelError: The trigger is unknown, lacks its name, or a timer text says no date, duration or cycle.
        """
        trigger, text = trigger_of(spec), spec[1].strip() if len(spec) > 1 else ""
        if trigger in _BARE:
            self._definition(event, trigger)
            return
        if not text:
            raise ModelError(
                f"{with_article(trigger)} event needs a text",
                hint=f'write event=("{trigger}", "what it waits for or throws")',
            )
        if trigger in _ROOTS:
            self._definition(event, trigger).set(f"{trigger}Ref", self._root_element(trigger, text))
        elif trigger == "link":
            self._definition(event, trigger).set("name", clean(text))
        elif trigger == "conditional":
            self._expression_in(self._definition(event, trigger), "condition", text)
        elif trigger == "timer":
            kind = spec[2] if len(spec) > 2 else timer_kind(text)
            if kind not in _TIMERS:
                raise ModelError(f"{kind!r} is no kind of timer", hint=f"choose one of {', '.join(_TIMERS)}")
            self._expression_in(self._definition(event, trigger), kind, text, marked=False)
        else:
            raise ModelError(f"{trigger!r} is no event trigger", hint="choose timer, message, signal, error, link, ...")

    def _definition(self, event: etree._Element, trigger: str) -> etree._Element:
        return self._make(event, f"{trigger}EventDefinition", f"{event.get('id')}_{trigger}", "")

    def _expression_in(self, node: etree._Element, tag: str, text: str, *, marked: bool = True) -> None:
        body = formal(text, self._flavour) if marked else text
        add_expression(node, tag, body)

    def _root_element(self, trigger: str, name: str) -> str:
        for found in self._root.iterfind(bpmn(trigger)):
            if found.get("name") == name and found.get("id"):
                return str(found.get("id"))
        node = self._make(self._root, trigger, f"{trigger.capitalize()}_{slug(name)}", name)
        if trigger in _WITH_CODE:
            node.set(f"{trigger}Code", name)
        return str(node.get("id"))


def trigger_of(spec: EventSpec) -> Trigger:
    """
    Return what an event that *spec* describes waits for or throws.

    Raises:
        DataError: *spec* is no tuple of texts.
    """
    _expect_texts(spec)
    return spec[0]


def _expect_texts(spec: object) -> None:
    hint = 'write a tuple such as ("message", "Hồ sơ bổ sung"), ("timer", "PT8H") or ("terminate",)'
    expect(spec, (tuple, list), "the event", hint)
    for part in spec if isinstance(spec, tuple | list) else ():
        expect(part, str, "a part of the event", hint)
    if not spec:
        raise DataError("an event waits for something or throws it", hint=hint)


def formal(text: str, flavour: str) -> str:
    """
    Return *text* as an expression of the flavour: ``=`` before it for Camunda 8, ``${}`` around it for Camunda 7.

    Example:
        >>> formal("days > 5", "camunda8"), formal("days > 5", "camunda7"), formal("=days > 5", "camunda8")
        ('=days > 5', '${days > 5}', '=days > 5')
    """
    expect(text, str, "the expression", "pass it as a text, such as 'days > 5'")
    text = text.strip()
    if flavour == "camunda8" and not text.startswith("="):
        return f"={text}"
    if flavour == "camunda7" and not text.startswith(("${", "#{")):
        return f"${{{text}}}"
    return text


def stated(condition: str | None) -> str | None:
    """
    Return *condition*, None also for a blank one.

    Raises:
        DataError: It is of another kind.
    """
    expect(condition, (str, NoneType), "the condition", "pass a text, None or an empty one for no condition")
    return condition if condition and not condition.isspace() else None


def timer_kind(text: str) -> str:
    """
    Return which of the three timer texts *text* is.

    Raises:
        ModelError: It is none; an expression does not show its kind.
    """
    for pattern, kind in ((_DURATION, "timeDuration"), (_CYCLE, "timeCycle"), (_DATE, "timeDate")):
        if pattern.fullmatch(text):
            return kind
    raise ModelError(
        f"{text!r} is no ISO 8601 date, duration or cycle",
        hint='write e.g. "PT8H", or name the kind of an expression: ("timer", "=limit", "timeDuration")',
    )
