"""Models that no command accepts."""

from __future__ import annotations

from pathlib import Path

from tests.acceptance.hostile.kinds import Content, Kind
from tests.diagrams import diagram
from tests.support import MODELS

GOOD = (MODELS / "cap-lai-giay-phep.bpmn").read_bytes()
STEPS = "start s\nuser a\nuser b\nend e\ns -> a -> b -> e\n"
_NAMESPACE = b'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
_HEAD = b"<definitions " + _NAMESPACE + b">"
_LINT = ("lint", "x.bpmn")
_RUN = ("run", "x.bpmn", "--auto", "answers.json", "--db", "new.db")


def _linted(name: str, content: Content, code: str, *says: str, heavy: bool = False) -> Kind:
    return Kind(name, _LINT, code, ("x.bpmn", *says), {"x.bpmn": content}, heavy=heavy)


def _judged(name: str, content: bytes, *says: str) -> Kind:
    return Kind(name, ("soundness", "x.bpmn"), "PF110", ("x.bpmn", *says), {"x.bpmn": content})


def _deployed(name: str, content: bytes, code: str, *says: str, heavy: bool = False) -> Kind:
    return Kind(name, _RUN, code, says, {"x.bpmn": content, "answers.json": "{}"}, heavy=heavy)


def _drawn(name: str, content: bytes, *says: str) -> Kind:
    return Kind(name, ("render", "x.bpmn", "x.svg"), "PF110", ("x.bpmn", *says), {"x.bpmn": content})


def _doctype(inner: str, used: str = "") -> bytes:
    return f"<!DOCTYPE definitions [{inner}]>".encode() + _HEAD + f"<process id='p' name='{used}'/>".encode() + _END


def _shape(x: str) -> bytes:
    return GOOD.replace(b'<dc:Bounds x="', f'<dc:Bounds x="{x}" was="'.encode(), 1)


def _condition(text: str) -> bytes:
    flow = f"x -> a : {text}\nx -> b : default\n"
    return diagram(f"start s\nxor x\nuser a\nuser b\nend e\ns -> x\n{flow}a -> e\nb -> e\n")


def _repeated(text: bytes, times: int) -> Content:
    return lambda path: path.write_bytes(_HEAD + text * times + _END)


def _levels(depth: int) -> bytes:
    return _HEAD + b"<a>" * depth + b"</a>" * depth + _END


def _endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _ring(path: Path) -> None:
    path.symlink_to(path.name)


_END = b"</definitions>"
_BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "lol"}">' for n in range(10))
_TWO_LANES = (
    b"<process id='p'><laneSet id='l'><lane id='l1'><flowNodeRef>t</flowNodeRef></lane><lane id='l2'>"
    b"<flowNodeRef>t</flowNodeRef></lane></laneSet><task id='t'/></process>"
)
_CROSSING = (
    b"<process id='p'><task id='outer'/><subProcess id='sub'><task id='inner'/></subProcess>"
    b"<sequenceFlow id='crossing' sourceRef='outer' targetRef='inner'/></process>"
)
_RECEIVES = diagram("start s\nreceive r message=m\nend e\ns -> r -> e\n")
_CALL = "process {0}\nstart s{0}\ncall c{0} calls={1}\nend e{0}\ns{0} -> c{0} -> e{0}\n"

UNREADABLE = (
    _linted("no-xml", "Bước 1: Tiếp nhận hồ sơ".encode(), "PF101", "not well-formed", "save it again"),
    _linted("empty-file", b"  \n", "PF101", "empty", "save the diagram again"),
    _linted("truncated", GOOD[: len(GOOD) // 2], "PF101", "not well-formed", "save it again"),
    _linted("ebcdic", GOOD.decode().replace("UTF-8", "IBM037").encode("cp037", "replace"), "PF101", "save it again"),
    _linted("not-utf8", GOOD.replace("Tiếp nhận".encode(), b"Ti\xaap nh\x8cn", 1), "PF101", "save it again"),
    _linted("unknown-encoding", GOOD.replace(b"UTF-8", b"klingon", 1), "PF101", "klingon", "save the file as UTF-8"),
    _linted("doctype", _doctype(""), "PF101", "DOCTYPE", "remove"),
    _linted("external-entity", _doctype('<!ENTITY f SYSTEM "file:///etc/passwd">', "&f;"), "PF101", "x.bpmn"),
    _linted("external-dtd", b'<!DOCTYPE d SYSTEM "http://127.0.0.1:9/d.dtd">' + _HEAD + _END, "PF101", "remove"),
    _linted("entity-bomb", _doctype(_BOMB, "&a9;"), "PF101", "x.bpmn", heavy=True),
    _linted("over-20-mb", _repeated(b" ", 21_000_000), "PF104", "20,971,520 bytes", "split", heavy=True),
    _linted("20-mb-of-elements", _repeated(b"<a/>", 5_000_000), "PF101", "elements", "split", heavy=True),
    _linted("257-levels", _levels(257), "PF101", "deeper than 256", "check where it comes from"),
    _linted("100000-levels", _levels(100_000), "PF101", "deeper than 256", "check where it comes from"),
    _linted("null-bytes", GOOD.replace(b'name="', b'name="\x00', 1), "PF101", "save it again"),
    _linted("control-characters", GOOD.replace(b'name="', b'name="\x1b[2J', 1), "PF101", "save it again"),
    _linted("a-picture", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "PF103", "<svg>", "export the diagram"),
    _linted("beta-namespace", GOOD.replace(b"20100524/MODEL", b"2.0", 1), "PF103", "export the diagram"),
    Kind("a-folder", ("lint", "x.bpmn"), "PF104", ("x.bpmn", "name a file, not a folder"), {"x.bpmn": Path.mkdir}),
    Kind("no-such-file", ("lint", "x.bpmn"), "PF104", ("x.bpmn", "check the path")),
    Kind("unreadable-file", ("lint", "x.bpmn"), "PF104", ("x.bpmn", "check the path"), {"x.bpmn": _ring}),
    Kind("endless-file", ("lint", "x.bpmn"), "PF104", ("x.bpmn", "split it"), {"x.bpmn": _endless}, heavy=True),
)

BROKEN = (
    _judged("duplicate-ids", diagram(STEPS.replace("user b", "user a", 1)), "'a'", "id"),
    _judged("dangling-flow", diagram(STEPS).replace(b'targetRef="b"', b'targetRef="gone"'), "gone"),
    _judged("crossing-a-sub-process", _HEAD + _CROSSING + _END, "'crossing'", "end it inside"),
    _judged("node-in-two-lanes", _HEAD + _TWO_LANES + _END, "'t'", "'l1'", "move it into one lane"),
    _drawn("coordinate-1e308", _shape("1e308"), "1e308"),
    _drawn("coordinate-nan", _shape("NaN"), "NaN"),
    _drawn("coordinate-inf", _shape("-INF"), "INF"),
    _drawn("coordinate-text", _shape("links"), "links"),
    Kind(
        "negative-limit",
        ("compare", "x.bpmn", "x.bpmn"),
        "PF120",
        ("x.bpmn", "'a'"),
        {"x.bpmn": diagram(STEPS.replace("user a", "user a pf.limit.value=-3 pf.limit.unit=working-day"))},
    ),
)

UNDEPLOYABLE = (
    _deployed("calls-in-a-circle", diagram(_CALL.format("p", "q"), _CALL.format("q", "p")), "PF201", "circle", "'cp'"),
    _deployed(
        "dangling-message",
        _RECEIVES.replace(b'<message id="M_m"', b'<message id="M_x"'),
        "PF201",
        "'r'",
        "choose a message",
    ),
    _deployed("script-task", diagram("start s\nscript a\nend e\ns -> a -> e\n"), "PF201", "'a'"),
    _deployed("method-call", _condition("${T(java.lang.Runtime).getRuntime().exec('id')}"), "PF201", "'main-2'"),
    _deployed("python-in-a-condition", _condition("=__import__('os').system('id') = 0"), "PF201", "'main-2'"),
    _deployed("deep-condition", _condition("=" + "(" * 100_000 + "a" + ")" * 100_000), "PF201", "'main-2'"),
    _deployed("deep-negation", _condition("=" + "not(" * 50_000 + "a" + ")" * 50_000), "PF201", "'main-2'"),
    _deployed("long-condition", _condition("=" + "a=1 and " * 200_000 + "a=1"), "PF201", "'main-2'"),
    _deployed("endless-loop", diagram("start s\nxor x\nmanual m\ns -> x -> m -> x\n"), "PF220", "loop"),
    _deployed("timer-of-all-time", diagram("start s\ncatch t duration=P99999999999Y\nend e\ns -> t -> e\n"), "PF201"),
    _deployed("timer-of-no-time", diagram("start s\ncatch t duration=morgen\nend e\ns -> t -> e\n"), "PF201", "'t'"),
)

KINDS = (*UNREADABLE, *BROKEN, *UNDEPLOYABLE)
