"""The assistants: a system prompt, a model and a preset under one name."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.bridge.signatures import assistant_delete, assistant_list, assistant_save, preset_list
from app.errors import AppError
from app.types.library import Assistant, PresetInfo
from app.ui.library.form import Form, TextArea
from app.ui.library.library_model import (
    NAME_CHARS,
    PICTURE_CHARS,
    PNG,
    Entry,
    Wrong,
    check_assistant,
    one_line,
    picture_of,
)
from app.ui.library.list_and_form import ListAndForm
from app.ui.library.page import LibraryPage, Surroundings
from app.ui.widgets.buttons import TextButton
from app.ui.widgets.choice import Choice
from app.ui.widgets.text_field import TextField

_PICTURE_WIDTH = 96


class AssistantForm(Form):
    """All of an assistant. Lives in the GUI thread.

    Signals:
        saved(assistant: Assistant): The core took it.
    """

    saved = Signal(object)

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._before = Assistant("", "")
        self.name = TextField()
        self.name.setMaxLength(NAME_CHARS)
        self.name.setPlaceholderText(self.tr("Editor"))
        self.picture = TextField()
        self.picture.setMaxLength(PICTURE_CHARS)
        self.picture.setFixedWidth(_PICTURE_WIDTH)
        self.prompt = TextArea()
        self.prompt.edit.setPlaceholderText(self.tr("You correct texts, and say in one line what you changed."))
        self.model = Choice()
        self.preset = Choice()
        self._presets: tuple[PresetInfo, ...] = ()
        choices = QWidget()
        row = QHBoxLayout(choices)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.model, 1)
        row.addWidget(self.preset, 1)
        self.add_field(self.tr("Name"), self.name)
        self.add_field(self.tr("Picture: an emoji or a letter"), self.picture)
        self.add_field(self.tr("What it is told before every chat (system prompt)"), self.prompt, stretch=1)
        self.add_field(self.tr("Model and preset"), choices)
        self.model.setAccessibleName(self.tr("Model"))
        self.preset.setAccessibleName(self.tr("Preset"))
        self.save_requested.connect(self._store)

    def open(self, assistant: Assistant | None) -> None:
        """Empty, or with an assistant."""
        self.begin(self.tr("Assistant") if assistant is not None else self.tr("New assistant"))
        self._before = assistant or Assistant("", "")
        drawn = self._before.picture.startswith(PNG)
        self.name.setText(self._before.name)
        self.name.set_wrong(wrong=False)
        self.picture.setText("" if drawn else self._before.picture)
        self.picture.setPlaceholderText(self.tr("A picture") if drawn else "✎")
        self.prompt.edit.setPlainText(self._before.system_prompt)
        models = [(model.name, model.id) for model in self._around.models.all]
        self._fill(self.model, self.tr("The chat's own model"), models, self._before.model_id)
        self._show_presets()
        self._around.bridge.invoke(preset_list).then(self._take_presets, self._no_presets)
        self.settle()
        self.name.setFocus()

    def _take_presets(self, presets: tuple[PresetInfo, ...]) -> None:
        self._presets = presets
        self._show_presets()

    def _no_presets(self, error: AppError) -> None:
        self.say(f"{error.message} {error.hint}".strip())

    def _show_presets(self) -> None:
        names = [(preset.name, preset.name) for preset in self._presets]
        self._fill(self.preset, self.tr("The model's own preset"), names, self._before.preset)

    def _fill(self, choice: Choice, none: str, known: list[tuple[str, str]], value: str | None) -> None:
        options: list[tuple[str, object]] = [(none, None), *known]
        if value is not None and value not in (data for _, data in known):
            options.append((value, value))  # gone for now, but not to be lost by saving
        choice.set_options(options, value)

    @Slot()
    def _store(self) -> None:
        picture = self.picture.text().strip()
        if not picture and self._before.picture.startswith(PNG):
            picture = self._before.picture
        model, preset = self.model.currentData(), self.preset.currentData()
        assistant = Assistant(
            self._before.id,
            " ".join(self.name.text().split()),
            picture,
            self.prompt.text.strip(),
            model if isinstance(model, str) else None,
            preset if isinstance(preset, str) else None,
            self._before.sampling,
        )
        wrong = check_assistant(assistant)
        self.name.set_wrong(wrong=wrong is Wrong.NAME)
        self.say(self.tr("Give it a name.") if wrong is Wrong.NAME else "")
        if wrong is Wrong.NOTHING:
            self.save_button.setEnabled(False)
            self._around.bridge.invoke(assistant_save, assistant=assistant).then(self.saved.emit, self.refused)


class AssistantList(LibraryPage):
    """The list of them. Lives in the GUI thread.

    Signals:
        assistant_chosen(assistant_id: str): A new chat with it is wanted.
        edit_requested(assistant: Assistant | None): None for a new one.
    """

    assistant_chosen = Signal(str)
    edit_requested = Signal(object)

    def __init__(self, around: Surroundings) -> None:
        super().__init__(
            around,
            self.tr("Assistants"),
            self.tr("What a model is told, the model and its preset, under one name."),
            self.tr("No assistant yet. “New assistant” makes one, for instance an editor or a translator."),
        )
        self.assistants: tuple[Assistant, ...] = ()
        self.new_button = TextButton(self.tr("New assistant"), icon="plus")
        self.head.addStretch(0)
        self.head.addWidget(self.new_button)
        self.chat_button = self.add_action(self.tr("New chat"), self._chat)
        self.edit_button = self.add_action(self.tr("Edit"), self._edit)
        self.delete_button = self.add_action(self.tr("Delete"), self._delete)
        self.new_button.clicked.connect(self._new)
        self.list.opened.connect(self._edit)
        self.list.delete_requested.connect(self._delete)
        around.models.changed.connect(self._models_changed)
        self.update_actions()

    def refresh(self) -> None:
        """Ask for them."""
        self.around.bridge.invoke(assistant_list).then(self._take, self.fail)

    def _take(self, assistants: tuple[Assistant, ...]) -> None:
        self.assistants = assistants
        self._models_changed()

    @Slot()
    def _models_changed(self) -> None:
        self.show_entries(tuple(self._entry(assistant) for assistant in self.assistants))

    def _entry(self, assistant: Assistant) -> Entry:
        model = self.around.models.get(assistant.model_id) if assistant.model_id is not None else None
        name = model.name if model is not None else assistant.model_id or ""
        tail = " · ".join(part for part in (name, assistant.preset) if part)
        return Entry(assistant.id, assistant.name, one_line(assistant.system_prompt), tail, picture_of(assistant))

    def _chosen(self) -> Assistant | None:
        return next((item for item in self.assistants if item.id == self.list.current), None)

    @Slot()
    def _chat(self) -> None:
        if self.list.current is not None:
            self.assistant_chosen.emit(self.list.current)

    @Slot()
    def _new(self) -> None:
        self.edit_requested.emit(None)

    @Slot()
    def _edit(self) -> None:
        assistant = self._chosen()
        if assistant is not None:
            self.edit_requested.emit(assistant)

    @Slot()
    def _delete(self) -> None:
        assistant = self._chosen()
        if assistant is not None:
            reply = self.around.bridge.invoke(assistant_delete, assistant_id=assistant.id)
            reply.then(self._deleted, self.fail)

    def _deleted(self, assistant: Assistant) -> None:
        def undo() -> None:
            self.around.bridge.invoke(assistant_save, assistant=assistant).then(self._changed, self.fail)

        self.refresh()
        self.around.tell(self.tr("Assistant “{0}” deleted").format(assistant.name), self.tr("Undo"), undo)

    def _changed(self, _: Assistant) -> None:
        self.refresh()


class AssistantsPage(ListAndForm):
    """List and form, one at a time. Lives in the GUI thread."""

    def __init__(self, around: Surroundings) -> None:
        page, form = AssistantList(around), AssistantForm(around)
        super().__init__(page, form)
        self.page, self.form = page, form
        self.page.edit_requested.connect(self._open)
        self.form.saved.connect(self.taken)

    @Slot(object)
    def _open(self, assistant: Assistant | None) -> None:
        self.show_form()
        self.form.open(assistant)
