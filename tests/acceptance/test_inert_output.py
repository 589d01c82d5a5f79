"""Hostile text that is allowed as text: wherever it comes out again, it is text and does nothing."""

from __future__ import annotations

import json
import re
import unicodedata
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import openpyxl
import pytest
from lxml import etree

from procflow.bpmn import read, write
from procflow.cli import main
from procflow.engine import Engine
from procflow.procedure import Procedure, Step
from procflow.render import Changed, changes_svg, process_dot
from procflow.report.content import Card, Content
from procflow.report.html import html_report
from procflow.simplify import compare
from procflow.tables import read_table, write_table
from tests.acceptance.hostile.tables import good_word
from tests.diagrams import diagram
from tests.support import MODELS
from tests.unit.tables.files import HEADER, STEPS, excel, word

FORMULAS = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", '=HYPERLINK("http://x","x")', "\t=1+1", "=1+1\n"]
MARKUP = """<script>alert('Sở')</script>"><img src=x onerror=alert(1)></svg>&amp;<![CDATA[x]]>"""
GRAPHVIZ = 'x"]; evil [label="<b>y</b>", URL="javascript:alert(1)"]; z [label="\\N'
TERMINAL = "\x1b[2J\x1b]0;title\x07 Thẩm định\x9b31m \u202egnol"
NOON = datetime(2026, 1, 5, 5, 0, tzinfo=UTC)
DATA = {
    "typename": "procflow.engine.Engine",
    "__class__": {"__module__": "os"},
    "py/object": "os.system",
    "$": ["decimal", "1"],
    "nested": {"$": ["instant", "2026-01-05T08:00:00+07:00"], "a.b": [None, True, "{{7*7}}", "${1+1}", "=1+1"]},
    "SELECT": "'; DROP TABLE instances; --",
    "NFD": unicodedata.normalize("NFD", "Thủ tục"),
}

pytestmark = pytest.mark.acceptance


def one_step(label: str, performer: str = "Chuyên viên") -> Procedure:
    """Return a procedure of one step."""
    return Procedure(id="p", title=label, steps=(Step(content=label, performer=performer),))


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_a_text_in_a_workbook(tmp_path: Path, text: str) -> None:
    """A label that a spreadsheet could take for a formula is stored as text, and read back as it was."""
    path = tmp_path / "x.xlsx"
    write_table(one_step(text, performer=text), path)
    cells = [cell for row in openpyxl.load_workbook(path).worksheets[0].iter_rows() for cell in row if cell.value]
    held = [cell for cell in cells if text.strip() in str(cell.value)]

    assert len(held) >= 2
    assert {"s"} == {cell.data_type for cell in cells if isinstance(cell.value, str)}
    assert text.strip() == read_table(path).procedure.steps[0].performer


def test_a_formula_is_a_text_in_a_document(tmp_path: Path) -> None:
    """In Word the same label makes no field."""
    path = tmp_path / "x.docx"
    write_table(one_step(FORMULAS[0]), path)
    with zipfile.ZipFile(path) as package:
        document = package.read("word/document.xml").decode()

    assert "cmd|" in document
    assert "instrText" not in document
    assert "fldSimple" not in document


@pytest.mark.parametrize("engine", ["own", "dot"])
def test_markup_in_a_label_is_text_in_a_picture(tmp_path: Path, engine: str, require: object) -> None:
    """A label with markup adds no element, no handler and no link to a picture."""
    if engine == "dot":
        require("dot")  # type: ignore[operator]  # the fixture is a function
    path = tmp_path / "x.bpmn"
    write(one_step(MARKUP, performer=MARKUP).to_bpmn(), path)

    assert 0 == main(["render", str(path), str(tmp_path / "x.svg"), "--engine", engine])
    assert [] == active_parts((tmp_path / "x.svg").read_bytes())
    assert "alert" in "".join(etree.parse(tmp_path / "x.svg").getroot().itertext())


def test_markup_in_a_label_is_text_in_a_picture_of_changes() -> None:
    """The same holds for the picture of what changed."""
    old, new = one_step(MARKUP).to_bpmn(), one_step(MARKUP[::-1] + MARKUP).to_bpmn()

    assert [] == active_parts(changes_svg(old, new, Changed(changed=["Task_1"])).encode())


def test_markup_in_a_label_is_text_in_a_report() -> None:
    """No label adds an element to the report, wherever it stands."""
    card = Card(MARKUP, MARKUP)
    content = Content(MARKUP, NOON, cards=(card,), notes=(MARKUP,), lint=((MARKUP, "0", "0", MARKUP),))
    page = html_report(content)

    assert [] == re.findall(r"<script|<img|onerror=alert\(1\)>", page)
    assert page.count("&lt;script&gt;") >= 6


def test_quotes_in_a_label_are_text_for_graphviz() -> None:
    """A label with the syntax of Graphviz stays the label of its node: nothing is added, nothing is a link."""
    plain, evil = (process_dot(one_step(text).to_bpmn()) for text in ("x", GRAPHVIZ))

    assert plain.count("->") == evil.count("->")
    assert [] == [line for line in evil.splitlines() if re.match(r"\s*(evil|z) \[", line)]
    assert [] == re.findall(r"[\[ ,]URL=", re.sub(r'"(?:[^"\\]|\\.)*"', '""', evil))


def test_a_label_does_not_steer_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Control characters of a table are shown written out, in the table for people as in errors."""
    path = tmp_path / "x.csv"
    path.write_text(f'{",".join(HEADER)}\n1,"{TERMINAL}",Chuyên viên,01 ngày làm việc\n', "utf-8")
    main(["import", str(path)])
    path.write_text(f'{",".join(HEADER)}\n1,a,Chuyên viên,"01 {TERMINAL}"\n', "utf-8")
    main(["import", str(path)])
    main(["due", TERMINAL, "1wd"])
    shown = "".join(capsys.readouterr())

    assert [] == re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown)
    assert "Thẩm định" in shown


def test_a_control_character_does_not_reach_the_model(tmp_path: Path) -> None:
    """What XML cannot hold is left out of the model that a table becomes, which is read again."""
    path = tmp_path / "x.csv"
    path.write_text(f'{",".join(HEADER)}\n1,"{TERMINAL}",Chuyên viên,01 ngày làm việc\n', "utf-8")

    assert main(["import", str(path), str(tmp_path / "x.bpmn")]) in {0, 1}
    assert "\x1b" not in Procedure.of(read(tmp_path / "x.bpmn")).steps[0].label


def test_names_of_data_are_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Names and values that other programs take for types, templates or commands are stored and come back equal."""
    (tmp_path / "x.bpmn").write_bytes(diagram("start s\nuser a\nend e\ns -> a -> e\n"))
    (tmp_path / "a.json").write_text(json.dumps({"start": DATA}), "utf-8")
    command = ["run", "x.bpmn", "--auto", "a.json", "--db", "x.db", "--by", "'; DROP TABLE instances; --"]

    assert 0 == main([word if "." not in word else str(tmp_path / word) for word in command]), capsys.readouterr().err
    with Engine(f"sqlite:///{tmp_path / 'x.db'}") as engine:
        assert DATA == engine.instance("main.1").variables
        engine.history("main.1").verify()


def test_decomposed_names_are_the_same_names(tmp_path: Path) -> None:
    """A table in decomposed letters makes the model of the composed one."""
    rows = (HEADER, *STEPS)
    composed = read_table(excel(tmp_path / "c.xlsx", rows)).procedure
    decomposed = [[unicodedata.normalize("NFD", cell) for cell in row] for row in rows]
    found = read_table(word(tmp_path / "d.docx", decomposed)).procedure

    assert [(s.label, s.performer, s.limit) for s in composed.steps] == [
        (s.label, s.performer, s.limit) for s in found.steps
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_kept(encoding: str) -> None:
    """A model with a byte order mark is read, and written back byte for byte."""
    text = (MODELS / "cap-lai-giay-phep.bpmn").read_text("utf-8").replace("UTF-8", encoding[:6].rstrip("-"))
    raw = text.encode(encoding)

    assert raw == write(read(raw))


def test_a_name_in_a_package_leads_nowhere(tmp_path: Path) -> None:
    """Parts named as paths out of the package are never written anywhere."""
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    (folder / "x.docx").write_bytes(good_word())
    with zipfile.ZipFile(folder / "x.docx", "a") as package:
        for name in ("../../evil.xml", "/evil.xml", "..\\..\\evil.xml", "C:\\evil.xml"):
            package.writestr(name, "<a/>")

    assert main(["import", str(folder / "x.docx"), str(folder / "x.bpmn")]) in {0, 1}
    assert {"a", "b", "x.docx", "x.bpmn"} == {path.name for path in tmp_path.rglob("*")}


def test_an_endless_label_is_drawn(tmp_path: Path) -> None:
    """A label of a hundred thousand letters is read, drawn, compared and written as a table."""
    label = "Thẩm định hồ sơ " * 6_000
    model = one_step(label).to_bpmn()
    write(model, tmp_path / "x.bpmn")
    write_table(Procedure.of(model), tmp_path / "x.docx")

    assert 0 == main(["render", str(tmp_path / "x.bpmn"), str(tmp_path / "x.svg")])
    cells = docx.Document(str(tmp_path / "x.docx")).tables[0].rows[1].cells
    assert label.split() in [cell.text.split() for cell in cells]
    assert compare(model, model).before.title.split() == label.split()


def active_parts(svg: bytes) -> list[str]:
    """Return what in a picture could do something: scripts, foreign markup, handlers, links out of the file."""
    found = []
    for node in etree.fromstring(svg).iter():
        if isinstance(node.tag, str):
            name = etree.QName(node).localname
            found += [name] if name in {"script", "foreignObject", "iframe", "img", "image", "set", "animate"} else []
            found += [key for key in node.attrib if key.lower().startswith("on")]
            found += [value for key, value in node.attrib.items() if key.endswith("href") and not value.startswith("#")]
    return found
