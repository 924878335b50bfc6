"""A strip that stays while something is wrong: cause, remedy, buttons, folded details."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFont, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.theme import current, pixmap
from app.ui.theme.tokens import RADIUS_CARD
from app.ui.widgets.buttons import ButtonKind, TextButton
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.focus import ring_of
from app.ui.widgets.labels import Paragraph, Tone
from app.ui.widgets.paint import rounded, smooth


@dataclass(frozen=True, slots=True)
class BannerAction:
    """One button of a banner."""

    text: str
    run: Callable[[], None]
    kind: ButtonKind = ButtonKind.SECONDARY


class _Mark(QLabel):
    """The icon of a banner, in the tone's colour."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tone = Tone.WARN
        self.setFixedSize(18, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        with smooth(self) as painter:
            painter.drawPixmap(0, 1, self._picture())

    def _picture(self) -> QPixmap:
        tokens = current()
        if self.tone is Tone.BAD:
            return pixmap("circle-alert", tokens.bad, 18)
        if self.tone is Tone.WARN:
            return pixmap("triangle-alert", tokens.warn, 18)
        return pixmap("info", tokens.text_2, 18)


class Banner(QFrame):
    """One card: a sentence of cause, a muted sentence of remedy, buttons, and "Details" that unfold. GUI thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = _Mark(self)
        self._title = Paragraph("", 13, 20, QFont.Weight.DemiBold)
        self._hint = Paragraph("", 12, 18, muted=True)
        self._detail = Paragraph("", 12, 18, muted=True)
        self._detail.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._buttons = FlowLayout()
        self._buttons.setSpacing(8)
        self._fold = TextButton(self.tr("Details"), ButtonKind.GHOST, self, small=True)
        self._fold.setCheckable(True)
        self._fold.toggled.connect(self._unfold)
        self._runs: list[TextButton] = []
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._title)
        texts.addWidget(self._hint)
        texts.addWidget(self._detail)
        texts.addLayout(self._buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(17, 15, 17, 15)
        row.setSpacing(12)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        self.hide()

    @property
    def title(self) -> str:
        """The cause it shows."""
        return self._title.plain

    def say(
        self, tone: Tone, title: str, hint: str = "", actions: tuple[BannerAction, ...] = (), detail: str = ""
    ) -> None:
        """Show a state, and tell screen readers when it is new."""
        new = title != self._title.plain or self.isHidden()
        self.put(tone, title, hint, actions, detail)
        if new:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{title} {hint}".strip()))

    def put(
        self, tone: Tone, title: str, hint: str = "", actions: tuple[BannerAction, ...] = (), detail: str = ""
    ) -> None:
        """Show a state without a word to screen readers, who heard of it already or come to it by reading."""
        self._mark.tone = tone
        self._title.say(title)
        self._hint.say(hint)
        self._hint.setVisible(bool(hint))
        self._detail.say(detail)
        self._fold.setChecked(False)
        self._detail.hide()
        self._set_actions(actions, folded=bool(detail))
        self.update()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A card whose border says the tone."""
        tokens = current()
        border = {Tone.BAD: tokens.bad, Tone.WARN: tokens.warn}.get(self._mark.tone, tokens.border_strong)
        with smooth(self) as painter:
            rounded(painter, self.rect(), RADIUS_CARD, tokens.surface, border)

    @Slot(bool)
    def _unfold(self, open_: bool) -> None:  # noqa: FBT001 - a slot of toggled(bool)
        self._detail.setVisible(open_)

    def _set_actions(self, actions: tuple[BannerAction, ...], *, folded: bool) -> None:
        focused = next((button for button in self._runs if button.hasFocus()), None)
        ringed = focused is not None and ring_of(focused).surrounds(focused)
        while self._buttons.count():
            self._buttons.takeAt(0)
        for button in self._runs:
            button.hide()
            button.deleteLater()
        self._runs = [TextButton(action.text, action.kind, self, small=True) for action in actions]
        for button, action in zip(self._runs, actions, strict=True):
            # A click leaves the focus where the person types; these buttons go away when they are pressed.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(action.run)
            self._buttons.addWidget(button)
            button.show()
        # Details stands last, on the screen and for Tab; Qt puts new widgets behind all others of the window.
        before: TextButton = self._fold
        for button in (*self._runs, self._fold):
            QWidget.setTabOrder(before, button)
            before = button
        self._fold.raise_()
        if focused is not None and self._runs:
            # The last one does least harm when the key is pressed once more.
            self._runs[-1].setFocus(Qt.FocusReason.TabFocusReason if ringed else Qt.FocusReason.OtherFocusReason)
        self._fold.setVisible(folded)
        self._buttons.addWidget(self._fold)
        # Alone it needs a box: the word of a ghost button does not stand under the text.
        self._fold.kind = ButtonKind.GHOST if actions else ButtonKind.SECONDARY
        self._buttons.setContentsMargins(0, 10 if actions or folded else 0, 0, 0)
