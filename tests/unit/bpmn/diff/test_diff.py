"""What changed between two models is told by meaning, once, whatever their ids are."""

from __future__ import annotations

import json
import re

import pytest

from procflow.bpmn import Definitions, read
from procflow.bpmn.diff import ChangeKind, diff
from procflow.errors import DataError
from tests.diagrams import diagram
from tests.support import models

BEFORE = """
    start s "Có hồ sơ"\nuser a "Tiếp nhận" group=motcua limit=1wd\nxor x "Đủ điều kiện?"\nuser b "Thẩm định" limit=5wd
    user c "Ký" group=lanhdao\nend e "Trả kết quả"\ns -> a -> x\nx -> b : =du\nx -> e : default\nb -> c -> e"""

CASES = {
    "added": (("c -> e", 'c -> d -> e\nuser d "Đóng dấu"'), [ChangeKind.ADDED]),
    "renamed": (('"Ký"', '"Ký số"'), [ChangeKind.RENAMED]),
    "retyped": (
        ('user b "Thẩm định" limit=5wd', 'manual b "Thẩm định" limit=5wd'),
        [ChangeKind.RETYPED, ChangeKind.REASSIGNED],
    ),
    "re-assigned": (("group=lanhdao", "group=vanthu"), [ChangeKind.REASSIGNED]),
    "retimed": (("limit=5wd", "limit=3wd"), [ChangeKind.RETIMED]),
    "condition": (("=du", "=du_dieu_kien"), [ChangeKind.CONDITION]),
    "re-routed": (("b -> c -> e", "b -> e\nc -> e"), [ChangeKind.REROUTED]),
}


def model(text: str) -> Definitions:
    """Return the model of *text*."""
    return read(diagram(text))


def kinds(old: Definitions, new: Definitions) -> list[ChangeKind]:
    """Return the kinds of what changed, layout left out."""
    return [change.kind for change in diff(old, new).changes if change.kind is not ChangeKind.LAYOUT]


@pytest.mark.parametrize(("change", "expected"), CASES.values(), ids=CASES)
def test_one_edit_is_one_change(change: tuple[str, str], expected: list[ChangeKind]) -> None:
    """An edit is told as what it means; what follows from it is not told again."""
    found = kinds(model(BEFORE), model(BEFORE.replace(*change)))

    assert set(expected) == set(found)


def test_the_way_back_removes_what_was_added() -> None:
    """Old and new exchanged, what was added was removed."""
    after = BEFORE.replace(*CASES["added"][0])

    assert [ChangeKind.REMOVED] == kinds(model(after), model(BEFORE))


@pytest.mark.parametrize("path", models(), ids=lambda path: path.stem)
def test_a_model_does_not_differ_from_itself(path: object) -> None:
    """Nothing changed between a model and itself."""
    one, other = read(str(path)), read(str(path))

    assert () == diff(one, other).changes


@pytest.mark.parametrize("path", models(), ids=lambda path: path.stem)
def test_new_ids_are_no_change(path: object) -> None:
    """A copy in which every id is another one says the same."""
    raw = read(str(path)).source
    ids = sorted(set(re.findall(rb'\bid="([^"]+)"', raw)), key=len, reverse=True)
    pattern = re.compile(rb'(?<=[">:])(' + rb"|".join(map(re.escape, ids)) + rb')(?=["<])')
    other = read(pattern.sub(lambda found: b"new_" + found[1], raw))

    assert [] == kinds(read(raw), other)


def test_a_difference_is_text_and_data() -> None:
    """Each change is a sentence, and plain data for JSON."""
    found = diff(model(BEFORE), model(BEFORE.replace("limit=5wd", "limit=3wd")))
    first = json.loads(json.dumps(found.changes[0].to_dict()))

    assert "Thẩm định" in str(found)
    assert ("retimed", "b", "b") == (first["kind"], first["old_id"], first["new_id"])


@pytest.mark.parametrize("wrong", [None, "x.bpmn", 5])
def test_what_is_no_model_is_refused(wrong: object) -> None:
    """Both are models as read."""
    with pytest.raises(DataError, match="model"):
        diff(model(BEFORE), wrong)  # type: ignore[arg-type]
