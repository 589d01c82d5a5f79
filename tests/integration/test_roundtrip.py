"""What is not edited stays: byte for byte, and after an edit in canonical XML (invariant 1)."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from lxml import etree

from procflow.bpmn import Definitions, FlowNode, read, set_name, set_property, write
from tests.support import models, require, samples, shared_path


def interchange_files() -> list[Path]:
    """Return the interchange files of the BPMN Model Interchange Working Group, if they are here."""
    return sorted(shared_path("data", "miwg").glob("**/*.bpmn"))


@pytest.fixture(scope="module")
def interchange() -> dict[Path, Definitions]:
    """Return the models of the interchange files."""
    require("shared")
    return {path: read(path) for path in interchange_files()}


def test_all_interchange_files_are_read(interchange: dict[Path, Definitions]) -> None:
    """Every one of the 199 files of seven modelling tools is read."""
    assert 199 == len(interchange)


def test_an_unedited_interchange_file_keeps_its_bytes(interchange: dict[Path, Definitions]) -> None:
    """Every interchange file that is read is written back with equal bytes."""
    assert [] == [path.name for path, model in interchange.items() if write(model) != path.read_bytes()]


def test_an_edit_of_an_interchange_file_stays_where_it_is(
    interchange: dict[Path, Definitions], rng: random.Random
) -> None:
    """After an edit of one element, everything outside it is equal in canonical XML."""
    chosen = rng.sample(sorted(interchange), samples(40, len(interchange)))

    assert [] == [path.name for path in chosen if changed_outside(path, rng)]


@pytest.mark.parametrize("path", models(), ids=lambda path: path.name)
def test_an_edit_of_a_model_stays_where_it_is(path: Path, rng: random.Random) -> None:
    """After an edit of one element of a model of this repository, everything outside it is equal."""
    assert not changed_outside(path, rng)


def test_a_change_elsewhere_is_seen(tmp_path: Path, rng: random.Random, monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison itself notices a comment that is lost."""
    path = tmp_path / "x.bpmn"
    path.write_text(
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><!-- kept -->'
        '<process id="p"><task id="t"/></process></definitions>'
    )
    as_it_is = changed_outside(path, rng)
    keeps = write
    monkeypatch.setattr(f"{__name__}.write", lambda model: keeps(model).replace(b"<!-- kept -->", b""))

    assert (False, True) == (as_it_is, changed_outside(path, rng))


def changed_outside(path: Path, rng: random.Random) -> bool:
    """Edit one flow node of the model at *path* and return whether anything outside it differs then."""
    model = read(path)
    nodes = sorted((node for node in model.elements(FlowNode)), key=lambda node: node.id)
    if not nodes:
        return False
    node = rng.choice(nodes)
    set_name(node, "Thẩm định hồ sơ")
    set_property(node, "pf.locked", "yes")
    return without(path.read_bytes(), node.id) != without(write(model), node.id)


def without(raw: bytes, element_id: str) -> bytes:
    """Return the canonical XML of *raw* without the start tag, the extensions and the drawn label of one element."""
    root = etree.fromstring(raw)
    for drawn in root.iter("{*}BPMNShape", "{*}BPMNEdge"):
        if drawn.get("bpmnElement", "").rpartition(":")[2] == element_id:
            for label in drawn.findall("{*}BPMNLabel"):
                drawn.remove(label)
            etree.indent(drawn)
            drawn.tail = None
    for element in root.iter("{*}*"):
        if element.get("id") == element_id:
            element.attrib.pop("name", None)
            for extensions in element.findall("{*}extensionElements"):
                tail = extensions.tail
                element.remove(extensions)
                element.text = (element.text or "").strip() + (tail or "").strip()
            etree.indent(element)
    return etree.tostring(root, method="c14n2")
