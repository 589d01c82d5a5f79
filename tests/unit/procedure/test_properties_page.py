"""The reference page of the ``pf.*`` properties and the vocabulary say the same."""

from __future__ import annotations

from procflow.procedure import PROPERTIES
from tests.support import REPOSITORY

PAGE = REPOSITORY / "docs" / "reference" / "properties.md"


def _rows_below(heading: str) -> list[str]:
    """Return the rows of the table below *heading*, without its head."""
    section = PAGE.read_text("utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return [line for line in section.splitlines() if line.startswith("| `")]


def test_the_page_lists_every_property_as_the_vocabulary_has_it() -> None:
    """Name, places, type and both labels of each property stand on the page, in the vocabulary's order."""
    expected = [
        f"| `{item.name}` | {', '.join(sorted(item.places))} | {item.type} | {item.label_en} | {item.label_vi} |"
        for item in PROPERTIES
    ]

    assert expected == _rows_below("Every property")


def test_the_page_lists_every_choice_with_its_labels() -> None:
    """Each value that a property may take stands on the page with both labels, and no other."""
    expected = [
        f"| `{item.name}` | `{value}` | {english} | {vietnamese} |"
        for item in PROPERTIES
        for value, english, vietnamese in item.choices
    ]

    assert expected == _rows_below("Choices")
