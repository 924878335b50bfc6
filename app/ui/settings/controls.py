"""The control of one setting: made by its type, all with the same few methods."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QWidget

from app.types.settings import SettingInfo
from app.ui.settings.client import SettingsClient
from app.ui.settings.field_model import Control, Value, control_of, named_texts, named_values, parse, text_of
from app.ui.settings.words import choice_words, empty_words
from app.ui.widgets.buttons import TextButton
from app.ui.widgets.choice import Choice, Segmented
from app.ui.widgets.key_recorder import KeyRecorder
from app.ui.widgets.switch import Switch
from app.ui.widgets.text_field import TextField

NUMBER_WIDTH = 120
TEXT_WIDTH = 240


class FieldControl(QWidget):
    """What the person handles. Lives in the GUI thread.

    Signals:
        entered(value: object): A value was chosen; it is to be saved at once.
        typed(value: object): A value is being typed; it is to be saved when the person pauses.
    """

    entered = Signal(object)
    typed = Signal(object)

    def __init__(self, name: str, description: str) -> None:
        super().__init__()
        self._name = name
        self._description = description
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)

    def show_info(self, info: SettingInfo) -> None:
        """Show the value that is set."""
        raise NotImplementedError

    def set_wrong(self, *, wrong: bool) -> None:
        """Mark what stands there as refused; only what can be typed can be wrong."""

    def forget(self) -> None:
        """What was typed and not saved does not count; only what can be typed has to know."""

    def _put(self, widget: QWidget) -> None:
        widget.setAccessibleName(self._name)
        widget.setAccessibleDescription(self._description)
        if self.focusProxy() is None:
            self.setFocusProxy(widget)
        self._row.addWidget(widget)


class SwitchControl(FieldControl):
    """On or off."""

    def __init__(self, name: str, description: str) -> None:
        super().__init__(name, description)
        self.switch = Switch(name)
        self.switch.clicked.connect(self._clicked)
        self._put(self.switch)

    def show_info(self, info: SettingInfo) -> None:
        """Turn it as it is set."""
        self.switch.setChecked(bool(info.value))

    @Slot(bool)
    def _clicked(self, on: bool) -> None:  # noqa: FBT001 - a slot of clicked(bool)
        self.entered.emit(on)


class SegmentsControl(FieldControl):
    """One of a few words, all in sight."""

    def __init__(self, name: str, description: str) -> None:
        super().__init__(name, description)
        self.segments = Segmented(name)
        self.segments.chosen.connect(self.entered.emit)
        self._put(self.segments)

    def show_info(self, info: SettingInfo) -> None:
        """Mark what is set."""
        self.segments.set_options([(choice_words(info, choice), choice) for choice in info.choices], info.value)


class ChoiceControl(FieldControl):
    """One of several words, or of a few numbers."""

    def __init__(self, name: str, description: str, client: SettingsClient) -> None:
        super().__init__(name, description)
        self._client = client
        self.choice = Choice(name)
        self.choice.activated.connect(self._activated)
        self._put(self.choice)

    def show_info(self, info: SettingInfo) -> None:
        """Choose what is set."""
        offered = named_texts(info, self._client.offered(info.key))
        values: tuple[object, ...] = offered or info.choices or named_values(info, os.cpu_count() or 1)
        named = [(self._client.name_of(info.key, value) or choice_words(info, value), value) for value in values]
        self.choice.set_options(named, info.value)

    @Slot(int)
    def _activated(self, index: int) -> None:
        self.entered.emit(self.choice.itemData(index))


class _StepField(TextField):
    """Up and Down count."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)


class TypedControl(FieldControl):
    """A field for a number, a text or a list."""

    def __init__(self, name: str, description: str, info: SettingInfo) -> None:
        super().__init__(name, description)
        self._info = info
        numeric = info.type in ("int", "float")
        self.field = _StepField(unit=info.unit) if numeric else TextField(unit=info.unit)
        self.field.setFixedWidth(NUMBER_WIDTH + (20 if info.unit else 0) if numeric else TEXT_WIDTH)
        self.field.setPlaceholderText(empty_words(info.key))
        self.field.textEdited.connect(self._edited)
        self.field.editingFinished.connect(self._finished)
        if isinstance(self.field, _StepField):
            self.field.stepped.connect(self._step)
        self._sent = ""
        self._typing = False
        self._put(self.field)

    def show_info(self, info: SettingInfo) -> None:
        """Write what is set, except over the caret of somebody who just typed the same in other signs."""
        self._info = info
        if not (self._typing and self.field.hasFocus() and self._keeps()):
            self._write()

    def forget(self) -> None:
        """Whatever stands there may be written over."""
        self._typing = False

    def set_wrong(self, *, wrong: bool) -> None:
        """Mark the field."""
        self.field.set_wrong(wrong=wrong)

    @Slot(str)
    def _edited(self, text: str) -> None:
        self._typing = True
        self.typed.emit(self._value(text))

    @Slot()
    def _finished(self) -> None:
        self._typing = False
        if self.field.text() != self._sent:
            self._sent = self.field.text()
            self.entered.emit(self._value(self._sent))
        if self._means_the_same():
            self._write()

    def _keeps(self) -> bool:
        """Whether what is being typed stays while the value that is set is shown."""
        return self._means_the_same()

    def _means_the_same(self) -> bool:
        value = self._info.value
        return self._value(self.field.text()) == (list(value) if isinstance(value, tuple) else value)

    def _write(self) -> None:
        text = text_of(self._info, *_separators())
        self._sent = text
        if self.field.text() != text:
            self.field.setText(text)

    @Slot(int)
    def _step(self, by: int) -> None:
        value = self._value(self.field.text())
        if isinstance(value, str | list):
            return
        low, high = self._info.minimum, self._info.maximum
        wanted = value + by * _size(self._info)
        wanted = max(wanted, low) if low is not None else wanted
        wanted = min(wanted, high) if high is not None else wanted
        decimal, group = _separators()
        shown = f"{int(wanted):,}" if float(wanted).is_integer() else f"{wanted:,.2f}"
        self.field.setText(shown.replace(",", "\0").replace(".", decimal).replace("\0", group))
        self.typed.emit(self._value(self.field.text()))

    def _value(self, text: str) -> Value:
        return parse(self._info, text, *_separators())


class FileControl(TypedControl):
    """A field for a path, with Browse. Half a path is never looked at: Enter, or leaving the field, saves it."""

    def __init__(self, name: str, description: str, info: SettingInfo) -> None:
        super().__init__(name, description, info)
        self.browse = TextButton(self.tr("Browse…"))
        self.browse.clicked.connect(self._browse)
        self._row.addWidget(self.browse)
        self.browse.setAccessibleName(self.tr("Browse for {0}").format(name))

    @Slot(str)
    def _edited(self, text: str) -> None:
        self._typing = True

    def _keeps(self) -> bool:
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        """The window went with the field: that is leaving it too."""
        super().hideEvent(event)
        if self._typing:
            self._finished()

    @Slot()
    def _browse(self) -> None:
        known = Path(self.field.text())
        folder = str(known.parent) if self.field.text() else ""
        dialog = QFileDialog(self.window(), self.tr("Choose a file"), folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.choose)
        dialog.open()

    @Slot(str)
    def choose(self, path: str) -> None:
        """Take this file."""
        self.field.setText(path)
        self._finished()


class KeysControl(FieldControl):
    """Keys, which are pressed and not typed."""

    def __init__(self, name: str, description: str) -> None:
        super().__init__(name, description)
        self.recorder = KeyRecorder(name)
        self.recorder.recorded.connect(self.entered.emit)
        self._put(self.recorder)

    def show_info(self, info: SettingInfo) -> None:
        """The keys that are set; the recorder says them in its name, too."""
        self.recorder.show_keys(str(info.value))


def make_control(info: SettingInfo, client: SettingsClient) -> FieldControl:
    """The control for a setting."""
    name, description = info.label or info.key, info.help
    kind = control_of(info)
    if kind is Control.SWITCH:
        return SwitchControl(name, description)
    if kind is Control.SEGMENTS:
        return SegmentsControl(name, description)
    if kind is Control.CHOICE:
        return ChoiceControl(name, description, client)
    if kind is Control.KEYS:
        return KeysControl(name, description)
    made = FileControl if kind is Control.FILE else TypedControl
    control = made(name, description, info)
    control.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return control


def _size(info: SettingInfo) -> float:
    """How far one press of a key goes."""
    if info.type == "float":
        return 0.1 if (info.maximum or 100) <= 10 else 1
    return 256 if info.unit in ("tokens", "MiB") else 1


def _separators() -> tuple[str, str]:
    locale = QLocale()
    if locale.language() == QLocale.Language.C:
        return ".", ","
    return locale.decimalPoint(), locale.groupSeparator()
