"""``procflow compare``: a procedure beside its simplified version, or a folder of such pairs against a target."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import cast

import click

from procflow.analysis import Basis, Figure, shown
from procflow.bpmn import read
from procflow.cli.output import FINDINGS, FINE, few, json_option, say, say_json, say_table
from procflow.cli.paths import file_path
from procflow.cli.processes import chosen_process, key_option
from procflow.errors import DataError, Location
from procflow.files import is_folder
from procflow.procedure import Procedure
from procflow.quantity import Quantity, read_money
from procflow.report.shipped import pairs_in
from procflow.simplify import Comparison, Judgement, Row, Unknown, compare, judge, totals

# Far above any hour's worth, far below what arithmetic would lose digits of.
_MOST_VND = 10**9
# Fields that are missing, of one figure in the terminal.
_FEW = 2


@click.command("compare")
@click.argument("before", type=file_path)
@click.argument("after", type=file_path, required=False)
@click.option("--basis", type=click.Choice(["effort", "elapsed"]), default="effort", show_default=True)
@click.option("--tariff", metavar="VND", help="VND an hour, e.g. 40000.")
@click.option("--dossiers", type=click.IntRange(0, 10**9), help="Dossiers a year, instead of the models' own number.")
@key_option
@click.option("--key-after", help="Process id in AFTER, where it is another one.")
@click.option("--target", "targets", multiple=True, help="internal or business: judge the folder; repeatable.")
@json_option
def compare_command(  # noqa: PLR0913, PLR0917 - one parameter for each option
    before: Path,
    after: Path | None,
    basis: str,
    tariff: str | None,
    dossiers: int | None,
    key: str | None,
    key_after: str | None,
    targets: tuple[str, ...],
    *,
    as_json: bool,
) -> int:
    """
    Compare BEFORE with AFTER: steps, hand-offs, documents, limits and compliance cost.

    If BEFORE is a folder, each x.bpmn in it is compared with x.to-be.bpmn beside it, or with itself where it has none;
    only then a --target is judged, and the exit code is 1 if one is missed.
    """
    pairs = _pairs(before, after)
    if targets and not is_folder(before):
        raise DataError("a target is judged on a set of procedures", hint="name a folder")
    if is_folder(before) and (key or key_after):
        raise DataError("a key names a process of one file", hint="name two files")
    hourly_vnd = _amount(tariff)
    found = [
        compare(
            chosen_process(read(old), key),
            chosen_process(read(new), key_after or key, "--key-after"),
            basis=cast("Basis", basis),
            tariff=hourly_vnd,
            dossiers_per_year=dossiers,
        )
        for old, new in pairs
    ]
    judged = [judge(found, name) for name in targets]
    if as_json:
        say_json({"comparisons": [item.to_dict() for item in found], "targets": [item.to_dict() for item in judged]})
    else:
        _say(found, judged, pairs)
    return FINDINGS if any(item.verdict == "missed" for item in judged) else FINE


def _pairs(before: Path, after: Path | None) -> list[tuple[Path, Path]]:
    where = Location(str(before))
    if is_folder(before):
        if after is not None:
            hint = "name the folder alone, or two files"
            raise DataError("a folder is compared within itself, and a second path was given", hint=hint, where=where)
        found = pairs_in(before)
        if not found:
            raise DataError("the folder holds no .bpmn file", hint="name another folder", where=where)
        return found
    if after is None:
        raise DataError("the simplified version is missing", hint="name two files, or a folder", where=where)
    return [(before, after)]


def _amount(text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        amount = read_money(text)
    except DataError as exc:
        hint = "write --tariff 40000, without separators of thousands"
        raise DataError(f"{text!r} is no amount in VND an hour", hint=hint) from exc
    if amount > _MOST_VND:
        raise DataError(f"{text!r} is no amount in VND an hour", hint=f"write at most {_MOST_VND}")
    return amount


def _say(found: list[Comparison], judged: list[Judgement], pairs: list[tuple[Path, Path]]) -> None:
    columns = ("measure", "before", "after", "change", "change in %")
    printed = [item for item, (old, new) in zip(found, pairs, strict=True) if old != new or len(found) == 1]
    for item in printed:
        say_table(columns, map(_cells, item.rows), title=f"{_name(item.before)} ({item.basis})")
    if any(isinstance(figure, Unknown) for item in printed for row in item.rows for figure in _figures(row)):
        say("what is not computable is in full, with every field that is missing, in --json")
    if len(found) > 1:
        sums = totals(found)
        if isinstance(sums.saving, Unknown):
            say(f"cost per year {_brief(sums.saving)}")
        else:
            say(f"cost per year before {shown(sums.before)}, after {shown(sums.after)}, saving {shown(sums.saving)}")
    for judgement in judged:
        _say_judgement(judgement)


def _figures(row: Row) -> tuple[Figure, ...]:
    return (row.before, row.after, row.change, row.percent)


def _cells(row: Row) -> tuple[str, ...]:
    """Return a row of the table; why a side is not known is not said again for the change, nor that for its share."""
    is_known = isinstance(row.before, Quantity) and isinstance(row.after, Quantity)
    change = _brief(row.change) if is_known else _verdict(row.change)
    share = _brief(row.percent) if isinstance(row.change, Quantity) else _verdict(row.percent)
    return (row.label, _brief(row.before), _brief(row.after), change, share)


def _brief(figure: Figure) -> str:
    """Return a figure; of one that is not known why, with the first fields that are missing."""
    if isinstance(figure, Quantity):
        return shown(figure)
    n_missing, missing = len(figure.missing), few([str(item) for item in figure.missing], _FEW)
    told = f"{n_missing} missing: {missing}" if n_missing > _FEW else missing
    return f"{figure.verdict}: {figure.reason}" + (f" ({told})" if told else "")


def _verdict(figure: Figure) -> str:
    return figure.verdict if isinstance(figure, Unknown) else shown(figure)


def _name(procedure: Procedure) -> str:
    return procedure.title or procedure.id


def _say_judgement(judgement: Judgement) -> None:
    say(f"target {judgement.target.id}: {judgement.verdict} ({judgement.target.source})")
    say(f"  judged on {len(judgement.counted)} procedures: {few(judgement.counted)}")
    if judgement.scope_unknown:
        names = few(judgement.scope_unknown)
        n_left_out = len(judgement.scope_unknown)
        say(f"  left out, since pf.kind or pf.business_related is not filled in: {n_left_out}: {names}")
    for result in judgement.results:
        for share in result.shares:
            of = f"of {shown(share.whole)} ({share.denominator})"
            say(f"  {result.goal.counted}: {shown(result.cut)} {of}: {_brief(share.percent)}, {share.verdict}")
        if result.excluded or result.reason:
            say(f"  {result.goal.counted}: left out as unknown: {len(result.excluded)} {result.reason}".rstrip())
