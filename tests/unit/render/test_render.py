"""Pictures of models."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from procflow.bpmn import layout, read
from procflow.errors import DataError, EnvironmentMissing, FileAccessError, ModelError
from procflow.render import (
    Changed,
    Mark,
    changes_svg,
    diagram_svg,
    dot_svg,
    handoffs_dot,
    heat_marks,
    picture,
    png,
    process_dot,
    render,
    render_dot,
)
from procflow.render import dot as dot_program
from procflow.render.text import font_files, text_width, wrap
from tests.diagrams import diagram

SVG = "{http://www.w3.org/2000/svg}"
HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'
    ' xmlns:w="http://www.omg.org/spec/DD/20100524/DI">'
)
_TASK_KINDS = ("task", "userTask", "manualTask", "serviceTask", "scriptTask", "businessRuleTask", "sendTask")
_EVENT_KINDS = (
    "timer",
    "message",
    "error",
    "signal",
    "escalation",
    "conditional",
    "link",
    "terminate",
    "compensate",
    "cancel",
)
_GATEWAYS = ("exclusive", "parallel", "inclusive", "eventBased", "complex")


def _shape(element: str, x: int, y: int, size: tuple[int, int] = (100, 80), extra: str = "") -> str:
    bounds = f'<dc:Bounds x="{x}" y="{y}" width="{size[0]}" height="{size[1]}"/>'
    return f'<di:BPMNShape bpmnElement="{element}" {extra}>{bounds}</di:BPMNShape>'


def _edge(element: str, *points: tuple[int, int]) -> str:
    waypoints = "".join(f'<w:waypoint x="{x}" y="{y}"/>' for x, y in points)
    return f'<di:BPMNEdge bpmnElement="{element}">{waypoints}</di:BPMNEdge>'


def _model(content: str, drawing: str, pools: str = "") -> bytes:
    page = f'<di:BPMNDiagram><di:BPMNPlane bpmnElement="p">{drawing}</di:BPMNPlane></di:BPMNDiagram>'
    return f'{HEAD}{pools}<process id="p" name="Cấp giấy phép">{content}</process>{page}</definitions>'.encode()


_OTHERS = [
    '<boundaryEvent id="b" attachedToRef="t0" cancelActivity="false"><timerEventDefinition/></boundaryEvent>',
    '<intermediateCatchEvent id="ic"/><intermediateThrowEvent id="it"/>',
    '<task id="mi"><multiInstanceLoopCharacteristics id="l1"/></task>',
    '<task id="ms"><multiInstanceLoopCharacteristics id="l2" isSequential="true"/></task>',
    '<task id="lo"><standardLoopCharacteristics id="l3"/></task>',
    '<subProcess id="sp" name="Xử lý"><startEvent id="sps"/></subProcess><subProcess id="sc" name="Gọn"/>',
    '<subProcess id="es" triggeredByEvent="true"><startEvent id="ess" isInterrupting="false"/></subProcess>',
    '<transaction id="tx" name="Giao dịch"/>',
    '<dataObject id="do"/><dataObjectReference id="dr" dataObjectRef="do" name="Đơn"/>',
    '<dataStoreReference id="ds" name="CSDL"/><textAnnotation id="ta"><text>Ghi chú</text></textAnnotation>',
    '<group id="gr"/><association id="as" sourceRef="ta" targetRef="t0"/>',
    '<sequenceFlow id="f1" sourceRef="g0" targetRef="t0"/>',
    (
        '<sequenceFlow id="f2" sourceRef="t1" targetRef="t2">'
        "<conditionExpression>=a</conditionExpression></sequenceFlow>"
    ),
    '<laneSet id="ls"><lane id="la" name="Một cửa"><flowNodeRef>t0</flowNodeRef></lane></laneSet>',
]
_PLACES = [
    _shape("la", 150, 60, (1500, 700)),
    _shape("b", 230, 162, (36, 36)),
    _shape("ic", 200, 450, (36, 36)),
    _shape("it", 260, 450, (36, 36)),
    _shape("mi", 320, 440),
    _shape("ms", 460, 440),
    _shape("lo", 600, 440),
    _shape("sp", 740, 420, (200, 120), 'isExpanded="true"'),
    _shape("sps", 760, 460, (36, 36)),
    _shape("sc", 960, 440, (100, 80), 'isExpanded="false"'),
    _shape("es", 1080, 420, (150, 120), 'isExpanded="true"'),
    _shape("ess", 1100, 460, (36, 36)),
    _shape("tx", 1250, 440),
    _shape("dr", 200, 600, (36, 50)),
    _shape("ds", 300, 600, (50, 50)),
    _shape("ta", 400, 600, (100, 30)),
    _shape("gr", 550, 580, (200, 100)),
    _shape("b1", 550, 700, (100, 30)),
    _edge("as", (400, 600), (250, 180)),
    _edge("f1", (250, 375), (250, 180)),
    _edge("f2", (450, 140), (500, 140)),
    _edge("mf", (300, 900), (300, 760)),
    _shape("pool", 120, 60, (1530, 700)),
    _shape("box", 120, 860, (1530, 80), 'isHorizontal="true"'),
    _shape("up", 1700, 60, (100, 500), 'isHorizontal="false"'),
]


@pytest.fixture
def simple() -> bytes:
    """Return a start, a task and an end, drawn."""
    content = (
        '<startEvent id="s" name="Nhận hồ sơ"/><userTask id="t" name="Thẩm định &lt;script&gt;"/><endEvent id="e"/>'
        '<sequenceFlow id="f1" sourceRef="s" targetRef="t"/><sequenceFlow id="f2" sourceRef="t" targetRef="e"/>'
    )
    drawing = (
        _shape("s", 160, 100, (36, 36))
        + _shape("t", 250, 80)
        + _shape("e", 400, 100, (36, 36))
        + _edge("f1", (196, 118), (250, 118))
        + _edge("f2", (350, 118), (400, 118))
    )
    return _model(content, drawing)


@pytest.fixture
def everything() -> bytes:
    """Return a model with every kind of element that has a sign of its own."""
    nodes, drawing, flows = [], [], []
    for row, kind in enumerate((*_TASK_KINDS, "receiveTask", "callActivity")):
        nodes.append(f'<{kind} id="t{row}" name="Việc {row}"/>')
        drawing.append(_shape(f"t{row}", 200 + 150 * row, 100))
    for row, kind in enumerate(_EVENT_KINDS):
        nodes.append(f'<endEvent id="e{row}" name="Kết thúc"><{kind}EventDefinition id="d{row}"/></endEvent>')
        drawing.append(_shape(f"e{row}", 200 + 80 * row, 250, (36, 36)))
    for row, kind in enumerate(_GATEWAYS):
        nodes.append(f'<{kind}Gateway id="g{row}" name="Đủ?"/>')
        drawing.append(_shape(f"g{row}", 200 + 80 * row, 350, (50, 50)))
    nodes += _OTHERS
    drawing += _PLACES
    flows = (
        '<collaboration id="c"><participant id="pool" name="Sở Y tế" processRef="p"/><participant id="box" name="Dân"/>'
        '<participant id="up" name="Đứng"/><messageFlow id="mf" sourceRef="box" targetRef="t0"/></collaboration>'
    )
    return _model(
        "".join(nodes).replace('<exclusiveGateway id="g0"', '<exclusiveGateway id="g0" default="f1"'),
        "".join(drawing),
        flows,
    )


def test_labels_are_drawn_as_text(simple: bytes) -> None:
    """A label with markup in it is text in the picture, never an element."""
    picture = etree.fromstring(diagram_svg(read(simple)))

    texts = " ".join(node.text or "" for node in picture.iter(f"{SVG}text"))
    assert "Thẩm định <script>" == " ".join(texts.split()[texts.split().index("Thẩm") :][:3])
    assert not list(picture.iter(f"{SVG}script"))


def test_each_drawn_element_has_a_group(everything: bytes) -> None:
    """Every shape and edge with an element behind it stands in the picture under its id, and nothing else does."""
    model = read(everything)
    page = model.diagrams[0]
    picture = etree.fromstring(diagram_svg(model))

    drawn = {node.get("data-element-id") for node in picture.iter(f"{SVG}g")}
    assert {key for key in (*page.shapes, *page.edges) if model.get(key)} == drawn


def test_picture_holds_everything(everything: bytes) -> None:
    """The view box encloses every shape, with a margin."""
    model = read(everything)
    x, y, width, height = map(float, etree.fromstring(diagram_svg(model)).get("viewBox", "").split())

    boxes = [shape.bounds for shape in model.diagrams[0].shapes.values()]
    assert all(x < b.x and y < b.y and b.right < x + width and b.bottom < y + height for b in boxes)


@pytest.mark.parametrize(("inner", "is_open"), [('<task id="in"/>', True), ("<textAnnotation/>", False), ("", False)])
def test_a_sub_process_is_open_where_layout_draws_in_it(inner: str, is_open: bool) -> None:  # noqa: FBT001 - a case
    """A note without id has no shape: layout and picture both leave a sub-process closed that holds no other."""
    content = f'<subProcess id="t" name="Xử lý">{inner}</subProcess>'
    drawn = diagram_svg(read(_model(content, _shape("t", 250, 80, extra='isExpanded="true"'))))
    laid = read(_model(content, ""))
    layout(laid)

    assert (is_open, not is_open) == (laid.diagrams[0].shapes["t"].is_expanded, " h 8 M " in drawn)


def test_png_is_a_picture_of_the_same_size(simple: bytes) -> None:
    """A PNG at zoom 1 has the width and height of the SVG."""
    svg = diagram_svg(read(simple))
    picture = png(svg, zoom=1)
    size = int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])

    root = etree.fromstring(svg)
    assert (round(float(root.get("width", ""))), round(float(root.get("height", "")))) == size


def test_png_of_no_svg_is_refused() -> None:
    """Text that is no SVG is refused with our own error."""
    with pytest.raises(DataError, match="PF160"):
        png("no picture")


def test_model_without_coordinates_is_laid_out_in_a_copy() -> None:
    """A model without a drawing is drawn, and stays as it was."""
    raw = f'{HEAD}<process id="p"><startEvent id="s"/><task id="t" name="Ký"/>'.encode()
    raw += b'<sequenceFlow id="f" sourceRef="s" targetRef="t"/></process></definitions>'
    model = read(raw)

    assert 'data-element-id="t"' in diagram_svg(model)
    assert raw == model.raw


def test_empty_model_cannot_be_drawn() -> None:
    """A model with nothing to draw is refused."""
    with pytest.raises(ModelError, match="PF110"):
        diagram_svg(read(f'{HEAD}<process id="p"/></definitions>'.encode()))


def test_changes_are_marked_with_colour_and_sign(simple: bytes) -> None:
    """What was removed is marked in the old picture, what was added in the new one, with a legend."""
    before, after = read(simple), read(simple)
    svg = changes_svg(before, after, Changed(added=["e"], removed=["s"], changed=["t"]))
    picture = etree.fromstring(svg)
    texts = [node.text for node in picture.iter(f"{SVG}text")]

    assert {"Hiện tại", "Sau đơn giản hóa", "thêm mới", "cắt bỏ", "thay đổi"} <= set(texts)
    assert [2, 2, 3] == [texts.count(sign) for sign in ("+", "−", "~")]


def test_overlays_become_a_heat_map() -> None:
    """The highest value is darkest, the value stands as a badge."""
    marks = heat_marks({"a": 1, "b": 4})

    assert Mark("#7f2704", "#d7301f", "4") == marks["b"]
    assert {} == heat_marks({})


def test_overlay_is_drawn(simple: bytes) -> None:
    """A heat value shows as a badge on its element."""
    assert ">4.5<" in render(read(simple), overlays={"t": 4.5})


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_an_overlay_that_is_no_number_is_refused(simple: bytes, value: float) -> None:
    """What has no place between the least and the most is refused by the id of its element."""
    with pytest.raises(DataError, match="overlay of 't'"):
        render(read(simple), overlays={"t": value, "s": 1.0})


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"engine": "neato"}, "no engine 'neato'"),
        ({"engine": "dot", "overlays": {"t": 1.0}}, "no overlays"),
        ({"engine": "dot", "title": "Sơ đồ"}, "no title"),
        ({"engine": "dot", "diagram": "p"}, "no diagram"),
        ({"diagram": "q"}, "no diagram 'q' - choose one of p"),
    ],
)
def test_what_would_be_ignored_is_refused(simple: bytes, options: dict[str, Any], expected: str) -> None:
    """An unknown engine, and what an engine does not draw, is refused instead of passed over."""
    with pytest.raises(DataError, match=expected):
        render(read(simple), **options)


@pytest.mark.parametrize("name", ["out.svg", "out.png"])
def test_picture_is_written(simple: bytes, tmp_path: Path, name: str) -> None:
    """The file named is written, whole, and nothing beside it."""
    svg = render(read(simple), tmp_path / name)

    assert [name] == [path.name for path in tmp_path.iterdir()]
    assert svg.startswith("<svg")


def test_unknown_ending_is_refused(simple: bytes, tmp_path: Path) -> None:
    """A picture format that is not written is refused before anything is written."""
    with pytest.raises(DataError, match="PF160"):
        render(read(simple), tmp_path / "out.jpg")

    assert [] == list(tmp_path.iterdir())


def test_missing_folder_is_refused(simple: bytes, tmp_path: Path) -> None:
    """Writing into a folder that is not there is refused with the path."""
    with pytest.raises(FileAccessError, match="PF104"):
        render(read(simple), tmp_path / "no" / "out.svg")


def test_a_dot_file_needs_the_engine_that_writes_it(everything: bytes, tmp_path: Path) -> None:
    """The error says which one."""
    with pytest.raises(DataError, match="--engine dot"):
        render(read(everything), tmp_path / "x.dot")


def test_dot_text_is_written_without_graphviz(
    everything: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DOT text needs no Graphviz at all."""
    monkeypatch.setenv("PATH", "")
    dot = render(read(everything), tmp_path / "out.dot", engine="dot")

    assert dot == (tmp_path / "out.dot").read_text("utf-8")
    assert "Một cửa" in dot


def test_missing_graphviz_names_both_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without dot and pygraphviz the error names both."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.setitem(__import__("sys").modules, "pygraphviz", None)

    with pytest.raises(EnvironmentMissing, match=r"graphviz.*procflow\[graphviz\]"):
        dot_svg("digraph { a }")


@pytest.mark.parametrize(
    ("script", "message", "exit_code"),
    [
        ("echo 'no svg here' >&2\nexit 3", r"dot \(.*/dot\) exits with 3: no svg here", 3),
        ("exit 1", r"exits with 1 - ", 1),
        ("kill -KILL $$", "was killed by signal 9", -9),
        ("exit 0", "exits with 0, but writes no picture", 0),
        ("echo '<svg>'", "exits with 0, but writes no picture", 0),
        ("echo '<html/>'", "exits with 0, but writes no picture", 0),
        (r"printf '<svg>\377</svg>'", "exits with 0, but writes no picture", 0),
    ],
    ids=["fails", "fails-silently", "killed", "empty", "cut", "other", "no-text"],
)
def test_a_failing_dot_is_told(
    script: str, message: str, exit_code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How the program dot fails stands in the error, with its exit code and the next step."""
    _fake_dot(tmp_path, monkeypatch, f"#!/bin/sh\n{script}\n")

    with pytest.raises(EnvironmentMissing, match=message) as caught:
        dot_svg("digraph { a }")
    assert exit_code == caught.value.facts["exit_code"]
    assert "engine='own'" in caught.value.hint


def test_a_dot_that_cannot_be_started_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file named dot that is no program is named in the error."""
    _fake_dot(tmp_path, monkeypatch, "no program")

    with pytest.raises(EnvironmentMissing, match="cannot be started: Exec format error"):
        dot_svg("digraph { a }")


def test_a_dot_that_reads_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that ends before it has read a large graph is told like any other failure."""
    _fake_dot(tmp_path, monkeypatch, "#!/bin/sh\nexec <&-\nexit 4\n")

    with pytest.raises(EnvironmentMissing, match="exits with 4"):
        dot_svg("digraph {" + "a -> b;" * 100_000 + "}")


def test_a_dot_that_never_ends_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that does not come to its end is stopped, and told like any other failure."""
    _fake_dot(tmp_path, monkeypatch, "#!/bin/sh\nexec /bin/sleep 30\n")
    monkeypatch.setattr(dot_program, "MAX_SECONDS", 0.2)

    with pytest.raises(EnvironmentMissing, match=r"has drawn nothing after 0\.2 seconds") as caught:
        dot_svg("digraph { a }")
    assert "engine='own'" in caught.value.hint


def _fake_dot(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    program = folder / "dot"
    program.write_text(text, "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


def test_ids_with_signs_of_graphviz_are_names() -> None:
    """An id that Graphviz would read as markup or refuse gets a name of its own, the same on its arrows."""
    dot = process_dot(read(diagram("start a,b\nend <b>\na,b -> <b>")))

    assert "id_612c62 -> id_3c623e" in dot
    assert 2 == dot.count("id_612c62")


def test_hand_off_graph_escapes_labels() -> None:
    """A unit's name with quotes and backslashes stays one label."""
    dot = handoffs_dot({('Sở "A" \\N', "Sở B"): 3, ("Sở B", ""): 1})

    assert 2 == dot.count("->")
    assert r'label="Sở \"A\" \\N"' in dot
    assert 'label="?"' in dot
    assert 'label="<b>"' in handoffs_dot({("<b>", "x"): 1})


def test_composed_and_decomposed_text_measure_the_same() -> None:
    """Width does not depend on how the diacritics are encoded."""
    text = "Thẩm định hồ sơ đề nghị"

    assert text_width(text, 12) == text_width(unicodedata.normalize("NFD", text), 12)


def test_every_vietnamese_letter_has_a_glyph() -> None:
    """The font draws all letters of the alphabet with all tones."""
    from fontTools.ttLib import TTFont

    vowels = [b + m for b in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY" for m in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")]
    letters = {unicodedata.normalize("NFC", vowel) for vowel in vowels} | set("đĐ₫…−")
    with TTFont(font_files()[0]) as font:
        known = font.getBestCmap()

    assert set() == {letter for letter in letters if any(ord(part) not in known for part in letter)}


def test_wrapped_lines_fit() -> None:
    """No line is wider than the box, even with a word that is."""
    lines = wrap("Tiếp nhận Phòngchuyênmônnghiệpvụkếhoạch tài chính", 80, 12)

    assert all(text_width(line, 12) <= 80 for line in lines)


def test_text_that_does_not_fit_ends_with_an_ellipsis() -> None:
    """Lines over the bound are cut visibly."""
    lines = wrap("một hai ba bốn năm sáu bảy tám chín mười", 60, 12, max_lines=2)

    assert 2 == len(lines)
    assert lines[-1].endswith("…")


@pytest.mark.parametrize("name", ["out.svg", "out.png", "out.dot"])
def test_any_graph_is_written_as_a_picture(tmp_path: Path, name: str, require: Callable[[str], str]) -> None:
    """DOT text becomes the file that was asked for."""
    if not name.endswith(".dot"):
        require("dot")
    made = render_dot(handoffs_dot({("Một cửa", "Chuyên viên"): 2}), tmp_path / name)

    assert [name] == [path.name for path in tmp_path.iterdir()]
    assert "Một cửa" in made


def test_graphviz_draws_in_the_process_without_dot(
    everything: bytes, monkeypatch: pytest.MonkeyPatch, require: Callable[[str], str]
) -> None:
    """Without the program dot the package pygraphviz lays the process out, diacritics and all."""
    require("pygraphviz")
    monkeypatch.setenv("PATH", "")
    picture = etree.fromstring(render(read(everything), engine="dot"))

    assert "Một cửa" in "".join(picture.itertext())


def test_boundary_events_hang_on_their_activity(everything: bytes) -> None:
    """A boundary event is joined to its activity by a dashed line without arrow."""
    assert "t0 -> b [arrowhead=none style=dashed]" in process_dot(read(everything))


def test_a_long_lane_name_takes_two_lines() -> None:
    """The name of a lane is not cut where two lines of it fit the band."""
    lane = '<laneSet id="ls"><lane id="la" name="Sở Khoa học và Công nghệ"/></laneSet>'
    picture = etree.fromstring(diagram_svg(read(_model(lane, _shape("la", 150, 60, (600, 120))))))

    assert "Sở Khoa học và Công nghệ" == " ".join(node.text or "" for node in picture.iter(f"{SVG}text"))


_LONG = "Bộ phận tiếp nhận và trả kết quả của các sở, ban, ngành tại Trung tâm phục vụ hành chính công tỉnh"


def _lane_name(first: str) -> tuple[list[str], list[float]]:
    """Return the lines of a long name of a lane that holds what is drawn as *first*, and where each stands."""
    content = (
        f'<laneSet id="ls"><lane id="la" name="{_LONG}"/></laneSet><userTask id="t"/>'
        '<startEvent id="s" name="Có hồ sơ"/><endEvent id="e"/><sequenceFlow id="f" sourceRef="s" targetRef="e"/>'
    )
    picture = etree.fromstring(diagram_svg(read(_model(content, _shape("la", 150, 60, (600, 140)) + first))))
    lines = [node for node in picture.iter(f"{SVG}text") if "rotate" in node.get("transform", "")]

    assert _LONG in [node.text for node in picture.iter(f"{SVG}title")]
    return [node.text or "" for node in lines], [float(node.get("x", "0")) for node in lines]


@pytest.mark.parametrize("first", ["", _shape("t", 260, 80), _shape("t", 160, 240), _shape("s", 290, 100, (36, 36))])
def test_a_longer_lane_name_takes_the_room_before_the_first_element(first: str) -> None:
    """A name of more than two lines is whole where the lane has room for its lines, and nothing lies under it."""
    lines, places = _lane_name(first)

    assert _LONG == " ".join(lines)
    assert len(lines) > 2
    assert all(150 < place < 260 for place in places)


@pytest.mark.parametrize(
    "first",
    [
        _shape("t", 200, 80),
        _shape("s", 230, 100, (36, 36)),
        _shape("s", 400, 100, (36, 36)) + _edge("f", (200, 40), (200, 400)),
        _shape("s", 400, 100, (36, 36)).replace(
            "/></di", '/><di:BPMNLabel><dc:Bounds x="200" y="150" width="80" height="14"/></di:BPMNLabel></di'
        ),
    ],
)
def test_a_lane_name_without_room_ends_in_an_ellipsis(first: str) -> None:
    """Where an element, its name or a flow stands close by the name is cut with an ellipsis; the tooltip has all."""
    lines, places = _lane_name(first)

    assert lines[-1].endswith("…")
    assert all(150 < place < 196 for place in places)


@pytest.mark.parametrize(
    ("text", "is_enough"), [("Thẩm định hồ sơ", [True]), ("مراجعة", [False]), ("審査", [False]), ("✅", [False])]
)
def test_letters_the_font_lacks_are_sought_on_the_machine(
    text: str, is_enough: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the font of the pictures will do, no other is looked at, so that a picture is the same everywhere."""
    asked: list[bool] = []
    monkeypatch.setattr(
        picture.resvg_py, "svg_to_bytes", lambda *, skip_system_fonts, **_: asked.append(skip_system_fonts) or b""
    )
    png(f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>{text}</text></svg>')

    assert is_enough == asked


@pytest.mark.parametrize(
    "sides",
    [
        "width='30000' height='30000'",
        'width="30000px" height="30000"',
        'width="800cm" height="30000"',
        'width="3e4" height="3e4"',
        'viewBox="0 0 30000 30000"',
    ],
)
def test_the_bound_of_a_picture_knows_every_way_to_write_its_sides(sides: str) -> None:
    """Quotes, units, powers of ten and a view without sides are counted alike."""
    with pytest.raises(DataError, match="million points"):
        png(f'<svg xmlns="http://www.w3.org/2000/svg" {sides}/>')


@pytest.mark.parametrize("side", [".", "1.2.3", "9em", "", "-5"])
def test_a_side_that_is_no_length_is_refused(side: str) -> None:
    """How many points it would have is not guessed."""
    with pytest.raises(DataError, match="the width of the picture"):
        png(f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="5"/>')


@pytest.mark.parametrize("zoom", ["2", None, 0, -1, float("nan"), float("inf"), 10**400])
def test_a_zoom_that_is_none_is_refused(zoom: float) -> None:
    """It is a number above 0 that a picture can be drawn at."""
    with pytest.raises(DataError, match="zoom"):
        png('<svg xmlns="http://www.w3.org/2000/svg" width="5" height="5"/>', zoom=zoom)


def test_a_picture_without_end_is_not_made() -> None:
    """A picture takes memory for each of its points, so there is a bound; a drawing of lines has none."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="5000"/>'

    assert png(svg.format(10))
    with pytest.raises(DataError, match="200 million points") as caught:
        png(svg.format(10_000))
    assert "svg" in caught.value.hint
