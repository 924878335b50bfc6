"""What of a growing answer can be said aloud: whole sentences and whole blocks, code and tables by their names.

Pure functions; the words come from whoever calls, in the person's language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.ui.chat.markdown.model import LINE_BREAK, Block, Code, Formula, Paragraph, Picture, Rule, Table

LONG = 400
"""A sentence that goes on for longer is said up to a space."""

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ENDS = re.compile(r"(?:[.!?…](?<!\d\.)[\"'”’)\]*_]*(?=\s)|[。！？])")


@dataclass(frozen=True, slots=True)
class Names:
    """How things that are not read out are named."""

    code: Callable[[str], str]
    """With the language, which may be ""."""
    table: Callable[[int], str]
    """With the number of rows below the head."""


def finished(text: str, start: int) -> int:
    """Up to where the text from `start` on can be said: behind the last whole sentence, line or block of code. `start`
    is 0 or what this function returned before, so never within a block of code.
    """
    end = position = start
    fence, in_table = "", False
    while position < len(text):
        line_end = text.find("\n", position)
        whole = line_end >= 0
        following = line_end + 1 if whole else len(text)
        line = text[position : line_end if whole else following]
        mark = _FENCE.match(line)
        if in_table and not _is_table(line):
            in_table, end = False, position
        if fence:
            if whole and mark and mark[1].startswith(fence) and not line.strip(f" {fence[0]}"):
                fence, end = "", following
        elif mark:
            fence = mark[1]
        elif _is_table(line):
            in_table = True
        elif whole:
            end = following
        else:
            end = _sentence_end(text, position)
        position = following
    return end


def _is_table(line: str) -> bool:
    return line.lstrip().startswith("|")


def _sentence_end(text: str, start: int) -> int:
    """Behind the last sentence of an unfinished line."""
    end = start
    for match in _ENDS.finditer(text, start):
        end = match.end()
    if len(text) - end > LONG:
        end = max(end, text.rfind(" ", end, end + LONG) + 1)
    return end


def spoken(blocks: Iterable[Block], names: Names) -> str:
    """Blocks as they are said."""
    return " ".join(words for block in blocks if (words := _words(block, names)))


def _words(block: Block, names: Names) -> str:
    if isinstance(block, Paragraph):
        text = "".join(span.tex or span.text for span in block.spans).replace(LINE_BREAK, " ").strip()
        return f"{block.marker} {text}" if block.marker[:1].isdigit() else text
    if isinstance(block, Code):
        return names.code(block.language)
    if isinstance(block, Table):
        return names.table(max(0, len(block.rows) - 1))
    if isinstance(block, Formula):
        return block.tex
    if isinstance(block, Picture):
        return block.alt
    assert isinstance(block, Rule)  # noqa: S101 - the union has no other member
    return ""
