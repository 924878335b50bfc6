"""Fonts, colours and spacing of messages as Qt's text formats, per theme."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat

from app.ui.chat.markdown import Paragraph, Span
from app.ui.theme import Tokens, code_font, ui_font

TEXT_PX, LINE = 15, 24
TABLE_PX = 14
CODE_PX, CODE_LINE = 13, 20
RISE = 2
"""Qt puts the letters of a line of fixed height this much too low; text widgets are placed higher by it."""
PARAGRAPH_GAP = 12
ITEM_GAP = 4
HEADING_GAP = 20
INDENT = 24
"""Per list."""
QUOTE_INDENT = 16
"""Per quote."""

_HEADINGS = {1: (20, 28), 2: (17, 24)}
_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value


@lru_cache(maxsize=256)
def char_format(
    tokens: Tokens, style: Span, heading: int = 0, *, quote: bool = False, px: int = TEXT_PX
) -> QTextCharFormat:
    """How a span looks; pass a span without text, so that equal styles share one format."""
    result = QTextCharFormat()
    weight = QFont.Weight.DemiBold if style.bold or heading else QFont.Weight.Normal
    if style.code:
        font = code_font(px - 2)
        font.setBold(style.bold)
    else:
        font = ui_font(_HEADINGS.get(heading, (px, 0))[0], weight)
    font.setItalic(style.italic)
    font.setStrikeOut(style.strike)
    result.setFont(font)
    result.setForeground(QColor(tokens.text_2 if quote else tokens.text))
    if style.link:
        result.setAnchor(True)
        result.setAnchorHref(style.link)
        result.setForeground(QColor(tokens.accent_text))
        result.setFontUnderline(True)
    return result


def style_of(span: Span) -> Span:
    """The span's style alone."""
    return Span("", span.bold, span.italic, span.code, span.strike, span.link)


def block_format(paragraph: Paragraph, before: Paragraph | None) -> QTextBlockFormat:
    """Where a paragraph stands below the one before it."""
    result = QTextBlockFormat()
    result.setLineHeight(_HEADINGS.get(paragraph.heading, (0, LINE))[1], _FIXED)
    result.setTopMargin(gap(paragraph, before))
    indent = INDENT * paragraph.depth + QUOTE_INDENT * paragraph.quote
    if right_to_left(paragraph.text):
        result.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        result.setRightMargin(indent)
    else:
        result.setLeftMargin(indent)
    return result


def code_block_format() -> QTextBlockFormat:
    """A line of code."""
    result = QTextBlockFormat()
    result.setLineHeight(CODE_LINE, _FIXED)
    return result


def gap(paragraph: Paragraph, before: Paragraph | None) -> int:
    """The room above a paragraph."""
    if before is None:
        return 0
    if paragraph.heading:
        return HEADING_GAP
    same_list = not before.marker or before.depth != paragraph.depth or _numbered(before) == _numbered(paragraph)
    if paragraph.marker and before.depth and same_list:
        return ITEM_GAP
    return PARAGRAPH_GAP


def _numbered(paragraph: Paragraph) -> bool:
    return paragraph.marker[:1].isdigit()


def right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction runs to the left."""
    for char in text[:200]:
        direction = unicodedata.bidirectional(char)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def utf16_length(text: str) -> int:
    """The length of a text as Qt counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
