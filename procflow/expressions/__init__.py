"""Expressions of models: read once, compiled to functions, never handed to Python."""

from procflow.expressions.condition import Condition, compile_condition
from procflow.expressions.nodes import Scalar
from procflow.expressions.timers import Timer, TimerCycle, TimerDate, TimerDuration, parse_timer

__all__ = [
    "Condition",
    "Scalar",
    "Timer",
    "TimerCycle",
    "TimerDate",
    "TimerDuration",
    "compile_condition",
    "parse_timer",
]
