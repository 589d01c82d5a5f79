"""What a column of a decision table is for, told from its header in any wording."""

from __future__ import annotations

import functools
import re
from enum import StrEnum

from procflow.tables.wording import fold


class Role(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    NAME = "name"
    CONTENT = "content"
    PERFORMER = "performer"
    TIME = "time"
    UNIT = "unit"
    RESULT = "result"
    FORMS = "forms"
    DOCUMENTS = "documents"
    LEGAL_BASIS = "legal-basis"
    FEE = "fee"
    NOTE = "note"
    ONLINE_LEVEL = "online-level"
    COOPERATION = "cooperation"
    UNKNOWN = "unknown"


REQUIRED = (Role.CONTENT, Role.PERFORMER, Role.TIME)
VIETNAMESE = {
    Role.NUMBER: "TT",
    Role.NAME: "Tên bước",
    Role.CONTENT: "Nội dung công việc",
    Role.PERFORMER: "Trách nhiệm thực hiện",
    Role.TIME: "Thời gian thực hiện",
    Role.RESULT: "Sản phẩm/Kết quả",
    Role.FORMS: "Biểu mẫu",
    Role.DOCUMENTS: "Hồ sơ, tài liệu",
    Role.LEGAL_BASIS: "Căn cứ pháp lý",
}

# Words as they look after folding. The word that stands first in a header decides; at one place, the longer one.
_WORDS: tuple[tuple[Role, str], ...] = (
    (Role.TIME, r"thoi gian|thoi han|thoi luong|so ngay|so gio|han (?:xu ly|giai quyet|thuc hien)|ky han"),
    (Role.TIME, r"^(?:ngay|gio)(?: lam viec)?$|^tg\b"),
    (Role.UNIT, r"don vi tinh|\bdvt\b|don vi thoi gian"),
    (Role.COOPERATION, r"(?:don vi|co quan|nguoi|bo phan|phong)?,? ?phoi hop|nguoi giam sat|nguoi nhan"),
    (
        Role.PERFORMER,
        (
            r"(?:chiu )?trach nhiem|don vi|nguoi|co quan|bo phan|chu tri|chuc danh|ca nhan|can bo|cong chuc|phong ban"
            r"|chu the|vi tri|doi tuong thuc hien|noi thuc hien|to chuc thuc hien|phan cong"
        ),
    ),
    (Role.NUMBER, r"^(?:s ?tt|tt|so (?:tt|thu tu)|no\.?|b)$|thu tu|^so buoc|^ma buoc|^buoc so"),
    (Role.CONTENT, r"noi dung|mo ta|dien giai|cong viec|nhiem vu|hoat dong|viec (?:phai|can) lam"),
    (Role.CONTENT, r"trinh tu|cac buoc|ten buoc|\bbuoc\b|quy trinh"),
    (Role.RESULT, r"bieu mau.{0,3}(?:ket qua|san pham)|san pham|ket qua|dau ra"),
    (Role.FORMS, r"bieu mau|mau bieu|mau don|cac mau"),
    (Role.DOCUMENTS, r"thanh phan ho so|ho so|giay to|tai lieu|dau vao"),
    (Role.LEGAL_BASIS, r"can cu|co so phap ly"),
    (Role.FEE, r"\bphi\b|le phi"),
    (Role.NOTE, r"ghi chu|luu y"),
    (Role.ONLINE_LEVEL, r"muc (?:do )?(?:dvc|dich vu cong|truc tuyen)|dich vu cong|\bdvc"),
)
_PATTERNS = tuple((role, re.compile(words)) for role, words in _WORDS)
_IN_PARENTHESES = re.compile(r"\([^()]*\)")
_MAX_HEADER = 160
# The closer to "what is done in full", the lower; a lower one is the content where several columns may be.
_CONTENT_RANKS = (r"noi dung|mo ta|dien giai", r"cong viec|nhiem vu|hoat dong|viec ", r"")


@functools.lru_cache(maxsize=4096)
def role_of(header: str) -> Role:
    """
    Return what a column with this header holds.

    Example:
        >>> role_of("ĐƠN VỊ GIẢI QUYẾT TTHC"), role_of("Thời gian (ngày làm việc)")
        (<Role.PERFORMER: 'performer'>, <Role.TIME: 'time'>)
    """
    if len(header) > _MAX_HEADER:
        return Role.UNKNOWN
    full = fold(header)
    words = _IN_PARENTHESES.sub(" ", full).strip(" .:*") or full
    found = [
        (match.start(), -len(match[0]), position, role)
        for position, (role, pattern) in enumerate(_PATTERNS)
        if (match := pattern.search(words)) is not None
    ]
    return min(found)[3] if found else Role.UNKNOWN


def begins_with_role(header: str) -> bool:
    """Return whether the words that tell the role stand at the very beginning."""
    words = fold(header)
    return any(pattern.match(words) for role, pattern in _PATTERNS if role is role_of(header))


def content_rank(header: str) -> int:
    """Return how surely a content column is the full content: 0 most, 2 least."""
    words = fold(header)
    return next(rank for rank, pattern in enumerate(_CONTENT_RANKS) if re.search(pattern, words))
