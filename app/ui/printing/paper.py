"""Our exported page in the HTML that Qt lays out: boxes and bars as tables, formulas as pictures by number. Pure."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

FORMULA = "formula:"
"""How the address of a formula's picture begins; its number follows."""
INDENT = 26
"""Pixels that a list moves what is in it to the right."""
_MEASURES = re.compile(r"width:([0-9.]+)em;height:([0-9.]+)em;vertical-align:(-?[0-9.]+)em")
_LEFT_OUT = frozenset({"title", "style", "script"})
_VOID = frozenset({"br", "hr", "img", "meta"})
_AS_IS = frozenset({"ul", "strong", "em", "s", "code", "thead", "tbody", "tr"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BOXES = {"☐ ": "unchecked", "☑ ": "checked"}
"""Boxes of tasks, which Qt draws in the place of the list's marks."""
_TASK = '<li class="task">'
_SHUT = "</td></tr></table>"


@dataclass(frozen=True, slots=True)
class Picture:
    """A formula; measures in ems of the text around it."""

    svg: str
    width: float
    height: float
    depth: float
    """How much of the height stands below the line of writing."""
    alone: bool
    """Whether it stands in its own paragraph."""


@dataclass(slots=True)
class Paper:
    """What is printed."""

    title: str = ""
    html: str = ""
    formulas: list[Picture] = field(default_factory=list)


def paper_from(page: str) -> Paper:
    """Take a page of ours apart."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    reader.paper.html = "".join(reader.pieces)
    return reader.paper


class _Reader(HTMLParser):
    """Each element that is opened notes what closes it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paper = Paper()
        self.pieces: list[str] = []
        self._open: list[tuple[str, str]] = []
        """Names of the elements around this place, each with what ends it on paper."""
        self._kept_out = ""
        """The element whose words are not printed, while the reader is in one."""
        self._svg: list[str] = []
        self._side = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._svg or tag == "svg":
            self._svg.append(self.get_starttag_text() or "")
            return
        values = {name: value or "" for name, value in attrs}
        begin, end = self._both_ends(tag, values)
        self.pieces.append(begin)
        if tag not in _VOID:
            self._open.append((tag, end))
            self._kept_out = tag if tag in _LEFT_OUT else ""

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._svg:
            self._svg.append(f"</{tag}>")
            if tag == "svg":
                self._end_formula()
        elif any(name == tag for name, _ in self._open):
            self._kept_out = ""
            name = ""
            while name != tag:
                name, end = self._open.pop()
                self.pieces.append(end)

    def handle_data(self, data: str) -> None:
        if self._svg:
            self._svg.append(html.escape(data))
        elif self._kept_out:
            self.paper.title += data if self._kept_out == "title" else ""
        else:
            self.pieces.append(html.escape(self._without_box(data)))

    def _without_box(self, data: str) -> str:
        """The words of a task; its box becomes the mark of its item."""
        kind = _BOXES.get(data[:2])
        if kind is None or _TASK not in self.pieces[-3:]:
            return data
        # In a list with room between its items a line break and a paragraph stand before the words.
        item = len(self.pieces) - 1 - self.pieces[:-4:-1].index(_TASK)
        self.pieces[item] = f'<li class="{kind}">'
        return data[2:]

    def _both_ends(self, tag: str, values: dict[str, str]) -> tuple[str, str]:
        """What begins an element on paper and what ends it."""
        kind = html.escape(values.get("class", ""))
        around = self._open[-1][0] if self._open else ""
        if tag == "article":
            self._side = kind
        elif tag in ("figure", "blockquote") or (tag == "div" and around == "article" and self._side == "user"):
            return self._box({"figure": "code", "blockquote": "quote"}.get(tag, "bubble"))
        elif tag == "pre":
            box = ("", "") if around == "figure" else self._box("code")
            return f"{box[0]}<pre>", f"</pre>{box[1]}"
        elif tag == "table":
            return f'<table class="data" border="1" cellspacing="0" cellpadding="5"{self._shift()}>', "</table>"
        elif tag in ("th", "td"):
            align = html.escape(values.get("style", "").partition("text-align:")[2]) or "left"
            return f'<{tag} class="data" align="{align}">', f"</{tag}>"
        return self._words(tag, kind, values)

    def _words(self, tag: str, kind: str, values: dict[str, str]) -> tuple[str, str]:
        if tag in _AS_IS:
            return f"<{tag}>", f"</{tag}>"
        if tag in _HEADINGS:
            # As a paragraph: Qt takes its own sizes for headings, whatever a style sheet says.
            return f'<p class="{tag} {self._side if tag == "h2" else ""}">', "</p>"
        simple = {
            "figcaption": ('<p class="label">', "</p>"),
            "summary": ('<p class="label">', "</p>"),
            "time": ('<span class="time">', "</span>"),
            "span": (f'<span class="{kind}">', "</span>"),
            "p": (f'<p class="{kind}"{" align=center" if kind == "formula" else ""}>', "</p>"),
            "li": (f'<li class="{kind}">', "</li>"),
            "ol": (f'<ol start="{html.escape(values.get("start", "1"))}">', "</ol>"),
            "a": (f'<a href="{html.escape(values.get("href", ""))}">', "</a>"),
            "img": (f'<img src="{html.escape(values.get("src", ""))}">', ""),
            "br": ("<br>", ""),
            "hr": ("<hr>", ""),
        }
        return simple.get(tag, ("", ""))

    def _box(self, kind: str) -> tuple[str, str]:
        begin = f'<table class="{kind}" width="100%" cellspacing="0" cellpadding="8"{self._shift()}>'
        return f'{begin}<tr><td class="{kind}">', _SHUT

    def _shift(self) -> str:
        """Qt moves tables in lists only when told."""
        deep = 0
        for name, _ in reversed(self._open):
            if name in ("td", "th", "blockquote", "div"):
                break
            deep += name in ("ul", "ol")
        return f' style="margin-left: {INDENT * deep}px"' if deep else ""

    def _end_formula(self) -> None:
        svg, self._svg = "".join(self._svg), []
        measures = _MEASURES.search(svg)
        if measures is not None:
            width, height, below = map(float, measures.groups())
            alone = bool(self._open) and self._open[-1][0] == "p" and 'class="display"' in svg[:40]
            self.pieces.append(f'<img src="{FORMULA}{len(self.paper.formulas)}" style="vertical-align: middle">')
            self.paper.formulas.append(Picture(svg, width, height, -below, alone))
