"""Under an answer: what can be done with it, and its figures."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.ui.chat.actions import Act
from app.ui.chat.messages import ShownMessage
from app.ui.chat.version_arrows import VersionArrows
from app.ui.theme import ui_font
from app.ui.widgets.buttons import BaseButton, ButtonKind, IconButton, TextButton
from app.ui.widgets.labels import ElidedLabel
from app.ui.widgets.mirror import mirror
from app.ui.window.shortcuts import Action, shortcuts

SIDE = 28
COPIED_MS = 2_000


def copy_markdown(text: str) -> None:
    """Put a text on the clipboard as it was written."""
    data = QMimeData()
    data.setText(text)
    data.setData("text/markdown", text.encode("utf-8", "replace"))
    QGuiApplication.clipboard().setMimeData(data)


class QuietButton(IconButton):
    """An icon button that is seen only when its message is pointed at, or when it has the focus. GUI thread."""

    def __init__(self, icon: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(icon, name, parent, size=SIDE)
        self._revealed = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the caret where it is, and no ring behind

    def reveal(self, *, on: bool) -> None:
        """Let it be seen, or not."""
        if on != self._revealed:
            self._revealed = on
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing while it is quiet; its room stays."""
        if self._revealed or self.hasFocus():
            super().paintEvent(event)


class CopyButton(QuietButton):
    """Copies a text as it was written, and shows for a moment that it did. GUI thread."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("copy", name, parent)
        self._name = name
        self._text = ""
        self.clicked.connect(self._copy)
        self._done = QTimer(self)
        self._done.setSingleShot(True)
        self._done.timeout.connect(self._reset)

    def set_text(self, text: str) -> None:
        """What a click copies."""
        self._text = text

    def set_keys(self, keys: QKeySequence | None) -> None:
        """The shortcut that does the same."""
        self.explain(self._name, keys)

    @Slot()
    def _copy(self) -> None:
        copy_markdown(self._text)
        self.set_icon("check", self.tr("Copied"))
        self._done.start(COPIED_MS)

    @Slot()
    def _reset(self) -> None:
        self.set_icon("copy", self._name)


class AnswerFooter(QWidget):
    """Versions, Copy, Try again, Edit, Branch, more, Continue, figures. Lives in the GUI thread.

    Signals:
        retry(): Answer the prompt again.
        go_on(): Continue this answer.
        acted(act: Act): Another button was pressed.
        menu_wanted(): All that can be done is asked for.
        version_chosen(message_id: str): Another version is to be shown.
    """

    retry = Signal()
    go_on = Signal()
    acted = Signal(object)
    menu_wanted = Signal()
    version_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.versions = VersionArrows(self)
        self.versions.chosen.connect(self.version_chosen)
        self.copy_button = CopyButton(self.tr("Copy the answer"), self)
        self.retry_button = QuietButton("refresh-cw", self.tr("Try again"), self)
        self.retry_button.clicked.connect(self.retry)
        self.edit_button = QuietButton("pencil", self.tr("Edit the answer"), self)
        self.edit_button.clicked.connect(self._edit)
        self.branch_button = QuietButton("git-branch", self.tr("Go on from here in a new chat"), self)
        self.branch_button.clicked.connect(self._branch)
        self.more_button = QuietButton("ellipsis", self.tr("More to do with this answer"), self)
        self.more_button.clicked.connect(self.menu_wanted)
        self.continue_button = TextButton(self.tr("Continue"), ButtonKind.GHOST, self, small=True, icon="play")
        self.continue_button.clicked.connect(self.go_on)
        self.figures = ElidedLabel("", self)  # beside Continue a narrow window has no room for all of it
        self.figures.setFont(ui_font(12, tabular=True))
        self.figures.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._quiet = (self.copy_button, self.retry_button, self.edit_button, self.branch_button, self.more_button)

    @property
    def has_icons(self) -> bool:
        """Whether it begins with an icon, which then stands under the text."""
        return any(not one.isHidden() for one in (self.versions, *self._quiet))

    def set_state(self, shown: ShownMessage, figures: str, *, retry: bool, go_on: bool, last: bool) -> None:
        """Offer what fits the answer."""
        self.copy_button.set_text(shown.text)
        self.copy_button.setVisible(bool(shown.text))
        self.retry_button.setVisible(retry)
        self.edit_button.setVisible(not shown.running)
        self.branch_button.setVisible(not shown.running)
        self.continue_button.setVisible(go_on)
        self.versions.show_version(shown)
        self.figures.setText(figures)
        keys = shortcuts()
        self.copy_button.set_keys(keys.of(Action.COPY_ANSWER) if last else None)
        self.retry_button.explain(self.tr("Try again"), keys.of(Action.REGENERATE) if last else None)
        self.continue_button.explain(self.tr("Go on from where the answer ends"), keys.of(Action.CONTINUE))
        self._arrange()

    def reveal(self, *, on: bool) -> None:
        """Show buttons and figures, or only which version it is; alone, figures would have a hole before them."""
        for button in self._quiet:
            button.reveal(on=on)
        self.figures.setVisible(on)

    def focus_first(self) -> None:
        """Bring the keyboard to the first button."""
        arrows = () if self.versions.isHidden() else (self.versions.back, self.versions.forward)
        stops: tuple[BaseButton, ...] = (*arrows, *self._quiet, self.continue_button)
        first = next((one for one in stops if one.isVisible() and one.isEnabled()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _edit(self) -> None:
        self.acted.emit(Act.EDIT)

    @Slot()
    def _branch(self) -> None:
        self.acted.emit(Act.BRANCH)

    def _arrange(self) -> None:
        left = 0
        for button in (self.versions, *self._quiet, self.continue_button):
            if not button.isHidden():
                size = button.sizeHint()
                button.setGeometry(left, 0, size.width(), SIDE)
                left += size.width() + (4 if button is self.versions else 0)
        if left:
            # The first icon, not the edge of its button, stands under the text: the row places this widget so.
            left += 10
        self.figures.setGeometry(left, 0, max(0, self.width() - left), SIDE)
        mirror(self, (self.versions, *self._quiet, self.continue_button, self.figures), self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the figures what is left."""
        super().resizeEvent(event)
        self._arrange()
