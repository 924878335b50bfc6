"""Links in answers: they open only after a question that shows where they lead."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QFont, QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from app.ui.chat.code_block import CodeText
from app.ui.chat.link_model import Trick, tricks
from app.ui.theme import current
from app.ui.theme.tokens import RADIUS_CODE
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import ButtonKind, TextButton
from app.ui.widgets.labels import Paragraph, Tone
from app.ui.widgets.paint import rounded, smooth

SCHEMES = ("http", "https", "mailto")
SHOWN_CHARS = 600
TEXT_CHARS = 100
WIDTH, EDGE, PAD = 480, 24, 12


class _Box(QFrame):
    """Around the address."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """As code stands in an answer."""
        tokens = current()
        with smooth(self) as painter:
            rounded(painter, self.rect(), RADIUS_CODE, tokens.inset, tokens.border)


class LinkQuestion(QObject):
    """Asks before a link opens. Lives in the GUI thread."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent

    @Slot(str)
    @Slot(str, str)
    def ask(self, address: str, shown: str = "") -> None:
        """Show the address and let the person decide; other schemes than web and mail are not even asked about."""
        target = QUrl(address, QUrl.ParsingMode.StrictMode)
        if not target.isValid() or target.scheme().lower() not in SCHEMES:
            return
        if target.scheme().lower() != "mailto" and not _host(target):
            return
        LinkDialog(self._window, target, shown).open()


class LinkDialog(QDialog):
    """The question; Enter is no until the person goes to Open. Deletes itself when it is closed. GUI thread."""

    def __init__(self, parent: QWidget, target: QUrl, text: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Open link"))
        self._target = target
        self._text = text
        self._wide = min(WIDTH, max(240, parent.window().width() - 32))
        host = _host(target)
        self.leads = Paragraph(self.tr("It leads to") if host else self.tr("It opens your mail program."), muted=True)
        self.host = Paragraph(host, 15, 22, QFont.Weight.DemiBold)
        self.host.setVisible(bool(host))
        self.host.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.warnings = [self._warning(trick) for trick in _tricks(target, text)]
        # The encoded form shows look-alike letters of other scripts as what they are.
        shown = plain_address(target)
        self.address = CodeText()
        self.address.setLineWrapMode(CodeText.LineWrapMode.FixedPixelWidth)
        self.address.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.address.setAccessibleName(self.tr("The whole address"))
        self.address.set_code(shown if len(shown) <= SHOWN_CHARS else f"{shown[:SHOWN_CHARS]}…")
        self.copy_button = TextButton(self.tr("Copy address"), ButtonKind.GHOST, icon="copy")
        self.copy_button.clicked.connect(self._copy)
        self.cancel_button = TextButton(self.tr("Cancel"))
        self.cancel_button.clicked.connect(self.reject)
        self.cancel_button.setDefault(True)
        self.open_button = TextButton(self.tr("Open"), ButtonKind.PRIMARY, icon="external-link")
        self.open_button.clicked.connect(self._open)
        self._lay_out()
        self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """As high as what stands in it."""
        fits = event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show)
        done = super().event(event)  # which may have deleted this dialog
        column = self.layout() if fits else None
        if column is not None:
            self.setFixedSize(self._wide, max(1, column.totalHeightForWidth(self._wide)))
        return done

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, 20, EDGE, 20)
        column.setSpacing(14)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        title = Paragraph(self.tr("Open this link outside of Tektra?"), 17, 24, QFont.Weight.DemiBold)
        column.addWidget(title)
        where = QVBoxLayout()
        where.setSpacing(2)
        where.addWidget(self.leads)
        where.addWidget(self.host)
        column.addLayout(where)
        for warning in self.warnings:
            column.addWidget(warning)
        column.addWidget(self._boxed())
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.copy_button)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.open_button)
        column.addLayout(buttons)

    def _boxed(self) -> QFrame:
        box = _Box()
        inside = QVBoxLayout(box)
        inside.setContentsMargins(PAD, PAD, PAD, PAD)
        self.address.setFixedHeight(self.address.code_height(self._wide - 2 * EDGE - 2 * PAD, wrap=True) + 2)
        inside.addWidget(self.address)
        return box

    def _warning(self, trick: Trick) -> Banner:
        banner = Banner(self)
        banner.put(Tone.WARN, self._words(trick))
        return banner

    def _words(self, trick: Trick) -> str:
        return {
            Trick.OTHER: self.tr("The text of this link reads “{0}”, but it leads to another site.").format(
                _elided(self._text)
            ),
            Trick.LETTERS: self.tr(
                "The name has letters of another alphabet, which can look like those of a site that you know: {0}"
            ).format(self._target.host(QUrl.ComponentFormattingOption.FullyDecoded)),
            Trick.SIGN_IN: self.tr("What stands before the @ is no site, however it looks."),
            Trick.NUMBER: self.tr("The site has a number and no name."),
            Trick.PLAIN: self.tr("The connection is not encrypted."),
        }[trick]

    @Slot()
    def _open(self) -> None:
        self.accept()
        QDesktopServices.openUrl(self._target)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._target.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        self.copy_button.setText(self.tr("Copied"))
        self.copy_button.updateGeometry()


def _elided(text: str) -> str:
    """A link's text in one line."""
    line = " ".join(text.split())
    return line if len(line) <= TEXT_CHARS else f"{line[:TEXT_CHARS]}…"


def _host(target: QUrl) -> str:
    return target.host(QUrl.ComponentFormattingOption.FullyEncoded)


def _tricks(target: QUrl, text: str) -> tuple[Trick, ...]:
    return tricks(target.scheme(), _host(target), target.userInfo(), text)


def plain_address(target: QUrl) -> str:
    """An address with nothing in it that looks like something else: ASCII only."""
    return bytes(target.toEncoded().data()).decode("ascii", "replace")
