r"""Formulas as markdown-it rules: brackets beside the dollars of a plugin, and blocks that know their lines.

The plugins' own rules for blocks either lose the line numbers, which freezing needs, or miss blocks in lists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

MAX_INLINE = 2_000
"""A formula in a line is no longer than this: keeps the search for its end short, whatever the text."""
MAX_LINES = 200
_BLOCKS = {"$$": "$$", "\\[": "\\]"}
_ALSO_ENDS = ["paragraph", "reference", "blockquote", "list"]


def maths_plugin(parser: MarkdownIt) -> None:
    """Let a parser know formulas: tokens `math_block`, `math_inline` and `math_inline_double`."""
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    dollarmath_plugin(
        parser, allow_labels=False, allow_space=False, allow_digits=False, allow_blank_lines=False, double_inline=True
    )
    parser.block.ruler.at("math_block", _block, {"alt": _ALSO_ENDS})
    parser.inline.ruler.before("escape", "math_brackets", _brackets)


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's form
    """A formula that begins a line and ends one, without an empty line in it. One whose end has not come is a block
    too, at the end of the text: more may come.
    """
    first = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]].strip()
    close = _BLOCKS.get(first[:2])
    if close is None:
        return False
    mark, lines = first[:2], [first[2:]]
    line = start
    while close not in lines[-1]:
        line += 1
        if line >= min(end, start + MAX_LINES) or state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            if line < state.lineMax or len(lines) == 1:
                return False
            break
        lines.append(state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip())
    closed = close in lines[-1]
    if closed and (not lines[-1].endswith(close) or lines[-1].count(close) > 1):
        return False
    if silent:
        return True
    state.line = min(line + 1, end)
    token = state.push("math_block", "math", 0)
    token.block = True
    token.content = "\n".join(lines)
    if closed:
        token.content = token.content[: -len(close)]
    token.info = close if closed else ""
    token.map = [start, state.line]
    token.markup = mark
    return True


def _brackets(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's form
    start = state.pos
    mark = state.src[start : start + 2]
    if mark not in ("\\(", "\\["):
        return False
    close = "\\)" if mark == "\\(" else "\\]"
    end = state.src.find(close, start + 2, min(state.posMax, start + MAX_INLINE))
    if end < 0 or not state.src[start + 2 : end].strip():
        return False
    if not silent:
        token = state.push("math_inline" if mark == "\\(" else "math_inline_double", "math", 0)
        token.content = state.src[start + 2 : end]
        token.markup = mark
        token.info = close
    state.pos = end + 2
    return True
