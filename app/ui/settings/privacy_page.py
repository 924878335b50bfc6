"""Privacy: what may leave this computer, and the ledger of what did."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.bridge.signatures import privacy_clear_ledger, privacy_ledger
from app.errors import AppError
from app.types.privacy import LedgerEntry, Verdict
from app.ui.settings.ledger_model import newest_first, place_of, sums
from app.ui.settings.page import NEXT, SettingsPage, heading
from app.ui.settings.pages_model import Page
from app.ui.settings.setting_row import NARROW
from app.ui.settings.words import purpose_words, tr, verdict_words
from app.ui.theme import current, theme, ui_font
from app.ui.widgets.buttons import TextButton
from app.ui.widgets.card import Card
from app.ui.widgets.labels import TAG_HEIGHT, Paragraph, Tone, paint_tag, tag_width
from app.ui.widgets.words import clock_time, number, short_day

ROW = 34
TALL_ROW = 50
"""With the reason below the place."""
_WHY, _WHERE, _TIMES = 1, 2, 3
_TONES = {Verdict.ALLOWED: Tone.NEUTRAL, Verdict.BLOCKED: Tone.WARN, Verdict.FAILED: Tone.BAD}
SHOWN_ROWS = 9
Index = QModelIndex | QPersistentModelIndex


class LedgerTable(QAbstractTableModel):
    """The ledger for a table view. Lives in the GUI thread."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: tuple[LedgerEntry, ...] = ()
        self.narrow = False
        """Whether the place's cell tells the reason too, since there is no room for a column of its own."""

    def show_entries(self, entries: tuple[LedgerEntry, ...]) -> None:
        """Other lines."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """One row for each line of the ledger."""
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index | None = None) -> int:
        """When, why, where, how often, what became of it."""
        return len(_titles())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' titles."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _titles()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell; a blocked or failed line is told by its word as well as by its colour."""
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _cells(entry)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            columns = (_WHERE, _WHY) if self.narrow and index.column() == _WHERE else (index.column(),)
            return ", ".join(f"{_titles()[column]}: {_cells(entry)[column]}" for column in columns)
        if role == Qt.ItemDataRole.ToolTipRole:
            return " · ".join(part for part in (*_cells(entry), entry.backend, entry.detail) if part)
        if role == Qt.ItemDataRole.ForegroundRole:
            tokens = current()
            return QColor(tokens.text if index.column() in (_WHY, _WHERE) else tokens.text_3)
        return None


class _Outcome(QStyledItemDelegate):
    """The last column as a tag, whose word says what its colour does."""

    def __init__(self, table: LedgerTable, parent: QWidget) -> None:
        super().__init__(parent)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens, area = current(), option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(tokens.selected))
        words = str(index.data())
        top = area.top() + (area.height() - TAG_HEIGHT) // 2
        tag = QRect(area.left() + 8, top, tag_width(words), TAG_HEIGHT)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_tag(painter, tag, words, _TONES[self._table.entries[index.row()].verdict], tokens)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(tag_width(str(index.data())) + 22, ROW)


class _PlaceAndReason(QStyledItemDelegate):
    """Where, and below it why, in a table that is too narrow for both beside each other."""

    def __init__(self, table: LedgerTable, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if not self._table.narrow:
            super().paint(painter, option, index)
            return
        tokens, area, font = current(), option.rect, ui_font(12, tabular=True)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(tokens.selected))
        reason = _cells(self._table.entries[index.row()])[_WHY]
        painter.save()
        painter.setFont(font)
        for line, (words, color) in enumerate(((str(index.data()), tokens.text), (reason, tokens.text_3))):
            place = QRect(area.left() + 11, area.top() + 6 + line * 19, area.width() - 15, 19)
            shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, place.width())
            painter.setPen(QColor(color))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


class PrivacyPage(SettingsPage):
    """See the module's docstring. Lives in the GUI thread."""

    page = Page.PRIVACY

    def build(self) -> None:
        """The settings, then the ledger."""
        super().build()
        self.ledger = LedgerTable()
        self.table = _make_table(self.ledger)
        self.sentence = Paragraph("", 13, 20, muted=True)
        self.clear_button = TextButton(self.tr("Clear the list"), small=True)
        self.refresh_button = TextButton(self.tr("Look again"), small=True)
        self.clear_button.clicked.connect(self._clear)
        self.refresh_button.clicked.connect(self.opened)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.sentence, 1)
        buttons.addWidget(self.refresh_button)
        buttons.addWidget(self.clear_button)
        self._card = Card()
        self._card.add(self.table)
        self.body.addSpacing(NEXT)
        self.body.addWidget(heading(self.tr("Connections")))
        self.body.addSpacing(4)
        self.body.addLayout(buttons)
        self.body.addSpacing(10)
        self.body.addWidget(self._card)
        self.topics = {tr("Connections"): self._card}
        theme().changed.connect(self.table.viewport().update)
        self._show(())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow table leaves the count to the tooltip and puts the reasons below the places."""
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        if narrow != self.ledger.narrow:
            self.ledger.narrow = narrow
            for column in (_WHY, _TIMES):
                self.table.setColumnHidden(column, narrow)
            self.table.verticalHeader().setDefaultSectionSize(TALL_ROW if narrow else ROW)
            self._fit_table()

    @Slot()
    def opened(self) -> None:
        """Read the ledger."""
        if self.around.settings.connected:
            self.around.bridge.invoke(privacy_ledger).then(self._show, self._failed)

    def _show(self, entries: tuple[LedgerEntry, ...]) -> None:
        self.ledger.show_entries(newest_first(entries))
        self.sentence.say(_sum_words(entries))
        self.clear_button.setEnabled(bool(entries))
        self._card.setVisible(bool(entries))
        self._fit_table()

    def _fit_table(self) -> None:
        rows = min(SHOWN_ROWS, max(1, len(self.ledger.entries)))
        self.table.setFixedHeight(rows * (TALL_ROW if self.ledger.narrow else ROW) + ROW + 2)

    def _failed(self, error: AppError) -> None:
        self.sentence.say(f"{error.message} {error.hint}".strip())

    @Slot()
    def _clear(self) -> None:
        self.around.bridge.invoke(privacy_clear_ledger).then(self._cleared, self._failed)

    def _cleared(self, nothing: None) -> None:
        self._show(())
        self.refresh_button.setFocus()


def _titles() -> tuple[str, ...]:
    return tr("When"), tr("Why"), tr("Where"), tr("Times"), tr("Outcome")


def _cells(entry: LedgerEntry) -> tuple[str, ...]:
    moment = max(entry.at, entry.last_at)
    where = place_of(entry)
    here = tr("{0} (this computer)").format(where) if entry.on_this_machine else where
    return (
        f"{short_day(moment)}, {clock_time(moment)}",
        purpose_words(entry.purpose),
        here,
        number(entry.count),
        verdict_words(entry.verdict),
    )


def _sum_words(entries: tuple[LedgerEntry, ...]) -> str:
    if not entries:
        return tr("No connection was made, and none was wanted.")
    total = sums(entries)
    if total.elsewhere:
        words = tr("{0} to other machines").format(number(total.elsewhere))
    else:
        words = tr("None to another machine")
    blocked = tr("{0} blocked").format(number(total.blocked)) if total.blocked else ""
    here = tr("{0} on this computer").format(number(total.here)) if total.here else ""
    return " · ".join(part for part in (words, blocked, here) if part)


def _make_table(model: LedgerTable) -> QTableView:
    table = QTableView()
    table.setModel(model)
    table.setAccessibleName(tr("Connections of this program, newest first"))
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setShowGrid(False)
    table.setFont(ui_font(12, tabular=True))
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.setItemDelegateForColumn(_WHERE, _PlaceAndReason(model, table))
    table.setItemDelegateForColumn(len(_titles()) - 1, _Outcome(model, table))
    table.viewport().setAutoFillBackground(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(ROW)
    header = table.horizontalHeader()
    header.setFont(ui_font(11, QFont.Weight.DemiBold))
    header.setFixedHeight(ROW)
    header.setHighlightSections(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(_WHERE, QHeaderView.ResizeMode.Stretch)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return table
