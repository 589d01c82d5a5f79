"""What is tried on any bytes: whatever they are, procflow answers with a model or with an error of its own."""

from __future__ import annotations

import random
import zlib

from procflow.bpmn import Definitions, diff, read, write
from procflow.errors import ProcflowError
from tests.damage import damaged
from tests.touch import compared, draw_anew, edit, judge, touch

FILE = "fuzz.bpmn"


def _chance(raw: bytes) -> random.Random:
    return random.Random(zlib.crc32(raw))  # noqa: S311 - test data, no secret


def _read(raw: bytes) -> Definitions | None:
    """Return the model of *raw*, None where it is refused with place, reason and next step."""
    try:
        return read(raw, file=FILE)
    except ProcflowError as error:
        refusal = error
    assert (FILE, True, True) == (refusal.where.file, bool(refusal.message), bool(refusal.hint))
    return None


def read_write(raw: bytes) -> None:
    """Read, ask every element everything, write the same bytes, edit, write, read the same model."""
    model = _read(raw)
    if model is None:
        return
    touch(model)
    assert raw == write(model)
    touch(edit(model, _chance(raw)))


def judge_all(raw: bytes) -> None:
    """Read, check, analyse, compare, lay out and draw."""
    model = _read(raw)
    if model is None:
        return
    judge(model)
    assert raw == write(model)
    draw_anew(model)
    again = read(raw)
    assert not diff(model, again).changes
    other = _read(damaged(_chance(raw), raw))
    if other is not None:
        compared(model, other)


TARGETS = {"read_write": read_write, "judge": judge_all}
