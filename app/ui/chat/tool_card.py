"""A tool call in an answer: what it wants to do, whether it may, and what came of it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from app.types.chats import ToolDecision, ToolStatus, ToolUse
from app.ui.chat.code_block import CodeText
from app.ui.chat.tool_model import Folded, fold, named, pretty, unhidden, waits
from app.ui.theme import current, pixmap, ui_font
from app.ui.theme.tokens import RADIUS_CODE, Tokens
from app.ui.widgets.buttons import BaseButton, ButtonKind, TextButton
from app.ui.widgets.focus import ring_of
from app.ui.widgets.mirror import mirror, mirrored
from app.ui.widgets.paint import rounded, smooth

HEAD = 36
PADDING = 14
LABEL = 20
GAP = 8
BUTTONS = 28
ICON = 16


class ToolHead(BaseButton):
    """Name and state in one line; a press folds or unfolds what is below. Lives in the GUI thread."""

    radius = RADIUS_CODE

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self.setCheckable(True)
        self.name = ""
        self.state = ""
        self.status = ToolStatus.ASKED
        self.explain(self.tr("Show or hide the details"))

    def show_use(self, use: ToolUse, state: str) -> None:
        """Say which tool it is and how far."""
        self.name, self.state, self.status = named(use), state, use.status
        self.setAccessibleName(f"{self.name}, {state}")
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(200, HEAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Icon, name, state, arrow."""
        tokens = current()
        color = _state_color(self.status, tokens)
        middle = (self.height() - ICON) // 2
        with self.start_painting() as painter:
            spot = mirrored(self, QRect(PADDING, middle, ICON, ICON))
            painter.drawPixmap(spot.topLeft(), pixmap(_ICONS[self.status], color, ICON))
            left = PADDING + ICON + 9
            font = ui_font(13, QFont.Weight.DemiBold)
            room = self.width() - left - PADDING - ICON - 8
            name = QFontMetrics(font).elidedText(self.name, Qt.TextElideMode.ElideRight, room)
            left = self._write(painter, left, name, font, tokens.text)
            font = ui_font(12)
            state = QFontMetrics(font).elidedText(
                self.state, Qt.TextElideMode.ElideRight, max(0, self.width() - left - 2 * PADDING - ICON)
            )
            self._write(painter, left + 10, state, font, tokens.text_2)
            aside = "chevron-left" if self.isRightToLeft() else "chevron-right"
            arrow = pixmap("chevron-down" if self.isChecked() else aside, tokens.text_2, 14)
            spot = mirrored(self, QRect(self.width() - PADDING - 14, (self.height() - 14) // 2, 14, 14))
            painter.drawPixmap(spot.topLeft(), arrow)

    def _write(self, painter: QPainter, left: int, text: str, font: QFont, color: str) -> int:
        """Write from here on; returns where it ends."""
        painter.setFont(font)
        painter.setPen(QColor(color))
        width = QFontMetrics(font).horizontalAdvance(text)
        area = mirrored(self, QRect(left, 0, width + 2, self.height()))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)
        return left + width


class ToolText(QWidget):
    """A label, a text in the font of code, and "Show all" where it is long. Lives in the GUI thread.

    Signals:
        height_changed(): It was folded or unfolded.
    """

    height_changed = Signal()

    def __init__(self, label: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._label = label
        self._text = ""
        self._folded = Folded("", "")
        self.view = CodeText(self)
        self.view.setLineWrapMode(CodeText.LineWrapMode.FixedPixelWidth)
        self.view.setAccessibleName(label)
        self.more = TextButton(self.tr("Show all"), ButtonKind.GHOST, self, small=True)
        self.more.setCheckable(True)
        self.more.toggled.connect(self._toggle)

    def show_text(self, text: str) -> None:
        """Show another text, its beginning only when it is long."""
        if text == self._text:
            return
        self._text = text
        self._folded = fold(unhidden(text))
        self.more.setVisible(self._folded.is_long)
        self._fill()

    def text_height(self, width: int) -> int:
        """Lay out at a width; returns the height."""
        height = self.view.code_height(width, wrap=True)
        self.view.setGeometry(0, LABEL, width, height)
        size = self.more.sizeHint()
        self.more.setGeometry(width - size.width(), -4, size.width(), BUTTONS)
        mirror(self, (self.more,), width)
        return LABEL + height

    def restyle(self) -> None:
        """Take over today's theme."""
        self.view.restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The label."""
        with smooth(self) as painter:
            painter.setFont(ui_font(11, QFont.Weight.DemiBold))
            painter.setPen(QColor(current().text_3))
            painter.drawText(QRect(0, 0, self.width(), LABEL - 4), Qt.AlignmentFlag.AlignVCenter, self._label)

    def _fill(self) -> None:
        self.view.set_code(self._folded.whole if self.more.isChecked() else self._folded.part)

    @Slot(bool)
    def _toggle(self, open_: bool) -> None:  # noqa: FBT001 - a slot of toggled(bool)
        self.more.setText(self.tr("Show less") if open_ else self.tr("Show all"))
        self._fill()
        self.height_changed.emit()


class ToolCard(QWidget):
    """One tool call. It is open while the person is asked or when it failed. Lives in the GUI thread.

    Signals:
        height_changed(): It was folded or unfolded, or its state is another.
        decided(tool_id: str, decision: ToolDecision): A button was pressed.
    """

    height_changed = Signal()
    decided = Signal(str, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._use: ToolUse | None = None
        self._running = False
        self.head = ToolHead(self)
        self.head.toggled.connect(self._toggled)
        self.arguments = ToolText(self.tr("What it is given"), self)
        self.result = ToolText(self.tr("What came back"), self)
        for part in (self.arguments, self.result):
            part.height_changed.connect(self.height_changed)
        self.once = TextButton(self.tr("Allow once"), ButtonKind.PRIMARY, self, small=True)
        self.always = TextButton(self.tr("Always allow"), ButtonKind.SECONDARY, self, small=True)
        self.refuse = TextButton(self.tr("Refuse"), ButtonKind.GHOST, self, small=True)
        self.once.clicked.connect(self._allow_once)
        self.always.clicked.connect(self._allow_always)
        self.refuse.clicked.connect(self._refuse)

    @property
    def asks(self) -> bool:
        """Whether the person has to decide."""
        return self._use is not None and waits(self._use) and self.once.isEnabled()

    def show_use(self, use: ToolUse, *, running: bool) -> None:
        """Show a state of the call; what nobody can decide any more has no buttons, and did not run."""
        if waits(use) and not running:
            use = replace(use, status=ToolStatus.INTERRUPTED)
        if self._use is not None and (use, running) == (self._use, self._running):
            return
        before, self._use, self._running = self._use, use, running
        asked = waits(use) and running
        self.head.show_use(use, self._state_words(use))
        self.arguments.show_text(pretty(use.arguments))
        self.result.show_text(use.result)
        for button in (self.once, self.always, self.refuse):
            button.setVisible(asked)
            button.setEnabled(True)
            button.setAccessibleDescription(self.tr("The model wants to use {0}.").format(named(use)))
        self.always.explain(self.tr("Allow {0} in every chat from now on").format(named(use)))
        if before is None or before.status is not use.status:
            self.head.setChecked(asked or use.status is ToolStatus.FAILED)
            self._show_parts()
        if asked and (before is None or not waits(before)):
            self._say()
            self._lead_here()

    def card_height(self, width: int) -> int:
        """Lay out at a width; returns the height."""
        self.head.setGeometry(0, 0, width, HEAD)
        top, inner = HEAD, width - 2 * PADDING
        for part in (self.arguments, self.result):
            if not part.isHidden():
                height = part.text_height(inner)
                part.setGeometry(PADDING, top + 2, inner, height)
                top += height + GAP
        if not self.once.isHidden():
            left = PADDING
            for button in (self.once, self.always, self.refuse):
                size = button.sizeHint()
                if left > PADDING and left + size.width() > width - PADDING:
                    left, top = PADDING, top + BUTTONS + 6
                button.setGeometry(left, top + 2, size.width(), BUTTONS)
                left += size.width() + 8
            top += BUTTONS + GAP + 2
            mirror(self, (self.once, self.always, self.refuse), width)
        return top + (4 if top > HEAD else 0)

    def restyle(self) -> None:
        """Take over today's theme."""
        self.arguments.restyle()
        self.result.restyle()
        self.update()

    def take_focus(self) -> None:
        """Bring the keyboard to the decision."""
        self.once.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _take_look(self) -> None:
        self.head.setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box; one that asks has a stronger line."""
        tokens = current()
        with smooth(self) as painter:
            line = tokens.accent if self.asks else tokens.border
            rounded(painter, self.rect(), RADIUS_CODE, tokens.inset, line)

    def _state_words(self, use: ToolUse) -> str:
        return {
            ToolStatus.ASKED: self.tr("May it be used?"),
            ToolStatus.RUNNING: self.tr("running…"),
            ToolStatus.DONE: self.tr("done"),
            ToolStatus.REFUSED: self.tr("refused"),
            ToolStatus.INTERRUPTED: self.tr("interrupted, not run"),
            ToolStatus.FAILED: self.tr("failed"),
        }[use.status]

    def _say(self) -> None:
        assert self._use is not None  # noqa: S101 - called after it was set
        words = self.tr("The model wants to use {0}. Allow once, always allow, or refuse?").format(named(self._use))
        event = QAccessibleAnnouncementEvent(self, words)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)

    def _lead_here(self) -> None:
        """The keyboard comes to the card, one Tab before the decision: a key that was meant for what one read until now
        must not be a yes. It never comes away from where somebody types.
        """
        focused = QApplication.focusWidget()
        typing = isinstance(focused, QLineEdit | QPlainTextEdit | QTextEdit) and not focused.isReadOnly()
        if focused is not None and not typing and self.window() is focused.window():
            QTimer.singleShot(0, self, self._take_look)

    def _show_parts(self) -> None:
        use, open_ = self._use, self.head.isChecked()
        self.arguments.setVisible(open_ and use is not None and bool(pretty(use.arguments)))
        self.result.setVisible(open_ and use is not None and bool(use.result))

    @Slot(bool)
    def _toggled(self, _open: bool) -> None:  # noqa: FBT001 - a slot of toggled(bool)
        self._show_parts()
        self.height_changed.emit()

    def _decide(self, decision: ToolDecision) -> None:
        if self._use is not None:
            self._keep_focus()
            for button in (self.once, self.always, self.refuse):
                button.setEnabled(False)
            self.decided.emit(self._use.id, decision)
            self.update()

    def _keep_focus(self) -> None:
        """The buttons go; the focus would go with them to wherever Tab leads next."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            seen = ring_of(self).surrounds(focused)
            self.head.setFocus(Qt.FocusReason.TabFocusReason if seen else Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _allow_once(self) -> None:
        self._decide(ToolDecision.ONCE)

    @Slot()
    def _allow_always(self) -> None:
        self._decide(ToolDecision.ALWAYS)

    @Slot()
    def _refuse(self) -> None:
        self._decide(ToolDecision.REFUSE)


_ICONS = {
    ToolStatus.ASKED: "wrench",
    ToolStatus.RUNNING: "wrench",
    ToolStatus.DONE: "circle-check",
    ToolStatus.REFUSED: "ban",
    ToolStatus.INTERRUPTED: "ban",
    ToolStatus.FAILED: "circle-alert",
}


def _state_color(status: ToolStatus, tokens: Tokens) -> str:
    return {ToolStatus.DONE: tokens.ok, ToolStatus.FAILED: tokens.bad, ToolStatus.ASKED: tokens.accent_text}.get(
        status, tokens.text_2
    )
