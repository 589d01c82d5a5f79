"""What must hold so that procflow can run the model."""
