"""The documents and registers of a procedure: listed at the process, drawn in the diagram, or both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from procflow.bpmn import DataObject, DataObjectReference, DataStoreReference, Element, Process
from procflow.errors import DataError, Location, PropertyError
from procflow.procedure.parts import Document
from procflow.procedure.properties import fields_from, render
from procflow.procedure.vocabulary import Place

_DETAILS = ("copies", "original", "form", "form_basis", "kept_by", "retention")
_DETAIL = re.compile(rf";\s*({'|'.join(_DETAILS)})=")


def document_text(document: Document) -> str:
    """
    Return the item of ``pf.documents`` that says what *document* is.

    Raises:
        PropertyError: Its texts hold what separates the parts of an item, so that it would be read as another one.

    Example:
        >>> document_text(Document(id="TP1", name="Đơn đề nghị", copies=2, form="01"))
        'TP1: Đơn đề nghị; copies=2; form=01'
    """
    head = f"{document.id}: {document.name}" if document.name else document.id
    details = {name: render(getattr(document, name)) for name in _DETAILS}
    item = "; ".join([head, *(f"{name}={text}" for name, text in details.items() if text)])
    where = Location(element=document.id, name=document.name)
    if read_document(item, where) != document:
        raise PropertyError(
            f"the document would be read as another one from {item!r}",
            hint="leave ': ' out of its id, and '; copies=' and the like out of its texts",
            where=where,
            property="pf.documents",
        )
    return item


def read_document(item: str, where: Location) -> Document:
    """
    Return the document an item of ``pf.documents`` describes; *where* it stands is named in the error.

    Raises:
        PropertyError: It describes none.

    Example:
        >>> read_document("TP1: Đơn đề nghị; copies=2; original=true", Location()).copies
        2
    """
    head, *details = _DETAIL.split(item)
    key, _, name = head.partition(": ")
    given = dict(zip(details[::2], (text.strip() for text in details[1::2]), strict=True))
    try:
        return Document.model_validate({"id": key.strip(), "name": name.strip(), **given})
    except DataError as exc:
        raise PropertyError(
            f"pf.documents = {item!r} does not describe a document",
            hint="write TP1: name; copies=2; original=true; form=01",
            where=where,
            property="pf.documents",
        ) from exc


def document_id(element: Element) -> str:
    """Return the id by which steps name what is drawn: its ``pf.document``, else the id of its BPMN element."""
    target = _held(element)
    named = (bearer.properties.get("pf.document", "").strip() for bearer in (element, target) if bearer is not None)
    shown = target if isinstance(target, DataObject) else element
    return next((text for text in named if text), shown.id)


def listed_documents(items: Iterable[str], where: Location) -> list[Document]:
    """
    Return the documents that the items of ``pf.documents`` describe; *where* they stand is named in the error.

    Raises:
        PropertyError: An item describes none, or two of them have one id and differ.
    """
    return told_apart((read_document(item, where) for item in items), where)


def told_apart(documents: Iterable[Document], where: Location) -> list[Document]:
    """
    Return each of *documents* once; *where* they stand is named in the error.

    Raises:
        PropertyError: Two of them have one id and differ.
    """
    found: dict[str, Document] = {}
    for document in documents:
        if found.setdefault(document.id, document) != document:
            raise _same_id(document, found[document.id], where)
    return list(found.values())


def documents_of(process: Process, listed: object) -> tuple[Document, ...] | None:
    """
    Return the documents of *process*: those *listed* at it, then those that are only drawn; None if unknown.

    What the list leaves open about a document is taken from the drawing.

    Raises:
        PropertyError: An item of the list describes no document, a property of a drawn one cannot be read, or two
            different documents have one id.
    """
    items = listed if isinstance(listed, tuple) else ()
    given = listed_documents(map(str, items), process.where)
    found = _merged([*given, *_drawn(process, DataObjectReference)])
    return found if found or listed is not None else None


def registers_of(process: Process) -> tuple[Document, ...] | None:
    """
    Return the registers and databases that are drawn, None if there are none.

    Raises:
        PropertyError: A property of one cannot be read.
    """
    return _merged(_drawn(process, DataStoreReference)) or None


def _drawn(process: Process, cls: type[Element]) -> Iterator[Document]:
    shown: dict[str, tuple[Element, Document]] = {}
    for element in process.descendants(cls):
        target = _held(element)
        texts = {**(target.properties if target is not None else {}), **element.properties}
        fields = fields_from(texts, Place.DOCUMENT, element.where)
        name = element.name or (target.name if target is not None else "")
        document = Document.model_validate({**fields, "id": document_id(element), "name": name})
        other, before = shown.setdefault(document.id, (target or element, document))
        if other is not (target or element) and _differ(before, document):
            raise _same_id(document, before, element.where)
        yield document


def _differ(one: Document, other: Document) -> bool:
    pairs = ((getattr(one, name), getattr(other, name)) for name in ("name", *_DETAILS))
    return any(first != second and not {first, second} & {None, ""} for first, second in pairs)


def _same_id(document: Document, other: Document, where: Location) -> PropertyError:
    return PropertyError(
        f"two documents have the id {document.id!r}: {other.name!r} and {document.name!r}",
        hint="give each its own id, in pf.documents or pf.document, or write one of them once",
        where=where,
        property="pf.documents",
    )


def _held(element: Element) -> Element | None:
    """Return the data object or store that *element* shows."""
    if isinstance(element, DataObjectReference):
        return element.data_object
    return element.data_store if isinstance(element, DataStoreReference) else None


def _merged(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Return each document once; what its first mention leaves open is taken from the next ones."""
    found: dict[str, Document] = {}
    for document in documents:
        first = found.setdefault(document.id, document)
        open_ = [name for name in ("name", *_DETAILS) if getattr(first, name) in {None, ""}]
        found[document.id] = first.model_copy(update={name: getattr(document, name) for name in open_})
    return tuple(found.values())
