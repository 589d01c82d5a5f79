"""What tables leave out, attached on request: sound, drawn, with the law of the day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from procflow import lint
from procflow.bpmn import Definitions, read, write
from procflow.errors import TableError
from procflow.procedure import Limit, LimitUnit, Procedure, Step
from procflow.tables import Attachment, Fragment, draft_with, fragment_rule


def days(value: str) -> Limit:
    """Return a limit in working days."""
    return Limit(value=Decimal(value), unit=LimitUnit.WORKING_DAY)


STEPS = (
    Step(content="Tiếp nhận; nếu thiếu thì hướng dẫn", performer="Một cửa", limit=days("0.5"), has_condition=True),
    Step(content="Thẩm định", performer="Chuyên viên", limit=days("2")),
    Step(content="Ký", performer="Lãnh đạo", limit=Limit(value=Decimal(4), unit=LimitUnit.HOUR)),
    Step(content="Trả kết quả", performer="Một cửa", limit=Limit(value=Decimal("0.01"), unit=LimitUnit.DAY_UNSTATED)),
)
PROCEDURE = Procedure(code="1.000001", title="Cấp phép", steps=STEPS)
ALL = (
    Attachment(Fragment.REFUSAL, 1),
    Attachment(Fragment.SUPPLEMENT_ONCE, 1),
    Attachment(Fragment.REFUSAL, 2, limit=days("1")),
    Attachment(Fragment.WITHDRAWAL, 3),
    Attachment(Fragment.WITHDRAWAL, 2),
    Attachment(Fragment.APOLOGY, 2, extend_by=days("2")),
    Attachment(Fragment.APOLOGY, 3),
    Attachment(Fragment.APOLOGY, 4),
)


def model(*attachments: Attachment, on: date | None = None, procedure: Procedure = PROCEDURE) -> Definitions:
    """Return the model with fragments, written and read again."""
    return read(write(draft_with(procedure, attachments, on=on).build()))


def targets(found: Definitions, element: str) -> set[str]:
    """Return where the flows of an element lead."""
    return {flow.target.id for flow in found.processes[0].sequence_flows if flow.source.id == element}


@pytest.mark.parametrize("attachments", [(one,) for one in ALL] + [ALL, ()])
def test_model_is_sound_and_can_be_run(attachments: tuple[Attachment, ...]) -> None:
    """With any fragment, and with all, the model breaks no rule of correctness and none of running it."""
    found = [
        finding
        for finding in lint(model(*attachments))
        if finding.severity == "error" and not finding.rule.endswith("required") and finding.rule != "branch-to-draw"
    ]

    assert [] == found


def test_supplement_is_asked_once() -> None:
    """What is missing is asked for once: no way leads back to asking, and the clock starts anew when it comes."""
    found = model(Attachment(Fragment.SUPPLEMENT_ONCE, 1))

    assert {"Completed_1"} == targets(found, "Check_again_1")
    assert {"Step_2"} == targets(found, "Completed_1")
    assert "restart" == found.element("Supplemented_1").properties["pf.clock"]
    assert "15" == found.element("Silence_1").properties["pf.limit.value"]


def test_supplement_without_a_known_day_of_closing_only_waits() -> None:
    """Where the law of the day says no period, silence closes nothing."""
    found = model(Attachment(Fragment.SUPPLEMENT_ONCE, 1), on=date(2024, 1, 2))

    assert {"Supplemented_1"} == targets(found, "Supplement_1")
    assert found.get("Silence_1") is None


def test_supplement_comes_before_refusal() -> None:
    """At one step the dossier is completed first and judged then, in whatever order they were asked for."""
    found = model(*ALL[:2])

    assert {"Complete_1"} == targets(found, "Step_1")
    assert {"Eligible_1"} == targets(found, "Completed_1")
    assert {"Refuse_1", "Step_2"} == targets(found, "Eligible_1")


def test_condition_of_the_step_counts_as_drawn() -> None:
    """A step that gets its branch is open no more; without fragment it stays open."""
    drawn, open_still = (
        found.element("Step_1").properties.get("pf.condition_to_draw")
        for found in (model(Attachment(Fragment.REFUSAL, 1)), model(Attachment(Fragment.APOLOGY, 1)))
    )

    assert (None, "true") == (drawn, open_still)


def test_withdrawal_stops_the_clock_during_each_step() -> None:
    """Two steps share one notice; one step needs no gateway before it."""
    two, one = model(*ALL[3:5]), model(ALL[3])

    assert [{"Withdrawn_2"}, {"Withdrawn_2"}, {"Stop_2"}] == [
        targets(two, name) for name in ("Withdrawal_2", "Withdrawal_3", "Withdrawn_2")
    ]
    assert {"Stop_3"} == targets(one, "Withdrawal_3")
    assert "stop" == two.element("Withdrawal_2").properties["pf.clock"]


def test_apology_lets_the_step_go_on() -> None:
    """The event watches the limit of the step, does not interrupt it, and extends the limit if that is asked for."""
    found = model(*ALL[5:])
    events = {event.id: event for event in found.elements() if event.kind == "boundaryEvent"}

    assert ["false"] * 3 == [event.node.get("cancelActivity") for event in events.values()]
    assert [("2", "working-day"), ("4", "hour")] == [
        (events[name].properties["pf.limit.value"], events[name].properties["pf.limit.unit"])
        for name in ("Late_2", "Late_3")
    ]
    assert ("extend", "2") == tuple(
        found.element("Extended_2").properties[name] for name in ("pf.clock", "pf.limit.value")
    )
    assert ["P2D", "PT4H", "PT4M"] == ["".join(event.node.itertext()).split()[-1] for event in events.values()]


def test_added_steps_name_form_and_law_of_the_day() -> None:
    """Number of the form and article follow the day; what a step may take is unknown unless it is said."""
    old, new = (model(*ALL[2:4], on=day) for day in (date(2025, 6, 30), date(2025, 7, 1)))

    assert [None, "05"] == [found.element("Stop_3").properties.get("pf.forms") for found in (old, new)]
    assert ["61/2018", "118/2025"] == [
        found.element("Refuse_2").properties["pf.locked.basis"].split()[2].removesuffix("/NĐ-CP")
        for found in (old, new)
    ]
    assert ("1", None) == (
        new.element("Refuse_2").properties.get("pf.limit.value"),
        new.element("Stop_3").properties.get("pf.limit.value"),
    )


def test_added_step_stands_in_the_lane_of_its_step() -> None:
    """Who performs the step performs what is added, an unnamed performer too."""
    nobody = PROCEDURE.model_copy(update={"steps": (*STEPS[:3], STEPS[3].model_copy(update={"performer": ""}))})
    found = model(Attachment(Fragment.REFUSAL, 2), Attachment(Fragment.REFUSAL, 4), procedure=nobody)
    lanes = {node.id: node.lane for node in found.processes[0].flow_nodes}

    assert lanes["Step_2"] is lanes["Refuse_2"]
    assert lanes["Step_4"] is lanes["Refuse_4"]
    assert lanes["Step_2"] is not lanes["Step_4"]


@pytest.mark.parametrize(
    ("attachments", "on", "words"),
    [
        ((Attachment(Fragment.REFUSAL, 5),), None, "no step 5"),
        ((Attachment(Fragment.REFUSAL, 0),), None, "no step 0"),
        ((Attachment(Fragment.REFUSAL, 1),) * 2, None, "twice"),
        ((Attachment(Fragment.REFUSAL, 1),), date(2010, 1, 1), "no rules"),
    ],
)
def test_impossible_attachments_are_refused(attachments: tuple[Attachment, ...], on: date | None, words: str) -> None:
    """A step that is not there, a fragment attached twice, a day without known law: each is refused."""
    with pytest.raises(TableError, match=words) as caught:
        model(*attachments, on=on)

    assert caught.value.hint


@pytest.mark.parametrize("limit", [None, Limit(unit=LimitUnit.OFFICE_HOURS)])
def test_apology_needs_a_limit_to_watch(limit: Limit | None) -> None:
    """A step without a number of days or hours has nothing to be late for."""
    procedure = Procedure(steps=(Step(content="Ký", performer="Lãnh đạo", limit=limit),))
    with pytest.raises(TableError, match="no limit"):
        model(Attachment(Fragment.APOLOGY, 1), procedure=procedure)


def test_rules_say_where_they_are_from() -> None:
    """Each version names its source and whether the official text was seen."""
    rule = fragment_rule(Fragment.APOLOGY)

    assert ("04", "Nghị định 118/2025/NĐ-CP; Thông tư 03/2025/TT-VPCP", False) == (
        rule.form,
        rule.source,
        rule.official_text_seen,
    )
