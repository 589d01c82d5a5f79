"""
Attach what decision tables leave out: supplement once, refusal, withdrawal and stop, apology and extension.

Each is a sound piece of BPMN that leaves the steps of the table as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from procflow.bpmn import Flavour
from procflow.calendars import LimitUnit, nominal_day_hours
from procflow.errors import TableError
from procflow.procedure import Draft, Limit, Link, Place, Procedure, draft_of, write_fields
from procflow.tables.conditions import Decision, decide, undecided
from procflow.tables.fragment_rules import Fragment, FragmentRule, fragment_rule


@dataclass(frozen=True, slots=True)
class Attachment:
    """
    A fragment at a step.

    Attributes:
        fragment: Which one.
        position: The step it follows or watches, counted from 1; a withdrawal may come during it.
        limit: How long the step that is added may take; None leaves it unknown.
        extend_by: For an apology: by how much the limit is extended, once; None leaves it as it is.
    """

    fragment: Fragment
    position: int
    limit: Limit | None = None
    extend_by: Limit | None = None


# What follows a step is inserted last first: the supplement comes before the refusal.
_ORDER = (Fragment.REFUSAL, Fragment.SUPPLEMENT_ONCE, Fragment.APOLOGY, Fragment.WITHDRAWAL)


def draft_with(
    procedure: Procedure, attachments: Sequence[Attachment], *, on: date | None = None, flavour: Flavour = "camunda8"
) -> Draft:
    """
    Return the draft of a model of *procedure* with fragments; ``build()`` of it gives the laid-out model.

    A condition in the words of a step that gets a supplement or a refusal counts as drawn.

    Args:
        procedure: As imported.
        attachments: What to attach where, in any order.
        on: Day whose law gives forms and periods; None for the newest known.
        flavour: For which Camunda the file is.

    Raises:
        TableError: There is no such step, a fragment is attached to it twice, or an apology has no limit to watch.
        ModelError: The procedure has no steps.
    """
    _check(procedure, attachments)
    for attachment in attachments:
        branches = attachment.fragment in {Fragment.SUPPLEMENT_ONCE, Fragment.REFUSAL}
        if branches and attachment.position in undecided(procedure):
            procedure = decide(procedure, attachment.position, Decision.DRAWN)
    draft = draft_of(procedure, flavour)
    withdrawn = sorted(item.position for item in attachments if item.fragment is Fragment.WITHDRAWAL)
    for attachment in sorted(attachments, key=lambda item: (_ORDER.index(item.fragment), item.position)):
        rule = fragment_rule(attachment.fragment, on)
        place = _Place(draft, attachment, rule, draft.lanes[attachment.position - 1])
        if attachment.fragment is Fragment.SUPPLEMENT_ONCE:
            place.add_supplement()
        elif attachment.fragment is Fragment.REFUSAL:
            place.add_refusal()
        elif attachment.fragment is Fragment.APOLOGY:
            place.add_apology(_watched(procedure, attachment.position))
        elif attachment.position == withdrawn[0]:
            place.add_withdrawal(withdrawn)
    return draft


@dataclass(frozen=True, slots=True)
class _Place:
    """A step of a draft to which something is attached."""

    draft: Draft
    attachment: Attachment
    rule: FragmentRule
    lane: str

    @property
    def position(self) -> int:
        return self.attachment.position

    @property
    def step(self) -> str:
        return self.draft.steps[self.position - 1]

    def add_supplement(self) -> None:
        """After the step: complete, or asked once for what is missing; the clock starts anew when it comes."""
        rest = self._cut()
        asked = self._gateway("Complete", "Hồ sơ đầy đủ, hợp lệ?")
        join = self._gateway("Completed", "")
        request = self._task(
            "Supplement",
            "Yêu cầu bổ sung (một lần)",
            "Hướng dẫn bằng văn bản một lần, đầy đủ nội dung cần bổ sung.",
            contact=True,
        )
        received = self.draft.builder.add(
            "intermediateCatchEvent",
            "Đã nhận bổ sung",
            id=self._id("Supplemented"),
            lane=self.lane,
            event=("message", "Hồ sơ bổ sung"),
            properties={"pf.clock": "restart"},
        )
        check = self._task(
            "Check_again", "Tiếp nhận hồ sơ bổ sung", "Kiểm tra phần bổ sung; không yêu cầu bổ sung lần hai.", form=""
        )
        self._link(self.step, asked)
        self._link(asked, join, "Đầy đủ", condition=f"ho_so_day_du_{self.position} = true")
        self._link(asked, request, "Còn thiếu", default=True)
        self._link(self._closing_gateway(request), received)
        self._link(received, check)
        self._link(check, join)
        self._resume(join, rest)

    def _closing_gateway(self, request: str) -> str:
        """Let silence close the dossier, where the law says after how many days; return what waits for the answer."""
        days = self.rule.close_after_working_days
        if days is None:
            return request
        wait = self.draft.builder.add("eventBasedGateway", id=self._id("Wait"), lane=self.lane)
        limit = Limit(value=Decimal(days), unit=LimitUnit.WORKING_DAY)
        silence = self.draft.builder.add(
            "intermediateCatchEvent",
            f"Quá {days} ngày làm việc",
            id=self._id("Silence"),
            lane=self.lane,
            event=("timer", f"P{days}D"),
            properties=write_fields({"limit": limit}, Place.EVENT),
        )
        self._link(request, wait)
        self._link(wait, silence)
        self._link(silence, self._end("Closed", "Đóng hồ sơ"))
        return wait

    def add_refusal(self) -> None:
        """After the step: the conditions are met, or the dossier is refused with reasons."""
        rest = self._cut()
        asked = self._gateway("Eligible", "Đủ điều kiện giải quyết?")
        refuse = self._task(
            "Refuse", "Thông báo từ chối giải quyết", "Nêu rõ lý do từ chối bằng văn bản.", contact=True
        )
        self._link(self.step, asked)
        self._link(asked, refuse, "Không đủ", default=True)
        self._link(refuse, self._end("Refused", "Đã từ chối"))
        self._resume(asked, rest, "Đủ điều kiện", f"du_dieu_kien_{self.position} = true")

    def add_withdrawal(self, positions: Sequence[int]) -> None:
        """During the steps: the applicant withdraws, work stops, and so does the clock."""
        stop = self._task(
            "Stop", "Thông báo dừng giải quyết", "Dừng giải quyết theo yêu cầu của người nộp hồ sơ.", contact=True
        )
        entry = self._gateway("Withdrawn", "") if len(positions) > 1 else stop
        for position in positions:
            step = self.draft.steps[position - 1]
            event = self.draft.builder.add(
                "boundaryEvent",
                "Rút hồ sơ",
                id=f"Withdrawal_{position}",
                attached_to=step,
                event=("message", "Yêu cầu rút hồ sơ"),
                properties={"pf.clock": "stop"},
            )
            self._link(event, entry)
        if entry != stop:
            self._link(entry, stop)
        self._link(stop, self._end("Stopped", "Đã dừng theo yêu cầu"))

    def add_apology(self, watched: Limit) -> None:
        """When the limit of the step is reached: apologise and give a new day, once; the step goes on."""
        late = self.draft.builder.add(
            "boundaryEvent",
            "Đến hạn mà chưa xong",
            id=self._id("Late"),
            attached_to=self.step,
            cancel_activity=False,
            event=("timer", _nominal(watched)),
            properties=write_fields({"limit": watched}, Place.EVENT),
        )
        apology = self._task(
            "Apology", "Xin lỗi, hẹn lại (một lần)", "Gửi phiếu xin lỗi và hẹn lại ngày trả kết quả.", contact=True
        )
        self._link(late, apology)
        last, extend_by = apology, self.attachment.extend_by
        if extend_by is not None:
            last = self.draft.builder.add(
                "intermediateThrowEvent",
                "Đã hẹn lại",
                id=self._id("Extended"),
                lane=self.lane,
                properties={"pf.clock": "extend", **write_fields({"limit": extend_by}, Place.EVENT)},
            )
            self._link(apology, last)
        self._link(last, self._end("Apologised", "Đã xin lỗi"))

    def _id(self, name: str) -> str:
        return f"{name}_{self.position}"

    def _task(self, name: str, label: str, content: str, *, contact: bool = False, form: str | None = None) -> str:
        number = self.rule.form if form is None else form
        basis = self.rule.basis
        fields = {
            "limit": self.attachment.limit,
            "forms": (number,) if number else None,
            "legal_basis": (basis,),
            "locked": True,
            "locked_basis": basis,
            "contact": contact or None,
        }
        return self.draft.builder.add(
            "userTask",
            label,
            id=self._id(name),
            lane=self.lane,
            properties=write_fields(fields, Place.STEP),
            documentation=content,
        )

    def _gateway(self, name: str, label: str) -> str:
        return self.draft.builder.add("exclusiveGateway", label, id=self._id(name), lane=self.lane)

    def _end(self, name: str, label: str) -> str:
        return self.draft.builder.add("endEvent", label, id=self._id(name), lane=self.lane)

    def _link(
        self, source: str, target: str, name: str = "", *, condition: str | None = None, default: bool = False
    ) -> None:
        self.draft.links.append(Link(source, target, name, condition, default))

    def _cut(self) -> list[Link]:
        """Take the flows out of the step and return them."""
        rest = [link for link in self.draft.links if link.source == self.step]
        self.draft.links[:] = [link for link in self.draft.links if link.source != self.step]
        return rest

    def _resume(self, source: str, rest: Sequence[Link], name: str = "", condition: str | None = None) -> None:
        """Let what followed the step follow *source*."""
        for link in rest:
            changed = replace(link, source=source)
            self.draft.links.append(changed if condition is None else replace(changed, name=name, condition=condition))


def _check(procedure: Procedure, attachments: Sequence[Attachment]) -> None:
    seen: set[tuple[Fragment, int]] = set()
    for attachment in attachments:
        position, key = attachment.position, (attachment.fragment, attachment.position)
        if not 1 <= position <= len(procedure.steps):
            raise TableError(
                f"there is no step {position}", hint=f"the procedure has {len(procedure.steps)}", position=position
            )
        if key in seen:
            raise TableError(f"{attachment.fragment} is attached to step {position} twice", hint="attach it once")
        seen.add(key)


def _watched(procedure: Procedure, position: int) -> Limit:
    limit = procedure.steps[position - 1].limit
    if limit is None or limit.value is None:
        raise TableError(
            f"step {position} has no limit in days or hours that an apology could follow",
            hint="attach it to a step with a limit",
            position=position,
        )
    return limit


def _nominal(limit: Limit) -> str:
    """Return the ISO duration that other tools read; procflow counts ``pf.limit`` on the legal clock."""
    value = limit.value or 0
    if limit.unit is not LimitUnit.HOUR and value == int(value):
        return f"P{int(value)}D"
    hours = value if limit.unit is LimitUnit.HOUR else value * nominal_day_hours()
    minutes = int(hours * 60)
    return f"PT{minutes // 60}H" if minutes % 60 == 0 else f"PT{minutes}M"
