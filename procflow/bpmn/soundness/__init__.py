"""Whether a process can go wrong: the token game, played on what reduction leaves of a model."""

from procflow.bpmn.soundness.fragments import Step
from procflow.bpmn.soundness.verdict import Defect, Verdict, soundness

__all__ = ["Defect", "Step", "Verdict", "soundness"]
