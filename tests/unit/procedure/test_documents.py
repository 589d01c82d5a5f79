"""Documents and registers: listed at the process, drawn as data objects and stores, written and read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.bpmn import Builder, DataStoreReference, read, write
from procflow.errors import DataError, Location, PropertyError
from procflow.lint import lint
from procflow.procedure import PROPERTIES, Document, Place, Procedure, Step
from procflow.procedure.documents import document_text, read_document
from procflow.procedure.to_bpmn import draft_of
from procflow.qms import Decided, procedure_text

FULL = Document(
    id="TP1",
    name="Đơn đề nghị",
    copies=2,
    original=True,
    form="Mẫu 01",
    form_basis="Nghị định 118/2025/NĐ-CP",
    kept_by="Văn thư",
    retention="10 năm",
)
OWN = {
    "pf.document": "TP1",
    "pf.copies": "2",
    "pf.original": "có",
    "pf.form": "Mẫu 01",
    "pf.form.basis": "Nghị định 118/2025/NĐ-CP",
    "pf.kept_by": "Văn thư",
    "pf.retention": "10 năm",
}


def drawn(properties: dict[str, str], *, store: bool = False) -> Builder:
    """Return a model with a step that reads one document or register."""
    make = Builder("P", "Cấp phép")
    step = make.add("userTask", "Tiếp nhận", id="step")
    add = make.data_store if store else make.data_object
    make.association(add("Đơn đề nghị", id="data", properties=properties), step)
    return make


def test_every_field_of_a_document_can_be_entered() -> None:
    """Each field of a document has a property at the data object, but for the name, which the element bears."""
    assert set(Document.model_fields) == {item.field for item in PROPERTIES if Place.DOCUMENT in item.places} | {"name"}


def test_a_document_is_written_and_read_back() -> None:
    """An item of the list holds every field."""
    assert FULL == read_document(document_text(FULL), Location())


PIECES = [*"aĐ \\|;:=1", "; copies=2", "; form=", ": "]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


@given(st.builds(Document, id=TEXTS, name=TEXTS, form=TEXTS, copies=st.none() | st.integers(0, 9)))
def test_a_document_that_is_written_is_the_one_that_is_read(document: Document) -> None:
    """Whatever its texts hold: it comes back, or is not written."""
    try:
        item = document_text(document)
    except PropertyError:
        return

    assert document == read_document(item, Location())


@pytest.mark.parametrize("texts", [{"id": "a: b"}, {"id": "a", "name": "Đơn; form=01"}, {"id": "a; copies=2"}])
def test_a_document_that_would_be_read_as_another_is_not_written(texts: dict[str, str]) -> None:
    """What separates the parts of an item cannot stand in one of them."""
    with pytest.raises(PropertyError, match="would be read as another one"):
        document_text(Document(**texts))


def test_copies_are_no_negative_number() -> None:
    """Neither in code nor in a file."""
    with pytest.raises(DataError, match="copies"):
        Document(id="a", copies=-1)
    with pytest.raises(PropertyError, match="does not describe a document"):
        read_document("a; copies=-1", Location())


def test_two_listed_documents_of_one_id_are_refused() -> None:
    """Which of them a step names would be a guess; lint says the same, and one written twice is one."""
    two = (Document(id="TP1", name="Đơn"), Document(id="TP2", name="Bản sao"))
    raw = write(Procedure(id="P", title="P", documents=two, steps=(Step(content="Ký"),)).to_bpmn())
    raw = raw.replace(b"TP2", b"TP1")
    with pytest.raises(PropertyError, match="two documents have the id 'TP1': 'Đơn' and 'Bản sao'") as caught:
        Procedure.of(read(raw))

    assert "P" == caught.value.where.element
    assert ["P"] == [finding.element_id for finding in lint(read(raw), rules="property-value")]
    assert two[:1] == Procedure.of(read(raw.replace("Bản sao".encode(), "Đơn".encode()))).documents


def test_two_drawn_documents_of_one_id_are_refused() -> None:
    """A copy of a data object that got a name of its own, but no id; one that leaves the name open is the same."""
    make = drawn({"pf.document": "TP1"})
    make.data_object("Tờ khai", id="other", properties={"pf.document": "TP1"})
    with pytest.raises(PropertyError, match="'Đơn đề nghị' and 'Tờ khai'") as caught:
        Procedure.of(make.build())
    same = drawn({"pf.document": "TP1"})
    same.data_object("", id="other", properties={"pf.document": "TP1", "pf.copies": "2"})

    assert "other" == caught.value.where.element
    assert (Document(id="TP1", name="Đơn đề nghị", copies=2),) == Procedure.of(same.build()).documents


def test_a_drawn_document_says_what_it_is() -> None:
    """The properties of a data object are those of a document, and steps name it by its own id."""
    procedure = Procedure.of(drawn(OWN).build())

    assert (FULL,) == procedure.documents
    assert ("TP1",) == procedure.steps[0].documents_in


def test_a_drawn_document_without_id_is_named_by_its_element() -> None:
    """The id of the data object is the id of the document."""
    procedure = Procedure.of(drawn({"pf.copies": "1"}).build())

    assert (Document(id="data_object", name="Đơn đề nghị", copies=1),) == procedure.documents
    assert ("data_object",) == procedure.steps[0].documents_in


def test_list_and_drawing_speak_of_one_document() -> None:
    """The list goes first; what it leaves open is taken from the drawing."""
    make = drawn(OWN)
    raw = write(make.build()).replace(
        b'name="C\xe1\xba\xa5p ph\xc3\xa9p" isExecutable="true">',
        b'name="C" isExecutable="true"><bpmn:extensionElements><zeebe:properties><zeebe:property name="pf.documents" '
        b'value="TP1: Don; copies=3"/></zeebe:properties></bpmn:extensionElements>',
    )
    procedure = Procedure.of(read(raw))

    assert (FULL.model_copy(update={"name": "Don", "copies": 3}),) == procedure.documents


def test_a_drawn_document_that_cannot_be_read_is_refused() -> None:
    """The error names the element and the property."""
    with pytest.raises(PropertyError, match=r"pf\.copies = 'hai' is not a whole number") as caught:
        Procedure.of(drawn({"pf.copies": "hai"}).build())

    assert "data" == caught.value.where.element


def test_a_drawn_store_is_a_register() -> None:
    """It is no document of the dossier."""
    procedure = Procedure.of(drawn(OWN, store=True).build())

    assert (None, (FULL,)) == (procedure.documents, procedure.registers)
    assert ("TP1",) == procedure.steps[0].documents_in


def test_registers_are_drawn_and_read_back() -> None:
    """A register is written as a data store, tied to the steps that name it."""
    book = FULL.model_copy(update={"id": "so", "name": "Sổ theo dõi"})
    steps = (
        Step(content="Tiếp nhận hồ sơ", performer="Một cửa", documents_in=("so",)),
        Step(content="Vào sổ", performer="Văn thư", documents_out=("so",)),
        Step(content="Ký", performer="Lãnh đạo"),
    )
    model = Procedure(id="P", title="Cấp phép", registers=(book,), steps=steps).to_bpmn()
    (store,) = model.elements(DataStoreReference)
    reads, writes, neither = (model.element(f"Step_{number}") for number in (1, 2, 3))

    assert (book,) == Procedure.of(read(write(model))).registers
    assert ((store,), (store,)) == (reads.data_inputs, writes.data_outputs)
    assert ((), ()) == (neither.data_inputs, neither.data_outputs)


@pytest.mark.parametrize("item", ["TP1: Đơn; copies=hai", "TP1; original=maybe"])
def test_lint_reads_the_list_of_documents(item: str) -> None:
    """An item that describes no document is a wrong value."""
    raw = write(Procedure(id="P", title="P", documents=(FULL,), steps=(Step(content="Ký"),)).to_bpmn())
    raw = raw.replace(document_text(FULL).encode(), item.encode())

    assert ["P"] == [finding.element_id for finding in lint(read(raw), rules="property-value")]


def test_the_procedure_document_names_forms_and_records() -> None:
    """A form stands with the text it was issued by, a record with where and how long it is kept."""
    book = Document(id="so", name="Sổ theo dõi", form="Mẫu 07", retention="20 năm")
    text = procedure_text(Procedure(title="P", documents=(FULL,), registers=(book,)), Decided())
    lines = {section.heading[:2]: section.lines for section in text.sections}

    assert ("- Mẫu 01 (Nghị định 118/2025/NĐ-CP)", "- Mẫu 07") == lines["3."]
    assert (
        "- Đơn đề nghị (Nơi lưu: Văn thư; Thời gian lưu: 10 năm)",
        "- Sổ theo dõi (Thời gian lưu: 20 năm)",
    ) == lines["4."][:2]


def test_two_documents_of_one_id_are_not_written() -> None:
    """A file is not written that would be refused when it is read."""
    both = (Document(id="TP1", name="Đơn"), Document(id="TP1", name="Tờ khai"))
    procedure = Procedure(title="Cấp phép", steps=(Step(content="Tiếp nhận"),), documents=both)

    with pytest.raises(PropertyError, match="two documents have the id 'TP1': 'Đơn' and 'Tờ khai'"):
        procedure.to_bpmn()


@pytest.mark.parametrize("other", [None, Step(content="x")])
def test_only_a_procedure_is_drawn(other: object) -> None:
    """Anything else is told to be none."""
    with pytest.raises(DataError, match="pass a Procedure"):
        draft_of(other)  # type: ignore[arg-type]
