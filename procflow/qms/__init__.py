"""What replaces the ISO papers: forms filled from history, the procedure document, the coverage matrix."""

from procflow.qms.appointment import Appointment, appointment_of
from procflow.qms.dossier import Component, Dossier
from procflow.qms.fill import Filling, filled
from procflow.qms.forms import Form, FormKind, FormSet, install_forms, load_forms
from procflow.qms.hand_overs import HandOver, hand_overs
from procflow.qms.output import Properties, save
from procflow.qms.papers import PaperOptions, control_slip, receipt

__all__ = [
    "Appointment",
    "Component",
    "Dossier",
    "Filling",
    "Form",
    "FormKind",
    "FormSet",
    "HandOver",
    "PaperOptions",
    "Properties",
    "appointment_of",
    "control_slip",
    "filled",
    "hand_overs",
    "install_forms",
    "load_forms",
    "receipt",
    "save",
]
