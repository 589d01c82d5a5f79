"""The papers of one dossier, filled from its history: the control slip and the receipt."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import NoneType

from procflow.analysis.wording import limit_wording
from procflow.calendars import Calendar, load_calendar
from procflow.documents import Properties, word_bytes
from procflow.errors import expect
from procflow.eventlog import EntryKind, EventLog
from procflow.files import path_of, replace_file
from procflow.procedure import Procedure
from procflow.qms.appointment import Appointment, appointment_of
from procflow.qms.dossier import Component, Dossier, handed_in
from procflow.qms.fill import Filling, Texts, filled
from procflow.qms.forms import Form, FormKind, FormSet, load_forms
from procflow.qms.hand_overs import hand_overs, single_instance
from procflow.qms.slip_rows import SlipRows, outcome_text
from procflow.qms.times import day_text, instant_text

BLANK = "…………………………"
LIST_FIELDS: Mapping[str, frozenset[str]] = {
    "component": frozenset({"number", "name", "quantity"}),
    "handover": frozenset(
        {"number", "giver", "giver_person", "receiver", "receiver_person"}
        | {"at", "step", "result", "allotted", "used", "note"}
    ),
    "explanation": frozenset({"line"}),
}
_ENDED = (EntryKind.INSTANCE_COMPLETED, EntryKind.INSTANCE_TERMINATED)
_CLOCKS = frozenset(kind for kind in EntryKind if kind.value.startswith("clock-"))


@dataclass(frozen=True, slots=True)
class PaperOptions:
    """
    What papers are made with.

    Attributes:
        forms: The forms; those that come with procflow if none are given.
        circular: The circular whose forms are used; empty for those in force when the dossier was received.
        calendar: Whose office hours count for the time used, and in whose zone times are written.
        with_explanation: Whether a receipt explains its appointment date day by day.

    Raises:
        DataError: One of them is of another kind.
    """

    forms: FormSet = field(default_factory=load_forms)
    circular: str = ""
    calendar: Calendar = field(default_factory=load_calendar)
    with_explanation: bool = False

    def __post_init__(self) -> None:
        expect(self.forms, FormSet, "the forms", "pass what load_forms() returns")
        expect(self.circular, str, "the circular", "pass its number as a text, empty for the one in force")
        expect(self.calendar, Calendar, "the calendar", "pass what load_calendar() returns")


def control_slip(
    log: EventLog,
    path: str | os.PathLike[str] | None = None,
    *,
    procedure: Procedure | None = None,
    dossier: Dossier | None = None,
    options: PaperOptions | None = None,
) -> bytes:
    """
    Return the control slip (phiếu kiểm soát quá trình giải quyết hồ sơ) of one dossier as ``.docx``.

    One row for each hand-over: who gave, who received, when to the minute in local time as the history says, and
    whether the step that was handed over kept its limit.
    It can be made while the dossier runs; the rows so far are its trace.

    Args:
        log: The history of one dossier.
        path: File to write as well.
        procedure: The procedure, for its title, its code and the agencies of its steps.
        dossier: What the history does not hold.
        options: Forms, circular and calendar.

    Raises:
        DataError: The log does not hold exactly one instance, no form holds, the template names unknown fields, or an
            argument is of another kind.
        FileAccessError: The template cannot be read or the paper cannot be written.
    """
    options = _options(procedure, dossier, options)
    single_instance(log)
    texts = SlipRows(log, procedure, options.calendar)
    rows = [texts.row(number, row) for number, row in enumerate(hand_overs(log, options.calendar), start=1)]
    appointment = appointment_of(log, options.calendar.zone)
    paper = _Paper(appointment, procedure, dossier or Dossier(), options)
    return paper.write(FormKind.CONTROL_SLIP, path, _outcome(log, options.calendar), {"handover": rows})


def receipt(
    source: EventLog | Appointment,
    path: str | os.PathLike[str] | None = None,
    *,
    procedure: Procedure | None = None,
    dossier: Dossier | None = None,
    options: PaperOptions | None = None,
) -> bytes:
    """
    Return the receipt with appointment date (giấy tiếp nhận hồ sơ và hẹn trả kết quả) of one dossier as ``.docx``.

    Args:
        source: The history of one dossier, or its appointment where no instance runs.
        path: File to write as well.
        procedure: The procedure, for its title, code, limit and the documents it asks for.
        dossier: What the history does not hold.
        options: Forms, circular and calendar, and whether the date is explained day by day.

    Raises:
        DataError: The log does not hold exactly one instance, no form holds, the template names unknown fields, or an
            argument is of another kind.
        FileAccessError: The template cannot be read or the paper cannot be written.
    """
    options = _options(procedure, dossier, options)
    expect(source, (EventLog, Appointment), "the history", "pass engine.history(id), or an Appointment")
    appointment = appointment_of(source, options.calendar.zone) if isinstance(source, EventLog) else source
    lines = ("Cách tính thời gian trả kết quả:", *appointment.explanation()) if options.with_explanation else ()
    paper = _Paper(appointment, procedure, dossier or Dossier(), options)
    return paper.write(FormKind.RECEIPT, path, {}, {"explanation": [{"line": line} for line in lines]})


def _options(procedure: object, dossier: object, options: PaperOptions | None) -> PaperOptions:
    """Return the options of a paper, those by default where there are none, if what it is made of can be used."""
    expect(procedure, (Procedure, NoneType), "the procedure", "pass Procedure.of(model), or leave it out")
    expect(dossier, (Dossier, NoneType), "the dossier", "pass a Dossier, or leave it out")
    expect(options, (PaperOptions, NoneType), "the options", "pass PaperOptions, or leave them out")
    return options or PaperOptions()


@dataclass(frozen=True, slots=True)
class _Paper:
    appointment: Appointment
    procedure: Procedure | None
    dossier: Dossier
    options: PaperOptions

    def write(
        self,
        kind: FormKind,
        path: str | os.PathLike[str] | None,
        own: Texts,
        lists: Mapping[str, Sequence[Texts]],
    ) -> bytes:
        received_at = self.appointment.received_at.astimezone(self.options.calendar.zone)
        form = self.options.forms.find(kind, received_at.date(), self.options.circular)
        fields = {**self._fields(form), **own}
        filling = Filling(
            {name: value or BLANK for name, value in fields.items()} | {"form_note": form.note},
            {"component": self._components(), **lists},
            LIST_FIELDS,
        )
        template = self.options.forms.template(form)
        document = filled(template, filling, file=str(self.options.forms.folder / form.file))
        raw = word_bytes(document, self._properties(form))
        if path is not None:
            replace_file(path_of(path), raw)
        return raw

    def _fields(self, form: Form) -> dict[str, str]:
        zone, procedure, due = self.options.calendar.zone, self.procedure or Procedure(), self.appointment.due
        own = {item.name: getattr(self.dossier, item.name) for item in dataclasses.fields(Dossier)}
        del own["components"]
        return own | {
            "form_number": form.number,
            "form_circular": form.circular,
            "dossier_code": self.appointment.dossier_code,
            "procedure_code": procedure.code,
            "procedure_title": procedure.title,
            "request": self.dossier.request or procedure.title,
            "limit": limit_wording(procedure.limit).vi,
            "received_at": instant_text(self.appointment.received_at, zone),
            "received_on": day_text(self.appointment.received_at.astimezone(zone).date()),
            "due_at": instant_text(due.due_at, zone) if due is not None else "",
            "returned_at": "",
            "result": "",
            "trace_until": "",
        }

    def _components(self) -> list[Texts]:
        listed = self.dossier.components
        if listed is None:
            asked = handed_in(self.procedure or Procedure()) or ()
            listed = tuple(Component(item.name or item.id) for item in asked) or (Component(BLANK),)
        return [
            {"number": str(number), "name": item.name, "quantity": item.quantity}
            for number, item in enumerate(listed, start=1)
        ]

    def _properties(self, form: Form) -> Properties:
        code = self.appointment.dossier_code
        return Properties(
            title=f"{form.title} - {code}" if code else form.title,
            subject=self.procedure.title if self.procedure is not None else "",
            keywords=", ".join(filter(None, (code, self.procedure.code if self.procedure else ""))),
            category=f"Mẫu số {form.number}, {form.circular}",
            comments=form.note,
            at=self.appointment.received_at,
        )


def _outcome(log: EventLog, calendar: Calendar) -> dict[str, str]:
    """Return how the dossier as a whole went: when it first came in and went out, and whether it kept its limit."""
    ended = log.of(*_ENDED)
    dues = [entry.due_at for entry in log.of(*_CLOCKS) if entry.due_at is not None]
    texts = {
        "received_at": instant_text(log.entries[0].at, calendar.zone),
        "trace_until": instant_text(log.entries[-1].at, calendar.zone),
    }
    if dues:
        texts["due_at"] = instant_text(dues[-1], calendar.zone)
    if ended:
        texts["returned_at"] = instant_text(ended[-1].at, calendar.zone)
    stopped = log.of(EntryKind.CLOCK_STOPPED)
    if stopped and stopped[-1].due_at is not None:
        texts["result"] = outcome_text(stopped[-1].at, stopped[-1].due_at, calendar)
    return texts
