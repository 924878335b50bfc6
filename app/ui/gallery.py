"""`tektra --gallery`: every small control in both themes on one page. Hidden; the subject of the screenshot tests."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Slot
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.theme import Scheme, code_font, theme, ui_font
from app.ui.widgets.banner import Banner, BannerAction
from app.ui.widgets.buttons import ButtonKind, IconButton, TextButton
from app.ui.widgets.choice import Choice, Segmented
from app.ui.widgets.key_recorder import KeyRecorder
from app.ui.widgets.labels import DotShape, ElidedLabel, KeyHint, StatusDot, Tag, Tone, muted_label, text_label
from app.ui.widgets.meter import Meter
from app.ui.widgets.switch import Switch
from app.ui.widgets.text_field import TextField
from app.ui.widgets.toast import Toast

WIDTH = 840


class Gallery(QWidget):
    """The page; its switch changes the theme of the whole process. Lives in the GUI thread."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Tektra gallery"))
        self.resize(WIDTH + 80, 832)
        self.toast = Toast(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 24, 40, 24)
        column.setSpacing(14)
        column.addWidget(text_label(self.tr("Controls"), 24, QFont.Weight.DemiBold))
        for title, line in (
            (self.tr("Buttons"), self._buttons()),
            (self.tr("Small buttons"), self._small_buttons()),
            (self.tr("Icon buttons"), self._icon_buttons()),
            (self.tr("Tags and states"), self._tags()),
            (self.tr("Fields and texts"), self._texts()),
            (self.tr("Switches and choices"), self._choices()),
        ):
            heading = muted_label(title, 11)
            heading.setFont(ui_font(11, QFont.Weight.DemiBold))
            column.addWidget(heading)
            column.addLayout(line)
        for banner in self._banners():
            column.addWidget(banner)
        column.addStretch(1)
        self.toast.tell(self.tr("Chat moved to the trash"), self.tr("Undo"), ms=1_000_000)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the toast at the lower edge."""
        super().resizeEvent(event)
        self.toast.place(QPoint(self.width() // 2, self.height() - 24), self.width() - 32)

    def _buttons(self) -> QHBoxLayout:
        switch = TextButton(self.tr("Other theme"), icon="refresh-cw")
        switch.clicked.connect(self._switch)
        return _row(
            TextButton(self.tr("Primary"), ButtonKind.PRIMARY),
            TextButton(self.tr("Secondary")),
            TextButton(self.tr("Ghost"), ButtonKind.GHOST),
            TextButton(self.tr("New chat"), icon="square-pen", keys="Ctrl N"),
            _disabled(TextButton(self.tr("Disabled"), ButtonKind.PRIMARY)),
            switch,
        )

    def _small_buttons(self) -> QHBoxLayout:
        return _row(
            TextButton(self.tr("Try again"), ButtonKind.PRIMARY, small=True),
            TextButton(self.tr("Use a smaller model"), small=True),
            TextButton(self.tr("Details"), ButtonKind.GHOST, small=True),
            _disabled(TextButton(self.tr("Disabled"), small=True)),
        )

    def _icon_buttons(self) -> QHBoxLayout:
        names = ("panel-left", "pencil", "trash-2", "copy", "refresh-cw", "ellipsis", "eject", "play", "x")
        return _row(
            *(IconButton(name, name) for name in names),
            IconButton("copy", self.tr("small"), size=28),
            _disabled(IconButton("copy", self.tr("disabled"))),
        )

    def _tags(self) -> QHBoxLayout:
        words = ("llama.cpp", "tools", "ready", "tight", "too large")
        dots = [StatusDot() for _ in DotShape]
        for dot, shape in zip(dots, DotShape, strict=True):
            dot.set_state(shape, shape.value)
        return _row(
            *(Tag(word, tone) for tone, word in zip(Tone, words, strict=True)), *dots, KeyHint("Ctrl K"), KeyHint("Esc")
        )

    def _texts(self) -> QHBoxLayout:
        field = TextField(self.tr("Deque or list for a queue?"))
        field.setFixedWidth(220)
        field.setAccessibleName(self.tr("Title"))
        short = ElidedLabel(self.tr("A title that is much too long for its place"))
        short.setFixedWidth(150)
        code = text_label("print(1 << 8)")
        code.setFont(code_font(13))
        return _row(field, short, muted_label(self.tr("1,482 of 8,192")), code)

    def _choices(self) -> QHBoxLayout:
        on, off, gone = (Switch(name) for name in (self.tr("On"), self.tr("Off"), self.tr("Disabled")))
        on.setChecked(True)
        choice = Choice(self.tr("Keep in memory"))
        choice.set_options([(self.tr("5 minutes"), 300), (self.tr("30 minutes"), 1800)], 300)
        segments = Segmented(self.tr("Theme"))
        segments.set_options([(word, word) for word in (self.tr("System"), self.tr("Light"), self.tr("Dark"))], "Light")
        tokens = TextField("8,192", unit=self.tr("tokens"))
        tokens.setFixedWidth(120)
        tokens.setAccessibleName(self.tr("Context window"))
        wrong = TextField("-5")
        wrong.setFixedWidth(60)
        wrong.setAccessibleName(self.tr("A refused value"))
        wrong.set_wrong(wrong=True)
        keys = KeyRecorder(self.tr("New chat"))
        keys.show_keys("Ctrl+N")
        meter = Meter(self.tr("How far it is"))
        meter.setFixedWidth(60)
        meter.show_share(0.6)
        return _row(on, off, _disabled(gone), choice, segments, tokens, wrong, keys, meter)

    def _banners(self) -> tuple[Banner, ...]:
        lost, failed, note = Banner(), Banner(), Banner()
        start = BannerAction(self.tr("Start"), self._switch, ButtonKind.PRIMARY)
        lost.say(Tone.WARN, self.tr("Tektra's core stopped. Starting it again…"), self.tr("Your chats are kept."))
        failed.say(
            Tone.BAD,
            self.tr("The disk is full, so chats cannot be saved."),
            self.tr("Free some space, then try again."),
            (BannerAction(self.tr("Try again"), self._switch, ButtonKind.PRIMARY),),
            "/home/ada/.local/share/tektra/tektra.db",
        )
        note.say(Tone.NEUTRAL, self.tr("Tektra's core was stopped."), self.tr("Start it to go on."), (start,))
        return lost, failed, note

    @Slot()
    def _switch(self) -> None:
        theme().set_scheme(Scheme.LIGHT if theme().tokens.dark else Scheme.DARK)


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def _disabled(button: QWidget) -> QWidget:
    button.setEnabled(False)
    return button
