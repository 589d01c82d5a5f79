"""The words of the report in Vietnamese and English."""

from __future__ import annotations

from dataclasses import dataclass, field

from procflow.eventlog import EntryKind
from procflow.wording import Language


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
    reasons: str = "Why figures are not known"
    missing: str = "missing: {names}"
    more: str = "and {n} more"
    counted_note: str = "Counted ({n}): {names}"
    scope_note: str = "Not said whether in scope ({n}): {names}"
    excluded_note: str = "Unknown, left out ({n}): {names}"
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
    slip_columns: tuple[str, ...] = (
        "No.",
        "Giver",
        "Receiver",
        "When",
        "Step",
        "Result",
        "Allotted",
        "Used",
        "Note",
    )
    receipt_labels: tuple[str, ...] = ("Code of the dossier", "Procedure", "Received", "Limit", "Result due")
    counted: dict[str, str] = field(
        default_factory=lambda: {"procedures": "procedures", "regulations": "regulations", "cost": "cost"}
    )
    denominators: dict[str, str] = field(
        default_factory=lambda: {
            name: name
            for name in ("compared", "compared, known", "cost per year before", "cost per year before, known")
        }
    )
    clock_kinds: dict[EntryKind, str] = field(
        default_factory=lambda: {
            EntryKind.CLOCK_STARTED: "started",
            EntryKind.CLOCK_PAUSED: "paused",
            EntryKind.CLOCK_RESUMED: "resumed",
            EntryKind.CLOCK_RESTARTED: "restarted",
            EntryKind.CLOCK_EXTENDED: "extended",
            EntryKind.CLOCK_STOPPED: "stopped",
        }
    )
    total: dict[str, str] = field(
        default_factory=lambda: {
            "right": "right (the steps sum to {declared} hours)",
            "error": "wrong (declared are {declared} hours, the steps sum to {summed})",
            "not-checkable": "not checkable (to be looked at by a person)",
            "none": "none is declared",
        }
    )
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
    reasons="Vì sao có chỉ tiêu chưa tính được",
    missing="thiếu: {names}",
    more="và {n} mục khác",
    counted_note="Thủ tục được xét ({n}): {names}",
    scope_note="Chưa rõ có thuộc phạm vi ({n}): {names}",
    excluded_note="Chưa đủ dữ liệu ({n}): {names}",
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
    slip_columns=("Số", "Bên giao", "Bên nhận", "Thời điểm", "Bước", "Kết quả", "Quy định", "Đã dùng", "Ghi chú"),
    receipt_labels=("Mã hồ sơ", "Thủ tục", "Thời điểm nhận", "Thời hạn", "Hẹn trả kết quả"),
    counted={"procedures": "thủ tục", "regulations": "quy định", "cost": "chi phí tuân thủ"},
    denominators={
        "compared": "thủ tục được so sánh",
        "compared, known": "thủ tục được so sánh, đủ dữ liệu",
        "cost per year before": "chi phí một năm hiện tại",
        "cost per year before, known": "chi phí một năm hiện tại, thủ tục đủ dữ liệu",
    },
    clock_kinds={
        EntryKind.CLOCK_STARTED: "bắt đầu tính",
        EntryKind.CLOCK_PAUSED: "tạm dừng",
        EntryKind.CLOCK_RESUMED: "tiếp tục",
        EntryKind.CLOCK_RESTARTED: "tính lại từ đầu",
        EntryKind.CLOCK_EXTENDED: "gia hạn",
        EntryKind.CLOCK_STOPPED: "kết thúc",
    },
    total={
        "right": "khớp (các bước cộng lại đúng {declared} giờ làm việc)",
        "error": "sai (khai {declared} giờ làm việc, các bước cộng lại {summed} giờ)",
        "not-checkable": "không kiểm được (cần người xem lại)",
        "none": "không khai",
    },
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
