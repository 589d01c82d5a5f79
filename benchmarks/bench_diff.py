"""The diff of two versions beside the reading of one: as edited, moved as a whole, and drawn anew with all ids new."""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import quoteattr

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.bench_reading import medians, read_elements
from benchmarks.models import nested_blocks
from benchmarks.running import run
from procflow.bpmn import Definitions, Diff, FlowNode, diff, read

_SIZE, _SMALL, _LARGE = 2000, 500, 10_000
_EDITED = 0.05
# How often a step name stands in 562 steps of 67 approved internal procedures: 123 names once, 62 twice, ...
_USED = {1: 123, 2: 62, 3: 15, 4: 6, 5: 9, 6: 2, 7: 1, 8: 2, 9: 1, 10: 2, 11: 4, 13: 2, 17: 1, 21: 1, 29: 1}
_VERBS = ("Tiếp nhận", "Kiểm tra", "Thẩm định", "Xem xét", "Phê duyệt", "Đóng dấu", "Trả", "Lấy ý kiến", "Dự thảo")
_NOUNS = ("hồ sơ", "kết quả", "văn bản", "quyết định", "tờ trình", "phiếu chuyển", "giấy phép", "thông báo")
_WHERE = ("của Phòng", "của Sở", "của Ủy ban", "tại Bộ phận Một cửa")
_ID = re.compile(r'(?<= )(id|sourceRef|targetRef|bpmnElement|default)="([^"]*)"')
_LISTED = re.compile(r"<bpmn:(incoming|outgoing|flowNodeRef)>([^<]*)<")
_STEP = re.compile(r'(<bpmn:userTask id="[^"]*") name="[^"]*"')
_GATEWAY = re.compile(r'(<bpmn:(?:exclusive|parallel)Gateway id="[^"]*") name="[^"]*"')
_X = re.compile(r' x="(\d+)"')


def step_names(rng: random.Random) -> list[str]:
    """Return step names, each as often as one stands in real procedures."""
    plain = [f"{verb} {noun} {where}" for verb in _VERBS for noun in _NOUNS for where in _WHERE]
    rng.shuffle(plain)
    counts = [count for count, names in _USED.items() for _ in range(names)]
    return [name for name, count in zip(plain, counts, strict=False) for _ in range(count)]


def named_as_in_real_data(raw: bytes, rng: random.Random) -> str:
    """Return the model with step names drawn from real frequencies, and gateways without a name."""
    names = step_names(rng)
    text = _STEP.sub(lambda found: f"{found[1]} name={quoteattr(rng.choice(names))}", raw.decode())
    return _GATEWAY.sub(r"\1", text)


def edited(text: str, rng: random.Random) -> str:
    """Return the model with a new name, limit or duty at five of a hundred steps."""
    edits: tuple[Callable[[str], str], ...] = (
        lambda step: re.sub(' name="[^"]*"', ' name="Lấy ý kiến Hội đồng"', step, count=1),
        lambda step: step.replace('value="1"', 'value="3"'),
        lambda step: step.replace('value="working-day"', 'value="calendar-day"'),
    )

    def edit(found: re.Match[str]) -> str:
        return rng.choice(edits)(found[0]) if rng.random() < _EDITED else found[0]

    return re.sub(r"<bpmn:userTask .*?</bpmn:userTask>", edit, text, flags=re.DOTALL)


def restructured(text: str, rng: random.Random) -> str:
    """Return the model with a step put before or taken from two of a hundred flows, the rest of five edited."""
    steps = dict.fromkeys(re.findall(r'<bpmn:userTask id="([^"]*)"', text))
    chosen = [step for step in steps if rng.random() < _EDITED / 2]
    for number, step in enumerate(chosen):
        text = _without(text, step) if number % 2 else _with_step_before(text, step, number)
    return edited(text, rng)


def _with_step_before(text: str, step: str, number: int) -> str:
    new, flow = f"added{number}", f"addedFlow{number}"
    text = re.sub(rf'targetRef="{step}"', f'targetRef="{new}"', text)
    made = f'<bpmn:userTask id="{new}" name="Lấy ý kiến bổ sung" />\n    <bpmn:sequenceFlow id="{flow}" '
    made += f'sourceRef="{new}" targetRef="{step}" />\n    '
    return text.replace(f'<bpmn:userTask id="{step}"', f'{made}<bpmn:userTask id="{step}"', 1)


def _without(text: str, step: str) -> str:
    following = re.search(rf'<bpmn:sequenceFlow id="([^"]*)" sourceRef="{step}" targetRef="([^"]*)" />\s*', text)
    if following is None:
        return text
    text = text.replace(following[0], "").replace(f'targetRef="{step}"', f'targetRef="{following[2]}"')
    for gone in (step, following[1]):
        text = re.sub(rf"\s*<bpmn:(incoming|outgoing|flowNodeRef)>{gone}</bpmn:\1>", "", text)
        text = re.sub(
            rf'\s*<bpmndi:BPMN(Shape|Edge) id="[^"]*" bpmnElement="{gone}">.*?</bpmndi:BPMN\1>',
            "",
            text,
            flags=re.DOTALL,
        )
    return re.sub(rf'\s*<bpmn:userTask id="{step}".*?</bpmn:userTask>', "", text, count=1, flags=re.DOTALL)


def moved(text: str) -> str:
    """Return the model with everything drawn elsewhere."""
    return _X.sub(lambda found: f' x="{int(found[1]) + 7}"', text)


def redrawn(text: str, rng: random.Random) -> tuple[str, dict[str, str]]:
    """Return the model with every id new and everything elsewhere, and the new id of each."""
    ids = re.findall(r' id="([^"]*)"', text)
    numbers = list(range(len(ids)))
    rng.shuffle(numbers)
    new = {old: f"Element_{number}" for old, number in zip(ids, numbers, strict=True)}
    text = _ID.sub(lambda found: f'{found[1]}="{new.get(found[2], found[2])}"', text)
    return moved(_LISTED.sub(lambda found: f"<bpmn:{found[1]}>{new[found[2]]}<", text)), new


def share_matched(old: Definitions, new: Definitions, found: Diff, ids: dict[str, str]) -> tuple[float, float]:
    """Return which part of the nodes of both versions is matched, and which part with the node it really is."""
    kept = [node.id for node in old.elements(FlowNode) if new.get(ids.get(node.id, "")) is not None]
    right = sum(found.matched.get(node) == ids[node] for node in kept)
    return sum(node in found.matched for node in kept) / len(kept), right / len(kept)


def versions(size: int, repeats: int) -> list[str]:
    """Print the cost of each kind of new version beside reading one, and return the lines of those over their bound."""
    rng = random.Random(size)  # noqa: S311 - a model, no secret
    text = named_as_in_real_data(nested_blocks(size), rng)
    repeated = Counter(Counter(re.findall(r'<bpmn:userTask id="[^"]*" name="([^"]*)"', text)).values())
    print(f"{size} nodes; step names that stand once: {repeated[1]}, more often: {repeated.total() - repeated[1]}")
    old = read(text.encode())
    anew, ids = redrawn(text, rng)
    changed = restructured(text, rng)
    changed_anew, changed_ids = redrawn(changed, rng)
    texts = {
        "5 % edited": edited(text, rng),
        "restructured": changed,
        "moved as a whole": moved(text),
        "redrawn": anew,
        "redrawn, 5 % edited": changed_anew,
    }
    models = {name: read(new.encode()) for name, new in texts.items()}
    works = [lambda new=new: diff(old, new) for new in models.values()]
    raw = text.encode()
    alone, reading, *costs = medians(repeats, lambda: read(raw), lambda: read_elements(raw), *works)
    print(f"reading every element {reading * 1e3:.1f} ms, of this before one is asked {alone * 1e3:.1f} ms")
    missed: list[str] = []
    for (name, new), cost in zip(models.items(), costs, strict=True):
        bound = 2.0 if "redrawn" in name else 1.0
        line = f"{name:20s} {cost / reading:5.2f} x reading (at most {bound:g}; {cost * 1e3:.1f} ms, "
        line += f"{cost / alone:.2f} x reading before any element is asked)"
        if "redrawn" in name:
            share, right = share_matched(old, new, diff(old, new), ids if name == "redrawn" else changed_ids)
            line += f", {100 * share:.1f} % of the nodes matched, {100 * right:.1f} % rightly (at least 95)"
            missed += [line] if right < 0.95 else []
        print(line)
        missed += [line] if cost > bound * reading and line not in missed else []
    return missed


def growth(small: int, large: int, repeats: int) -> list[str]:
    """Print the cost per node of a large model beside that of a small one; return the bounds that are missed."""
    missed: list[str] = []
    for name in ("edited", "redrawn"):
        works = []
        for size in (small, large):
            rng = random.Random(size)  # noqa: S311 - a model, no secret
            text = named_as_in_real_data(nested_blocks(size), rng)
            new = edited(text, rng) if name == "edited" else redrawn(text, rng)[0]
            pair = read(text.encode()), read(new.encode())
            works.append(lambda pair=pair: diff(*pair))
        costs = medians(repeats, *works)
        ratio = (costs[1] / large) / (costs[0] / small)
        line = f"{name:20s} {ratio:5.2f} x the cost per node at {large:,} nodes as at {small:,} (at most 1.5)"
        print(line)
        missed += [line] if ratio > 1.5 else []
    return missed


def measure(smoke: bool, repeats: int) -> list[str]:  # noqa: FBT001 - as each benchmark is run
    """Measure the diff of versions, and how its cost grows."""
    missed = versions(60 if smoke else _SIZE, repeats)
    return missed + growth(20 if smoke else _SMALL, 60 if smoke else _LARGE, repeats)


if __name__ == "__main__":
    sys.exit(run(__doc__, measure))
