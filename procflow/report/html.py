"""The report as one HTML file: no script, no font and no picture from elsewhere."""

from __future__ import annotations

from datetime import datetime
from importlib.metadata import version
from zoneinfo import ZoneInfo

import jinja2

from procflow.report.content import Content
from procflow.report.words import WORDS, Words
from procflow.wording import Language

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def html_report(content: Content, language: Language = "vi") -> str:
    """
    Return the report as one HTML page that needs nothing else.

    Every text of a model is escaped; only pictures, drawn here, stand in it as markup.

    Args:
        content: What it shows.
        language: Language of headings.
    """
    words = WORDS[language]
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("procflow.report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["instant"] = local_time
    macros = environment.get_template("macros.html.j2").module
    environment.globals.update({"grid": vars(macros)["grid"], "picture": vars(macros)["picture"]})
    return environment.get_template("report.html.j2").render(
        content=content,
        cards=content.cards,
        lint_rows=content.lint,
        w=words,
        sections=list(_sections(content, words)),
        css=environment.get_template("report.css").render(),
        version=version("procflow"),
    )


def local_time(instant: datetime) -> str:
    """Return *instant* as it is written in Viet Nam: hour, minute, day, month, year."""
    return f"{instant.astimezone(_ZONE):%H:%M %d/%m/%Y}"


def _sections(content: Content, words: Words) -> list[tuple[str, str]]:
    twins = [(f"twin-{n}", f"{words.twin} {n}") for n in range(1, len(content.twins) + 1)]
    optional = [
        ("table", words.table, content.table),
        ("dossier", words.dossier.rstrip(":"), content.dossier),
        ("coverage", words.coverage, content.coverage),
        ("files", words.files, content.files),
    ]
    shown = {anchor: text for anchor, text, part in optional if part}
    head = [
        ("summary", words.summary),
        *_named("table", shown),
        ("lint", words.lint),
        *twins,
        ("targets", words.targets),
    ]
    return [*head, *_named("dossier", shown), *_named("coverage", shown), *_named("files", shown)]


def _named(anchor: str, shown: dict[str, str]) -> list[tuple[str, str]]:
    return [(anchor, shown[anchor])] if anchor in shown else []
