"""The words of the report in Vietnamese and English."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Language = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Words:
    """Headings and column names; the defaults are English."""

    lang: Language = "en"
    contents: str = "Contents"
    made_at: str = "Made"
    summary: str = "Summary"
    table: str = "Imported decision table"
    lint: str = "Models checked"
    twin: str = "Simplification"
    targets: str = "Targets, judged on the set"
    dossier: str = "One dossier, run to its end:"
    clock: str = "Legal clock"
    slip: str = "Control slip (form 06)"
    receipt: str = "Receipt with appointment date (form 01)"
    coverage: str = "ISO 9001:2015: what the run gives evidence for"
    files: str = "Files beside this report"
    no_verdict: str = "The cut of one procedure is shown without a verdict; targets are judged on the set."
    what_changes: str = "Steps removed, added and changed"
    nothing: str = "No step changes."
    cautions: str = "To be checked by a person"
    picture: str = "Before and after"
    derivation: str = "How the cost was worked out"
    before: str = "Before"
    after: str = "After"
    explanation: str = "The due date, day by day"
    targets_note: str = "What is counted and every denominator the data holds; what is unknown is left out and counted."
    removed: str = "removed"
    added: str = "added"
    changed: str = "changed"
    lint_columns: tuple[str, ...] = ("Model", "Errors", "Warnings", "Findings")
    twin_columns: tuple[str, ...] = ("Measure", "Before", "After", "Change", "Change in %")
    change_columns: tuple[str, ...] = ("Step", "What", "Details")
    target_columns: tuple[str, ...] = ("Counted", "Cut", "Of (denominator)", "Share", "Target", "Verdict")
    trace_columns: tuple[str, ...] = (
        "Step",
        "Performer",
        "By",
        "Received",
        "Done",
        "Due",
        "Allotted",
        "Used",
        "Result",
    )
    clock_columns: tuple[str, ...] = ("When", "What", "Due")
    step_columns: tuple[str, ...] = ("No.", "Step", "Performer", "Limit")
    punctuality: dict[str, str] = field(
        default_factory=lambda: {
            "early": "early",
            "on-time": "on time",
            "late": "late",
            "open": "open",
            "overdue": "overdue",
            "cancelled": "cancelled",
            "no-limit": "no limit",
        }
    )
    verdicts: dict[str, str] = field(
        default_factory=lambda: {"met": "met", "missed": "missed", "not computable": "not computable"}
    )


ENGLISH = Words()
VIETNAMESE = Words(
    lang="vi",
    contents="Mục lục",
    made_at="Lập lúc",
    summary="Tóm tắt",
    table="Bảng quy trình đã nhập",
    lint="Kiểm tra mô hình",
    twin="Phương án đơn giản hóa",
    targets="Mục tiêu, xét trên tập thủ tục",
    dossier="Một hồ sơ chạy đến khi kết thúc:",
    clock="Đồng hồ pháp lý",
    slip="Phiếu kiểm soát quá trình giải quyết hồ sơ (mẫu 06)",
    receipt="Giấy tiếp nhận hồ sơ và hẹn trả kết quả (mẫu 01)",
    coverage="ISO 9001:2015: bằng chứng có từ quá trình vận hành",
    files="Tệp kèm theo báo cáo",
    no_verdict="Mức cắt giảm của một thủ tục được nêu mà không kết luận; mục tiêu xét trên tập thủ tục.",
    what_changes="Bước cắt bỏ, thêm mới, thay đổi",
    nothing="Không có bước nào thay đổi.",
    cautions="Cần người có thẩm quyền xem xét",
    picture="Trước và sau",
    derivation="Cách tính chi phí",
    before="Hiện tại",
    after="Sau đơn giản hóa",
    explanation="Cách tính ngày hẹn trả, từng ngày",
    targets_note="Nêu rõ đối tượng đếm và mọi mẫu số có trong dữ liệu; phần chưa rõ được để ngoài và nêu số lượng.",
    removed="cắt bỏ",
    added="thêm mới",
    changed="thay đổi",
    lint_columns=("Mô hình", "Lỗi", "Cảnh báo", "Phát hiện"),
    twin_columns=("Chỉ tiêu", "Hiện tại", "Sau đơn giản hóa", "Thay đổi", "Tỷ lệ"),
    change_columns=("Bước", "Thay đổi", "Chi tiết"),
    target_columns=("Đối tượng đếm", "Cắt giảm", "Trên tổng số (mẫu số)", "Tỷ lệ", "Mục tiêu", "Kết quả"),
    trace_columns=(
        "Bước",
        "Vai trò",
        "Người thực hiện",
        "Nhận lúc",
        "Xong lúc",
        "Hạn",
        "Thời gian quy định",
        "Thời gian đã dùng",
        "Kết quả",
    ),
    clock_columns=("Thời điểm", "Sự kiện", "Hạn trả kết quả"),
    step_columns=("Bước", "Nội dung", "Người thực hiện", "Thời hạn"),
    punctuality={
        "early": "trước hạn",
        "on-time": "đúng hạn",
        "late": "quá hạn",
        "open": "đang xử lý",
        "overdue": "đang quá hạn",
        "cancelled": "đã hủy",
        "no-limit": "không quy định hạn",
    },
    verdicts={"met": "đạt", "missed": "chưa đạt", "not computable": "chưa tính được"},
)
WORDS: dict[Language, Words] = {"vi": VIETNAMESE, "en": ENGLISH}
