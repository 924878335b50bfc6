"""Models and engines: the engines in their order, and below them what belongs to the one that is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot

from app.bridge.events import EventPayload
from app.bridge.names import EventName
from app.bridge.signatures import device_list, engine_list, engine_test
from app.errors import AppError
from app.types.engines import EngineInfo, EngineTest
from app.types.models import BackendName, DeviceInfo
from app.ui.settings.engine_row import EngineRowWidget
from app.ui.settings.engines_model import ORDER_KEY, RowButton, enabled_key, engine_rows, new_order
from app.ui.settings.field_model import Note
from app.ui.settings.ollama_section import OllamaSection
from app.ui.settings.page import NEXT, SettingsPage
from app.ui.settings.pages_model import Group, Page, groups
from app.ui.settings.providers_section import ProvidersSection
from app.ui.settings.words import note_words, tr
from app.ui.widgets.labels import Paragraph, muted_label
from app.ui.widgets.reorder import ReorderCard
from app.ui.window.picker_model import engine_name


class EnginesPage(SettingsPage):
    """See the module's docstring. Lives in the GUI thread; listens to `engines.changed`."""

    page = Page.ENGINES

    def build(self) -> None:
        """The list, then the chosen engine's own settings."""
        self._widgets: dict[BackendName, EngineRowWidget] = {}
        self._chosen = BackendName.LLAMA_CPP
        self.list = ReorderCard(self.tr("Engines in their order"))
        self.list.reordered.connect(self._reordered)
        self._waiting = Paragraph(self.tr("Looking for engines…"), 12, 18, muted=True)
        self.note = muted_label()
        self.note.setMinimumHeight(18)
        self.note.setWordWrap(True)
        self.providers = ProvidersSection(self.around)
        self.ollama = OllamaSection(self.around)
        self.body.addWidget(self._waiting)
        self.body.addWidget(self.list)
        self.body.addSpacing(8)
        self.body.addWidget(self.note)
        self.body.addSpacing(NEXT)
        super().build()
        self.body.addWidget(self.providers)
        self.body.addWidget(self.ollama)
        self.list.hide()
        self.topics = {
            tr("Order of engines"): self.list,
            tr("Cloud providers"): self.providers,
            tr("Ollama models"): self.ollama,
        }
        self._show_chosen()
        self.verticalScrollBar().rangeChanged.connect(self._follow_form)
        self.around.bridge.core_event.connect(self._event)

    def opened(self) -> None:
        """Look anew whether servers answer, what can compute, and which providers there are."""
        self._ask(refresh=True)
        if self._chosen is BackendName.CLOUD:
            self.providers.refresh()
        if self.around.settings.connected:
            self.around.bridge.invoke(device_list).then(self._offer_devices, self._failed)

    def disarm(self) -> None:
        """Nothing is about to be removed any more."""
        self.providers.disarm()
        self.ollama.disarm()

    def _offer_devices(self, devices: tuple[DeviceInfo, ...]) -> None:
        self.around.settings.offer("device", tuple(device.name for device in devices if device.kind != "cpu"))

    def shown_groups(self) -> tuple[Group, ...]:
        """The chosen engine's settings under its name; its switch stands in the list already."""
        found = groups(self.around.settings.all, Page.ENGINES, self._chosen.value)
        own = tuple(info for group in found for info in group.settings if info.key != enabled_key(self._chosen))
        loose = groups(self.around.settings.all, Page.ENGINES, "")
        return (*((Group(engine_name(self._chosen), own),) if own else ()), *loose)

    def reveal(self, key: str) -> None:
        """Choose the engine whose setting it is."""
        info = self.around.settings.get(key)
        if info is not None and info.group in set(BackendName):
            self._choose(BackendName(info.group))
        if key in {enabled_key(name) for name in self._widgets}:
            switch = self._widgets[self._chosen].switch
            switch.setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(switch, 0, 80)
            return
        super().reveal(key)

    def reveal_topic(self, label: str) -> None:
        """Choose the engine that the part belongs to."""
        if label == tr("Cloud providers"):
            self._choose(BackendName.CLOUD)
        elif label == tr("Ollama models"):
            self._choose(BackendName.OLLAMA)
        super().reveal_topic(label)

    def row(self, backend: BackendName) -> EngineRowWidget:
        """One engine's row."""
        return self._widgets[backend]

    @property
    def chosen(self) -> BackendName:
        """The engine whose settings are shown."""
        return self._chosen

    def _ask(self, *, refresh: bool) -> None:
        if self.around.settings.connected:
            self.around.bridge.invoke(engine_list, refresh=refresh).then(self._show_engines, self._failed)

    @Slot(object, object)
    def _event(self, name: EventName, payload: EventPayload) -> None:
        if name is EventName.ENGINES_CHANGED and self.isVisible():
            self._ask(refresh=False)

    def _show_engines(self, engines: tuple[EngineInfo, ...]) -> None:
        rows = engine_rows(engines)
        if {row.info.name for row in rows} != set(self._widgets):
            self.list.clear()
            self._widgets = {}
            for row in rows:
                self._add(EngineRowWidget(row))
        for row in rows:
            self._widgets[row.info.name].show_row(row)
        self.list.show_order(tuple(row.info.name.value for row in rows))
        self._waiting.hide()
        self.list.show()
        self._show_chosen()

    def _add(self, widget: EngineRowWidget) -> None:
        name = widget.row.info.name
        self._widgets[name] = widget
        widget.title.clicked.connect(self._title_clicked)
        widget.button.clicked.connect(self._button_clicked)
        widget.switch.clicked.connect(self._switched)
        self.list.add_row(name.value, engine_name(name), widget, widget.handle)

    def _failed(self, error: AppError) -> None:
        self._waiting.say(f"{error.message} {error.hint}".strip())
        self._waiting.show()

    def _of(self, control: object) -> EngineRowWidget | None:
        mine = (row for row in self._widgets.values() if control in (row.title, row.button, row.switch))
        return next(mine, None)

    @Slot()
    def _title_clicked(self) -> None:
        widget = self._of(self.sender())
        if widget is not None:
            self._choose(widget.row.info.name)

    def _choose(self, backend: BackendName) -> None:
        self._chosen = backend
        self.disarm()
        self._show_chosen()
        self.settings_changed()
        if backend is BackendName.CLOUD:
            self.providers.refresh()

    def _show_chosen(self) -> None:
        for name, widget in self._widgets.items():
            widget.title.setChecked(name is self._chosen)
        self.providers.setVisible(self._chosen is BackendName.CLOUD)
        self.ollama.setVisible(self._chosen is BackendName.OLLAMA)

    @Slot()
    def _button_clicked(self) -> None:
        widget = self._of(self.sender())
        if widget is None:
            return
        info, button = widget.row.info, widget.row.button
        if button is RowButton.TEST:
            self._test(info.name)
        elif button is RowButton.LOOK_AGAIN:
            self._ask(refresh=True)
        elif button is RowButton.ADD:
            self._choose(info.name)
            self.providers.add()
        else:
            widget.say("" if widget.said else f"{info.reason} {info.hint}".strip())

    @Slot()
    def _follow_form(self) -> None:
        """The page grew: a form that was opened by it is to be seen as a whole."""
        if self.providers.fields.isVisible() and self.providers.fields.isAncestorOf(self.focusWidget()):
            self.ensureWidgetVisible(self.providers.fields.save_button, 0, 40)

    def _test(self, backend: BackendName) -> None:
        self._widgets[backend].begin_test()

        def done(test: EngineTest) -> None:
            self._widgets[backend].show_test(test)
            self._ask(refresh=False)

        def failed(error: AppError) -> None:
            self._widgets[backend].end_test(f"{error.message} {error.hint}".strip())

        self.around.bridge.invoke(engine_test, backend=backend).then(done, failed)

    @Slot()
    def _switched(self) -> None:
        widget = self._of(self.sender())
        if widget is None:
            return
        on = widget.switch.isChecked()
        key = enabled_key(widget.row.info.name)

        def failed(error: AppError) -> None:
            widget.switch.setChecked(not on)
            self.note.setText(f"{error.message} {error.hint}".strip())

        self.around.settings.set({key: on}, self._saved, failed)

    @Slot(object)
    def _reordered(self, shown: tuple[str, ...]) -> None:
        known = [str(name) for name in self.around.settings.value(ORDER_KEY, ())]

        def failed(error: AppError) -> None:
            self.note.setText(f"{error.message} {error.hint}".strip())
            self._ask(refresh=False)

        self.around.settings.set({ORDER_KEY: new_order(shown, known)}, self._saved, failed)

    def _saved(self, reply: object) -> None:
        self.note.setText(note_words(Note.NEXT_ANSWER))
        self._ask(refresh=False)
