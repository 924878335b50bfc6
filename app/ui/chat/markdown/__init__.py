"""Markdown to blocks, incrementally and without Qt: `MarkdownStream` for an answer that comes, `render` for a text
that is there.
"""

from __future__ import annotations

from app.ui.chat.markdown.model import Block, Cell, Code, Formula, Paragraph, Picture, Rule, Span, Table
from app.ui.chat.markdown.stream import KEPT_CHARS, SHOWN_CHARS, MarkdownStream, render, rendered

__all__ = [
    "KEPT_CHARS",
    "SHOWN_CHARS",
    "Block",
    "Cell",
    "Code",
    "Formula",
    "MarkdownStream",
    "Paragraph",
    "Picture",
    "Rule",
    "Span",
    "Table",
    "render",
    "rendered",
]
