"""Fill a Word template: ``{{field}}`` for a value, ``{{list.field}}`` in a row or paragraph for each item of a list."""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.run import Run
from lxml import etree

from procflow.documents import PackageKind, open_package, writable
from procflow.errors import DataError, FileTypeError, Location

_FIELD = re.compile(r"\{\{\s*(?:(?P<list>[a-z_]+)\.)?(?P<name>[a-z_]+)\s*\}\}")
_P, _R, _TR, _TC, _TBL = (qn(f"w:{name}") for name in ("p", "r", "tr", "tc", "tbl"))

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Filling:
    """
    What goes into a template.

    Attributes:
        fields: Value of each field; a line break in it becomes one in the paper.
        lists: Items of each list, all with the same fields.
        list_fields: Names of the fields of the items of each list, so that an empty list is known too.
    """

    fields: Texts
    lists: Mapping[str, Sequence[Texts]] = field(default_factory=dict)
    list_fields: Mapping[str, frozenset[str]] = field(default_factory=dict)


def filled(template: bytes, filling: Filling, *, file: str = "") -> Document:
    """
    Return the paper that *template* becomes with *filling*.

    A table row, or a paragraph outside such rows, with fields of a list stands once for each item; neighbours with
    fields of the same list are repeated together.
    Every other text, table, picture and style of the template stays as it is.

    Args:
        template: A ``.docx`` file; fields may be broken over runs of different format, and take that of their start.
        filling: The values.
        file: Name of the template, for errors.

    Raises:
        FileTypeError: The template is no Word document.
        ArchiveError: It is damaged or over a bound.
        XmlError: A part of it is not XML, or has a DOCTYPE.
        DataError: It names a field that is not known, or a row mixes two lists.
    """
    where = Location(file)
    if open_package(template, file=file).kind is not PackageKind.DOCX:
        raise FileTypeError("the template is no Word document", hint="save it as .docx", where=where)
    document = docx.Document(io.BytesIO(template))
    roots = [part.element for part in document.part.package.iter_parts() if hasattr(part, "element")]
    _refuse_unknown(roots, filling, where)
    for root in roots:
        _Filler(filling, where).fill(root)
    return document


class _Filler:
    """Fills one part; text that was put in is never read as a field again."""

    def __init__(self, filling: Filling, where: Location) -> None:
        self._filling, self._where = filling, where
        self._done: set[etree._Element] = set()

    def fill(self, root: etree._Element) -> None:
        for tag in (_TR, _P):
            for block in self._blocks(root, tag):
                name = next(iter(_lists_of(block[0], tag)))
                self._repeat(block, name)
        self._replace_all(root, self._filling.fields)

    def _blocks(self, root: etree._Element, tag: str) -> list[list[etree._Element]]:
        """Return the neighbours of *tag* that bear fields of one list, in reading order."""
        blocks: list[list[etree._Element]] = []
        for node in root.iter(tag):
            lists = _lists_of(node, tag)
            if not lists or node in self._done:
                continue
            if len(lists) > 1 or any(_lists_of(inner, _TR) for inner in node.iterdescendants(_TR)):
                raise DataError(
                    f"fields of two lists stand together, one of them {min(lists)!r}",
                    hint="give each list rows of its own",
                    where=self._where,
                )
            if blocks and node.getprevious() is blocks[-1][-1] and lists == _lists_of(blocks[-1][-1], tag):
                blocks[-1].append(node)
            else:
                blocks.append([node])
        return blocks

    def _repeat(self, block: Sequence[etree._Element], name: str) -> None:
        """Put a filled copy of *block* for each item of the list in its place."""
        parent = _parent(block[0])
        place = parent.index(block[0])
        for node in block:
            parent.remove(node)
        for item in self._filling.lists.get(name, ()):
            texts = {**self._filling.fields, **{f"{name}.{key}": value for key, value in item.items()}}
            for pattern in block:
                node = copy.deepcopy(pattern)
                parent.insert(place, node)
                place += 1
                self._replace_all(node, texts)
        _leave_no_gap(parent)

    def _replace_all(self, root: etree._Element, texts: Texts) -> None:
        for paragraph in root.iter(_P):
            if paragraph not in self._done:
                self._done.add(paragraph)
                _replace(paragraph, texts)


def _refuse_unknown(roots: Sequence[etree._Element], filling: Filling, where: Location) -> None:
    known = set(filling.fields) | {f"{key}.{name}" for key, names in filling.list_fields.items() for name in names}
    texts = [text for root in roots for text in _texts(root)]
    named = {_full_name(match) for text in texts for match in _FIELD.finditer(text)}
    if unknown := sorted(named - known):
        raise DataError(
            f"the template names fields that are not known: {', '.join(unknown)}",
            hint=f"known are {', '.join(sorted(known))}",
            where=where,
            unknown=tuple(unknown),
        )
    broken = next((text for text in texts if "{{" in _FIELD.sub("", text)), None)
    if broken is not None:
        raise DataError(
            f"a field is not closed, or its name is no name: {broken.strip()[:60]!r}",
            hint="write {{name}} with small letters and _ only",
            where=where,
        )


def _leave_no_gap(parent: etree._Element) -> None:
    """Keep the file readable for Word: a table without rows goes, a cell without paragraph gets one."""
    if parent.tag == _TBL and parent.find(_TR) is None:
        _parent(parent).remove(parent)
    elif parent.tag == _TC and parent.find(_P) is None:
        etree.SubElement(parent, _P)


def _parent(node: etree._Element) -> etree._Element:
    found = node.getparent()
    assert found is not None  # noqa: S101 - rows, paragraphs and tables are never roots
    return found


def _replace(paragraph: etree._Element, texts: Texts) -> None:
    runs = _runs(paragraph)
    pieces = [run.text for run in runs]
    for match in reversed(list(_FIELD.finditer("".join(pieces)))):
        _put(pieces, match.span(), writable(texts[_full_name(match)]))
    for run, piece in zip(runs, pieces, strict=True):
        if run.text != piece:
            run.text = piece


def _put(pieces: list[str], span: tuple[int, int], value: str) -> None:
    """Put *value* in place of the characters of *span*, counted over all pieces, into the piece where they begin."""
    begin = 0
    is_put = False
    for number, piece in enumerate(pieces):
        left, right = max(span[0] - begin, 0), min(span[1] - begin, len(piece))
        begin += len(piece)
        if left < right:
            pieces[number] = piece[:left] + ("" if is_put else value) + piece[right:]
            is_put = True


def _runs(paragraph: etree._Element) -> list[Run]:
    """Return the runs of a paragraph, those in links too, but not those of a text box inside it."""
    own = (node for node in paragraph.iter(_R) if next(node.iterancestors(_P)) is paragraph)
    return [Run(node, None) for node in own]  # type: ignore[arg-type]  # the parent serves new pictures only


def _texts(root: etree._Element) -> Iterator[str]:
    for paragraph in root.iter(_P):
        yield "".join(run.text for run in _runs(paragraph))


def _full_name(match: re.Match[str]) -> str:
    return f"{match['list']}.{match['name']}" if match["list"] else match["name"]


def _lists_of(node: etree._Element, tag: str) -> frozenset[str]:
    """Return the lists whose fields stand in *node*, without those of a row nested in it."""
    paragraphs = [node] if tag == _P else [p for p in node.iter(_P) if next(p.iterancestors(tag)) is node]
    texts = ("".join(run.text for run in _runs(paragraph)) for paragraph in paragraphs)
    return frozenset(match["list"] for text in texts for match in _FIELD.finditer(text) if match["list"])
