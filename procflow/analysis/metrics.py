"""What is counted in a procedure: steps, hand-offs, performers, documents, contacts, limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from procflow.analysis.figures import Figure, Missing, Unknown
from procflow.analysis.flow import Subject
from procflow.analysis.limits import BASIS, Measured, limit_sums, longest_paths, missing_of
from procflow.analysis.wording import no_limit_wording, wording
from procflow.bpmn import Definitions, Process
from procflow.errors import DataError
from procflow.procedure import Procedure, Step, folded
from procflow.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Measure:
    """
    One thing that is measured.

    Attributes:
        name: Stable name.
        label: What a person reads, in English.
        label_vi: The same in Vietnamese.
        compute: Gives the figures of a subject; several where it is counted in several units.
        fewer_is_simpler: Whether a procedure counts as simplified by it.
    """

    name: str
    label: str
    label_vi: str
    compute: Callable[[Subject], tuple[Measured, ...]]
    fewer_is_simpler: bool = True


@dataclass(frozen=True, slots=True)
class Metric:
    """
    One figure of a procedure.

    Attributes:
        name: Name of the measure.
        label: Its label in English.
        label_vi: Its label in Vietnamese.
        figure: The figure, or why there is none.
        elements: The steps, pairs of steps, names or documents that were counted.
    """

    name: str
    label: str
    label_vi: str
    figure: Figure
    elements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metrics:
    """The figures of one procedure, in a fixed order."""

    items: tuple[Metric, ...]

    def __getitem__(self, name: str) -> Figure:
        """
        Return the figure of measure *name*.

        Raises:
            DataError: There is no such measure, or it was counted in several units.
        """
        found = self.all(name)
        if len(found) != 1:
            raise DataError(
                f"the measure {name!r} has {len(found)} figures here",
                hint="use all(name)" if found else "choose one of " + ", ".join(measure.name for measure in MEASURES),
            )
        return found[0].figure

    def all(self, name: str) -> tuple[Metric, ...]:
        """Return the figures of measure *name*, one for each unit it was counted in."""
        return tuple(item for item in self.items if item.name == name)


def metrics(source: Definitions | Process | Procedure | Subject) -> Metrics:
    """
    Return what is counted in a procedure.

    A figure whose input is not filled in is `Unknown` and names it; it is never 0.

    Raises:
        ModelError: The model has no process, or several and none is marked.
        PropertyError: A ``pf.*`` property has a value that cannot be read.

    Example:
        >>> from procflow.procedure import Step
        >>> steps = (Step(name="Nhận", performer="Một cửa"), Step(name="Ký", performer="Lãnh đạo"))
        >>> found = metrics(Procedure(steps=steps))
        >>> print(found["steps"], "|", found["hand_offs"], "|", found["contacts"])  # doctest: +ELLIPSIS
        2 step | 1 hand-off | not computable: it is not said whether the applicant is contacted (contact of (Nhận), ...
    """
    subject = source if isinstance(source, Subject) else Subject.of(source)
    return Metrics(
        tuple(
            Metric(measure.name, measure.label, measure.label_vi, found.figure, found.elements)
            for measure in MEASURES
            for found in measure.compute(subject)
        )
    )


def same_performer(one: Step, other: Step) -> bool:
    """Tell whether one performer does both steps: the same role, and not that of another agency."""
    return bool(one.performer and other.performer) and not _differ(one, other)


def by_people(step: Step) -> bool:
    """Tell whether a person does *step*, named or not; else a program does."""
    return not step.automatic


def _count(elements: Iterable[str], unit: str, missing: Iterable[Missing] = (), reason: str = "") -> Measured:
    counted, lacking = tuple(elements), tuple(missing)
    figure = Quantity(Decimal(len(counted)), unit)
    return Measured(Unknown(wording(reason), lacking, figure) if lacking else figure, counted)


def _steps(subject: Subject) -> tuple[Measured, ...]:
    return (_count((node for node, step in subject.steps.items() if by_people(step)), "step"),)


def _unassigned(subject: Subject) -> tuple[Measured, ...]:
    without = (node for node, step in subject.steps.items() if by_people(step) and not step.performer)
    return (_count(without, "step"),)


def _automatic(subject: Subject) -> tuple[Measured, ...]:
    return (_count((node for node, step in subject.steps.items() if step.automatic), "step"),)


def _hand_offs(subject: Subject) -> tuple[Measured, ...]:
    pairs = _pairs(subject)
    lacking = _lacking(pairs, lambda step: not step.performer, "performer")
    found = (pair for pair in pairs if _differ(pair[2], pair[3]))
    return (_count((f"{a} -> {b}" for a, b, _, _ in found), "hand-off", lacking, "no-performer"),)


def hand_off_counts(
    source: Definitions | Process | Procedure | Subject, between: Literal["performers", "agencies"] = "performers"
) -> dict[tuple[str, str], int]:
    """
    Return who hands work to whom, and how often: the pairs behind the measures of hand-offs.

    Names that are not known are empty; steps of one performer or agency in a row hand nothing over.

    Example:
        >>> from procflow.procedure import Step
        >>> steps = tuple(Step(name=name, performer=name) for name in ("Một cửa", "Chuyên viên", "Một cửa"))
        >>> hand_off_counts(Procedure(steps=steps))
        {('Một cửa', 'Chuyên viên'): 1, ('Chuyên viên', 'Một cửa'): 1}
    """
    subject = source if isinstance(source, Subject) else Subject.of(source)
    if between == "agencies":
        found = [(a.agency, b.agency) for _, _, a, b in _pairs(subject) if _agencies_differ(a, b)]
    else:
        found = [(a.performer, b.performer) for _, _, a, b in _pairs(subject) if _differ(a, b)]
    return dict(Counter(found))


def _agency_hand_offs(subject: Subject) -> tuple[Measured, ...]:
    open_pairs = [pair for pair in _pairs(subject) if _may_differ(pair[2], pair[3])]
    lacking = _lacking(open_pairs, lambda step: not step.agency, "agency")
    found = (pair for pair in open_pairs if _agencies_differ(pair[2], pair[3]))
    return (_count((f"{a} -> {b}" for a, b, _, _ in found), "hand-off", lacking, "no-agency"),)


def _pairs(subject: Subject) -> list[tuple[str, str, Step, Step]]:
    return [(a, b, subject.steps[a], subject.steps[b]) for a, b in subject.neighbours(by_people)]


def _differ(one: Step, other: Step) -> bool:
    if not one.performer or not other.performer:
        return False
    return folded(one.performer) != folded(other.performer) or _agencies_differ(one, other)


def _may_differ(one: Step, other: Step) -> bool:
    """Whether the agencies of two steps can differ: not where one performer does both and no agency is named."""
    named = bool(one.agency or other.agency)
    return named or not one.performer or folded(one.performer) != folded(other.performer)


def _agencies_differ(one: Step, other: Step) -> bool:
    return bool(one.agency and other.agency) and folded(one.agency) != folded(other.agency)


def _lacking(
    pairs: Iterable[tuple[str, str, Step, Step]], lacks: Callable[[Step], bool], field: str
) -> tuple[Missing, ...]:
    ends = ((node, step) for a, b, one, other in pairs for node, step in ((a, one), (b, other)))
    return tuple(dict.fromkeys(missing_of(node, step, field) for node, step in ends if lacks(step)))


def _performers(subject: Subject) -> tuple[Measured, ...]:
    people = {node: step for node, step in subject.steps.items() if by_people(step)}
    named = {
        (folded(step.performer), folded(step.agency)): step.performer
        for step in reversed(people.values())
        if step.performer
    }
    lacking = [missing_of(node, step, "performer") for node, step in people.items() if not step.performer]
    return (_count(reversed(named.values()), "performer", lacking, "no-performer"),)


def _agencies(subject: Subject) -> tuple[Measured, ...]:
    people = {node: step for node, step in subject.steps.items() if by_people(step)}
    named = {folded(step.agency): step.agency for step in reversed(people.values()) if step.agency}
    lacking = [missing_of(node, step, "agency") for node, step in people.items() if not step.agency]
    return (_count(reversed(named.values()), "agency", lacking, "no-agency-of-step"),)


def _documents(subject: Subject) -> tuple[Measured, ...]:
    listed = subject.procedure.documents
    names = {folded(document.name or document.id): document.name or document.id for document in listed or ()}
    known = {folded(text) for document in listed or () for text in (document.id, document.name)}
    used = {
        folded(text): text
        for step in subject.steps.values()
        for text in (*(step.documents_in or ()), *(step.documents_out or ()))
        if folded(text) not in known
    }
    lacking = () if listed is not None else tuple(_steps_without_documents(subject))
    found = (*names.values(), *used.values())
    return (_count(found, "document", lacking, "no-documents"),)


def _steps_without_documents(subject: Subject) -> Iterable[Missing]:
    if not subject.steps:
        yield Missing("documents")
    for node, step in subject.steps.items():
        for field in ("documents_in", "documents_out"):
            if getattr(step, field) is None:
                yield missing_of(node, step, field)


def _contacts(subject: Subject) -> tuple[Measured, ...]:
    people = {node: step for node, step in subject.steps.items() if by_people(step)}
    lacking = [missing_of(node, step, "contact") for node, step in people.items() if step.contact is None]
    found = [node for node, step in subject.steps.items() if step.contact]
    return (_count(found, "contact", lacking, "no-contact"),)


def _statutory_limit(subject: Subject) -> tuple[Measured, ...]:
    limit = subject.procedure.limit
    if limit is None or limit.value is None:
        return (Measured(Unknown(no_limit_wording(limit), (Missing("limit"),))),)
    return (Measured(Quantity(limit.value, str(limit.unit), BASIS)),)


def _unknown_fields(subject: Subject) -> tuple[Measured, ...]:
    return (_count(subject.procedure.unknown(), "field"),)


MEASURES: tuple[Measure, ...] = (
    Measure("steps", "steps", "số bước", _steps),
    Measure("automatic_steps", "automatic steps", "số bước tự động", _automatic, fewer_is_simpler=False),
    Measure(
        "unassigned_steps",
        "steps without a performer",
        "số bước chưa rõ người làm",
        _unassigned,
        fewer_is_simpler=False,
    ),
    Measure("hand_offs", "hand-offs", "số lần chuyển giao", _hand_offs),
    Measure("agency_hand_offs", "hand-offs between agencies", "chuyển giao giữa các cơ quan", _agency_hand_offs),
    Measure("performers", "performers", "số người thực hiện", _performers),
    Measure("agencies", "agencies", "số cơ quan", _agencies),
    Measure("documents", "documents", "số thành phần hồ sơ, văn bản", _documents),
    Measure("contacts", "applicant contacts", "số lần tiếp xúc người dân", _contacts),
    Measure("statutory_limit", "limit of the whole", "thời hạn giải quyết", _statutory_limit),
    Measure("limit_sum", "sum of step limits", "tổng thời hạn các bước", limit_sums),
    Measure("longest_path", "longest path", "đường dài nhất", longest_paths),
    Measure("unknown_fields", "fields not filled in", "số mục chưa khai", _unknown_fields, fewer_is_simpler=False),
)
