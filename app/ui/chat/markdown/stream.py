"""Markdown that arrives in pieces, at a cost that does not grow with what is already there.

Everything before `frozen` is final: only the text behind it is parsed again when more comes. A unit (a top-level block
or list item) is frozen as soon as the next one has certainly begun. Inside an open fence nothing is parsed at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from app.types.messages import clean_text
from app.ui.chat.markdown.model import Block, Code, Table
from app.ui.chat.markdown.parse import Unit, parse
from app.ui.chat.markdown.visible import visible, visible_code

SHOWN_CHARS = 200_000
"""What is shown of one message at most; copying gives all of it."""
TAIL_CHARS = 4_000
"""A block longer than this is cut: what is there becomes final. Keeps one parse short, whatever the text."""
WHOLE_CHARS = 20_000
"""Up to this length the whole text is parsed once more at the end where that can change something."""
HEAD_LINES = 2
ROW_CHARS = 12_000
"""A row of a table is cut only when it is longer than this: half a row is none."""
JOINED_CELLS = 1_000
"""A table that was cut becomes one again up to this size; to lay out a larger one would halt the window."""
KEPT = 200
"""So many complete texts stay parsed: rows come and go while a person scrolls."""
KEPT_CHARS = 20_000
"""Longer ones are parsed again."""
SLICE_CHARS = 2_000
"""How much of a stored text is taken at once."""

_FENCE_OPENS = re.compile(r"(`{3,}(?=[^`\n]*\n)|~{3,}(?=[^\n]*\n))(.*)\n")


@dataclass(slots=True)
class _Fence:
    """An open fence: its code starts at `start`, whole lines up to `scanned` hold no closing fence."""

    start: int
    scanned: int
    language: str
    closing: re.Pattern[str]
    maybe: re.Pattern[str]
    """A last line that may yet become the closing fence; it is held back."""


class MarkdownStream:
    """The blocks of one text that grows at its end. Every change returns the index of the first block that changed;
    blocks before it are the same objects as before. A block's key is its index.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.chars_parsed = 0
        """How many characters went through the parser so far; tests hold the cost against it."""
        self.truncated = False
        """True when the text is longer than what is shown."""
        self._source = ""
        self._carry = ""
        self._frozen = 0
        self._frozen_blocks = 0
        self._last_frozen: Unit | None = None
        self._references: dict[str, Any] = {}
        self._fence: _Fence | None = None
        self._reparse = False
        self._head = ""
        """Head of a table that was cut: what follows goes on as a table under the same head."""
        self._finished = False

    def feed(self, text: str) -> int:
        """Add text."""
        first = len(self.blocks)
        for start in range(0, len(text), SLICE_CHARS):
            first = min(first, self._feed_slice(text[start : start + SLICE_CHARS]))
        return first

    def take_whole(self, text: str) -> None:
        """Show a text that is complete: one that is not long is parsed only once."""
        if len(text) <= TAIL_CHARS and not self._source:
            self._feed_slice(text, last=True)
            self._finished = True
        else:
            self.feed(text)
            self.finish()

    def finish(self) -> int:
        """No more text comes: close what is open, and parse once more if late link references or cuts ask for it."""
        if self._finished:
            return len(self.blocks)
        first = self._feed_slice("", last=True)
        self._finished = True
        if self._reparse and len(self._source) <= WHOLE_CHARS:
            self.chars_parsed += len(self._source)
            whole = [block for unit in parse(self._source) for block in unit.blocks]
            first = min(first, self._swap(0, whole))
        return min(first, self._swap(0, list(joined(self.blocks))))

    def _feed_slice(self, text: str, *, last: bool = False) -> int:
        text = clean_text(self._carry + text)
        self._carry = "\r" if text.endswith("\r") and not last else ""
        text = text.removesuffix(self._carry).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
        text = visible(text)
        room = SHOWN_CHARS - len(self._source)
        if len(text) > room:
            text, self.truncated = text[:room], True
        if not text and not last:
            return len(self.blocks)
        self._source += text
        return self._advance(last=last)

    def _advance(self, *, last: bool) -> int:
        """Bring the blocks up to date with the source."""
        first = len(self.blocks)
        while True:
            if self._fence is None:
                first = min(first, self._parse_tail(last=last))
            if self._fence is None:
                return first
            first = min(first, self._inside_fence(self._fence, last=last))
            if self._fence is not None or self._frozen >= len(self._source):
                return first

    def _parse_tail(self, *, last: bool) -> int:
        tail = self._source[self._frozen :]
        starts = _line_starts(tail)
        units, references = self._parse(tail)
        opened = not last and bool(units) and self._open_fence(units[-1], tail, starts)
        final = len(units) if last else len(units) - 1 if opened else _certain(units, len(starts) - 1)
        end_line = units[final].first_line if final < len(units) else len(starts)
        end = starts[end_line] if final < len(units) else len(tail)
        if not last and not opened and len(tail) - (end if final else 0) > self._limit(tail):
            return self._cut(tail)
        blocks = [block for unit in units for block in unit.blocks]
        if not last and blocks and isinstance(blocks[-1], Code):
            blocks[-1] = replace(blocks[-1], closed=units[-1].fence and not opened)
        first = self._swap(self._frozen_blocks, blocks)
        if final or opened or last:
            self._remember(references, end_line)
            self._freeze(units[:final], end)
        return first

    def _parse(self, text: str) -> tuple[list[Unit], dict[str, Any]]:
        references = dict(self._references)
        self.chars_parsed += len(text)
        if not self._head or not text.lstrip(" ").startswith("|"):
            return parse(text, references, self._last_frozen), references
        units = parse(self._head + text, references, self._last_frozen)
        for unit in units:
            unit.first_line = max(0, unit.first_line - HEAD_LINES)
        if units and isinstance(table := units[0].blocks[0], Table):
            units[0].blocks[0] = replace(table, continued=True)
        return units, references

    def _limit(self, tail: str) -> int:
        """How long the tail may be: the head of a table, or one row under a head, is waited for."""
        row = tail.lstrip(" ").startswith("|") and tail.count("\n") < (1 if self._head else HEAD_LINES)
        return ROW_CHARS if row else TAIL_CHARS

    def _cut(self, tail: str) -> int:
        """The block is too long to be parsed again and again: what is there becomes final, up to a line's end or a
        space.
        """
        end = tail.rfind("\n") + 1 or tail.rfind(" ") + 1 or len(tail)
        units, references = self._parse(tail[:end])
        first = self._swap(self._frozen_blocks, [block for unit in units for block in unit.blocks])
        head = self._table_head(units[-1], tail) if units else ""
        self._reparse = self._reparse or not head
        self._remember(references, end)
        self._freeze(units, end)
        self._head = head
        return min(first, self._parse_tail(last=False)) if end < len(tail) else first

    def _table_head(self, unit: Unit, tail: str) -> str:
        """Head and alignment of the table that a text ends with; "" if it ends with something else."""
        if not unit.blocks or not isinstance(unit.blocks[-1], Table) or len(unit.blocks) > 1:
            return ""
        lines = tail.split("\n")[unit.first_line :][:HEAD_LINES]
        known = self._head if unit.first_line == 0 else ""
        return known or "".join(f"{line}\n" for line in lines)

    def _remember(self, references: dict[str, Any], lines: int) -> None:
        """Keep the link references of the first `lines` lines; blocks before them were parsed without."""
        for label, reference in references.items():
            if label not in self._references and reference["map"][0] < lines:
                self._references[label] = reference
                self._reparse = self._reparse or self._frozen_blocks > 0

    def _freeze(self, units: list[Unit], end: int) -> None:
        self._head = "" if units else self._head
        self._reparse = self._reparse or any(unit.footnote for unit in units)
        self._frozen += end
        self._frozen_blocks += sum(len(unit.blocks) for unit in units)
        self._last_frozen = units[-1] if units else self._last_frozen

    def _open_fence(self, unit: Unit, tail: str, starts: list[int]) -> bool:
        """Stop parsing when the last block is a fence whose end has not come."""
        opening = _FENCE_OPENS.match(tail, starts[unit.first_line]) if unit.fence else None
        if opening is None:
            return False
        mark = opening[1]
        closing = re.compile(rf" {{0,3}}{re.escape(mark[0])}{{{len(mark)},}}[ \t]*(\n|\Z)")
        start = opening.end()
        lines = [position for position in starts if position >= start]
        if any(closing.match(tail, position) for position in lines):
            return False
        maybe = re.compile(rf" {{0,3}}{re.escape(mark[0])}*[ \t]*\Z")
        self._fence = _Fence(self._frozen + start, self._frozen + lines[-1], _language(unit), closing, maybe)
        return True

    def _inside_fence(self, fence: _Fence, *, last: bool) -> int:
        """Look for the closing fence among the new lines only."""
        source = self._source
        index = len(self.blocks) - 1
        position = fence.scanned
        while (line_end := source.find("\n", position)) >= 0:
            if fence.closing.match(source, position):
                first = self._swap(index, [self._code(fence, position, closed=True)])
                self._leave_fence(line_end + 1)
                return first
            position = line_end + 1
        fence.scanned = position
        held = fence.closing if last else fence.maybe
        end = position if held.match(source, position) else len(source)
        first = self._swap(index, [self._code(fence, end, closed=last)])
        if last:
            self._leave_fence(len(source))
        return first

    def _code(self, fence: _Fence, end: int, *, closed: bool) -> Code:
        return Code(visible_code(self._source[fence.start : end].removesuffix("\n")), fence.language, 0, closed)

    def _leave_fence(self, end: int) -> None:
        self._fence = None
        self._frozen = end
        self._frozen_blocks = len(self.blocks)
        self._last_frozen = None

    def _swap(self, start: int, blocks: list[Block]) -> int:
        """Put `blocks` in place of those from `start` on, keeping equal ones; returns the first index that changed."""
        old = self.blocks
        same = 0
        while same < len(blocks) and start + same < len(old) and old[start + same] == blocks[same]:
            same += 1
        first = start + same
        changed = first < len(old) or same < len(blocks)
        del old[first:]
        old.extend(blocks[same:])
        return first if changed else len(old)


def joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with the parts of a table as one, as far as that is drawn in a moment."""
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Table) and isinstance(before, Table) and _joins(before, block):
            before = replace(
                before,
                rows=before.rows + block.rows[1:],
                more_columns=max(before.more_columns, block.more_columns),
                hidden=before.hidden + block.hidden[1:],
            )
            continue
        if before is not None:
            yield before
        before = block
    if before is not None:
        yield before


def _joins(before: Table, table: Table) -> bool:
    cells = sum(map(len, before.rows)) + sum(map(len, table.rows[1:]))
    same = bool(before.hidden) == bool(table.hidden) and before.rows[:1] == table.rows[:1]
    return table.continued and same and cells <= JOINED_CELLS


def render(text: str) -> MarkdownStream:
    """The blocks of a text that is complete."""
    stream = MarkdownStream()
    stream.take_whole(text)
    return stream


@lru_cache(maxsize=KEPT)
def rendered(text: str) -> MarkdownStream:
    """The same for a view that may show it again; nobody may feed it."""
    return render(text)


def _line_starts(text: str) -> list[int]:
    starts = [0]
    position = text.find("\n")
    while position >= 0:
        starts.append(position + 1)
        position = text.find("\n", position + 1)
    return starts


def _certain(units: list[Unit], complete_lines: int) -> int:
    """How many units from the front can no longer change: those whose successor certainly begins where it does."""
    certain = 0
    for index in range(1, len(units)):
        if units[index].first_line + units[index].lines_needed <= complete_lines:
            certain = index
    return certain


def _language(unit: Unit) -> str:
    return next((block.language for block in unit.blocks if isinstance(block, Code)), "")
