"""What a procedure is made of: limits, documents, steps, and the words for its kinds."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from pydantic import ConfigDict, Field, model_validator

from procflow.calendars import LimitUnit, nominal_day_hours
from procflow.checked import Checked


class ProcedureKind(StrEnum):
    """For whom the procedure is: citizens and businesses (TTHC), or within the administration."""

    TTHC = "tthc"
    BETWEEN_AGENCIES = "internal-between-agencies"
    WITHIN_AGENCY = "internal-within-agency"


class Duty(StrEnum):
    """What kind of responsibility a step carries; drafting and approving are never one person's."""

    DRAFT = "draft"
    REVIEW = "review"
    APPROVE = "approve"


class Status(StrEnum):
    """Where the procedure stands in its life (dự thảo, phê duyệt, công bố, ..., hết hiệu lực)."""

    DRAFT = "draft"
    APPROVED = "approved"
    ANNOUNCED = "announced"
    PUBLISHED = "published"
    AMENDED = "amended"
    REPLACED = "replaced"
    ABOLISHED = "abolished"
    EXPIRED = "expired"


class Level(StrEnum):
    """The level of government that settles it (cấp thực hiện)."""

    CENTRAL = "central"
    PROVINCE = "province"
    COMMUNE = "commune"
    AGENCY = "agency"


class OnlineLevel(StrEnum):
    """How much of it can be done online (mức độ dịch vụ công trực tuyến)."""

    FULL = "full"
    PARTIAL = "partial"
    INFORMATION = "information"
    NONE = "none"


class Limit(Checked):
    """
    How long something may take.

    Attributes:
        value: The number, None where the unit takes none or the text could not be read.
        unit: In what it is counted, None for a text that says no period.
        text: The words it was read from.
    """

    value: Decimal | None = Field(default=None, ge=0)
    unit: LimitUnit | None = None
    text: str = ""

    @model_validator(mode="after")
    def _value_and_unit_agree(self) -> Limit:
        if (self.value is not None) != (self.unit is not None and self.unit.has_value):
            msg = f"a limit in {self.unit or 'no unit'} takes {'a' if self.unit else 'no'} value"
            raise ValueError(msg)
        return self

    @property
    def hours(self) -> Decimal | None:
        """Working hours for the sum check alone (nothing for uncounted time), None if it cannot be said."""
        if self.unit in {LimitUnit.NOT_COUNTED, LimitUnit.OFFICE_HOURS}:
            return Decimal(0)
        if self.value is None:
            return None
        return self.value if self.unit is LimitUnit.HOUR else self.value * nominal_day_hours()

    def __str__(self) -> str:
        if self.value is not None:
            return f"{self.value.normalize():f} {self.unit}"
        return str(self.unit) if self.unit else self.text


class Document(Checked):
    """
    A component of the dossier or a product (thành phần hồ sơ, sản phẩm).

    Attributes:
        id: Short id by which steps name it.
        name: What it is called.
        copies: How many, None if unknown.
        original: Whether the original is asked for, None if unknown.
        form: Code of the form it is filled on, empty if none.
        form_basis: The legal text that the form was issued with, empty if unknown.
        kept_by: Where it is kept, empty if unknown.
        retention: How long it is kept (thời hạn bảo quản), as written, empty if unknown.
    """

    model_config = ConfigDict(str_strip_whitespace=True)

    id: str
    name: str = ""
    copies: int | None = Field(default=None, ge=0)
    original: bool | None = None
    form: str = ""
    form_basis: str = ""
    kept_by: str = ""
    retention: str = ""


class Step(Checked):
    """
    One step (bước) of a procedure.

    Attributes:
        number: Its number as written, e.g. ``B3`` or ``4``.
        content: What is done (nội dung công việc), in full.
        name: A short label that was given beside the content, empty if none; a box without gets one made.
        performer: Who does it: role and unit (trách nhiệm thực hiện), empty if unknown.
        agency: The agency the performer belongs to, empty if unknown.
        limit: How long it may take, None if unknown or stated with another step of its group.
        limit_also: Further limits, the earliest holds: ``8cd before effective_on`` (a variable with a date).
        group: Number shared by steps that have one limit together; the first of them carries it.
        documents_in: Ids of the documents it needs; None if unknown.
        documents_out: Ids of the documents it makes or changes; None if unknown.
        forms: Codes of the forms it uses; None if unknown.
        result: What comes out (sản phẩm, kết quả), empty if unknown.
        legal_basis: Article that orders this step; None if unknown.
        locked: Whether a law fixes the step; None if unknown.
        locked_basis: The law that does.
        duty: Draft, review or approve; None if unknown.
        effort_hours: Working time really spent on it, None if unknown.
        contact: Whether the applicant must appear or be contacted; None if unknown.
        automatic: Whether a program does it.
        stage: Title of the stage (giai đoạn, cấp) it belongs to, empty if none.
        case: The condition (trường hợp) under which alone it is done, empty if always.
        element_id: Id of the BPMN element, empty for a step from a table.
        has_condition: Whether its text holds a condition that is not drawn yet.
    """

    number: str = ""
    content: str = ""
    name: str = ""
    performer: str = ""
    agency: str = ""
    limit: Limit | None = None
    limit_also: tuple[str, ...] | None = None
    group: int | None = None
    documents_in: tuple[str, ...] | None = None
    documents_out: tuple[str, ...] | None = None
    forms: tuple[str, ...] | None = None
    result: str = ""
    legal_basis: tuple[str, ...] | None = None
    locked: bool | None = None
    locked_basis: str = ""
    duty: Duty | None = None
    effort_hours: Decimal | None = Field(default=None, ge=0)
    contact: bool | None = None
    automatic: bool = False
    stage: str = ""
    case: str = ""
    element_id: str = ""
    has_condition: bool = False

    @property
    def label(self) -> str:
        """The short label."""
        return self.name or self.content
