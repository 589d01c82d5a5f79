"""Value objects that are checked when they are made."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

import pytest
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    Field,
    JsonValue,
    PastDate,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from procflow.checked import Checked, first_mistake
from procflow.errors import DataError, expect
from procflow.wording import Wording

JsonDict = dict[str, JsonValue]


class Colour(StrEnum):
    """A choice."""

    RED = "đỏ"
    BLUE = "xanh"


class Part(Checked):
    """A part with one field."""

    number: str


class Whole(Checked):
    """A whole with a field of each kind."""

    colour: Colour = Colour.RED
    size: Annotated[Decimal, Field(ge=1, le=9)] = Decimal(1)
    count: int = 0
    share: float = 0
    done: bool = False
    on: date | None = None
    at: AwareDatetime | None = None
    kind: Literal["a", "b"] = "a"
    code: Annotated[str, Field(pattern="^x")] = "x"
    names: tuple[str, ...] = ()
    said: Wording | None = None
    parts: tuple[Part, ...] = ()
    facts: dict[str, str] = Field(default_factory=dict)
    raw: bytes = b""
    short: Annotated[str, Field(min_length=2, max_length=3)] = "ab"
    few: Annotated[tuple[int, ...], Field(max_length=1)] = ()
    digits: Annotated[Decimal, Field(max_digits=3, decimal_places=1)] = Decimal(1)
    between: Annotated[int, Field(gt=0, lt=5)] = 1
    past: PastDate | None = None
    visits: dict[str, JsonDict | list[JsonDict]] = Field(default_factory=dict)
    free: JsonDict = Field(default_factory=dict)

    @model_validator(mode="after")
    def _agrees(self) -> Whole:
        if self.count > 9:
            raise ValueError("a whole has at most nine parts")
        return self


@pytest.mark.parametrize(
    ("fields", "message", "hint"),
    [
        ({"colour": "vàng"}, "colour = 'vàng' is none of the possible values", "choose 'đỏ' or 'xanh'"),
        ({"size": "0,5"}, "size = '0,5' is no number", "with a point"),
        ({"size": -1}, "size = -1 is below 1", "at least 1"),
        ({"size": 10}, "size = 10 is above 9", "at most 9"),
        ({"size": Decimal("NaN")}, "is no number", "digits"),
        ({"count": "hai"}, "count = 'hai' is no whole number", "digits"),
        ({"share": "nửa"}, "share = 'nửa' is no number", "digits"),
        ({"done": "có"}, "done = 'có' is neither true nor false", "true or false"),
        ({"on": "31/01/2026"}, "on = '31/01/2026' is no date", "2026-01-31"),
        ({"at": datetime(2026, 1, 5)}, "is no instant with a time zone", "07:00"),  # noqa: DTZ001 - refused for it
        ({"kind": "c"}, "kind = 'c' is none of the possible values", "'a' or 'b'"),
        ({"code": "y"}, "code = 'y' is not written as asked", "\\^x"),
        ({"names": 5}, "names = 5 is no list", "list"),
        ({"names": [5]}, "names.1 = 5 is no text", "quotes"),
        ({"parts": [{"number": "B1"}, {}]}, "parts.2.number is missing", "give it a value"),
        ({"parts": [5]}, "parts.1 = 5 is no set of named fields", "names and their values"),
        ({"facts": 5}, "facts = 5 is no set of named fields", "names and their values"),
        ({"raw": 5}, "raw = 5 is not usable", "bytes"),
        ({"size": "9" * 99}, "9…", "9"),
        ({"colours": "đỏ"}, "colours is no known field", "spelled"),
        ({"said": {"en": "a", "vi": "b", "fr": "c"}}, "said.fr is no known field", "spelled"),
        ({"said": 5}, "said = 5 is no set of named fields", "names and their values"),
        ({"short": "a"}, "short = 'a' is too short", "characters: 2"),
        ({"short": "abcd"}, "short = 'abcd' is too long", "characters: 3"),
        ({"few": [1, 2]}, "few = [1, 2] holds too much", "at most 1"),
        ({"digits": "1234"}, "digits = '1234' has too many digits", "digits: 3"),
        ({"digits": "1.25"}, "digits = '1.25' has too many decimals", "decimals: 1"),
        ({"between": 0}, "between = 0 is not above 0", "more than 0"),
        ({"between": 5}, "between = 5 is not below 5", "less than 5"),
        ({"count": 1.5}, "count = 1.5 is no whole number", "digits"),
        ({"on": "2026-01-31T08:00:00"}, "on = '2026-01-31T08:00:00' is no date", "2026-01-31"),
        ({"past": "2999-01-01"}, "past = '2999-01-01' is not usable", "past"),
        ({"visits": {"t": 5}}, "visits.t = 5 is no set of named fields", "names and their values"),
        ({"visits": {"t": [{}, 5]}}, "visits.t.2 = 5 is no set of named fields", "names and their values"),
        ({"visits": {"t": {"a": b""}}}, "visits.t.a = b'' is not usable", "JSON"),
        ({"free": {"a": {"b": [{1}]}}}, "free.a.b.1 = {1} is not usable", "JSON"),
        ({"facts": {5: "a"}}, "facts.5 = 5 is no text", "quotes"),
        ({"parts": {1: {"number": 5}}.values()}, "parts.1.number = 5 is no text", "quotes"),
        ({"count": 10}, "Whole cannot be used: a whole has at most nine parts", ""),
    ],
)
@pytest.mark.parametrize("make", [lambda fields: Whole(**fields), Whole.model_validate], ids=["made", "read"])
def test_a_wrong_field_is_named_in_plain_words(
    make: Callable[[dict[str, object]], Whole], fields: dict[str, object], message: str, hint: str
) -> None:
    """However it comes in, a wrong field is a DataError with the field, what is wrong, and the next step."""
    with pytest.raises(DataError, match=re.escape(message)) as caught:
        make(fields)

    assert re.search(hint, caught.value.hint)
    assert "Input should" not in str(caught.value).replace(caught.value.hint, "")


def test_the_field_is_a_fact() -> None:
    """A caller finds the field without reading the text."""
    with pytest.raises(DataError) as caught:
        Whole(parts=(Part(number="B1"), 5))  # type: ignore[arg-type] # the mistake

    assert "parts.2" == caught.value.facts["field"]


def test_text_that_is_no_json_is_refused() -> None:
    """A damaged JSON text is a DataError of the object it should describe."""
    with pytest.raises(DataError, match="Whole is no JSON"):
        Whole.model_validate_json("{")


def test_a_mistake_in_json_has_the_key_of_its_data() -> None:
    """What is wrong in a JSON text is named as it stands there, without the kinds of value that are allowed."""
    with pytest.raises(DataError, match=re.escape("Whole: visits.t.2 = 5 is no set of named fields")):
        Whole.model_validate_json('{"visits": {"t": [{}, 5]}}')


@pytest.mark.parametrize("text", ["{0}", "{ghế}", "{"])
def test_braces_in_a_message_stay(text: str) -> None:
    """A message of a check of its own is told as it is, braces and all."""

    def refuse(_value: str) -> str:
        raise PydanticCustomError("own_check", text)

    class Own(Checked):
        field: Annotated[str, AfterValidator(refuse)]

    with pytest.raises(DataError) as caught:
        Own(field="a")

    assert text == caught.value.hint


def test_what_is_right_is_made() -> None:
    """Right fields make the object, by each way alike."""
    made = Whole(size=Decimal(2), at=datetime(2026, 1, 5, tzinfo=UTC), parts=(Part(number="B1"),))

    assert made == Whole.model_validate(made.model_dump())
    assert made == Whole.model_validate_json(made.model_dump_json())


def test_nothing_is_set_afterwards() -> None:
    """A value object refuses to be changed."""
    with pytest.raises(DataError, match="number cannot be set") as caught:
        Part(number="B1").number = "B2"

    assert "make a new Part" == caught.value.hint


def test_nothing_is_deleted_afterwards() -> None:
    """A value object keeps its fields, and says so with an error of our own."""
    part = Part(number="B1")
    with pytest.raises(DataError, match="number cannot be deleted") as caught:
        del part.number

    assert ("make a new Part", "B1") == (caught.value.hint, part.number)


def test_a_mistake_has_its_key() -> None:
    """What a file reader needs to find the line is kept: names, and positions from 0."""

    class File(BaseModel):
        entry: list[Part]

    with pytest.raises(ValidationError) as caught:
        File.model_validate({"entry": [{"number": "B1"}, {}]})

    assert ("entry", 1, "number") == first_mistake(caught.value, {"entry": [{"number": "B1"}, {}]}).key


@pytest.mark.parametrize(("value", "message"), [(None, "the name cannot be None"), (5, "cannot be of type int")])
def test_an_argument_of_another_kind_is_refused(value: object, message: str) -> None:
    """What is handed in for something else is told by its kind."""
    with pytest.raises(DataError, match=message) as caught:
        expect(value, str, "the name", "pass a text")

    assert ("pass a text", {"value": value}) == (caught.value.hint, caught.value.facts)
