"""What a procedure document says, item by item, with what is unknown shown and counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from procflow.analysis.wording import limit_wording
from procflow.documents import Align, OutCell, OutTable
from procflow.procedure import PROPERTIES, Document, Limit, Place, Procedure, Property, Step, Type
from procflow.qms.dossier import handed_in
from procflow.qms.times import money_text
from procflow.tables import table_of
from procflow.tables.roles import VIETNAMESE, Role
from procflow.wording import Language, plain

UNKNOWN: dict[Language, str] = {"vi": "chưa có thông tin", "en": "not known yet"}
_IDENTITY = (
    "code",
    "title",
    "field",
    "kind",
    "level",
    "online_level",
    "status",
    "decision_number",
    "decided_on",
    "effective_on",
    "fee_vnd",
    "dossiers_per_year",
    "legal_basis",
)
_IDENTITY_CM = (5.5, 11.0)
# How the vocabulary ends the label of an amount, for the fields of a form.
_CURRENCY: dict[Language, str] = {"vi": " (đồng)", "en": " (VND)"}


@dataclass(frozen=True, slots=True)
class Decided:
    """
    What a procedure document says and a model does not hold; what is left empty is printed as unknown.

    Attributes:
        symbol: Symbol of the document (ký hiệu), e.g. ``QT.XNKBCXB.01``.
        version: Version or issue of the document (lần ban hành).
        conditions: Conditions to be met (2.1).
        submission: Ways of handing in (2.2), beside the online level of the model.
        copies: Number of sets (2.4).
        place: Where it is handed in (2.6); the model's scope of reception if empty.
        delegated_to: Authority or person decisions are delegated to (2.7).
        coordinating: Agencies that coordinate (2.7).
        result: What the applicant gets (2.9); the result of the last step if empty.
        kept_by: Who keeps the records (4).
        retention: How long they are kept (4).
    """

    symbol: str = ""
    version: str = ""
    conditions: str = ""
    submission: str = ""
    copies: str = ""
    place: str = ""
    delegated_to: str = ""
    coordinating: str = ""
    result: str = ""
    kept_by: str = ""
    retention: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """
    One numbered item.

    Attributes:
        heading: Its number and heading.
        level: Level of the heading.
        lines: Its paragraphs.
        table: Its table, None for none.
    """

    heading: str
    level: int = 2
    lines: tuple[str, ...] = ()
    table: OutTable | None = None


@dataclass(frozen=True, slots=True)
class ProcedureText:
    """
    A procedure document before it is laid out.

    Attributes:
        title: Its title.
        header: What every page bears.
        identity: The table of its first page.
        sections: Its items in order.
        unknown: How many facts are printed as unknown.
    """

    title: str
    header: str
    identity: OutTable
    sections: tuple[Section, ...]
    unknown: int


def procedure_text(procedure: Procedure, decided: Decided, language: Language = "vi") -> ProcedureText:
    """
    Return what the document of *procedure* says.

    Raises:
        TableError: Steps that share a limit do not follow each other.
    """
    return _Writer(procedure, decided, language).text()


@dataclass(slots=True)
class _Writer:
    procedure: Procedure
    decided: Decided
    language: Language
    unknown: int = field(default=0)

    def text(self) -> ProcedureText:
        words = _WORDS[self.language]
        identity = self._identity()
        sections = (
            Section(words["1"], 1, (self._known(self.decided.symbol),)),
            Section(words["2"], 1),
            *self._conditions(),
            self._steps(),
            Section(words["3"], 1, self._forms()),
            Section(words["4"], 1, self._kept()),
        )
        code = self.decided.symbol or self.procedure.code
        title = self.procedure.title or UNKNOWN[self.language]
        version = f"{words['version']} {self.decided.version}" if self.decided.version else self._decision()
        header = " | ".join(filter(None, (code, title, version)))
        return ProcedureText(f"{words['title']}\n{title}", header, identity, sections, self.unknown)

    def _known(self, text: str) -> str:
        if text.strip():
            return text
        self.unknown += 1
        return UNKNOWN[self.language]

    def _decision(self) -> str:
        number, on = self.procedure.decision_number, self.procedure.decided_on
        return " ".join(filter(None, (number, f"({on:%d/%m/%Y})" if on and number else "")))

    def _identity(self) -> OutTable:
        rows = []
        for name in _IDENTITY:
            item = next(row for row in PROPERTIES if row.field == name and Place.PROCESS in row.places)
            label = _label(item, self.language)
            value = self._known(value_text(item, getattr(self.procedure, name), self.language))
            rows.append((OutCell(label, bold=True), OutCell(value)))
        words = _WORDS[self.language]
        return OutTable((words["item"], words["content"]), tuple(rows), _IDENTITY_CM)

    def _conditions(self) -> Iterable[Section]:
        procedure, decided, words = self.procedure, self.decided, _WORDS[self.language]
        agencies = ", ".join(dict.fromkeys(step.agency for step in procedure.steps if step.agency))
        online = value_text(_property("online_level"), procedure.online_level, self.language)
        ways = filter(None, (decided.submission, f"{words['online']}: {online}" if online else ""))
        results = [step.result for step in procedure.steps if step.result]
        yield Section(words["2.1"], lines=(self._known(decided.conditions),))
        yield Section(words["2.2"], lines=(self._known("; ".join(ways)),))
        yield self._components()
        yield Section(words["2.4"], lines=(self._known(decided.copies),))
        yield Section(words["2.5"], lines=(self._known(limit_wording(procedure.limit).text(self.language)),))
        yield Section(words["2.6"], lines=(self._known(decided.place or procedure.territorial_scope),))
        authorities = {
            "2.7 deciding": procedure.deciding_authority,
            "2.7 delegated": decided.delegated_to,
            "2.7 acting": agencies,
            "2.7 coordinating": decided.coordinating,
        }
        lines = tuple(f"{words[key]}: {self._known(text)}" for key, text in authorities.items())
        yield Section(words["2.7"], lines=lines)
        yield Section(words["2.8"], lines=(self._known(procedure.subjects),))
        yield Section(words["2.9"], lines=(self._known(decided.result or (results[-1] if results else "")),))

    def _components(self) -> Section:
        words, documents = _WORDS[self.language], handed_in(self.procedure)
        if not documents:
            return Section(words["2.3"], lines=(self._known(""),))
        kinds = {True: words["original"], False: words["copy"], None: ""}
        rows = tuple(
            (
                OutCell(str(number), align=Align.CENTER),
                OutCell(item.name or item.id),
                OutCell(self._known(kinds[item.original])),
                OutCell(self._known("" if item.copies is None else str(item.copies)), align=Align.CENTER),
            )
            for number, item in enumerate(documents, start=1)
        )
        header = (words["no"], words["component"], words["original or copy"], words["quantity"])
        return Section(words["2.3"], table=OutTable(header, rows, (1.2, 7.5, 4.0, 3.8)))

    def _steps(self) -> Section:
        words, procedure = _WORDS[self.language], self.procedure
        if not procedure.steps:
            return Section(words["2.10"], lines=(self._known(""),))
        filled = procedure.model_copy(update={"steps": tuple(map(self._step, procedure.steps))})
        total = limit_wording(procedure.declared_total).text(self.language)
        lines: tuple[str, ...] = ()
        if self.language == "en":
            filled = filled.model_copy(update={"declared_total": None})
            lines = (f"{words['total']}: {total}",) if total else ()
        table = table_of(filled)
        header = tuple(_HEADERS[self.language].get(text, text) for text in table.header)
        return Section(words["2.10"], lines=lines, table=replace(table, header=header))

    def _step(self, step: Step) -> Step:
        """Return the step as its row shows it: every gap named, forms beside the result."""
        words = _WORDS[self.language]
        forms = "; ".join(step.forms or ())
        outcome = "\n".join(filter(None, (step.result, f"{words['forms']}: {forms}" if forms else "")))
        content = step.content if step.name in {"", step.content} else f"{step.name}\n{step.content}"
        shown = {
            "name": "",
            "content": self._known(content.strip()),
            "performer": step.performer if step.automatic else self._known(step.performer),
            "limit": self._limit(step),
            "result": self._known(outcome),
        }
        return step.model_copy(update={**shown, "documents_in": None, "legal_basis": None, "forms": None})

    def _limit(self, step: Step) -> Limit | None:
        if step.limit is None and step.group is not None:
            return None
        words = _WORDS[self.language]
        further = (f"{words['or if earlier']}: {item}" for item in step.limit_also or ())
        return Limit(text="\n".join((self._known(limit_wording(step.limit).text(self.language)), *further)))

    def _forms(self) -> tuple[str, ...]:
        used = [form for step in self.procedure.steps for form in step.forms or ()]
        used += [
            f"{item.form} ({item.form_basis})" if item.form_basis else item.form
            for item in self._documents()
            if item.form
        ]
        return tuple(f"- {form}" for form in dict.fromkeys(used)) or (self._known(""),)

    def _kept(self) -> tuple[str, ...]:
        words = _WORDS[self.language]
        kept = [self._record(item) for item in self._documents()]
        kept += [step.result for step in self.procedure.steps if step.result]
        lines = tuple(f"- {name}" for name in dict.fromkeys(kept)) or (self._known(""),)
        who = f"{words['kept by']}: {self._known(self.decided.kept_by)}"
        return (*lines, who, f"{words['retention']}: {self._known(self.decided.retention)}")

    def _documents(self) -> tuple[Document, ...]:
        return (*(self.procedure.documents or ()), *(self.procedure.registers or ()))

    def _record(self, item: Document) -> str:
        words = _WORDS[self.language]
        told = (("kept by", item.kept_by), ("retention", item.retention))
        own = "; ".join(f"{words[key]}: {text}" for key, text in told if text)
        name = item.name or item.id
        return f"{name} ({own})" if own else name


def value_text(item: Property, value: object, language: Language) -> str:
    """Return the value of a property as a paper writes it, empty for an unknown one."""
    if value is None:
        return ""
    if item.type is Type.CHOICE:
        return next(vi if language == "vi" else en for code, en, vi in item.choices if code == value)
    if isinstance(value, tuple):
        return "\n".join(str(part) for part in value)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal | int):
        return (money_text if item.type is Type.MONEY_VND else plain)(Decimal(value), language)
    return str(value)


def _label(item: Property, language: Language) -> str:
    """Return what a paper calls a property; the currency of an amount stands with the amount alone."""
    label = item.label_vi if language == "vi" else item.label_en
    return label.removesuffix(_CURRENCY[language]) if item.type is Type.MONEY_VND else label


def _property(field_name: str) -> Property:
    return next(item for item in PROPERTIES if item.field == field_name and Place.PROCESS in item.places)


_HEADERS: dict[Language, dict[str, str]] = {
    "vi": {VIETNAMESE[Role.RESULT]: "Biểu mẫu/Kết quả"},
    "en": {
        VIETNAMESE[Role.NUMBER]: "No.",
        VIETNAMESE[Role.CONTENT]: "Work content",
        VIETNAMESE[Role.PERFORMER]: "Responsible",
        VIETNAMESE[Role.TIME]: "Time",
        VIETNAMESE[Role.RESULT]: "Forms/Result",
    },
}
_WORDS: dict[Language, dict[str, str]] = {
    "vi": {
        "title": "QUY TRÌNH NỘI BỘ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
        "version": "Phiên bản",
        "item": "Mục",
        "content": "Nội dung",
        "1": "1. KÝ HIỆU QUY TRÌNH",
        "2": "2. NỘI DUNG QUY TRÌNH",
        "2.1": "2.1. Điều kiện thực hiện thủ tục hành chính",
        "2.2": "2.2. Cách thức thực hiện",
        "2.3": "2.3. Thành phần hồ sơ",
        "2.4": "2.4. Số lượng hồ sơ",
        "2.5": "2.5. Thời hạn giải quyết",
        "2.6": "2.6. Địa điểm thực hiện",
        "2.7": "2.7. Cơ quan thực hiện",
        "2.7 deciding": "Cơ quan có thẩm quyền quyết định",
        "2.7 delegated": "Cơ quan hoặc người được ủy quyền",
        "2.7 acting": "Cơ quan trực tiếp thực hiện",
        "2.7 coordinating": "Cơ quan phối hợp",
        "2.8": "2.8. Đối tượng thực hiện",
        "2.9": "2.9. Kết quả thực hiện",
        "2.10": "2.10. Quy trình xử lý công việc",
        "3": "3. BIỂU MẪU",
        "4": "4. HỒ SƠ LƯU",
        "online": "Trực tuyến",
        "no": "TT",
        "component": "Tên giấy tờ",
        "original or copy": "Bản chính/bản sao",
        "original": "Bản chính",
        "copy": "Bản sao",
        "quantity": "Số lượng",
        "forms": "Biểu mẫu",
        "or if earlier": "Hoặc hạn sớm hơn",
        "kept by": "Nơi lưu",
        "retention": "Thời gian lưu",
    },
    "en": {
        "title": "INTERNAL PROCEDURE",
        "version": "Version",
        "item": "Item",
        "content": "Content",
        "1": "1. SYMBOL OF THE PROCEDURE",
        "2": "2. CONTENT OF THE PROCEDURE",
        "2.1": "2.1. Conditions",
        "2.2": "2.2. Ways of handing in",
        "2.3": "2.3. Components of the dossier",
        "2.4": "2.4. Number of sets",
        "2.5": "2.5. Limit",
        "2.6": "2.6. Place",
        "2.7": "2.7. Agencies",
        "2.7 deciding": "Deciding",
        "2.7 delegated": "Delegated to",
        "2.7 acting": "Carrying out",
        "2.7 coordinating": "Coordinating",
        "2.8": "2.8. Subjects",
        "2.9": "2.9. Result",
        "2.10": "2.10. Steps",
        "3": "3. FORMS",
        "4": "4. RECORDS KEPT",
        "online": "Online",
        "no": "No.",
        "component": "Document",
        "original or copy": "Original or copy",
        "original": "Original",
        "copy": "Copy",
        "quantity": "Quantity",
        "forms": "Forms",
        "or if earlier": "Or, if earlier",
        "kept by": "Kept by",
        "retention": "Kept for",
        "total": "Declared total",
    },
}
