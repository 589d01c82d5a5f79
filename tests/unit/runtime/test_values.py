"""Variables and states as bytes: what is accepted, and that it comes back equal."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.calendars import ClockEvent, Period
from procflow.errors import DataError, NaiveTimeError, StoreError
from procflow.runtime.core import codec
from procflow.runtime.core.journal import plain_json
from procflow.runtime.core.state import State, Status, TimerState, TokenState
from procflow.runtime.core.values import MAX_BYTES, MAX_DIGITS, checked, from_json, to_json

NOW = datetime(2026, 1, 5, 2, tzinfo=UTC)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.dates()
    | st.datetimes(timezones=st.just(UTC)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(min_size=1, max_size=4), inner, max_size=3),
    max_leaves=8,
)


@given(VALUES)
def test_values_come_back_equal(value: object) -> None:
    """Every kind of value is equal and of equal type after it was written and read, the fold of an instant apart."""
    read = from_json(json.loads(json.dumps(to_json(value))))

    assert value == read
    assert repr(value).replace("fold=1, ", "") == repr(read)


@pytest.mark.parametrize("value", [{"$": 1}, {"$": ["decimal", "1"]}, {"$": {"$": None}}, {"typename": "Weide"}])
def test_no_key_is_special(value: object) -> None:
    """A mapping whose keys look like marks of the format comes back as it was."""
    assert value == from_json(json.loads(json.dumps(to_json(value))))


def test_checked_data_share_nothing() -> None:
    """The copy does not change with what was handed in; tuples become lists."""
    given_in = {"a": [1], "b": (1, 2)}
    kept = checked(given_in)
    given_in["a"] = [2]

    assert {"a": [1], "b": [1, 2]} == kept


@pytest.mark.parametrize(
    "data",
    [
        {"": 1},
        {1: 2},
        {"a": {1: 2}},
        {"a": float("nan")},
        {"a": [float("inf")]},
        {"a": Decimal("NaN")},
        {"a": b"raw"},
        {"a": "\ud800"},
        {"\udfff": 1},
        {"a": {1, 2}},
        {"a": object()},
        {"a": "x" * MAX_BYTES},
        {"a": 10**MAX_DIGITS},
        {"a": [-(10**MAX_DIGITS)]},
        {"a": {10**MAX_DIGITS}},
        {10**MAX_DIGITS: 1},
    ],
)
def test_what_cannot_be_stored_is_refused(data: dict[str, object]) -> None:
    """Other types, numbers that are none, names that are no text and too much data are refused."""
    with pytest.raises(DataError):
        checked(data)


def test_deep_nesting_is_refused() -> None:
    """Data nested over 50 levels are refused, those of 50 are kept."""
    deep: object = 1
    for _ in range(49):
        deep = [deep]

    assert {"a": deep} == checked({"a": deep})
    with pytest.raises(DataError, match="levels"):
        checked({"a": [[deep]]})


def test_an_instant_has_a_zone() -> None:
    """A naive instant is refused."""
    with pytest.raises(NaiveTimeError):
        checked({"a": datetime(2026, 1, 1)})  # noqa: DTZ001 - the naive instant is the point


def test_history_shows_plain_json() -> None:
    """In the history a decimal and a date are texts."""
    value = {"a": [Decimal("1.50"), date(2026, 1, 5), NOW, None, True], "b": ("x",)}

    assert {"a": ["1.50", "2026-01-05", "2026-01-05T02:00:00+00:00", None, True], "b": ["x"]} == plain_json(value)


FULL = State(
    status=Status.RUNNING,
    tokens=(
        TokenState(1, "n:a", is_active=True, since=NOW),
        TokenState(4, "n:b", is_active=False, scope=1, host=1, choice=2, flow="f", timer=TimerState(NOW, 3)),
        TokenState(5, "n:c", is_active=False, host=1, timer=TimerState(None, None, (ClockEvent("pause", NOW),))),
    ),
    next_token=6,
    variables={0: {"x": Decimal(1)}, 1: {}},
    outputs={1: ("x", "y")},
    clock=(ClockEvent("start", NOW, Period.parse("5wd"), "Tiếp nhận"), ClockEvent("stop", NOW)),
    pauses=("1",),
    rounds={"g": 2},
)


@pytest.mark.parametrize("state", [State(), FULL])
def test_states_come_back_equal(state: State) -> None:
    """A state is equal after it was written and read, and its bytes are equal when it is written again."""
    raw = codec.encode(state)

    assert state == codec.decode(raw)
    assert raw == codec.encode(codec.decode(raw))


def test_a_state_is_small() -> None:
    """A resting token takes a few dozen bytes."""
    assert 700 > len(codec.encode(FULL))


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"{}", b'{"v":1}', b'{"v":1,"s":"dead","n":1,"x":{}}', b"null"])
def test_damaged_bytes_are_refused(raw: bytes) -> None:
    """Bytes that are no state are refused as a damaged database."""
    with pytest.raises(StoreError, match="damaged"):
        codec.decode(raw)


def test_a_later_format_is_refused() -> None:
    """A state of another format is refused with the way out."""
    with pytest.raises(StoreError, match="format 2"):
        codec.decode(b'{"v":2}')


@pytest.mark.parametrize("data", [[1], "x", 5])
def test_data_are_a_mapping(data: object) -> None:
    """Data without names are refused with what to pass."""
    with pytest.raises(DataError, match="pass a mapping"):
        checked(data)  # type: ignore[arg-type]  # what a caller may do
