"""The saved prompts, which "/" in the composer inserts."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot

from app.bridge.signatures import prompt_delete, prompt_list, prompt_save
from app.types.library import SavedPrompt
from app.ui.composer.slash_model import variables
from app.ui.library.form import Form, TextArea
from app.ui.library.library_model import NAME_CHARS, Entry, Wrong, check_prompt, one_line
from app.ui.library.list_and_form import ListAndForm
from app.ui.library.page import LibraryPage, Surroundings
from app.ui.widgets.buttons import TextButton
from app.ui.widgets.labels import Paragraph
from app.ui.widgets.text_field import TextField


class PromptForm(Form):
    """Name and text, and the variables that the text has. Lives in the GUI thread.

    Signals:
        saved(prompt: SavedPrompt): The core took it.
    """

    saved = Signal(object)

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._id = ""
        self._others: tuple[SavedPrompt, ...] = ()
        self.name = TextField(unit="")
        self.name.setMaxLength(NAME_CHARS)
        self.name.setPlaceholderText(self.tr("summary"))
        self.text = TextArea()
        self.text.edit.setPlaceholderText(self.tr("Sum this up in {{sentences:3}} sentences for {{reader}}:"))
        self.found = Paragraph("", 12, 18, muted=True)
        self.add_field(self.tr("Name, as it is typed after the slash"), self.name)
        self.add_field(self.tr("Text"), self.text, stretch=1)
        self.add_line(self.found)
        self.text.edit.textChanged.connect(self._show_variables)
        self.save_requested.connect(self._store)

    def open(self, prompt: SavedPrompt | None, others: tuple[SavedPrompt, ...]) -> None:
        """Empty, or with a prompt."""
        self.begin(self.tr("Saved prompt") if prompt is not None else self.tr("New saved prompt"))
        self._id = prompt.id if prompt is not None else ""
        self._others = others
        self.name.setText(prompt.name if prompt is not None else "")
        self.name.set_wrong(wrong=False)
        self.text.edit.setPlainText(prompt.text if prompt is not None else "")
        self._show_variables()
        self.settle()
        self.name.setFocus()

    @Slot()
    def _show_variables(self) -> None:
        found = variables(self.text.text)
        names = [f"{each.name} ({each.default})" if each.default else each.name for each in found]
        told = self.tr("Is asked for before it is inserted: {0}").format(", ".join(names))
        self.found.say(
            told if names else self.tr("{{name}} in the text is asked for; {{name:value}} begins with a value.")
        )

    @Slot()
    def _store(self) -> None:
        prompt = SavedPrompt(self._id, self.name.text().strip(), self.text.text)
        wrong = check_prompt(prompt, self._others)
        self.name.set_wrong(wrong=wrong in (Wrong.NAME, Wrong.TAKEN))
        self.say(
            {
                Wrong.NOTHING: "",
                Wrong.NAME: self.tr("A name has letters, digits and -, and no spaces."),
                Wrong.TAKEN: self.tr("Another prompt has this name."),
                Wrong.TEXT: self.tr("Write the text that is to be inserted."),
            }[wrong]
        )
        if wrong is Wrong.NOTHING:
            self.save_button.setEnabled(False)
            self._around.bridge.invoke(prompt_save, prompt=prompt).then(self.saved.emit, self.refused)


class PromptList(LibraryPage):
    """The list of them. Lives in the GUI thread.

    Signals:
        edit_requested(prompt: SavedPrompt | None): None for a new one.
    """

    edit_requested = Signal(object)

    def __init__(self, around: Surroundings) -> None:
        super().__init__(
            around,
            self.tr("Saved prompts"),
            self.tr("Texts that you use again. Type / in an empty question to insert one."),
            self.tr("No prompt is saved yet. “New prompt” makes one."),
        )
        self.prompts: tuple[SavedPrompt, ...] = ()
        self.new_button = TextButton(self.tr("New prompt"), icon="plus")
        self.head.addStretch(0)
        self.head.addWidget(self.new_button)
        self.edit_button = self.add_action(self.tr("Edit"), self._edit)
        self.delete_button = self.add_action(self.tr("Delete"), self._delete)
        self.new_button.clicked.connect(self._new)
        self.list.opened.connect(self._edit)
        self.list.delete_requested.connect(self._delete)
        self.update_actions()

    def refresh(self) -> None:
        """Ask for them."""
        self.around.bridge.invoke(prompt_list).then(self._take, self.fail)

    def _take(self, prompts: tuple[SavedPrompt, ...]) -> None:
        self.prompts = prompts
        self.show_entries(tuple(Entry(item.id, f"/{item.name}", one_line(item.text)) for item in prompts))

    def _chosen(self) -> SavedPrompt | None:
        return next((item for item in self.prompts if item.id == self.list.current), None)

    @Slot()
    def _new(self) -> None:
        self.edit_requested.emit(None)

    @Slot()
    def _edit(self) -> None:
        prompt = self._chosen()
        if prompt is not None:
            self.edit_requested.emit(prompt)

    @Slot()
    def _delete(self) -> None:
        prompt = self._chosen()
        if prompt is not None:
            self.around.bridge.invoke(prompt_delete, prompt_id=prompt.id).then(self._deleted, self.fail)

    def _deleted(self, prompt: SavedPrompt) -> None:
        def undo() -> None:
            self.around.bridge.invoke(prompt_save, prompt=prompt).then(self._changed, self.fail)

        self.refresh()
        self.around.tell(self.tr("Prompt “{0}” deleted").format(prompt.name), self.tr("Undo"), undo)

    def _changed(self, _: SavedPrompt) -> None:
        self.refresh()


class PromptsPage(ListAndForm):
    """List and form, one at a time. Lives in the GUI thread."""

    def __init__(self, around: Surroundings) -> None:
        page, form = PromptList(around), PromptForm(around)
        super().__init__(page, form)
        self.page, self.form = page, form
        self.page.edit_requested.connect(self._open)
        self.form.saved.connect(self.taken)

    @Slot(object)
    def _open(self, prompt: SavedPrompt | None) -> None:
        self.show_form()
        self.form.open(prompt, self.page.prompts)
