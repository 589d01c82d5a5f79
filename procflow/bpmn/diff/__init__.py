"""What changed between two models, by meaning."""

from procflow.bpmn.diff.change import Change, ChangeKind, Detail, Diff
from procflow.bpmn.diff.compare import diff

__all__ = ["Change", "ChangeKind", "Detail", "Diff", "diff"]
