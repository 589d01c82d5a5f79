"""The report, and the walk that makes its dossier."""

from __future__ import annotations

import dataclasses
import html
import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from procflow.analysis import Unknown, load_targets, load_tariffs
from procflow.bpmn import FlowNode, read
from procflow.calendars import load_calendar
from procflow.clock import FrozenClock
from procflow.engine import Engine, OpenTask, PendingTimer
from procflow.errors import DataError, EnvironmentMissing, FileAccessError, IncidentError
from procflow.eventlog import EntryKind
from procflow.lint import lint
from procflow.procedure import Limit, LimitUnit, Procedure, Step
from procflow.quantity import Quantity
from procflow.report import demo as demo_module
from procflow.report import shipped
from procflow.report.content import Card, Content
from procflow.report.demo import Demo, run_demo
from procflow.report.demo_words import DEMO_WORDS
from procflow.report.html import html_report, local_time
from procflow.report.parts import Texts
from procflow.report.shipped import pairs_in, shipped_models
from procflow.report.walkthrough import GivenAnswers, Question, Walkthrough, conditions_after, message_names
from procflow.report.words import ENGLISH, VIETNAMESE
from procflow.simplify import compare, judge
from procflow.tables import SumCheck, read_table
from procflow.tables.imported import Verdict
from procflow.wording import Language, Wording
from tests.diagrams import diagram
from tests.support import MODELS

NOON = datetime(2026, 1, 5, 5, 0, tzinfo=UTC)
VI, EN = Texts(VIETNAMESE, load_calendar()), Texts(ENGLISH, load_calendar())


@pytest.fixture(scope="module")
def demos(tmp_path_factory: pytest.TempPathFactory) -> dict[Language, Demo]:
    """Return the demonstration in both languages, which said each part as it came."""
    languages: tuple[Language, ...] = ("vi", "en")
    said: list[str] = []
    made = {
        language: run_demo(tmp_path_factory.mktemp(language) / "out", language=language, progress=said.append)
        for language in languages
    }
    assert 2 * len(set(said)) == len(said) == 12
    return made


def _walk(raw: bytes, answers: GivenAnswers, **data: object) -> list[str]:
    """Walk the first process of a file and return the status after each step."""
    model, clock = read(raw), FrozenClock(NOON)
    with Engine("sqlite://", clock=clock) as engine:
        walk = Walkthrough(engine, clock, model, answers, {"so": "Nguyễn Văn An"})
        return [instance.status for instance in walk.run(engine.deploy(model).key, data, by="lan")]


def test_nothing_of_a_model_becomes_markup() -> None:
    """A label with markup in it is text in the report."""
    evil = "<script>alert('Sở')</script>"
    page = html_report(Content(evil, NOON, cards=(Card(evil, evil),), notes=(evil,), lint=((evil, "0", "0", evil),)))

    assert "<script" not in page
    assert 7 == page.count("&lt;script&gt;")


def test_empty_parts_have_no_heading() -> None:
    """A report without table, dossier and papers names none of them, in either language."""
    for language, words in (("vi", VIETNAMESE), ("en", ENGLISH)):
        page = html_report(Content("Báo cáo", NOON), language)  # type: ignore[arg-type]  # one of the two

        assert all(text not in page for text in (words.table, words.dossier, words.coverage, words.files))
        assert f'lang="{language}"' in page


def test_both_languages_have_all_words() -> None:
    """Every heading and column is there in both languages, and each differs."""
    for field in dataclasses.fields(ENGLISH):
        english, vietnamese = getattr(ENGLISH, field.name), getattr(VIETNAMESE, field.name)

        assert len(english) == len(vietnamese) or isinstance(english, str)
        assert english != vietnamese


def test_times_are_local() -> None:
    """An instant is written as the clock on the wall in Viet Nam shows it."""
    assert "12:00 05/01/2026" == local_time(NOON)


def test_numbers_are_written_as_in_the_language() -> None:
    """Vietnamese parts thousands with points and decimals with a comma."""
    figure = Quantity(Decimal("1234567.5"), "VND/year", "effort")

    assert ("1.234.567,5 đồng/năm", "1,234,567.5 VND/year") == (VI.figure(figure), EN.figure(figure))


def test_what_is_not_known_is_said_so() -> None:
    """A figure that is not known is never a number."""
    assert ("chưa tính được", "not computable") == tuple(texts.figure(Unknown(Wording("x", "y"))) for texts in (VI, EN))


@pytest.mark.parametrize(
    ("limit", "text"),
    [
        (Limit(value=Decimal("2.5"), unit=LimitUnit.WORKING_DAY), "2,5 ngày làm việc"),
        (Limit(unit=LimitUnit.NONE_SET), "không quy định"),
        (Limit(text="theo thông báo"), "theo thông báo"),
        (None, ""),
    ],
)
def test_limits_are_written_out(limit: Limit | None, text: str) -> None:
    """A limit reads as a person writes it."""
    assert text == VI.limit(limit)


@pytest.mark.parametrize("texts", [VI, EN])
def test_a_twin_tells_each_change(texts: Texts) -> None:
    """Removed and changed steps stand in the table of changes, with both values."""
    old, new = MODELS / "bo-sung-lay-y-kien.bpmn", MODELS / "bo-sung-lay-y-kien.to-be.bpmn"
    part = texts.twin(compare(old, new, tariff=40_000), read(old), read(new))
    words = texts.words

    assert ("Kiểm tra của Văn phòng Sở", words.removed, "Văn phòng Sở") == part.changes[0]
    assert any("TP1, TP2 → TP1" in details for _, what, details in part.changes if what == words.changed)
    assert part.derivation_before[-1].endswith("đồng/năm" if texts is VI else "VND/year")


def test_added_and_renamed_steps_are_told() -> None:
    """A new step is added; a changed name, duty or lock shows both values."""
    old = Procedure.of(read(MODELS / "cap-lai-giay-phep.bpmn"))
    first = old.steps[0].model_copy(update={"name": "Nhận hồ sơ", "duty": "review", "locked": None})
    new = old.model_copy(
        update={"steps": (first, *old.steps[1:], first.model_copy(update={"element_id": "X", "name": "Y"}))}
    )
    model = read(MODELS / "cap-lai-giay-phep.bpmn")
    part = VI.twin(compare(old, new), model, model)

    assert ("Y", "thêm mới", "Công chức Một cửa") in part.changes
    assert any("thẩm định, kiểm tra" in details and "→ ?" in details for _, _, details in part.changes)


def test_targets_show_every_denominator() -> None:
    """A row for each denominator, and notes that name what is counted and what is unknown."""
    found = [compare(old, new, tariff=40_000) for old, new in pairs_in(MODELS)]
    part = VI.target(judge(found, "internal", denominators={"đã công bố": 321}))

    assert any("321 thủ tục (đã công bố)" in row for row in part.rows)
    assert part.notes[0].startswith("Thủ tục được xét (4)")
    assert EN.target(judge(found, "business")).rows[0][0] == "regulations"
    assert all("Unknown" not in note or "left out" in note for note in EN.target(judge(found, "internal")).notes)


def test_a_procedure_of_unsaid_scope_is_named() -> None:
    """The notes of a target name the procedures of which it is not said whether it is about them."""
    known, *_ = (compare(old, new) for old, new in pairs_in(MODELS))
    procedure = known.before.model_copy(update={"kind": None, "title": "Không rõ loại"})
    judged = judge([known, compare(procedure, procedure)], "internal")

    assert "Chưa rõ có thuộc phạm vi (1): Không rõ loại" in VI.target(judged).notes
    assert "Not said whether in scope (1): Không rõ loại" in EN.target(judged).notes


def test_the_demonstration_says_whose_tariff_it_uses(demos: dict[Language, Demo]) -> None:
    """The price of an hour is another province's, and the report says that it only demonstrates."""
    page = demos["vi"].report.read_text("utf-8")

    assert "Đơn giá này của Đồng Nai, không phải của cơ quan trong các mô hình" in page


@pytest.mark.parametrize(
    ("check", "vietnamese", "english"),
    [
        (("right", 40, 40), "khớp (các bước cộng lại đúng 40 giờ làm việc)", "right (the steps sum to 40 hours)"),
        (
            ("error", 40, Decimal("36.5")),
            "sai (khai 40 giờ làm việc, các bước cộng lại 36,5 giờ)",
            "wrong (declared are 40 hours, the steps sum to 36.5)",
        ),
        (
            ("not-checkable", 8, None),
            "không kiểm được (cần người xem lại)",
            "not checkable (to be looked at by a person)",
        ),
        (("none", None, None), "không khai", "none is declared"),
    ],
)
def test_a_declared_total_is_told_in_the_language(
    check: tuple[Verdict, int | None, Decimal | int | None], vietnamese: str, english: str
) -> None:
    """Verdict and figures of a declared total are in the language of the report."""
    verdict, declared, summed = check
    found = SumCheck(
        None,
        None if declared is None else Decimal(declared),
        None if summed is None else Decimal(summed),
        verdict,
        "the steps sum up",
    )

    assert (vietnamese, english) == (VI.total(found), EN.total(found))


def test_reasons_stand_below_the_figures() -> None:
    """Why a figure is not known is told once for both sides, with the first fields that are missing."""
    procedure = Procedure(steps=tuple(Step(name=f"Bước {n}", performer="Văn thư") for n in range(5)))
    model = read(MODELS / "cap-lai-giay-phep.bpmn")
    part = VI.twin(compare(procedure, procedure), model, model)
    (contacts,) = (line for line in part.reasons if line.startswith("số lần tiếp xúc"))

    assert contacts.endswith("(Bước 0), tiếp xúc người dân (Bước 1), tiếp xúc người dân (Bước 2) và 2 mục khác)")
    assert "chi phí tuân thủ một hồ sơ: chưa có đơn giá giờ công (thiếu: đơn giá giờ công)" in part.reasons


def test_reasons_of_a_change_stand_there_too() -> None:
    """Where both sides are known, but not their change or its share, the reason is told."""
    limit = Limit(value=Decimal(5), unit=LimitUnit.WORKING_DAY)
    before, after = (Procedure(limit=limit, dossiers_per_year=number) for number in (100, 200))
    model = read(MODELS / "cap-lai-giay-phep.bpmn")
    found = compare(before, after, basis="elapsed", tariff=40_000)
    english, vietnamese = (texts.twin(found, model, model).reasons for texts in (EN, VI))

    assert any(line.startswith("compliance cost per year: the sides have different loads") for line in english)
    assert any(line.startswith("chi phí tuân thủ một năm: số hồ sơ một năm của hai bên khác") for line in vietnamese)
    assert "steps: steps before is 0: there is no denominator" in english
    assert "số bước: mẫu số bằng 0" in vietnamese


def test_cautions_are_in_the_language() -> None:
    """What a person has to look at is told in the language of the report."""
    before = Procedure(steps=(Step(name="Kiểm tra", performer="Văn phòng", locked=True, locked_basis="Luật A"),))
    model = read(MODELS / "cap-lai-giay-phep.bpmn")
    found = compare(before, Procedure())

    assert ("Kiểm tra: đã cắt bỏ, nhưng pháp luật quy định: Luật A",) == VI.twin(found, model, model).cautions
    assert ("Kiểm tra: removed, but fixed by law: Luật A",) == EN.twin(found, model, model).cautions


def test_no_verdict_is_explained_in_the_language() -> None:
    """The notes of a target say in its language why there is no verdict."""
    known, *_ = (compare(old, new) for old, new in pairs_in(MODELS))
    judged = judge([known], "internal")

    assert any("mục tiêu xét trên một tập thủ tục" in note for note in VI.target(judged).notes)
    assert any("never on one" in note for note in EN.target(judged).notes)


def _own_words(page: str) -> str:
    """Return what a report says itself: no markup, no picture, no text of a model, of a source or of the story."""
    shown = html.unescape(re.sub(r"<style>.*?</style>|<svg.*?</svg>|<[^>]*>", "\n", page, flags=re.DOTALL))
    for text in sorted(_given_texts(), key=len, reverse=True):
        shown = re.sub(rf"(?<!\w){re.escape(text)}(?!\w)", " ", shown)
    return shown


def _given_texts() -> set[str]:
    """Return the texts of the models, of the table, of tariffs and targets, and the people of the story."""
    found = list(_strings(read_table(MODELS / "tables" / "cap-doi-the.docx").procedure.model_dump(mode="json")))
    found += [aim.source for aim in load_targets()]
    found += [text for tariff in load_tariffs() for text in (tariff.source, tariff.scope)]
    found += vars(demo_module)["_PEOPLE"].values()
    for path in MODELS.glob("*.bpmn"):
        for element in read(path).tree.iter():
            for value in filter(None, (element.text, *element.attrib.values())):
                found += [value, *value.split("|")]
    return {text.strip() for text in found if text.strip()}


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


def test_the_vietnamese_report_keeps_to_its_language(demos: dict[Language, Demo]) -> None:
    """Apart from texts of models and sources no English word stands in the Vietnamese report."""
    shown = _own_words(demos["vi"].report.read_text("utf-8"))
    foreign = ["the", "of", "is", "not", "dossier", "VND", "steps", "and", "computable", "seen", "day", "hour", "late"]

    assert [] == [word for word in foreign if re.search(rf"(?<![\w-]){word}(?![\w-])", shown)]


def test_the_english_report_keeps_to_its_language(demos: dict[Language, Demo]) -> None:
    """Apart from texts of models and sources no Vietnamese letter stands in the English report, nor a unit of time."""
    shown = _own_words(demos["en"].report.read_text("utf-8"))

    assert [] == [
        line.strip() for line in shown.splitlines() if re.search("[À-ỹĐđ]", unicodedata.normalize("NFC", line))
    ]
    assert "weekly rest day" in shown


def test_both_languages_of_the_demonstration_say_the_same() -> None:
    """Each sentence is there in both languages with the same values."""
    english, vietnamese = DEMO_WORDS["en"], DEMO_WORDS["vi"]

    assert list(english) == list(vietnamese)
    assert [re.findall(r"{\w+}", english[key]) for key in english] == [
        re.findall(r"{\w+}", vietnamese[key]) for key in english
    ]


def test_findings_are_counted_apart() -> None:
    """Errors and warnings are counted apart, and every rule is named."""
    model = read(MODELS / "cong-bo-thu-tuc.bpmn")

    assert ("x.bpmn", "0", "1") == EN.lint_row("x.bpmn", lint(model))[:3]


def test_the_demonstration_leaves_what_it_promises(demos: dict[Language, Demo]) -> None:
    """All files it names are there."""
    assert all(path.stat().st_size for made in demos.values() for path in made.files)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    """A file where the folder should be is refused before anything runs."""
    (tmp_path / "out").write_text("x", "utf-8")

    with pytest.raises(FileAccessError, match="PF104"):
        run_demo(tmp_path / "out")


def test_an_installation_without_models_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the shipped models the way out is named."""
    monkeypatch.setattr(shipped, "__file__", str(tmp_path / "procflow" / "report" / "shipped.py"))

    with pytest.raises(EnvironmentMissing, match="PF900"):
        shipped_models()


def test_models_come_with_their_twins() -> None:
    """Each model is paired with its simplified version, or with itself."""
    pairs = dict(pairs_in(MODELS))

    assert MODELS / "nghi-phep-noi-bo.to-be.bpmn" == pairs[MODELS / "nghi-phep-noi-bo.bpmn"]
    assert all(not path.name.endswith(".to-be.bpmn") for path in pairs)


def test_a_walk_ends_by_its_answers() -> None:
    """Answers are given visit by visit, the last one for all further visits."""
    raw = diagram(
        "start s\nxor j\nuser t group=so\nxor x\nend e\ns -> j -> t -> x\nx -> e : = xong = true\nx -> j : default"
    )

    assert ["running", "running", "completed"] == _walk(raw, GivenAnswers({"t": [{"xong": False}, {"xong": True}]}))


def test_a_walk_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A loop that the answers never leave is stopped with advice."""
    monkeypatch.setattr("procflow.report.walkthrough.MAX_STEPS", 3)
    raw = diagram(
        "start s\nxor j\nuser t group=so\nxor x\nend e\ns -> j -> t -> x\nx -> e : = xong = true\nx -> j : default"
    )

    with pytest.raises(DataError, match="did not end within 3"):
        _walk(raw, GivenAnswers({"t": [{"xong": False}]}))


def test_a_walk_waits_for_timers_and_messages() -> None:
    """A message is handed in when it is given; else the clock goes to the next timer."""
    raw = diagram('start s\ncatch w "Chờ" duration=P1D\ncatch m "Tin" message=bo_sung\nend e\ns -> w -> m -> e')

    assert "completed" == _walk(diagram('start s\ncatch w "Chờ" duration=P1D\nend e\ns -> w -> e'), GivenAnswers())[-1]
    with pytest.raises(DataError, match="may wait for a message: bo_sung"):
        _walk(raw, GivenAnswers())
    with pytest.raises(DataError, match="nothing waits for the message 'khác'"):
        _walk(raw, GivenAnswers(messages=[("khác", {})]))


def test_a_task_that_a_timer_ends_is_not_completed() -> None:
    """An interrupting timer that falls due while a task lies open ends it."""
    raw = diagram("start s\nuser t group=so\nend e\nboundary b on=t duration=PT10M\nend late\ns -> t -> e\nb -> late")

    class Slow(GivenAnswers):
        def answer(self, task: OpenTask, questions: object) -> dict[str, object]:
            del task, questions
            return {}

    assert ["running", "completed"] == _walk(raw, Slow())


def _timers_of(raw: bytes, pace: timedelta) -> tuple[list[tuple[datetime, datetime | None]], list[str]]:
    """Return when timers fired and were due in a walk, and the tasks that were completed, in order."""
    model, clock = read(raw), FrozenClock(NOON)
    with Engine("sqlite://", clock=clock) as engine:
        walk = Walkthrough(engine, clock, model, GivenAnswers(), pace=pace)
        *_, last = walk.run(engine.deploy(model).key, {}, by="lan")
        log = engine.history(last.id)
    fired = [(entry.at, entry.due_at) for entry in log.of(EntryKind.TIMER_FIRED)]
    return fired, [entry.element_id for entry in log.of(EntryKind.TASK_COMPLETED)]


def test_a_timer_fires_at_its_own_instant_while_a_task_is_worked_on() -> None:
    """However long a task takes, each timer that falls due meanwhile fires when it is due; its task is taken up."""
    raw = diagram("start s\nuser t\nboundary b on=t soft cycle=R2/P1D\nuser x\nend e\nend f\ns -> t -> e\nb -> x -> f")
    fired, done = _timers_of(raw, timedelta(days=7))
    due = [NOON + timedelta(days=1), NOON + timedelta(days=2)]

    assert [(instant, instant) for instant in due] == fired
    assert ["t", "x", "x"] == done


def test_an_interrupting_timer_ends_the_work_when_it_is_due() -> None:
    """A task that would take longer than its deadline is cancelled at the deadline, and what follows begins there."""
    raw = diagram("start s\nuser t\nboundary b on=t duration=P1D\nuser x\nend e\ns -> t -> e\nb -> x -> e")
    fired, done = _timers_of(raw, timedelta(days=7))

    assert [(NOON + timedelta(days=1), NOON + timedelta(days=1))] == fired
    assert ["x"] == done


def test_a_walk_ends_where_timers_never_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """Timers that fire too often during one step are refused with what to do."""
    monkeypatch.setattr("procflow.report.walkthrough.MAX_TIMERS", 2)
    raw = diagram("start s\nuser t\nboundary b on=t soft cycle=R/PT1H\nend e\nend f\ns -> t -> e\nb -> f")

    with pytest.raises(DataError, match="over 2 timers fire during one step - let a task take less time"):
        _timers_of(raw, timedelta(days=1))


def test_what_is_asked_comes_from_the_form_or_the_conditions() -> None:
    """Without a form, the variables that conditions read before the next wait are asked for, with their values."""
    raw = diagram(
        "start s\nuser t group=so\nxor x\nuser a group=so\nxor y\nend e\n"
        's -> t -> x\nx -> a : = loai = "A"\nx -> e : default\n'
        "a -> y\ny -> e : = so > 3\ny -> e : default"
    )
    model, clock = read(raw), FrozenClock(NOON)
    task = model.element("t")

    assert isinstance(task, FlowNode)
    assert {"loai": ("A",)} == conditions_after(task)
    with Engine("sqlite://", clock=clock) as engine:
        started = engine.start(engine.deploy(model).key, by="lan")
        walk = Walkthrough(engine, clock, model, GivenAnswers(), pace=timedelta(0))

        assert (Question("loai", "loai", choices=("A",)),) == walk.questions(engine.tasks()[0], started)


def test_messages_are_named_once() -> None:
    """The messages of receive tasks and events are listed, each once."""
    raw = diagram("start s\nreceive r message=a\ncatch m message=b\ncatch n message=a\nend e\ns -> r -> m -> n -> e")
    timers: tuple[PendingTimer, ...] = ()

    assert ("a", "b") == message_names(read(raw))
    assert None is GivenAnswers().message(("a",), timers)


def test_questions_reach_over_the_border_of_a_sub_process() -> None:
    """What a gateway behind or inside a sub-process reads is asked for before it, each value of its own type."""
    raw = diagram(
        "start s\nsub p {\nstart ps\nuser t group=so\nend pe\nps -> t -> pe\n}\nxor x\nend e\nend z\n"
        's -> p -> x\nx -> e : = so > 3\nx -> z : = loai = "1"'
    )
    model = read(raw)
    task, start = model.element("t"), model.element("s")

    assert isinstance(task, FlowNode)
    assert isinstance(start, FlowNode)
    assert ({"so": (3,), "loai": ("1",)}, {}) == (conditions_after(task), conditions_after(start))


def test_a_wrong_answer_may_be_given_again() -> None:
    """Where the instance cannot go on with an answer, who answers is asked once more; fixed answers are not."""
    raw = diagram('start s\nuser t group=so\nxor x\nend e\ns -> t -> x\nx -> e : = loai = "A"')

    class Twice(GivenAnswers):
        def again(self, error: IncidentError) -> bool:
            return "PF220" == error.code

    assert "completed" == _walk(raw, Twice({"t": [{"loai": "B"}, {"loai": "A"}]}))[-1]
    with pytest.raises(IncidentError):
        _walk(raw, GivenAnswers({"t": [{"loai": "B"}]}))
