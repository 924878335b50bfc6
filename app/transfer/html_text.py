"""The Markdown of one message as HTML: code in its colours, formulas as pictures, tasks as boxes. HTML in it is text.

What has to be drawn is asked of an artist; without one, or where it fails, the source is shown. Pure but for that.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from app.rich.addresses import bare_addresses
from app.rich.drawing import Drawing
from app.rich.highlight import Colored
from app.rich.inline import inline_svg

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

MAX_PARSED = 200_000
"""Characters of one text that are laid out as Markdown; a longer one is shown as it is."""
MAX_NESTING = 20
"""What holds deeper quotes and lists is shown as it is: the parser would drop their content."""
MAX_BRACKETS = 1_000
"""With more opening brackets than this in one text no links are looked for: that search takes seconds."""
CLASSES = {"text_3": "c", "syn_key": "k", "syn_str": "s", "syn_fn": "f", "syn_num": "n"}
"""How the page calls the colours of code."""
LOWEST_HEADING = 6
_BELOW_NAMES = 2
"""The page's own headings are its title and who speaks."""
_TASK = re.compile(r"\[([ xX])\](?: |$)")


class Draws(Protocol):
    """Who draws formulas and colours code."""

    def formula(self, tex: str, *, display: bool) -> Drawing | None:
        """The picture; None when there is none to be had."""
        ...

    def colors(self, code: str, language: str) -> list[Colored]:
        """The coloured pieces."""
        ...


def laid_out(text: str, artist: Draws | None = None) -> str:
    """The text as HTML."""
    if not text.strip():
        return ""
    if len(text) <= MAX_PARSED:
        parser = _parser(links=text.count("[") <= MAX_BRACKETS)
        env = {"artist": artist}
        tokens = parser.parse(text, env)
        if all(token.level < MAX_NESTING - 1 for token in tokens):
            return str(parser.renderer.render(tokens, parser.options, env))
    return f"<pre>{html.escape(text)}</pre>"


@cache
def _parser(*, links: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt

    from app.rich.maths import maths_plugin

    parser = MarkdownIt("gfm-like", {"html": False, "linkify": False, "breaks": True, "maxNesting": MAX_NESTING})
    maths_plugin(parser)
    parser.core.ruler.push("for_people", _for_people)
    rules = {
        "image": _image,
        "fence": _code,
        "code_block": _code,
        "math_block": _formula,
        "math_inline": _formula,
        "math_inline_double": _formula,
        "table_open": _table_open,
        "table_close": _table_close,
    }
    for name, rule in rules.items():
        parser.add_render_rule(name, rule)
    parser.validateLink = _is_plain_link  # type: ignore[method-assign]  # markdown-it's documented way
    return parser if links else parser.disable(["link", "image"])


def _is_plain_link(url: str) -> bool:
    return url.lower().startswith(("https://", "http://", "mailto:"))


def _for_people(state: StateCore) -> None:
    """Headings below those of the page, boxes of tasks, bare addresses as links."""
    for index, token in enumerate(state.tokens):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(LOWEST_HEADING, int(token.tag[1:]) + _BELOW_NAMES)}"
        elif token.type == "inline" and token.children:
            if index > 1 and state.tokens[index - 2].type == "list_item_open":
                _box(state.tokens[index - 2], token.children)
            token.children = list(_linked(token.children))


def _box(item: Token, children: Sequence[Token]) -> None:
    first = children[0]
    task = _TASK.match(first.content) if first.type == "text" else None
    if task is not None:
        item.attrSet("class", "task")
        first.content = f"{'☐' if task[1] == ' ' else '☑'} {first.content[task.end() :]}"


def _linked(tokens: Sequence[Token]) -> Iterator[Token]:
    from markdown_it.token import Token

    inside = 0
    for token in tokens:
        inside += token.nesting if token.type in ("link_open", "link_close") else 0
        found = list(bare_addresses(token.content)) if token.type == "text" and not inside else []
        if not found:
            yield token
            continue
        position = 0
        for start, end in found:
            address = token.content[position:start], token.content[start:end]
            yield Token("text", "", 0, content=address[0])
            yield Token("link_open", "a", 1, attrs={"href": address[1]})
            yield Token("text", "", 0, content=address[1])
            yield Token("link_close", "a", -1)
            position = end
        yield Token("text", "", 0, content=token.content[position:])


def _image(_: Any, tokens: Any, index: int, *_rest: Any) -> str:
    """A picture that a model refers to is named and not loaded."""
    token = tokens[index]
    return f"[{html.escape(token.content)}] {html.escape(str(token.attrGet('src') or ''))}"


def _table_open(*_: Any) -> str:
    return '<div class="table"><table>\n'


def _table_close(*_: Any) -> str:
    return "</table></div>\n"


def _formula(_: Any, tokens: Any, index: int, _options: Any, env: Any) -> str:
    token, artist = tokens[index], env["artist"]
    display = token.type != "math_inline"
    close = token.info or (token.markup if token.type != "math_block" else "")
    source = f"{token.markup}{token.content}{close}"
    drawing = artist.formula(token.content.strip(), display=display) if artist is not None and close else None
    picture = inline_svg(drawing, token.content.strip(), display=display) if drawing is not None else ""
    if token.type == "math_block":
        return f'<p class="formula">{picture or f"<code>{html.escape(source)}</code>"}</p>\n'
    return picture or f"<code>{html.escape(source)}</code>"


def _code(_: Any, tokens: Any, index: int, _options: Any, env: Any) -> str:
    token, artist = tokens[index], env["artist"]
    words = token.info.split()
    language = words[0][:40] if words else ""
    code = token.content.removesuffix("\n")
    pieces = artist.colors(code, language) if artist is not None else []
    label = f"<figcaption>{html.escape(language)}</figcaption>" if language else ""
    return f'<figure class="code">{label}<pre><code>{"".join(_colored(code, pieces))}</code></pre></figure>\n'


def _colored(code: str, pieces: Sequence[Colored]) -> Iterator[str]:
    """The code with its coloured pieces, which come in order."""
    by_line: dict[int, list[Colored]] = {}
    for piece in pieces:
        by_line.setdefault(piece.line, []).append(piece)
    for number, line in enumerate(code.split("\n")):
        yield "\n" if number else ""
        # Positions count UTF-16 units.
        units, position = line.encode("utf-16-le", "surrogatepass"), 0
        for piece in by_line.get(number, ()):
            begin, end = 2 * piece.start, 2 * (piece.start + piece.length)
            name = CLASSES.get(piece.color)
            if name is None or begin < position:
                continue
            yield _text(units[position:begin])
            yield f'<span class="{name}">{_text(units[begin:end])}</span>'
            position = end
        yield _text(units[position:])


def _text(units: bytes) -> str:
    return html.escape(units.decode("utf-16-le", "replace"))
