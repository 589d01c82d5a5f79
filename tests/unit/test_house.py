"""The house itself: floors, names, sizes, error codes, and what no source may hold."""

from __future__ import annotations

import importlib
import re
import types
from collections.abc import Callable
from pathlib import Path

import pytest

from procflow.errors import ProcflowError
from tests import house
from tests.support import REPOSITORY, require

# Written in two parts, so that this file does not find itself.
MARKS = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|raise NotImplemented" + r"Error")
HERE = re.escape(REPOSITORY.parent.as_posix().strip("/")) or "home"
MACHINE_PATHS = re.compile(rf"(?<![\w.~:/])/(?:tmp|root|home|Users|{HERE})/[\w.]")
REGISTRY_HOSTS = re.compile(r"registry\.npm" + r"js|pypi\.o" + r"rg|python" + r"hosted|npm" + r"js\.com")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
TEXT_SUFFIXES = {".py", ".md", ".toml", ".txt", ".json", ".mjs", ".js", ".html", ".yml", ".yaml", ".css", ".csv", ""}


@pytest.fixture(autouse=True)
def _git() -> None:
    require("git")


def example(source: str, path: str = "procflow/bpmn/example.py") -> house.Module:
    """Return *source* as a module of the package."""
    return house.parse(source, REPOSITORY / path)


def breaches(check: Callable[[house.Module], list[str]]) -> list[str]:
    """Return what *check* finds in the package."""
    return [found for module in house.package_modules() for found in check(module)]


def test_imports_go_down_the_floors() -> None:
    """A room imports rooms of lower floors alone, and every module is in a room."""
    assert [] == breaches(house.floor_breaches)


@pytest.mark.parametrize(
    "source",
    [
        "import procflow.engine",
        "from procflow import bpmn, engine",
        "from procflow.lint import check",
        "from ..procedure import Procedure",
        "def late():\n    from procflow.cli import main",
        "import procflow",
        "from procflow import read",
    ],
)
def test_an_upward_import_is_found(source: str) -> None:
    """An import to a higher floor is a breach wherever it stands and however it is written."""
    assert 1 == len(house.floor_breaches(example(source)))


def test_a_sibling_import_is_found() -> None:
    """A room does not import a room of its own floor."""
    module = example("from procflow.calendars import Calendar", "procflow/expressions/feel.py")

    assert ["procflow.expressions.feel:1 imports procflow.calendars.Calendar"] == house.floor_breaches(module)


@pytest.mark.parametrize("source", ["from procflow.errors import ModelError", "from . import reader", "import lxml"])
def test_a_downward_import_is_fine(source: str) -> None:
    """Lower floors, the own room and other distributions may be imported."""
    assert [] == house.floor_breaches(example(source))


def test_what_a_room_hands_on_is_for_users() -> None:
    """A name that a room gives on from a lower one is imported, inside the package, from the room it is of."""
    rooms = [
        module for module in house.package_modules() if module.name.count(".") == 1 and module.name == module.package
    ]
    handed_on = {
        f"{room.name}.{found.target.rpartition('.')[2]}"
        for room in rooms
        for found in house.imports(room)
        if found.target.startswith("procflow.") and not found.target.startswith(f"{room.name}.")
    }

    assert {"procflow.procedure.LimitUnit"} == handed_on
    assert [] == [
        f"{module.name}:{found.line} imports {found.target}"
        for module in house.package_modules()
        for found in house.imports(module)
        if found.target in handed_on
    ]


def test_a_module_outside_the_rooms_is_found() -> None:
    """A module that is in no room of the house is a breach."""
    module = example("", "procflow/utils.py")

    assert ["procflow.utils is in no room of the house"] == house.floor_breaches(module)


def test_one_package_alone_imports_the_engine_library() -> None:
    """SpiffWorkflow is imported in ``runtime/_spiff`` and nowhere else."""
    assert [] == breaches(house.engine_breaches)


def test_a_foreign_import_of_the_engine_library_is_found() -> None:
    """An import of SpiffWorkflow elsewhere is a breach."""
    module = example("from SpiffWorkflow.bpmn import BpmnWorkflow", "procflow/runtime/core.py")

    assert 1 == len(house.engine_breaches(module))


def test_private_names_stay_in_their_package() -> None:
    """No module imports a private name of a package it does not stand in."""
    assert [] == breaches(house.private_breaches)


def test_a_foreign_private_name_is_found() -> None:
    """A private module or name of another package is a breach, one of the own package or above it is not."""
    source = "from procflow.bpmn.reader import _x\nfrom procflow.bpmn._y import z\nfrom __future__ import annotations"

    assert 2 == len(house.private_breaches(example(source, "procflow/lint/rules/one.py")))
    assert [] == house.private_breaches(example(source, "procflow/bpmn/model/one.py"))


def test_no_text_becomes_code() -> None:
    """The package calls nothing that makes code, a module or an attribute look-up out of a text (invariant 3)."""
    assert [] == breaches(house.code_from_text)


@pytest.mark.parametrize("call", ["eval(text)", "exec(text)", "__import__(text)", "importlib.import_module(text)"])
def test_a_call_that_runs_text_is_found(call: str) -> None:
    """Each way to run a text is a breach; a regular expression may be compiled."""
    assert 1 == len(house.code_from_text(example(f"re.compile(text)\n{call}")))


def test_time_and_chance_come_from_outside() -> None:
    """Outside ``clock.py`` nothing reads the machine's clock or unseeded randomness (invariant 10)."""
    modules = [module for module in house.package_modules() if module.name != "procflow.clock"]

    assert [] == [found for module in modules for found in house.hidden_inputs(module)]


@pytest.mark.parametrize(
    "call", ["datetime.now(UTC)", "datetime.datetime.now()", "date.today()", "time.time()", "random.random()"]
)
def test_a_hidden_input_is_found(call: str) -> None:
    """Reading the machine's clock or global randomness is a breach; the injected ones are not."""
    source = f"clock.now()\nrandom.Random(seed)\n{call}"

    assert [f"procflow.bpmn.example:3 calls {call.partition('(')[0]}"] == house.hidden_inputs(example(source))


def test_nothing_is_oversized() -> None:
    """No Python module is longer than 600 lines, no function body longer than 60."""
    sources = [path for path in house.tracked_files() if path.suffix == ".py"]

    found = [found for path in sources for found in house.oversized(path.read_text("utf-8"), _shown(path))]

    assert [] == found


def test_an_oversized_body_is_found() -> None:
    """A body of 61 lines is too long, whatever its docstring; one of 60 is not."""
    body = "    x = 1\n" * 60
    sixty = f'def f():\n    """Say.\n\n    More.\n    """\n{body}'

    assert [] == house.oversized(sixty, "m")
    assert ["m:1 f has 61 lines"] == house.oversized(sixty + "    x = 2\n", "m")
    assert ["m has 601 lines"] == house.oversized("x = 1\n" * 601, "m")


def test_no_function_branches_too_often() -> None:
    """No function of the package has more than 12 branches: ifs, cases, loops, comprehensions and handlers."""
    assert [] == breaches(house.branchy)


def test_a_function_that_branches_too_often_is_found() -> None:
    """A function with 13 branches is a breach, one with 12 is not; what an inner function holds is its own."""
    twelve = "def f(a):\n    b = [x for x in a if x]\n    c = 1 if a else 2\n" + "    if a:\n        a = b\n" * 10
    inner = "    def g():\n        if a:\n            pass\n"

    assert [] == house.branchy(example(twelve + inner))
    assert ["procflow.bpmn.example:1 f has 13 branches"] == house.branchy(
        example(twelve + "    while a:\n        pass\n")
    )


def test_public_packages_list_their_names() -> None:
    """The ``__all__`` of each public package is sorted, free of repeats, and equals its public names."""
    wrong = {}
    for name in house.import_everything():
        module = importlib.import_module(name)
        if hasattr(module, "__path__") and "._" not in name:
            listed = list(getattr(module, "__all__", []))
            for public in listed:
                getattr(module, public)  # a name may be imported when it is first used
            if sorted(set(listed)) != sorted(listed) or _public_names(module) != set(listed):
                wrong[name] = sorted(_public_names(module) ^ set(listed))

    assert {} == wrong


def _public_names(module: types.ModuleType) -> set[str]:
    """Return the names of *module* without underscore, its own sub-modules and ``annotations`` apart."""
    return {
        name
        for name, value in vars(module).items()
        if not name.startswith("_")
        and not (isinstance(value, types.ModuleType) and value.__name__ == f"{module.__name__}.{name}")
        and name != "annotations"
    } | {name for name in getattr(module, "__all__", []) if name.startswith("__")}


def _error_classes() -> list[type[ProcflowError]]:
    house.import_everything()
    found = [ProcflowError]
    for cls in found:
        found.extend(sub for sub in cls.__subclasses__() if sub.__module__.startswith("procflow."))
    return found


def test_each_error_has_its_own_code() -> None:
    """Every class of the error tree sets a code of the form PFnnn that no other class has."""
    codes = [vars(cls).get("code", f"{cls.__name__} has none") for cls in _error_classes()]

    assert sorted(set(codes)) == sorted(codes)
    assert [] == [code for code in codes if not re.fullmatch(r"PF\d{3}", code)]


def test_each_code_has_its_heading() -> None:
    """The headings of the reference page of errors are the codes and classes of the tree, in order of code."""
    page = (REPOSITORY / "docs" / "reference" / "errors.md").read_text("utf-8")

    headings = re.findall(r"^## (PF\d{3} \w+)$", page, re.MULTILINE)

    assert sorted(f"{cls.code} {cls.__name__}" for cls in _error_classes()) == headings


def test_each_code_is_explained() -> None:
    """Each heading of the reference page of errors is followed by its meaning and by the next step."""
    page = (REPOSITORY / "docs" / "reference" / "errors.md").read_text("utf-8")
    sections = re.split(r"^## ", page, flags=re.MULTILINE)[1:]

    assert [] == [section.split("\n")[0] for section in sections if "\n**Next step:** " not in section]


@pytest.mark.parametrize("pattern", [MACHINE_PATHS, REGISTRY_HOSTS, MARKS], ids=["machine", "registry", "marks"])
def test_tracked_text_is_free_of(pattern: re.Pattern[str]) -> None:
    """No tracked text holds a path of one machine, the host of a package registry or a mark of unfinished work."""
    texts = [path for path in house.tracked_files() if path.suffix in TEXT_SUFFIXES]

    found = [f"{_shown(path)}: {hit[0]}" for path in texts for hit in pattern.finditer(path.read_text("utf-8"))]

    assert [] == found


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (MACHINE_PATHS, "see /" + "home/somebody/x"),
        (REGISTRY_HOSTS, "https://pypi." + "org/simple"),
        (MARKS, "# TO" + "DO later"),
    ],
    ids=["machine", "registry", "marks"],
)
def test_an_unwanted_text_is_found(pattern: re.Pattern[str], text: str) -> None:
    """Each pattern finds what it is for."""
    assert pattern.search(text)


def test_relative_links_of_pages_lead_somewhere() -> None:
    """Each relative link of a page outside ``docs/``, where MkDocs checks them, names a file or folder."""
    docs = REPOSITORY / "docs"
    pages = [path for path in house.tracked_files() if path.suffix == ".md" and not path.is_relative_to(docs)]

    broken = [
        f"{_shown(page)} -> {link}"
        for page in pages
        for link in LINK.findall(page.read_text("utf-8"))
        if "://" not in link and not link.startswith(("#", "mailto:"))
        if not (page.parent / link.partition("#")[0]).exists()
    ]

    assert [] == broken


def test_each_invariant_names_its_test() -> None:
    """The ten invariants of ARCHITECTURE.md are numbered 1 to 10, and each test file they link says so in its text."""
    page = (REPOSITORY / "ARCHITECTURE.md").read_text("utf-8").partition("## What must not break")[2]
    rows = re.findall(r"^\| (\d+) \|.*\|([^|]*)\|$", page, re.MULTILINE)

    assert [str(number) for number in range(1, 11)] == [number for number, _ in rows]
    linked = {number: re.findall(r"\]\((tests/[\w/]+\.py)\)", tests) for number, tests in rows}
    unmarked = [
        f"{path} does not say (invariant {number})"
        for number, paths in linked.items()
        for path in paths
        if f"(invariant {number})" not in (REPOSITORY / path).read_text("utf-8")
    ]

    assert all(linked.values())
    assert [] == unmarked


def _shown(path: Path) -> str:
    return str(path.relative_to(REPOSITORY))
