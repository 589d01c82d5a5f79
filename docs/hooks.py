"""What the documentation makes by itself: navigation, the index of each section, a page for each public package."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import griffe
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

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
    """Add the index of each section and the page of each public package."""
    for folder, (title, purpose) in SECTIONS.items():
        entries = [f"- [{_heading(folder, name)}]({name})" for name in _pages(folder)]
        text = "\n".join([f"# {title}", "", purpose, "", *entries, ""])
        files.append(File.generated(config, f"{folder}/index.md", content=text))
    for module in _public_modules():
        text = f"# {module}\n\n::: {module}\n    options:\n      show_root_heading: false\n"
        files.append(File.generated(config, f"reference/{module}.md", content=text))
    return files


class Examples(griffe.Extension):
    """Lets griffe see the section ``Example:`` of a docstring as code and not as prose."""

    def on_object(self, *, obj: griffe.Object, **_: object) -> None:
        """Rename the section of one object."""
        if obj.docstring is not None:
            obj.docstring.value = obj.docstring.value.replace("\nExample:\n", "\nExamples:\n")


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
    for path in [PACKAGE / "__init__.py", *PACKAGE.glob("*/__init__.py"), *PACKAGE.glob("[a-z]*.py")]:
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
