"""A chat as one HTML page that needs nothing else, loads nothing and runs nothing.

Text comes from markdown-it with HTML off; the page's own policy forbids scripts and connections besides.
"""

from __future__ import annotations

import base64
import html
from collections.abc import Iterator

from app.transfer.html_style import STYLE
from app.transfer.html_text import Draws, laid_out
from app.transfer.words import ENGLISH, Words, iso_moment, moment, one_line, size_text, speaker
from app.types.archive import ArchivedChat, ArchivedMessage
from app.types.attachments import Attachment, AttachmentKind, media_type_of
from app.types.chats import ToolUse
from app.types.messages import Role

_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def beginning(chat: ArchivedChat, words: Words = ENGLISH) -> str:
    """The page down to the first message."""
    return (
        f'<!doctype html>\n<html lang="und"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_title(chat, words)}</title><style>{STYLE}</style></head>\n<body><main>\n{heading(chat, words)}"
    )


def separator() -> str:
    """Between two chats of one page."""
    return "<hr>\n"


def heading(chat: ArchivedChat, words: Words = ENGLISH) -> str:
    """Where a chat begins on the page."""
    head = f'<h1 dir="auto">{_title(chat, words)}</h1><p class="soft">{_time(chat.created_at, words, zone=True)}</p>\n'
    system = chat.options.system_prompt
    if not system:
        return head
    return f"{head}<details><summary>{words.system_prompt}</summary><pre>{html.escape(system)}</pre></details>\n"


def message(
    said: ArchivedMessage, *, thinking: bool, words: Words = ENGLISH, artist: Draws | None = None
) -> Iterator[str]:
    """One message, in pieces."""
    side = "user" if said.role is Role.USER else "answer"
    written = _time(said.created_at, words, zone=False)
    yield f'<article class="{side}"><h2 class="who">{html.escape(speaker(said, words))} {written}</h2>'
    if thinking and said.thinking:
        yield f"<details><summary>{words.thoughts}</summary>{laid_out(said.thinking, artist)}</details>"
    yield '<div dir="auto">'
    at = 0
    for use in said.tools:
        yield laid_out(said.text[at : use.at], artist)
        yield _tool(use, words)
        at = use.at
    yield laid_out(said.text[at:], artist)
    for item in said.attachments:
        yield _attached(item, words)
    yield "</div></article>\n"


def ending() -> str:
    """The end of the page."""
    return "</main></body></html>\n"


def _title(chat: ArchivedChat, words: Words) -> str:
    return html.escape(one_line(chat.title) or words.chat)


def _time(at: float, words: Words, *, zone: bool) -> str:
    told = html.escape(moment(at, words))
    shown = told if zone else html.escape(moment(at, words, zone=False))
    return f'<time datetime="{iso_moment(at)}" title="{told}">{shown}</time>'


def _tool(use: ToolUse, words: Words) -> str:
    called = html.escape(words.tool.format(use.name, words.tool_ends[use.status]))
    result = f"<pre>{html.escape(use.result)}</pre>" if use.result else ""
    return f"<details><summary>{called}</summary><pre>{html.escape(use.arguments)}</pre>{result}</details>"


def _attached(item: Attachment, words: Words) -> str:
    """A picture is shown, anything else is named."""
    kind = media_type_of(item.data)
    if item.kind is AttachmentKind.IMAGE and kind.startswith("image/"):
        data = base64.b64encode(item.data).decode("ascii")
        return f'<p><img alt="{html.escape(item.name)}" src="data:{kind};base64,{data}"></p>'
    return f'<p class="soft">📎 {html.escape(words.attached.format(item.name, size_text(len(item.data), words)))}</p>'
