"""Labels beside their elements are drawn as the layout places them."""

from __future__ import annotations

import pytest

from procflow.bpmn import Bounds
from procflow.bpmn.layout.text import LABEL_FONT, label_size
from procflow.render.shapes import label_lines


@pytest.mark.parametrize(
    "name",
    [
        "Configure workstation",
        "Customer notified about successful cancelation",
        "Boundary \nIntermediate Event\nNon-Interrupting \nMessage",
        "Hồ sơ đầy đủ, hợp lệ",
        "Không đạt yêu cầu",
        "Phê duyệt đề xuất kế hoạch lựa chọn nhà thầu",
    ],
)
def test_a_label_is_drawn_in_the_lines_that_it_was_given_room_for(name: str) -> None:
    """The picture breaks it into as many lines as the layout counted, though the fonts differ."""
    size = label_size(name)
    assert size is not None
    planned = round(size.height / (LABEL_FONT * 1.2))

    assert planned == len(label_lines(name, Bounds(0, 0, size.width, size.height)))
