"""The procedure document: every item, with gaps named and counted."""

from __future__ import annotations

import struct
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from procflow.bpmn import Definitions
from procflow.procedure import Document, Limit, LimitUnit, OnlineLevel, Procedure, Step
from procflow.qms import Decided, ProcedureText, procedure_document, procedure_text
from procflow.qms.pictures import Picture, Sheet, needs_height, pictures
from tests.unit.qms.models import long_model, small_model
from tests.unit.qms.reading import all_text, opened

HEADINGS = (
    "1. KÝ HIỆU QUY TRÌNH",
    "2. NỘI DUNG QUY TRÌNH",
    "2.1. Điều kiện thực hiện thủ tục hành chính",
    "2.2. Cách thức thực hiện",
    "2.3. Thành phần hồ sơ",
    "2.4. Số lượng hồ sơ",
    "2.5. Thời hạn giải quyết",
    "2.6. Địa điểm thực hiện",
    "2.7. Cơ quan thực hiện",
    "2.8. Đối tượng thực hiện",
    "2.9. Kết quả thực hiện",
    "2.10. Quy trình xử lý công việc",
    "3. BIỂU MẪU",
    "4. HỒ SƠ LƯU",
    "PHỤ LỤC: SƠ ĐỒ QUY TRÌNH",
)
DECIDED = Decided(
    symbol="QT.XNKBCXB.01",
    version="02",
    conditions="Theo Luật Xuất bản",
    submission="Trực tiếp, bưu chính",
    copies="01 bộ",
    place="Trung tâm Phục vụ hành chính công",
    delegated_to="Không",
    coordinating="Công an thành phố",
    result="Giấy chứng nhận",
    kept_by="Văn thư Sở",
    retention="05 năm",
)


@pytest.fixture(scope="module")
def model() -> Definitions:
    """Return the small model."""
    return small_model()


@pytest.fixture(scope="module")
def raw(model: Definitions) -> bytes:
    """Return the document of the small model."""
    return procedure_document(model)


def lines(text: ProcedureText, number: str) -> tuple[str, ...]:
    """Return the paragraphs of an item."""
    return next(section.lines for section in text.sections if section.heading.startswith(number))


def cells(text: ProcedureText, number: str) -> list[tuple[str, ...]]:
    """Return the table of an item."""
    table = next(section.table for section in text.sections if section.heading.startswith(number))
    assert table is not None
    return [table.header, *(tuple(cell.text for cell in row) for row in table.rows)]


def test_every_item_of_the_form_is_there(raw: bytes) -> None:
    """The document has the items of the form in their order, and the diagram as annex."""
    headings = [
        item.text for item in opened(raw).paragraphs if ((item.style and item.style.name) or "").startswith("Head")
    ]

    assert list(HEADINGS) == headings


def test_gaps_are_named_and_counted(model: Definitions, raw: bytes) -> None:
    """Each unknown fact is printed as such, and the first page says how many there are."""
    text = procedure_text(Procedure.of(model), Decided())
    printed = all_text(raw).count("chưa có thông tin")

    assert f"Số mục ghi “chưa có thông tin”: {text.unknown}." in all_text(raw)
    assert text.unknown + 1 == printed


def test_what_a_person_decided_fills_the_gaps(model: Definitions) -> None:
    """Facts that a model does not hold come from whoever decides them."""
    procedure = Procedure.of(model)
    text = procedure_text(procedure, DECIDED)
    bare = procedure_text(procedure, Decided())

    assert ("QT.XNKBCXB.01",) == lines(text, "1.")
    assert ("Trung tâm Phục vụ hành chính công",) == lines(text, "2.6.")
    assert "Cơ quan phối hợp: Công an thành phố" in lines(text, "2.7.")
    assert ("Nơi lưu: Văn thư Sở", "Thời gian lưu: 05 năm") == lines(text, "4.")[-2:]
    assert "QT.XNKBCXB.01 | Cấp giấy chứng nhận lưu hành tự do | Phiên bản 02" == text.header
    assert 9 == bare.unknown - text.unknown


def test_steps_have_their_gaps_named(model: Definitions) -> None:
    """A row has number, content, performer, time and forms with result; what is unknown is named."""
    table = cells(procedure_text(Procedure.of(model), Decided()), "2.10.")

    assert ("TT", "Nội dung công việc", "Trách nhiệm thực hiện", "Thời gian thực hiện", "Biểu mẫu/Kết quả") == table[0]
    assert ("1", "Tiếp nhận hồ sơ", "Bộ phận Một cửa", "4 giờ làm việc", "Giấy tiếp nhận\nBiểu mẫu: 01; 06") == table[1]
    unknown = "chưa có thông tin"
    assert ("2", "Thẩm định\nThẩm định, dự thảo", "Lãnh đạo Sở", unknown, unknown) == table[2]


def test_components_are_what_comes_from_outside(model: Definitions) -> None:
    """A document that a step makes is no component of the dossier."""
    table = cells(procedure_text(Procedure.of(model), Decided()), "2.3.")

    assert [("1", "Đơn đề nghị", "chưa có thông tin", "chưa có thông tin")] == table[1:]


def test_known_components_are_written_out() -> None:
    """Original or copy and number of each component are printed where they are known."""
    documents = (Document(id="D1", name="Đơn", copies=1, original=True), Document(id="D2", copies=2, original=False))
    table = cells(procedure_text(Procedure(documents=documents), Decided()), "2.3.")

    assert [("1", "Đơn", "Bản chính", "1"), ("2", "D2", "Bản sao", "2")] == table[1:]


def test_an_empty_procedure_is_all_gaps(tmp_path: Path) -> None:
    """A procedure without anything gives a document of gaps, without a diagram."""
    path = tmp_path / "quy-trinh.docx"
    raw = procedure_document(Procedure(id="P"), path)

    assert path.read_bytes() == raw
    assert "PHỤ LỤC" not in all_text(raw)
    assert 31 == procedure_text(Procedure(id="P"), Decided()).unknown


def test_shared_limits_stand_once() -> None:
    """Steps with one limit have one cell for it, which counts once where it is unknown."""
    steps = tuple(Step(number=str(n), content=f"Việc {n}", performer="A", result="x", group=1) for n in (1, 2))
    limit = Limit(value=Decimal(3), unit=LimitUnit.WORKING_DAY)
    text = procedure_text(Procedure(steps=(steps[0].model_copy(update={"limit": limit}), steps[1])), Decided())

    assert [("1", "Việc 1", "A", "3 ngày làm việc", "x"), ("2", "Việc 2", "A", "x")] == cells(text, "2.10.")[1:]


def test_further_limits_stand_below() -> None:
    """A step with several limits shows them all."""
    limit = Limit(value=Decimal(5), unit=LimitUnit.CALENDAR_DAY)
    step = Step(content="Công bố", performer="A", limit=limit, limit_also=("8cd before hieu_luc",), automatic=True)
    row = cells(procedure_text(Procedure(steps=(step,)), Decided()), "2.10.")[1]

    assert "5 ngày (theo lịch)\nHoặc hạn sớm hơn: 8cd before hieu_luc" == row[3]


def test_identity_is_written_with_labels() -> None:
    """Codes of the model are printed in the words of the vocabulary, amounts and dates as people write them."""
    procedure = Procedure(
        fee_vnd=Decimal("250000.00"),
        decided_on=date(2026, 1, 5),
        online_level=OnlineLevel.FULL,
        legal_basis=("Luật A", "Luật B"),
        dossiers_per_year=96,
    )
    table = procedure_text(procedure, Decided()).identity
    found = {row[0].text: row[1].text for row in table.rows}

    assert ("250.000 đồng", "05/01/2026", "toàn trình", "96", "Luật A\nLuật B") == tuple(
        found[name]
        for name in ("Phí, lệ phí", "Ngày quyết định", "Mức độ trực tuyến", "Số hồ sơ/năm", "Căn cứ pháp lý")
    )


def test_the_unit_of_an_amount_stands_once() -> None:
    """The label of a fee does not name the currency that its value names, in English either."""
    table = procedure_text(Procedure(fee_vnd=Decimal(250_000)), Decided(), "en").identity

    assert ("Fees a dossier", "250,000 VND") in [(row[0].text, row[1].text) for row in table.rows]


def test_the_header_names_code_and_decision(raw: bytes) -> None:
    """Every page bears code, title and the decision, and the number of the page."""
    section = opened(raw).sections[0]

    expected = "1.014464 | Cấp giấy chứng nhận lưu hành tự do | 2028/QĐ-UBND (05/01/2026)"

    assert expected == section.header.paragraphs[0].text
    assert "PAGE" in section.footer._element.xml


def test_core_properties_name_the_procedure(raw: bytes) -> None:
    """The file is found by code and decision, and says how much is unknown."""
    core = opened(raw).core_properties

    assert ("1.014464 - Cấp giấy chứng nhận lưu hành tự do", "2028/QĐ-UBND") == (core.title, core.version)
    assert "chưa có thông tin" in core.comments


def test_the_document_is_made_in_english() -> None:
    """In English the headings, labels and times are English; texts of the model stay."""
    procedure = Procedure(
        title="Cấp phép",
        steps=(
            Step(content="Ký", performer="Lãnh đạo", limit=Limit(value=Decimal("0.5"), unit=LimitUnit.WORKING_DAY)),
        ),
        declared_total=Limit(value=Decimal("0.5"), unit=LimitUnit.WORKING_DAY),
    )
    text = procedure_text(procedure, Decided(), "en")

    assert ("No.", "Work content", "Responsible", "Time", "Forms/Result") == cells(text, "2.10.")[0]
    assert ("1", "Ký", "Lãnh đạo", "0.5 working days", "not known yet") == cells(text, "2.10.")[1]
    assert ("Declared total: 0.5 working days",) == lines(text, "2.10.")


def test_the_model_of_a_procedure_is_drawn(model: Definitions) -> None:
    """A procedure without a model is drawn from its steps; a process stands for its model."""
    procedure = Procedure.of(model)

    assert 1 == len(opened(procedure_document(procedure)).inline_shapes)
    assert procedure_document(model.processes[0]) == procedure_document(model)


def test_the_diagram_stands_on_a_landscape_page(raw: bytes) -> None:
    """The page of the diagram is wider than high and the picture fits between its margins."""
    document = opened(raw)
    section, shape = document.sections[-1], document.inline_shapes[0]
    margins = (section.left_margin or 0) + (section.right_margin or 0)

    assert (section.page_width or 0) > (section.page_height or 0)
    assert shape.width <= (section.page_width or 0) - margins


A4 = Sheet(25.2, 14.8)


@pytest.fixture(scope="module")
def long_pictures() -> tuple[Picture, ...]:
    """Return the pictures of a diagram much longer than a page."""
    return pictures(long_model(13, 2), A4)


def test_a_small_diagram_is_shown_once(model: Definitions) -> None:
    """A diagram that is readable whole has no parts."""
    assert [(0, 0)] == [(item.part, item.parts) for item in pictures(model, A4)]


def test_a_long_diagram_is_shown_in_parts(long_pictures: tuple[Picture, ...]) -> None:
    """A diagram too long to read is shown whole and then in parts, each no wider than the page."""
    found = long_pictures

    assert [0, *range(1, len(found))] == [item.part for item in found]
    assert len(found) > 2
    assert all(item.width_cm <= A4.width_cm + 0.01 for item in found)


def test_parts_are_as_high_as_the_page_allows(long_pictures: tuple[Picture, ...]) -> None:
    """A part is drawn so that its height fills the page, unless that were larger than on screen."""
    sizes = [struct.unpack(">II", item.png[16:24]) for item in long_pictures]
    heights = [item.width_cm * height / width for item, (width, height) in zip(long_pictures, sizes, strict=True)]

    assert heights[0] < 0.5 * heights[1]
    assert all(height <= A4.height_cm + 0.1 for height in heights)


def test_pictures_are_printed_at_200_dots_an_inch(model: Definitions) -> None:
    """A picture has as many pixels as paper can show, and no more."""
    (found,) = pictures(model, A4)
    width_px = struct.unpack(">I", found.png[16:20])[0]

    assert 200 == pytest.approx(width_px / (found.width_cm / 2.54), rel=0.01)


def test_a_diagram_without_lanes_is_cut_too() -> None:
    """A diagram that is not drawn in lanes has parts without names at their left."""
    assert len(pictures(without_lanes(12), A4)) > 2


def without_lanes(steps: int) -> Definitions:
    """Return a model of steps in a row, without lanes."""
    from procflow.bpmn import Builder

    builder = Builder("P", "Không làn")
    before = builder.add("startEvent", "Bắt đầu", id="S")
    for number in range(steps):
        step = builder.add("userTask", f"Bước {number}", id=f"T{number}")
        builder.flow(before, step)
        before = step
    builder.flow(before, builder.add("endEvent", "Hết", id="E"))
    return builder.build()


def test_a_tall_diagram_asks_for_larger_paper(model: Definitions) -> None:
    """A diagram of many lanes is too tall for A4, one of two is not."""
    assert needs_height(long_model(12, 12), A4)
    assert not needs_height(model, A4)


def test_a_tall_diagram_is_put_on_a3() -> None:
    """The page of a tall diagram is A3."""
    section = opened(procedure_document(long_model(12, 12))).sections[-1]

    assert 42.0 == pytest.approx((section.page_width or 0) / 360000, abs=0.01)


def test_an_unknown_title_is_not_made_up() -> None:
    """A document of a procedure without title says that the title is not known; an id of the file is no title."""
    text = procedure_text(Procedure(id="Process_1", code="1.001234"), Decided(), "vi")

    assert "Process_1" not in text.title + text.header
    assert "1.001234 | chưa có thông tin" == text.header
