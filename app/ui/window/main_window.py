"""The window: puts sidebar, header, chat, composer, banners and toast together and passes what happens between them.

Every decision that is more than passing on lives in a view model beside it, or in the core.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QPoint, Qt, QTimer, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QMoveEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import AppError, CoreUnavailable
from app.types.chats import ChatSummary
from app.types.models import LoadState, ModelInfo
from app.ui.bridge.base import LinkState, UiBridge
from app.ui.composer.unsent_desk import UnsentDesk
from app.ui.composer.unsent_store import UnsentStore
from app.ui.composer.writing_desk import WritingDesk
from app.ui.palette.desk import PaletteDesk
from app.ui.panel.panel_desk import PanelDesk
from app.ui.panel.side_place import LEAST_FOR_BOTH
from app.ui.theme.tokens import COLUMN_WIDTH
from app.ui.widgets.toast import Toast
from app.ui.window.banners import BannerArea
from app.ui.window.chat_pane import ChatPane
from app.ui.window.chats_desk import ChatsDesk
from app.ui.window.compare_place import ComparePlace
from app.ui.window.composer import Composer
from app.ui.window.engine_menu import EngineMenu
from app.ui.window.focus_home import FocusHome
from app.ui.window.header import Header
from app.ui.window.message_desk import MessageDesk
from app.ui.window.model_picker import ModelPicker
from app.ui.window.models import Models
from app.ui.window.no_model import NoModelPage
from app.ui.window.note_line import HEIGHT as NOTE_HEIGHT
from app.ui.window.note_line import NoteLine
from app.ui.window.panes import next_pane
from app.ui.window.picker_model import choose_model, nothing_usable
from app.ui.window.settings_desk import SettingsDesk
from app.ui.window.shortcuts import Action, shortcuts
from app.ui.window.side_frame import SideFrame
from app.ui.window.sidebar import Sidebar
from app.ui.window.state import MAX_FOLDERS, MIN_HEIGHT, MIN_WIDTH, Box, WindowState, WindowStateFile, fit

SAVE_MS = 400
_SIDE = 24


class MainWindow(QWidget):
    """One chat window. Lives in the GUI thread; shows `unhandled` errors of the bridge as toasts."""

    def __init__(
        self,
        bridge: UiBridge,
        state: WindowStateFile,
        make_chat_view: Callable[[UiBridge], ChatPane],
        *,
        theme_is_given: bool = False,
    ) -> None:
        super().__init__()
        self._bridge = bridge
        self._file = state
        self._state = state.load()
        self.settings = SettingsDesk(self, bridge, self._state.preferences, theme_is_given=theme_is_given)
        self._picked: str | None = None
        self._open_chat: str | None = None
        self.toast = Toast(self)
        self.models = self.settings.models = Models(bridge, self)
        self.sidebar = Sidebar(bridge, self.settings.client, self.toast.tell)
        self.sidebar.rows.remember(self._state.unfolded)
        self.header = Header()
        self.comparing = ComparePlace(self, bridge, self.models, self.header)
        self.banners = BannerArea(bridge)
        self.chat = make_chat_view(bridge)
        self.composer = Composer()
        self.writing = WritingDesk(self, bridge, self.composer, self.chat, self.toast, self.settings.client)
        self.handover = self.writing.handover
        self.picker = ModelPicker(self, self.models)
        self.engine_menu = EngineMenu(self, bridge, self.models)
        self.chat.port.places.load(self._state.places)
        store = UnsentStore(state.beside("unsent"))
        self.unsent = UnsentDesk(self, store, self.writing, self.chat.port, lambda: not state.erased)
        self.messages = MessageDesk(self, self.chat.port, self.composer, self.models, self.toast, self.open_chat)
        self.no_model = NoModelPage()
        self.chats = ChatsDesk(self, bridge, self.sidebar, self.header, self.models, self.writing, self.open_chat)
        self._note = NoteLine(bridge)
        self._pages = QStackedWidget()
        self._main = QWidget()
        self.sides = SideFrame(self.sidebar, self._main, self.header)
        self._save_timer = QTimer(self)
        self._save_timer.setSingleShot(True)
        self._save_timer.setInterval(SAVE_MS)
        self._save_timer.timeout.connect(self._save)
        self._build()
        self._home = FocusHome(self, self.composer, cast("QWidget", self.chat), self._main, self.sidebar, self.panels)
        self._connect()
        self._shortcuts()
        self.desk = PaletteDesk(self, bridge)
        self._restore()

    @property
    def model(self) -> ModelInfo | None:
        """The model of the next question."""
        chat = self.sidebar.get(self._open_chat)
        return choose_model(self.models.all, self._picked, chat.model_id if chat is not None else None)

    @property
    def note(self) -> str:
        """The line below the composer."""
        return self._note.text

    @Slot(str)
    def ask(self, text: str) -> None:
        """Send a question alone, beside what is being written; it waits while the core is still starting."""
        self.writing.ask(text)

    def open_chat(self, chat_id: str | None) -> None:
        """Show a chat, or a new one; the draft of each stays with it."""
        self.chat.open_chat(chat_id)
        self._opened(chat_id)
        self.composer.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    # Putting it together.

    def _build(self) -> None:
        self.setWindowTitle("Tektra")
        self.setAcceptDrops(True)
        self.setMinimumSize(MIN_WIDTH, MIN_HEIGHT)
        self.composer.setMaximumWidth(COLUMN_WIDTH)
        composer_row = QHBoxLayout()
        composer_row.setContentsMargins(_SIDE, 0, _SIDE, 0)
        composer_column = QVBoxLayout()
        composer_column.setSpacing(0)
        composer_column.addWidget(self.writing.lines)
        composer_column.addWidget(self.composer)
        composer_row.addLayout(composer_column)
        self._pages.setMinimumSize(1, 1)  # in a small window the banner and the composer keep their height
        self._pages.addWidget(cast("QWidget", self.chat))
        self._pages.addWidget(self.no_model)
        column = QVBoxLayout(self._main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.banners)
        column.addWidget(self.comparing.stack, 1)
        chat = QWidget()
        chat_column = QVBoxLayout(chat)
        chat_column.setContentsMargins(0, 0, 0, 0)
        chat_column.setSpacing(0)
        chat_column.addWidget(self._pages, 1)
        chat_column.addLayout(composer_row)
        chat_column.addWidget(self._note)
        self.panels = PanelDesk(self, self._bridge, self.header, self.writing.options, self.toast, chat)
        self.comparing.stack.addWidget(self.panels.place)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sides)

    def _connect(self) -> None:
        self.sidebar.new_chat_requested.connect(self._new_chat)
        self.sidebar.chat_chosen.connect(self.open_chat)
        self.sidebar.chat_removed.connect(self._chat_removed)
        self.sidebar.chat_updated.connect(self._chat_updated)
        self.sidebar.loaded.connect(self._chats_loaded)
        self.sides.arranged.connect(self._place_toast)
        self.sides.folded_by_person.connect(self._save_timer.start)
        self.sidebar.list.folder_toggled.connect(self._save_timer.start)
        self.sidebar.footer.status_changed.connect(self.banners.status)
        self.sidebar.settings_requested.connect(self.settings.open)
        self.header.picker_requested.connect(self._pick)
        self.comparing.told.connect(self.toast.tell)
        self.comparing.left.connect(self.composer.edit.setFocus)
        self.header.engines_requested.connect(self._choose_engine)
        self.engine_menu.told.connect(self.toast.tell)
        self.settings.live.changed.connect(self._save_timer.start)
        self.settings.live.formats_changed.connect(self._models_changed)
        self.settings.live.formats_changed.connect(self.sidebar.footer.refresh)
        self.picker.picked.connect(self._picked_model)
        self.picker.unavailable.connect(self.toast.tell)
        self.picker.file_requested.connect(self._choose_file)
        self.no_model.file_requested.connect(self._choose_file)
        self.no_model.look_again_requested.connect(self.models.refresh)
        self.models.changed.connect(self._models_changed)
        self.models.added.connect(self._model_added)
        self.banners.note_changed.connect(self._note.set_quiet)
        self.banners.changed.connect(self._block)
        self.banners.chats_replaced.connect(self._chats_replaced)
        self.composer.resized.connect(self._place_toast)
        self.panels.place.arranged.connect(self._place_toast)
        self.panels.place.toggled.connect(self._make_room)
        self.panels.model_wanted.connect(self._use_model)
        self.chats.assistant_wanted.connect(self.panels.use_assistant)
        self.panels.closed.connect(self.composer.edit.setFocus)
        self.writing.lines_changed.connect(self._place_toast)
        self.writing.note_changed.connect(self._show_note)
        self.writing.model_wanted.connect(self._pick)
        self.writing.files.model_file_dropped.connect(self.models.add_file)
        self.chat.chat_opened.connect(self._chat_created)
        self.chat.suggestion_chosen.connect(self.ask)
        self._bridge.unhandled.connect(self._unhandled)
        self._bridge.core_event.connect(self._file.core_told)
        self._bridge.link_changed.connect(self._file.link_changed)

    def _shortcuts(self) -> None:
        shortcuts().bind(
            self,
            {
                Action.NEW_CHAT: self._new_chat,
                Action.TOGGLE_SIDEBAR: self.sides.toggle,
                Action.PICK_MODEL: self._pick,
                Action.OPEN_FILE: self._choose_file,
                Action.NEXT_PANE: self._next_pane,
                Action.SETTINGS: self.settings.open,
            },
        )

    def _restore(self) -> None:
        screens = QApplication.screens()
        first = QApplication.primaryScreen()
        boxes = [screen.availableGeometry() for screen in sorted(screens, key=lambda screen: screen is not first)]
        place = fit(self._state, tuple(Box(box.x(), box.y(), box.width(), box.height()) for box in boxes))
        if place is not None:
            self.setGeometry(place.x, place.y, place.width, place.height)
        if self._state.maximized:
            self.setWindowState(Qt.WindowState.WindowMaximized)
        self.sides.set_shown(shown=not self._state.sidebar_collapsed)
        if self._state.panel_shown and self.width() >= LEAST_FOR_BOTH:
            self.panels.toggle()
        self._open_chat = self._state.last_chat if self.settings.live.preferences.open_with == "last" else None
        self.chat.open_chat(self._open_chat)
        self.sidebar.show_open(self._open_chat)
        self.writing.opened(self._open_chat)
        self._models_changed()
        self._block()
        self._show_note()
        self.composer.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._save_timer.stop()

    # Chats.

    @Slot()
    def _new_chat(self) -> None:
        self.open_chat(None)

    @Slot(str)
    def _chat_created(self, chat_id: str) -> None:
        self._opened(chat_id, keep_draft=True)

    def _opened(self, chat_id: str | None, *, keep_draft: bool = False) -> None:
        if not keep_draft:
            self.comparing.leave()
        if chat_id != self._open_chat and not keep_draft:
            self._picked = None
        self._open_chat = chat_id
        self.sidebar.show_open(chat_id)
        self.panels.flush()
        self.writing.opened(chat_id, begun=keep_draft)
        self._models_changed()
        self._save_timer.start()

    @Slot()
    def _chats_loaded(self) -> None:
        """The last chat may be gone since the window was closed; if not, its model is known only now."""
        if self._open_chat is not None and self.sidebar.get(self._open_chat) is None and not self.chat.answering:
            self.open_chat(None)
        else:
            self._models_changed()

    @Slot()
    def _chats_replaced(self) -> None:
        self.chat.open_chat(self._open_chat)
        self.sidebar.reload()

    @Slot(str)
    def _chat_removed(self, chat_id: str) -> None:
        if chat_id == self._open_chat:
            self.open_chat(None)
        self.writing.forget(chat_id)

    @Slot(object)
    def _chat_updated(self, chat: ChatSummary) -> None:
        if chat.id == self._open_chat:
            self.sidebar.show_open(chat.id)
            self._models_changed()

    # Models.

    @Slot()
    def _models_changed(self) -> None:
        model = self.model
        self.header.show_model(model, known=self.models.known)
        self.comparing.set_model(model)
        self.chat.set_model(model)
        self.composer.set_model_name(model.name if model is not None else "")
        loaded = model is not None and model.state is LoadState.LOADED
        self.panels.set_model(model)
        self.writing.set_model(model, self._picked, loaded=loaded)
        none = self.models.known and nothing_usable(self.models.all) and (model is None or not _can_answer(model))
        if none:
            self.no_model.show_reasons(self.models.all)
        self._pages.setCurrentIndex(1 if none and self._open_chat is None else 0)
        self._block()
        self._show_note()

    @Slot()
    def _pick(self) -> None:
        if self.picker.isVisible():
            self.picker.dismiss(keyboard=True)
            return
        model = self.model
        self.picker.open_at(self.header.model_button, model.id if model is not None else None)

    @Slot(str)
    def _picked_model(self, model_id: str) -> None:
        self._picked = model_id
        if self._open_chat is None:
            self.models.set_default(model_id)
        model = self.models.get(model_id)
        if model is not None and model.state in (LoadState.READY, LoadState.FAILED):
            self.models.load(model_id)
        self._models_changed()
        self.composer.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _use_model(self, model_id: str) -> None:
        self._picked = model_id
        self._models_changed()

    @Slot()
    def _choose_file(self) -> None:
        self.picker.dismiss()
        dialog = QFileDialog(self, self.tr("Open a model file"), "", self.tr("Model files (*.gguf *.GGUF)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.models.add_file)
        dialog.open()

    @Slot(object)
    def _model_added(self, model: ModelInfo) -> None:
        self._picked_model(model.id)
        self.toast.tell(self.tr("{0} is in the list of models now. Its file stays where it is.").format(model.name))

    @Slot()
    def _choose_engine(self) -> None:
        self.engine_menu.toggle_at(self.header.engine_button, self.model)

    # The connection, errors, words.

    @Slot()
    def _block(self) -> None:
        reason = self.banners.blocked
        model = self.model
        if not reason and self.models.known and (model is None or not _can_answer(model)):
            none = nothing_usable(self.models.all)
            reason = self.tr("Install a model first") if none else self.tr("Choose a model first")
        self.composer.set_blocked(reason)

    @Slot(object)
    def _unhandled(self, error: AppError) -> None:
        if isinstance(error, CoreUnavailable) and self._bridge.link is not LinkState.CONNECTED:
            return  # The banner says it already.
        self.toast.tell(f"{error.message} {error.hint}".strip())

    @Slot()
    def _show_note(self) -> None:
        self._note.tell(self.model, held=self.composer.held)

    # Keyboard, drops, geometry.

    @Slot()
    def _next_pane(self) -> None:
        panes: list[tuple[QWidget, QWidget]] = [
            (self.sidebar, self.sidebar.list if len(self.sidebar.rows) else self.sidebar.new_button),
            (self.header, self.header.model_button),
            (self._pages, self.no_model if self._pages.currentIndex() else cast("QWidget", self.chat)),
            (self.composer, self.composer.edit),
            *self.panels.panes,
            *self.comparing.panes,
        ]
        next_pane(panes, self.focusWidget())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key of its own stops the answer; where there is none to stop, it is anybody's."""
        if shortcuts().hit(Action.STOP, event) and (self.composer.held or self.chat.answering):
            self.writing.stop()
        elif not self._home.take(event):
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may come."""
        self.writing.files.drag_enter(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They do not."""
        self.writing.files.drag_leave()

    def dropEvent(self, event: QDropEvent) -> None:
        """They do."""
        self.writing.files.drop(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the toast in its place and remember the size; in a narrow window the sidebar goes."""
        super().resizeEvent(event)
        self._make_room()
        self._place_toast()
        self.picker.dismiss()
        self.engine_menu.dismiss()
        self._save_timer.start()

    @Slot()
    def _make_room(self) -> None:
        self.sides.make_room(self.width(), panel=self.panels.shown)
        self._save_timer.start()

    def moveEvent(self, event: QMoveEvent) -> None:
        """Remember the place."""
        super().moveEvent(event)
        self._save_timer.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save at once; the core goes on by itself."""
        self._save_timer.stop()
        self._save()
        self.panels.flush()
        self.writing.close()
        self.unsent.close()
        self.settings.close()
        self.chats.close()
        super().closeEvent(event)

    @Slot()
    def _place_toast(self) -> None:
        self.banners.leave_room(self.panels.place.taken)
        left = self.sides.taken
        room = self.width() - left - self.panels.place.taken
        middle = left + room // 2
        bottom = self.height() - NOTE_HEIGHT - self.composer.height() - self.writing.lines_height - 16
        self.toast.place(QPoint(middle, bottom), room - 32)

    @Slot()
    def _save(self) -> None:
        plain = self.normalGeometry() if self.isMaximized() else self.geometry()
        self._state = WindowState(
            x=plain.x(),
            y=plain.y(),
            width=plain.width(),
            height=plain.height(),
            maximized=self.isMaximized(),
            last_chat=self._open_chat,
            sidebar_collapsed=self.sides.folded,
            panel_shown=self.panels.shown,
            preferences=self.settings.live.preferences,
            places=self.messages.places(),
            unfolded=self.sidebar.rows.unfolded[:MAX_FOLDERS],
        )
        self._file.save(self._state)


def _can_answer(model: ModelInfo) -> bool:
    return model.state is not LoadState.UNAVAILABLE
