"""
The typed model of a BPMN file: thin views of the kept XML tree, one module for each kind of element.

`procflow.bpmn` lists the names that users write.
"""

__all__: list[str] = []
