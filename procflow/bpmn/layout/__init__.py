"""Own layered layout: lanes as fixed strips, steps from left to right, links in channels between them."""

from procflow.bpmn.layout.arrange import layout

__all__ = ["layout"]
