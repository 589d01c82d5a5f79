"""Element templates in the engine of Camunda Modeler: applied to each type, clicked, filled in, saved, read back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

from procflow.bpmn import Builder, Definitions, Element, EventSpec, read, set_documentation, set_property, write
from procflow.bpmn.builder.events import EventDefinitions
from procflow.bpmn.namespaces import bpmn
from procflow.bpmn.nodes import add_child
from procflow.lint import lint
from procflow.procedure import (
    BY_NAME,
    PROPERTIES,
    Place,
    Procedure,
    Property,
    Type,
    install_templates,
    mark_templates,
)
from procflow.procedure.templates import TEMPLATE_OF, TemplateFlavour
from procflow.procedure.vocabulary import FORMAT, IGNORE
from procflow.wording import Language
from tests.modeler.templates import Done, Job, Step, use_templates
from tests.support import MODELS, samples

pytestmark = pytest.mark.timeout(1800)

FLAVOURS: tuple[TemplateFlavour, ...] = ("camunda8", "camunda7")
LANGUAGES: tuple[Language, ...] = ("vi", "en")
PLACES = {
    "procflow.process": Place.PROCESS,
    "procflow.participant": Place.PROCESS,
    "procflow.step": Place.STEP,
    "procflow.event": Place.EVENT,
    "procflow.gateway": Place.GATEWAY,
    "procflow.document": Place.DOCUMENT,
}
_SETS = [(flavour, language) for flavour in FLAVOURS for language in LANGUAGES]
# The small sample takes one type of each template in the language of the users.
SETS = _SETS[:: samples(2, 1)]
KINDS = tuple(TEMPLATE_OF) if samples(0, 1) else tuple({TEMPLATE_OF[kind]: kind for kind in TEMPLATE_OF}.values())
# The kinds at which every field is filled in.
WHOLE = KINDS if samples(0, 1) else ()
FLAT = tuple(kind for kind in KINDS if kind not in {"process", "participant"})
VALUES = {
    Type.TEXT: 'Sở Tư pháp & "Phòng 1" <b>',
    Type.LIST: r"Luật Cư trú 2020 | Nghị định 118\|2025",
    Type.DECIMAL: "2,5",
    Type.COUNT: "3",
    Type.MONEY_VND: "150000",
    Type.DATE: "2028-02-29",
    Type.YES_NO: "true",
}
OWN = {"pf.documents": "TP1: Đơn đề nghị; copies=2 | KQ: Giấy phép", IGNORE: "label-style: tên theo mẫu của Sở"}
IGNORED = Property(IGNORE, "", frozenset(Place), Type.LIST, "Lint findings left out", "Bỏ qua cảnh báo")


def items_of(template: str) -> list[Property]:
    """Return the properties that the fields of *template* hold."""
    return [item for item in PROPERTIES if PLACES[template] in item.places and item.name != "pf.format"] + [IGNORED]


def values(template: str) -> dict[str, str]:
    """Return a readable value for each property of *template*, in an order in which every field is shown."""
    items = sorted(
        items_of(template), key=lambda item: (not item.name.endswith(".unit"), not item.name.endswith(".value"))
    )
    return {
        item.name: OWN.get(item.name) or (item.choices[0][0] if item.choices else VALUES[item.type]) for item in items
    }


def entered(kind: str) -> dict[str, str]:
    """Return the values that are entered by hand at an element of this kind: all of its template, or a few."""
    every = list(values(TEMPLATE_OF[kind]).items())
    return dict(every if kind in WHOLE else every[:5])


def label(name: str, language: Language) -> str:
    """Return what the panel calls the property *name*."""
    item = BY_NAME.get(name, IGNORED)
    return item.label_vi if language == "vi" else item.label_en


def blank(flavour: TemplateFlavour, *, pool: bool) -> Definitions:
    """Return a model with an element of each kind, its id that of the kind, and no metadata."""
    make = Builder("process", "Cấp phép", flavour=flavour, pool="Cấp phép" if pool else None)
    for kind in FLAT:
        if kind == "dataObjectReference":
            make.data_object("Đơn đề nghị", id=kind)
        elif kind == "dataStoreReference":
            make.data_store("Sổ theo dõi", id=kind)
        elif kind == "boundaryEvent":
            make.add("userTask", "Bước", id="host")
            make.add(kind, "Quá hạn", id=kind, attached_to="host", event=("timer", "PT8H"))
        else:
            make.add(kind, "Tên gọi", id=kind, event=("message", "m") if kind == "intermediateCatchEvent" else None)
            if kind in {"subProcess", "transaction", "adHocSubProcess"}:
                make.add("task", "Bên trong", id=f"in_{kind}", within=kind)
    return make.build()


def bearer(model: Definitions, kind: str) -> Element:
    """Return the element of this kind."""
    return model.participants[0] if kind == "participant" else model.element(kind)


@dataclass(frozen=True)
class Case:
    """One set of templates in one model: its job, and the kinds of its elements."""

    job: Job
    flavour: TemplateFlavour
    language: Language
    kinds: tuple[str, ...]


def job_of(folder: Path, model: Definitions, language: Language, steps: list[Step]) -> Job:
    """Return the job for *model* with the templates in *language*."""
    folder.mkdir(parents=True)
    write(model, folder / "model.bpmn")
    paths = dict(zip(("cloud", "platform"), install_templates(folder, language), strict=True))
    return Job(folder / "model.bpmn", paths, steps)


def cases(folder: Path) -> Iterator[Case]:
    """Yield a case for each set of templates, with and without a pool."""
    for flavour, language in SETS:
        for pool in (True, False):
            kinds = (*FLAT, "participant") if pool else ("process",)
            model = blank(flavour, pool=pool)
            steps = [
                Step(
                    bearer(model, kind).id,
                    TEMPLATE_OF[kind],
                    {label(name, language): text for name, text in entered(kind).items()},
                )
                for kind in kinds
            ]
            job = job_of(folder / f"{flavour}-{language}-{pool}", model, language, steps)
            yield Case(job, flavour, language, kinds)


Results = list[tuple[Case, Done]]
Groups = dict[str, Results]


def test_each_template_is_offered_and_filled_in(results: Groups) -> None:
    """The panel offers the template for its types; a click selects the element, and the fields take what is entered."""
    for case, done in results["blank"]:
        assert [step.element for step in case.job.steps] == [step.selected for step in done.steps]
        assert [True] * len(done.steps) == [step.offered for step in done.steps]
        assert [] == [field for step in done.steps for field in step.after.items() if field[1].error or field[1].cut]


def test_what_is_entered_is_read_back(results: Groups) -> None:
    """The saved file bears id and version of the template, and each value as it was entered."""
    for case, done in results["blank"]:
        model = read(done.saved.encode())
        for kind in case.kinds:
            element = bearer(model, kind)
            wanted = entered(kind) | ({"pf.format": FORMAT} if "pf.format" in element.properties else {})
            vendor = element.zeebe if case.flavour == "camunda8" else element.camunda

            assert wanted == dict(element.properties), kind
            assert (TEMPLATE_OF[kind], "2") == (vendor.template, vendor.template_version)
        rules = ("property-value", "unknown-pf-property", "limit-known-unit", "process-participant-agree")
        assert () == lint(model, rules=rules)


def filled(flavour: TemplateFlavour, *, pool: bool) -> Definitions:
    """Return the model with a value at every property of every element, and what a field would not offer besides."""
    model = blank(flavour, pool=pool)
    for kind in (*FLAT, "participant") if pool else ("process",):
        element = bearer(model, kind)
        for name, text in values(TEMPLATE_OF[kind]).items():
            set_property(element, name, ODD.get(name, text))
        set_documentation(element, "Theo quy chế của Sở")
    return model


# Other words for yes and no, a basis without a lock, a unit that takes no number: none of it may be lost.
ODD = {
    "pf.business_related": "có",
    "pf.original": "không",
    "pf.locked": "no",
    "pf.contact": "yes",
    "pf.limit.unit": "office-hours",
}


def with_metadata(folder: Path) -> Iterator[Case]:
    """Yield a case for each flavour, with and without a pool, where templates are applied to elements with metadata."""
    for flavour in FLAVOURS:
        for pool in (True, False):
            model = filled(flavour, pool=pool)
            kinds = (*FLAT, "participant") if pool else ("process",)
            steps = [Step(bearer(model, kind).id, TEMPLATE_OF[kind]) for kind in kinds]
            job = job_of(folder / f"{flavour}-{pool}", model, "vi", steps)
            yield Case(job, flavour, "vi", kinds)


def _states(case: Case, done: Done) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    before, after = read(case.job.file), read(done.saved.encode())
    for kind in case.kinds:
        old, new = bearer(before, kind), bearer(after, kind)
        yield (
            {**old.properties, "name": old.name, "documentation": old.documentation},
            {**new.properties, "name": new.name, "documentation": new.documentation},
        )


def test_camunda_8_keeps_every_value(results: Groups) -> None:
    """A template that is applied to an element with metadata keeps all of it, name and documentation included."""
    for case, done in results["metadata"]:
        if case.flavour == "camunda8":
            for before, after in _states(case, done):
                assert before == {name: text for name, text in after.items() if name != "pf.format"}


def test_camunda_7_wipes_the_properties_and_nothing_else(results: Groups) -> None:
    """As the documentation says: all extension properties go, name and documentation stay."""
    for case, done in results["metadata"]:
        if case.flavour == "camunda7":
            for before, after in _states(case, done):
                kept = {name: text for name, text in after.items() if name != "pf.format"}

                assert {name: before[name] for name in ("name", "documentation")} == kept


NAMES = {
    "zeebe": "http://camunda.org/schema/zeebe/1.0",
    "camunda": "http://camunda.org/schema/1.0/bpmn",
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
}
TECHNICAL = {
    "camunda8": {
        "userTask": """<zeebe:userTask/><zeebe:formDefinition formId="f"/>
            <zeebe:assignmentDefinition candidateGroups="a"/><zeebe:taskSchedule dueDate="=d"/>
            <zeebe:priorityDefinition priority="5"/>
            <zeebe:ioMapping><zeebe:input source="=1" target="a"/></zeebe:ioMapping>
            <zeebe:taskListeners><zeebe:taskListener eventType="assigning" type="t"/></zeebe:taskListeners>
            <zeebe:executionListeners><zeebe:executionListener eventType="start" type="t"/></zeebe:executionListeners>
            <zeebe:properties><zeebe:property name="other" value="1"/></zeebe:properties>""",
        "serviceTask": """<zeebe:taskDefinition type="x" retries="4"/>
            <zeebe:taskHeaders><zeebe:header key="k" value="v"/></zeebe:taskHeaders>""",
        "callActivity": '<zeebe:calledElement processId="p"/>',
        "businessRuleTask": '<zeebe:calledDecision decisionId="d" resultVariable="r"/>',
    },
    "camunda7": {
        "userTask": """<camunda:formData><camunda:formField id="f" type="string"/></camunda:formData>
            <camunda:inputOutput><camunda:inputParameter name="a">1</camunda:inputParameter></camunda:inputOutput>
            <camunda:taskListener class="x" event="create"/><camunda:executionListener class="x" event="start"/>
            <camunda:properties><camunda:property name="other" value="1"/></camunda:properties>""",
        "serviceTask": "<camunda:failedJobRetryTimeCycle>R3/PT1M</camunda:failedJobRetryTimeCycle>",
        "callActivity": '<camunda:in businessKey="x"/><camunda:in variables="all"/>',
        "businessRuleTask": "",
    },
}
# What stays of the extension elements where a template is applied by hand, as the documentation says.
LEFT_BY_CAMUNDA_8 = {"userTask": {"userTask", "taskListeners", "executionListeners"}}


def technical(flavour: TemplateFlavour) -> Definitions:
    """Return steps with all that an engine needs of them, and a property of somebody else."""
    make = Builder("process", "Cấp phép", flavour=flavour)
    for kind in TECHNICAL[flavour]:
        make.add(kind, "Bước", id=kind)
    root = etree.fromstring(write(make.build()))
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMES.items())
    for kind, text in TECHNICAL[flavour].items():
        (node,) = root.iter(f"{{{NAMES['bpmn']}}}{kind}")
        for old in node.findall(f"{{{NAMES['bpmn']}}}extensionElements"):
            node.remove(old)
        node.insert(0, etree.fromstring(f"<bpmn:extensionElements {declared}>{text}</bpmn:extensionElements>"))
    return read(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def technical_parts(element: Element) -> set[str]:
    """Return the names of the extension elements, but for the properties."""
    nodes = element.extension_elements
    names = {etree.QName(node).localname for node in nodes} if nodes is not None else set()
    return names - {"properties"}


def with_technical_data(folder: Path, *, marked: bool) -> Iterator[Case]:
    """Yield a case for each flavour: template applied by hand, or marked and then filled in."""
    text = {label(name, "vi"): text for name, text in entered("userTask").items()}
    for flavour in FLAVOURS:
        model = technical(flavour)
        if marked:
            mark_templates(model)
        kinds = tuple(TECHNICAL[flavour])[: samples(2, 99)]
        steps = [Step(kind, "", text) if marked else Step(kind, "procflow.step") for kind in kinds]
        yield Case(job_of(folder / flavour, model, "vi", steps), flavour, "vi", kinds)


def written_by_procflow(folder: Path) -> Iterator[Case]:
    """Yield a case for each flavour with a model that procflow wrote; every marked element is clicked."""
    procedure = Procedure.of(read(MODELS / "nghi-phep-noi-bo.bpmn"))
    for flavour in FLAVOURS:
        model = procedure.to_bpmn(flavour)
        marked = [element for element in model.elements(Element) if element.zeebe.template or element.camunda.template]
        kinds = tuple(element.id for element in marked if element is not model.processes[0])[: samples(3, 99)]
        job = job_of(folder / flavour, model, "vi", [Step(element) for element in kinds])
        yield Case(job, flavour, "vi", kinds)


DEFINITIONS: dict[str, EventSpec | None] = {
    "none": None,
    "timer": ("timer", "PT8H"),
    "message": ("message", "m"),
    "signal": ("signal", "s"),
    "conditional": ("conditional", "x > 1"),
    "link": ("link", "l"),
    "error": ("error", "e"),
    "escalation": ("escalation", "e"),
    "compensate": ("compensate",),
    "cancel": ("cancel",),
    "terminate": ("terminate",),
}
EVENTS = ("startEvent", "intermediateCatchEvent", "intermediateThrowEvent", "endEvent", "boundaryEvent")
COLLAPSED = ("subProcess", "transaction", "adHocSubProcess", "triggered")


def _redefined(raw: bytes, flavour: TemplateFlavour) -> bytes:
    """Give each event the definition that its id names: the builder refuses what BPMN does not have."""
    root = etree.fromstring(raw)

    def define(parent: etree._Element, tag: str, wanted: str, name: str) -> etree._Element:
        return add_child(parent, tag, {"id": wanted} | ({"name": name} if name else {}))

    for node in list(root.iter(*map(bpmn, EVENTS))):
        event = DEFINITIONS[str(node.get("id")).rpartition("_")[2]]
        node.remove(node.find(bpmn("messageEventDefinition")))
        if event is not None:
            EventDefinitions(root, flavour, define).add(node, event)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def unusual(flavour: TemplateFlavour) -> Definitions:
    """Return a model with every pair of event and definition, those that BPMN lacks among them, and collapsed boxes."""
    make = Builder("process", "Cấp phép", flavour=flavour)
    for kind in EVENTS:
        for name in DEFINITIONS:
            host = make.add("task", "Bước", id=f"host_{name}") if kind == "boundaryEvent" else None
            make.add(kind, "Sự kiện", id=f"{kind}_{name}", attached_to=host, event=("message", "m"))
    for kind in COLLAPSED:
        make.add("subProcess" if kind == "triggered" else kind, "Khối", id=kind)
        make.add("task", "Bên trong", id=f"in_{kind}", within=kind)
    raw = _redefined(write(make.build()), flavour)
    raw = raw.replace(b'id="triggered"', b'id="triggered" triggeredByEvent="true"')
    for kind in COLLAPSED:
        raw = raw.replace(f'bpmnElement="{kind}" isExpanded="true"'.encode(), f'bpmnElement="{kind}"'.encode())
    return read(raw)


def marked_and_clicked(folder: Path) -> Iterator[Case]:
    """Yield a case for each flavour where every marked element of an unusual model is clicked."""
    for flavour in FLAVOURS:
        model = unusual(flavour)
        kinds = tuple(element for element in mark_templates(model) if element.startswith((*EVENTS, *COLLAPSED)))[
            :: samples(9, 1)
        ]
        job = job_of(folder / flavour, model, "vi", [Step(element) for element in kinds])
        yield Case(job, flavour, "vi", kinds)


@pytest.fixture(scope="session")
def results(tmp_path_factory: pytest.TempPathFactory) -> Groups:
    """Return what came of all cases; one Chromium does them."""
    folder = tmp_path_factory.mktemp("templates")
    groups = {
        "blank": list(cases(folder / "blank")),
        "metadata": list(with_metadata(folder / "metadata")),
        "marked": list(with_technical_data(folder / "marked", marked=True)),
        "by hand": list(with_technical_data(folder / "by-hand", marked=False)),
        "written": list(written_by_procflow(folder / "written")),
        "unusual": list(marked_and_clicked(folder / "unusual")),
    }
    done = iter(use_templates([case.job for found in groups.values() for case in found], folder))
    return {name: [(case, next(done)) for case in found] for name, found in groups.items()}


def test_nothing_throws_or_warns(results: Groups) -> None:
    """The Modeler opens every file without a warning, takes every template, and no click or entry throws."""
    said = [(done.errors, done.warnings, done.refused) for found in results.values() for _, done in found]

    assert [((), (), ())] * len(said) == said


def test_filling_in_marked_steps_costs_nothing(results: Groups) -> None:
    """In a file that procflow marked, assignment, form, job type, mappings and foreign properties stay."""
    for case, done in results["marked"]:
        before, after = read(case.job.file), read(done.saved.encode())
        for kind in case.kinds:
            old, new = before.element(kind), after.element(kind)

            assert technical_parts(old) == technical_parts(new)
            assert {**old.properties, **entered("userTask")} == dict(new.properties)


def test_applying_by_hand_costs_what_is_documented(results: Groups) -> None:
    """Camunda 7 keeps all technical data; Camunda 8 keeps only the listeners and the kind of user task."""
    for case, done in results["by hand"]:
        before, after = read(case.job.file), read(done.saved.encode())
        for kind in case.kinds:
            seven = technical_parts(before.element(kind))
            left = seven if case.flavour == "camunda7" else LEFT_BY_CAMUNDA_8.get(kind, set())

            assert left == technical_parts(after.element(kind))
        assert "other" not in after.element("userTask").properties


def test_files_of_procflow_show_their_values(results: Groups) -> None:
    """What procflow writes shows its values in both tabs, no template applied, and nothing is marked as wrong."""
    for case, done in results["written"]:
        model = read(case.job.file)
        for step in done.steps:
            shown = {name: field.value for name, field in step.before.items() if field.value}

            assert {label(name, "vi"): text for name, text in model.element(step.element).properties.items()} == shown
            assert [] == [name for name, field in step.before.items() if field.error or field.cut]


def test_no_mark_makes_an_element_unselectable(results: Groups) -> None:
    """The Modeler throws at a few types that bear a template, so those are not marked; all others show their fields."""
    for case, done in results["unusual"]:
        assert [step.element for step in case.job.steps] == [step.selected for step in done.steps]
        assert all(step.before for step in done.steps)
        assert {"transaction", "triggered", "intermediateCatchEvent_none"}.isdisjoint(case.kinds)
