"""A card over the window with a field and a list below it: what is typed narrows the list, Enter takes a row."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.ui.palette.model import Entry, Row, row_of, step
from app.ui.palette.ranking import MAX_QUERY
from app.ui.palette.rows_view import ENTRY_HEIGHT, RowsModel, RowsView, spoken
from app.ui.theme import current, pixmap, theme, ui_font
from app.ui.widgets.labels import KeyHint, muted_label
from app.ui.widgets.popover import Popover

WIDTH = 660
FIELD_HEIGHT = 53
TOP = 0.18
"""Of the window's height lies above it."""
MAX_TOP = 150
EDGE = 16
_FOOT = 34
MAX_LIST = 444
"""Higher lists scroll."""
_PAGE = 6
_MOVES = {
    int(Qt.Key.Key_Down): 1,
    int(Qt.Key.Key_Up): -1,
    int(Qt.Key.Key_Tab): 1,
    int(Qt.Key.Key_Backtab): -1,
    int(Qt.Key.Key_PageDown): _PAGE,
    int(Qt.Key.Key_PageUp): -_PAGE,
}


class _Glass(QLabel):
    """The magnifying glass, tinted as the theme is now."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(20, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.drawPixmap(QPoint(1, 1), pixmap("search", current().text_2, 18))


class PaletteBox(Popover):
    """See the module's docstring. The focus stays in the field. Lives in the GUI thread.

    Signals:
        asked(text: str): Something else stands in the field.
        taken(entry: Entry): An entry was chosen; the box is closed already.
    """

    asked = Signal(str)
    taken = Signal(object)

    def __init__(self, window: QWidget, name: str, prompt: str, foot: str = "") -> None:
        super().__init__(window)
        self.setAccessibleName(name)
        self._none = ""
        self.field = QLineEdit()
        self.field.setFrame(False)
        self.field.setMaxLength(MAX_QUERY)
        self.field.setFont(ui_font(15))
        self.field.setPlaceholderText(prompt)
        self.field.setAccessibleName(prompt)
        self.field.setStyleSheet("QLineEdit { background: transparent; }")
        self.field.textChanged.connect(self.asked)
        self.model = RowsModel()
        self.view = RowsView(self.model, self.tr("Results"))
        self.view.clicked.connect(self._clicked)
        self.nothing = muted_label("", 13)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        self.nothing.setFixedHeight(2 * ENTRY_HEIGHT)
        self.nothing.hide()
        self.foot = muted_label(foot)
        self.foot.setContentsMargins(18, 0, 18, 0)
        self.foot.setFixedHeight(_FOOT)
        self._build()
        self.foot.setVisible(bool(foot))
        theme().changed.connect(self.update)

    def open_over(self, area: QRect, opener: QWidget) -> None:
        """Show it over a part of the window, empty."""
        self._area = area
        self.field.clear()
        self.open_for(opener)
        self._place()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_rows(self, rows: tuple[Row, ...], nothing: str, *, keep: bool) -> None:
        """Other rows; `keep` leaves the choice on its entry, for those that came later than others."""
        chosen = self.view.chosen
        key = chosen.entry.key if keep and chosen is not None and chosen.entry is not None else ""
        self.model.show_rows(rows)
        at = row_of(rows, key)
        self.nothing.setText(nothing)
        self.nothing.setVisible(at < 0)
        self.view.setVisible(at >= 0)
        self._place()
        if at >= 0:
            self.view.choose(at)
            if not keep:
                self.view.scrollToTop()
        elif self.isVisible():
            self._say(nothing)
        self._tell_field()

    def move_choice(self, by: int) -> None:
        """So many rows further; by more than one it ends at the end."""
        at, rows = self.view.currentIndex().row(), self.model.rows
        for _ in range(abs(by)):
            beyond = step(rows, at, 1 if by > 0 else -1)
            if abs(by) > 1 and (beyond > at) != (by > 0):
                break
            at = beyond
        if at >= 0:
            self.view.choose(at)
            self._say(spoken(self.model.rows[at]))
            self._tell_field()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the list, pressed in the field."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in _MOVES:
                self.move_choice(_MOVES[key])
            elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.view.chosen)
            elif key == Qt.Key.Key_Escape:
                self.dismiss(keyboard=True)
            else:
                return False
            return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card, and the line between the field and the list."""
        super().paintEvent(event)
        with QPainter(self) as painter:
            painter.fillRect(10, FIELD_HEIGHT - 1, self.width() - 20, 1, QColor(current().border))
            if not self.foot.isHidden():
                painter.fillRect(10, self.height() - _FOOT - 1, self.width() - 20, 1, QColor(current().border))

    def _build(self) -> None:
        self._area = QRect()
        top = QHBoxLayout()
        top.setContentsMargins(18, 8, 18, 0)
        top.setSpacing(8)
        top.addWidget(_Glass())
        top.addWidget(self.field, 1)
        top.addWidget(KeyHint(self.tr("Esc")))
        head = QWidget()
        head.setLayout(top)
        head.setFixedHeight(FIELD_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.view, 1)
        column.addWidget(self.nothing)
        column.addSpacing(8)
        column.addWidget(self.foot)

    def _place(self) -> None:
        """As high as its rows, and inside the window."""
        window = self.window().rect()
        area = self._area if self._area.isValid() else window
        width = min(WIDTH, area.width() - 2 * EDGE)
        top = min(MAX_TOP, round(window.height() * TOP))
        rows = self.view.wanted_height() if not self.view.isHidden() else self.nothing.height()
        foot = 0 if self.foot.isHidden() else _FOOT
        height = min(FIELD_HEIGHT + min(rows, MAX_LIST) + 8 + foot, window.height() - top - EDGE)
        self.setGeometry(area.center().x() + 1 - width // 2, top, width, height)

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        self._take(self.model.rows[index.row()])

    def _take(self, row: Row | None) -> None:
        if row is not None and row.entry is not None:
            entry: Entry = row.entry
            self.dismiss()
            self.taken.emit(entry)

    def _tell_field(self) -> None:
        """Who comes to the field by a screen reader hears what Enter would take."""
        chosen = self.view.chosen
        self.field.setAccessibleDescription(spoken(chosen) if chosen is not None else self.nothing.text())

    def _say(self, words: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, words))
