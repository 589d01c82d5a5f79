"""Which labels say that the applicant supplements a dossier."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from procflow.bpmn import read
from procflow.lint import lint

LOOP = (Path(__file__).parent / "supplement-loop-bound" / "invalid-no-bound.bpmn").read_text("utf-8")


def is_told(label: str) -> bool:
    """Return whether a loop without a bound is told, where only one step of it has a label that may say so."""
    text = LOOP.replace('name="Thiếu"', "").replace("Hồ sơ hợp lệ?", "Đạt?").replace("Yêu cầu bổ sung", label)
    return bool(lint(read(text.encode()), "supplement-loop-bound"))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    "label",
    [
        "Hoàn thiện dự thảo quyết định",
        "Soạn quyết định sửa đổi, bổ sung giấy phép",
        "Rà soát nhiệm vụ của thiếu úy",
    ],
)
def test_work_inside_the_agency_is_no_supplement(label: str, form: str) -> None:
    """A draft that is completed and a rank that sounds alike ask nobody outside, however the letters are composed."""
    assert not is_told(unicodedata.normalize(form, label))  # type: ignore[arg-type]  # one of the two forms


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    "label", ["Thiếu", "Chưa đầy đủ", "Bổ sung hồ sơ", "Hồ sơ đủ?", "Yêu cầu bổ sung", "Dossier incomplete"]
)
def test_a_dossier_that_is_sent_back_is_one(label: str, form: str) -> None:
    """The word alone says so, or beside the dossier or a request, however the letters are composed."""
    assert is_told(unicodedata.normalize(form, label))  # type: ignore[arg-type]  # one of the two forms


@pytest.mark.parametrize(("text", "expected"), [("có", True), ("YES", True), ("không", False), ("perhaps", False)])
def test_contact_is_read_as_everywhere(text: str, expected: bool) -> None:  # noqa: FBT001 - a case of the test
    """Contact with the applicant counts as its property says; what cannot be read is for property-value."""
    loop = (Path(__file__).parent / "supplement-loop-bound" / "invalid-face-to-face.bpmn").read_text("utf-8")
    changed = re.sub(r'(name="pf.contact" value=")[^"]*', rf"\1{text}", loop)

    assert expected == bool(lint(read(changed.encode()), "supplement-loop-bound"))
