"""The list of saved prompts that `/` opens over the composer. The caret stays in the field."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.types.library import SavedPrompt
from app.ui.composer.slash_model import preview
from app.ui.theme import current, ui_font
from app.ui.theme.tokens import RADIUS_CONTROL
from app.ui.widgets.paint import rounded
from app.ui.widgets.popover import Popover
from app.ui.widgets.tips import plain_tip

_ROW = 40
_SHOWN = 7
_WIDTH = 480
_EDGE = 6
SAVE, MANAGE = "save", "manage"
_Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole.UserRole


class _Rows(QStyledItemDelegate):
    """Name and beginning of a prompt."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(_WIDTH - 40, _ROW if isinstance(index.data(_ROLE), SavedPrompt) else 32)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        tokens = current()
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            rounded(painter, box, RADIUS_CONTROL, tokens.selected, tokens.line_of_chosen)
        area = box.adjusted(10, 0, -10, 0)
        prompt = index.data(_ROLE)
        if isinstance(prompt, SavedPrompt):
            name = ui_font(13, QFont.Weight.DemiBold)
            painter.setFont(name)
            painter.setPen(QColor(tokens.text))
            painter.drawText(area.adjusted(0, 3, 0, -_ROW // 2 + 1), Qt.AlignmentFlag.AlignVCenter, f"/{prompt.name}")
            area = area.adjusted(0, _ROW // 2 - 1, 0, -3)
        small = ui_font(12)
        painter.setFont(small)
        painter.setPen(QColor(tokens.text_3 if isinstance(prompt, SavedPrompt) else tokens.text_2))
        words = preview(prompt.text, 120) if isinstance(prompt, SavedPrompt) else str(index.data())
        shown = QFontMetrics(small).elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


class SlashPopup(Popover):
    """Shows what matches; the composer's keys move in it. Lives in the GUI thread.

    Signals:
        chosen(prompt: SavedPrompt): One is wanted.
        save_requested(), manage_requested(): What its last rows ask for.
    """

    chosen = Signal(object)
    save_requested = Signal()
    manage_requested = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Saved prompts"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setMouseTracking(True)
        self.list.viewport().setAutoFillBackground(False)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._clicked)
        self.list.itemEntered.connect(self.list.setCurrentItem)
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        column.addWidget(self.list)

    def show_prompts(self, prompts: tuple[SavedPrompt, ...], above: QWidget) -> None:
        """These, above a widget of the window."""
        before = self.list.currentItem().data(_ROLE) if self.list.currentItem() is not None else None
        self.list.clear()
        for prompt in prompts:
            item = QListWidgetItem(f"/{prompt.name}")
            item.setData(_ROLE, prompt)
            item.setToolTip(plain_tip(preview(prompt.text, 400)))
            self.list.addItem(item)
        for words, what in ((self.tr("Save as prompt…"), SAVE), (self.tr("Manage prompts…"), MANAGE)):
            item = QListWidgetItem(words)
            item.setData(_ROLE, what)
            self.list.addItem(item)
        known = [prompt for prompt in prompts if prompt == before]
        self.list.setCurrentRow(prompts.index(known[0]) if known else 0)
        rows = min(len(prompts), _SHOWN)
        size = QSize(min(_WIDTH, above.width()), rows * _ROW + 2 * 32 + 2 * _EDGE + 4)
        corner = above.mapTo(self.window(), QPoint(0, 0)) - QPoint(0, size.height() + 6)
        corner.setY(max(4, corner.y()))
        self.setGeometry(QRect(corner, size))
        if self.isHidden():
            self.open_for(above)

    def step(self, by: int) -> None:
        """Up or down, round."""
        count = self.list.count()
        self.list.setCurrentRow((self.list.currentRow() + by) % count)
        item = self.list.currentItem()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, item.text()))

    def choose(self) -> None:
        """The one that is marked."""
        item = self.list.currentItem()
        if item is not None:
            self._clicked(item)

    @Slot(QListWidgetItem)
    def _clicked(self, item: QListWidgetItem) -> None:
        what = item.data(_ROLE)
        self.dismiss()
        if isinstance(what, SavedPrompt):
            self.chosen.emit(what)
        elif what == SAVE:
            self.save_requested.emit()
        else:
            self.manage_requested.emit()
