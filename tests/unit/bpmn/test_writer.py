"""Writing back: nothing but the edit changes."""

from __future__ import annotations

import codecs
import unicodedata
from pathlib import Path

import pytest
from lxml import etree

from procflow.bpmn import add_flow, read, set_condition, set_default, set_name, set_property, write
from procflow.errors import FileAccessError, ModelError

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BODY = (
    f'<definitions xmlns="{BPMN}" xmlns:v="urn:vendor" v:keep="1">\n'
    "  <!-- ghi chú -->\n"
    '  <process id="p">\n'
    '    <task id="t" name="Tiếp nhận" v:x="y">\n'
    "      <documentation><![CDATA[a < b]]></documentation>\n"
    "    </task>\n"
    '    <v:own deep="&#10;">x<v:y/></v:own>\n'
    "  </process>\n"
    "</definitions>"
)


ASCII_FILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">'
    '<process id="p"><task id="t" name="A"/></process></definitions>'
)


def changed_outside(before: bytes, after: bytes, element_id: str) -> bool:
    """Tell whether canonical XML differs outside the element."""
    texts = []
    for raw in (before, after):
        root = etree.fromstring(raw)
        node = next(node for node in root.iter(etree.Element) if node.get("id") == element_id)
        tail = node.tail
        node.clear()
        node.tail = tail
        texts.append(etree.tostring(root, method="c14n", with_comments=True))
    return texts[0] != texts[1]


@pytest.mark.parametrize(
    "raw",
    [
        BODY.encode(),
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>\r\n' + BODY.replace("\n", "\r\n").encode(),
        codecs.BOM_UTF8 + BODY.encode(),
        f'<?xml version="1.0" encoding="UTF-16"?>{BODY}'.encode("utf-16"),
        f"<?xml version='1.0' encoding='windows-1252'?>{BODY}".encode("cp1252", "xmlcharrefreplace"),
    ],
)
def test_an_unedited_file_keeps_its_bytes(raw: bytes) -> None:
    """Reading and writing gives back byte for byte."""
    assert raw == write(read(raw))


@pytest.mark.parametrize(
    ("prolog", "encoding"),
    [
        ("", "utf-8"),
        ("\n<!-- vorab -->\n<?pi x?>\n", "utf-8"),
        ('<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>\n\n<!-- vorab -->\n', "utf-8"),
        ("\ufeff<?xml version='1.0' encoding='utf-8'?>", "utf-8"),
        ('\ufeff<?xml version="1.0" encoding="UTF-16"?>\n', "utf-16-le"),
        ('\ufeff<?xml version="1.0" encoding="UTF-16"?>\n', "utf-16-be"),
        ('<?xml version="1.0" encoding="UTF-16LE"?>\n', "utf-16-le"),
        ("<?xml version='1.0' encoding='windows-1252'?>\n", "cp1252"),
        ('<?xml version="1.0" encoding="ISO-8859-1"?>\n', "iso-8859-1"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_an_edited_file_keeps_prolog_encoding_and_line_ends(prolog: str, encoding: str, line_end: str) -> None:
    """Only the edited element changes; the head of the file and the line ends stay as they were."""
    before = f"{prolog}{BODY}\n".replace("\n", line_end).encode(encoding, "xmlcharrefreplace")
    if prolog == "" and line_end != "\n":
        before = before.lstrip()
    model = read(before)
    set_name(model.element("t"), "Thẩm định")
    after = write(model)
    text = after.decode(encoding)

    assert not changed_outside(before, after, "t")
    assert text.startswith(prolog.replace("\n", line_end))
    assert before.decode(encoding).count(line_end) == text.count(line_end)
    assert not text.replace(line_end, "").count("\n")
    assert not text.replace(line_end, "").count("\r")
    assert "Thẩm định" == read(after).element("t").name


VIETNAMESE = (
    f'<definitions xmlns="{BPMN}">\n<!-- Trả hồ sơ ở đây: ằẳẵắặ ầẩẫấậ ềểễếệ ồổỗốộ ờởỡớợ ừửữứự ỳỷỹýỵ -->\n'
    '<process id="p" name="Cấp lại thẻ"><task id="t" name="Tiếp nhận"/></process></definitions>'
)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_vietnamese_in_its_old_encoding_stays_readable(line_end: str) -> None:
    """Windows-1258 writes most letters in two characters, letter and tone; all but the new name keeps its bytes."""
    before = etree.tostring(etree.fromstring(VIETNAMESE), encoding="windows-1258").replace(b"\n", line_end.encode())
    model = read(before)
    set_name(model.element("t"), "Thẩm định")

    assert before.replace(b"Ti\xea\xecp nh\xe2\xf2n", b"Th\xe2\xd2m \xf0i\xf2nh") == write(model)


@pytest.mark.parametrize("encoding", ["windows-1252", "windows-1258", "ISO-8859-1", "Shift_JIS"])
def test_a_letter_the_encoding_lacks_is_written_as_a_reference(encoding: str) -> None:
    """A name can hold one, so the file keeps its encoding."""
    before = f'<?xml version="1.0" encoding="{encoding}"?>\n<definitions xmlns="{BPMN}"><process id="p"/></definitions>'
    model = read(before.encode())
    set_name(model.element("p"), "Cấp 한")
    after = write(model)

    assert after.startswith(before[:50].encode())
    assert "Cấp 한" == read(after).element("p").name


@pytest.mark.parametrize("made", [etree.Comment("Trả kết quả 한"), etree.fromstring(f'<tầng xmlns="{BPMN}"/>')])
def test_what_no_reference_can_be_written_for_makes_the_file_unicode(made: etree._Element) -> None:
    """A comment or a tag with letters the encoding lacks: the file says that it is in UTF-8, and nothing is lost."""
    before = f'<?xml version="1.0" encoding="windows-1252" ?>\n<!-- vor\xe4b -->\n<definitions xmlns="{BPMN}"/>\n'
    model = read(before.encode("cp1252"))
    model.node.append(made)
    model.edited()
    after = write(model)

    assert after.decode().startswith('<?xml version="1.0" encoding="UTF-8" ?>\n<!-- vor\xe4b -->\n<definitions')
    assert [made.tag, made.text] == [read(after).node[0].tag, read(after).node[0].text]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("windows-1258", unicodedata.normalize("NFD", "Tiếp nhận hồ sơ")),
        ("euc-jp", "申請 ~ \\ ¥ ‾"),
        ("Shift_JIS", "~ \\"),
    ],
)
def test_a_letter_that_would_be_read_otherwise_is_written_as_a_reference(encoding: str, name: str) -> None:
    """A tone that stands apart is not put to its letter, and the encoding stays."""
    raw = ASCII_FILE.replace("UTF-8", encoding).encode(encoding)
    model = read(raw)
    set_name(model.element("t"), name)
    after = write(model)

    assert name == read(after).element("t").name
    assert after.startswith(f'<?xml version="1.0" encoding="{encoding}"?>'.encode())


def test_each_line_keeps_its_own_end_where_they_differ() -> None:
    """A file that was put together on several machines has the same line ends after an edit."""
    ends = ["\r\n", "\n", "\r", "\n", "\r\n", "\r\n", "\n", "\r"]
    lines = BODY.split("\n")
    before = "".join(line + end for line, end in zip(lines, [*ends, ""], strict=True))
    model = read(before.encode())
    set_name(model.element("t"), "Thẩm định")

    assert before.replace("Tiếp nhận", "Thẩm định") == write(model).decode()


@pytest.mark.parametrize("behind", ["", "\n\n", "<!-- a --><?b c > d?>\r\n", "\n<!-- </definitions> --> \n"])
def test_what_stands_behind_the_model_stays_as_it_is(behind: str) -> None:
    """Not a blank comes or goes at the end of the file."""
    model = read(f"{BODY}{behind}".encode())
    set_name(model.element("t"), "x")

    assert write(model).decode().endswith(f"</definitions>{behind}")


def test_comments_after_the_model_survive_an_edit() -> None:
    """What stands after the last element stays."""
    model = read(f"{BODY}\n<!-- Ende -->\n<?pi y?>\n".encode())
    set_name(model.element("t"), "x")

    assert write(model).endswith(b"</definitions>\n<!-- Ende -->\n<?pi y?>\n")


def test_cdata_survives_an_edit() -> None:
    """A text in CDATA stays in CDATA."""
    model = read(BODY.encode())
    set_property(model.processes[0], "pf.code", "1.003999")

    assert b"<![CDATA[a < b]]>" in write(model)


SPELT = (
    f'<definitions xmlns="{BPMN}" xmlns:v="urn:vendor" xmlns:b="{BPMN}"><process id="p">'
    '<startEvent id="s"><![CDATA[${]]></startEvent><endEvent id="e"><extensionElements>'
    '<v:a xmlns:b="urn:b" xmlns:v="urn:vendor" xmlns:unused="urn:u"><v:b>1</v:b></v:a><v:c>\n</v:c></extensionElements>'
    '</endEvent><exclusiveGateway name="Đủ?" id="g"/><task id="t"/><sequenceFlow id="f" sourceRef="g" targetRef="t">'
    "<extensionElements><v:a><v:b>1</v:b></v:a></extensionElements></sequenceFlow>"
    '<sequenceFlow id="g_s" sourceRef="s" targetRef="g"/></process>'
    "</definitions>"
)


def test_a_refused_edit_takes_back_nothing_but_itself() -> None:
    """After an earlier edit, a refused one leaves CDATA and namespaces declared once more as they are spelt."""
    model = read(SPELT.encode())
    set_name(model.element("t"), "Ký")
    before = write(model)
    with pytest.raises(ModelError):
        set_default(model.element("t"), model.element("f"))  # type: ignore[arg-type]
    with pytest.raises(ModelError, match="does not choose"):
        set_default(model.element("s"), model.element("g_s"))  # type: ignore[arg-type]
    with pytest.raises(ModelError):
        add_flow(model.element("e"), model.element("t"))  # type: ignore[arg-type]

    assert before == write(model) == SPELT.replace('id="t"', 'id="t" name="Ký"').encode()


DRAWN = (
    f'<definitions xmlns="{BPMN}" xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI" '
    'xmlns:c="http://www.omg.org/spec/DD/20100524/DC"><process id="p"><task name="Ký" id="t"/></process>'
    '<d:BPMNDiagram><d:BPMNPlane><d:BPMNShape bpmnElement="t"><c:Bounds x="links"/></d:BPMNShape></d:BPMNPlane>'
    "</d:BPMNDiagram></definitions>"
)


def test_a_refused_edit_leaves_attributes_in_their_order() -> None:
    """An attribute that was taken away stands where it stood."""
    model = read(DRAWN.encode())
    set_property(model.processes[0], "pf.code", "1")
    before = write(model)
    with pytest.raises(ModelError, match="coordinate"):
        set_name(model.element("t"), "")

    assert b'<task name="K\xc3\xbd" id="t"/>' in before
    assert before == write(model)


def test_a_new_condition_leaves_the_extensions_beside_it() -> None:
    """What a vendor wrote at a flow is not indented anew."""
    model = read(SPELT.encode())
    set_condition(model.element("f"), "x > 1")  # type: ignore[arg-type]

    assert b"<extensionElements><v:a><v:b>1</v:b></v:a></extensionElements><conditionExpression" in write(model)


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    """Writing to a path returns the bytes, too, and leaves no draft behind."""
    path = tmp_path / "x.bpmn"
    raw = write(read(BODY.encode()), path)

    assert ([path], raw) == (list(tmp_path.iterdir()), path.read_bytes())


def test_a_folder_that_is_missing_is_an_error_of_file_access(tmp_path: Path) -> None:
    """Nothing is written where there is no folder."""
    with pytest.raises(FileAccessError):
        write(read(BODY.encode()), tmp_path / "none" / "x.bpmn")
