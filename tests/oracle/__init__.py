"""A token game by brute force, written from ``docs/explanation/semantics.md`` alone: what the checker is judged by."""
