"""What the kinds of element are called in Vietnamese, by their name in the standard."""

from __future__ import annotations

from types import MappingProxyType

VIETNAMESE_KINDS = MappingProxyType(
    {
        "process": "quy trình",
        "participant": "vùng của bên tham gia",
        "lane": "làn",
        "task": "công việc",
        "userTask": "công việc của người",
        "manualTask": "công việc thủ công",
        "serviceTask": "công việc tự động",
        "scriptTask": "công việc chạy kịch bản",
        "businessRuleTask": "công việc theo bảng quyết định",
        "sendTask": "công việc gửi",
        "receiveTask": "công việc nhận",
        "callActivity": "bước gọi quy trình khác",
        "subProcess": "quy trình con",
        "adHocSubProcess": "quy trình con tùy nghi",
        "transaction": "giao dịch",
        "startEvent": "sự kiện bắt đầu",
        "endEvent": "sự kiện kết thúc",
        "intermediateCatchEvent": "sự kiện chờ",
        "intermediateThrowEvent": "sự kiện phát",
        "boundaryEvent": "sự kiện biên",
        "exclusiveGateway": "cổng loại trừ",
        "parallelGateway": "cổng song song",
        "inclusiveGateway": "cổng bao gồm",
        "eventBasedGateway": "cổng theo sự kiện",
        "complexGateway": "cổng phức hợp",
        "sequenceFlow": "luồng",
        "messageFlow": "luồng thông điệp",
        "association": "liên kết",
        "dataObject": "dữ liệu",
        "dataObjectReference": "giấy tờ",
        "dataStore": "kho dữ liệu",
        "dataStoreReference": "sổ, cơ sở dữ liệu",
        "textAnnotation": "ghi chú",
        "group": "nhóm",
        "message": "thông điệp",
        "signal": "tín hiệu",
        "error": "lỗi",
        "escalation": "báo cáo vượt cấp",
        "category": "danh mục phân nhóm",
        "itemDefinition": "kiểu dữ liệu",
        "resource": "nguồn lực",
        "interface": "giao diện dịch vụ",
        "globalTask": "công việc dùng chung",
    }
)
