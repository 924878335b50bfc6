"""What Copy and Quote take of a message. Without Qt."""

from __future__ import annotations

from collections.abc import Iterator

from app.ui.chat.markdown import Block, Code, Paragraph, Table, render
from app.ui.chat.markdown.model import LINE_BREAK


def plain_text(markdown: str) -> str:
    """A Markdown text as it reads, without its marks; lists keep their bullets and tables their columns by tabs."""
    blocks = render(markdown).blocks
    pieces: list[str] = []
    for index, block in enumerate(blocks):
        if index:
            pieces.append("\n" if _in_one_list(blocks[index - 1], block) else "\n\n")
        pieces.append(_text_of(block))
    return "".join(pieces).replace(LINE_BREAK, "\n")


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


def _text_of(block: Block) -> str:
    if isinstance(block, Paragraph):
        indent = "  " * max(0, block.depth - 1)
        return f"{indent}{block.marker} {block.text}" if block.marker else f"{indent}{block.text}"
    if isinstance(block, Code):
        return block.text
    if isinstance(block, Table):
        return "\n".join(_cells(block))
    return "―――"


def _cells(table: Table) -> Iterator[str]:
    for row in table.rows:
        yield "\t".join("".join(span.text for span in cell.spans) for cell in row)


def _in_one_list(before: Block, block: Block) -> bool:
    if not isinstance(before, Paragraph) or not isinstance(block, Paragraph):
        return False
    return bool(block.marker) and before.depth > 0
