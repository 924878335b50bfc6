"""What went with a message: small pictures, and chips with icon, name and size."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.types.attachments import AttachmentInfo, AttachmentKind
from app.ui.chat.attachment_model import THUMB_HEIGHT, THUMB_WIDTH, fitted, icon_of
from app.ui.chat.pictures import Pictures, key_of
from app.ui.theme import current, pixmap, ui_font
from app.ui.theme.tokens import RADIUS_CODE
from app.ui.widgets.buttons import BaseButton
from app.ui.widgets.mirror import mirror, mirrored
from app.ui.widgets.paint import rounded
from app.ui.widgets.tips import plain_tip
from app.ui.widgets.words import size_text

GAP = 8
CHIP = 44
CHIP_WIDTH = 240
ICON = 18


class FileButton(BaseButton):
    """One file: a picture where there is one, otherwise a chip. Lives in the GUI thread."""

    radius = RADIUS_CODE

    def __init__(self, info: AttachmentInfo, position: int, parent: QWidget) -> None:
        super().__init__("", parent)
        self.info = info
        self.position = position
        self.image = QImage()
        kinds = {
            AttachmentKind.IMAGE: self.tr("Picture: {0}, {1}"),
            AttachmentKind.AUDIO: self.tr("Sound: {0}, {1}"),
            AttachmentKind.DOCUMENT: self.tr("Document: {0}, {1}"),
        }
        words = kinds[info.kind].format(info.name, size_text(info.size))
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def is_picture(self) -> bool:
        """Whether a picture may stand here; its room is kept until it is known."""
        return self.info.kind is AttachmentKind.IMAGE

    def sizeHint(self) -> QSize:
        """The room of a picture, or of a chip."""
        if self.is_picture and not self.image.isNull():
            width, height = fitted(self.image.width(), self.image.height(), THUMB_WIDTH, THUMB_HEIGHT)
            return QSize(max(CHIP, width), max(CHIP, height))
        if self.is_picture:
            return QSize(THUMB_HEIGHT, THUMB_HEIGHT)
        name = QFontMetrics(ui_font(13, QFont.Weight.Medium)).horizontalAdvance(self.info.name)
        return QSize(min(CHIP_WIDTH, max(120, name + ICON + 34)), CHIP)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture with round corners, or icon, name and size."""
        tokens = current()
        with self.start_painting() as painter:
            if not self.image.isNull():
                path = QPainterPath()
                path.addRoundedRect(self.rect(), self.radius, self.radius)
                painter.setClipPath(path)
                painter.drawImage(self.rect(), self.image)
                painter.setClipping(False)
                rounded(painter, self.rect(), self.radius, None, tokens.border)
                return
            rounded(painter, self.rect(), self.radius, tokens.inset, tokens.border)
            step = self.step(tokens)
            if step is not None:
                rounded(painter, self.rect(), self.radius, step)
            icon = pixmap(icon_of(self.info), tokens.text_2, ICON)
            if self.is_picture:
                painter.drawPixmap(QPoint((self.width() - ICON) // 2, (self.height() - ICON) // 2), icon)
                return
            spot = mirrored(self, QRect(12, (self.height() - ICON) // 2, ICON, ICON))
            painter.drawPixmap(spot.topLeft(), icon)
            left, room = 12 + ICON + 9, self.width() - 12 - ICON - 9 - 10
            font = ui_font(13, QFont.Weight.Medium)
            painter.setFont(font)
            painter.setPen(QColor(tokens.text))
            name = QFontMetrics(font).elidedText(self.info.name, Qt.TextElideMode.ElideMiddle, room)
            painter.drawText(mirrored(self, QRect(left, 5, room, 18)), Qt.AlignmentFlag.AlignVCenter, name)
            painter.setFont(ui_font(11))
            painter.setPen(QColor(tokens.text_3))
            painter.drawText(
                mirrored(self, QRect(left, 22, room, 16)), Qt.AlignmentFlag.AlignVCenter, size_text(self.info.size)
            )


class AttachmentStrip(QWidget):
    """The files of one message in rows, at the right as the message is. Lives in the GUI thread.

    Signals:
        chosen(position: int): A file was pressed.
        height_changed(): A picture came and has another shape.
    """

    chosen = Signal(int)
    height_changed = Signal()

    def __init__(self, parent: QWidget, pictures: Pictures) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._files: tuple[AttachmentInfo, ...] = ()
        self.buttons: list[FileButton] = []
        pictures.ready.connect(self._ready)
        self.hide()

    def show_files(self, message_id: str, files: tuple[AttachmentInfo, ...]) -> None:
        """Show these files."""
        self.setVisible(bool(files))
        if files == self._files:
            return
        self._files = files
        for button in self.buttons:
            button.deleteLater()
        self.buttons = [FileButton(info, position, self) for position, info in enumerate(files)]
        for button in self.buttons:
            button.clicked.connect(self._pressed)
            button.show()
            if button.is_picture:
                self._fill(button)
                self._pictures.want(key_of(message_id, button.position, button.info))

    def strip_height(self, width: int) -> int:
        """Lay out at a width, from the right; returns the height."""
        rows: list[list[FileButton]] = [[]]
        used = 0
        for button in self.buttons:
            size = button.sizeHint()
            button.resize(min(size.width(), width), size.height())
            if rows[-1] and used + button.width() > width:
                rows.append([])
                used = 0
            rows[-1].append(button)
            used += button.width() + GAP
        top = 0
        for row in rows:
            if not row:
                continue
            height = max(button.height() for button in row)
            left = width - sum(button.width() + GAP for button in row) + GAP
            for button in row:
                button.move(left, top + height - button.height())
                left += button.width() + GAP
            top += height + GAP
        mirror(self, self.buttons, width)
        return max(0, top - GAP)

    def _fill(self, button: FileButton) -> None:
        image = self._pictures.get(button.info.sha256)
        if image is not None and not image.isNull():
            button.image = image
            button.update()

    @Slot(str)
    def _ready(self, sha256: str) -> None:
        changed = False
        for button in self.buttons:
            if button.is_picture and button.info.sha256 == sha256:
                before = button.sizeHint()
                self._fill(button)
                changed = changed or before != button.sizeHint()
        if changed:
            self.height_changed.emit()

    @Slot()
    def _pressed(self) -> None:
        sender = self.sender()
        if isinstance(sender, FileButton):
            self.chosen.emit(sender.position)
