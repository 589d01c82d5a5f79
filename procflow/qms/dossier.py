"""What papers say of a dossier that its history does not hold."""

from __future__ import annotations

from dataclasses import dataclass

from procflow.procedure import Document, Procedure


def handed_in(procedure: Procedure) -> tuple[Document, ...] | None:
    """
    Return the documents of a procedure that come from outside: those no step makes before another needs them.

    None where the documents of the procedure are unknown.
    """
    if procedure.documents is None:
        return None
    made: set[str] = set()
    needed: set[str] = set()
    for step in procedure.steps:
        needed.update(key for key in step.documents_in or () if key not in made)
        made.update(step.documents_out or ())
    return tuple(item for item in procedure.documents if item.id in needed or item.id not in made)


@dataclass(frozen=True, slots=True)
class Component:
    """One paper of a dossier as it was handed in (thành phần hồ sơ), e.g. ``Component("Đơn", "01 bản chính")``."""

    name: str
    quantity: str = ""


@dataclass(frozen=True, slots=True)
class Dossier:
    """
    Who handed in what, and where; what is left empty stays a dotted line to be written by hand.

    Attributes:
        applicant: Who handed it in.
        applicant_address: Their address.
        applicant_phone: Their telephone number.
        applicant_email: Their e-mail address.
        request: What they ask for (nội dung yêu cầu giải quyết).
        components: What was handed in; None to list what the procedure asks for.
        copies: Number of sets handed in (số lượng hồ sơ), e.g. ``01 bộ``.
        superior_authority: Authority above the receiving one.
        authority: The receiving authority.
        desk: The desk that received it (Bộ phận tiếp nhận và trả kết quả).
        place: Place the paper is written at.
        receipt_number: Number of the receipt.
        receiver: Person who received it.
        return_place: Where the result will be fetched.
        register_book: Book of the register (quyển số).
        register_number: Number in the register (số thứ tự).
    """

    applicant: str = ""
    applicant_address: str = ""
    applicant_phone: str = ""
    applicant_email: str = ""
    request: str = ""
    components: tuple[Component, ...] | None = None
    copies: str = ""
    superior_authority: str = ""
    authority: str = ""
    desk: str = ""
    place: str = ""
    receipt_number: str = ""
    receiver: str = ""
    return_place: str = ""
    register_book: str = ""
    register_number: str = ""
