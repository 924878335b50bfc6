"""The files that go with the next question, above the field: one chip each."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QStyle, QWidget

from app.types.attachments import AttachmentKind
from app.ui.composer.attach_model import AttachedFile, FileState, Trouble, trouble_of
from app.ui.theme import current, pixmap, ui_font
from app.ui.theme.tokens import RADIUS_CODE
from app.ui.widgets.buttons import BaseButton
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.menu import make_menu
from app.ui.widgets.paint import rounded
from app.ui.widgets.tips import plain_tip
from app.ui.widgets.words import number, size_text

HEIGHT = 44
_PICTURE = 32
_EDGE = 6
_CROSS = 16
_MAX_TEXT = 200
_MIN_TEXT = 60
_ICONS = {AttachmentKind.IMAGE: "image", AttachmentKind.AUDIO: "audio-lines", AttachmentKind.DOCUMENT: "file-text"}


class FileChip(BaseButton):
    """One file: picture or icon, name, what is to be known of it, a cross. Lives in the GUI thread.

    Signals:
        remove_requested(key: int): Its cross, or Delete, was pressed.
        remove_all_requested(): It and all others are to go.
        text_wanted(key: int): A paste is to stand in the field instead.
    """

    remove_requested = Signal(int)
    remove_all_requested = Signal()
    text_wanted = Signal(int)
    radius = RADIUS_CODE

    def __init__(self, file: AttachedFile, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._file = file
        self._words = ""
        self._bad = False
        self._several = False
        self._pointed = QPoint(-1, -1)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.clicked.connect(self._open_menu)

    @property
    def words(self) -> str:
        """The second line."""
        return self._words

    def show_file(self, *, sees: bool, hears: bool, model: str, several: bool) -> None:
        """What is to be known of it, for this model; `several` where others stand beside it."""
        file, self._several = self._file, several
        trouble = trouble_of(file, sees=sees, hears=hears)
        self._bad = trouble in (Trouble.FAILED, Trouble.BLIND, Trouble.DEAF)
        if trouble is Trouble.BLIND:
            self._words = self.tr("{0} cannot see pictures").format(model)
        elif trouble is Trouble.DEAF:
            self._words = self.tr("{0} cannot hear").format(model)
        elif file.state is FileState.FAILED:
            self._words = file.problem
        elif file.state is FileState.READING:
            self._words = self.tr("Reading…")
        else:
            self._words = " · ".join(part for part in (self._size(), self._extent(), file.problem) if part)
        self.setAccessibleName(self.tr("Attached: {0}").format(file.name))
        self.setAccessibleDescription(self.tr("{0}. Delete removes it.").format(self._words))
        self.setToolTip(plain_tip(f"{file.name}\n{self._words}"))
        self.updateGeometry()
        self.update()

    def _size(self) -> str:
        return size_text(len(self._file.data))

    def _extent(self) -> str:
        file = self._file
        if file.state is FileState.CHECKING:
            return self.tr("Counting…")
        parts = []
        if file.pages:
            parts.append(self.tr("%n pages", "", file.pages))
        if file.tokens:
            parts.append(self.tr("{0} tokens").format(number(file.tokens)))
        return " · ".join(parts)

    def sizeHint(self) -> QSize:
        """As wide as its texts, within limits."""
        wide = max(QFontMetrics(font).horizontalAdvance(text) for font, text in self._lines())
        return QSize(_EDGE + _PICTURE + 8 + max(_MIN_TEXT, min(_MAX_TEXT, wide + 2)) + 8 + _CROSS + 8, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """In a narrow window its texts are cut."""
        return QSize(_EDGE + _PICTURE + 8 + _MIN_TEXT + 8 + _CROSS + 8, HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where."""
        self._pointed = event.position().toPoint()
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Backspace remove it."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_requested.emit(self._file.key)
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The same as a press."""
        self._open_menu()

    @Slot()
    def _open_menu(self) -> None:
        """The cross removes; elsewhere a menu says what can be done."""
        pointed, self._pointed = self._pointed, QPoint(-1, -1)
        if self._seen(self._cross()).adjusted(-8, -20, 8, 20).contains(pointed):
            self.remove_requested.emit(self._file.key)
            return
        menu = make_menu(self)
        if self._file.text:
            instead = QAction(self.tr("Insert as text instead"), menu)
            instead.triggered.connect(self._want_text)
            menu.addAction(instead)
        remove = QAction(self.tr("Remove"), menu)
        remove.triggered.connect(self._remove)
        menu.addAction(remove)
        if self._several:
            every = QAction(self.tr("Remove all"), menu)
            every.triggered.connect(self.remove_all_requested)
            menu.addAction(every)
        menu.popup(self.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    @Slot()
    def _want_text(self) -> None:
        self.text_wanted.emit(self._file.key)

    @Slot()
    def _remove(self) -> None:
        self.remove_requested.emit(self._file.key)

    def _lines(self) -> tuple[tuple[QFont, str], tuple[QFont, str]]:
        return (ui_font(12, QFont.Weight.Medium), self._file.name), (ui_font(11, tabular=True), self._words)

    def _cross(self) -> QRect:
        return QRect(self.width() - _CROSS - 8, (HEIGHT - _CROSS) // 2, _CROSS, _CROSS)

    def _seen(self, box: QRect) -> QRect:
        """Where a part is: mirrored where one reads from right to left."""
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Box, picture, two lines, cross."""
        tokens = current()
        with self.start_painting() as painter:
            rounded(painter, self.rect(), self.radius, tokens.inset, tokens.bad if self._bad else tokens.border)
            step = self.step(tokens)
            if step is not None:
                rounded(painter, self.rect(), self.radius, step)
            self._paint_picture(painter, self._seen(QRect(_EDGE, (HEIGHT - _PICTURE) // 2, _PICTURE, _PICTURE)))
            side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
            place = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
            left = _EDGE + _PICTURE + 8
            room = self.width() - left - 8 - _CROSS - 8
            colors = (tokens.text, tokens.bad if self._bad else tokens.text_3)
            tops = (5, 22)
            for (font, text), color, top in zip(self._lines(), colors, tops, strict=True):
                painter.setFont(font)
                painter.setPen(QColor(color))
                middle = Qt.TextElideMode.ElideMiddle if top == tops[0] else Qt.TextElideMode.ElideRight
                shown = QFontMetrics(font).elidedText(text.replace("\n", " "), middle, room)
                painter.drawText(self._seen(QRect(left, top, room, 17)), place, shown)
            painter.drawPixmap(self._seen(self._cross()).topLeft(), pixmap("x", tokens.text_2, _CROSS))

    def _paint_picture(self, painter: QPainter, box: QRect) -> None:
        tokens = current()
        image = self._file.thumbnail
        if isinstance(image, QImage):
            side = min(image.width(), image.height())
            source = QRect((image.width() - side) // 2, (image.height() - side) // 2, side, side)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(box, image, source)
            return
        rounded(painter, box, 6, tokens.surface)
        corner = box.topLeft() + QPoint((_PICTURE - 16) // 2, (_PICTURE - 16) // 2)
        painter.drawPixmap(corner, pixmap(_ICONS[self._file.kind], tokens.text_2, 16))


class ChipRow(QWidget):
    """All of them, in as many lines as they need. Lives in the GUI thread.

    Signals:
        remove_requested(key: int), remove_all_requested(), text_wanted(key: int): As those of the chips.
    """

    remove_requested = Signal(int)
    remove_all_requested = Signal()
    text_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.chips: dict[int, FileChip] = {}
        self._flow = FlowLayout()
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._flow.setSpacing(8)
        self.setLayout(self._flow)
        self.setAccessibleName(self.tr("Attachments"))
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_files(self, files: list[AttachedFile], *, sees: bool, hears: bool, model: str) -> None:
        """These and no others."""
        keys = {file.key for file in files}
        for key in [key for key in self.chips if key not in keys]:
            chip = self.chips.pop(key)
            if chip.hasFocus():
                self._focus_beside(key)
            chip.hide()
            self._flow.removeWidget(chip)
            chip.deleteLater()
        for file in files:
            if file.key not in self.chips:
                chip = self.chips[file.key] = FileChip(file, self)
                chip.remove_requested.connect(self.remove_requested)
                chip.remove_all_requested.connect(self.remove_all_requested)
                chip.text_wanted.connect(self.text_wanted)
                self._flow.addWidget(chip)
                chip.show()
            self.chips[file.key].show_file(sees=sees, hears=hears, model=model, several=len(files) > 1)
        self.setVisible(bool(files))
        self.updateGeometry()

    def _focus_beside(self, key: int) -> None:
        left = [other for other in self.chips if other < key] or list(self.chips)
        target = self.chips[left[-1]] if left else None
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.focusNextChild()
