"""
Approved decision tables rebuilt as Word and Excel files in seeded layouts, with the facts a careful reader finds.

It is written against the data alone, never against the importer it examines.
`layouts` draws one layout of a workflow, `build_docx` and `build_xlsx` make the files, `expected` says what they state,
`differences` compares that with what an importer read.

What a careful reader decides where a workflow of ``procedures.jsonl`` leaves room:

* **qt001, last row** (no content, performer ``2.5``, "Thời hạn giải quyết: 10 ngày làm việc, ..."): the numbered clause
  2.5 of the page that follows slid into the table.
  It stands in the file as the row it is; it is no step, and no total of the 20 days above it.
* **qt007, qt008**: step 2 has three performers, each with its own limit.
  Number and content are merged down over the three rows, or written once with empty cells below; the rows are three
  facts of one step.
  The merged value belongs to each of them; an importer may leave number and content of a continuing row empty.
  Their total stands in the header cell, "... (03 ngày làm việc)", and in the title: it is a total, not a unit.
* **qt035**: numbers start again at 1 without a stage row; 24 steps in their order.
  Its total and the one of **qt036** are cut off in the data before a readable period: there is none.
  An ellipsis marks the cut, so that the "2" at the end of qt036 is no total.
* **qt057**: one sentence is the limit of all five steps; the data cut it off after "10".
  It is completed from the hours of the data (10 working days) in words of this repository.
  Half of the layouts add a second sentence that names the same 10 days.
  The cell is always merged over the five steps: one limit of their group.
* **qt058**: two rows are numbered 3, as printed.
* **qt062, qt063, qt067, qt068**: the header says "(ngày làm việc)", the cells "0,25 ngày".
  The header says which days are meant: working days.
  The same wording is used for other workflows whose limits are all in working days (limit style ``short``).
  Plain "ngày" under a header that names no kind, or "(ngày)" in the header, stays unstated.
* **qt064 - qt066**: bare numbers take the unit of the header.
* **qt078**: two stage rows "Trường hợp ..." are cases that exclude each other; there is no total.
* A merged limit is made from neighbours of one unit by adding them up, so that the total stays what it was.
  Neighbours without a limit set ("Không quy định") may share one cell too.
* A footnote that the data hold behind the total is no part of it.
* Totals are checked at 8 hours a day: right, error, not checkable (a limit that is no number), or none (no number
  declared).
"""

from __future__ import annotations

from tests.acceptance.table_builder.compare import differences
from tests.acceptance.table_builder.docx_file import build_docx
from tests.acceptance.table_builder.facts import Expected, StepFact, TotalFact, expected
from tests.acceptance.table_builder.layout import Layout, layouts
from tests.acceptance.table_builder.source import Row, Unit, load
from tests.acceptance.table_builder.xlsx_file import build_xlsx

__all__ = [
    "Expected",
    "Layout",
    "Row",
    "StepFact",
    "TotalFact",
    "Unit",
    "build_docx",
    "build_xlsx",
    "differences",
    "expected",
    "layouts",
    "load",
]
