"""What replaces the ISO papers: forms filled from history, the procedure document, the coverage matrix."""

from procflow.qms.appointment import Appointment, appointment_of
from procflow.qms.aspects import Aspect, Mechanism
from procflow.qms.catalogue import Catalogue, Clause, load_catalogue
from procflow.qms.coverage import CoverageMatrix, CoverageRow, coverage
from procflow.qms.dossier import Component, Dossier
from procflow.qms.fill import Filling, filled
from procflow.qms.forms import Form, FormKind, FormSet, install_forms, load_forms
from procflow.qms.hand_overs import HandOver, hand_overs
from procflow.qms.papers import PaperOptions, control_slip, receipt
from procflow.qms.procedure_paper import procedure_document
from procflow.qms.procedure_text import Decided, ProcedureText, procedure_text
from procflow.qms.records import Records, RecordState

__all__ = [
    "Appointment",
    "Aspect",
    "Catalogue",
    "Clause",
    "Component",
    "CoverageMatrix",
    "CoverageRow",
    "Decided",
    "Dossier",
    "Filling",
    "Form",
    "FormKind",
    "FormSet",
    "HandOver",
    "Mechanism",
    "PaperOptions",
    "ProcedureText",
    "RecordState",
    "Records",
    "appointment_of",
    "control_slip",
    "coverage",
    "filled",
    "hand_overs",
    "install_forms",
    "load_catalogue",
    "load_forms",
    "procedure_document",
    "procedure_text",
    "receipt",
]
