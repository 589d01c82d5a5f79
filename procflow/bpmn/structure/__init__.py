"""Block structure of a process: regions, dominators, loops."""

from procflow.bpmn.structure.loops import Loop, dominators, loops, post_dominators
from procflow.bpmn.structure.regions import Region, RegionKind, regions

__all__ = ["Loop", "Region", "RegionKind", "dominators", "loops", "post_dominators", "regions"]
