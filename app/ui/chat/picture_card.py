"""A picture of this computer in an answer: what and where it is; the picture itself when the person asks for it."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFont, QImage, QPainterPath, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

from app.ui.chat.attachment_model import fitted
from app.ui.chat.local_pictures import MAX_HEIGHT, Wanted, local_pictures
from app.ui.chat.markdown import Picture
from app.ui.theme import current, pixmap, ui_font
from app.ui.theme.tokens import RADIUS_CODE
from app.ui.widgets.buttons import ButtonKind, TextButton
from app.ui.widgets.labels import ElidedLabel, Paragraph
from app.ui.widgets.mirror import mirror, mirrored
from app.ui.widgets.paint import rounded, smooth
from app.ui.widgets.tips import plain_tip

HEAD = 48
PADDING = 14
ICON = 18
LINE = 19
TIP_CHARS = 400


class PictureCard(QWidget):
    """One picture of one message; it is read only when its button is pressed. Lives in the GUI thread.

    Signals:
        height_changed(): The picture was shown or hidden, or words say why it cannot be.
    """

    height_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = Picture("", "", "")
        self._owner = ""
        self._place = QRect()
        self.image = QImage()
        self.title = ElidedLabel("", self)
        self.title.setFont(ui_font(13, QFont.Weight.Medium))
        self.where = ElidedLabel("", self)
        self.where.setFont(ui_font(11))
        self.where.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.problem = Paragraph("", 12, 18, muted=True)
        self.problem.setParent(self)
        self.problem.hide()
        self.button = TextButton("", ButtonKind.SECONDARY, self, small=True)
        self.button.clicked.connect(self._pressed)
        local_pictures().ready.connect(self._ready)

    @property
    def wanted(self) -> Wanted:
        """What is asked for."""
        return self._owner, self._picture.path

    def set_picture(self, picture: Picture, owner: str) -> None:
        """Say which picture it is, and of which message; one that was shown there is shown again."""
        if picture.path != self._picture.path or owner != self._owner:
            self.problem.say("")
            self.problem.hide()
        self._picture, self._owner = picture, owner
        name = picture.path.replace("\\", "/").rpartition("/")[2]
        self.title.set_text(" ".join(picture.alt.split()) or name)
        self.where.set_text(picture.path)
        self.where.setToolTip(plain_tip(picture.path[:TIP_CHARS]))
        self.setAccessibleName(self.tr("Picture: {0}, {1}").format(self.title.text(), picture.path))
        self.button.setAccessibleDescription(self.accessibleName())
        self._take()

    def card_height(self, width: int) -> int:
        """Lay out at a width; returns the height."""
        size = self.button.sizeHint()
        self.button.setGeometry(width - PADDING - size.width(), (HEAD - size.height()) // 2, *size.toTuple())
        left = PADDING + ICON + 10
        room = max(40, self.button.x() - left - 12)
        self.title.setGeometry(left, 6, room, LINE)
        self.where.setGeometry(left, 6 + LINE, room, 16)
        mirror(self, (self.button, self.title, self.where), width)
        top, inner = HEAD, max(1, width - 2 * PADDING)
        if not self.problem.isHidden():
            height = self.problem.heightForWidth(inner)
            self.problem.setGeometry(PADDING, top, inner, height)
            top += height + 10
        if not self.image.isNull():
            wide, high = fitted(self.image.width(), self.image.height(), inner, MAX_HEIGHT)
            self._place = QRect((width - wide) // 2, top, wide, high)
            top += high + PADDING
        return top

    def restyle(self) -> None:
        """Take over today's theme."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box, the icon, the picture."""
        tokens = current()
        with smooth(self) as painter:
            rounded(painter, self.rect(), RADIUS_CODE, tokens.inset, tokens.border)
            spot = mirrored(self, QRect(PADDING, (HEAD - ICON) // 2, ICON, ICON))
            painter.drawPixmap(spot.topLeft(), pixmap("image", tokens.text_2, ICON))
            if not self.image.isNull():
                path = QPainterPath()
                path.addRoundedRect(self._place, 6, 6)
                painter.setClipPath(path)
                painter.drawImage(self._place, self.image)

    def _take(self) -> None:
        """Show what is known of the picture now."""
        self.image = local_pictures().get(self.wanted) or QImage()
        if local_pictures().waits(self.wanted):
            self.button.setText(self.tr("Stop reading"))
        else:
            self.button.setText(self.tr("Show picture") if self.image.isNull() else self.tr("Hide picture"))
        self.button.updateGeometry()
        self.update()

    def _say(self, words: str) -> None:
        event = QAccessibleAnnouncementEvent(self, words)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
        QAccessible.updateAccessibility(event)

    @Slot()
    def _pressed(self) -> None:
        self.problem.hide()
        if self.image.isNull() and not local_pictures().waits(self.wanted):
            local_pictures().ask(self.wanted)
        else:
            local_pictures().forget(self.wanted)
        self._take()
        self.height_changed.emit()

    @Slot(object, str)
    def _ready(self, wanted: Wanted, problem: str) -> None:
        if wanted != self.wanted:
            return
        self.problem.say(problem)
        self.problem.setVisible(bool(problem))
        self._take()
        self._say(problem or self.tr("The picture is shown."))
        self.height_changed.emit()
