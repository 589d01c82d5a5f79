"""What the documentation makes by itself: navigation, indexes, a page for each package, pictures of the rules."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import griffe
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from procflow.bpmn import layout, read
from procflow.lint import lint
from procflow.render import render

DOCS = Path(__file__).parent
PACKAGE = DOCS.parent / "procflow"
SECTIONS = {
    "tutorial": ("Tutorial", "From an approved table to a finished dossier, step by step."),
    "how-to": ("How-to", "One task on each page."),
    "rules": ("Rules", "What `procflow lint` looks for; each rule with a wrong and a right example."),
    "reference": ("Reference", "Names, arguments, codes."),
    "explanation": ("Explanation", "Why it is built this way."),
    "decisions": (
        "Decisions",
        "One numbered page for each decision that another team could question: what, why, and how it is checked.",
    ),
}

# What stands around an example of a rule, and the examples of a page: the wrong one and the right one.
OPENING = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" '
    'xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" '
    'targetNamespace="urn:example">'
)
EXAMPLE = re.compile(r"## (Wrong|Right)\n\n```xml\n(.*?)```\n", re.DOTALL)

# Rooms in a room that users import from by their own name.
INNER_ROOMS = ("bpmn/soundness", "bpmn/structure")

# Sections with more pages than a menu can hold.
INDEX_ALONE = frozenset({"rules"})


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Set the navigation from what the folders hold."""
    config.nav = [{"Home": "index.md"}]
    for folder, (title, _) in SECTIONS.items():
        listed = [] if folder in INDEX_ALONE else _pages(folder)
        config.nav.append({title: [f"{folder}/index.md", *(f"{folder}/{name}" for name in listed)]})
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the index of each section, the page of each public package and the pictures of the rules."""
    for folder, (title, purpose) in SECTIONS.items():
        entries = [f"- [{_heading(folder, name)}]({name})" for name in _pages(folder)]
        text = "\n".join([f"# {title}", "", purpose, "", *entries, ""])
        files.append(File.generated(config, f"{folder}/index.md", content=text))
    for module in _public_modules():
        text = f"# {module}\n\n::: {module}\n    options:\n      show_root_heading: false\n"
        files.append(File.generated(config, f"reference/{module}.md", content=text))
    for place, svg in _pictures():
        files.append(File.generated(config, place, content=svg))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the picture of each example of a rule above its text."""
    del config, files
    folder, _, name = page.file.src_uri.partition("/")
    rule = name.removesuffix(".md")
    return EXAMPLE.sub(lambda found: _pictured(rule, found), markdown) if folder == "rules" else markdown


def picture(rule: str, example: str) -> str:
    """Return an example of a rule as SVG, drawn as it says or laid out; what the rule finds bears the badge 1."""
    model = read(f"{OPENING}{example}</definitions>".encode())
    if not model.diagrams:
        layout(model)
    marked = {finding.element_id: 1.0 for finding in lint(model, rule) if finding.element_id}
    return render(model, overlays=marked, title=rule)


class Examples(griffe.Extension):
    """Lets griffe see the section ``Example:`` of a docstring as code and not as prose."""

    def on_object(self, *, obj: griffe.Object, **_: object) -> None:
        """Rename the section of one object."""
        if obj.docstring is not None:
            obj.docstring.value = obj.docstring.value.replace("\nExample:\n", "\nExamples:\n")


def _pictures() -> Iterator[tuple[str, str]]:
    """Yield the place and the text of each picture of a rule."""
    for path in sorted((DOCS / "rules").glob("*.md")):
        for found in EXAMPLE.finditer(path.read_text("utf-8")):
            yield f"rules/{_place(path.stem, found)}", picture(path.stem, found[2])


def _place(rule: str, example: re.Match[str]) -> str:
    return f"pictures/{rule}-{example[1].lower()}.svg"


def _pictured(rule: str, example: re.Match[str]) -> str:
    return f"## {example[1]}\n\n![{rule}: {example[1].lower()}]({_place(rule, example)})\n\n```xml\n{example[2]}```\n"


def _pages(folder: str) -> list[str]:
    written = sorted(path.name for path in (DOCS / folder).glob("*.md"))
    return [*written, *(f"{module}.md" for module in _public_modules())] if folder == "reference" else written


def _heading(folder: str, name: str) -> str:
    path = DOCS / folder / name
    if not path.exists():
        return name.removesuffix(".md")
    found = re.search(r"^# (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return found[1] if found else name


def _public_modules() -> list[str]:
    return sorted(_find_public_modules())


def _find_public_modules() -> Iterator[str]:
    """Yield the package and each room of it that has public names."""
    rooms = [PACKAGE / "__init__.py", *PACKAGE.glob("*/__init__.py"), *PACKAGE.glob("[a-z]*.py")]
    for path in [*rooms, *(PACKAGE / inner / "__init__.py" for inner in INNER_ROOMS)]:
        if _has_public_names(path):
            yield ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


def _has_public_names(path: Path) -> bool:
    tree = ast.parse(path.read_text("utf-8"))
    if path.name != "__init__.py":
        return True
    for node in tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(target, ast.Name) and target.id == "__all__":
            return bool(getattr(getattr(node, "value", None), "elts", []))
    return False
