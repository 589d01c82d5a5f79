"""Rules for models: what BPMN demands, what procflow runs, what an administrative procedure needs."""

from procflow.lint.finding import Finding, Problem, Severity
from procflow.lint.ignores import IGNORE
from procflow.lint.registry import PLATFORMS, Rule, all_rules, choose
from procflow.lint.run import lint
from procflow.lint.sarif import sarif
from procflow.lint.settings import SETTINGS_FILE, Settings, read_settings, settings_near
from procflow.lint.support import SUPPORT, Support, executed_nodes, executed_processes, senders_to_executed, support_of

__all__ = [
    "IGNORE",
    "PLATFORMS",
    "SETTINGS_FILE",
    "SUPPORT",
    "Finding",
    "Problem",
    "Rule",
    "Settings",
    "Severity",
    "Support",
    "all_rules",
    "choose",
    "executed_nodes",
    "executed_processes",
    "lint",
    "read_settings",
    "sarif",
    "senders_to_executed",
    "settings_near",
    "support_of",
]
