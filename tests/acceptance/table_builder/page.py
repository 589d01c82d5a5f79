"""The page of one layout: what stands above the table, the table, and what stands below."""

from __future__ import annotations

from dataclasses import dataclass

from tests.acceptance.table_builder import wording
from tests.acceptance.table_builder.chance import chance
from tests.acceptance.table_builder.grid import Grid, grid_of
from tests.acceptance.table_builder.layout import Layout
from tests.acceptance.table_builder.source import Workflow
from tests.acceptance.table_builder.typeset import set_text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of text above or below the table."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class SmallTable:
    """A table that holds no steps."""

    rows: tuple[tuple[str, ...], ...]
    ruled: bool


Block = Paragraph | SmallTable


@dataclass(frozen=True, slots=True)
class Page:
    """All of a file but the way it is stored."""

    above: tuple[Block, ...]
    grid: Grid
    below: tuple[Block, ...]


def page_of(workflow: Workflow, layout: Layout) -> Page:
    """Return the page of a workflow in one layout."""
    return Page(_above(workflow, layout), grid_of(workflow, layout), _below(layout))


def _above(workflow: Workflow, layout: Layout) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if layout.around.motto:
        authority = f"ỦY BAN NHÂN DÂN\nTỈNH {workflow.place.upper()}"
        blocks.append(_small(((authority, wording.MOTTO),), layout, ruled=False))
    if layout.around.title:
        blocks.extend(Paragraph(_set(text, layout), strong=True) for text in _title(workflow))
    if layout.around.dossier:
        blocks.append(Paragraph(_set("Thành phần hồ sơ:", layout)))
        blocks.append(_small(wording.DOSSIER_TABLE, layout, ruled=True))
    return tuple(blocks)


def _title(workflow: Workflow) -> tuple[str, ...]:
    code = f"Mã TTHC: {workflow.code}"
    return (workflow.title, code) if workflow.code and workflow.code not in workflow.title else (workflow.title,)


def _below(layout: Layout) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if layout.around.footnote == "paragraph":
        blocks.append(Paragraph(_set(layout.around.footnote_text, layout)))
    if layout.around.signature:
        blocks.append(_small(wording.SIGNATURE_TABLE, layout, ruled=False))
    return tuple(blocks)


def _small(rows: tuple[tuple[str, ...], ...], layout: Layout, *, ruled: bool) -> SmallTable:
    return SmallTable(tuple(tuple(_set(text, layout) for text in row) for row in rows), ruled)


def _set(text: str, layout: Layout) -> str:
    return set_text(text, layout.typography, chance(layout.row_id, layout.seed, text), breaks=False)
