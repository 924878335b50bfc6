"""The panel in the window: opened by the header's button or a key, for a stored chat or the new one."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.bridge.events import EventPayload
from app.bridge.names import EventName
from app.bridge.signatures import assistant_list, model_options, model_set_options, tool_list
from app.errors import AppError
from app.types.library import Assistant, ModelOptions
from app.types.models import ModelInfo
from app.ui.bridge.base import LinkState, UiBridge
from app.ui.panel.fields import reveal
from app.ui.panel.options_keeper import OptionsKeeper
from app.ui.panel.panel import Panel
from app.ui.panel.panel_model import for_model, plain, sampling_of
from app.ui.panel.presets import PresetDesk
from app.ui.panel.side_place import SidePlace
from app.ui.widgets.menu import make_menu
from app.ui.widgets.toast import Toast
from app.ui.window.header import Header
from app.ui.window.shortcuts import Action, shortcuts

log = logging.getLogger(__name__)


class PanelDesk(QObject):
    """Makes the panel when it is first wanted. Lives in the GUI thread; listens to `settings.changed` and
    `library.changed`.

    Signals:
        model_wanted(model_id: str): The assistant that was chosen has a model of its own.
        closed(): The panel is gone, and the keyboard belongs to the composer.
    """

    model_wanted = Signal(str)
    closed = Signal()

    def __init__(
        self, window: QWidget, bridge: UiBridge, header: Header, options: OptionsKeeper, toast: Toast, chat: QWidget
    ) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._header = header
        self._options = options
        self._toast = toast
        self._model: ModelInfo | None = None
        self.assistants: tuple[Assistant, ...] = ()
        self.place = SidePlace(chat)
        self.presets = PresetDesk(window, bridge, toast.tell, self._keep_options)
        self.panel: Panel | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._list_assistants)
        header.panel_button.clicked.connect(self.toggle)
        header.assistant_button.clicked.connect(self._choose_assistant)
        shortcuts().bind(window, {Action.TOGGLE_PANEL: self.toggle})
        shortcuts().changed.connect(self._explain)
        self.place.left.connect(self.close)
        self.presets.changed.connect(self._show_presets)
        self.presets.saved.connect(self._preset_saved)
        self.presets.renamed.connect(self._preset_renamed)
        options.changed.connect(self._show)
        bridge.core_event.connect(self._event)
        bridge.link_changed.connect(self._link_changed)
        self._explain()
        self._soon.start()

    @property
    def shown(self) -> bool:
        """Whether it can be seen."""
        return self.panel is not None and not self.panel.isHidden()

    @property
    def panes(self) -> tuple[tuple[QWidget, QWidget], ...]:
        """For F6."""
        return ((self.panel, self.panel),) if self.panel is not None and self.shown else ()

    def set_model(self, model: ModelInfo | None) -> None:
        """The model of the next question."""
        self._model = model

    @Slot()
    def toggle(self) -> None:
        """Show or hide it."""
        if self.shown:
            self.close()
            return
        self._open()
        if self.panel is not None:
            self.panel.prompt.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_at(self, name: str) -> None:
        """Show it, with the keyboard in one of its fields."""
        if not self.shown:
            self._open()
        if self.panel is not None:
            reveal(self.panel, name)

    def _open(self) -> None:
        if self.panel is None:
            self._make()
        self.place.show_panel(shown=True)
        self._header.panel_button.setChecked(True)
        self._ask()
        self._show()

    @Slot()
    def close(self) -> None:
        """Put it away; what is written in it is kept."""
        if self.panel is None or not self.shown:
            return
        self.panel.flush()
        self._options.flush()
        self.place.show_panel(shown=False)
        self._header.panel_button.setChecked(False)
        self.closed.emit()

    def flush(self) -> None:
        """Another chat comes, or the window goes."""
        if self.panel is not None:
            self.panel.flush()

    def _make(self) -> None:
        panel = self.panel = Panel()
        panel.wanted.connect(self._wanted)
        panel.assistant_wanted.connect(self.use_assistant)
        panel.preset_menu_requested.connect(self._open_presets)
        panel.save_preset_requested.connect(self._save_preset)
        panel.reset_requested.connect(self._reset)
        panel.model_default_requested.connect(self._use_as_default)
        panel.closed.connect(self.close)
        self.place.put(panel)

    # What it shows

    def _ask(self) -> None:
        if self._bridge.link is LinkState.CONNECTED and self.panel is not None:
            self.presets.refresh()
            self._bridge.invoke(tool_list).then(self.panel.show_tools, _unknown)
            self._list_assistants()

    @Slot()
    def _list_assistants(self) -> None:
        if self._bridge.link is LinkState.CONNECTED:
            self._bridge.invoke(assistant_list).then(self._set_assistants, _unknown)

    def _set_assistants(self, assistants: tuple[Assistant, ...]) -> None:
        self.assistants = assistants
        if self.panel is not None:
            self.panel.show_assistants(assistants)
        self._show()

    @Slot()
    def _show_presets(self) -> None:
        if self.panel is not None:
            self.panel.show_presets(self.presets.all)

    @Slot()
    def _show(self) -> None:
        chosen = self._assistant
        new = self._options.chat_id is None
        self._header.show_assistant(chosen.name if chosen is not None else "", offered=new and bool(self.assistants))
        if self.panel is not None and self.shown:
            self.panel.show_options(self._options.options, self._options.effective)

    @property
    def _assistant(self) -> Assistant | None:
        wanted = self._options.options.assistant_id
        return next((known for known in self.assistants if known.id == wanted), None)

    # What it changes

    @Slot(object)
    def _wanted(self, fields: dict[str, Any]) -> None:
        self._options.change(**fields)

    @Slot(object)
    def use_assistant(self, assistant_id: str | None) -> None:
        """Answer as this assistant, or as none."""
        self._options.change(assistant_id=assistant_id)
        chosen = self._assistant
        if chosen is not None and chosen.model_id is not None:
            self.model_wanted.emit(chosen.model_id)

    @Slot()
    def _choose_assistant(self) -> None:
        button = self._header.assistant_button
        menu = make_menu(button)
        own = self._options.options.assistant_id
        for name, assistant_id in ((self.tr("No assistant"), None), *((one.name, one.id) for one in self.assistants)):
            action = QAction(name.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(assistant_id == own)
            action.setData(assistant_id)
            action.triggered.connect(self._assistant_picked)
            menu.addAction(action)
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))

    @Slot()
    def _assistant_picked(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.use_assistant(action.data())

    @Slot()
    def _reset(self) -> None:
        before = self._options.options
        self.flush()
        self._options.put(self._options.chat_id, plain(before))
        undo = partial(self._options.put, self._options.chat_id, before)
        self._toast.tell(self.tr("This chat goes by its preset again."), self.tr("Undo"), undo)

    def _keep_options(self) -> Callable[[], None]:
        return partial(self._options.put, self._options.chat_id, self._options.options)

    @Slot()
    def _open_presets(self) -> None:
        if self.panel is not None:
            options, effective = self._options.options, self._options.effective
            sampling = sampling_of(options, effective) if effective is not None else None
            self.presets.open_menu(self.panel.preset_menu, self.panel.preset.currentData(), sampling)

    @Slot()
    def _save_preset(self) -> None:
        effective = self._options.effective
        if self.panel is not None and effective is not None:
            self.presets.save_as(sampling_of(self._options.options, effective), "", self.panel.save_button)

    @Slot(str)
    def _preset_saved(self, name: str) -> None:
        self._options.change(preset=name, sampling=type(self._options.options.sampling)())

    @Slot(str, str)
    def _preset_renamed(self, name: str, to: str) -> None:
        if self._options.options.preset == name:
            self._options.change(preset=to)
        self._options.ask()

    @Slot()
    def _use_as_default(self) -> None:
        model_id = self._model.id if self._model is not None else None
        if model_id is not None:
            self._bridge.invoke(model_options, model_id=model_id).then(self._set_default)

    def _set_default(self, before: ModelOptions) -> None:
        if self._model is None:
            return
        model = self._model
        fresh = for_model(self._options.options, self._options.effective)

        def undo() -> None:
            self._bridge.invoke(model_set_options, model_id=model.id, options=before).then(_taken)

        def done(_: ModelOptions) -> None:
            words = self.tr("Every chat with {0} begins so from now on.").format(model.name)
            self._toast.tell(words, self.tr("Undo"), undo)
            self._options.ask()

        self._bridge.invoke(model_set_options, model_id=model.id, options=fresh).then(done)

    # The core

    @Slot(object, object)
    def _event(self, name: EventName, payload: EventPayload) -> None:
        if name not in (EventName.SETTINGS_CHANGED, EventName.LIBRARY_CHANGED):
            return
        if name is EventName.LIBRARY_CHANGED:
            self._list_assistants()
        if self.shown:
            self.presets.refresh()
            self._options.ask()

    @Slot(object, object)
    def _link_changed(self, state: LinkState, _error: AppError | None) -> None:
        if state is LinkState.CONNECTED:
            self._soon.start()
            self._ask()

    @Slot()
    def _explain(self) -> None:
        self._header.panel_button.explain(self.tr("What this chat is told"), shortcuts().of(Action.TOGGLE_PANEL))


def _unknown(error: AppError) -> None:
    """There is nothing to choose then; the next opening asks again."""
    log.info("the panel could not be filled: %s", error.code)


def _taken(_: ModelOptions) -> None:
    """It is as it was."""
