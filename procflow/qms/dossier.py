"""What papers say of a dossier that its history does not hold."""

from __future__ import annotations

from dataclasses import dataclass, fields
from types import NoneType

from procflow.errors import expect
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
    """
    One paper of a dossier as it was handed in (thành phần hồ sơ), e.g. ``Component("Đơn", "01 bản chính")``.

    Raises:
        DataError: One of the two is no text.
    """

    name: str
    quantity: str = ""

    def __post_init__(self) -> None:
        for text, what in ((self.name, "the name"), (self.quantity, "the quantity")):
            expect(text, str, f"{what} of a component", "pass it as a text")


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

    Raises:
        DataError: A field is no text, or a component none.
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

    def __post_init__(self) -> None:
        for name in (item.name for item in fields(self) if item.name != "components"):
            expect(getattr(self, name), str, f"{name} of the dossier", "pass a text, empty where it is not known")
        expect(self.components, (tuple, list, NoneType), "components of the dossier", "pass a tuple, or None")
        for item in self.components or ():
            expect(item, Component, "a component of the dossier", 'pass e.g. Component("Đơn", "01 bản chính")')
