"""Fonts, colours and spacing of messages as Qt's text formats, per theme."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat

from app.ui.chat.directions import right_to_left
from app.ui.chat.markdown import Paragraph, Span
from app.ui.theme import TEXT_PX, Tokens, code_font, theme, ui_font

LINE = 24
"""Of messages in the shipped size, and of the lines around them, which do not grow."""
TABLE_STEP, CODE_STEP = 1, 2
"""So much smaller than prose."""
CODE_LINE = 20 / 13
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
_AT_LEAST = QTextBlockFormat.LineHeightTypes.MinimumHeight.value


def scaled(px: int) -> int:
    """A measure of messages in the size that the person wants."""
    return round(px * theme().text_px / TEXT_PX)


def code_px() -> int:
    """The size of code in blocks."""
    return theme().text_px - CODE_STEP


def char_format(
    tokens: Tokens, style: Span, heading: int = 0, *, quote: bool = False, smaller: int = 0
) -> QTextCharFormat:
    """How a span looks; pass a span without text, so that equal styles share one format."""
    return _char_format(tokens, style, heading, theme().text_px - smaller, quote=quote)


@lru_cache(maxsize=256)
def _char_format(tokens: Tokens, style: Span, heading: int, px: int, *, quote: bool) -> QTextCharFormat:
    result = QTextCharFormat()
    weight = QFont.Weight.DemiBold if style.bold or heading else QFont.Weight.Normal
    if style.code:
        font = code_font(px - CODE_STEP)
        font.setBold(style.bold)
    else:
        font = ui_font(round(_HEADINGS[heading][0] * px / TEXT_PX) if heading in _HEADINGS else px, weight)
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


def block_format(paragraph: Paragraph, before: Paragraph | None) -> QTextBlockFormat:
    """Where a paragraph stands below the one before it."""
    result = QTextBlockFormat()
    # Pictures of formulas may be taller than a line.
    kind = _AT_LEAST if any(span.tex for span in paragraph.spans) else _FIXED
    result.setLineHeight(scaled(_HEADINGS.get(paragraph.heading, (0, LINE))[1]), kind)
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
    result.setLineHeight(round(code_px() * CODE_LINE), _FIXED)
    return result


def gap(paragraph: Paragraph, before: Paragraph | None) -> int:
    """The room above a paragraph."""
    if before is None or paragraph.joined:
        return 0
    if paragraph.heading:
        return HEADING_GAP
    same_list = not before.marker or before.depth != paragraph.depth or _numbered(before) == _numbered(paragraph)
    if paragraph.marker and before.depth and same_list:
        return ITEM_GAP
    return PARAGRAPH_GAP


def _numbered(paragraph: Paragraph) -> bool:
    return paragraph.marker[:1].isdigit()


def utf16_length(text: str) -> int:
    """The length of a text as Qt counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
