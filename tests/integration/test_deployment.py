"""What deploys and what is refused (invariant 2), versions, and calls between deployed processes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from procflow.bpmn import Definitions, read, set_name
from procflow.engine import Engine
from procflow.errors import FileAccessError, NotDeployable, UnknownDefinition
from tests.diagrams import diagram
from tests.integration.conftest import Open

Make = Callable[..., Definitions]
SIMPLE = "start s\nuser t\nend e\ns -> t -> e"
REFUSED = {
    "script": "start s\nscript x\ns -> x",
    "untyped service": "start s\nservice x\ns -> x",
    "signal": "start s\nend x signal\ns -> x",
    "boundary on a passing task": "start s\nmanual t\nboundary x on=t duration=P1D\ns -> t",
    "soft error": "start s\nservice t type=a\nboundary x on=t soft error=E1\ns -> t",
    "two starts": "start s\nstart s2\nuser t\ns -> t\ns2 -> t",
    "cycle that interrupts": "start s\nuser t\nboundary x on=t cycle=R/P1D\ns -> t",
    "arithmetic": "start s\nxor g\nend e\nend d\ns -> g\ng -> e : x + 1 = 2\ng -> d : default",
    "nobody": 'start s\nuser x group=""\ns -> x',
    "unknown call": "start s\ncall x calls=nothing\ns -> x",
    "typed start inside": "start s\nsub p {\nstart x message=m\nend y\nx -> y\n}\ns -> p",
    "further limit of a timer": "start s\ncatch x duration=P1D pf.limit.also=5wd\nend e\ns -> x -> e",
    "clock mark on a step": "start s\nuser x pf.clock=pause\ns -> x",
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_run_is_refused(engine: Engine, model: Make, text: str) -> None:
    """What cannot be run is refused with id, name and line, and nothing is stored."""
    with pytest.raises(NotDeployable) as caught:
        engine.deploy(model(text))

    where = caught.value.where
    assert "model.bpmn" == where.file
    assert where.line
    assert where.element
    assert caught.value.hint
    with pytest.raises(UnknownDefinition):
        engine.start("main", by="lan")


@pytest.mark.parametrize(
    "part",
    [
        "<multiInstanceLoopCharacteristics/>",
        '<extensionElements><zeebe:ioMapping><zeebe:input source="=a" target="b"/></zeebe:ioMapping>',
        '<extensionElements><camunda:taskListener event="create" class="X"/>',
        '<extensionElements><zeebe:taskSchedule dueDate="=now()"/>',
    ],
)
def test_what_would_be_ignored_is_refused(engine: Engine, part: str) -> None:
    """Loops, data mappings, listeners and due dates by expression are refused, since they would be passed over."""
    text = diagram(SIMPLE).decode()
    closed = "</extensionElements>" if part.startswith("<extension") else ""
    opened = 'camunda:candidateGroups="cb">'

    with pytest.raises(NotDeployable, match="'t'"):
        engine.deploy(read(text.replace(opened, opened + part + closed).encode()))


@pytest.mark.parametrize("attribute", ['startQuantity="2"', 'completionQuantity="2"', 'camunda:dueDate="2026-01-01"'])
def test_attributes_that_would_be_ignored_are_refused(engine: Engine, attribute: str) -> None:
    """An attribute that changes the meaning and is not run is refused."""
    with pytest.raises(NotDeployable, match="'t'"):
        engine.deploy(read(diagram(SIMPLE).replace(b'<userTask id="t"', f'<userTask {attribute} id="t"'.encode())))


def test_all_findings_are_told(engine: Engine, model: Make) -> None:
    """The error names the first problem and says how many more there are; the facts hold all."""
    with pytest.raises(NotDeployable, match="and 1 more") as caught:
        engine.deploy(model("start s\nscript x\nscript y\ns -> x -> y"))

    findings = caught.value.facts["findings"]
    assert isinstance(findings, tuple)
    assert ["x", "y"] == [finding.element_id for finding in findings]


def test_a_file_without_process_is_refused(engine: Engine) -> None:
    """A file that holds no process has nothing to deploy."""
    with pytest.raises(NotDeployable, match="no process"):
        engine.deploy(read(b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'))


def test_an_unchanged_file_keeps_its_version(engine: Engine, model: Make) -> None:
    """The same file again is the same version; a changed one is the next, and old instances go on with theirs."""
    first = engine.deploy(model(SIMPLE))
    again = engine.deploy(model(SIMPLE))
    engine.start("main", by="lan")
    second = engine.deploy(model(SIMPLE.replace("user t", "user u").replace("-> t ->", "-> u ->")))
    engine.start("main", by="lan")

    assert first == again
    assert (1, 2) == (first.version, second.version)
    assert [("main.1", "t"), ("main.2", "u")] == [(task.instance_id, task.element_id) for task in engine.tasks()]
    assert [1, 2] == [engine.instance(key).version for key in ("main.1", "main.2")]


def test_an_edited_model_deploys_as_it_is_now(engine: Engine, model: Make) -> None:
    """A model that was edited in memory is deployed with its edits."""
    edited = model(SIMPLE)
    set_name(edited.element("t"), "Thẩm định")
    engine.deploy(edited)
    engine.start("main", by="lan")

    assert "Thẩm định" == engine.tasks()[0].name


def test_a_path_deploys(engine: Engine, tmp_path: Path) -> None:
    """A file is deployed by its path; one that is not there is refused."""
    path = tmp_path / "a.bpmn"
    path.write_bytes(diagram(SIMPLE))

    assert ("main", 1) == ((made := engine.deploy(path)).key, made.version)
    with pytest.raises(FileAccessError):
        engine.deploy(tmp_path / "b.bpmn")


def test_every_executable_process_is_deployed(engine: Engine, model: Make) -> None:
    """Each process marked executable can be started; others of the file cannot."""
    made = engine.deploy(
        model("process a\n" + SIMPLE, "process b\nstart s1\nend e1\ns1 -> e1", "process c executable=false")
    )

    assert ("a", ["b"]) == (made.key, [other.key for other in made.others])
    assert "completed" == engine.start("b", by="lan").status
    with pytest.raises(UnknownDefinition):
        engine.start("c", by="lan")


def test_the_first_process_is_run_if_none_is_marked(engine: Engine, model: Make) -> None:
    """In a file without executable process the first is deployed."""
    assert "main" == engine.deploy(model("process main executable=false\n" + SIMPLE)).key


CALLER = "start s\ncall c calls=fee\nend e\ns -> c -> e"


def test_a_call_is_bound_when_it_is_deployed(open_engine: Open, model: Make) -> None:
    """A caller keeps the version of the called process that stood when it was deployed, until it is deployed again."""
    engine = open_engine()
    engine.deploy(model("process fee\nstart fs\nuser old\nfs -> old"))
    engine.deploy(model(CALLER))
    engine.deploy(model("process fee\nstart fs\nuser new\nfs -> new"))
    engine.start("main", by="lan")
    fresh = open_engine()
    fresh.start("main", by="lan")
    again = fresh.deploy(model(CALLER))
    fresh.start("main", by="lan")

    assert 2 == again.version
    assert ["old", "old", "new"] == [task.element_id for task in fresh.tasks()]


def test_a_process_of_the_same_file_is_called_first(engine: Engine, model: Make) -> None:
    """A call means the process of its own file before one that was deployed."""
    engine.deploy(model("process fee\nstart fs\nuser outside\nfs -> outside"))
    engine.deploy(model(CALLER, "process fee\nstart fs\nuser inside\nfs -> inside"))
    engine.start("main", by="lan")

    assert ["inside"] == [task.element_id for task in engine.tasks()]


def test_what_is_called_is_checked_too(engine: Engine, model: Make) -> None:
    """A called process of the file that is not marked executable was not checked, and is refused."""
    with pytest.raises(NotDeployable, match=r"'fee'.*not marked executable"):
        engine.deploy(model(CALLER, "process fee executable=false\nstart fs\nuser x\nfs -> x"))


def test_a_called_process_begins_plainly(engine: Engine, model: Make) -> None:
    """A process that begins with a message or timer cannot be called."""
    with pytest.raises(NotDeployable, match="begins with an event"):
        engine.deploy(model(CALLER, "process fee\nstart fs message=m\nend fe\nfs -> fe"))


def test_a_message_to_a_process_of_the_file_is_refused(engine: Engine, model: Make) -> None:
    """A message flow to another executed process is refused; one to an empty pool is not."""
    pools = (
        '<collaboration id="k"><participant id="own" processRef="main"/>'
        '<participant id="citizen" name="Người dân"{}/><messageFlow id="mf" sourceRef="x" targetRef="{}"/>'
        "</collaboration>"
    )
    sender = "start s\nsend x message=m\nend e\ns -> x -> e"
    other = "process other\nstart s1\nend e1\ns1 -> e1"

    engine.deploy(model(sender, collaboration=pools.format("", "citizen")))
    for target in ("citizen", "s1"):
        with pytest.raises(NotDeployable, match="'x'"):
            engine.deploy(model(sender, other, collaboration=pools.format(' processRef="other"', target)))
