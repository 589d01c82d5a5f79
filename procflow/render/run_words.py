"""What a run of the token game is called: its defects and steps, for people."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from procflow.bpmn import (
    Activity,
    Definitions,
    Element,
    EndEvent,
    EventBasedGateway,
    FlowNode,
    Gateway,
    IntermediateCatchEvent,
    SequenceFlow,
)
from procflow.bpmn.soundness import Defect, Step
from procflow.errors import DataError
from procflow.wording import Sentences


@dataclass(frozen=True, slots=True)
class RunWords:
    """
    The words of one language.

    Attributes:
        kinds: What each kind of defect means; ``{}`` stands for the elements.
        properties: The five properties.
        answers: Whether a property holds.
        begins: A step that begins an instance; ``{}`` stands for the element, here and below.
        starts: An activity begins.
        ends: An activity ends.
        waits: A token waits for what may come.
        happens: An event happens.
        reached: An end event is reached.
        goes_on: A gateway takes and gives.
        passed: Of the legend: what took a step.
        left: Of the legend: what still has a token.
        named: Of the legend: what the defect is about.
        sound: All properties hold.
        unsound: One is broken.
        unknown: None is broken, and one is not known.
        empty: Nothing stands in a process.
        nothing: The file holds no process.
        reasons: Sentences for the reasons why something is not known.
        bound_reached: Too many states; ``{}`` stands for how many were looked at.
        together: Heading of what is wrong between pools.
        together_unknown: Whether every message between pools can come is not known.
        no_id: A process without id.
    """

    kinds: Mapping[str, str]
    properties: Mapping[str, str]
    answers: Mapping[str, str]
    begins: str
    starts: str
    ends: str
    waits: str
    happens: str
    reached: str
    goes_on: str
    passed: str
    left: str
    named: str
    sound: str
    unsound: str
    unknown: str
    bound_reached: str
    empty: str
    nothing: str
    together: str
    together_unknown: str
    no_id: str
    reasons: Sentences

    def defect(self, defect: Defect, model: Definitions) -> str:
        """
        Return what is wrong, with the names of the elements.

        Raises:
            DataError: There are no words for a defect of this kind.
        """
        if defect.kind not in self.kinds:
            raise DataError(f"{defect.kind!r} is no kind of defect", hint=f"kinds are {', '.join(self.kinds)}")
        return self.kinds[defect.kind].format(", ".join(called(model, one) for one in defect.element_ids))

    def run(self, defect: Defect, model: Definitions) -> Iterator[str]:
        """Yield each step of the run that shows *defect*."""
        beginnings = set(_beginnings(defect.run, model))
        for number, step in enumerate(defect.run):
            told = (self.begins if number in beginnings else self._verb(step, model)).format(
                called(model, step.element_id)
            )
            targets = [called(model, flow.target.id) for flow in _flows(model, step.given)]
            yield f"{told} → {', '.join(targets)}" if targets else told

    def _verb(self, step: Step, model: Definitions) -> str:
        match model.get(step.element_id):
            case Activity() if step.taken:
                return self.starts
            case Activity():
                return self.ends
            case IntermediateCatchEvent() | EventBasedGateway() if step.taken and not step.given:
                return self.waits
            case Gateway():
                return self.goes_on
            case EndEvent():
                return self.reached
            case _:
                return self.happens


def _beginnings(run: Collection[Step], model: Definitions) -> Iterator[int]:
    """Yield the places of the steps that begin an instance: of pools played together there are several."""
    seen: set[Element] = set()
    for number, step in enumerate(run):
        element = model.get(step.element_id)
        above = element.process if isinstance(element, FlowNode) else element
        if above is not None and above not in seen:
            seen.add(above)
            yield number


def called(model: Definitions, element_id: str) -> str:
    """Return the name of an element for people, with its id; of a flow without a name what it joins."""
    element: Element | None = model.get(element_id)
    if element is None:
        return element_id
    if element.name not in {"", element_id}:
        return f"{_on_one_line(element.name)} ({element_id})"
    if isinstance(element, SequenceFlow):
        ends = [_on_one_line(end.name) or end.id for end in (element.source, element.target)]
        # The bold letters of titles in pictures have no arrow.
        return f"{ends[0]} – {ends[1]} ({element_id})"
    return element_id


def _on_one_line(name: str) -> str:
    return " ".join(name.split())


def _flows(model: Definitions, ids: Collection[str]) -> Iterator[SequenceFlow]:
    yield from (flow for one in ids if isinstance(flow := model.get(one), SequenceFlow))


ENGLISH_RUN = RunWords(
    kinds=MappingProxyType(
        {
            "unbounded": "tokens pile up without end: {}",
            "unsafe": "two tokens at once: {}",
            "unsafe-end": "an end is reached twice: {}",
            "deadlock": "the process gets stuck: {}",
            "livelock": "the process can never end: {}",
            "dead-activity": "this can never begin: {}",
            "message-never-sent": "the message may never come: {}",
        }
    ),
    properties=MappingProxyType(
        {
            "safe": "never two tokens at one place",
            "bounded": "tokens do not pile up",
            "option_to_complete": "it can always still end",
            "proper_completion": "no end is reached twice",
            "no_dead_activity": "every activity can begin",
        }
    ),
    answers=MappingProxyType({"holds": "yes", "broken": "NO", "unknown": "unknown"}),
    begins="{} begins the process",
    starts="{} begins",
    ends="{} ends",
    waits="waiting at {}",
    happens="{} happens",
    reached="{} is reached",
    goes_on="{} goes on",
    passed="passed; numbers are steps",
    left="a token is still here",
    named="what is wrong",
    sound="sound",
    unsound="not sound",
    unknown="not known whether it is sound",
    empty="empty, nothing to judge; it can be removed",
    nothing="the file holds no process: nothing is known",
    bound_reached="bound reached after {} states; more with --max-states",
    together="the pools together",
    together_unknown="not known whether every message between pools can come",
    no_id="a process without id",
    reasons=Sentences(),
)
VIETNAMESE_RUN = RunWords(
    kinds=MappingProxyType(
        {
            "unbounded": "lượt xử lý dồn lại không giới hạn: {}",
            "unsafe": "hai lượt xử lý cùng lúc: {}",
            "unsafe-end": "kết thúc hai lần: {}",
            "deadlock": "quy trình bị tắc: {}",
            "livelock": "quy trình không bao giờ kết thúc được: {}",
            "dead-activity": "bước không bao giờ bắt đầu được: {}",
            "message-never-sent": "thông điệp có thể không bao giờ đến: {}",
        }
    ),
    properties=MappingProxyType(
        {
            "safe": "không nơi nào có hai lượt xử lý cùng lúc",
            "bounded": "lượt xử lý không dồn lại",
            "option_to_complete": "lúc nào cũng còn đường kết thúc",
            "proper_completion": "không kết thúc hai lần",
            "no_dead_activity": "bước nào cũng có thể bắt đầu",
        }
    ),
    answers=MappingProxyType({"holds": "có", "broken": "KHÔNG", "unknown": "chưa biết"}),
    begins="{} bắt đầu quy trình",
    starts="{} bắt đầu",
    ends="{} xong",
    waits="chờ tại {}",
    happens="{} xảy ra",
    reached="đến {}",
    goes_on="{} đi tiếp",
    passed="đã đi qua; số là thứ tự bước",
    left="lượt xử lý đang ở đây",
    named="chỗ sai",
    sound="đúng đắn",
    unsound="không đúng đắn",
    unknown="chưa biết có đúng đắn hay không",
    empty="trống, không có gì để xét; có thể bỏ",
    nothing="tệp không có quy trình nào: chưa biết gì",
    bound_reached="đã xét {} trạng thái là hết giới hạn; tăng bằng --max-states",
    together="các bên cùng nhau",
    together_unknown="chưa biết mọi thông điệp giữa các bên có đến được không",
    no_id="quy trình không có mã",
    reasons=Sentences.of(
        {
            "{0}: nothing begins it": "{0}: không có gì bắt đầu quy trình",
            "{0}: the token game has no rule for a complex gateway": "{0}: chưa có quy tắc cho cổng phức hợp",
            "{0}: the token game has no rule for an implicit throw event": "{0}: chưa có quy tắc cho sự kiện phát ngầm",
            "{0}: the token game has no rule for {1}": "{0}: chưa có quy tắc cho {1}",
            "{0}: it is empty, there is nothing to judge": "{0}: trống, không có gì để xét",
            "{0}: {1} link events catch the link {2}": "{0}: có {1} sự kiện liên kết nhận liên kết {2}",
            "{0}: sub-processes stand in each other over {1} levels deep": "{0}: quy trình con lồng nhau quá {1} tầng",
            "{0}: more than {1} flows leave it that may be taken in any number": (
                "{0}: có trên {1} luồng ra có thể cùng được chọn; chia thành nhiều cổng nối tiếp"
            ),
            "{0}: the message flow joins {1}, which is not in the file": (
                "{0}: luồng thông điệp nối {1}, không có trong tệp"
            ),
            "{0}: the message flow stays in one pool": "{0}: luồng thông điệp nằm trong một bên",
            "{0}: the message flow joins {1}, which is neither a pool nor a node in one": (
                "{0}: luồng thông điệp nối {1}, không phải bên tham gia hay phần tử của một bên"
            ),
            "{0}: its process {1} is not in the file": "{0}: quy trình {1} của nó không có trong tệp",
        },
        {},
    ),
)
