"""What can be done with presets beside choosing one: save, overwrite, delete, export, import."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QWidget

from app.bridge.signatures import preset_delete, preset_export, preset_import, preset_list, preset_rename, preset_save
from app.errors import AppError
from app.types.generation import Sampling
from app.types.library import PresetInfo
from app.ui.bridge.base import UiBridge
from app.ui.composer.file_reader import FileReader, ReadFile
from app.ui.composer.small_form import Field, FormPlace, SmallForm
from app.ui.panel.panel import preset_name
from app.ui.widgets.menu import make_menu

Tell = Callable[..., None]
Keep = Callable[[], Callable[[], None]]
"""Remembers how the chat samples; what it returns puts that back."""
_MAX_TOML = 256 * 1024


class PresetDesk(QObject):
    """The presets and the commands on them. Lives in the GUI thread.

    Signals:
        changed(): There are others, or they say other things.
        saved(name: str): A preset was made of the values of the chat.
        renamed(name: str, to: str): One has another name.
    """

    changed = Signal()
    saved = Signal(str)
    renamed = Signal(str, str)

    def __init__(self, window: QWidget, bridge: UiBridge, tell: Tell, keep: Keep) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._tell = tell
        self._keep = keep
        self._keys = 0
        self._exports: dict[int, str] = {}
        self.all: tuple[PresetInfo, ...] = ()
        self.place = FormPlace(self)
        self._files = FileReader(self)
        self._files.done.connect(self._file_done)

    def refresh(self) -> None:
        """Ask for the list."""
        self._bridge.invoke(preset_list).then(self._set_all, self._refused)

    def get(self, name: str | None) -> PresetInfo | None:
        """One of them."""
        return next((info for info in self.all if info.name == name), None)

    # Save and delete

    def save_as(self, sampling: Sampling, suggested: str, anchor: QWidget) -> None:
        """Ask for a name, and save the values under it."""
        form = SmallForm(self._window, self.tr("Save as preset"), [Field(self.tr("Name"), suggested)], self.tr("Save"))
        self.place.open(form, anchor, anchor, partial(self._named, sampling))

    def _named(self, sampling: Sampling, values: list[str]) -> None:
        name = values[0].strip()
        taken = next((info for info in self.all if info.name.casefold() == name.casefold()), None)
        if not name:
            self.place.refuse()
        elif taken is None:
            self.overwrite(name, sampling)
        elif self.place.confirmed(self._taken_words(taken), self.tr("Replace")):
            self.overwrite(taken.name, sampling)

    def _taken_words(self, taken: PresetInfo) -> str:
        if taken.shipped:
            words = self.tr("The preset {0} comes with Tektra. Replace its values by yours?")
        else:
            words = self.tr("There is a preset {0} already. Replace it?")
        return words.format(preset_name(taken.name))

    def overwrite(self, name: str, sampling: Sampling) -> None:
        """Let a preset have these values; where it had others, that can be undone."""
        reply = self._bridge.invoke(preset_save, name=name, sampling=sampling)
        reply.then(partial(self._saved, self.get(name)), self._refused)

    def _saved(self, before: PresetInfo | None, info: PresetInfo) -> None:
        self.place.close()
        words = self.tr("The preset {0} is saved.").format(preset_name(info.name))
        if before is None:
            self._tell(words)
        else:
            self._tell(words, self.tr("Undo"), partial(self._give_back, before, self._keep()))
        self.saved.emit(info.name)
        self.refresh()

    def _give_back(self, before: PresetInfo, chat: Callable[[], None]) -> None:
        """The preset and the chat that was saved as it are as they were."""

        def done(_: object) -> None:
            chat()
            self.refresh()

        if before.own:
            reply = self._bridge.invoke(preset_save, name=before.name, sampling=before.sampling)
            reply.then(done, self._refused)
        else:
            self._bridge.invoke(preset_delete, name=before.name).then(done, self._refused)

    def rename(self, info: PresetInfo, anchor: QWidget) -> None:
        """Ask for another name; whoever uses the preset keeps it."""
        fields = [Field(self.tr("Name"), info.name)]
        form = SmallForm(self._window, self.tr("Rename the preset"), fields, self.tr("Rename"))
        self.place.open(form, anchor, anchor, partial(self._renamed_as, info.name))

    def _renamed_as(self, name: str, values: list[str]) -> None:
        to = values[0].strip()
        if to:
            self._bridge.invoke(preset_rename, name=name, to=to).then(partial(self._renamed, name), self._refused)
        else:
            self.place.refuse()

    def _renamed(self, name: str, info: PresetInfo) -> None:
        self.place.close()
        self.renamed.emit(name, info.name)
        self.refresh()

    def delete(self, info: PresetInfo) -> None:
        """Take one away; it can be undone."""
        self._bridge.invoke(preset_delete, name=info.name).then(partial(self._deleted, info), self._refused)

    def _deleted(self, info: PresetInfo, left: tuple[PresetInfo, ...]) -> None:
        self._set_all(left)
        words = self.tr("The preset {0} has its own values again.") if info.shipped else self.tr("{0} was deleted.")
        undo = partial(self.overwrite, info.name, info.sampling)
        self._tell(words.format(preset_name(info.name)), self.tr("Undo"), undo)

    # Files

    @Slot()
    def choose_import(self) -> None:
        """Ask for a file."""
        self._dialog(self.tr("Import presets"), QFileDialog.AcceptMode.AcceptOpen).fileSelected.connect(self.read)

    def choose_export(self, names: tuple[str, ...]) -> None:
        """Ask for a file's name."""
        dialog = self._dialog(self.tr("Export presets"), QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("toml")
        dialog.selectFile("presets.toml" if len(names) != 1 else f"{names[0]}.toml")
        dialog.fileSelected.connect(partial(self.export, names))

    def _dialog(self, title: str, mode: QFileDialog.AcceptMode) -> QFileDialog:
        dialog = QFileDialog(self._window, title, "", self.tr("Presets (*.toml)"))
        dialog.setAcceptMode(mode)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    @Slot(str)
    def read(self, path: str) -> None:
        """Take in a file's presets."""
        self._keys += 1
        self._files.read(self._keys, path)

    def export(self, names: tuple[str, ...], path: str) -> None:
        """Write presets into a file."""
        self._bridge.invoke(preset_export, names=names).then(partial(self._exported, path), self._refused)

    def _exported(self, path: str, text: str) -> None:
        self._keys += 1
        self._exports[self._keys] = path
        self._files.write(self._keys, path, text.encode())

    @Slot(object)
    def _file_done(self, result: ReadFile) -> None:
        path = self._exports.pop(result.key, None)
        if path is not None:
            failed = self.tr("The presets could not be written: {0}.").format(result.problem)
            self._tell(failed if result.problem else self.tr("The presets are in {0}.").format(path))
            return
        text = _text(result.data) if not result.problem else None
        if text is None:
            self._tell(self.tr("That is not a file with presets."))
            return
        self._import(text, replace=False)

    def _import(self, text: str, *, replace: bool) -> None:
        reply = self._bridge.invoke(preset_import, text=text, replace=replace)
        reply.then(self._imported, partial(self._not_imported, text))

    def _imported(self, presets: tuple[PresetInfo, ...]) -> None:
        self._tell(self.tr("The presets are there."))
        self.refresh()

    def _not_imported(self, text: str, error: AppError) -> None:
        words = f"{error.message} {error.hint}".strip()
        if error.params.get("names"):
            self._tell(words, self.tr("Replace them"), partial(self._import, text, replace=True))
        else:
            self._tell(words)

    # The menu

    def open_menu(self, button: QWidget, chosen: str | None, sampling: Sampling | None) -> None:
        """All of it."""
        menu = make_menu(button)
        info = self.get(chosen)
        entries: list[tuple[str, Callable[[], None]]] = []
        if sampling is not None:
            entries.append((self.tr("Save as…"), partial(self.save_as, sampling, "", button)))
        if info is not None and sampling is not None:
            over = self.tr("Overwrite {0}").format(preset_name(info.name))
            entries.append((over, partial(self.overwrite, info.name, sampling)))
        if info is not None and not info.shipped:
            entries.append((self.tr("Rename {0}…").format(preset_name(info.name)), partial(self.rename, info, button)))
        if info is not None and info.own:
            words = self.tr("Give {0} its own values again") if info.shipped else self.tr("Delete {0}")
            entries.append((words.format(preset_name(info.name)), partial(self.delete, info)))
        if info is not None:
            one = self.tr("Export {0}…").format(preset_name(info.name))
            entries.append((one, partial(self.choose_export, (info.name,))))
        every = tuple(known.name for known in self.all)
        entries.append((self.tr("Export all…"), partial(self.choose_export, every)))
        entries.append((self.tr("Import…"), self.choose_import))
        for words, slot in entries:
            action = QAction(words.replace("&", "&&"), menu)
            action.triggered.connect(slot)
            menu.addAction(action)
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))

    def _set_all(self, presets: tuple[PresetInfo, ...]) -> None:
        self.all = presets
        self.changed.emit()

    def _refused(self, error: AppError) -> None:
        self.place.refuse()
        self._tell(f"{error.message} {error.hint}".strip())


def _text(data: bytes) -> str | None:
    try:
        return data.decode("utf-8-sig") if len(data) <= _MAX_TOML else None
    except UnicodeDecodeError:
        return None
