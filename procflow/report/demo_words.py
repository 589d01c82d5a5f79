"""What the demonstration says in its report, in Vietnamese and English."""

from __future__ import annotations

from procflow.wording import Language

DEMO_WORDS: dict[Language, dict[str, str]] = {
    "vi": {
        "title": "Báo cáo đơn giản hóa thủ tục",
        "table": "Đọc từ {file}: {steps} bước. Tổng thời gian khai: {total}. Chưa có thông tin: {unknown} mục.",
        "history": "{entries} dòng lịch sử, chuỗi băm đã kiểm tra, mã băm cuối {head}…; mọi giấy tờ dưới đây lập từ "
        "lịch sử này.",
        "saving": "tiết kiệm chi phí tuân thủ một năm (cơ sở: giờ công)",
        "share": "so với {before} của {priced} thủ tục",
        "twins": "thủ tục có phương án đơn giản hóa, trên {compared} thủ tục",
        "findings": "phát hiện trong {models} mô hình",
        "assumed": "Số giờ công và số hồ sơ một năm trong các mô hình là số giả định để trình diễn cách tính.",
        "tariff": "Đơn giá giờ công: {money} ({source}).",
        "scope": "Đơn giá này của {scope}, không phải của cơ quan trong các mô hình; chỉ dùng để trình diễn.",
        "excluded": "Chưa tính được chi phí: {n} thủ tục.",
        "cap-doi-the.bpmn": "mô hình BPMN lập từ bảng quy trình",
        "ho-so.db": "cơ sở dữ liệu SQLite của hồ sơ đã chạy",
        "phieu-kiem-soat.docx": "phiếu kiểm soát",
        "giay-tiep-nhan.docx": "giấy tiếp nhận, hẹn trả",
        "quy-trinh.docx": "tài liệu quy trình",
        "quy-trinh.svg": "sơ đồ quy trình",
    },
    "en": {
        "title": "Report on the simplification of procedures",
        "table": "Read from {file}: {steps} steps. Declared total: {total}. Not known yet: {unknown} fields.",
        "history": "{entries} lines of history, chain of hashes checked, last hash {head}…; all papers below are made "
        "from this history.",
        "saving": "compliance cost saved in a year (basis: effort)",
        "share": "of {before} of {priced} procedures",
        "twins": "procedures with a simplified version, of {compared}",
        "findings": "findings in {models} models",
        "assumed": "Effort hours and dossiers a year in the models are assumed, to show how the cost is worked out.",
        "tariff": "An hour of work: {money} ({source}).",
        "scope": "This tariff is that of {scope}, not of the agencies in the models; it only demonstrates.",
        "excluded": "Cost not computable: {n} procedures.",
        "cap-doi-the.bpmn": "BPMN model made of the decision table",
        "ho-so.db": "SQLite database of the dossier that was run",
        "phieu-kiem-soat.docx": "control slip",
        "giay-tiep-nhan.docx": "receipt with appointment date",
        "quy-trinh.docx": "procedure document",
        "quy-trinh.svg": "diagram of the procedure",
    },
}
