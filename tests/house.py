"""Read the repository's own sources: who imports whom, how large things are, what they call."""

from __future__ import annotations

import ast
import functools
import importlib
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.support import REPOSITORY

FLOORS: tuple[frozenset[str], ...] = (
    frozenset({"encodings", "errors"}),
    frozenset({"checked", "clock", "files", "quantity", "wording", "xml"}),
    frozenset({"bpmn"}),
    frozenset({"expressions", "calendars", "plans"}),
    frozenset({"procedure"}),
    frozenset({"eventlog"}),
    frozenset({"lint", "render"}),
    frozenset({"documents"}),
    frozenset({"runtime", "analysis", "tables"}),
    frozenset({"engine", "simplify", "qms"}),
    frozenset({"report"}),
    frozenset({"cli"}),
    frozenset({"__init__", "__main__"}),
)
ENGINE_LIBRARY = "SpiffWorkflow"
ENGINE_ROOM = "procflow.runtime._spiff"
FORBIDDEN_CALLS = frozenset({"eval", "exec", "compile", "__import__"})
FORBIDDEN_ATTRIBUTES = frozenset(
    {
        "importlib.import_module",
        "import_module",
        "builtins.eval",
        "builtins.exec",
        "operator.attrgetter",
        "operator.methodcaller",
    }
)
# Modules that may import by name, with where the name comes from.
IMPORTS_BY_NAME = {
    "procflow.lint.registry": "the file names of the rules, found in the package itself",
    "procflow": "its own table of names and rooms",
    "procflow.cli.app": "its own table of commands and modules",
}
CLOCK_READS = frozenset(
    f"{prefix}{name}"
    for name in ("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns")
    for prefix in ("", "datetime.")
)
MAX_MODULE_LINES = 600
MAX_FUNCTION_LINES = 60
MAX_BRANCHES = 12
BRANCHES = (
    ast.If,
    ast.IfExp,
    ast.For,
    ast.AsyncFor,
    ast.While,
    ast.comprehension,
    ast.ExceptHandler,
    ast.match_case,
)


class Module(NamedTuple):
    """A source file of the package."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def package(self) -> str:
        """Name of the package the module stands in; a package stands in itself."""
        return self.name if self.path.name == "__init__.py" else self.name.rpartition(".")[0]


class Import(NamedTuple):
    """A dotted name that a module imports; *line* is where."""

    target: str
    line: int


@functools.cache
def tracked_files() -> tuple[Path, ...]:
    """Return every file that git tracks and that lies in the checkout."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=True, text=True)
    paths = (REPOSITORY / name for name in listed.stdout.split("\0") if name)
    return tuple(path for path in paths if path.is_file())


@functools.cache
def package_modules() -> tuple[Module, ...]:
    """Return every tracked module of the package, parsed."""
    root = REPOSITORY / "procflow"
    return tuple(
        parse(path.read_text("utf-8"), path)
        for path in tracked_files()
        if path.suffix == ".py" and path.is_relative_to(root)
    )


def parse(source: str, path: Path) -> Module:
    """Return *source* as the module that *path*, below the repository, would be."""
    parts = path.relative_to(REPOSITORY).with_suffix("").parts
    return Module(".".join(parts).removesuffix(".__init__"), path, ast.parse(source))


def imports(module: Module) -> Iterator[Import]:
    """Yield every dotted name *module* imports, at its top or inside a function, relative ones resolved."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(module, node)
            yield from (Import(f"{base}.{alias.name}", node.lineno) for alias in node.names)


def _absolute(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parts = module.package.split(".")
    kept = parts[: len(parts) - node.level + 1]
    return ".".join([*kept, node.module] if node.module else kept)


def room(dotted: str) -> str:
    """Return the room a dotted name of the package lies in; the package itself is ``__init__``."""
    parts = dotted.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def floor(name: str) -> int | None:
    """Return the number of the floor the room *name* is on, or None for a name that is no room."""
    return next((number for number, rooms in enumerate(FLOORS) if name in rooms), None)


def floor_breaches(module: Module) -> list[str]:
    """Return the imports of *module* that do not go to a lower floor or stay in its room."""
    own = floor(room(module.name))
    if own is None:
        return [f"{module.name} is in no room of the house"]
    found = []
    for target, line in imports(module):
        if target.split(".")[0] != "procflow":
            continue
        there = floor(room(target))
        if there is None:
            there = floor("__init__")
        if room(target) != room(module.name) and (there is None or there >= own):
            found.append(f"{module.name}:{line} imports {target}")
    return found


def private_breaches(module: Module) -> list[str]:
    """Return the imports of *module* that reach a private name of a package it does not stand in."""
    found = []
    for target, line in imports(module):
        parts = target.split(".")
        private = next((n for n, part in enumerate(parts) if part.startswith("_") and not part.startswith("__")), None)
        if parts[0] != "procflow" or private is None:
            continue
        owner = ".".join(parts[:private])
        if any(known.name == owner and known.path.name != "__init__.py" for known in package_modules()):
            owner = owner.rpartition(".")[0]
        if not f"{module.package}.".startswith(f"{owner}."):
            found.append(f"{module.name}:{line} imports {target}")
    return found


def engine_breaches(module: Module) -> list[str]:
    """Return the imports of SpiffWorkflow outside the one package that may have it."""
    if f"{module.name}.".startswith(f"{ENGINE_ROOM}."):
        return []
    return [
        f"{module.name}:{line} imports {target}"
        for target, line in imports(module)
        if target.split(".")[0] == ENGINE_LIBRARY
    ]


def calls(module: Module) -> Iterator[tuple[str, int]]:
    """Yield the dotted name and line of every call of *module* whose callee is a plain dotted name."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and (name := _dotted(node.func)):
            yield name, node.lineno


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (base := _dotted(node.value)):
        return f"{base}.{node.attr}"
    return ""


def code_from_text(module: Module) -> list[str]:
    """Return the calls of *module* that make code, a module or an attribute look-up out of a text."""
    forbidden = FORBIDDEN_CALLS | FORBIDDEN_ATTRIBUTES
    if module.name in IMPORTS_BY_NAME:
        forbidden -= {"importlib.import_module", "import_module"}
    return [f"{module.name}:{line} calls {name}" for name, line in calls(module) if name in forbidden]


def hidden_inputs(module: Module) -> list[str]:
    """Return the calls of *module* that read the machine's clock or unseeded randomness."""
    return [
        f"{module.name}:{line} calls {name}"
        for name, line in calls(module)
        if name in CLOCK_READS or (name.startswith(("random.", "secrets.")) and name != "random.Random")
    ]


def oversized(source: str, name: str) -> list[str]:
    """Return the modules and function bodies of *source* that are larger than they may ever be."""
    lines = len(source.splitlines())
    found = [f"{name} has {lines} lines"] if lines > MAX_MODULE_LINES else []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None and len(node.body) > 1 else node.body
            length = (node.end_lineno or 0) - body[0].lineno + 1
            if length > MAX_FUNCTION_LINES:
                found.append(f"{name}:{node.lineno} {node.name} has {length} lines")
    return found


def branchy(module: Module) -> list[str]:
    """Return the functions of *module* with more branches than a reader keeps in mind, comprehensions counted, too."""
    functions = [node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    counts = {node: sum(isinstance(part, BRANCHES) for part in _own_parts(node)) for node in functions}
    return [
        f"{module.name}:{node.lineno} {node.name} has {count} branches"
        for node, count in counts.items()
        if count > MAX_BRANCHES
    ]


def _own_parts(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.AST]:
    """Yield what stands in *function*, but not what stands in the functions and classes inside it."""
    waiting: list[ast.AST] = [*function.body]
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            waiting.extend(ast.iter_child_nodes(node))


@functools.cache
def import_everything() -> tuple[str, ...]:
    """Import every tracked module of the package but its command-line start, and return their names."""
    kept = tuple(module.name for module in package_modules() if not module.name.endswith("__main__"))
    for name in kept:
        importlib.import_module(name)
    return kept
