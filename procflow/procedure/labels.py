"""Short names for the boxes and branches of a diagram, made from longer texts and known as made."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from procflow.procedure.parts import Step

_LABEL_LETTERS = 60
_CASE_LETTERS = 40
# Below so many letters a piece says too little to end at a comma.
_FEWEST_LETTERS = 15
_GOES_ON = "…"
_BULLET = re.compile(r"^\s*(?:[-+•*]|\d+[.)])\s*")
_MARK = re.compile(r"^(?:Trường hợp|TH|Bước)\s*(?:\d+(?:\.\d+)*|[IVX]+|[A-Za-z])\s*[.:;)–-]\s+", re.IGNORECASE)
_COUNT = re.compile(r"(?:\d+(?:\.\d+)*[a-z]?|[IVX]+|[A-H])[.:;,)]?")
_WORDS_OF_TWO = frozenset({"trường hợp", "phương án", "hình thức", "đối tượng", "thủ tục"})


def plain_text(text: str) -> str:
    """Return *text* on one line."""
    return " ".join(text.split())


def box_names(steps: Sequence[Step]) -> tuple[str, ...]:
    """
    Return a name for the box of each step: its own name, else its content, or the beginning of that.

    A beginning ends in ``…``; where several steps begin alike the number or position of the step stands in front.

    Example:
        >>> long = "Kiểm tra hồ sơ theo quy định; trường hợp hồ sơ chưa đầy đủ thì hướng dẫn bổ sung, hoàn thiện"
        >>> box_names((Step(number="1", content=long), Step(number="2", content=long), Step(number="3", content="Ký.")))
        ('1. Kiểm tra hồ sơ theo quy định …', '2. Kiểm tra hồ sơ theo quy định …', 'Ký')
    """
    names = [plain_text(step.name) if step.name != step.content else "" for step in steps]
    names = [name or _beginning(step.content) for name, step in zip(names, steps, strict=True)]
    count, numbers = Counter(names), _numbers(steps)
    return tuple(
        f"{number}. {name}" if count[name] > 1 and name.endswith(_GOES_ON) else name
        for name, number in zip(names, numbers, strict=True)
    )


def is_made_from(name: str, content: str) -> bool:
    """
    Tell whether the *name* of a box only repeats *content* or its beginning, so that it is no data of its own.

    Example:
        >>> is_made_from("2. Kiểm tra …", "Kiểm tra hồ sơ"), is_made_from("Kiểm tra", "Kiểm tra hồ sơ")
        (True, False)
    """
    whole = plain_text(content)
    if name in {whole, _without_mark(whole)}:
        return True
    beginning = name.removesuffix(_GOES_ON).rstrip()
    return name.endswith(_GOES_ON) and any(part and part in whole for part in (beginning, _unnumbered(beginning)))


def _beginning(content: str) -> str:
    label, whole = short_label(content), _without_mark(content)
    return label if label == whole or label.endswith(_GOES_ON) else f"{label} {_GOES_ON}"


def _without_mark(content: str) -> str:
    return plain_text(_BULLET.sub("", content)).rstrip(".;: ")


def _unnumbered(name: str) -> str:
    return name.partition(". ")[2]


def _numbers(steps: Sequence[Step]) -> list[str]:
    """Return the numbers as written, and the positions where those do not tell the steps apart."""
    written = [plain_text(step.number).strip(" .):") for step in steps]
    return written if all(written) and len(set(written)) == len(written) else [str(n + 1) for n in range(len(steps))]


def short_label(text: str, letters: int = _LABEL_LETTERS) -> str:
    """
    Return the beginning of *text* that fits a label: its first sentence or clause, cut at a comma or a blank.

    A mere mark in front of a long text, such as ``Trường hợp 2:``, is left out.

    Example:
        >>> short_label("Tiếp nhận hồ sơ; quét, lưu trữ điện tử và chuyển hồ sơ đến phòng chuyên môn để xử lý")
        'Tiếp nhận hồ sơ'
    """
    plain = plain_text(_BULLET.sub("", text))
    if len(plain) <= letters:
        return plain.rstrip(".;: ")
    plain = _MARK.sub("", plain)
    clause = re.split(r"(?<=.{8})[.;:](?:\s|$)", plain, maxsplit=1)[0]
    if len(clause) <= letters:
        return clause.rstrip()
    return f"{_whole_words(clause, letters)} {_GOES_ON}"


def _whole_words(clause: str, letters: int) -> str:
    """Return the beginning up to the last comma, else up to the last blank: words of two syllables stay whole."""
    piece = clause[: letters + 1]
    by_comma = piece.rpartition(", ")[0]
    return by_comma if len(by_comma) >= _FEWEST_LETTERS else piece[:letters].rpartition(" ")[0] or piece[:letters]


def case_labels(cases: tuple[str, ...]) -> list[str]:
    """
    Return a short label for each case, that begins where the cases differ; before a number stands what it counts.

    Example:
        >>> case_labels(("Trường hợp khoáng sản nhóm I", "Trường hợp khoáng sản nhóm II"))
        ['nhóm I', 'nhóm II']
        >>> case_labels(("Trường hợp 1: Đủ điều kiện", "Trường hợp 2: Không đủ"))
        ['Trường hợp 1: Đủ điều kiện', 'Trường hợp 2: Không đủ']
    """
    words = [case.split() for case in cases]
    shared = 0
    while len(words) > 1 and all(len(item) > shared + 1 and item[shared] == words[0][shared] for item in words):
        shared += 1
    if shared and all(_COUNT.fullmatch(item[shared]) for item in words):
        before = words[0][max(shared - 2, 0) : shared]
        kept = " ".join(before if " ".join(before).lower() in _WORDS_OF_TWO else before[-1:])
        return [
            f"{kept} {item[shared]} {short_label(' '.join(item[shared + 1 :]), _CASE_LETTERS)}".rstrip(" .;:")
            for item in words
        ]
    mark = "… " if shared else ""
    return [mark + short_label(" ".join(item[shared:]), _CASE_LETTERS) for item in words]
