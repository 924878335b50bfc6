"""A drawn formula as part of a page: only what a picture is made of, in the colour of the text around it. Pure."""

from __future__ import annotations

import html
import re
from xml.etree import ElementTree as ET

from app.rich.drawing import INK, Drawing

_TAGS = frozenset({"path", "rect"})
_NUMBER = re.compile(r"-?[0-9]{1,6}(?:\.[0-9]{1,6})?(?:e-?[0-9]{1,2})?")
_PATH = re.compile(r"[MLQCHVSTAZmlqchvstaz0-9eE., +-]*")
_COLOR = re.compile(r"#[0-9A-Fa-f]{3,8}|[a-zA-Z]{1,30}")
_KNOWN = {"d": _PATH, "fill": _COLOR, "x": _NUMBER, "y": _NUMBER, "width": _NUMBER, "height": _NUMBER}
_SPACES = re.compile(r"(?<=[A-Za-z]) | (?=[A-Za-z-])")


def inline_svg(drawing: Drawing, source: str, *, display: bool) -> str:
    """The picture as an element with its source as the words for it; "" if it holds anything but shapes."""
    try:
        root = ET.fromstring(drawing.svg)  # noqa: S314 - `drawing_from` let no declarations through
    except ET.ParseError:
        return ""
    view = root.get("viewBox", "").split()
    if len(view) != len("xywh") or not all(map(_NUMBER.fullmatch, view)):
        return ""
    shapes = [_shape(element) for element in root]
    if not all(shapes):
        return ""
    words = html.escape(source, quote=True)
    depth = drawing.ascent - drawing.height
    return (
        f'<svg class="{"display" if display else "inline"}" role="img" aria-label="{words}" '
        f'viewBox="{" ".join(view)}" style="width:{drawing.width:.3f}em;height:{drawing.height:.3f}em;'
        f'vertical-align:{depth:.3f}em" fill="currentColor"><title>{words}</title>{"".join(shapes)}</svg>'
    )


def _shape(element: ET.Element) -> str:
    name = element.tag.rpartition("}")[2]
    if name not in _TAGS:
        return ""
    kept: list[str] = []
    for key, value in element.items():
        form = _KNOWN.get(key)
        if form is None or not form.fullmatch(value) or (key, value) == ("fill", INK):
            continue
        kept.append(f' {key}="{_SPACES.sub("", value) if key == "d" else value}"')
    return f"<{name}{''.join(kept)}/>"
