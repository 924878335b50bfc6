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
from app.ui.composer.slash_model import is_named, preview
from app.ui.theme import current, ui_font
from app.ui.theme.tokens import RADIUS_CONTROL
from app.ui.widgets.paint import rounded
from app.ui.widgets.popover import Popover
from app.ui.widgets.tips import plain_tip

_ROW = 40
_SHOWN = 7
_WIDTH = 480
_EDGE = 6
_LINE = 32
SAVE, MANAGE, NOTHING = "save", "manage", "nothing"
_Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole.UserRole


class _Rows(QStyledItemDelegate):
    """Name and beginning of a prompt."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(_WIDTH - 40, _ROW if isinstance(index.data(_ROLE), SavedPrompt) else _LINE)

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
        quiet = isinstance(prompt, SavedPrompt) or prompt == NOTHING
        painter.setPen(QColor(tokens.text_3 if quiet else tokens.text_2))
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
        self._marked = -1
        """The row that Enter takes: the keys mark it, or the name that is typed; pointing at one is not enough."""
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

    @property
    def marked(self) -> bool:
        """Whether Enter takes something of the list."""
        return self._marked >= 0

    def show_prompts(self, prompts: tuple[SavedPrompt, ...], typed: str, above: QWidget) -> None:
        """These, above a widget of the window; the first that has what was `typed` in its name is marked."""
        item_before = self.list.item(self._marked) if self.marked and self.isVisible() else None
        before = item_before.data(_ROLE) if item_before is not None else None
        self.list.clear()
        if not prompts:
            words = self.tr("No saved prompt has that name") if typed else self.tr("There are no saved prompts yet")
            item = QListWidgetItem(words)
            item.setData(_ROLE, NOTHING)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        for prompt in prompts:
            item = QListWidgetItem(f"/{prompt.name}")
            item.setData(_ROLE, prompt)
            item.setToolTip(plain_tip(preview(prompt.text, 400)))
            self.list.addItem(item)
        for words, what in ((self.tr("Save as prompt…"), SAVE), (self.tr("Manage prompts…"), MANAGE)):
            item = QListWidgetItem(words)
            item.setData(_ROLE, what)
            self.list.addItem(item)
        meant = [row for row, prompt in enumerate(prompts) if is_named(prompt, typed)]
        again = [row for row in meant if prompts[row] == before]
        self._mark(next(iter((*again, *meant)), -1))
        height = min(len(prompts), _SHOWN) * _ROW + (2 if prompts else 3) * _LINE
        size = QSize(min(_WIDTH, above.width()), height + 2 * _EDGE + 4)
        corner = above.mapTo(self.window(), QPoint(0, 0)) - QPoint(0, size.height() + 6)
        corner.setY(max(4, corner.y()))
        self.setGeometry(QRect(corner, size))
        if self.isHidden():
            self.open_for(above)

    def step(self, by: int) -> None:
        """Up or down, round."""
        rows = [row for row in range(self.list.count()) if self.list.item(row).flags()]
        here = rows.index(self._marked) if self._marked in rows else -1 if by > 0 else 0
        self._mark(rows[(here + by) % len(rows)])
        item = self.list.currentItem()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, item.text()))

    def choose(self) -> None:
        """The one that is marked."""
        if self.marked:
            self._clicked(self.list.item(self._marked))

    def _mark(self, row: int) -> None:
        self._marked = row
        self.list.setCurrentRow(row)

    @Slot(QListWidgetItem)
    def _clicked(self, item: QListWidgetItem) -> None:
        what = item.data(_ROLE)
        if what == NOTHING:
            return
        self.dismiss()
        if isinstance(what, SavedPrompt):
            self.chosen.emit(what)
        elif what == SAVE:
            self.save_requested.emit()
        else:
            self.manage_requested.emit()
