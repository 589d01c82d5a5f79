"""Element templates in the engine of Camunda Modeler: applied to each type, clicked, filled in, saved, read back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from procflow.bpmn import Builder, Definitions, Element, read, set_documentation, set_property, write
from procflow.lint import lint
from procflow.procedure import (
    BY_NAME,
    PROPERTIES,
    Place,
    Procedure,
    Property,
    Type,
    element_templates,
    install_templates,
    mark_templates,
)
from procflow.procedure.templates import TEMPLATE_OF, TemplateFlavour
from procflow.procedure.vocabulary import FORMAT, IGNORE
from procflow.wording import Language
from tests.modeler.templates import Done, Job, Step, use_templates
from tests.support import MODELS, samples

pytestmark = [pytest.mark.timeout(1800), pytest.mark.xdist_group("modeler")]

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


def entered(template: str) -> dict[str, str]:
    """Return a readable value for each property of *template*, in an order in which every field is shown."""
    items = sorted(items_of(template), key=lambda item: not item.name.endswith((".unit", "pf.locked")))
    return {
        item.name: OWN.get(item.name) or (item.choices[0][0] if item.choices else VALUES[item.type]) for item in items
    }


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
            make.add(kind, "Tên gọi", id=kind)
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
                    {label(name, language): text for name, text in entered(TEMPLATE_OF[kind]).items()},
                )
                for kind in kinds
            ]
            job = job_of(folder / f"{flavour}-{language}-{pool}", model, language, steps)
            yield Case(job, flavour, language, kinds)


Results = list[tuple[Case, Done]]


@pytest.fixture(scope="module")
def applied(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Return what came of each case."""
    folder = tmp_path_factory.mktemp("templates")
    found = list(cases(folder))
    return list(zip(found, use_templates([case.job for case in found], folder), strict=True))


def test_each_template_is_applied_and_filled_in_without_an_error(applied: Results) -> None:
    """The panel offers the template for its types; clicking and filling in throws nothing and shows no message."""
    for case, done in applied:
        assert ((), (), ()) == (done.errors, done.warnings, done.refused), case.job.file
        assert [step.element for step in case.job.steps] == [step.selected for step in done.steps]
        assert [True] * len(done.steps) == [step.offered for step in done.steps]
        assert [] == [field for step in done.steps for field in step.after.items() if field[1].error or field[1].cut]


def test_what_is_entered_is_read_back(applied: Results) -> None:
    """The saved file bears id and version of the template, and each value as it was entered."""
    for case, done in applied:
        model = read(done.saved.encode())
        for kind in case.kinds:
            element = bearer(model, kind)
            wanted = entered(TEMPLATE_OF[kind]) | ({"pf.format": FORMAT} if "pf.format" in element.properties else {})
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
        for name, text in entered(TEMPLATE_OF[kind]).items():
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


@pytest.fixture(scope="module")
def overwritten(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Return what came of templates that were applied to elements with metadata."""
    folder = tmp_path_factory.mktemp("metadata")
    found = []
    for flavour in FLAVOURS:
        for pool in (True, False):
            model = filled(flavour, pool=pool)
            kinds = (*FLAT, "participant") if pool else ("process",)
            steps = [Step(bearer(model, kind).id, TEMPLATE_OF[kind]) for kind in kinds]
            job = job_of(folder / f"{flavour}-{pool}", model, "vi", steps)
            found.append(Case(job, flavour, "vi", kinds))
    return list(zip(found, use_templates([case.job for case in found], folder), strict=True))


def _states(case: Case, done: Done) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    before, after = read(case.job.file), read(done.saved.encode())
    for kind in case.kinds:
        old, new = bearer(before, kind), bearer(after, kind)
        yield (
            {**old.properties, "name": old.name, "documentation": old.documentation},
            {**new.properties, "name": new.name, "documentation": new.documentation},
        )


def test_camunda_8_keeps_every_value(overwritten: Results) -> None:
    """A template that is applied to an element with metadata keeps all of it, name and documentation included."""
    for case, done in overwritten:
        assert () == done.errors
        if case.flavour == "camunda8":
            for before, after in _states(case, done):
                assert before == {name: text for name, text in after.items() if name != "pf.format"}


def test_camunda_7_wipes_the_properties_and_nothing_else(overwritten: Results) -> None:
    """As the documentation says: all extension properties go, name and documentation stay."""
    for case, done in overwritten:
        if case.flavour == "camunda7":
            for before, after in _states(case, done):
                kept = {name: text for name, text in after.items() if name != "pf.format"}

                assert {name: before[name] for name in ("name", "documentation")} == kept


def test_marked_files_show_their_values(tmp_path: Path) -> None:
    """What procflow writes opens without a warning and shows its values in both tabs, no template applied."""
    procedure = Procedure.of(read(MODELS / "nghi-phep-noi-bo.bpmn"))
    jobs, models = [], []
    for flavour in FLAVOURS:
        model = procedure.to_bpmn(flavour)
        steps = [Step(element) for element in mark_templates(model) if element != model.processes[0].id]
        jobs.append(job_of(tmp_path / flavour, model, "vi", steps))
        models.append(model)

    for model, done in zip(models, use_templates(jobs, tmp_path), strict=True):
        assert ((), ()) == (done.errors, done.warnings)
        for step in done.steps:
            shown = {name: field.value for name, field in step.before.items() if field.value}
            assert {label(name, "vi"): text for name, text in model.element(step.element).properties.items()} == shown


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_tell_the_fields_apart(flavour: TemplateFlavour, language: Language) -> None:
    """No two properties of a template are called the same."""
    for template in element_templates(flavour, language):
        entries = template["properties"]
        assert isinstance(entries, list)
        names = {(entry["label"], entry["binding"]["name"]) for entry in entries if "label" in entry}

        assert len({text for text, _ in names}) == len(names)
