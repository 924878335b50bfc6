"""Shortcuts: what each does and its keys, which the next keys that are pressed replace."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.config.shortcuts import FIXED
from app.errors import AppError
from app.types.settings import SettingInfo
from app.ui.settings.field_model import Note, differs
from app.ui.settings.page import SettingsPage
from app.ui.settings.pages_model import Group, Page, groups
from app.ui.settings.shortcuts_model import Trouble, Verdict, judge
from app.ui.settings.words import fixed_words, note_words, tr
from app.ui.widgets.buttons import IconButton, TextButton
from app.ui.widgets.card import Card
from app.ui.widgets.key_recorder import KeyRecorder
from app.ui.widgets.labels import Paragraph, muted_label, text_label
from app.ui.window.shortcuts import SECTION


class ShortcutRow(QWidget):
    """One shortcut. Lives in the GUI thread."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__()
        self.name = name
        self.recorder = KeyRecorder(label)
        self.reset_button = IconButton("rotate-ccw", tr("Reset {0}").format(label), size=28)
        policy = self.reset_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.reset_button.setSizePolicy(policy)
        self.trouble = Paragraph("", 12, 18, muted=True)
        self.trouble.hide()
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(text_label(label, 13, QFont.Weight.DemiBold))
        texts.addWidget(self.trouble)
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 7, 14, 7)
        grid.setHorizontalSpacing(8)
        grid.setColumnStretch(0, 1)
        grid.addLayout(texts, 0, 0)
        grid.addWidget(self.recorder, 0, 2)
        grid.addWidget(self.reset_button, 0, 1)

    def show_info(self, info: SettingInfo) -> None:
        """The keys that are set."""
        self.recorder.show_keys(str(info.value))
        self.recorder.setEnabled(not info.locked_by)
        self.reset_button.setVisible(differs(info))
        if info.locked_by:
            self.say(tr("Set by the variable {0}; change it there.").format(info.locked_by))

    def say(self, words: str) -> None:
        """Why new keys were not taken; "" for nothing."""
        self.trouble.say(words)
        self.trouble.setVisible(bool(words))


class ShortcutsPage(SettingsPage):
    """See the module's docstring. Lives in the GUI thread."""

    page = Page.SHORTCUTS

    def build(self) -> None:
        """The list, and one button that resets all."""
        self.card = Card()
        self.note = muted_label()
        self.note.setMinimumHeight(18)
        self.note.setWordWrap(True)
        self.reset_all = TextButton(self.tr("Reset all shortcuts"), small=True)
        self.reset_all.clicked.connect(self._reset_all)
        self._rows: dict[str, ShortcutRow] = {}
        self.body.addWidget(self.card)
        self.body.addSpacing(12)
        self.body.addWidget(self.note)
        self.body.addSpacing(8)
        self.body.addWidget(self.reset_all)
        self.topics = {tr("Shortcuts"): self.card}

    def shown_groups(self) -> tuple[Group, ...]:
        """The rows are made here."""
        return ()

    def settings_changed(self) -> None:
        """Show the keys."""
        infos = [info for group in groups(self.around.settings.all, Page.SHORTCUTS) for info in group.settings]
        names = [info.key.removeprefix(SECTION) for info in infos]
        if names != list(self._rows):
            self._fill(infos)
        for info, name in zip(infos, names, strict=True):
            self._rows[name].show_info(info)
        self.reset_all.setEnabled(any(differs(info) for info in infos))

    def reveal(self, key: str) -> None:
        """Give a shortcut the keyboard."""
        row = self._rows.get(key.removeprefix(SECTION))
        if row is not None:
            row.recorder.setFocus()
            self.ensureWidgetVisible(row, 0, 80)

    def shortcut_rows(self) -> dict[str, ShortcutRow]:
        """Every row by the shortcut's name."""
        return self._rows

    def _fill(self, infos: list[SettingInfo]) -> None:
        self.card.clear()
        self._rows = {}
        for info in infos:
            name = info.key.removeprefix(SECTION)
            row = ShortcutRow(name, info.label)
            row.recorder.recorded.connect(self._recorded)
            row.reset_button.clicked.connect(self._reset_one)
            self._rows[name] = row
            self.card.add(row)

    @Slot(str)
    def _recorded(self, keys: str) -> None:
        row = self._row_of(self.sender())
        if row is None:
            return
        known = {name: str(self.around.settings.value(SECTION + name, "")) for name in self._rows}
        verdict = judge(row.name, keys, known)
        other = self.around.settings.get(SECTION + verdict.other)
        row.say(_trouble_words(keys, verdict, other.label if other is not None else verdict.other))
        self.note.setText("")
        if verdict.trouble is Trouble.NONE:
            self.around.settings.set({SECTION + row.name: keys}, self._saved, lambda error: self._failed(row, error))

    def _saved(self, reply: object) -> None:
        self.note.setText(note_words(Note.NOW))

    def _failed(self, row: ShortcutRow, error: AppError) -> None:
        self.note.setText("")
        row.say(f"{error.message} {error.hint}".strip())

    @Slot()
    def _reset_one(self) -> None:
        row = self._row_of(self.sender())
        if row is not None:
            row.say("")
            row.recorder.setFocus()
            self.around.settings.reset((SECTION + row.name,), self._saved, lambda error: self._failed(row, error))

    @Slot()
    def _reset_all(self) -> None:
        for row in self._rows.values():
            row.say("")
        infos = (self.around.settings.get(SECTION + name) for name in self._rows)
        keys = tuple(info.key for info in infos if info is not None and differs(info))
        self.around.settings.reset(keys, self._saved, self._reset_failed)

    def _reset_failed(self, error: AppError) -> None:
        self.note.setText(f"{error.message} {error.hint}".strip())

    def _row_of(self, control: object) -> ShortcutRow | None:
        return next((row for row in self._rows.values() if control in (row.recorder, row.reset_button)), None)


def _trouble_words(keys: str, verdict: Verdict, other: str) -> str:
    if verdict.trouble is Trouble.TAKEN:
        return tr("{0} is taken by “{1}”. Give that one other keys first.").format(keys, other)
    if verdict.trouble is Trouble.FIXED:
        return tr("{0} is needed for: {1}.").format(keys, fixed_words(FIXED.get(keys, "")))
    return ""
