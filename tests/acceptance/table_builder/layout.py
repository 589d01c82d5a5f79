"""What one layout of a workflow looks like, drawn from a seed."""

from __future__ import annotations

from dataclasses import dataclass

from tests.acceptance.table_builder import wording
from tests.acceptance.table_builder.chance import Choice, chance, spread
from tests.acceptance.table_builder.merging import Merges, Wishes, merges_of
from tests.acceptance.table_builder.source import Row, Unit, Workflow, workflow_of


@dataclass(frozen=True, slots=True)
class Columns:
    """
    The columns and their headers.

    Attributes:
        keys: What each column holds, in order.
        headers: Header text of each.
        numbers: How the number 1 is written: ``1``, ``01``, ``1.``, ``B1``, ``Bước 1``, or empty for no such column.
        numbering_row: Whether a row (1), (2), ... counts the columns below the header.
    """

    keys: tuple[str, ...]
    headers: tuple[str, ...]
    numbers: str
    numbering_row: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """
    How limits are written.

    Attributes:
        style: ``full`` (each cell names its unit), ``header`` (the header alone does) or ``short`` (the header says
            which days the "ngày" of the cells are).
        decimals: ``comma``, ``point``, ``fraction`` (1/2 where exact) or ``as-written``.
        padded: Whether whole numbers below ten get a leading zero.
        letters: ``plain``, ``lower`` or ``upper``.
        dot: Whether a dot ends the text.
        numeric: Whether Excel holds bare numbers as numbers.
        bare_total: Whether the total too leaves its unit to the header.
    """

    style: str
    decimals: str
    padded: bool
    letters: str
    dot: bool
    numeric: bool
    bare_total: bool


@dataclass(frozen=True, slots=True)
class Around:
    """
    What stands around the table.

    Attributes:
        title: Whether code and name stand above it.
        motto: Whether the national motto stands on top.
        dossier: Whether a small table of dossier components stands above it.
        signature: Whether a signature block follows.
        footnote: ``none``, ``paragraph`` or ``row``.
        footnote_text: What the footnote says.
        cover_sheet: Whether Excel has a sheet without a table first.
        first_row: Empty rows above everything in Excel.
        first_column: Empty columns left of everything in Excel.
    """

    title: bool
    motto: bool
    dossier: bool
    signature: bool
    footnote: str
    footnote_text: str
    cover_sheet: bool
    first_row: int
    first_column: int


@dataclass(frozen=True, slots=True)
class Typography:
    """
    How text is set.

    Attributes:
        decomposed: Whether letters and their marks are apart (NFD).
        spaces: ``plain``, ``no-break``, ``thin``, ``double`` or ``mixed``.
        breaks: ``none``, ``lines`` or ``paragraphs`` within a cell.
        split_runs: Whether Word cuts the text of a cell into runs.
    """

    decomposed: bool
    spaces: str
    breaks: str
    split_runs: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """
    One layout of one workflow.

    Attributes:
        row_id: Id of the workflow.
        seed: Seed it was drawn with.
        columns: Columns and headers.
        figures: How limits are written.
        merges: What is merged, and where the header is repeated.
        around: What stands around the table.
        typography: How text is set.
        stage_style: ``across`` (one cell), ``label`` (number apart) or ``subtotal`` (its limit in the limit column).
        total_style: ``label`` (label merged up to the limit column), ``across`` (one cell) or ``plain`` (not merged).
        total_label: Label of the total row.
        long_sentence: Whether a limit told in a sentence gets a second sentence.
    """

    row_id: str
    seed: int
    columns: Columns
    figures: Figures
    merges: Merges
    around: Around
    typography: Typography
    stage_style: str
    total_style: str
    total_label: str
    long_sentence: bool


def layouts(row: Row, seed: int) -> Layout:
    """Return the layout that *seed* draws for a row of the data."""
    workflow = workflow_of(row)
    draw = _Draw(workflow.id, seed)
    figures = _figures(workflow, draw)
    columns = _columns(workflow, figures, draw)
    return Layout(
        row_id=workflow.id,
        seed=seed,
        columns=columns,
        figures=figures,
        merges=merges_of(
            workflow,
            chance(workflow.id, seed, "merges"),
            Wishes(
                groups=draw.of("groups", (0, 0, 0, 1, 2)),
                cuts=draw.of("cuts", (0, 0, 1, 2)),
                performers=draw.flag("merged-performers"),
                continuing=draw.flag("merged-sub-rows"),
            ),
        ),
        around=_around(workflow, draw),
        typography=_typography(draw),
        stage_style=draw.of("stage", ("across", "label", "subtotal")),
        total_style=draw.of("total", ("label", "label", "across", "plain")),
        total_label=_cased(draw.of("total-label", wording.TOTAL_LABELS), draw.letters("total")),
        long_sentence=draw.flag("long-sentence"),
    )


@dataclass(frozen=True, slots=True)
class _Draw:
    """Choices of one layout, each under its own key."""

    row_id: str
    seed: int

    def of(self, key: str, options: tuple[Choice, ...]) -> Choice:
        """Return one of *options*."""
        return spread(f"{self.row_id}:{key}", self.seed, options)

    def flag(self, key: str, *, one_in: int = 2) -> bool:
        """Return True for one seed in *one_in*."""
        return self.of(key, (True, *(False,) * (one_in - 1)))

    def letters(self, key: str) -> str:
        """Return how letters are written."""
        return self.of(f"letters-{key}", ("plain", "plain", "lower", "upper", "title"))


def _figures(workflow: Workflow, draw: _Draw) -> Figures:
    units = {step.limit.unit for step in workflow.steps if step.limit.figure}
    return Figures(
        style=draw.of("limit-style", ("full",) if workflow.heading_total else _styles(units)),
        decimals=draw.of("decimals", ("comma", "point", "fraction", "as-written")),
        padded=draw.flag("padded"),
        letters=draw.of("limit-letters", ("plain", "plain", "lower", "upper")),
        dot=draw.flag("dot", one_in=4),
        numeric=draw.flag("numeric"),
        bare_total=draw.flag("bare-total"),
    )


def _styles(units: set[Unit]) -> tuple[str, ...]:
    if len(units) != 1:
        return ("full",)
    return ("full", "full", "header", *(("short",) if Unit.WORKING_DAY in units else ()))


_EXTRA_ONE_IN = {"result": 2, "note": 3, "fee": 4, "level": 5}


def _columns(workflow: Workflow, figures: Figures, draw: _Draw) -> Columns:
    extras = (key for key, one_in in _EXTRA_ONE_IN.items() if draw.flag(f"extra-{key}", one_in=one_in))
    keys = ["content", "performer", "limit", *extras]
    if draw.flag("shuffled"):
        chance(draw.row_id, draw.seed, "order").shuffle(keys)
    numbers = draw.of("numbers", ("", "1", "01", "1.", "B1", "Bước 1"))
    if numbers:
        keys.insert(0, "number")
    headers = (_header(key, workflow, figures, numbers, draw) for key in keys)
    return Columns(tuple(keys), tuple(headers), numbers, draw.flag("numbering-row", one_in=5))


def _header(key: str, workflow: Workflow, figures: Figures, numbers: str, draw: _Draw) -> str:
    texts = wording.NUMBER_HEADERS[numbers] if key == "number" else wording.HEADERS[key]
    text = draw.of(f"header-{key}", texts)
    if key == "limit":
        text = draw.of("header-unit", _limit_header(workflow, figures)).format(text)
    return _cased(text, draw.letters("headers"))


def _limit_header(workflow: Workflow, figures: Figures) -> tuple[str, ...]:
    if workflow.heading_total:
        return (f"{{}} ({workflow.heading_total})",)
    if figures.style == "full":
        return wording.DAY_LENGTH_HEADERS
    return wording.UNIT_HEADERS[next(step.limit.unit for step in workflow.steps if step.limit.figure)]


def _around(workflow: Workflow, draw: _Draw) -> Around:
    footnote = draw.of("footnote", ("none", "paragraph", "row"))
    return Around(
        title=draw.flag("title"),
        motto=draw.flag("motto"),
        dossier=draw.flag("dossier", one_in=3),
        signature=draw.flag("signature"),
        footnote=footnote,
        footnote_text=workflow.total_note or draw.of("footnote-text", wording.FOOTNOTES),
        cover_sheet=draw.flag("cover-sheet", one_in=4),
        first_row=draw.of("first-row", (0, 0, 1, 3)),
        first_column=draw.of("first-column", (0, 0, 0, 1)),
    )


def _typography(draw: _Draw) -> Typography:
    return Typography(
        decomposed=draw.flag("decomposed", one_in=3),
        spaces=draw.of("spaces", ("plain", "no-break", "thin", "double", "mixed")),
        breaks=draw.of("breaks", ("none", "lines", "paragraphs")),
        split_runs=draw.flag("split-runs"),
    )


def _cased(text: str, letters: str) -> str:
    if letters == "title":
        return " ".join(word[:1].upper() + word[1:] for word in text.split(" "))
    return {"plain": text, "lower": text.lower(), "upper": text.upper()}[letters]
