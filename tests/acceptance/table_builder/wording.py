"""How approved tables word things: headers, labels, footnotes, blocks around the table."""

from __future__ import annotations

from tests.acceptance.table_builder.source import Unit

HEADERS = {
    "content": (
        "Nội dung công việc",
        "Nội dung công việc cụ thể",
        "Nội dung",
        "Nội dung thực hiện",
        "Trình tự",
        "Trình tự thực hiện",
        "Trình tự công việc",
        "Trình tự các bước thực hiện",
        "Công việc",
        "Mô tả công việc",
    ),
    "performer": (
        "Đơn vị thực hiện",
        "Đơn vị/ Người thực hiện",
        "Đơn vị/người",
        "Đơn vị",
        "Đơn vị giải quyết",
        "Đơn vị giải quyết TTHC",
        "Trách nhiệm",
        "Trách nhiệm thực hiện",
        "Trách nhiệm xử lý công việc",
        "Người thực hiện",
        "Bộ phận thực hiện",
        "Cơ quan, đơn vị thực hiện",
    ),
    "limit": (
        "Thời gian",
        "Thời gian thực hiện",
        "Thời gian giải quyết",
        "Thời gian giải quyết TTHC",
        "Thời gian xử lý",
        "Thời hạn",
        "Thời hạn giải quyết",
        "Thời hạn thực hiện",
    ),
    "result": (
        "Sản phẩm",
        "Biểu mẫu/Kết quả",
        "Biểu mẫu/ kết quả",
        "Kết quả",
        "Kết quả/Sản phẩm",
        "Biểu mẫu",
    ),
    "fee": ("Phí, lệ phí", "Phí, lệ phí (vnđ)", "Phí"),
    "note": ("Ghi chú",),
    "level": ("Mức DVC", "Mức độ DVC"),
}
"""Header texts of each column."""

NUMBER_HEADERS = {
    "1": ("TT", "STT", "Số TT", "Thứ tự", "Thứ tự công việc", "Bước", "Các bước"),
    "01": ("TT", "STT", "Số TT", "Bước"),
    "1.": ("TT", "STT"),
    "B1": ("TT", "Bước", "Các bước", "Thứ tự công việc"),
    "Bước 1": ("TT", "STT", "Các bước", "Tên bước", "Thứ tự"),
}
"""Header texts of the number column, by how numbers are written."""

UNIT_HEADERS = {
    Unit.WORKING_DAY: ("{} (ngày làm việc)", "{} (đơn vị tính: ngày làm việc)", "{} (tính bằng ngày làm việc)"),
    Unit.DAY_UNSTATED: ("{} (ngày)", "{} (đơn vị tính: ngày)"),
    Unit.HOUR: ("{} (giờ)", "{} (giờ làm việc)"),
}
"""How the header of the limit column names the unit of its cells."""

DAY_LENGTH_HEADERS = ("{}", "{}", "{}", "{}", "{} (8 giờ/ngày)")
"""The header of the limit column where each cell names its own unit."""

EXTRA_CELLS = {
    "result": ("", "Mẫu 01, 05", "Hồ sơ trình", "Dự thảo văn bản", "Mẫu số 06"),
    "fee": ("", "", "Không", "200.000 đồng"),
    "note": ("", "", "", "Hồ sơ điện tử", "Ký số", "Hồ sơ nhận sau 15 giờ thì tính từ ngày hôm sau"),
    "level": ("", "Toàn trình", "Một phần"),
}
"""What stands in columns the facts do not come from."""

TOTAL_LABELS = (
    "Tổng thời gian giải quyết TTHC",
    "Tổng thời gian giải quyết",
    "Tổng thời gian thực hiện",
    "Tổng thời gian thực hiện TTHC",
    "Tổng cộng thời gian giải quyết",
    "Tổng thời gian",
    "Tổng cộng",
)
"""Labels of a total row."""

FOOTNOTES = (
    "[1] Phần in nghiêng là nội dung được sửa đổi, bổ sung.",
    "Ghi chú: 01 ngày làm việc được tính là 08 giờ.",
    "(*) Không kể thời gian tổ chức, cá nhân hoàn thiện hồ sơ.",
    "Ghi chú: TTPVHCC là Trung tâm Phục vụ hành chính công.",
)
"""Footnotes below a table."""

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"

DOSSIER_TABLE = (
    ("TT", "Thành phần hồ sơ", "Bản chính", "Bản sao"),
    ("1", "Đơn đề nghị theo mẫu", "x", ""),
    ("2", "Giấy tờ chứng minh nội dung đề nghị", "", "x"),
)
"""A small table of dossier components that often stands above the steps."""

SIGNATURE_TABLE = (
    (
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.",
        "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n(Ký tên, đóng dấu)",
    ),
)
"""The signature block below the table."""
