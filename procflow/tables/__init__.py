"""Decision tables in Word, Excel and CSV: into procedures and back."""

from procflow.tables.aliases import Alias, Aliases, read_aliases, suggest
from procflow.tables.conditions import Decision, decide, has_condition, undecided
from procflow.tables.fragment_rules import Fragment, FragmentRule, fragment_rule
from procflow.tables.fragments import Attachment, draft_with
from procflow.tables.imported import ImportedTable, Note, StageSum, SumCheck, not_deployable_reasons
from procflow.tables.periods import Reading, read_limit
from procflow.tables.reader import import_table, read_table
from procflow.tables.roles import Role
from procflow.tables.units import printed_limit
from procflow.tables.writer import table_of, write_table

__all__ = [
    "Alias",
    "Aliases",
    "Attachment",
    "Decision",
    "Fragment",
    "FragmentRule",
    "ImportedTable",
    "Note",
    "Reading",
    "Role",
    "StageSum",
    "SumCheck",
    "decide",
    "draft_with",
    "fragment_rule",
    "has_condition",
    "import_table",
    "not_deployable_reasons",
    "printed_limit",
    "read_aliases",
    "read_limit",
    "read_table",
    "suggest",
    "table_of",
    "undecided",
    "write_table",
]
