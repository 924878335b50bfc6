"""Blocks back to text: as Markdown, or plain as they are read. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

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

_BACKTICKS = re.compile("`+")
_IN_ALT = str.maketrans({"[": "&#91;", "]": "&#93;", "\\": "&#92;"})
"""With a backslash before it, a bracket begins a formula."""
_TASKS = {TODO: "[ ]", DONE: "[x]"}


def as_markdown(blocks: Iterable[Block]) -> str:
    """The blocks as Markdown that reads as what they were made from."""
    return _joined(blocks, markdown=True)


def as_text(blocks: Iterable[Block]) -> str:
    """The blocks without markup; formulas as their source, cells apart by tabs."""
    return _joined(blocks, markdown=False)


def _joined(blocks: Iterable[Block], *, markdown: bool) -> str:
    lines: list[str] = []
    before: Block | None = None
    edges = [0]
    for block in blocks:
        if before is not None and not _tight(before, block):
            lines.append("")
        lines.extend(_lines(block, edges, markdown=markdown))
        before = block
    return "\n".join(lines)


def _tight(before: Block, block: Block) -> bool:
    """Whether a block follows without an empty line: items of one list, lines of one text."""
    if not isinstance(before, Paragraph) or not isinstance(block, Paragraph):
        return False
    return block.joined or (bool(block.marker) and before.depth > 0 and before.quote == block.quote)


def _lines(block: Block, edges: list[int], *, markdown: bool) -> list[str]:
    """The lines of a block; `edges` has the column where the text of each depth begins."""
    if isinstance(block, Paragraph):
        return _paragraph(block, edges, markdown=markdown)
    if isinstance(block, Code):
        return _indented(_code(block) if markdown else block.text.split("\n"), _edge(edges, block.depth))
    if isinstance(block, Table):
        return _indented(_table(block, markdown=markdown), _edge(edges, block.depth))
    if isinstance(block, Formula):
        return _indented(block.source.split("\n"), _edge(edges, block.depth))
    if isinstance(block, Picture):
        return _indented([_picture(block, markdown=markdown)], _edge(edges, block.depth))
    assert isinstance(block, Rule)  # noqa: S101 - the union has no other member
    return ["---"] if markdown else ["―――"]


def _picture(block: Picture, *, markdown: bool) -> str:
    if not markdown:
        return f"{block.alt} ({block.path})" if block.alt else block.path
    target = f"<{block.target}>" if "(" in block.target or ")" in block.target else block.target
    return f"![{block.alt.translate(_IN_ALT)}]({target})"


def _edge(edges: list[int], depth: int) -> int:
    return edges[min(depth, len(edges) - 1)]


def _indented(lines: list[str], columns: int) -> list[str]:
    return [" " * columns + line if line else line for line in lines]


def _paragraph(block: Paragraph, edges: list[int], *, markdown: bool) -> list[str]:
    text = "".join(_span(span) if markdown else span.text for span in block.spans)
    if markdown and block.heading:
        text = f"{'#' * block.heading} {text}"
    marker = block.marker
    if marker in _TASKS:
        marker = f"- {_TASKS[marker]}" if markdown else marker
    elif marker == BULLET and markdown:
        marker = "-"
    first = indent = " " * _edge(edges, block.depth)
    if marker:
        outer = _edge(edges, block.depth - 1)
        first = " " * outer + marker + " "
        # What follows a task belongs to its bullet.
        width = 2 if block.marker in _TASKS else len(marker) + 1
        indent = " " * (outer + width)
        edges[:] = [*edges[: block.depth], *[outer] * (block.depth - len(edges)), outer + width]
    quote = "> " * block.quote if markdown else ""
    lines = text.split(LINE_BREAK)
    return [quote + first + lines[0], *(quote + indent + line for line in lines[1:])]


def _span(span: Span) -> str:
    text = span.text
    if span.tex or not text.strip():
        return text
    if span.code:
        fence = "`" * (1 + max((len(run) for run in _BACKTICKS.findall(text)), default=0))
        room = " " if text.startswith("`") or text.endswith("`") else ""
        text = f"{fence}{room}{text}{room}{fence}"
    for wanted, mark in ((span.strike, "~~"), (span.italic, "*"), (span.bold, "**")):
        if wanted:
            # Marks that touch a space mean nothing in Markdown.
            inner = text.strip(" ")
            text = text.replace(inner, f"{mark}{inner}{mark}", 1)
    if span.link and span.link != span.text:
        return f"[{text}]({span.link})"
    return text


def _code(block: Code) -> list[str]:
    longest = max((len(run) for run in _BACKTICKS.findall(block.text)), default=0)
    fence = "`" * max(3, longest + 1)
    return [fence + block.language, *block.text.split("\n"), fence]


def _table(block: Table, *, markdown: bool) -> list[str]:
    hidden = block.hidden or tuple(() for _ in block.rows)
    if not markdown:
        shown = (["".join(span.text for span in cell.spans) for cell in row] for row in block.rows)
        return ["\t".join((*cells, *rest)) for cells, rest in zip(shown, hidden, strict=True)]
    lines = [_row(row, rest) for row, rest in zip(block.rows, hidden, strict=True)]
    if block.rows:
        signs = {"left": "---", "center": ":-:", "right": "--:"}
        marks = [signs[cell.align] for cell in block.rows[0]] + ["---"] * len(hidden[0])
        lines.insert(1, "|" + "|".join(marks) + "|")
    return lines


def _row(cells: Sequence[Cell], rest: Sequence[str]) -> str:
    shown = ("".join(map(_span, cell.spans)).replace(LINE_BREAK, " ") for cell in cells)
    return "| " + " | ".join(text.replace("|", "\\|") for text in (*shown, *rest)) + " |"
