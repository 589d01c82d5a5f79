"""Whether a process can go wrong: the token game, played on what reduction leaves of a model."""

from procflow.bpmn.soundness.fragments import Step
from procflow.bpmn.soundness.together import BOUND_REACHED
from procflow.bpmn.soundness.verdict import Defect, Soundness, Verdict, soundness

__all__ = ["BOUND_REACHED", "Defect", "Soundness", "Step", "Verdict", "soundness"]
