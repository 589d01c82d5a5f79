"""Documents and registers: listed at the process, drawn as data objects and stores, written and read back."""

from __future__ import annotations

import pytest

from procflow.bpmn import Builder, DataStoreReference, read, write
from procflow.errors import Location, PropertyError
from procflow.lint import lint
from procflow.procedure import PROPERTIES, Document, Place, Procedure, Step
from procflow.procedure.documents import document_text, read_document
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
