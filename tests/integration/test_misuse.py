"""What is handed in for something else is refused at the front door, with what to pass instead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

import procflow as pf
from procflow.bpmn import (
    Builder,
    Definitions,
    Element,
    assignment,
    change_type,
    layout,
    read,
    set_condition,
    set_documentation,
    set_name,
    set_property,
)
from procflow.bpmn.structure import dominators, loops, regions
from procflow.calendars import (
    ClockEvent,
    LegalClock,
    LimitUnit,
    Period,
    due,
    explain,
    last_day_before,
    latest_before,
    load_calendar,
)
from procflow.calendars.working_time import CutOff
from procflow.clock import FrozenClock, aware
from procflow.errors import CalendarError, DataError, Location
from procflow.eventlog import EventLog
from procflow.lint import read_settings, settings_near
from procflow.procedure import draft_of, element_templates, folded, join_list, limit_of, split_list
from procflow.procedure.further_limits import further_limits
from procflow.qms import (
    Component,
    Dossier,
    PaperOptions,
    control_slip,
    coverage,
    procedure_document,
    receipt,
)
from procflow.qms.hand_overs import hand_overs
from procflow.render import Changed, changes_svg, diff_svg, run_svg

TEXT = (
    b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p" isExecutable="true">'
    b'<startEvent id="s"/><endEvent id="e"/><sequenceFlow id="f" sourceRef="s" targetRef="e"/></process></definitions>'
)
NOTHING: Any = None
AT = datetime(2026, 1, 5, 8, tzinfo=UTC)
DAYS = Period.parse("5wd")


def _model() -> Definitions:
    return read(TEXT)


def _element() -> Element:
    return _model().element("s")


def _history() -> EventLog:
    with pf.Engine("sqlite://") as engine:
        engine.deploy(_model())
        return engine.history(engine.start("p", by="lan").id)


def _engine(use: Callable[[pf.Engine], object]) -> None:
    with pf.Engine("sqlite://") as engine:
        use(engine)


@pytest.mark.parametrize(
    "misuse",
    [
        pf.lint,
        pf.graph,
        pf.read,
        pf.write,
        pf.render,
        pf.import_table,
        pf.Procedure.of,
        lambda none: pf.write(none, "x.bpmn"),
        lambda none: pf.render(none, "x.svg"),
        lambda none: pf.compare(none, _model()),
        lambda none: pf.compare(_model(), none),
        lambda none: pf.compare(_model(), _model(), rounding=none),
        lambda none: pf.compare(_model(), _model(), decimals=none),
        lambda none: pf.lint(_model(), [none]),
        lambda none: _engine(lambda engine: engine.deploy(none)),
        lambda none: due(none, DAYS, load_calendar()),
        lambda none: due(AT, none, load_calendar()),
        lambda none: due(AT, DAYS, none),
        lambda none: latest_before(none, DAYS, load_calendar()),
        lambda none: last_day_before(none, load_calendar()),
        lambda none: load_calendar().is_working_day(none),
        lambda none: FrozenClock(AT).advance(none),
        lambda none: LegalClock(load_calendar()).state(none),
        Period.parse,
        explain,
        split_list,
        join_list,
        lambda none: join_list((none,)),
        lambda none: further_limits(none, Location()),
        lambda none: further_limits((none,), Location()),
        lambda none: further_limits((), none),
        control_slip,
        receipt,
        lambda none: hand_overs(none, load_calendar()),
        lambda none: hand_overs(_history(), none),
        lambda none: Dossier(applicant=none),
        Component,
        lambda none: PaperOptions(forms=none),
        lambda none: set_name(none, "x"),
        regions,
        loops,
        dominators,
        settings_near,
        read_settings,
        lambda none: diff_svg(none, _model(), pf.diff(_model(), _model())),
        lambda none: diff_svg(_model(), _model(), none),
        lambda none: changes_svg(_model(), none, Changed()),
        lambda none: run_svg(_model(), none),
        assignment,
        limit_of,
        draft_of,
        folded,
        lambda none: layout(_model(), effort=none),
        lambda none: Builder(none, "P"),
        lambda none: Builder("p", none),
        lambda none: Builder("p", "P").add(none),
        lambda none: Builder("p", "P").lane(none),
        lambda none: Builder("p", "P").flow(none, "x"),
        lambda none: Builder("p", "P").add("userTask", groups=none),
        lambda none: set_property(none, "x", "x"),
        lambda none: set_property(_element(), none, "5"),
        aware,
        FrozenClock,
    ],
)
def test_nothing_is_no_argument(misuse: Callable[[Any], object]) -> None:
    """None for what must be given is a DataError with what to pass."""
    with pytest.raises(DataError, match="cannot be None") as caught:
        misuse(NOTHING)

    assert caught.value.hint


@pytest.mark.parametrize(
    ("misuse", "message"),
    [
        (lambda: pf.lint(_model().processes[0]), "the model cannot be of type Process"),  # type: ignore[arg-type]
        (lambda: pf.lint(_model(), 5), "what to check cannot be of type int"),  # type: ignore[arg-type]
        (lambda: pf.write(_model(), 5), "the path of a file cannot be of type int"),  # type: ignore[arg-type]
        (lambda: pf.Engine("sqlite://", clock=5), "the clock cannot be of type int"),  # type: ignore[arg-type]
        (lambda: pf.Engine("sqlite://", clock=0), "the clock cannot be of type int"),  # type: ignore[arg-type]
        (lambda: pf.Engine("sqlite://", calendar="vn"), "the calendar cannot be of type str"),  # type: ignore[arg-type]
        (lambda: _engine(lambda engine: engine.run_due(5)), "the instant cannot be of type int"),  # type: ignore[arg-type]
        (lambda: load_calendar().with_cut_off("15:00"), "the cut-off cannot be of type str"),  # type: ignore[arg-type]
        (lambda: FrozenClock(AT).advance(5), "the time to advance by cannot be of type int"),  # type: ignore[arg-type]
        (lambda: Period.parse(5), "the text of a period cannot be of type int"),  # type: ignore[arg-type]
        (lambda: Period.parse(b"5wd"), "the text of a period cannot be of type bytes"),  # type: ignore[arg-type]
        (lambda: Period.parse([]), "the text of a period cannot be of type list"),  # type: ignore[arg-type]
        (lambda: Period(5, LimitUnit.HOUR), "the value of a limit cannot be of type int"),  # type: ignore[arg-type]
        (lambda: LegalClock(load_calendar()).state(["x"]), "an event of the clock cannot be of type str"),  # type: ignore[list-item]
        (lambda: control_slip("x"), "the history cannot be of type str"),  # type: ignore[arg-type]
        (lambda: control_slip(_history(), procedure="x"), "the procedure cannot be of type str"),  # type: ignore[arg-type]
        (lambda: control_slip(_history(), options=5), "the options cannot be of type int"),  # type: ignore[arg-type]
        (lambda: control_slip(_history(), dossier="x"), "the dossier cannot be of type str"),  # type: ignore[arg-type]
        (lambda: Dossier(applicant=5), "applicant of the dossier cannot be of type int"),  # type: ignore[arg-type]
        (lambda: Dossier(components=("Đơn",)), "a component of the dossier cannot be of type str"),  # type: ignore[arg-type]
        (lambda: coverage(_model(), _history(), language="fr"), "no text is written in 'fr'"),  # type: ignore[arg-type]
        (lambda: coverage(_model(), "x"), "the history cannot be of type str"),  # type: ignore[arg-type]
        (lambda: procedure_document(_model(), decided=5), "what was decided cannot be of type int"),  # type: ignore[arg-type]
        (lambda: procedure_document(_model(), language="fr"), "no text is written in 'fr'"),  # type: ignore[arg-type]
        (lambda: set_name(_element(), 5), "the name cannot be of type int"),  # type: ignore[arg-type]
        (lambda: set_property(_element(), "pf.limit.value", 5), "the value of a property cannot be of type int"),  # type: ignore[arg-type]
        (lambda: set_property(_element(), "", "x"), "a property has a name"),
        (lambda: set_property(_element(), "a\nb", "x"), "nb' cannot be the name of a property"),
        (lambda: set_property(_element(), " a", "x"), "' a' cannot be the name of a property"),
        (lambda: set_condition(_model().element("f"), 5), "the condition cannot be of type int"),  # type: ignore[arg-type]
        (lambda: change_type(_model().element("s"), []), "the new type cannot be of type list"),  # type: ignore[arg-type]
        (lambda: pf.soundness(_model(), max_states="x"), "the bound on states cannot be of type str"),  # type: ignore[arg-type]
        (lambda: pf.lint(_model(), settings="x"), "the settings cannot be of type str"),  # type: ignore[arg-type]
        (lambda: pf.render(_model(), title=5), "the title cannot be of type int"),  # type: ignore[arg-type]
        (lambda: pf.render(_model(), overlays=5), "the overlays cannot be of type int"),  # type: ignore[arg-type]
        (lambda: pf.render(_model(), engine=[]), "draws pictures"),  # type: ignore[arg-type]
        (lambda: element_templates("camunda9"), "there are no templates for 'camunda9'"),  # type: ignore[arg-type]
        (lambda: Builder("p", "P").add("task", 5), "a name cannot be of type int"),  # type: ignore[arg-type]
        (lambda: Builder("p", "P").add("task", id=5), "the id of an element cannot be of type int"),  # type: ignore[arg-type]
        (lambda: Builder("p", "P").add("endEvent", event="message"), "the event cannot be of type str"),  # type: ignore[arg-type]
        (lambda: Builder("p", "P").add("endEvent", event=()), "an event waits for something"),  # type: ignore[arg-type]
        (lambda: Builder("p", "P").add("endEvent", event=("message", 5)), "a part of the event cannot be of type int"),  # type: ignore[arg-type]
        (lambda: Builder("p", "P").add("userTask", groups="mot-cua"), "the groups cannot be of type str"),
        (lambda: Builder("p", "P").add("task", properties={"a\nb": "x"}), "cannot be the name of a property"),
        (lambda: Builder("p", "P").add("task", properties="x"), "the properties cannot be of type str"),  # type: ignore[arg-type]
        (lambda: Builder("p", "P").add("task", documentation=5), "a text of the file cannot be of type int"),  # type: ignore[arg-type]
    ],
)
def test_another_kind_is_no_argument(misuse: Callable[[], object], message: str) -> None:
    """An argument of another kind is told by what it is for and what it is."""
    with pytest.raises(DataError, match=message):
        misuse()


@pytest.mark.parametrize("nothing", [None, ""])
@pytest.mark.parametrize(
    "put",
    [
        lambda model, text: set_name(model.element("s"), text),
        lambda model, text: set_documentation(model.element("s"), text),
        lambda model, text: set_property(model.element("s"), "a", text),
        lambda model, text: set_condition(model.element("g"), text),
    ],
)
def test_nothing_takes_away_what_there_is(put: Callable[[Definitions, str | None], None], nothing: str | None) -> None:
    """A name, a documentation, a property or a condition goes where None or an empty text is set in its place."""
    model = read(
        TEXT.replace(b"</process>", b'<task id="t"/><sequenceFlow id="g" sourceRef="t" targetRef="e"/></process>')
    )
    before = pf.write(model)
    put(model, "x")
    changed = pf.write(model)
    put(model, nothing)

    assert before != changed
    assert before == pf.write(model)


def test_nothing_is_written_of_what_is_no_model(tmp_path: Path) -> None:
    """A refused model leaves no file."""
    with pytest.raises(DataError):
        pf.write(NOTHING, tmp_path / "x.bpmn")

    assert [] == list(tmp_path.iterdir())


def test_a_process_can_be_a_graph() -> None:
    """Where one process will do, it is taken."""
    assert {"s", "e"} == set(pf.graph(_model().processes[0]))


def test_a_cut_off_has_no_zone_of_its_own() -> None:
    """A cut-off with a time zone is refused, since the calendar has one."""
    with pytest.raises(CalendarError, match="has a time zone"):
        load_calendar().with_cut_off(time(15, tzinfo=UTC))


def test_a_calendar_may_have_no_cut_off() -> None:
    """None stands for no cut-off."""
    assert None is load_calendar().with_cut_off(None).cut_off_on(date(2026, 1, 5))
    assert None is CutOff(None, date.min, None, "", official_text_seen=False).at


def test_time_does_not_run_backward() -> None:
    """Advancing by less than nothing is refused and leaves the clock where it stands."""
    clock = FrozenClock(AT)
    with pytest.raises(CalendarError, match="cannot advance by -1 day"):
        clock.advance(timedelta(days=-1))

    assert clock.now() == AT


def test_a_legal_clock_needs_a_calendar() -> None:
    """A clock without calendar refuses its first event."""
    with pytest.raises(DataError, match="the calendar cannot be None"):
        LegalClock(NOTHING).state([ClockEvent("start", AT, DAYS)])
