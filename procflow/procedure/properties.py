"""From the text of a ``pf.*`` property to a value and back, following the vocabulary."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

from procflow.bpmn import Element
from procflow.calendars import LimitUnit, Period
from procflow.errors import CalendarError, DataError, Location, PropertyError, expect
from procflow.procedure.parts import Limit
from procflow.procedure.vocabulary import BY_NAME, PROPERTIES, Place, Property, Type
from procflow.quantity import read_money

Value = str | tuple[str, ...] | Decimal | int | date | bool
_LIMITS = {"limit": "pf.limit", "declared_total": "pf.total"}
_YES_NO = {"true": True, "yes": True, "có": True, "false": False, "no": False, "không": False}
# An empty value is unset, so a list that is known to be empty needs a word.
_NOTHING = "none"
_SEPARATOR = re.compile(r"(?<!\\)\|")
_DECIMAL = re.compile(r"\d+([.,]\d+)?", re.ASCII)
# More digits Python turns into no number.
_MAX_DIGITS = 4300
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def split_list(text: str) -> tuple[str, ...]:
    r"""
    Return the items of a list property; ``\|`` stands for a bar inside an item, ``none`` for a list without items.

    With a bar behind it ``none`` is an item like any other.

    Raises:
        DataError: *text* is no text.

    Example:
        >>> split_list(r"Đơn | Bản sao A\|B")
        ('Đơn', 'Bản sao A|B')
        >>> split_list("none"), split_list("none |")
        ((), ('none',))
    """
    expect(text, str, "the text of a list", "pass the value of a property, empty for a list without items")
    items = (part.strip().replace(r"\|", "|") for part in _SEPARATOR.split(text))
    return () if text.strip() == _NOTHING else tuple(item for item in items if item)


def join_list(items: tuple[str, ...]) -> str:
    r"""
    Return the text of a list property.

    Raises:
        DataError: An item is no text.

    Example:
        >>> print(join_list(("Đơn", "Bản sao A|B")))
        Đơn | Bản sao A\|B
    """
    expect(items, (tuple, list), "the items of a list", "pass a tuple of texts")
    for item in items:
        expect(item, str, "an item of a list", "pass a text")
    text = " | ".join(item.replace("|", r"\|") for item in items) or _NOTHING
    return f"{text} |" if items and text.strip() == _NOTHING and any(item.strip() for item in items) else text


def read_fields(element: Element, place: Place) -> dict[str, object]:
    """
    Return what the ``pf.*`` properties of *element* say, by the name of the field they fill.

    Raises:
        PropertyError: A value cannot be read; the error names file, line, element and property.
    """
    expect(element, Element, "the element", "pass one of a model")
    return fields_from(element.properties, place, element.where)


def fields_from(texts: Mapping[str, str], place: Place, where: Location) -> dict[str, object]:
    """Return what the properties *texts* say at *place*; see ``read_fields``."""
    found: dict[str, object] = {}
    for name, text in texts.items():
        item = BY_NAME.get(name)
        if item is not None and item.field and place in item.places and item.field not in _LIMITS:
            found[item.field] = parse(item, text, where)
    for field, prefix in _LIMITS.items():
        limit = _limit(texts, prefix, where)
        if limit is not None:
            found[field] = limit
    return found


def limit_of(element: Element) -> Limit | None:
    """
    Return the limit that ``pf.limit.*`` gives *element*, None if it has none.

    Raises:
        PropertyError: Value and unit do not go together or cannot be read.
    """
    expect(element, Element, "the element", "pass one of a model")
    return _limit(element.properties, "pf.limit", element.where)


def write_fields(fields: Mapping[str, object], place: Place) -> dict[str, str]:
    """Return the properties that say what *fields* say at *place*, in the vocabulary's order; unknown ones absent."""
    expect(place, Place, "the place", "pass one of procflow.procedure.Place")
    texts: dict[str, str] = {}
    for item in PROPERTIES:
        value = fields.get(item.field) if item.field and place in item.places else None
        if isinstance(value, Limit):
            value = _part_of_limit(value, item.name.rpartition(".")[2])
        text = render(value)
        if text:
            texts[item.name] = text
    return texts


def parse(item: Property, text: str, where: Location) -> Value:
    """
    Return the value that *text* has as property *item*.

    Raises:
        PropertyError: It has none.
    """
    text = text.strip()
    try:
        if item.type is Type.CHOICE and text not in {choice[0] for choice in item.choices}:
            raise ValueError(text)  # noqa: TRY301 - one error text for every type
        return _PARSERS[item.type](text)
    except (ValueError, KeyError, DataError) as exc:
        raise PropertyError(
            f"{item.name} = {text!r} is not {_EXPECTED[item.type]}",
            hint=_hint(item),
            where=where,
            property=item.name,
            value=text,
        ) from exc


def render(value: object) -> str:
    """Return the text of a property for *value*, empty for unknown."""
    if value is None or value is False:
        return "" if value is None else "false"
    if value is True:
        return "true"
    if isinstance(value, tuple):
        return join_list(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.value if isinstance(value, StrEnum) else str(value)


def _limit(texts: Mapping[str, str], prefix: str, where: Location) -> Limit | None:
    number, unit, text = (texts.get(f"{prefix}.{part}") for part in ("value", "unit", "text"))
    if number is None and unit is None and text is None:
        return None
    value = parse(BY_NAME[f"{prefix}.value"], number, where) if number is not None else None
    kind = LimitUnit(str(parse(BY_NAME[f"{prefix}.unit"], unit, where))) if unit is not None else None
    try:
        limit = Limit(value=value, unit=kind, text=text or "")  # type: ignore[arg-type]  # a decimal, by its type
    except DataError as exc:
        raise PropertyError(
            f"{prefix}.value = {number or ''!r} and {prefix}.unit = {unit or ''!r} do not go together",
            hint="a number needs a unit that is counted, and such a unit needs a number of at least 0",
            where=where,
        ) from exc
    try:
        Period.of(f"{limit.value or 0:f}", limit.unit or LimitUnit.NONE_SET)
    except CalendarError as exc:
        message = f"{prefix}.value: {exc.message}"
        raise PropertyError(message, hint=exc.hint, where=where, property=f"{prefix}.value") from exc
    return limit


def _part_of_limit(limit: Limit, part: str) -> object:
    return {"value": limit.value, "unit": limit.unit, "text": limit.text}[part]


def _decimal(text: str) -> Decimal:
    if not _DECIMAL.fullmatch(text):
        raise ValueError(text)
    return Decimal(text.replace(",", "."))


def _date(text: str) -> date:
    if not _DATE.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > _MAX_DIGITS:
        raise ValueError(text)
    return int(text)


def _yes_no(text: str) -> bool:
    return _YES_NO[unicodedata.normalize("NFC", text).casefold()]


_PARSERS: dict[Type, Callable[[str], Value]] = {
    Type.TEXT: str,
    Type.LIST: split_list,
    Type.DECIMAL: _decimal,
    Type.COUNT: _count,
    Type.MONEY_VND: read_money,
    Type.DATE: _date,
    Type.YES_NO: _yes_no,
    Type.CHOICE: str,
}
_EXPECTED: dict[Type, str] = {
    Type.TEXT: "a text",
    Type.LIST: "a list",
    Type.DECIMAL: "a number of at least 0",
    Type.COUNT: "a whole number",
    Type.MONEY_VND: "an amount in VND without separators of thousands",
    Type.DATE: "a date such as 2026-01-31",
    Type.YES_NO: "true or false",
    Type.CHOICE: "one of its values",
}


def _hint(item: Property) -> str:
    if item.choices:
        return "choose one of " + ", ".join(value for value, _, _ in item.choices)
    return f"enter {_EXPECTED[item.type]} under {item.label_en!r} ({item.label_vi}) in the modeler"
