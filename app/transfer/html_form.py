"""A chat as one HTML page that needs nothing else, loads nothing and runs nothing.

Text comes from markdown-it with HTML off; the page's own policy forbids scripts and connections besides.
"""

from __future__ import annotations

import base64
import html
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from app.transfer.markdown_form import moment, speaker
from app.types.archive import ArchivedChat, ArchivedMessage
from app.types.attachments import AttachmentKind, media_type_of
from app.types.messages import Role

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

MAX_PARSED = 200_000
"""Characters of one text that are laid out as Markdown; a longer one is shown as it is."""
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
:root { color-scheme: light dark; --text: #1d2129; --soft: #5a6270; --line: #dfe3ea; --fill: #f4f6f9; --page: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6e9ef; --soft: #a2abba; --line: #343b47; --fill: #1f242d; --page: #15181e; } }
@media print { :root { --text: #000; --soft: #444; --line: #bbb; --fill: #f4f4f4; --page: #fff; } }
body { background: var(--page); color: var(--text); font: 15px/1.6 Inter, system-ui, sans-serif; margin: 0; }
main { max-width: 760px; margin: 0 auto; padding: 32px 20px 64px; overflow-wrap: anywhere; }
h1 { font-size: 20px; line-height: 1.4; } h2 { font-size: 17px; line-height: 1.4; }
h1, h2, h3, h4, h5, h6 { margin: 20px 0 8px; font-weight: 600; } h3, h4, h5, h6 { font-size: 15px; }
h1.chat { font-size: 24px; line-height: 1.3; margin: 0 0 4px; }
article { margin-top: 24px; }
article.user > div { background: var(--fill); border-radius: 14px; padding: 8px 16px; }
.who, .soft { color: var(--soft); font-size: 12px; }
h2.who { font-size: 12px; margin: 0 0 6px; }
pre { background: var(--fill); border: 1px solid var(--line); border-radius: 10px; padding: 12px; }
pre { white-space: pre-wrap; }
code { font: 13px/1.5 "JetBrains Mono", ui-monospace, monospace; }
table { border-collapse: collapse; } th, td { border: 1px solid var(--line); padding: 4px 10px; }
blockquote { border-left: 3px solid var(--line); margin-left: 0; padding-left: 14px; color: var(--soft); }
img { max-width: 100%; border-radius: 10px; }
details { margin: 8px 0; color: var(--soft); }
"""


def beginning(chat: ArchivedChat) -> str:
    """The page down to the first message."""
    title = html.escape(" ".join(chat.title.split()) or "Chat")
    system = chat.options.system_prompt
    prompt = f"<details><summary>System prompt</summary><pre>{html.escape(system)}</pre></details>" if system else ""
    return (
        f'<!doctype html>\n<html lang="und"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title><style>{_STYLE}</style></head>\n<body><main>\n"
        f'<h1 class="chat" dir="auto">{title}</h1><p class="soft">{moment(chat.created_at)}</p>{prompt}\n'
    )


def separator() -> str:
    """Between two chats of one page."""
    return "<hr>\n"


def heading(chat: ArchivedChat) -> str:
    """Where another chat begins on the same page."""
    title = html.escape(" ".join(chat.title.split()) or "Chat")
    return f'<h1 class="chat" dir="auto">{title}</h1><p class="soft">{moment(chat.created_at)}</p>\n'


def message(said: ArchivedMessage, *, thinking: bool) -> Iterator[str]:
    """One message, in pieces."""
    side = "user" if said.role is Role.USER else "answer"
    yield f'<article class="{side}"><h2 class="who">{html.escape(speaker(said))} · {moment(said.created_at)}</h2>'
    if thinking and said.thinking:
        yield f"<details><summary>Thought</summary>{_laid_out(said.thinking)}</details>"
    yield '<div dir="auto">'
    at = 0
    for use in said.tools:
        yield _laid_out(said.text[at : use.at])
        yield f"<details><summary>Tool {html.escape(use.name)} ({use.status})</summary>"
        yield f"<pre>{html.escape(use.arguments)}</pre><pre>{html.escape(use.result)}</pre></details>"
        at = use.at
    yield _laid_out(said.text[at:])
    for item in said.attachments:
        name = html.escape(item.name)
        kind = media_type_of(item.data)
        if item.kind is AttachmentKind.IMAGE and kind.startswith("image/"):
            data = base64.b64encode(item.data).decode("ascii")
            yield f'<p><img alt="{name}" src="data:{kind};base64,{data}"></p>'
        else:
            yield f'<p class="soft">{name} ({len(item.data):,} bytes)</p>'
    yield "</div></article>\n"


def ending() -> str:
    """The end of the page."""
    return "</main></body></html>\n"


def _laid_out(text: str) -> str:
    if not text.strip():
        return ""
    if len(text) > MAX_PARSED:
        return f"<pre>{html.escape(text)}</pre>"
    return str(_parser().render(text))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("gfm-like", {"html": False, "linkify": False, "maxNesting": 20})
    parser.add_render_rule("image", _image)
    parser.validateLink = _is_plain_link  # type: ignore[method-assign]  # markdown-it's documented way
    return parser


def _is_plain_link(url: str) -> bool:
    return url.lower().startswith(("https://", "http://", "mailto:"))


def _image(_: Any, tokens: Any, index: int, *_rest: Any) -> str:
    """A picture that a model refers to is named and not loaded."""
    token = tokens[index]
    return f"[{html.escape(token.content)}] {html.escape(str(token.attrGet('src') or ''))}"
