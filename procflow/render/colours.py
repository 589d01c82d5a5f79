"""The colours that a file gives what is drawn, as bpmn.io and the tools after it write them."""

from __future__ import annotations

import re

from procflow.bpmn import Definitions, Diagram
from procflow.bpmn.namespaces import BIOCOLOR, BPMNDI, COLOR, local_reference

_STROKE = (f"{{{COLOR}}}border-color", f"{{{BIOCOLOR}}}stroke")
_FILL = (f"{{{COLOR}}}background-color", f"{{{BIOCOLOR}}}fill")
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.ASCII)
_RGB = re.compile(r"rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)", re.ASCII)
_MOST = 255
# The colour names of CSS.
_WORDS = """
    aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood
    cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan darkgoldenrod
    darkgray darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon
    darkseagreen darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray
    dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray green
    greenyellow grey honeydew hotpink indianred indigo ivory khaki lavender lavenderblush lawngreen lemonchiffon
    lightblue lightcoral lightcyan lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon
    lightseagreen lightskyblue lightslategray lightslategrey lightsteelblue lightyellow lime limegreen linen magenta
    maroon mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen mediumslateblue mediumspringgreen
    mediumturquoise mediumvioletred midnightblue mintcream mistyrose moccasin navajowhite navy oldlace olive
    olivedrab orange orangered orchid palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru
    pink plum powderblue purple rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown seagreen
    seashell sienna silver skyblue slateblue slategray slategrey snow springgreen steelblue tan teal thistle tomato
    turquoise violet wheat white whitesmoke yellow yellowgreen
"""
_NAMES = frozenset(_WORDS.split())


def colour(text: str) -> str:
    """
    Return the colour that *text* names, written anew; empty where it is none.

    Example:
        >>> colour("#BBDEFB"), colour("rgb(200, 230,201)"), colour("DarkGreen"), colour("url(#a)")
        ('#bbdefb', '#c8e6c9', 'darkgreen', '')
    """
    written = text.strip().lower()
    if written in _NAMES or _HEX.fullmatch(written):
        return written
    parts = _RGB.fullmatch(written)
    if parts is None or any(int(part) > _MOST for part in parts.groups()):
        return ""
    return "#" + "".join(f"{int(part):02x}" for part in parts.groups())


def file_colours(model: Definitions, page: Diagram) -> dict[str, tuple[str, str]]:
    """Return line and area colour by element id, as *page* of *model* says; empty where it says nothing."""
    found: dict[str, tuple[str, str]] = {}
    nodes = zip(model.node.iterfind(f"{{{BPMNDI}}}BPMNDiagram"), model.diagrams, strict=True)
    drawing = next(node for node, each in nodes if each is page)
    for node in drawing.iter(f"{{{BPMNDI}}}BPMNShape", f"{{{BPMNDI}}}BPMNEdge"):
        stroke, fill = (
            next(filter(None, (colour(node.get(name, "")) for name in names)), "") for names in (_STROKE, _FILL)
        )
        if stroke or fill:
            found[local_reference(node.get("bpmnElement", ""))] = stroke, fill
    return found
