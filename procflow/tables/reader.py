"""Read an approved decision table from .docx, .xlsx or .csv."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from procflow.documents import Grid, Tables, read_tables
from procflow.errors import Location, TableError
from procflow.procedure import Procedure
from procflow.tables.aliases import Aliases, read_aliases
from procflow.tables.assembly import Assembly
from procflow.tables.header import Header, find_header, nearest_header, split_blocks
from procflow.tables.identity import code_in, fee_in, stated_limit, stated_total, title_in
from procflow.tables.imported import ImportedTable, Note
from procflow.tables.roles import REQUIRED, Role, role_of
from procflow.tables.steps import several_performers
from procflow.tables.sums import check_sum
from procflow.tables.wording import fold, shorten


def read_table(  # noqa: PLR0913 - each says which table of the file is meant, and how it is read
    path: str | Path,
    *,
    aliases: str | Path | None = None,
    table: int | None = None,
    sheet: str | None = None,
    columns: Mapping[str, str] | None = None,
    encoding: str | None = None,
) -> ImportedTable:
    """
    Return the decision table of a file: its procedure, its sums, and what a person must look at.

    Columns are found by their headers in any order and wording.
    What cannot be read without guessing is refused.

    Args:
        path: A .docx, .xlsx or .csv file.
        aliases: The reviewed file that maps performer texts to roles and agencies (see `read_aliases`).
        table: Which table, by its number in the file, where several are decision tables.
        sheet: Which sheet of a workbook, by its name.
        columns: Header text of a role (``time``, ``performer``, ...), where several columns may be it.
        encoding: Encoding of a CSV file that is neither UTF-8 nor UTF-16.

    Raises:
        TableError: No decision table, several of them, or a cell that cannot be read without guessing.
        InputError: The file cannot be opened or is refused (see `procflow.documents.read_tables`).
    """
    source = read_tables(path, encoding=encoding)
    chosen = _chosen_roles(columns or {}, source.file)
    grids = _wanted(source, table, sheet)
    candidates = [(grid, header) for grid in grids if (header := find_header(grid, chosen, source.file)) is not None]
    if not candidates:
        raise _no_table(source, grids, chosen)
    if len(candidates) > 1:
        raise _several(source, candidates)
    imported = _read(source, *candidates[0])
    return imported if aliases is None else _with_aliases(imported, read_aliases(aliases))


def import_table(path: str | Path, *, table: int | None = None, sheet: str | None = None) -> Procedure:
    """Return the procedure that `read_table` reads, for callers that need nothing else."""
    return read_table(path, table=table, sheet=sheet).procedure


def _read(source: Tables, grid: Grid, header: Header) -> ImportedTable:
    where = Location(file=source.file, element=grid.place)
    assembly = Assembly(grid, header, where)
    procedure, total, stages = assembly.run()
    fees = assembly.fees
    around = [*grid.before, *(cell.text for row in range(header.first) for cell in grid.cells(row) if cell.text)]
    lines = [*around, *assembly.lines, *grid.after]
    if procedure.declared_total is None and (stated := stated_total(lines)) is not None:
        procedure = procedure.model_copy(update={"declared_total": stated})
        total = check_sum(stated, list(enumerate(procedure.steps, start=1)))
    facts = {
        "code": code_in(around),
        "title": title_in(around),
        "limit": stated_limit(lines),
        "fee_vnd": fee_in(fees),
    }
    notes = [*(Note(row, "reading", text) for row, text in grid.remarks), *assembly.notes]
    notes += [
        Note(None, "hidden-sheet", f"the sheet {name!r} is hidden and was not read") for name in source.hidden_sheets
    ]
    if total.verdict in {"error", "not-checkable"}:
        notes.append(Note(None, "total", total.reason))
    if any(fees) and facts["fee_vnd"] is None:
        notes.append(Note(None, "fee", f"the fees are no single amount: {shorten('; '.join(filter(None, fees)))}"))
    notes += _not_found(facts)
    return ImportedTable(
        file=source.file,
        place=grid.place,
        procedure=procedure.model_copy(update=facts),
        total=total,
        stages=stages,
        notes=tuple(sorted(dict.fromkeys(notes), key=lambda note: note.row or 0)),
        columns=MappingProxyType({column.role: column.header for column in header.columns[::-1]}),
    )


def _not_found(facts: Mapping[str, object]) -> list[Note]:
    """Return a note for what stands nowhere around the table, with how it is given."""
    ways = {
        "code": "no code was found: write 'Mã TTHC: 1.001234' above the table, or fill in pf.code of the process",
        "title": "no title was found: write 'Tên thủ tục: ...' above the table, or fill in pf.title of the process",
        "limit": "no limit of the whole was found, so no due date follows: write 'Thời hạn giải quyết: 10 ngày làm "
        "việc' above the table, or fill in pf.limit.value and pf.limit.unit of the process; the declared total is not "
        "taken for it, since the law may grant more than the steps use",
    }
    return [Note(None, name, text) for name, text in ways.items() if not facts[name]]


def _with_aliases(imported: ImportedTable, aliases: Aliases) -> ImportedTable:
    procedure = aliases.apply(imported.procedure)
    notes = [
        Note(
            None,
            "alias",
            f"the alias of the performer {text!r} is not reviewed and was not used: set reviewed = true"
            if aliases.awaits_review(text)
            else f"no alias for the performer {text!r}",
        )
        for text in aliases.missing(imported.procedure)
    ]
    decided = {several_performers(text) for text in imported.procedure.performers if aliases.of(text) is not None}
    kept = (note for note in imported.notes if note.code != "performers" or note.text not in decided)
    return replace(imported, procedure=procedure, notes=(*notes, *kept))


def _chosen_roles(columns: Mapping[str, str], file: str) -> dict[Role, str]:
    known = {role.value for role in Role if role is not Role.UNKNOWN}
    for name in columns:
        if name not in known:
            raise TableError(
                f"no column can be the {name!r}", hint=f"name one of: {', '.join(sorted(known))}", where=Location(file)
            )
    return {Role(name): text for name, text in columns.items()}


def _wanted(source: Tables, table: int | None, sheet: str | None) -> list[Grid]:
    grids = list(source.grids)
    if sheet is not None:
        grids = [grid for grid, name in zip(source.grids, source.sheets, strict=False) if fold(name) == fold(sheet)]
        if not grids:
            names = ", ".join(repr(name) for name in source.sheets) or "none"
            raise TableError(f"there is no sheet {sheet!r}", hint=f"shown sheets: {names}", where=Location(source.file))
    # A Word table is one table; on a sheet several may lie below each other.
    blocks = grids if source.kind == "docx" else [block for grid in grids for block in split_blocks(grid)]
    numbered = [replace(block, index=number) for number, block in enumerate(blocks, start=1)]
    if table is None:
        return numbered
    if not 1 <= table <= len(numbered):
        raise TableError(f"there is no table {table}", hint=f"there are {len(numbered)}", where=Location(source.file))
    return [numbered[table - 1]]


def _no_table(source: Tables, grids: list[Grid], chosen: Mapping[Role, str]) -> TableError:
    near = [(grid, *found) for grid in grids if (found := nearest_header(grid)) is not None]
    if not near:
        return TableError(
            "no table has a header that names content, performer and time",
            hint="put a header row on the table, such as: Nội dung công việc | Trách nhiệm | Thời gian",
            where=Location(source.file),
        )
    grid, row, headers = near[0]
    named = {fold(text): role for role, text in chosen.items()}
    roles = {named.get(fold(header), role_of(header)) for header in headers}
    missing = sorted(role for role in REQUIRED if role not in roles)
    seen = ", ".join(repr(shorten(header)) for header in headers)
    return TableError(
        f"the header does not name the {', '.join(missing)} (seen: {seen})",
        hint=f"say which column it is: --column {missing[0]}='...', or correct the header",
        where=Location(source.file, line=grid.row_numbers[row], element=grid.place),
        headers=tuple(headers),
        missing=tuple(missing),
    )


def _several(source: Tables, candidates: list[tuple[Grid, Header]]) -> TableError:
    listed = "; ".join(f"{grid.index} = {grid.place}, {len(grid.rows)} rows" for grid, _ in candidates)
    return TableError(
        f"{len(candidates)} tables are decision tables ({listed})",
        hint=f"say which: --table {candidates[0][0].index}",
        where=Location(source.file),
        tables=tuple(grid.index for grid, _ in candidates),
    )
