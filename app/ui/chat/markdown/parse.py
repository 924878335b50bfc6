"""markdown-it tokens to units: runs of blocks that may be frozen together, each with the line where it starts.

A unit is a top-level block, or one item of a top-level list, so that a long list does not have to be parsed again for
every word of its last item. Pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from app.rich.addresses import bare_addresses
from app.ui.chat.markdown.local import around_pictures, local_path
from app.ui.chat.markdown.model import (
    BULLET,
    DONE,
    LINE_BREAK,
    TODO,
    Block,
    Cell,
    Code,
    Formula,
    Paragraph,
    Picture,
    Rule,
    Span,
    Table,
)
from app.ui.chat.markdown.visible import visible, visible_code

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MAX_NESTING = 20
"""What holds deeper quotes and lists is shown as plain text: the parser would drop their content."""
MAX_BRACKETS = 1_000
"""With more opening brackets than this in one text no links are looked for: that search takes seconds."""
MAX_COLUMNS = 40
"""Of a table; the rest is counted."""
SHOWN_TARGET = 80
"""So much is shown of where a picture lies."""

MAX_LABEL = 4
"""So many digits of a note's label are its marker."""

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_TASK = re.compile(r"\[([ xX])\](?: |$)")
_ADDRESS = re.compile(r"(https?://|mailto:)\S", re.IGNORECASE)


@dataclass(slots=True)
class Unit:
    """Blocks that become final together."""

    first_line: int
    lines_needed: int
    """How many complete lines it takes until this unit certainly starts here."""
    ordered: str = ""
    """The delimiter of an ordered list's item ("." or ")")."""
    number: int = 0
    """That item's number."""
    fence: bool = False
    """A top-level fenced code block."""
    footnote: bool = False
    """A footnote; what refers to it may stand before it."""
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class _Place:
    """Where in the nesting the walk is."""

    lists: list[tuple[bool, int]] = field(default_factory=list)
    """Per open list: whether it is ordered, and the next number."""
    quote: int = 0
    marker: str = ""
    """The marker that the next paragraph takes."""
    notes: Mapping[str, int] = field(default_factory=dict)
    """The numbers of footnotes, from 0, as the parser keeps them."""


@cache
def _parser(*, links: bool) -> MarkdownIt:
    # Imported here: the window paints before the first message needs it.
    from mdit_py_plugins.footnote import footnote_plugin

    from app.rich.maths import maths_plugin
    from app.ui.chat.markdown.files import FilesParser

    parser = FilesParser("gfm-like", {"html": False, "linkify": False, "maxNesting": MAX_NESTING})
    maths_plugin(parser)
    # Notes stay where they were written: what is shown already does not move.
    footnote_plugin(parser, inline=False, move_to_end=False)
    return parser if links else parser.disable(["link", "image"])


def parse(text: str, references: dict[str, Any] | None = None, after: Unit | None = None) -> list[Unit]:
    """The units of a text. Link references found in it are added to `references`; a list goes on counting where the
    unit `after`, which stands before the text, left off.
    """
    env: dict[str, Any] = {"references": references if references is not None else {}}
    tokens = _parser(links=text.count("[") <= MAX_BRACKETS).parse(text, env)
    units: list[Unit] = []
    for group in _groups(tokens):
        if any(token.level >= MAX_NESTING - 1 for token in group):
            units.append(_plain(group[0], text))
            continue
        previous = units[-1] if units else after
        if group[0].type in ("bullet_list_open", "ordered_list_open"):
            units.extend(_item_units(group, previous if not units else None))
        else:
            first = group[0]
            unit = Unit(_line(first), 2 if first.type in ("table_open", "math_block") else 1)
            unit.fence = first.type == "fence"
            unit.footnote = first.type == "footnote_reference_open"
            unit.blocks = list(_blocks(group, _Place(notes=env.get("footnotes", {}).get("refs", {}))))
            units.append(unit)
    return units


def _groups(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The tokens of each top-level block."""
    group: list[Token] = []
    for token in tokens:
        group.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield group
            group = []


def _plain(token: Token, text: str) -> Unit:
    first, end = token.map or (0, 0)
    lines = text.split("\n")[first:end]
    return Unit(first, 1, blocks=[Paragraph((Span(LINE_BREAK.join(lines).strip()),))])


def _item_units(group: Sequence[Token], before: Unit | None) -> Iterator[Unit]:
    ordered = group[0].type == "ordered_list_open"
    number = int(group[0].attrs.get("start", 1)) if ordered else 0
    if before is not None and before.ordered and before.ordered == group[0].markup:
        number = before.number + 1
    item: list[Token] = []
    for token in group[1:-1]:
        item.append(token)
        if token.type == "list_item_close" and token.level == 1:
            place = _Place(lists=[(ordered, number + 1)], marker=f"{number}." if ordered else BULLET)
            unit = Unit(_line(item[0]), 1, ordered=group[0].markup if ordered else "", number=number)
            unit.blocks = list(_blocks(item[1:-1], place)) or [_paragraph((), place)]
            yield unit
            number += 1
            item = []


def _line(token: Token) -> int:
    return token.map[0] if token.map else 0


def _blocks(tokens: Sequence[Token], place: _Place) -> Iterator[Block]:
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.type == "inline":
            opener = tokens[index - 1]
            heading = int(opener.tag[1:]) if opener.type == "heading_open" else 0
            yield from _paragraphs(_spans(token.children or ()), place, heading)
        elif token.type in ("fence", "code_block"):
            if place.marker:
                yield _paragraph((), place)
            text = visible_code(token.content.removesuffix("\n"))
            yield Code(text, _language(token.info), len(place.lists) + place.quote)
        elif token.type == "math_block":
            if place.marker:
                yield _paragraph((), place)
            source = f"{token.markup}{token.content}{token.info}"
            yield Formula(token.content.strip(), source, len(place.lists) + place.quote, bool(token.info))
        elif token.type == "hr":
            yield Rule()
        elif token.type == "table_open":
            end = next(i for i in range(index, len(tokens)) if tokens[i].type == "table_close")
            yield _table(tokens[index:end], len(place.lists) + place.quote)
            index = end
        elif token.type in ("list_item_close", "footnote_reference_close") and place.marker:
            yield _paragraph((), place)
            _move(token, place)
        else:
            _move(token, place)
        index += 1


def _move(token: Token, place: _Place) -> None:
    if token.type == "blockquote_open":
        place.quote += 1
    elif token.type == "blockquote_close":
        place.quote -= 1
    elif token.type in ("bullet_list_open", "ordered_list_open"):
        place.lists.append((token.type == "ordered_list_open", int(token.attrs.get("start", 1))))
    elif token.type == "footnote_reference_open":
        label = str(token.meta.get("label", ""))
        number = place.notes.get(f":{label}", -1) + 1
        place.lists.append((False, 0))
        place.marker = f"{number}." if number else f"{label}." if label.isdigit() and len(label) <= MAX_LABEL else "*"
    elif token.type in ("bullet_list_close", "ordered_list_close", "footnote_reference_close"):
        place.lists.pop()
    elif token.type == "list_item_open":
        ordered, number = place.lists[-1]
        place.marker = f"{number}." if ordered else BULLET
        place.lists[-1] = (ordered, number + 1)


def _paragraphs(spans: tuple[Span, ...], place: _Place, heading: int) -> Iterator[Block]:
    """A paragraph, with the pictures of this computer between its parts."""
    if not any(span.picture for span in spans):
        yield _paragraph(spans, place, heading)
        return
    for piece in around_pictures(spans, len(place.lists) + place.quote):
        if isinstance(piece, Picture):
            yield piece
        elif piece or place.marker:
            yield _paragraph(piece, place, heading)


def _paragraph(spans: tuple[Span, ...], place: _Place, heading: int = 0) -> Paragraph:
    marker, place.marker = place.marker, ""
    task = _TASK.match(spans[0].text) if marker and spans and spans[0] == Span(spans[0].text) else None
    if task is not None:
        marker = TODO if task[1] == " " else DONE
        rest = Span(spans[0].text[task.end() :])
        spans = (rest, *spans[1:]) if rest.text else spans[1:]
    return Paragraph(spans, heading, len(place.lists), marker, place.quote)


def _language(info: str) -> str:
    words = info.split()
    return words[0][:40] if words else ""


def _table(tokens: Sequence[Token], depth: int) -> Table:
    rows: list[tuple[Cell, ...]] = []
    hidden: list[tuple[str, ...]] = []
    cells: list[Cell] = []
    rest: list[str] = []
    align = "left"
    for token in tokens:
        if token.type in ("th_open", "td_open"):
            align = str(token.attrs.get("style", "")).removeprefix("text-align:") or "left"
        elif token.type == "inline" and len(cells) < MAX_COLUMNS:
            cells.append(Cell(_spans(token.children or ()), align))
        elif token.type == "inline":
            rest.append(visible(token.content))
        elif token.type == "tr_close":
            rows.append(tuple(cells))
            hidden.append(tuple(rest))
            cells, rest = [], []
    more = max(map(len, hidden), default=0)
    return Table(tuple(rows), depth, more, tuple(hidden) if more else ())


def _spans(tokens: Sequence[Token]) -> tuple[Span, ...]:
    """Inline tokens as spans; neighbours in the same style become one."""
    open_styles: dict[str, int] = {"strong": 0, "em": 0, "s": 0}
    links: list[str] = []
    spans: list[Span] = []
    for token in tokens:
        kind = token.type.removesuffix("_open").removesuffix("_close")
        if kind in open_styles:
            open_styles[kind] += token.nesting
        elif token.type == "link_open":
            links.append(_address(str(token.attrs.get("href", ""))))
        elif token.type == "link_close":
            links.pop()
        else:
            span = _leaf(token, open_styles, links[-1] if links else "")
            for piece in (span,) if span.link or span.code or span.picture else _linked(span):
                _add(spans, piece)
    return tuple(spans)


def _add(spans: list[Span], span: Span) -> None:
    if spans and _plain_text(span) and _plain_text(spans[-1]) and spans[-1].style == span.style:
        spans[-1] = replace(span, text=spans[-1].text + span.text)
    elif span.text:
        spans.append(span)


def _plain_text(span: Span) -> bool:
    return not span.tex and span.picture is None


def _linked(span: Span) -> Iterator[Span]:
    """The span with bare addresses as links, without the punctuation that follows them."""
    position = 0
    for start, end in bare_addresses(span.text):
        address = span.text[start:end]
        yield replace(span, text=span.text[position:start])
        yield replace(span, text=address, link=address)
        position = end
    yield replace(span, text=span.text[position:])


def _leaf(token: Token, styles: dict[str, int], link: str) -> Span:
    # References to characters may hide what could not be written plainly.
    text = visible(token.content)
    if token.type in ("softbreak", "hardbreak"):
        # Models break lines on purpose (verses, addresses), so both kinds of break are kept.
        text = LINE_BREAK
    elif token.type == "footnote_ref":
        text = str(token.meta["id"] + 1).translate(_RAISED)
    elif token.type == "image":
        return _picture(token, link)
    elif token.type.startswith("math_inline"):
        close = token.info or token.markup
        source = f"{token.markup}{text}{close}"
        return Span(source, code=True, link=link, tex=text.strip(), display=token.type == "math_inline_double")
    return Span(
        text,
        bold=styles["strong"] > 0,
        italic=styles["em"] > 0,
        code=token.type == "code_inline",
        strike=styles["s"] > 0,
        link=link,
    )


def _picture(token: Token, link: str) -> Span:
    """No picture that a model names is loaded: a link shows where it lies, and one of this computer has a button."""
    alt = visible("".join(child.content or " " for child in token.children or ()))
    target = str(token.attrs.get("src", ""))
    path = "" if link else local_path(target)
    where = visible(path or target)
    shown = where if len(where) <= SHOWN_TARGET else f"{where[:SHOWN_TARGET]}…"
    text = f"{alt} ({shown})" if alt else shown
    return Span(text, link=link or _address(target), picture=Picture(alt, path, target) if path else None)


def _address(target: str) -> str:
    return target if _ADDRESS.match(target) else ""
