"""Rules for models: what BPMN demands, what procflow runs, what an administrative procedure needs."""

from procflow.lint.finding import Finding, Problem, Severity
from procflow.lint.registry import Rule, all_rules, choose
from procflow.lint.run import lint
from procflow.lint.support import SUPPORT, Support, executed_nodes, executed_processes, support_of

__all__ = [
    "SUPPORT",
    "Finding",
    "Problem",
    "Rule",
    "Severity",
    "Support",
    "all_rules",
    "choose",
    "executed_nodes",
    "executed_processes",
    "lint",
    "support_of",
]
