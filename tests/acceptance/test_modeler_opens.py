"""Every model of this repository opens in the libraries of Camunda Modeler and stays as it is when saved there."""

from __future__ import annotations

from pathlib import Path

import pytest

from procflow.bpmn import read, write
from procflow.tables import read_table
from tests.acceptance import table_builder
from tests.modeler.modeler import Report, open_in_modeler
from tests.support import MODELS, REPOSITORY, SEED, models, require, samples, shared_path

pytestmark = pytest.mark.timeout(300)

EXAMPLE = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
  xmlns:di="http://www.omg.org/spec/DD/20100524/DI" {declared} id="D" targetNamespace="urn:test">
  <bpmn:collaboration id="C"><bpmn:participant id="Pool" name="Sở Tư pháp" processRef="P" /></bpmn:collaboration>
  <bpmn:process id="P" isExecutable="false">
    <bpmn:laneSet id="LS">
      <bpmn:lane id="A" name="Văn thư"><bpmn:flowNodeRef>S</bpmn:flowNodeRef></bpmn:lane>
      <bpmn:lane id="B" name="Chuyên viên"><bpmn:flowNodeRef>{in_b}</bpmn:flowNodeRef></bpmn:lane>
    </bpmn:laneSet>
    <bpmn:startEvent id="S"><bpmn:outgoing>F</bpmn:outgoing></bpmn:startEvent>
    <bpmn:userTask id="T" name="Thẩm định"><bpmn:incoming>F</bpmn:incoming></bpmn:userTask>
    <bpmn:sequenceFlow id="F" sourceRef="S" targetRef="T" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="BD"><bpmndi:BPMNPlane id="BP" bpmnElement="C">
    <bpmndi:BPMNShape id="d1" bpmnElement="Pool" isHorizontal="true">
      <dc:Bounds x="{x}" y="80" width="400" height="240" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="d2" bpmnElement="A" isHorizontal="true">
      <dc:Bounds x="{x30}" y="80" width="370" height="120" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="d3" bpmnElement="B" isHorizontal="true">
      <dc:Bounds x="{x30}" y="200" width="370" height="120" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="d4" bpmnElement="S"><dc:Bounds x="240" y="122" width="36" height="36" /></bpmndi:BPMNShape>
    {task}
    <bpmndi:BPMNEdge id="d6" bpmnElement="F">
      <di:waypoint x="276" y="140" /><di:waypoint x="380" y="140" /><di:waypoint x="380" y="220" /></bpmndi:BPMNEdge>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>
"""
TASK_SHAPE = (
    '<bpmndi:BPMNShape id="d5" bpmnElement="T"><dc:Bounds x="330" y="220" width="100" height="80" /></bpmndi:BPMNShape>'
)
ZEEBE = 'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"'
PLATFORM_7 = 'xmlns:m="http://camunda.org/schema/modeler/1.0" m:executionPlatform="Camunda Platform"'


def example(*, declared: str = ZEEBE, in_b: str = "T", x: int = 160, task: str = TASK_SHAPE) -> str:
    """Return a small model with two lanes, sound or with one fault."""
    return EXAMPLE.format(declared=declared, in_b=in_b, x=x, x30=x + 30, task=task)


EXAMPLES = {
    "sound": example(),
    "plain": example(declared=""),
    "platform": example(declared=f"{ZEEBE} {PLATFORM_7}"),
    "wrong-lane": example(in_b="S"),
    "not-drawn": example(task=""),
    "dangling": example(in_b="Nobody"),
    "far-off": example().replace('x="', 'x="1'),
    "broken": "<bpmn",
}


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    """Return what Modeler says about each small example; sound ones are drawn as pictures too."""
    folder = tmp_path_factory.mktemp("examples")
    paths = []
    for name, text in EXAMPLES.items():
        paths.append(folder / f"{name}.bpmn")
        paths[-1].write_text(text, "utf-8")
    return dict(zip(EXAMPLES, open_in_modeler(paths, folder / "png"), strict=True))


@pytest.fixture(scope="module")
def opened() -> dict[Path, Report]:
    """Return what Modeler says about each model of the repository."""
    return {report.path: report for report in open_in_modeler(models())}


def test_a_sound_file_has_no_problems(examples: dict[str, Report]) -> None:
    """A file without fault opens with every element drawn and is saved as it was."""
    assert [] == examples["sound"].problems()
    assert 6 == examples["sound"].expected
    assert examples["sound"].png is not None
    assert examples["sound"].png.stat().st_size > 1000


@pytest.mark.parametrize(("name", "tab"), [("sound", "cloud"), ("plain", "platform"), ("platform", "platform")])
def test_the_tab_follows_platform_and_namespace(examples: dict[str, Report], name: str, tab: str) -> None:
    """The execution platform decides the tab; without one, a declared zeebe namespace means Camunda 8."""
    assert tab == examples[name].tab


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("wrong-lane", "lane on save: B: S -> T"),
        ("not-drawn", "not drawn: T"),
        ("dangling", "warning: unresolved reference <Nobody>"),
        ("far-off", "moved on save: S: 1240 122 36 36 -> 230 122 36 36"),
        ("broken", "error: not XML"),
    ],
)
def test_a_fault_is_reported(examples: dict[str, Report], name: str, problem: str) -> None:
    """Each kind of fault shows as a problem of its file, and does not stop the files after it."""
    assert problem in examples[name].problems()


@pytest.mark.parametrize("path", models(), ids=lambda path: path.relative_to(MODELS).as_posix())
def test_a_model_opens_and_stays(path: Path, opened: dict[Path, Report]) -> None:
    """A model opens without a warning and fully drawn; a save after no real edit moves no bound, waypoint or node."""
    assert [] == opened[path].problems()
    assert opened[path].expected > 0


@pytest.mark.parametrize("path", models(), ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_a_model_is_written_back_byte_for_byte(path: Path) -> None:
    """Reading a model and writing it gives the bytes of its file."""
    assert path.read_bytes() == write(read(path))


def test_imported_tables_open_and_stay_as_they_are(tmp_path: Path) -> None:
    """The model of each approved table opens without a warning, all drawn, and saving it moves nothing."""
    for needed in ("shared", "modeler"):
        require(needed)
    rows = table_builder.load(shared_path("data", "procedures.jsonl"))
    paths = []
    for row in rows[:: samples(len(rows) // 5, 1)]:
        table = tmp_path / f"{row['id']}.docx"
        table.write_bytes(table_builder.build_docx(row, table_builder.layouts(row, SEED)))
        paths.append(tmp_path / f"{row['id']}.bpmn")
        write(read_table(table).procedure.to_bpmn(), paths[-1])

    assert {} == {report.path.name: report.problems() for report in open_in_modeler(paths) if report.problems()}
    assert all(path.read_bytes() == write(read(path)) for path in paths)
