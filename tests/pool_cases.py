"""Small pools of which docs/explanation/semantics.md says which receivers no message reaches."""

from __future__ import annotations

from procflow.bpmn import Definitions, read
from tests.diagrams import diagram
from tests.soundness_cases import nested

ASKS = "start s\nsend a\nreceive b\nend e\ns -> a -> b -> e"
ANSWERS = "start t message=m\nuser c\nend f\nt -> c -> f"

# Two pools, the message flows from receiver to sender, and the receivers that no message reaches.
POOLS: dict[str, tuple[str, str, dict[str, str], set[str]]] = {
    "asked and answered": (ASKS, ANSWERS, {"t": "a", "b": "f"}, set()),
    "each waits for the other": (ASKS, ANSWERS, {"t": "e", "b": "f"}, {"b", "t"}),
    "from outside": (ASKS, ANSWERS, {"t": "a", "b": "outside"}, set()),
    "from the pool itself": (ASKS, ANSWERS, {"t": "a", "b": "poolB"}, set()),
    "without flows": (ASKS, ANSWERS, {}, set()),
    "an end that is not reached": (ASKS, ANSWERS.replace("c -> f", "c"), {"t": "a", "b": "f"}, {"b"}),
    "an answer that may not come": (
        ASKS,
        "start t message=m\nxor x\nend f\nend g\nt -> x -> f\nx -> g",
        {"t": "a", "b": "f"},
        {"b"},
    ),
    "behind a gateway": (
        ASKS,
        "start t\nevents h\ncatch c message=m\ncatch d message=n\nt -> h -> c\nh -> d",
        {"c": "e", "d": "e", "b": "c"},
        {"b", "c", "d"},
    ),
    "a timer helps": (ASKS, "start t\nreceive c\nboundary o on=c timer\nt -> c", {"c": "b"}, set()),
    "a task that does not wait": (ASKS, "start t\nuser c\nend f\nt -> c -> f", {"c": "e", "b": "f"}, set()),
    "no rule": (ASKS, "complex g", {"b": "g"}, set()),
    "a receive task that begins a pool has its message": (
        ASKS,
        "receive t instantiate\nuser c\nend f\nt -> c -> f",
        {"t": "a", "b": "f"},
        set(),
    ),
    "a receive task that begins a pool never does": (
        ASKS,
        "receive t instantiate\nend f\nt -> f",
        {"t": "e", "b": "f"},
        {"b", "t"},
    ),
    "while another event leads round nothing is stuck": (
        "start s\nxor m\nevents g\nreceive b\ncatch c timer\nend e\ns -> m -> g -> b -> e\ng -> c -> m",
        "start t\nxor x\nsend u\nend f\nt -> x -> u -> f\nx -> f",
        {"b": "u"},
        set(),
    ),
    "a gateway sends nothing": (ASKS, "start t\nxor x\nend f\nt -> x -> f", {"b": "x"}, {"b"}),
    "a sender in an ad-hoc sub-process may send at any time": (
        "start s\nadhoc p {\nsend a\n}\nreceive b\nend e\ns -> p -> b -> e",
        ANSWERS,
        {"t": "a", "b": "f"},
        set(),
    ),
    "a sender for compensation may send at any time": (
        ASKS,
        "start t\nsend c compensation\nuser u\nboundary d on=u compensate\nt -> u",
        {"b": "c"},
        set(),
    ),
    "a boundary event for compensation may send at any time": (
        ASKS,
        "start t\nuser u\nboundary d on=u compensate\nt -> u",
        {"b": "d"},
        set(),
    ),
    "an end event for compensation sends when it comes": (
        ASKS,
        "start t\nxor x\nend d compensate\nend f\nt -> x -> d\nx -> f",
        {"b": "d"},
        {"b"},
    ),
    "a sender named with a prefix": (ASKS, ANSWERS.replace("c -> f", "c"), {"t": "a", "b": "zeebe:f"}, {"b"}),
    "a sender that no token comes to": (ASKS, "start t\nend f\nend g\nt -> f", {"b": "g"}, {"b"}),
    "a link that catches sends nothing": (
        ASKS,
        "start t\nthrow l link=L\ncatch k link=L\nend f\nt -> l\nk -> f",
        {"b": "k"},
        {"b"},
    ),
    "a flow into a receiver that takes nothing from it": (
        f"{ASKS}\nsend z",
        """start t\nand g\nreceive r compensation\nuser k\nboundary o on=k message=m\nboundary d on=k compensate
        t -> g -> r\ng -> o\ng -> k""",
        {"r": "z", "o": "z"},
        set(),
    ),
    "too deep": (
        ASKS,
        nested(51, "start i\nsend z").replace("start s\nend e\ns -> p0 -> e", "start t\nend f\nt -> p0 -> f"),
        {"b": "z"},
        set(),
    ),
    "behind a block that two tokens pass": (
        "start s\nor x\nsend a\nsend c\nor y\nand z\nreceive b\nend e\ns -> x -> a -> y -> z -> b -> e\nx -> c -> y",
        "start t message=m\nand u\nend f\nend g\nt -> u -> f\nu -> g",
        {"t": "a", "b": "f"},
        {"b"},
    ),
}

# Of two pools the receiver ``k`` waits for ``z``, which never comes.
IN_VAIN = (f"{ASKS}\nsend z", "start t message=m\nuser c\nreceive k\nend f\nt -> c -> k -> f")

# Message flows that say nothing that can be played, what stands beside them in the file, and why.
FLAWED = {
    "a source that is not in the file": (
        {"b": "gone"},
        "",
        "mb: the message flow joins 'gone', which is not in the file",
    ),
    "a target that is not in the file": (
        {"gone": "a"},
        "",
        "mgone: the message flow joins 'gone', which is not in the file",
    ),
    "a flow from node to node in one pool": ({"b": "a"}, "", "mb: the message flow stays in one pool"),
    "a flow from a pool to a node in it": ({"b": "poolA"}, "", "mb: the message flow stays in one pool"),
    "a source that is no node": (
        {"b": "B-1"},
        "",
        "mb: the message flow joins 'B-1', which is neither a pool nor a node in one",
    ),
    "a pool whose process is not in the file": (
        {"b": "far"},
        '<participant id="far" processRef="other"/>',
        "far: its process 'other' is not in the file",
    ),
}


def pools(*texts: str, flows: dict[str, str], more: str = "") -> Definitions:
    """Return pools A, B, ... joined by *flows* from receiver to sender, beside a black box ``outside`` and *more*."""
    names = [chr(ord("A") + place) for place in range(len(texts))]
    shown = "".join(f'<participant id="pool{name}" processRef="{name}"/>' for name in names)
    shown += "".join(f'<messageFlow id="m{to}" sourceRef="{by}" targetRef="{to}"/>' for to, by in flows.items())
    whole = f'<collaboration id="all"><participant id="outside"/>{more}{shown}</collaboration>'
    return read(diagram(*(f"process {n}\n{text}" for n, text in zip(names, texts, strict=True)), collaboration=whole))
