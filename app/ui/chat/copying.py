"""What Copy and Quote take of a message. Without Qt."""

from __future__ import annotations

from app.ui.chat.markdown import Code, render
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


def last_code(markdown: str) -> str:
    """The text of the last code block; "" where there is none."""
    return next((block.text for block in reversed(render(markdown).blocks) if isinstance(block, Code)), "")
