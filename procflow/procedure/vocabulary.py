"""
The ``pf.*`` extension properties: name, place, type and labels, in one table.

Reading, writing, element templates and the lint rules for properties all follow it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from procflow.calendars import LimitUnit
from procflow.calendars.unit_words import UNIT_WORDS
from procflow.procedure.parts import Duty, Level, OnlineLevel, ProcedureKind, Status

FORMAT = "1"
IGNORE = "pf.lint.ignore"
"""The property by which any element says which lint rules are not to report it: ``rule: reason | rule: reason``."""


class Place(StrEnum):
    """Which kind of element bears a property."""

    PROCESS = "process"
    STEP = "step"
    EVENT = "event"
    FLOW = "flow"
    GATEWAY = "gateway"
    DOCUMENT = "document"
    LANE = "lane"


class Type(StrEnum):
    """How the text of a property is read."""

    TEXT = "text"
    LIST = "list"
    DECIMAL = "decimal"
    COUNT = "count"
    MONEY_VND = "money-vnd"
    DATE = "date"
    YES_NO = "yes-no"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Property:
    """
    One property.

    Attributes:
        name: Its name in the file.
        field: Attribute of Procedure, Step or Document it fills; empty for what only the run reads.
        places: Where it may stand.
        type: How its text is read.
        label_en: Label in English.
        label_vi: Label in Vietnamese.
        choices: Value, English and Vietnamese label of each choice.
        group: Group of the template it is shown in.
    """

    name: str
    field: str
    places: frozenset[Place]
    type: Type
    label_en: str
    label_vi: str
    choices: tuple[tuple[str, str, str], ...] = ()
    group: str = "identity"


def _choices(enum: type[StrEnum], *labels: tuple[str, str]) -> tuple[tuple[str, str, str], ...]:
    return tuple((member.value, *label) for member, label in zip(enum, labels, strict=True))


_UNITS = _choices(LimitUnit, *((UNIT_WORDS[unit].many.en, UNIT_WORDS[unit].many.vi) for unit in LimitUnit))
_KINDS = _choices(
    ProcedureKind,
    ("administrative procedure", "TTHC"),
    ("internal, between agencies", "TTHC nội bộ giữa các cơ quan"),
    ("internal, within an agency", "TTHC nội bộ trong cơ quan"),
)
_DUTIES = _choices(Duty, ("drafts", "soạn thảo"), ("reviews", "thẩm định, kiểm tra"), ("approves", "phê duyệt, ký"))
_STATUS = _choices(
    Status,
    ("draft", "dự thảo"),
    ("approved", "đã phê duyệt"),
    ("announced", "đã công bố"),
    ("published", "đã công khai"),
    ("amended", "đã sửa đổi, bổ sung"),
    ("replaced", "đã thay thế"),
    ("abolished", "đã bãi bỏ"),
    ("expired", "hết hiệu lực"),
)
_LEVELS = _choices(
    Level,
    ("central", "trung ương"),
    ("province or city", "cấp tỉnh"),
    ("commune", "cấp xã"),
    ("agency", "cơ quan khác"),
)
_ONLINE = _choices(
    OnlineLevel,
    ("full online", "toàn trình"),
    ("partly online", "một phần"),
    ("information only", "cung cấp thông tin"),
    ("not online", "không trực tuyến"),
)
_CLOCK = (
    ("start", "starts the clock", "bắt đầu tính thời hạn"),
    ("pause", "pauses the clock", "tạm dừng tính thời hạn"),
    ("resume", "resumes the clock", "tiếp tục tính thời hạn"),
    ("restart", "counts anew", "tính lại thời hạn từ đầu"),
    ("extend", "extends the limit", "gia hạn"),
    ("stop", "stops the clock", "kết thúc tính thời hạn"),
    ("paused", "not counted while it lasts", "không tính thời gian thực hiện"),
)
_P, _S, _E, _D = Place.PROCESS, Place.STEP, Place.EVENT, Place.DOCUMENT


def _row(  # noqa: PLR0913, PLR0917 - one line of the table
    name: str,
    field: str,
    places: set[Place],
    kind: Type,
    label_en: str,
    label_vi: str,
    choices: tuple[tuple[str, str, str], ...] = (),
    group: str = "identity",
) -> Property:
    return Property(f"pf.{name}", field, frozenset(places), kind, label_en, label_vi, choices, group)


PROPERTIES: tuple[Property, ...] = (
    _row("format", "", {_P}, Type.TEXT, "Format of the data", "Phiên bản dữ liệu"),
    _row("code", "code", {_P}, Type.TEXT, "Procedure code", "Mã TTHC"),
    _row("title", "title", {_P}, Type.TEXT, "Title", "Tên thủ tục"),
    _row("field", "field", {_P}, Type.TEXT, "Field", "Lĩnh vực"),
    _row("kind", "kind", {_P}, Type.CHOICE, "Kind of procedure", "Loại thủ tục", _KINDS),
    _row("business_related", "business_related", {_P}, Type.YES_NO, "Business-related", "Liên quan doanh nghiệp"),
    _row("level", "level", {_P}, Type.CHOICE, "Level of government", "Cấp thực hiện", _LEVELS),
    _row("online_level", "online_level", {_P}, Type.CHOICE, "Online level", "Mức độ trực tuyến", _ONLINE),
    _row("territorial_scope", "territorial_scope", {_P}, Type.TEXT, "Where received", "Phạm vi tiếp nhận"),
    _row("deciding_authority", "deciding_authority", {_P}, Type.TEXT, "Deciding authority", "Cơ quan quyết định"),
    _row("subjects", "subjects", {_P}, Type.TEXT, "Who may apply", "Đối tượng thực hiện"),
    _row("subjects_per_year", "subjects_per_year", {_P}, Type.COUNT, "Subjects a year", "Số đối tượng/năm", (), "load"),
    _row("dossiers_per_year", "dossiers_per_year", {_P}, Type.COUNT, "Dossiers a year", "Số hồ sơ/năm", (), "load"),
    _row("fee_vnd", "fee_vnd", {_P}, Type.MONEY_VND, "Fees a dossier (VND)", "Phí, lệ phí (đồng)", (), "load"),
    _row("status", "status", {_P}, Type.CHOICE, "Status", "Tình trạng", _STATUS, "decision"),
    _row("decision.number", "decision_number", {_P}, Type.TEXT, "Decision number", "Số quyết định", (), "decision"),
    _row("decision.on", "decided_on", {_P}, Type.DATE, "Decided on", "Ngày quyết định", (), "decision"),
    _row("effective_on", "effective_on", {_P}, Type.DATE, "In force from", "Ngày hiệu lực", (), "decision"),
    _row("expires_on", "expires_on", {_P}, Type.DATE, "In force until", "Ngày hết hiệu lực", (), "decision"),
    _row("template", "template", {_P}, Type.TEXT, "Written with template", "Mẫu đã dùng", (), "decision"),
    _row("legal_basis", "legal_basis", {_P, _S}, Type.LIST, "Legal basis", "Căn cứ pháp lý", (), "law"),
    _row("limit.value", "limit", {_P, _S, _E}, Type.DECIMAL, "Limit", "Thời hạn", (), "limit"),
    _row("limit.unit", "limit", {_P, _S, _E}, Type.CHOICE, "Limit counted in", "Đơn vị thời hạn", _UNITS, "limit"),
    _row("limit.text", "limit", {_P, _S, _E}, Type.TEXT, "Limit as written", "Thời hạn ghi trong bảng", (), "limit"),
    _row("limit.also", "limit_also", {_S}, Type.LIST, "Or, if earlier", "Hoặc hạn sớm hơn", (), "limit"),
    _row("limit.group", "group", {_S}, Type.COUNT, "Steps with one limit", "Nhóm bước chung thời hạn", (), "limit"),
    _row("total.value", "declared_total", {_P}, Type.DECIMAL, "Declared total", "Tổng thời gian", (), "limit"),
    _row("total.unit", "declared_total", {_P}, Type.CHOICE, "Total counted in", "Đơn vị tổng", _UNITS, "limit"),
    _row("total.text", "declared_total", {_P}, Type.TEXT, "Total as written", "Tổng ghi trong bảng", (), "limit"),
    _row("clock", "", {_S, _E}, Type.CHOICE, "Effect on the legal clock", "Tác động lên thời hạn", _CLOCK, "limit"),
    _row("number", "number", {_S}, Type.TEXT, "Step number", "Số bước"),
    _row("performer", "performer", {_S}, Type.TEXT, "Performer", "Người thực hiện"),
    _row("agency", "agency", {_S, Place.LANE}, Type.TEXT, "Agency", "Cơ quan"),
    _row("documents.in", "documents_in", {_S}, Type.LIST, "Documents needed", "Hồ sơ đầu vào", (), "documents"),
    _row("documents.out", "documents_out", {_S}, Type.LIST, "Documents made", "Hồ sơ đầu ra", (), "documents"),
    _row("documents", "documents", {_P}, Type.LIST, "Dossier components", "Thành phần hồ sơ", (), "documents"),
    _row("document", "id", {_D}, Type.TEXT, "Document id", "Mã giấy tờ", (), "documents"),
    _row("copies", "copies", {_D}, Type.COUNT, "Copies", "Số bản", (), "documents"),
    _row("original", "original", {_D}, Type.YES_NO, "Original asked for", "Yêu cầu bản chính", (), "documents"),
    _row("form", "form", {_D}, Type.TEXT, "Form number", "Mẫu số", (), "documents"),
    _row("form.basis", "form_basis", {_D}, Type.TEXT, "Form issued by", "Văn bản ban hành mẫu", (), "documents"),
    _row("kept_by", "kept_by", {_D}, Type.TEXT, "Kept by", "Nơi lưu", (), "records"),
    _row("retention", "retention", {_D}, Type.TEXT, "Kept for", "Thời hạn lưu", (), "records"),
    _row("forms", "forms", {_S}, Type.LIST, "Forms", "Biểu mẫu", (), "documents"),
    _row("result", "result", {_S}, Type.TEXT, "Result", "Kết quả, sản phẩm", (), "documents"),
    _row("locked", "locked", {_S}, Type.YES_NO, "Fixed by law", "Luật quy định cứng", (), "law"),
    _row("locked.basis", "locked_basis", {_S}, Type.TEXT, "Fixed by", "Căn cứ quy định cứng", (), "law"),
    _row("duty", "duty", {_S}, Type.CHOICE, "Duty", "Trách nhiệm", _DUTIES, "law"),
    _row("effort_hours", "effort_hours", {_S}, Type.DECIMAL, "Effort (hours)", "Công lao động (giờ)", (), "load"),
    _row("contact", "contact", {_S}, Type.YES_NO, "Applicant contact", "Tiếp xúc người dân", (), "load"),
    _row("stage", "stage", {_S}, Type.TEXT, "Stage", "Giai đoạn"),
    _row("case", "case", {_S}, Type.TEXT, "Only in this case", "Trường hợp"),
    _row("condition_to_draw", "has_condition", {_S}, Type.YES_NO, "Branch to be drawn", "Nhánh cần vẽ"),
    _row(
        "max_rounds", "", {Place.GATEWAY, Place.FLOW, _S}, Type.COUNT, "At most (rounds)", "Số lần tối đa", (), "limit"
    ),
)

BY_NAME: dict[str, Property] = {item.name: item for item in PROPERTIES}
