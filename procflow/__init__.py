"""Model, run, document, measure and simplify internal procedures of an administration as BPMN 2.0."""

__all__: list[str] = []
