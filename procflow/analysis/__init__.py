"""Measure, price and compare procedures: pure functions of model and event log."""

from procflow.analysis.compare import Caution, Comparison, Row, Terms, compare_subjects
from procflow.analysis.cost import Basis, Cost, Line, cost
from procflow.analysis.figures import (
    Figure,
    Missing,
    Rounding,
    RoundingMode,
    Unknown,
    change,
    jsonable,
    percent,
    required,
    shown,
)
from procflow.analysis.flow import Subject, Wait
from procflow.analysis.metrics import MEASURES, Measure, Metric, Metrics, hand_off_counts, metrics
from procflow.analysis.steps import StepChange, StepChanges, step_changes
from procflow.analysis.targets import (
    Goal,
    GoalResult,
    Judgement,
    Share,
    Target,
    Totals,
    judge,
    load_targets,
    target,
    totals,
)
from procflow.analysis.tariffs import Tariff, TariffLike, load_tariffs, tariff_of
from procflow.analysis.trace import TaskTrace, trace

__all__ = [
    "MEASURES",
    "Basis",
    "Caution",
    "Comparison",
    "Cost",
    "Figure",
    "Goal",
    "GoalResult",
    "Judgement",
    "Line",
    "Measure",
    "Metric",
    "Metrics",
    "Missing",
    "Rounding",
    "RoundingMode",
    "Row",
    "Share",
    "StepChange",
    "StepChanges",
    "Subject",
    "Target",
    "Tariff",
    "TariffLike",
    "TaskTrace",
    "Terms",
    "Totals",
    "Unknown",
    "Wait",
    "change",
    "compare_subjects",
    "cost",
    "hand_off_counts",
    "jsonable",
    "judge",
    "load_targets",
    "load_tariffs",
    "metrics",
    "percent",
    "required",
    "shown",
    "step_changes",
    "target",
    "tariff_of",
    "totals",
    "trace",
]
