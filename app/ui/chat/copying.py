"""What Copy and Quote take of a message. Without Qt."""

from __future__ import annotations

from app.ui.chat.markdown import Code, Paragraph, Table, render
from app.ui.chat.markdown.write import as_text


def plain_text(markdown: str) -> str:
    """A Markdown text as it reads, without its marks; lists keep their bullets and tables their columns by tabs."""
    return as_text(render(markdown).blocks)


def with_thinking(text: str, thinking: str) -> str:
    """An answer as Markdown, with what was thought before it as a quote."""
    return f"{quoted(thinking)}\n\n{text}"


def quoted(text: str) -> str:
    """A text as a Markdown quote."""
    lines = text.strip("\n").split("\n")
    return "\n".join(f"> {line}" if line.strip() else ">" for line in lines)


def links(markdown: str) -> tuple[str, ...]:
    """Where the links of a text lead, each once, in order."""
    found: dict[str, None] = {}
    for block in render(markdown).blocks:
        rows = block.rows if isinstance(block, Table) else ((block,),) if isinstance(block, Paragraph) else ()
        found.update({span.link: None for row in rows for part in row for span in part.spans if span.link})
    return tuple(found)


def last_code(markdown: str) -> str:
    """The text of the last code block; "" where there is none."""
    return next((block.text for block in reversed(render(markdown).blocks) if isinstance(block, Code)), "")
