"""What findings say and advise has a Vietnamese sentence each."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from xml.sax.saxutils import escape

import pytest

from procflow.bpmn import read
from procflow.errors import DataError
from procflow.lint import PLATFORMS, Finding, Severity, all_rules, lint
from procflow.lint.texts import finding_texts, vietnamese_texts
from tests.support import REPOSITORY

FOLDER = REPOSITORY / "tests" / "unit" / "lint"
PACKAGE = REPOSITORY / "procflow"
GAP = re.compile(r"\{\d(?::told)?\}")
# Names and values: what is in quotes, what has a dot or hyphen in it.
NAMED = re.compile(r"""(?<!\w)(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|\w+(?:[.-]\w+)+""")
# None of these is a word of Vietnamese, as "an", "to" and "no" are.
ENGLISH = re.compile(
    r"\b(a|the|is|are|its?|has|have|of|for|by|with|from|which|that|cannot|such|enter|stands|every|and|or|not)\b"
)
BROKEN = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:example"
    xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"><process id="p" isExecutable="true">{}</process></definitions>"""
CONDITIONS = (
    *("= a + 1", "= số ngày > 5", "= a §", "= > 1", "=", "= a.1", "= not a", "= 1 = 1", "= a > true", "= a and 1"),
    *(
        "= -a",
        "= f(a)",
        "= a - 1",
        "= (a",
        "= 1b",
        "= 'a'",
        '= a = "',
        '= a = "\\q"',
        '= a = "\\ud800"',
        '= a = "\\uzz"',
    ),
    *("= a == 1", "= a && b", "= a || b", "= !a", "= if a", "${a", "${empty a}", "${a = 1}", "${a[0]}", "${a ? b}"),
    *("${a}}", "1", "= " + "(" * 200 + "a", "= " + "a" * 10_001),
)
TIMERS = (
    "",
    "-P1D",
    "R0/P1D",
    "R/PT0S",
    "0 0 * * *",
    "5 ngày",
    "2026-01-05T09:00:00",
    "2026-02-31T09:00:00Z",
    "9" * 2000,
)
VALUES = (
    *({"pf.limit.value": text} for text in ("ba", "-1", "5", "1e999", "9" * 30)),
    {"pf.limit.value": "0.1234567890123456", "pf.limit.unit": "hour"},
    {"pf.limit.value": "9" * 20, "pf.limit.unit": "hour"},
    {"pf.limit.value": "5", "pf.limit.unit": "none-set"},
    *(
        {"pf.locked": "maybe"},
        {"pf.fee_vnd": "1 000 đ"},
        {"pf.dossiers_per_year": "x"},
        {"pf.effective_on": "2026-02-31"},
    ),
    *({"pf.duty": "x"}, {"pf.odd": "x"}, {"pf.dutty": "x"}, {"pf.status": "draft"}),
)


def sentences() -> dict[str, str]:
    """Return the Vietnamese for each English text."""
    return tomllib.loads((PACKAGE / "lint" / "data" / "findings.vi.toml").read_text("utf-8"))


def finding(message: str, hint: str = "") -> Finding:
    """Return a finding that says this."""
    return Finding("r", "correctness", Severity.ERROR, "a", "", 1, message, hint)


@pytest.mark.parametrize("rule", sorted({path.name for path in FOLDER.iterdir() if path.is_dir()} & set(all_rules())))
def test_every_finding_of_the_examples_has_its_sentence(rule: str) -> None:
    """Neither what a rule says of its invalid examples nor what it advises stays English."""
    found = [one for path in (FOLDER / rule).glob("*.bpmn") for one in lint(read(path), rule)]
    texts = {text for one in found for text in (one.message, one.hint)}

    assert set() == {text for text in texts if vietnamese_texts().told(text) == text}


def english(found: Iterable[Finding]) -> list[str]:
    """Return the findings that are not, or not all, in Vietnamese."""
    texts = {text for one in found for text in finding_texts(one, "vi") if ENGLISH.search(NAMED.sub("", text))}
    return sorted(texts)


@pytest.mark.parametrize("platform", ["", *PLATFORMS])
def test_no_english_is_left_in_a_finding(platform: str) -> None:
    """Outside of names no word of an example's finding is English, on any platform and of any severity."""
    models = [read(path) for path in sorted(FOLDER.rglob("*.bpmn"))]

    assert [] == english(one for model in models for one in lint(model, platform=platform))


@pytest.mark.parametrize("condition", CONDITIONS)
def test_what_is_wrong_with_a_condition_is_told_in_vietnamese(condition: str) -> None:
    """What the reader of expressions says and advises has sentences as well."""
    when = f"<conditionExpression>{escape(condition)}</conditionExpression>"
    flow = f'<sequenceFlow id="f" sourceRef="g" targetRef="e">{when}</sequenceFlow>'
    model = read(BROKEN.format(f'<exclusiveGateway id="g"/><endEvent id="e"/>{flow}').encode())
    found = lint(model, "executable-condition")

    assert [1, []] == [len(found), english(found)]


@pytest.mark.parametrize("kind", ["timeDate", "timeDuration", "timeCycle"])
@pytest.mark.parametrize("text", TIMERS)
def test_what_is_wrong_with_a_timer_is_told_in_vietnamese(kind: str, text: str) -> None:
    """What the reader of timers says and advises has sentences as well."""
    timer = f"<timerEventDefinition><{kind}>{text}</{kind}></timerEventDefinition>"
    model = read(BROKEN.format(f'<intermediateCatchEvent id="c">{timer}</intermediateCatchEvent>').encode())
    found = lint(model, "timer-definition")

    assert [1, []] == [len(found), english(found)]


@pytest.mark.parametrize("values", VALUES, ids=str)
def test_what_is_wrong_with_a_property_is_told_in_vietnamese(values: dict[str, str]) -> None:
    """What the reader of properties says and advises has sentences as well."""
    inner = "".join(f'<zeebe:property name="{name}" value="{value}"/>' for name, value in values.items())
    kept = f"<extensionElements><zeebe:properties>{inner}</zeebe:properties></extensionElements>"
    found = lint(read(BROKEN.format(f'<userTask id="t">{kept}</userTask>').encode()), "procedure")
    of_values = [one for one in found if next(iter(values)) in one.message]

    assert (True, []) == (bool(of_values), english(of_values))


def test_a_third_language_is_not_mixed_in() -> None:
    """The test sees an English word among Vietnamese ones."""
    mixed = "it is an exclusiveGateway, but joins what is odd"

    assert [mixed] == english([finding(mixed)])


def test_a_sentence_keeps_what_is_said_of_the_model() -> None:
    """Names and figures stay, words around them and in them are told."""
    one = finding(
        "its direction is Converging, but several flows enter and several leave",
        "enter a number of at least 0 under 'Limit' (Thời hạn) in the modeler",
    )

    assert (
        "chiều đã khai là Converging, nhưng nhiều luồng đi vào và nhiều luồng đi ra",
        "nhập số từ 0 trở lên ở 'Limit' (Thời hạn) trong trình vẽ",
    ) == finding_texts(one, "vi")
    assert (one.message, one.hint) == finding_texts(one, "en")


def test_a_text_without_a_sentence_stays_as_it_is() -> None:
    """A finding of a rule that somebody else wrote is told all the same."""
    assert ("odd {0}", "") == finding_texts(finding("odd {0}"), "vi")


@pytest.mark.parametrize("name", ["status is not null", "limit", "a = b", "x is not a number", 'it\'s not "so"'])
def test_what_people_wrote_is_told_as_they_wrote_it(name: str) -> None:
    """No word of a sentence is looked for in the names and values of a model."""
    link, pool = (
        finding(f"nothing catches the link {name!r}"),
        finding(f"the pool says pf.x = {name!r}, its process ''"),
    )

    assert f"không có nơi nhận liên kết trang {name!r}" == finding_texts(link, "vi")[0]
    assert f"vùng ghi pf.x = {name!r}, quy trình của nó ghi ''" == finding_texts(pool, "vi")[0]


def test_another_language_is_refused() -> None:
    """There are two."""
    with pytest.raises(DataError):
        finding_texts(finding("odd"), "fr")  # type: ignore[arg-type]  # no language of procflow


def test_no_sentence_is_without_its_rule() -> None:
    """What no rule says any more is told in no language."""
    source = "\n".join(
        path.read_text("utf-8") for ending in ("*.py", "labels.toml", "metadata.toml") for path in PACKAGE.rglob(ending)
    )
    pieces = {text: [piece.strip(" :;,") for piece in GAP.split(text)] for text in sentences()}

    assert [] == [text for text, parts in pieces.items() if not all(part in source for part in parts)]
