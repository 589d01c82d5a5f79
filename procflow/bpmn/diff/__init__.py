"""What changed between two models, by meaning."""

from procflow.bpmn.diff.change import Change, ChangeKind, Detail, Diff
from procflow.bpmn.diff.compare import diff
from procflow.bpmn.diff.words import DiffWords, words_in

__all__ = ["Change", "ChangeKind", "Detail", "Diff", "DiffWords", "diff", "words_in"]
