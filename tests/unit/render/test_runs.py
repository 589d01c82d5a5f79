"""The run that shows a defect: on the diagram and in words."""

from __future__ import annotations

import pytest
from lxml import etree

from procflow.bpmn import Definitions, read
from procflow.bpmn.soundness import Defect, Step, soundness
from procflow.bpmn.soundness.rules import TooManyChoices
from procflow.errors import DataError
from procflow.render import ENGLISH_RUN, VIETNAMESE_RUN, called, png, run_svg
from tests.diagrams import diagram
from tests.pool_cases import FLAWED, POOLS, pools
from tests.soundness_cases import NO_RULE, UNSOUND

SVG = "{http://www.w3.org/2000/svg}"
STUCK = """start s "Nhận hồ sơ"\nxor x "Đủ?"\nuser a "Thẩm định"\nand y "Gộp"\nend e "Trả kết quả"
s -> x -> a -> y -> e\nx -> y"""
NAMES = {
    "s": "Nhận hồ sơ (s)",
    "x": "Đủ? (x)",
    "a": "Thẩm định (a)",
    "y": "Gộp (y)",
}


def found(text: str) -> tuple[Definitions, Defect]:
    """Return the model of *text* and its first defect."""
    model = read(diagram(text))
    return model, soundness(model).defects[0]


def strokes(svg: str) -> dict[str, set[str]]:
    """Return the colours of the lines that each element is drawn with."""
    colours: dict[str, set[str]] = {}
    for group in etree.fromstring(svg).iter(f"{SVG}g"):
        key = group.get("data-element-id")
        colours.setdefault(str(key), set()).update(str(node.get("stroke")) for node in group if node.get("stroke"))
    return colours


def texts(svg: str) -> list[str]:
    """Return all lines of text in the picture."""
    return [str(node.text) for node in etree.fromstring(svg).iter(f"{SVG}text")]


def test_what_was_passed_left_and_wrong_has_a_colour_each() -> None:
    """A flow that was passed is blue, one with a token amber, what the defect names red, all else black."""
    model, defect = found(STUCK)
    drawn = strokes(run_svg(model, defect))
    blue, amber, red = "#0b5cad", "#9a6700", "#c1121f"

    assert (blue, blue, red) == tuple(next(iter(drawn[key] & {blue, amber, red})) for key in ("s", "x", "y"))
    assert [{amber}, {blue}, {"#22242a"}] == [drawn[key] for key in ("main-5", "main-1", "main-4")]


def test_nodes_bear_the_numbers_of_their_steps() -> None:
    """The first step is 1; an activity has two; of many each is told, those that follow each other as a range."""
    model, defect = found("start s\nuser a\nxor x\nand y\nend e\ns -> a -> x -> y -> e\nx -> y")
    many = Defect("deadlock", ("a",), tuple(Step(key) for key in "aaasasaa"))

    assert {"1", "2, 3", "4", "!"} <= set(texts(run_svg(model, defect)))
    assert "! 1\u20133, 5, 7, 8" in texts(run_svg(model, many))


def test_numbers_of_steps_stay_within_the_picture() -> None:
    """The last element has room for all of them."""
    model = read(diagram("start s\nuser a\ns -> a"))
    svg = etree.fromstring(run_svg(model, Defect("deadlock", ("a",), tuple(Step(key) for key in "as" * 40))))
    left, _, width, _ = (float(part) for part in str(svg.get("viewBox")).split())
    badges = [node for node in svg.iter(f"{SVG}rect") if node.get("height") == "17"]

    assert all(float(str(node.get("x"))) + float(str(node.get("width"))) <= left + width for node in badges)
    assert len(badges) == 2


def test_several_tokens_on_a_flow_are_counted() -> None:
    """The number stands in the token."""
    model, defect = found(UNSOUND["a loop that makes tokens"][0])

    assert "4" in texts(run_svg(model, defect))


def test_a_dead_activity_is_set_off_without_a_run() -> None:
    """It is red, and nothing is blue."""
    model, defect = found(UNSOUND["an activity that nothing leads to"][0])
    drawn = strokes(run_svg(model, defect))

    assert "#c1121f" in drawn["a"]
    assert "#0b5cad" not in drawn["s"]


def test_the_picture_says_what_is_wrong_and_what_its_colours_mean() -> None:
    """The title and the legend are in the language asked for."""
    model, defect = found(STUCK)
    vietnamese, english = (texts(run_svg(model, defect, words=words)) for words in (VIETNAMESE_RUN, ENGLISH_RUN))

    assert {"quy trình bị tắc: Gộp (y)", "chỗ sai"} <= set(vietnamese)
    assert {"the process gets stuck: Gộp (y)", "what is wrong"} <= set(english)


def test_the_picture_is_wide_enough_for_a_long_title() -> None:
    """A long title is wrapped, and the picture can be painted."""
    model = read(diagram("start s\nuser a\nend e\ns -> a -> e"))
    defect = Defect("livelock", tuple(f"rất-dài-{number}" for number in range(40)))
    svg = run_svg(model, defect)

    assert 3 < sum("rất-dài" in line for line in texts(svg))
    assert png(svg).startswith(b"\x89PNG")


def test_what_is_not_drawn_is_left_out() -> None:
    """A flow of the run that the diagram does not show needs no token."""
    model = read(diagram("start s\nuser a\nend e\ns -> a -> e"))
    defect = Defect("unsafe", ("hidden",), (Step("s", (), ("hidden",)),))

    assert "hidden" not in strokes(run_svg(model, defect))


def test_steps_are_told_in_words() -> None:
    """Who begins, ends, goes on, and to what."""
    model, defect = found("start s\nuser a\nxor x\nand y\nend e\ns -> a -> x -> y -> e\nx -> y")

    assert [
        "s begins the process → a",
        "a begins",
        "a ends → x",
        "x goes on → y",
    ] == list(ENGLISH_RUN.run(defect, model))
    assert "s bắt đầu quy trình → a" == next(VIETNAMESE_RUN.run(defect, model))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "start s\ncatch c timer\nxor x\nand y\ns -> c -> x -> y\nx -> y",
            ["s begins the process → c", "waiting at c", "c happens → x", "x goes on → y"],
        ),
        (
            "start s\nevents g\ncatch c timer\nxor x\nand y\ns -> g -> c -> x -> y\nx -> y",
            ["s begins the process → g", "waiting at g", "c happens → x", "x goes on → y"],
        ),
        (
            "start s\nand x\nend d\nxor c\nand y\ns -> x -> d\nx -> c -> y\nc -> y",
            ["s begins the process → x", "x goes on → d, c", "d is reached", "c goes on → y"],
        ),
        ("xor x\nand y\nx -> y\nx -> y", ["main begins the process", "x goes on → y"]),
    ],
    ids=["an event", "events", "an end", "no start"],
)
def test_each_kind_of_step_has_its_words(text: str, told: list[str]) -> None:
    """What waits, happens, is reached."""
    model, defect = found(text)

    assert sorted(told) == sorted(ENGLISH_RUN.run(defect, model))


def test_each_pool_begins() -> None:
    """Of pools played together the first step of each is its beginning."""
    first, second, flows, _ = POOLS["an answer that may not come"]
    model = pools(first, second, flows=flows)
    (defect,) = soundness(model).together
    told = list(ENGLISH_RUN.run(defect, model))

    assert ["s begins the process → a", "t begins the process → x"] == [line for line in told if "process" in line]


def test_an_element_is_called_by_name_and_id() -> None:
    """A flow without a name is told by what it joins; what has no name by its id."""
    model, _ = found(STUCK)

    assert NAMES == {key: called(model, key) for key in NAMES}
    assert ("Nhận hồ sơ – Đủ? (main-1)", "unknown") == (called(model, "main-1"), called(model, "unknown"))


def test_every_kind_of_defect_has_words() -> None:
    """In both languages, the properties and answers too."""
    kinds = {"unbounded", "unsafe", "unsafe-end", "deadlock", "livelock", "dead-activity", "message-never-sent"}

    assert kinds == ENGLISH_RUN.kinds.keys() == VIETNAMESE_RUN.kinds.keys()
    assert ENGLISH_RUN.properties.keys() == VIETNAMESE_RUN.properties.keys()
    assert ENGLISH_RUN.answers.keys() == VIETNAMESE_RUN.answers.keys()


def test_a_defect_of_no_known_kind_is_refused() -> None:
    """Who makes one by hand is told which kinds have words."""
    model, _ = found(STUCK)
    with pytest.raises(DataError, match=r"'xx' is no kind of defect - .*deadlock"):
        run_svg(model, Defect("xx", ("s",)))


REASONS = [
    *(soundness(read(diagram(text))).processes[0].reason for text in NO_RULE.values()),
    *(reason for _, _, reason in FLAWED.values()),
    TooManyChoices("x").told,
]


@pytest.mark.parametrize("reason", sorted(set(REASONS)))
def test_every_reason_has_words_in_vietnamese(reason: str) -> None:
    """The element and names stay, the sentence is another; in English it is as the verdict has it."""
    told = VIETNAMESE_RUN.reasons.told(reason)

    assert (reason.partition(":")[0], True) == (told.partition(":")[0], told != reason)
    assert reason == ENGLISH_RUN.reasons.told(reason)
