"""What is told of a database that holds what procflow never writes."""

from __future__ import annotations

from procflow.errors import StoreError

_LONGEST = 40


def damaged(expected: str, found: object) -> StoreError:
    """Return the error for *found*, which stands where the database should hold what is *expected*."""
    text = str(found)[:_LONGEST]
    return StoreError(f"the database holds {text!r} where {expected} should be", hint="restore it from a backup")
