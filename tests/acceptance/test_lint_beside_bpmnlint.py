"""The rules that bpmnlint and Camunda's plugin for it also have give the same verdict on the same files."""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from lxml import etree

from procflow.bpmn import BoundaryEvent, Definitions, Element, Participant, Process, read, write
from procflow.bpmn.namespaces import bpmn
from procflow.errors import ProcflowError
from procflow.lint import PLATFORMS, all_rules, lint
from procflow.tables import read_table
from tests.acceptance import table_builder
from tests.modeler.linter import Pair, Verdict, bpmnlint
from tests.strategies import mutant
from tests.support import REPOSITORY, SEED, models, require, samples, shared_path

pytestmark = pytest.mark.timeout(1800)

BPMNLINT = [
    "ad-hoc-sub-process",
    "conditional-event",
    "conditional-flows",
    "end-event-required",
    "event-based-gateway",
    "event-sub-process-typed-start-event",
    "fake-join",
    "global",
    "label-required",
    "link-event",
    "no-bpmndi",
    "no-complex-gateway",
    "no-disconnected",
    "no-duplicate-sequence-flows",
    "no-gateway-join-fork",
    "no-implicit-end",
    "no-implicit-split",
    "no-implicit-start",
    "no-inclusive-gateway",
    "no-overlapping-elements",
    "single-blank-start-event",
    "single-event-definition",
    "standard-size",
    "start-event-required",
    "sub-process-blank-start-event",
    "superfluous-gateway",
    "superfluous-label",
    "superfluous-termination",
]
# The plugin's rules for connectors and agents, and those that say nothing about its versions 7.24 and 8.9;
# feel asks for the whole of FEEL.
LEFT_OUT = {
    "agent-fromai-contract",
    "agent-tool-documentation",
    "agent-tool-output-key",
    "connector-properties",
    "feel",
}
RENAMED = {"link-event": "camunda-link-event", "ad-hoc-sub-process": "camunda-ad-hoc-sub-process"}
ACCEPTED = json.loads(Path(__file__).with_name("lint_differences.json").read_text("utf-8"))
FIXTURES = REPOSITORY / "tests" / "unit" / "lint"
MOST_ACCEPTED = 0.01
LEFT_OUT_OF_THE_MODEL = "what makes no sense is left out of procflow's model, and the rule whole-model tells it"


@dataclass
class Tally:
    """How many pairs are equal, and which differ with and without a reason."""

    equal: int = 0
    accepted: Counter[str] = field(default_factory=Counter)
    others: list[tuple[str, str, str, str]] = field(default_factory=list)

    def add(self, path: Path, model: Definitions, config: str, verdict: Verdict) -> None:
        """Compare one file under one configuration."""
        mine, theirs = own_pairs(model, config), their_pairs(verdict, config)
        mine = {pair for pair in mine if pair[0] not in verdict.failed}
        self.equal += len(mine & theirs)
        for pair in sorted(mine ^ theirs):
            reason = reason_for(pair, model, verdict)
            if reason:
                self.accepted[reason] += 1
            else:
                self.others.append((config, path.name, *pair))

    @property
    def share(self) -> float:
        """The share of accepted differences among all pairs."""
        differing = self.accepted.total() + len(self.others)
        return differing / max(1, self.equal + differing)


def own_pairs(model: Definitions, config: str) -> set[Pair]:
    """Return rule and element id of what procflow finds under a configuration."""
    if config == "bpmnlint":
        found = lint(model, BPMNLINT)
    else:
        names = [rule.name for rule in all_rules().values() if rule.platform == config]
        # The plugin for Camunda 8 also asks for this rule of bpmnlint.
        found = lint(model, [*names, *(["start-event-required"] if config == "camunda-8.9" else [])])
    return {(finding.rule, finding.element_id) for finding in found}


def their_pairs(verdict: Verdict, config: str) -> set[Pair]:
    """Return what bpmnlint found, by procflow's names of the rules."""
    if config == "bpmnlint":
        return set(verdict.pairs)
    return {(RENAMED.get(rule, rule), element) for rule, element in verdict.pairs if rule not in LEFT_OUT}


def reason_for(pair: Pair, model: Definitions, verdict: Verdict) -> str:
    """Return why a pair may differ, empty if no reason is listed."""
    element = model.get(pair[1])
    if any(flaw.element is element for flaw in model.flaws):
        return LEFT_OUT_OF_THE_MODEL
    for row in ACCEPTED:
        warned = "warning" in row and any(row["warning"] in text for text in verdict.warnings)
        unnamed = row.get("element") == pair[1]
        suppressed = element is not None and row.get("property") in element.properties
        unmarked = row.get("unmarked") == pair[0] and _is_unmarked_tower(element, model)
        nested = row.get("rule") == pair[0] and _is_nested_event(element, row["trigger"])
        if warned or unnamed or suppressed or unmarked or nested:
            return str(row["reason"])
    return ""


def _is_unmarked_tower(element: Element | None, model: Definitions) -> bool:
    """Return whether this is a pool higher than wide of which the file does not say which way it runs."""
    shape = model.shape(element.id) if isinstance(element, Participant) else None
    return shape is not None and shape.is_horizontal is None and shape.bounds.height > shape.bounds.width


def _is_nested_event(element: Element | None, trigger: str) -> bool:
    if not isinstance(element, BoundaryEvent) or isinstance(element.container, Process):
        return False
    return trigger in element.triggers


def compare(paths: Sequence[Path], folder: Path) -> Tally:
    """Return what the two say about the files that both read."""
    tally = Tally()
    for path, verdicts in zip(paths, bpmnlint(paths, folder), strict=True):
        try:
            model = read(path)
        except ProcflowError:
            continue
        for config, verdict in verdicts.items():
            if not verdict.error:
                tally.add(path, model, config, verdict)
    sys.stdout.write(f"{len(paths)} files: {tally.equal} pairs equal, accepted {dict(tally.accepted)}\n")
    return tally


def miwg() -> list[Path]:
    """Return the files of the interchange group."""
    require("shared")
    return sorted(shared_path("data", "miwg").glob("*/*.bpmn"))


def every(n_files: int, paths: Sequence[Path]) -> Sequence[Path]:
    """Return about *n_files* of the paths, evenly."""
    return paths[:: max(1, len(paths) // n_files)]


def test_models_of_seven_tools_and_our_own(tmp_path: Path) -> None:
    """On every file of the interchange group and every model of the repository each verdict is the same."""
    tally = compare([*every(samples(40, 10_000), miwg()), *models()], tmp_path)

    assert [] == tally.others
    assert tally.share <= samples(5, 1) * MOST_ACCEPTED
    assert tally.equal > samples(1_000, 4_000)


def test_imported_tables(tmp_path: Path) -> None:
    """On the models of approved tables each verdict is the same."""
    require("shared")
    rows = table_builder.load(shared_path("data", "procedures.jsonl"))
    paths = []
    for row in every(samples(5, 10_000), rows):
        table = tmp_path / f"{row['id']}.docx"
        table.write_bytes(table_builder.build_docx(row, table_builder.layouts(row, SEED)))
        paths.append(tmp_path / f"{row['id']}.bpmn")
        write(read_table(table).procedure.to_bpmn(), paths[-1])
    tally = compare(paths, tmp_path)

    assert [] == tally.others
    assert not tally.accepted
    assert tally.equal > samples(5, 500)


def test_mutated_files(tmp_path: Path) -> None:
    """On files with random damage each verdict is the same but for listed reasons, at most one in a hundred."""
    rng = random.Random(SEED)  # noqa: S311 - test data, no secret
    sources = [*miwg(), *models()]
    paths: list[Path] = []
    while len(paths) < samples(40, 500):
        raw = mutant(rng, rng.choice(sources).read_bytes())
        if is_whole(raw):
            paths.append(tmp_path / f"{len(paths)}.bpmn")
            paths[-1].write_bytes(raw)
    tally = compare(paths, tmp_path)

    assert [] == tally.others, f"seed {SEED}: {tally.others}"
    assert tally.share <= (MOST_ACCEPTED if len(paths) >= 500 else 5 * MOST_ACCEPTED), f"seed {SEED}"


def test_fixtures_of_every_rule(tmp_path: Path) -> None:
    """On what each rule of procflow is shown by, wrong and right, each verdict is the same."""
    paths = []
    for path in sorted(FIXTURES.glob("*/*.bpmn")):
        paths.append(tmp_path / f"{path.parent.name}-{path.name}")
        paths[-1].write_bytes(with_lists(path))
    tally = compare(paths, tmp_path)
    listed = [row["reason"] for row in ACCEPTED if "property" in row or "rule" in row]

    assert [] == tally.others
    assert set(tally.accepted) <= {*listed, LEFT_OUT_OF_THE_MODEL}


def is_whole(raw: bytes) -> bool:
    """Return whether procflow reads the file, and leaves nothing in it out of the model."""
    try:
        return not read(raw).flaws
    except ProcflowError:
        return False


def with_lists(path: Path) -> bytes:
    """Return the file with the flows of each element listed in it, as Modeler would; as it is if it has lists."""
    tree = etree.parse(path)
    if next(tree.iter(bpmn("incoming"), bpmn("outgoing")), None) is None:
        nodes = {node.get("id"): node for node in tree.iter(etree.Element)}
        for flow in tree.iter(bpmn("sequenceFlow")):
            for end, tag in (("sourceRef", "outgoing"), ("targetRef", "incoming")):
                if flow.get(end) in nodes:
                    etree.SubElement(nodes[flow.get(end)], bpmn(tag)).text = flow.get("id")
    return etree.tostring(tree, encoding="UTF-8", xml_declaration=True)


def test_every_rule_of_a_platform_is_compared() -> None:
    """Each configuration that is compared has rules, and each of its rules names one."""
    platforms: Iterable[str] = (rule.platform for rule in all_rules().values() if rule.platform)

    assert set(PLATFORMS) == set(platforms)
    assert set(BPMNLINT) <= set(all_rules())
