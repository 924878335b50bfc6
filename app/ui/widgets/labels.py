"""Texts that say something at a glance: elided label, muted label, tag, status dot, key."""

from __future__ import annotations

from enum import StrEnum
from html import escape

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui.theme import Tokens, current, ui_font
from app.ui.widgets.paint import rounded, smooth
from app.ui.widgets.tips import plain_tip

KBD_HEIGHT = 19
TAG_HEIGHT = 19
MEASURED = 1_000
"""Characters of a line: there is room for no more, and to measure more takes its time at each painting."""


class Tone(StrEnum):
    """What a colour says; the word beside it says it too."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"


def tag_colors(tone: Tone, tokens: Tokens) -> tuple[str, str]:
    """Text and background of a tag."""
    return {
        Tone.NEUTRAL: (tokens.text_2, tokens.inset),
        Tone.ACCENT: (tokens.accent_text, tokens.accent_bg),
        Tone.OK: (tokens.ok, tokens.ok_bg),
        Tone.WARN: (tokens.warn, tokens.warn_bg),
        Tone.BAD: (tokens.bad, tokens.bad_bg),
    }[tone]


def muted_label(text: str = "", px: int = 12) -> QLabel:
    """One line in the third text colour; it follows the theme through the palette."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(ui_font(px, tabular=True))
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def text_label(text: str = "", px: int = 13, weight: QFont.Weight = QFont.Weight.Normal) -> QLabel:
    """One line in the first text colour."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(ui_font(px, weight))
    return label


class Paragraph(QLabel):
    """Text of several lines with a line height in pixels, which a plain label cannot have. GUI thread."""

    def __init__(
        self,
        text: str = "",
        px: int = 13,
        line: int = 20,
        weight: QFont.Weight = QFont.Weight.Normal,
        *,
        muted: bool = False,
    ) -> None:
        super().__init__()
        self._line = line
        self.plain = ""
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setFont(ui_font(px, weight))
        # Qt puts the letters of a line of fixed height at its foot; they belong into its middle.
        rise = round((line - QFontMetricsF(self.font()).height()) / 2)
        self.setContentsMargins(0, -rise, 0, rise)
        self.setWordWrap(True)
        if muted:
            self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.say(text)

    def say(self, text: str) -> None:
        """Show plain text; what looks like markup in it stays text."""
        self.plain = text
        safe = escape(text, quote=False).replace("\n", "<br>")
        self.setText(f'<p style="line-height:{self._line}px">{safe}</p>')


class ElidedLabel(QLabel):
    """One line that gets a "…" where there is no room; the whole text is its tooltip then. GUI thread."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._end = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """It may shrink to a few letters, and the end that is kept."""
        return QSize(QFontMetrics(self.font()).horizontalAdvance(f"…{self._end}"), super().minimumSizeHint().height())

    def set_text(self, text: str, end: str = "") -> None:
        """Another text; of one with this end the rest is cut."""
        self._end = end if text.endswith(end) else ""
        self.setText(text)
        self.updateGeometry()

    def shown(self) -> str:
        """What there is room for."""
        metrics, room = QFontMetrics(self.font()), self.contentsRect().width()
        if len(self.text()) < MEASURED and metrics.horizontalAdvance(self.text()) <= room:
            return self.text()
        rest = self.text().removesuffix(self._end)[:MEASURED]
        room -= metrics.horizontalAdvance(self._end)
        return metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room) + self._end

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, cut to fit."""
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(self.foregroundRole()))
            shown = self.shown()
            self.setToolTip(plain_tip(self.text()) if shown != self.text() else "")
            painter.drawText(self.contentsRect(), int(self.alignment() | Qt.TextFlag.TextSingleLine), shown)


class Tag(QLabel):
    """A pill with one or two words. GUI thread."""

    def __init__(self, text: str = "", tone: Tone = Tone.NEUTRAL, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.tone = tone
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(ui_font(11, QFont.Weight.Medium))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_tag(self, text: str, tone: Tone = Tone.NEUTRAL) -> None:
        """Another word and tone."""
        self.tone = tone
        self.setText(text)
        self.setVisible(bool(text))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """The word with its padding."""
        return QSize(tag_width(self.text()), TAG_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The pill."""
        with smooth(self) as painter:
            paint_tag(painter, self.rect(), self.text(), self.tone, current())


def tag_width(text: str) -> int:
    """How wide a tag with this text is."""
    return QFontMetrics(ui_font(11, QFont.Weight.Medium)).horizontalAdvance(text) + 14


def paint_tag(painter: QPainter, rect: QRect, text: str, tone: Tone, tokens: Tokens) -> None:
    """A tag, also for delegates."""
    color, background = tag_colors(tone, tokens)
    rounded(painter, rect, rect.height() / 2, background, tokens.text if tokens.high else None)
    painter.setFont(ui_font(11, QFont.Weight.Medium))
    painter.setPen(QColor(color))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def kbd_width(keys: str) -> int:
    """How wide a key hint is."""
    return QFontMetrics(ui_font(11)).horizontalAdvance(keys) + 12


def paint_kbd(painter: QPainter, rect: QRect, keys: str, tokens: Tokens) -> None:
    """A key in a thin frame."""
    rounded(painter, rect, 4, None, tokens.border)
    painter.setFont(ui_font(11))
    painter.setPen(QColor(tokens.text_3))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, keys)


class KeyHint(QLabel):
    """The keys of a shortcut, beside what they do. GUI thread."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(keys, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The keys with their frame."""
        return QSize(kbd_width(self.text()), KBD_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame and the keys."""
        with smooth(self) as painter:
            paint_kbd(painter, self.rect(), self.text(), current())


class DotShape(StrEnum):
    """States differ by form as well as by colour."""

    FULL = "full"
    """Loaded, running."""
    RING = "ring"
    """Ready, idle."""
    HALF = "half"
    """Loading, starting."""
    DIAMOND = "diamond"
    """Failed, unavailable."""


_DOT_COLORS = {DotShape.FULL: "ok", DotShape.RING: "text_3", DotShape.HALF: "warn", DotShape.DIAMOND: "bad"}


def paint_dot(painter: QPainter, rect: QRectF, shape: DotShape, tokens: Tokens) -> None:
    """A status dot of 8 px."""
    color = QColor(str(getattr(tokens, _DOT_COLORS[shape])))
    painter.setPen(QPen(color, 1.5) if shape in (DotShape.RING, DotShape.HALF) else Qt.PenStyle.NoPen)
    painter.setBrush(color if shape in (DotShape.FULL, DotShape.DIAMOND) else Qt.BrushStyle.NoBrush)
    inner = rect.adjusted(0.75, 0.75, -0.75, -0.75)
    if shape is DotShape.DIAMOND:
        middle = rect.center()
        corners = [
            QPointF(middle.x(), rect.top()),
            QPointF(rect.right(), middle.y()),
            QPointF(middle.x(), rect.bottom()),
            QPointF(rect.left(), middle.y()),
        ]
        painter.drawPolygon(QPolygonF(corners))
    elif shape is DotShape.HALF:
        painter.drawEllipse(inner)
        painter.setBrush(color)
        painter.drawChord(inner, 90 * 16, 180 * 16)
    else:
        painter.drawEllipse(rect if shape is DotShape.FULL else inner)


class StatusDot(QLabel):
    """A dot whose form and colour say a state; its tooltip and accessible name say it in words. GUI thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shape = DotShape.RING
        self.setFixedSize(8, 8)

    def set_state(self, shape: DotShape, words: str) -> None:
        """Show a state."""
        self.shape = shape
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The dot."""
        with smooth(self) as painter:
            paint_dot(painter, QRectF(self.rect()), self.shape, current())
