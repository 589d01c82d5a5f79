"""Inputs that coverage steers: whatever the bytes, procflow answers with a model or with an error of its own."""
