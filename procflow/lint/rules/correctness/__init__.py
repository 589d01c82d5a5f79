"""What BPMN itself demands, whoever reads or runs the model."""
