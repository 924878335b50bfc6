"""Cloud providers: the list, and the form that adds or changes one. A key goes to the core and never comes back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.bridge.signatures import provider_list, provider_remove, provider_save, provider_test
from app.errors import AppError
from app.types.engines import CheckState, ProviderInfo, ProviderKind
from app.ui.bridge.base import UiBridge
from app.ui.settings.engines_model import CHECK_MOODS
from app.ui.settings.lines import Line
from app.ui.settings.page import Surroundings, heading
from app.ui.settings.providers_model import OWN_HOSTS, ProviderForm, Wrong, check, form_of, host_of, spec_of
from app.ui.settings.words import TONES, ability_words, check_words, tr
from app.ui.widgets.buttons import ButtonKind, TextButton
from app.ui.widgets.card import Card
from app.ui.widgets.choice import Segmented
from app.ui.widgets.labels import Paragraph, text_label
from app.ui.widgets.switch import Switch
from app.ui.widgets.text_field import TextField
from app.ui.widgets.words import number

KINDS = (("OpenAI", ProviderKind.OPENAI), ("Anthropic", ProviderKind.ANTHROPIC))


class ProviderFields(QWidget):
    """The form. Lives in the GUI thread.

    Signals:
        saved(info: ProviderInfo): The core took it.
        left(): Cancel was pressed.
    """

    saved = Signal(object)
    left = Signal()

    def __init__(self, bridge: UiBridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._taken: frozenset[str] = frozenset()
        self.name = TextField()
        self.kind = Segmented(self.tr("Which dialect it speaks"))
        self.endpoint = TextField()
        self.models = TextField()
        self.models.setPlaceholderText(self.tr("All that it lists"))
        self.key = TextField()
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.enabled = Switch()
        self.wrong = Paragraph("", 12, 18, muted=True)
        self.save_button = TextButton(self.tr("Save"), ButtonKind.PRIMARY)
        self.cancel_button = TextButton(self.tr("Cancel"))
        self.kind.chosen.connect(self._show_own_host)
        self.save_button.clicked.connect(self._save)
        self.cancel_button.clicked.connect(self.left)
        for field in (self.name, self.endpoint, self.models, self.key):
            field.returnPressed.connect(self._save)
        self._build()

    def begin(self, info: ProviderInfo | None, taken: frozenset[str]) -> None:
        """Empty fields, or those of a provider; `taken` are the names of the others."""
        form = form_of(info.spec) if info is not None else ProviderForm("", ProviderKind.OPENAI, "", "")
        self._taken = taken
        self.enabled.setChecked(form.enabled)
        self.name.setText(form.name)
        self.name.setReadOnly(info is not None)
        self.kind.set_options(KINDS, form.kind)
        self.endpoint.setText(form.endpoint)
        self.models.setText(form.models)
        self.key.clear()
        kept = info is not None and info.has_key
        self.key.setPlaceholderText(self.tr("A key is kept; type to replace it") if kept else self.tr("Paste the key"))
        self._show_own_host()
        self._say("")
        (self.endpoint if info is not None else self.name).setFocus()

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        fields: tuple[tuple[str, QWidget], ...] = (
            (self.tr("Name"), self.name),
            (self.tr("Speaks like"), self.kind),
            (self.tr("Address"), self.endpoint),
            (self.tr("Models"), self.models),
            (self.tr("Key"), self.key),
            (self.tr("Use this provider"), self.enabled),
        )
        for index, (words, field) in enumerate(fields):
            label: QLabel = text_label(words, 13, QFont.Weight.Medium)
            label.setBuddy(field)
            field.setAccessibleName(words)
            grid.addWidget(label, index, 0)
            grid.addWidget(field, index, 1)
        grid.setAlignment(self.enabled, Qt.AlignmentFlag.AlignLeft)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.wrong, 1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(12)
        column.addLayout(grid)
        column.addLayout(buttons)

    @Slot()
    def _show_own_host(self) -> None:
        kind = self.kind.value
        host = OWN_HOSTS[kind] if isinstance(kind, ProviderKind) else ""
        self.endpoint.setPlaceholderText(self.tr("https://{0} if left empty").format(host))

    @Slot()
    def _save(self) -> None:
        kind = self.kind.value
        form = ProviderForm(
            self.name.text(),
            kind if isinstance(kind, ProviderKind) else ProviderKind.OPENAI,
            self.endpoint.text(),
            self.models.text(),
            self.enabled.isChecked(),
        )
        wrong = check(form, self._taken)
        self.name.set_wrong(wrong=wrong in (Wrong.NAME, Wrong.NAME_TAKEN))
        self.endpoint.set_wrong(wrong=wrong in (Wrong.ENDPOINT, Wrong.NAMED_ENDPOINT))
        self._say(_wrong_words(wrong))
        if wrong is not Wrong.NONE:
            return
        key = self.key.text().strip() or None
        self.save_button.setEnabled(False)
        self._bridge.invoke(provider_save, spec=spec_of(form), key=key).then(self._done, self._failed)

    def _done(self, info: ProviderInfo) -> None:
        self.key.clear()
        self.save_button.setEnabled(True)
        self.saved.emit(info)

    def _failed(self, error: AppError) -> None:
        self.save_button.setEnabled(True)
        self._say(f"{error.message} {error.hint}".strip())

    def _say(self, words: str) -> None:
        self.wrong.say(words)


class ProviderLine(QWidget):
    """One provider with its buttons. Lives in the GUI thread."""

    def __init__(self, info: ProviderInfo) -> None:
        super().__init__()
        self.info = info
        name = info.spec.name
        self.test_button = TextButton(tr("Test"), small=True)
        self.edit_button = TextButton(tr("Edit"), small=True)
        self.remove_button = TextButton(tr("Remove"), small=True)
        self.asked = False
        for button in (self.test_button, self.edit_button, self.remove_button):
            button.setAccessibleName(f"{button.text()}: {name}")
        self.line = Line(name, "", self.test_button, self.edit_button, self.remove_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.line)
        self.show_info(info)

    def show_info(self, info: ProviderInfo) -> None:
        """Another state."""
        self.info = info
        self.test_button.setEnabled(True)
        self.test_button.setText(tr("Test"))
        facts = [host_of(info)]
        facts.append(info.key_place if info.has_key and info.key_place else tr("a key") if info.has_key else "")
        if not info.has_key:
            facts[-1] = info.key_place or tr("no key")
        if info.models:
            known = len(info.models)
            facts.append(tr("1 model") if known == 1 else tr("{0} models").format(number(known)))
        facts.extend([", ".join(ability_words(ability) for ability in info.abilities), info.note, info.idle_note])
        words = check_words(info.state) if info.state is not CheckState.UNKNOWN else tr("not tested")
        state = info.state
        if not info.spec.enabled:
            words, state = tr("off"), CheckState.UNKNOWN
        self.line.say(" · ".join(fact for fact in facts if fact), words, TONES[CHECK_MOODS[state]])

    def begin_test(self) -> None:
        """It is being asked."""
        self.test_button.setEnabled(False)
        self.test_button.setText(tr("Testing…"))

    def ask(self, *, really: bool) -> None:
        """Ask once more before it goes."""
        self.asked = really
        self.remove_button.setText(tr("Really remove") if really else tr("Remove"))
        self.remove_button.updateGeometry()


class ProvidersSection(QWidget):
    """See the module's docstring. Lives in the GUI thread."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._lines: dict[str, ProviderLine] = {}
        self.card = Card()
        self.fields = ProviderFields(around.bridge)
        self._form_card = Card()
        self._form_card.add(self.fields)
        self._form_card.hide()
        self.add_button = TextButton(self.tr("Add a provider"), small=True, icon="plus")
        self._none = Paragraph("", 12, 18, muted=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(heading(self.tr("Providers")))
        column.addWidget(self._none)
        column.addWidget(self.card)
        column.addWidget(self._form_card)
        column.addWidget(self.add_button)
        self.add_button.clicked.connect(self.add)
        self.fields.saved.connect(self._saved)
        self.fields.left.connect(self._leave)
        self._show(())

    def line(self, name: str) -> ProviderLine:
        """One provider's line."""
        return self._lines[name]

    def disarm(self) -> None:
        """No provider is about to be removed any more."""
        for line in self._lines.values():
            line.ask(really=False)

    def refresh(self) -> None:
        """Ask for the list."""
        if self._around.settings.connected:
            self._around.bridge.invoke(provider_list).then(self._show, self._failed)

    @Slot()
    def add(self) -> None:
        """Show empty fields."""
        self._edit(None)

    def _edit(self, info: ProviderInfo | None) -> None:
        others = frozenset(self._lines) - ({info.spec.name} if info is not None else set())
        self._form_card.show()
        self.add_button.hide()
        self.fields.begin(info, others)

    @Slot()
    def _leave(self) -> None:
        self._form_card.hide()
        self.add_button.show()
        self.add_button.setFocus()

    @Slot(object)
    def _saved(self, info: ProviderInfo) -> None:
        self._leave()
        self.refresh()

    def _show(self, providers: tuple[ProviderInfo, ...]) -> None:
        names = [info.spec.name for info in providers]
        if names != list(self._lines):
            self.card.clear()
            self._lines = {}
            for info in providers:
                self._add_line(ProviderLine(info))
        for info in providers:
            self._lines[info.spec.name].show_info(info)
        self.card.setVisible(bool(providers))
        self._none.say(self.tr("No provider yet. Keys are kept in the system's keyring."))
        self._none.setVisible(not providers)

    def _add_line(self, line: ProviderLine) -> None:
        self._lines[line.info.spec.name] = line
        line.test_button.clicked.connect(self._test)
        line.edit_button.clicked.connect(self._edit_one)
        line.remove_button.clicked.connect(self._remove)
        self.card.add(line)

    def _failed(self, error: AppError) -> None:
        self._none.say(f"{error.message} {error.hint}".strip())
        self._none.show()

    def _of(self, control: object) -> ProviderLine | None:
        mine = (
            line for line in self._lines.values() if control in (line.test_button, line.edit_button, line.remove_button)
        )
        return next(mine, None)

    @Slot()
    def _edit_one(self) -> None:
        line = self._of(self.sender())
        if line is not None:
            self._edit(line.info)

    @Slot()
    def _test(self) -> None:
        line = self._of(self.sender())
        if line is None:
            return
        line.begin_test()
        name = line.info.spec.name
        self._around.bridge.invoke(provider_test, name=name).then(self._tested, self._told(line))

    def _told(self, line: ProviderLine) -> Callable[[AppError], None]:
        def failed(error: AppError) -> None:
            known = self._lines.get(line.info.spec.name)
            if known is not None:
                known.show_info(known.info)
                known.line.say(
                    f"{error.message} {error.hint}".strip(), tr("failed"), TONES[CHECK_MOODS[CheckState.BAD]]
                )

        return failed

    def _tested(self, info: ProviderInfo) -> None:
        known = self._lines.get(info.spec.name)
        if known is not None:
            known.show_info(info)

    @Slot()
    def _remove(self) -> None:
        line = self._of(self.sender())
        if line is None:
            return
        if not line.asked:
            line.ask(really=True)
            return
        line.ask(really=False)
        self._around.bridge.invoke(provider_remove, name=line.info.spec.name).then(self._removed, self._told(line))

    def _removed(self, nothing: None) -> None:
        self.add_button.setFocus()
        self.refresh()


def _wrong_words(wrong: Wrong) -> str:
    return {
        Wrong.NONE: "",
        Wrong.NAME: tr("A name has letters, digits, - and _, 40 at most."),
        Wrong.NAME_TAKEN: tr("Another provider has this name."),
        Wrong.ENDPOINT: tr("The address begins with https:// or http:// and names a host."),
        Wrong.NAMED_ENDPOINT: tr("Leave name, password and ?… out of the address; the key has a field of its own."),
    }[wrong]
