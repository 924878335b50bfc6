"""Files on their way into the next question: by the button, by a drop, by a paste."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QMimeData, QObject, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from app.bridge.signatures import document_check
from app.errors import AppError, CoreUnavailable
from app.types.attachments import MAX_CHAT_BYTES, MAX_FILE_BYTES, MAX_FILES, MIB, Attachment, AttachmentKind, shown_name
from app.types.documents import DocumentInfo
from app.types.models import Capability, ModelInfo
from app.ui.bridge.base import UiBridge
from app.ui.composer.attach_model import AttachedFile, AttachList, FileState, Trouble, kind_of, too_large
from app.ui.composer.chips import ChipRow
from app.ui.composer.drop_overlay import DropOverlay
from app.ui.composer.file_reader import FileReader, ReadFile
from app.ui.widgets.words import size_text
from app.ui.window.composer import Composer
from app.ui.window.prompt_model import is_model_file

Tell = Callable[..., None]


class FilesDesk(QObject):
    """Fills the chips of the composer. Lives in the GUI thread.

    Signals:
        changed(): What goes with the next question is something else.
        model_file_dropped(path: str): A model's file was dropped.
        model_wanted(): Another model is to be chosen.
    """

    changed = Signal()
    model_file_dropped = Signal(str)
    model_wanted = Signal()

    def __init__(self, window: QWidget, bridge: UiBridge, composer: Composer, tell: Tell) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._composer = composer
        self._tell = tell
        self._model: ModelInfo | None = None
        self._key = 0
        self._owners: dict[int, AttachList] = {}
        self.files = AttachList()
        self.row = ChipRow()
        self.reader = FileReader(self)
        self.overlay = DropOverlay(window)
        self.reader.done.connect(self._read)
        self.row.remove_requested.connect(self.remove)
        self.row.remove_all_requested.connect(self.remove_all)
        self.row.text_wanted.connect(self._insert_text)
        composer.edit.takes_files = True
        composer.edit.files_pasted.connect(self.attach)
        composer.edit.picture_pasted.connect(self.attach_picture)
        composer.edit.document_pasted.connect(self.attach_text)

    # Who gets them

    def show_files(self, files: AttachList) -> None:
        """Those of another chat."""
        self.files = files
        self.refresh()

    def set_model(self, model: ModelInfo | None) -> None:
        """The model of the next question: it may be blind or deaf, and counts in its own way."""
        before, self._model = self._model, model
        if (before.id if before else None) != (model.id if model else None):
            for file in self.files:
                if file.kind is AttachmentKind.DOCUMENT and file.sendable:
                    self._check(file)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show them as they are now."""
        name = self._model.name if self._model is not None else self.tr("This model")
        self.row.show_files(list(self.files), sees=self._sees, hears=self._hears, model=name)
        self._composer.set_has_files(has_files=any(file.sendable for file in self.files))
        self.changed.emit()

    @property
    def _sees(self) -> bool:
        return self._model is None or Capability.IMAGE in self._model.capabilities

    @property
    def _hears(self) -> bool:
        return self._model is None or Capability.AUDIO in self._model.capabilities

    # More of them

    @Slot()
    def choose(self) -> None:
        """Ask for files."""
        dialog = QFileDialog(self._window, self.tr("Attach files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self.attach)
        dialog.open()

    @Slot(object)
    def attach(self, paths: Sequence[str]) -> None:
        """Read files; those that are too many are said."""
        for path in paths:
            file = self._begin(path)
            if file is None:
                break
            self.reader.read(file.key, path)
        self.refresh()

    @Slot(object)
    def attach_picture(self, picture: object) -> None:
        """A picture of the clipboard."""
        if isinstance(picture, QImage) and not picture.isNull():
            file = self._begin(self.tr("Pasted picture.png"))
            if file is not None:
                self.reader.encode(file.key, picture)
        self.refresh()

    @Slot(str)
    def attach_text(self, text: str) -> None:
        """A long text of the clipboard, as a document."""
        data = text.encode()
        if too_large(len(data)):
            self._tell(self._too_large())
            return
        file = self._begin(self.tr("Pasted text.txt"))
        if file is not None:
            file.text = text
            self._take(file, self.files, data)
        self.refresh()

    def _begin(self, name: str) -> AttachedFile | None:
        if self._composer.held:
            return None
        if self.files.full:
            self._tell(self.tr("A message can have up to {0} files.").format(MAX_FILES))
            return None
        self._key += 1
        self._owners[self._key] = self.files
        return self.files.begin(self._key, name)

    def take_back(self, owner: AttachList, name: str, data: bytes, *, pasted: bool) -> None:
        """A file that a window before this one had not sent; whoever shows `owner` refreshes then."""
        self._key += 1
        self._owners[self._key] = owner
        file = owner.begin(self._key, name)
        file.text = data.decode("utf-8", "replace") if pasted else ""
        self.reader.look_at(file.key, data)

    def known(self, name: str, data: bytes, *, pasted: bool) -> AttachedFile:
        """The same of a question that waits: it can be sent as it is, and is looked at when it is edited."""
        self._key += 1
        text = data.decode("utf-8", "replace") if pasted else ""
        return AttachedFile(self._key, shown_name(name), kind_of(data), FileState.CHECKING, data, text=text)

    @Slot(object)
    def _read(self, result: ReadFile) -> None:
        owner = self._owners.get(result.key)
        file = owner.get(result.key) if owner is not None else None
        if owner is None or file is None:
            return
        if result.problem:
            owner.fail(file, self._problem(result.problem))
        else:
            file.thumbnail = result.thumbnail
            self._take(file, owner, result.data)
        if file.state is FileState.FAILED:
            self._announce(self.tr("{0} cannot be attached. {1}").format(file.name, file.problem))
        self.refresh()

    def _take(self, file: AttachedFile, owner: AttachList, data: bytes) -> None:
        if not owner.arrived(file, data):
            words = self.tr("All files of a chat together can have {0}.")
            owner.fail(file, words.format(_promised(MAX_CHAT_BYTES)))
        elif file.kind is AttachmentKind.DOCUMENT:
            self._check(file)

    def _problem(self, problem: str) -> str:
        known = {
            "kind": self.tr("It is not a file that can be read."),
            "large": self._too_large(),
            "empty": self.tr("The file is empty."),
        }
        return known.get(problem) or self.tr("It cannot be read: {0}.").format(problem)

    def _too_large(self) -> str:
        return self.tr("A file can have up to {0}.").format(_promised(MAX_FILE_BYTES))

    # What the core says of documents

    def _check(self, file: AttachedFile) -> None:
        file.state = FileState.CHECKING
        model = self._model.id if self._model is not None else None
        reply = self._bridge.invoke(
            document_check, attachment=Attachment(file.kind, file.name, file.data), model_id=model
        )
        reply.then(partial(self._checked, file.key), partial(self._not_checked, file.key))

    def _checked(self, key: int, info: DocumentInfo) -> None:
        file = self._found(key)
        if file is not None:
            file.state = FileState.READY
            file.tokens, file.pages, file.problem = info.tokens, info.pages, info.problem
            self.refresh()

    def _not_checked(self, key: int, error: AppError) -> None:
        file = self._found(key)
        if file is None:
            return
        if isinstance(error, CoreUnavailable):
            file.state = FileState.READY  # the core looks at it again when it is sent
        else:
            self._owners[key].fail(file, f"{error.message} {error.hint}".strip())
            self._announce(self.tr("{0} cannot be attached. {1}").format(file.name, file.problem))
        self.refresh()

    def _found(self, key: int) -> AttachedFile | None:
        owner = self._owners.get(key)
        return owner.get(key) if owner is not None else None

    # Fewer of them

    @Slot(int)
    def remove(self, key: int) -> None:
        """Take one out."""
        self.reader.cancel(key)
        owner = self._owners.pop(key, self.files)
        owner.remove(key)
        had_focus = self.row.isAncestorOf(self._window.focusWidget())
        self.refresh()
        if had_focus and not len(self.files):
            self._composer.edit.setFocus()

    @Slot()
    def remove_all(self) -> None:
        """Take all out; what was whole comes back with Undo."""
        owner, files = self.files, self.take()
        for file in files:
            self.reader.cancel(file.key)
        whole = [file for file in files if file.sendable]
        undo = partial(self.put_back, whole, owner)
        words = self.tr("%n files removed.", "", len(files))
        self._tell(words, *((self.tr("Undo"), undo) if whole else ()))
        self._composer.edit.setFocus()

    @Slot(int)
    def _insert_text(self, key: int) -> None:
        file = self._found(key)
        if file is None:
            return
        text = file.text
        self.remove(key)
        self._composer.insert(text)

    def take(self) -> list[AttachedFile]:
        """All of them: they are sent."""
        files = self.files.take()
        for file in files:
            self._owners.pop(file.key, None)
        self.refresh()
        return files

    def put_back(self, files: list[AttachedFile], owner: AttachList) -> None:
        """They were not sent after all."""
        owner.put_back(files)
        self._owners.update({file.key: owner for file in files})
        for file in files:
            if file.state is FileState.CHECKING and file.kind is AttachmentKind.DOCUMENT:
                self._check(file)  # what was said meanwhile was for nobody
            elif file.state is FileState.CHECKING:  # it came back from another window, without its small picture
                data, file.data, file.state = file.data, b"", FileState.READING
                self.reader.look_at(file.key, data)
        self.refresh()

    def refuses(self) -> bool:
        """Whether something keeps the files from being sent; it is said, with what helps."""
        found = self.files.trouble(sees=self._sees, hears=self._hears)
        if found is None:
            return False
        trouble, file = found
        if trouble is Trouble.READING:
            self._tell(self.tr("{0} is still being read.").format(file.name))
            return True
        many = len(self.files.refused(sees=self._sees, hears=self._hears)) > 1
        remove = self.tr("Remove them") if many else self.tr("Remove it")
        if trouble is Trouble.FAILED:
            words = self.tr("{0} cannot be sent. {1}").format(file.name, file.problem)
            self._tell(words, remove, self._remove_refused)
            return True
        model = self._model.name if self._model is not None else self.tr("This model")
        blind = self.tr("{0} cannot see pictures.") if trouble is Trouble.BLIND else self.tr("{0} cannot hear.")
        choose = self.tr("Choose another model")
        self._tell(blind.format(model), choose, self.model_wanted.emit, other=(remove, self._remove_refused))
        return True

    @Slot()
    def _remove_refused(self) -> None:
        """All that cannot go with the question, whatever is wrong with each."""
        for file in self.files.refused(sees=self._sees, hears=self._hears):
            self.remove(file.key)

    def _announce(self, words: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._composer, words))

    # Drops

    def drag_enter(self, event: QDragEnterEvent) -> None:
        """Files, pictures and texts may come."""
        mime = event.mimeData()
        paths = _paths(mime.urls())
        if not paths and not mime.hasImage():
            return
        event.acceptProposedAction()
        models = bool(paths) and all(is_model_file(path) for path in paths)
        self.overlay.say(self.tr("Drop to open the model") if models else self.tr("Drop to attach"))

    def drag_leave(self) -> None:
        """Not here."""
        self.overlay.hide()

    def drop(self, event: QDropEvent) -> None:
        """Model files join the list; others go with the question."""
        self.overlay.hide()
        event.acceptProposedAction()
        self.take_mime(event.mimeData())

    def take_mime(self, mime: QMimeData) -> None:
        """What was dropped."""
        paths = _paths(mime.urls())
        if not paths:
            self.attach_picture(mime.imageData())
            return
        for path in paths:
            if is_model_file(path):
                self.model_file_dropped.emit(path)
        others = [path for path in paths if not is_model_file(path)]
        if others:
            self.attach(others)
            self._composer.edit.setFocus()


def _promised(limit: int) -> str:
    """A limit that is counted by 1,024, in the units of all sizes: a little less than what is taken."""
    return size_text(limit // MIB * 1_000_000)


def _paths(urls: Sequence[QUrl]) -> list[str]:
    return [url.toLocalFile() for url in urls if url.isLocalFile()]
