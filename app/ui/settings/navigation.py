"""The left side of the settings window: the search field, and the pages or what the search found."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.ui.settings.client import SettingsClient
from app.ui.settings.pages_model import Hit, Page, Topic, search
from app.ui.settings.words import ICONS, page_title, place_words
from app.ui.theme import current, pixmap, theme, ui_font
from app.ui.theme.tokens import RADIUS_CONTROL, ROW_HEIGHT
from app.ui.widgets.focus import from_keyboard
from app.ui.widgets.labels import muted_label, text_label
from app.ui.widgets.paint import HOVER, rounded
from app.ui.widgets.text_field import TextField

WIDTH = 232
_HIT_HEIGHT = 46
_DATA = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class _Entry:
    """A page, or something on it that was found. (Qt would make a plain text of a `Page` alone.)"""

    page: Page
    hit: Hit | None = None


class _Rows(QStyledItemDelegate):
    """Paints a page or a hit."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, ROW_HEIGHT if index.data(_DATA).hit is None else _HIT_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = current()
        state, area = option.state, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            rounded(painter, area, RADIUS_CONTROL, tokens.selected, tokens.line_of_chosen)
        elif state & QStyle.StateFlag.State_MouseOver:
            veil = QColor(tokens.text)
            veil.setAlphaF(HOVER)
            rounded(painter, area, RADIUS_CONTROL, veil)
        entry: _Entry = index.data(_DATA)
        color = tokens.text if chosen else tokens.text_2
        top = area.top() + (ROW_HEIGHT - 16) // 2
        painter.drawPixmap(QPoint(area.left() + 10, top), pixmap(ICONS[entry.page], color, 16))
        font = ui_font(13, QFont.Weight.DemiBold if chosen else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(tokens.text))
        width = area.width() - 34 - 8
        words = QFontMetrics(font).elidedText(index.data(), Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(area.left() + 34, area.top(), width, ROW_HEIGHT), Qt.AlignmentFlag.AlignVCenter, words)
        if entry.hit is not None:
            small = ui_font(11)
            painter.setFont(small)
            painter.setPen(QColor(tokens.text_3))
            place = QRect(area.left() + 34, area.top() + 25, width, 16)
            where = QFontMetrics(small).elidedText(
                place_words(entry.hit.page, entry.hit.group), Qt.TextElideMode.ElideRight, width
            )
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, where)
        painter.restore()


class _List(QListWidget):
    """One tab stop; the arrow keys choose, and the choice counts at once."""

    def __init__(self) -> None:
        super().__init__()
        self._ring = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring = from_keyboard(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._ring = False
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._ring = True
        super().keyPressEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._ring and self.hasFocus() and self.currentRow() >= 0:
            with QPainter(self.viewport()) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                area = self.visualItemRect(self.currentItem())
                rounded(painter, area, RADIUS_CONTROL, None, current().focus)
                rounded(painter, area.adjusted(1, 1, -1, -1), RADIUS_CONTROL - 1, None, current().focus)


class Navigation(QWidget):
    """See the module's docstring. Lives in the GUI thread.

    Signals:
        page_chosen(page: Page): Show this page.
        hit_chosen(hit: Hit): Show what was found.
    """

    page_chosen = Signal(object)
    hit_chosen = Signal(object)

    def __init__(self, client: SettingsClient, topics: tuple[Topic, ...]) -> None:
        super().__init__()
        self._client = client
        self._topics = topics
        self._page = Page.GENERAL
        self.setFixedWidth(WIDTH)
        title = text_label(self.tr("Settings"), 15, QFont.Weight.DemiBold)
        title.setContentsMargins(10, 0, 0, 0)
        title.setFixedHeight(34)
        self.search = TextField(icon="search")
        self.search.setPlaceholderText(self.tr("Find a setting"))
        self.search.setAccessibleName(self.tr("Find a setting"))
        self.search.textChanged.connect(self._searched)
        self.search.returnPressed.connect(self._take)
        self.search.installEventFilter(self)
        self.list = _List()
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setSpacing(0)
        self.list.setMouseTracking(True)
        self.list.viewport().setAutoFillBackground(False)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Pages"))
        self.list.currentItemChanged.connect(self._moved)
        self.list.itemActivated.connect(self._activated)
        self.list.itemClicked.connect(self._activated)
        self._none = muted_label(self.tr("Nothing has that name."))
        self._none.setContentsMargins(10, 4, 0, 0)
        self._none.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 12, 11, 10)
        column.setSpacing(6)
        column.addWidget(title)
        column.addWidget(self.search)
        column.addSpacing(4)
        column.addWidget(self._none)
        column.addWidget(self.list, 1)
        theme().changed.connect(self.list.viewport().update)
        self._show_pages()

    def show_page(self, page: Page) -> None:
        """Mark a page; the search ends."""
        self._page = page
        if self.search.text():
            self.search.clear()
        else:
            self._mark()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the field into the list, Esc ends the search."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down and self.list.count():
                self.list.setFocus(Qt.FocusReason.TabFocusReason)
                if self.list.currentRow() < 0:
                    self.list.setCurrentRow(0)
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground and the line at the right."""
        tokens = current()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(tokens.sidebar))
            painter.fillRect(self.width() - 1, 0, 1, self.height(), QColor(tokens.border))

    def _show_pages(self) -> None:
        with QSignalBlocker(self.list):
            self.list.clear()
            for page in Page:
                self._add(page_title(page), _Entry(page), page_title(page))
        self._none.hide()
        self._mark()

    def _mark(self) -> None:
        with QSignalBlocker(self.list):
            self.list.setCurrentRow(list(Page).index(self._page))

    def _add(self, words: str, entry: _Entry, spoken: str) -> None:
        item = QListWidgetItem(words)
        item.setData(_DATA, entry)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        self.list.addItem(item)

    @Slot(str)
    def _searched(self, text: str) -> None:
        if not text.strip():
            self._show_pages()
            return
        hits = search(self._client.all, self._topics, text)
        with QSignalBlocker(self.list):
            self.list.clear()
            for hit in hits:
                self._add(hit.label, _Entry(hit.page, hit), f"{hit.label}, {place_words(hit.page, hit.group)}")
            self.list.setCurrentRow(-1)
        self._none.setVisible(not hits)

    @Slot()
    def _take(self) -> None:
        if self.search.text().strip() and self.list.count():
            self._activated(self.list.item(max(0, self.list.currentRow())))

    @Slot(QListWidgetItem, QListWidgetItem)
    def _moved(self, now: QListWidgetItem | None, before: QListWidgetItem | None) -> None:
        entry = now.data(_DATA) if now is not None else None
        if isinstance(entry, _Entry) and entry.hit is None:
            self._page = entry.page
            self.page_chosen.emit(entry.page)

    @Slot(QListWidgetItem)
    def _activated(self, item: QListWidgetItem) -> None:
        entry: _Entry = item.data(_DATA)
        if entry.hit is not None:
            self.hit_chosen.emit(entry.hit)
