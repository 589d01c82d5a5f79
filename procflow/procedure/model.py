"""What an internal procedure (quy trình nội bộ) is: its identity, its limits, its steps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pydantic import Field

from procflow.bpmn import Definitions, Flavour, Process
from procflow.checked import Checked
from procflow.procedure.from_bpmn import facts_of
from procflow.procedure.parts import (
    Document,
    Level,
    Limit,
    OnlineLevel,
    ProcedureKind,
    Status,
    Step,
)
from procflow.procedure.to_bpmn import draft_of


class Procedure(Checked):
    """
    An internal procedure as it is approved, run, measured and simplified.

    A field that is None (or an empty text) is unknown: it is shown and counted as such, never filled with a default.

    Attributes:
        id: Id of the BPMN process, or an id derived from the code.
        code: Code of the administrative procedure (mã TTHC).
        title: Its name.
        field: Field of administration (lĩnh vực).
        kind: Citizen-facing or internal.
        business_related: Whether it concerns businesses (targets of 30 % instead of 20 %).
        level: Level of government.
        online_level: How much of it is online.
        territorial_scope: Where dossiers may be handed in (phạm vi tiếp nhận), e.g. ``any-desk``.
        deciding_authority: Who decides (cơ quan có thẩm quyền quyết định).
        subjects: Who may apply (đối tượng thực hiện).
        subjects_per_year: How many apply a year.
        dossiers_per_year: How many dossiers a year.
        fee_vnd: Fees and charges for one dossier, in VND.
        status: Where it stands in its life.
        decision_number: Decision that approved it.
        decided_on: Date of that decision.
        effective_on: First day it is in force.
        expires_on: Last day it is in force.
        legal_basis: Laws it rests on.
        limit: Statutory limit of the whole.
        declared_total: Total the table states for its steps.
        documents: The documents that steps name.
        registers: The registers and databases that are drawn; None if none is.
        steps: The steps, in the order of the table or of the flow.
        template: Id and version of the element template the data was entered with.
    """

    id: str = ""
    code: str = ""
    title: str = ""
    field: str = ""
    kind: ProcedureKind | None = None
    business_related: bool | None = None
    level: Level | None = None
    online_level: OnlineLevel | None = None
    territorial_scope: str = ""
    deciding_authority: str = ""
    subjects: str = ""
    subjects_per_year: int | None = Field(default=None, ge=0)
    dossiers_per_year: int | None = Field(default=None, ge=0)
    fee_vnd: Decimal | None = Field(default=None, ge=0)
    status: Status | None = None
    decision_number: str = ""
    decided_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    legal_basis: tuple[str, ...] | None = None
    limit: Limit | None = None
    declared_total: Limit | None = None
    documents: tuple[Document, ...] | None = None
    registers: tuple[Document, ...] | None = None
    steps: tuple[Step, ...] = ()
    template: str = ""

    @classmethod
    def of(cls, model: Definitions | Process, *, process_id: str | None = None) -> Procedure:
        """
        Return the procedure that lies in a BPMN model.

        Args:
            model: The model, or one process of it.
            process_id: Which process, where the model has several.

        Raises:
            ModelError: The model has no process, or several and none was named, or something of it is left out.
            PropertyError: A ``pf.*`` property has a value that cannot be read.
        """
        return cls.model_validate(facts_of(model, process_id))

    def to_bpmn(self, flavour: Flavour = "camunda8") -> Definitions:
        """
        Return a laid-out model of the procedure: one lane for each role, agencies around them, a branch for each case.

        Raises:
            ModelError: The procedure has no steps.
            PropertyError: Two different documents have one id, or what one says would be read otherwise.
        """
        return draft_of(self, flavour).build()

    @property
    def performers(self) -> tuple[str, ...]:
        """The performers, each once, in order of first appearance."""
        return tuple(dict.fromkeys(step.performer for step in self.steps if step.performer))

    def unknown(self) -> tuple[str, ...]:
        """
        Return what is not filled in, as ``field`` or ``steps[3].field`` (steps counted from 1).

        What is optional by nature (an expiry, a stage, a case) does not count.
        """
        own = (name for name in _REQUIRED if _is_unknown(getattr(self, name)))
        return (*own, *self._unknown_of_steps())

    def _unknown_of_steps(self) -> Iterator[str]:
        for position, step in enumerate(self.steps, start=1):
            for name in _REQUIRED_OF_STEP:
                shared = name == "limit" and step.group is not None
                if _is_unknown(getattr(step, name)) and not shared and not (step.automatic and name in _OF_PEOPLE):
                    yield f"steps[{position}].{name}"


_REQUIRED = (
    "code",
    "title",
    "field",
    "kind",
    "business_related",
    "level",
    "online_level",
    "territorial_scope",
    "deciding_authority",
    "subjects",
    "dossiers_per_year",
    "fee_vnd",
    "status",
    "decision_number",
    "decided_on",
    "legal_basis",
    "limit",
    "documents",
)
_REQUIRED_OF_STEP = (
    "performer",
    "limit",
    "documents_in",
    "documents_out",
    "result",
    "legal_basis",
    "locked",
    "duty",
    "effort_hours",
    "contact",
)
_OF_PEOPLE = {"performer", "duty", "effort_hours", "contact"}


def _is_unknown(value: object) -> bool:
    return value is None or value == ""
