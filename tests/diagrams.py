"""BPMN files from a few lines of text, for tests that need many small models."""

from __future__ import annotations

import itertools
import shlex
from xml.sax.saxutils import escape, quoteattr

KINDS = {
    "start": "startEvent",
    "end": "endEvent",
    "user": "userTask",
    "manual": "manualTask",
    "task": "task",
    "service": "serviceTask",
    "receive": "receiveTask",
    "send": "sendTask",
    "script": "scriptTask",
    "call": "callActivity",
    "sub": "subProcess",
    "handler": "subProcess",
    "transaction": "transaction",
    "adhoc": "adHocSubProcess",
    "xor": "exclusiveGateway",
    "and": "parallelGateway",
    "or": "inclusiveGateway",
    "events": "eventBasedGateway",
    "complex": "complexGateway",
    "catch": "intermediateCatchEvent",
    "throw": "intermediateThrowEvent",
    "implicit": "implicitThrowEvent",
    "boundary": "boundaryEvent",
}
_TIMERS = {"date": "timeDate", "duration": "timeDuration", "cycle": "timeCycle"}
_OPENING = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="http://procflow.test">\n'
)


def diagram(*processes: str, collaboration: str = "") -> bytes:
    """
    Return a BPMN file with these processes.

    A process is lines of text; the first may be ``process ID key=value...``, by default ``process main``.
    ``KIND ID ["NAME"] key=value...`` is an element (see `KINDS`); ``sub ID {`` opens a sub-process, ``}`` closes it.
    ``handler``, ``transaction`` and ``adhoc`` are sub-processes too, the first an event sub-process.
    ``a -> b -> c`` are sequence flows, ``a -> b : CONDITION`` has a condition, ``a -> b : default`` is the default.
    Keys, each event definition a definition of its own: ``on`` (host of a boundary event), ``duration``, ``date``,
    ``cycle`` (timers), ``message``, ``error``, ``any`` (an error event without code), ``escalation``, ``link`` (its
    name), ``terminate``, ``signal``, ``cancel``, ``compensate``, ``soft`` (not interrupting), ``instantiate``,
    ``compensation`` (the activity is for it), ``type`` (of a service task), ``calls``, ``group`` and ``assignee`` (of
    a user task), ``limit`` (as ``5wd``), and ``pf.*``.
    """
    made = [_Process(text) for text in processes]
    names = dict.fromkeys(itertools.chain.from_iterable(one.messages for one in made))
    errors = dict.fromkeys(itertools.chain.from_iterable(one.errors for one in made))
    escalations = dict.fromkeys(itertools.chain.from_iterable(one.escalations for one in made))
    parts = [_OPENING, collaboration]
    parts += [f"<message id={quoteattr(f'M_{name}')} name={quoteattr(name)}/>\n" for name in names]
    parts += [f"<error id={quoteattr(f'E_{code}')} errorCode={quoteattr(code)}/>\n" for code in errors]
    parts += [f"<escalation id={quoteattr(f'X_{code}')} escalationCode={quoteattr(code)}/>\n" for code in escalations]
    return "".join([*parts, *(one.xml() for one in made), "</definitions>\n"]).encode()


class _Process:
    def __init__(self, text: str) -> None:
        self.messages: list[str] = []
        self.errors: list[str] = []
        self.escalations: list[str] = []
        self._flows = itertools.count(1)
        self._defaults: dict[str, str] = {}
        self._open: list[str] = []
        lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
        self._head = lines.pop(0).split()[1:] if lines and lines[0].startswith("process") else ["main"]
        self._body = "".join([self._line(line) for line in lines])

    def xml(self) -> str:
        """Return the process element."""
        key, *words = self._head
        values = dict(word.split("=", 1) for word in words)
        executable = values.pop("executable", "true")
        for source, flow in self._defaults.items():
            self._body = self._body.replace(f" id={quoteattr(source)}", f" id={quoteattr(source)} default={flow!r}", 1)
        head = f"<process id={quoteattr(key)} name={quoteattr(values.pop('name', key))} isExecutable={executable!r}>\n"
        return f"{head}{_properties(values)}{self._body}</process>\n"

    def _line(self, line: str) -> str:
        if line == "}":
            return f"</{self._open.pop()}>\n"
        if "->" in line:
            return self._flow_line(line)
        opens = line.endswith("{")
        kind, key, *rest = shlex.split(line.rstrip("{"))
        name = rest.pop(0) if rest and "=" not in rest[0] and rest[0] not in _FLAGS else key
        values = dict(word.split("=", 1) if "=" in word else (word, "true") for word in rest)
        if kind == "handler":
            values["triggered"] = "true"
        return self._element(KINDS[kind], key, name, values, opens=opens)

    def _flow_line(self, line: str) -> str:
        path, _, condition = line.partition(" : ")
        nodes = [node.strip() for node in path.split("->")]
        made = []
        for source, target in itertools.pairwise(nodes):
            flow = f"{self._head[0]}-{next(self._flows)}"
            if condition.strip() == "default":
                self._defaults[source] = flow
            holds = condition.strip() and condition.strip() != "default"
            inner = f'<conditionExpression xsi:type="tFormalExpression">{escape(condition)}</conditionExpression>'
            ends = f"sourceRef={quoteattr(source)} targetRef={quoteattr(target)}"
            made.append(f"<sequenceFlow id={quoteattr(flow)} {ends}>{inner if holds else ''}</sequenceFlow>\n")
        return "".join(made)

    def _element(self, tag: str, key: str, name: str, values: dict[str, str], *, opens: bool) -> str:
        attributes = {"id": key, "name": name}
        if "on" in values:
            attributes |= {"attachedToRef": values.pop("on"), "cancelActivity": str("soft" not in values).lower()}
        if values.pop("soft", "") and tag == "startEvent":
            attributes["isInterrupting"] = "false"
        attributes |= {_ATTRIBUTES[word]: values.pop(word) for word in list(values) if word in _ATTRIBUTES}
        inner = ""
        if tag in {"receiveTask", "sendTask"} and "message" in values:
            attributes["messageRef"] = self._message(values)
        if tag == "userTask":
            values.setdefault("group", "cb")
            for word, attribute in (
                ("group", "candidateGroups"),
                ("users", "candidateUsers"),
                ("assignee", "assignee"),
            ):
                if values.get(word):
                    attributes[f"camunda:{attribute}"] = values[word]
                values.pop(word, None)
        if tag.endswith("Event"):
            inner = self._event(values)
        shown = "".join(f" {word}={quoteattr(value)}" for word, value in attributes.items())
        body = f"<{tag}{shown}>\n{_properties(values)}{inner}"
        if opens:
            self._open.append(tag)
            return body
        return f"{body}</{tag}>\n"

    def _event(self, values: dict[str, str]) -> str:
        return "".join([self._definition(word, values.pop(word)) for word in list(values) if word in _DEFINED])

    def _definition(self, word: str, text: str) -> str:
        if word in _TIMERS:
            return f"<timerEventDefinition><{_TIMERS[word]}>{escape(text)}</{_TIMERS[word]}></timerEventDefinition>\n"
        shown = f" name={quoteattr(text)}" if word == "link" else ""
        if word in {"message", "error", "escalation"} and text != "true":
            getattr(self, f"{word}s").append(text)
            shown = f" {word}Ref={quoteattr(f'{word[0].upper()}_{text}' if word != 'escalation' else f'X_{text}')}"
        return f"<{_EVENTS[word]}EventDefinition{shown}/>\n"

    def _message(self, values: dict[str, str]) -> str:
        self.messages.append(values["message"])
        return f"M_{values.pop('message')}"


_EVENTS = {
    **{word: word for word in ("timer", "message", "error", "escalation", "link", "terminate", "signal", "cancel")},
    "any": "error",
    "compensate": "compensate",
}
_DEFINED = {*_TIMERS, *_EVENTS}
_ATTRIBUTES = {"triggered": "triggeredByEvent", "instantiate": "instantiate", "compensation": "isForCompensation"}
_ATTRIBUTES |= {"type": "camunda:topic", "calls": "calledElement"}
_FLAGS = {
    *("soft", "any", "terminate", "signal", "timer", "cancel", "compensate", "instantiate", "compensation"),
}


def _properties(values: dict[str, str]) -> str:
    if limit := values.pop("limit", ""):
        units = {"wd": "working-day", "cd": "calendar-day", "d": "day-unstated", "h": "hour"}
        number = limit.rstrip("wcdh")
        values |= {"pf.limit.value": number, "pf.limit.unit": units[limit[len(number) :]]}
    rows = "".join(f"<zeebe:property name={quoteattr(k)} value={quoteattr(v)}/>" for k, v in values.items())
    return f"<extensionElements><zeebe:properties>{rows}</zeebe:properties></extensionElements>\n" if rows else ""
