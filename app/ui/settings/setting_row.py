"""One setting on a page: label, help, control, what is wrong with its value, and the way back to its default."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QFont, QPalette
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.types.settings import SettingInfo, SettingsReply
from app.ui.settings.client import SettingsClient
from app.ui.settings.controls import KeysControl, make_control
from app.ui.settings.field_model import Ask, FieldModel, Note, Value
from app.ui.theme import current, theme
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.labels import Paragraph, text_label

PAUSE_MS = 350
"""So long after the last key a typed value is checked and saved."""
NARROW = 520
"""Below this width a control stands under the text …"""
WIDE = 150
"""… if it is wider than this."""


class SettingRow(QWidget):
    """See the module's docstring. Lives in the GUI thread.

    Signals:
        noted(note: Note): A change was saved, or begins to be typed (`Note.NONE`).
    """

    noted = Signal(object)

    def __init__(self, client: SettingsClient, info: SettingInfo) -> None:
        super().__init__()
        self._client = client
        self._model = FieldModel(info)
        self._waiting: Value | None = None
        self._narrow: bool | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._paused)
        name = info.label or info.key
        self._help = Paragraph("", 12, 18, muted=True)
        self.problem = Paragraph("", 12, 18)
        self.problem.hide()
        self.control = make_control(info, client)
        self.control.entered.connect(self._entered)
        self.control.typed.connect(self._typed)
        self.reset_button = IconButton("rotate-ccw", self.tr("Reset {0}").format(name), size=28)
        self.reset_button.clicked.connect(self._reset)
        policy = self.reset_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.reset_button.setSizePolicy(policy)
        self._label = text_label(name, 13, QFont.Weight.DemiBold)
        self._label.setFixedHeight(20)
        self._build()
        theme().changed.connect(self._recolor)
        self._show()

    @property
    def key(self) -> str:
        """The setting's."""
        return self._model.info.key

    @property
    def pausing(self) -> bool:
        """Whether something typed is looked at after a pause."""
        return self._pause.isActive()

    @property
    def model(self) -> FieldModel:
        """What it decides by."""
        return self._model

    def take(self, info: SettingInfo) -> None:
        """The setting has this value now."""
        self._model.changed(info)
        self._show()

    def forget(self) -> None:
        """The page comes to the front: what failed earlier is not said again."""
        self._model.forget()
        self._show_problem()

    def set_narrow(self, *, narrow: bool) -> None:
        """Put the control under the text, or beside it."""
        narrow = narrow and self.control.sizeHint().width() > WIDE
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for item in (self._control_box, self.reset_button):
            self._grid.removeWidget(item)
        if narrow:
            self._grid.addWidget(self._control_box, 1, 0, Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(self.reset_button, 0, 1, Qt.AlignmentFlag.AlignTop)
        else:
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            self._grid.addWidget(self._control_box, 0, 2, right)
            self._grid.addWidget(self.reset_button, 0, 1, Qt.AlignmentFlag.AlignVCenter)

    def _build(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._label)
        texts.addWidget(self._help)
        texts.addWidget(self.problem)
        self._control_box = QWidget()
        box = QVBoxLayout(self._control_box)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.control)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(14, 12, 14, 12)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self._grid.addLayout(texts, 0, 0)
        self._label.setBuddy(self.control)
        self.set_narrow(narrow=False)

    @Slot(object)
    def _typed(self, value: Value) -> None:
        self._waiting = value
        self.noted.emit(Note.NONE)
        self._pause.start()

    @Slot()
    def _paused(self) -> None:
        if self._waiting is not None:
            self._entered(self._waiting)

    @Slot(object)
    def _entered(self, value: Value) -> None:
        self._pause.stop()
        self._waiting = None
        ask = self._model.type(value)
        if ask is None:
            self._show_problem()
            return
        self._client.check(
            self.key, ask.value, lambda sentence: self._checked(ask, sentence), lambda error: self._failed(ask, error)
        )

    def _checked(self, ask: Ask, sentence: str) -> None:
        value = self._model.checked(ask.number, sentence)
        if sentence:
            self.noted.emit(Note.NONE)
        self._show_problem()
        self._save(value)

    def _save(self, value: Value | None) -> None:
        if value is not None:
            ask = Ask(self._model.number, value)
            self._client.set(
                {self.key: value}, lambda reply: self._saved(ask.number, reply), lambda error: self._failed(ask, error)
            )

    def _saved(self, number: int, reply: SettingsReply) -> None:
        self._model.saved(number, restart=reply.restart)
        self._show()
        self.noted.emit(self._model.note)
        self._save(self._model.next())

    def _failed(self, ask: Ask, error: AppError) -> None:
        self._model.failed(ask.number, f"{error.message} {error.hint}".strip(), keep=self._can_type)
        self.noted.emit(Note.NONE)  # what was saved before is not what is seen now
        self._show()
        self._save(self._model.next())

    @property
    def _can_type(self) -> bool:
        typed = self.control.focusProxy() is not None and not isinstance(self.control, KeysControl)
        return typed and self._model.info.type not in ("bool", "choice")

    @Slot()
    def _reset(self) -> None:
        number = self._model.reset()
        self._pause.stop()
        self._waiting = None
        self.control.forget()

        def failed(error: AppError) -> None:
            self._failed(Ask(number, ""), error)

        self._client.reset((self.key,), lambda reply: self._saved(number, reply), failed)
        (self.control.focusProxy() or self.control).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        info = self._model.info
        if not self._model.editing and not self.pausing:
            self.control.show_info(info)
        locked = self.tr("Set by the variable {0}; change it there.").format(info.locked_by)
        self._help.say(locked if self._model.locked else info.help)
        self.control.setEnabled(not self._model.locked)
        self.control.setToolTip(locked if self._model.locked else "")
        self.reset_button.setVisible(self._model.can_reset)
        if self._model.can_reset:
            self.reset_button.explain(self.tr("Reset to the default"))
        self._show_problem()

    def _show_problem(self) -> None:
        problem = self._model.problem
        if problem and problem != self.problem.plain:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, problem))
        self.problem.say(problem)
        self.problem.setVisible(bool(problem))
        self.control.set_wrong(wrong=bool(problem))
        self._recolor()

    @Slot()
    def _recolor(self) -> None:
        colors = self.problem.palette()
        colors.setColor(QPalette.ColorRole.WindowText, QColor(current().bad))
        self.problem.setPalette(colors)
