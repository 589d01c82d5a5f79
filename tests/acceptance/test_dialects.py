"""Whatever tool saved a file and however: it is read, kept as it is, and an edit stays where it is (invariant 1)."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from procflow.bpmn import read, write
from procflow.errors import ModelError, ProcflowError, XmlError
from tests.dialects import VARIANTS, Saved, dialect_files, rest, saved
from tests.edits import EDITS, dangling, drawn, facts, redrawn, unexpected
from tests.support import models, samples

pytestmark = [pytest.mark.acceptance, pytest.mark.timeout(900)]

_PLACES = 8
PARTS = samples(1, 20)
SOURCES = [*dialect_files(), *models()[:: samples(20, 1)]]


def ids(raw: bytes) -> set[str]:
    """Return every id in a file."""
    return {str(node.get("id")) for node in read(raw).node.iter("{*}*") if node.get("id")}


def wrong_after(kind: str, raw: bytes, rng: random.Random) -> tuple[bytes, list[str]] | None:
    """Return the file after one edit and what that had no business with; None if every place was refused."""
    model = read(raw)
    said, shown, broken = facts(model), drawn(model), dangling(model)
    for _ in range(_PLACES):
        try:
            outcome = EDITS[kind](model, rng)
        except ModelError:
            if write(model) != raw:
                return raw, ["it was refused and changed the file"]
            continue
        after = write(model)
        again = read(after)
        made = ids(after) - ids(raw)
        found = [*unexpected(said, facts(again), outcome), *redrawn(shown, drawn(again), outcome)]
        found += sorted(dangling(again) - broken)
        found += [] if facts(again) == facts(model) else ["what was read again differs"]
        found += [] if rest(raw, outcome, made) == rest(after, outcome, made) else ["what stands outside differs"]
        return after, [f"{kind}: {one}" for one in found]
    return None


def frame_faults(one: Saved, after: bytes) -> list[str]:
    """Return what of prolog, encoding, line ends and what stands behind the root differs in *after*."""
    text = after.decode(one.encoding)
    found = [] if text.startswith(one.prolog) else ["the prolog differs"]
    found += [] if text.endswith(f">{one.epilog}") else ["what stands behind the root differs"]
    body = text[len(one.prolog) : len(text) - len(one.epilog)]
    end = next((end for end in ("\r\n", "\r") if end in one.body), "\n")
    left = body.replace(end, "")
    return found if not {"\r", "\n"} & set(left) else [*found, "line ends differ"]


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_a_file_is_kept_however_it_was_saved(path: Path, variant: str, rng: random.Random) -> None:
    """It reads as the same model, keeps its bytes unedited, and after one edit of each kind all else and its frame."""
    plain = saved(path.read_bytes())
    one = VARIANTS[variant](plain)
    model = read(one.raw, file=path.name)
    wrong: list[str] = []
    done = 0
    for kind in rng.sample(sorted(EDITS), samples(2, len(EDITS))):
        result = wrong_after(kind, one.raw, rng)
        if result is not None:
            done += 1
            wrong += [*result[1], *(f"{kind}: {fault}" for fault in frame_faults(one, result[0]))]

    assert [] == wrong
    assert done >= samples(0, 10)
    assert one.raw == write(model)
    assert [] == [flaw.message for flaw in model.flaws]
    assert [element.id for element in read(plain.raw).elements()] == [element.id for element in model.elements()]


@pytest.mark.parametrize("encoding", ["Windows-1252", "ISO-8859-1", "US-ASCII"])
def test_what_an_encoding_cannot_hold_is_a_reference(encoding: str, rng: random.Random) -> None:
    """A name with letters that the declared encoding lacks is written with character references, and read as it was."""
    one = VARIANTS[encoding](saved(dialect_files()[0].read_bytes()))
    model = read(one.raw)
    EDITS["rename and document"](model, rng)
    EDITS["insert into a flow"](model, rng)
    after = write(model)

    assert facts(model) == facts(read(after))
    assert b"&#" in after
    assert one.prolog == after.decode(one.encoding)[: len(one.prolog)]


def test_windows_1258_holds_all_of_vietnamese(rng: random.Random) -> None:
    """It writes a letter and its tone apart; no reference is needed, in names, documentation or comments."""
    one = VARIANTS["Windows-1258"](saved(dialect_files()[0].read_bytes()))
    model = read(one.raw)
    EDITS["rename and document"](model, rng)
    EDITS["insert into a flow"](model, rng)
    after = write(model)

    assert facts(model) == facts(read(after))
    assert b"&#" not in after
    assert one.prolog == after.decode(one.encoding)[: len(one.prolog)]


@pytest.mark.parametrize("path", dialect_files(), ids=lambda path: path.name)
def test_a_doctype_is_refused(path: Path) -> None:
    """File, line and reason are named, in any encoding."""
    one = saved(path.read_bytes())
    for encoding in ("utf-8", "utf-16"):
        raw = f'<?xml version="1.0" encoding="{encoding}"?>\n\n<!DOCTYPE definitions>\n{one.body}'.encode(encoding)
        with pytest.raises(XmlError, match="DOCTYPE") as caught:
            read(raw, file=path.name)

        assert (path.name, 3, True) == (caught.value.where.file, caught.value.where.line, bool(caught.value.hint))


def interchange(shared_folder: Path, rng: random.Random) -> list[Path]:
    """Return interchange files of seven tools: all, or a few at small sample size."""
    files = sorted((shared_folder / "data" / "miwg").glob("**/*.bpmn"))
    return rng.sample(files, samples(15, len(files)))


def test_every_interchange_file_is_read(shared_path: Path, rng: random.Random) -> None:
    """None of the 199 files is refused; each flaw that one has is told with file, line and reason."""
    codes: Counter[str] = Counter()
    flawed: Counter[str] = Counter()
    vague = []
    paths = interchange(shared_path, rng)
    for path in paths:
        try:
            model = read(path)
        except ProcflowError as error:
            codes[error.code] += 1
            continue
        errors = [flaw.as_error() for flaw in model.flaws]
        flawed[path.name] += bool(errors)
        vague += [error for error in errors if not (error.where.file and error.where.line and error.hint)]
        vague += [] if write(model) == path.read_bytes() else [path]
    print(f"read {len(paths) - codes.total()} of {len(paths)}, refused {dict(codes)}, flawed {flawed.total()}")  # noqa: T201 - figures

    assert {} == codes
    assert [] == vague


@pytest.mark.parametrize("part", range(PARTS))
def test_an_edit_of_an_interchange_file_stays_where_it_is(part: int, shared_path: Path, rng: random.Random) -> None:
    """After one edit of several kinds all that the edit has no business with is equal in canonical XML."""
    wrong: dict[str, list[str]] = {}
    done = 0
    for path in sorted(interchange(shared_path, rng))[part::PARTS]:
        for kind in rng.sample(sorted(EDITS), samples(2, 6)):
            result = wrong_after(kind, path.read_bytes(), rng)
            done += result is not None
            if result is not None and result[1]:
                wrong.setdefault(str(path.relative_to(shared_path)), []).extend(result[1])
    print(f"{done} edits of interchange files")  # noqa: T201 - a figure

    assert {} == wrong
