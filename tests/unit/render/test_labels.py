"""Labels beside their elements are drawn as the layout places them."""

from __future__ import annotations

import pytest
from lxml import etree

from procflow.bpmn import Bounds, layout, read
from procflow.bpmn.layout.text import LABEL_FONT, label_size
from procflow.render import diagram_svg
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


def test_the_name_of_a_repeated_task_keeps_clear_of_its_marker() -> None:
    """Three lines end above the bars at the lower border."""
    model = read(
        b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"><process id="p">'
        b'<serviceTask id="t" name="Publish on other platforms"><multiInstanceLoopCharacteristics/></serviceTask>'
        b"</process></definitions>"
    )
    layout(model)
    shape = model.shape("t")
    assert shape is not None
    picture = etree.fromstring(diagram_svg(model).encode())
    baselines = [float(text.get("y", "0")) for text in picture.iter("{*}text") if "plat" in "".join(text.itertext())]

    assert baselines
    assert max(baselines) <= shape.bounds.bottom - 17
