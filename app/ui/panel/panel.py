"""The panel "This chat": assistant, system prompt, preset, sampling, context, tools. Simple until it is unfolded."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.types.chats import ChatOptions, ContextPolicy, EffectiveOptions, OptionSource, ToolInfo
from app.types.generation import ANY_SEED
from app.types.library import Assistant, PresetInfo
from app.ui.panel.panel_model import (
    FIRST,
    MAX_SEED,
    MAX_TOKENS,
    MORE,
    Entry,
    entry,
    is_plain,
    parse_stops,
    parse_whole,
    stops_text,
    system_prompt,
    with_sampling,
    with_tool,
)
from app.ui.panel.rows import DialRow, FieldRow, Head, LongTextRow
from app.ui.panel.words import dial_help, dial_label, policy_words
from app.ui.theme import current
from app.ui.widgets.buttons import ButtonKind, IconButton, TextButton
from app.ui.widgets.check_box import CheckBox
from app.ui.widgets.choice import Choice
from app.ui.widgets.fold import Fold
from app.ui.widgets.labels import text_label
from app.ui.widgets.tips import plain_tip
from app.ui.widgets.words import number

WIDTH = 320
_SIDE = 16


class Panel(QWidget):
    """A view: it shows options, and says which others are wanted. Lives in the GUI thread.

    Signals:
        wanted(fields: dict[str, object]): Fields of `ChatOptions` that the person changed.
        assistant_wanted(assistant_id: object): Another assistant, or None.
        preset_menu_requested(), save_preset_requested(), reset_requested(), model_default_requested(), closed()
    """

    wanted = Signal(object)
    assistant_wanted = Signal(object)
    preset_menu_requested = Signal()
    save_preset_requested = Signal()
    reset_requested = Signal()
    model_default_requested = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._options = ChatOptions()
        self._effective: EffectiveOptions | None = None
        self.tools: dict[str, CheckBox] = {}
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(self.tr("This chat"))
        self.close_button = IconButton("x", self.tr("Close the panel"), size=28)
        self.close_button.clicked.connect(self.closed)
        self._make_texts()
        self._make_dials()
        self._make_choices()
        self._build()

    # Making

    def _make_texts(self) -> None:
        hint = self.tr("What the model should know and how it should answer")
        self.prompt = LongTextRow(self.tr("System prompt"), hint, 84)
        self.prompt.written.connect(self._prompt_written)
        self.prompt.reset_requested.connect(self._prompt_reset)
        self.longest = FieldRow(
            self.tr("Longest answer"),
            self.tr("As long as there is room"),
            self.tr("In tokens. Empty: what is left of the model's window."),
        )
        self.longest.typed.connect(self._longest_typed)
        self.longest.reset_requested.connect(self._longest_reset)
        seed = self.tr("The same seed with the same question gives the same answer. Empty: another one each time.")
        self.seed = FieldRow(self.tr("Seed"), self.tr("Another one each time"), seed)
        self.seed.typed.connect(self._seed_typed)
        self.seed.reset_requested.connect(self._seed_reset)
        self.stops = LongTextRow(self.tr("Stop at"), self.tr("One text in each line ends the answer"), 56)
        self.stops.written.connect(self._stops_written)
        self.stops.reset_requested.connect(self._stops_reset)

    def _make_dials(self) -> None:
        self.dials = {dial.name: DialRow(dial, dial_label(dial.name), dial_help(dial.name)) for dial in (*FIRST, *MORE)}
        for row in self.dials.values():
            row.chosen.connect(self._sampling_chosen)

    def _make_choices(self) -> None:
        self.assistant = Choice(self.tr("Assistant"))
        self.assistant.activated.connect(self._assistant_chosen)
        self.preset = Choice(self.tr("Preset"))
        self.preset.activated.connect(self._preset_chosen)
        self.preset_menu = IconButton("ellipsis", self.tr("More for presets"))
        self.preset_menu.clicked.connect(self.preset_menu_requested)
        self.policy = Choice(self.tr("When the chat gets too long"))
        self.policy.activated.connect(self._policy_chosen)
        self.thinking = Choice(self.tr("Thinking"))
        self.thinking.activated.connect(self._thinking_chosen)

    def _build(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(_SIDE, 0, _SIDE, 20)
        column.setSpacing(14)
        self._assistant_box = _labelled(self.tr("Assistant"), self.assistant)
        self._assistant_box.hide()
        column.addWidget(self._assistant_box)
        column.addWidget(self.prompt)
        column.addWidget(_labelled(self.tr("Preset"), self.preset, self.preset_menu))
        for dial in FIRST:
            column.addWidget(self.dials[dial.name])
        column.addWidget(self.longest)
        more = _stack(*(self.dials[dial.name] for dial in MORE), self.seed, self.stops)
        self.more = Fold(self.tr("More sampling"), more)
        column.addWidget(self.more)
        self._policy_head = Head(self.tr("When it gets too long"))
        self._policy_head.reset_requested.connect(self._policy_reset)
        self._thinking_head = Head(self.tr("Thinking"))
        self._thinking_head.reset_requested.connect(self._thinking_reset)
        context = _stack(_stack(self._policy_head, self.policy), _stack(self._thinking_head, self.thinking))
        self.context = Fold(self.tr("Context and thinking"), context)
        column.addWidget(self.context)
        self._tools_column = QVBoxLayout()
        self._tools_column.setSpacing(10)
        tools = QWidget()
        tools.setLayout(self._tools_column)
        self._tools_column.setContentsMargins(0, 0, 0, 0)
        self.tools_fold = Fold(self.tr("Tools"), tools)
        self.tools_fold.hide()
        column.addWidget(self.tools_fold)
        column.addWidget(self._foot())
        column.addStretch(1)
        scroll = self.scroll_area = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        top = QHBoxLayout()
        top.setContentsMargins(_SIDE, 12, 8, 10)
        top.addWidget(text_label(self.tr("This chat"), 17, QFont.Weight.DemiBold), 1)
        top.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(scroll, 1)

    def _foot(self) -> QWidget:
        self.save_button = TextButton(self.tr("Save as preset"), ButtonKind.SECONDARY, small=True)
        self.save_button.clicked.connect(self.save_preset_requested)
        self.reset_button = TextButton(self.tr("Reset"), ButtonKind.GHOST, small=True)
        self.reset_button.clicked.connect(self.reset_requested)
        self.default_button = TextButton(self.tr("Use as default for this model"), ButtonKind.GHOST, small=True)
        self.default_button.clicked.connect(self.model_default_requested)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.save_button)
        row.addWidget(self.reset_button)
        row.addStretch(1)
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.default_button)
        return foot

    # Showing

    def show_options(self, options: ChatOptions, effective: EffectiveOptions | None) -> None:
        """What the chat says, and what is in force."""
        self._options, self._effective = options, effective
        prompt = system_prompt(options, effective)
        self.prompt.show_text(prompt.value, prompt.source)
        for name, row in self.dials.items():
            row.show_entry(entry(options, effective, name))
        longest = self._entry("max_tokens")
        self.longest.show_text(number(longest.value) if longest.value else "", longest.source)
        seed = self._entry("seed")
        self.seed.show_text("" if seed.value is None else str(seed.value), seed.source)
        stops = self._entry("stop")
        self.stops.show_text(stops_text(stops.value), stops.source)
        self._show_choices()
        self.reset_button.setEnabled(not is_plain(options))
        self.default_button.setEnabled(effective is not None and effective.model_id is not None)

    def _show_choices(self) -> None:
        options, effective = self._options, self._effective
        preset = options.preset or (effective.preset if effective is not None else None)
        self.preset.setCurrentIndex(self.preset.findData(preset))
        self.assistant.setCurrentIndex(max(0, self.assistant.findData(options.assistant_id)))
        default = effective.context_policy if effective is not None else ContextPolicy.REFUSE
        policies = [(policy_words(policy), policy) for policy in ContextPolicy]
        self.policy.set_options(policies, options.context_policy or default)
        self._policy_head.show_source(OptionSource.CHAT if options.context_policy else OptionSource.DEFAULT)
        ways = [
            (self.tr("As the model does"), None),
            (self.tr("Think first"), True),
            (self.tr("Answer at once"), False),
        ]
        self.thinking.set_options(ways, options.thinking)
        self._thinking_head.show_source(OptionSource.DEFAULT if options.thinking is None else OptionSource.CHAT)
        for name, box in self.tools.items():
            box.setChecked(name in options.tools)

    def _entry(self, name: str) -> Entry:
        return entry(self._options, self._effective, name)

    def show_presets(self, presets: Sequence[PresetInfo]) -> None:
        """The presets that can be chosen."""
        chosen = self.preset.currentData()
        self.preset.set_options([(preset_name(info.name), info.name) for info in presets], chosen)
        self._show_choices()

    def show_assistants(self, assistants: Sequence[Assistant]) -> None:
        """The assistants that can be chosen; without any there is nothing to choose."""
        nobody: list[tuple[str, object]] = [(self.tr("None"), None)]
        self.assistant.set_options([*nobody, *((known.name, known.id) for known in assistants)], None)
        self._assistant_box.setVisible(bool(assistants))
        self._show_choices()

    def show_tools(self, tools: Sequence[ToolInfo]) -> None:
        """The tools that the model may be given."""
        for box in self.tools.values():
            box.hide()
            self._tools_column.removeWidget(box)
            box.deleteLater()
        self.tools = {tool.name: CheckBox(tool.name) for tool in tools}
        for tool in tools:
            box = self.tools[tool.name]
            box.setToolTip(plain_tip(tool.description))
            box.setAccessibleDescription(tool.description)
            box.clicked.connect(self._tool_clicked)
            self._tools_column.addWidget(box)
        self.tools_fold.setVisible(bool(tools))
        self._show_choices()

    def flush(self) -> None:
        """Tell at once what is being written."""
        self.prompt.flush()
        self.stops.flush()

    # What the person does

    @Slot(str)
    def _prompt_written(self, text: str) -> None:
        self.wanted.emit({"system_prompt": text})

    @Slot()
    def _prompt_reset(self) -> None:
        self.wanted.emit({"system_prompt": None})

    @Slot(str, object)
    def _sampling_chosen(self, name: str, value: object) -> None:
        self.wanted.emit({"sampling": with_sampling(self._options, name, value)})

    @Slot(str)
    def _longest_typed(self, text: str) -> None:
        good, value = parse_whole(text, MAX_TOKENS)
        self.longest.field.set_wrong(wrong=not good)
        if good:
            self._sampling_chosen("max_tokens", value or 0)

    @Slot()
    def _longest_reset(self) -> None:
        self._sampling_chosen("max_tokens", None)

    @Slot(str)
    def _seed_typed(self, text: str) -> None:
        good, value = parse_whole(text, MAX_SEED)
        self.seed.field.set_wrong(wrong=not good)
        if good:
            self._sampling_chosen("seed", ANY_SEED if value is None else value)

    @Slot()
    def _seed_reset(self) -> None:
        self._sampling_chosen("seed", None)

    @Slot(str)
    def _stops_written(self, text: str) -> None:
        good, value = parse_stops(text)
        if good:
            self._sampling_chosen("stop", value)

    @Slot()
    def _stops_reset(self) -> None:
        self._sampling_chosen("stop", None)

    @Slot(int)
    def _assistant_chosen(self, index: int) -> None:
        self.assistant_wanted.emit(self.assistant.itemData(index))

    @Slot(int)
    def _preset_chosen(self, index: int) -> None:
        self.wanted.emit({"preset": self.preset.itemData(index)})

    @Slot(int)
    def _policy_chosen(self, index: int) -> None:
        self.wanted.emit({"context_policy": self.policy.itemData(index)})

    @Slot()
    def _policy_reset(self) -> None:
        self.wanted.emit({"context_policy": None})

    @Slot(int)
    def _thinking_chosen(self, index: int) -> None:
        self.wanted.emit({"thinking": self.thinking.itemData(index)})

    @Slot()
    def _thinking_reset(self) -> None:
        self.wanted.emit({"thinking": None})

    @Slot(bool)
    def _tool_clicked(self, on: bool) -> None:  # noqa: FBT001 - a slot of clicked(bool)
        box = self.sender()
        name = next((name for name, known in self.tools.items() if known is box), None)
        if name is not None:
            self.wanted.emit({"tools": with_tool(self._options, name, wanted=on)})

    def sizeHint(self) -> QSize:
        """A column."""
        return QSize(WIDTH, 400)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, and the line beside the chat."""
        tokens = current()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(tokens.canvas))
            edge = self.width() - 1 if self.isRightToLeft() else 0
            painter.fillRect(edge, 0, 1, self.height(), QColor(tokens.border))


def preset_name(name: str) -> str:
    """As it is shown."""
    return name[:1].upper() + name[1:]


def _stack(*widgets: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4 if len(widgets) == 2 and isinstance(widgets[0], Head) else 14)
    for widget in widgets:
        column.addWidget(widget)
    return box


def _labelled(label: str, control: QWidget, *more: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    words = text_label(label, 13, QFont.Weight.DemiBold)
    words.setBuddy(control)
    column.addWidget(words)
    row = QHBoxLayout()
    row.setSpacing(4)
    row.addWidget(control, 1)
    for widget in more:
        row.addWidget(widget)
    column.addLayout(row)
    return box
