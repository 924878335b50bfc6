"""The page of a comparison: the question, a column for each pair, what can be done, and the field to ask."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFont, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.bridge.events import EventPayload
from app.bridge.names import EventName
from app.bridge.signatures import Selection, compare_start, compare_stop, engine_switch, model_explain
from app.errors import AppError
from app.types.compare import CompareItem, Pair
from app.types.models import ModelInfo
from app.ui.bridge.base import LinkState, UiBridge
from app.ui.compare.bubble import PromptBubble
from app.ui.compare.column import PairColumn
from app.ui.compare.grid import ColumnGrid
from app.ui.compare.model import CompareModel
from app.ui.theme import ui_font
from app.ui.theme.tokens import COLUMN_WIDTH
from app.ui.widgets.buttons import ButtonKind, TextButton
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import ElidedLabel, Paragraph, text_label
from app.ui.widgets.menu import make_menu
from app.ui.window.composer import Composer
from app.ui.window.models import Models
from app.ui.window.note_model import Reach
from app.ui.window.picker_model import engine_name
from app.ui.window.places import Places
from app.ui.window.shortcuts import Action, shortcuts

FRAME_MS = 33
"""Text that comes is shown this often at most."""
_SIDE = 24
_NOTE_HEIGHT = 34
_NARROW = 600
_HINT_GAP = 6
"""Beside the 8 between buttons."""


class ComparePane(QWidget):
    """Asks several pairs the same and shows what comes. Lives in the GUI thread.

    Signals:
        left(): The person wants to go back to the chat.
        told(text: str): Something to say in passing.
    """

    left = Signal()
    told = Signal(str)

    def __init__(self, bridge: UiBridge, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._models = models
        self._channel = ""
        self._unfollow: Callable[[], None] | None = None
        self._dirty: set[int] = set()
        self._next = ""
        """What is asked as soon as what runs has stopped."""
        self._stopping = False
        """It is to be stopped as soon as the core has said what runs."""
        self.model = CompareModel()
        self.columns: list[PairColumn] = []
        self.bubble = PromptBubble()
        self.title = text_label(self.tr("Compare"), 24, QFont.Weight.DemiBold)
        self.intro = Paragraph(muted=True)
        self.grid = ColumnGrid()
        self.use_button = TextButton("", ButtonKind.PRIMARY, small=True)
        self.add_button = TextButton(self.tr("Add an engine"), small=True)
        self.hint = _hint()
        self.composer = Composer()
        self.note = ElidedLabel()
        self.note.setFont(ui_font(11, tabular=True))
        self.note.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._places = Places(bridge, self)
        self._places.changed.connect(self._show_note)
        self._frame = QTimer(self)
        self._frame.setSingleShot(True)
        self._frame.setInterval(FRAME_MS)
        self._frame.timeout.connect(self._show_dirty)
        self._build()
        self._connect()
        self._show_all()

    def open_for(self, model: ModelInfo | None) -> None:
        """Compare the engines of this model; a comparison of another one is put away, unless it still runs."""
        if model is not None and not self.model.running and model.id != self.model.model_id:
            self.model = CompareModel()
            self._offer(model.id)
        self._show_all()

    def set_model(self, model: ModelInfo | None) -> None:
        """The model whose engines are offered, until something was asked."""
        if model is not None and self.isVisible() and self.model.wants(model.id):
            self._offer(model.id)

    def ask(self, text: str) -> None:
        """Let every column answer; what still runs is stopped before."""
        if not self.model.pairs:
            return
        if self.model.running:
            self._next = text
            self.stop()
            return
        self._start(text, self.model.begin(text))
        self.composer.set_text("")

    @property
    def running(self) -> bool:
        """Whether answers are on their way."""
        return self.model.running

    def stop(self) -> None:
        """Stop what runs; what came stays."""
        self._stopping = self.model.running
        if self._channel:
            self._bridge.invoke(compare_stop, channel=self._channel).then(_nothing, self._failed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow page has narrow margins."""
        super().resizeEvent(event)
        side = _SIDE if self.width() < _NARROW else 2 * _SIDE
        self._page.setContentsMargins(side, 22, side, 22)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The key for it stops what runs; Esc goes back where nothing does."""
        if self.model.running and shortcuts().hit(Action.STOP, event):
            self.stop()
            return
        if not self.model.running and event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    # Putting it together.

    def _build(self) -> None:
        content = QWidget()
        actions = FlowLayout()
        actions.setSpacing(8)
        for widget in (self.use_button, self.add_button, self.hint):
            actions.addWidget(widget)
        self.hint.setMinimumHeight(self.add_button.sizeHint().height())
        self._page = page = QVBoxLayout(content)
        page.setContentsMargins(2 * _SIDE, 22, 2 * _SIDE, 22)
        page.setSpacing(14)
        self.bubble.setContentsMargins(0, 0, 0, 4)
        for part in (self.title, self.intro, self.bubble, self.grid):
            page.addWidget(part)
        page.addLayout(actions)
        page.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setMinimumSize(1, 1)
        self.area.setWidget(content)
        self.composer.setMaximumWidth(COLUMN_WIDTH)
        self.composer.set_model_name(self.tr("all of them"))
        row = QHBoxLayout()
        row.setContentsMargins(_SIDE, 8, _SIDE, 0)
        row.addWidget(self.composer)
        self.note.setFixedHeight(_NOTE_HEIGHT)
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.area, 1)
        column.addLayout(row)
        column.addWidget(self.note)

    def _connect(self) -> None:
        self.composer.send_requested.connect(self.ask)
        self.composer.stop_requested.connect(self.stop)
        self.use_button.clicked.connect(self._use_best)
        self.add_button.clicked.connect(self._open_choices)
        self._models.changed.connect(self._models_changed)
        self._bridge.link_changed.connect(self._link_changed)
        self._bridge.core_event.connect(self._core_event)

    # What is compared.

    def _offer(self, model_id: str) -> None:
        self._bridge.invoke(model_explain, model_id=model_id).then(self._offered, self._failed)

    def _offered(self, selection: Selection) -> None:
        self.model.know(self._models.all)
        self.model.offer(selection)
        self._show_all()

    @Slot(object, object)
    def _core_event(self, name: EventName, _payload: EventPayload) -> None:
        """An engine came or went: until something was asked, the first ones may be others."""
        if name is EventName.ENGINES_CHANGED and self.isVisible() and self.model.model_id and not self.model.prompt:
            self._offer(self.model.model_id)

    @Slot()
    def _models_changed(self) -> None:
        self.model.know(self._models.all)

    @Slot()
    def _open_choices(self) -> None:
        menu = make_menu(self)
        choices = self.model.choices(self._models.all)
        for choice in choices:
            action = menu.addAction(choice.title.replace("&", "&&"))
            action.setEnabled(not choice.reason)
            action.setToolTip(choice.reason)
            action.triggered.connect(partial(self._add, choice.pair))
        if not choices:
            menu.addAction(self.tr("There is no other engine or model")).setEnabled(False)
        menu.popup(self.add_button.mapToGlobal(QPoint(0, self.add_button.height() + 4)))

    def _add(self, pair: Pair, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - triggered(bool)
        if not self.model.add(pair):
            return
        if self.model.prompt:
            self._start(self.model.prompt, self.model.begin_last())
        else:
            self._show_all()

    @Slot()
    def _remove(self) -> None:
        column = self.sender()
        if isinstance(column, PairColumn) and column in self.columns:
            self.model.remove(self.columns.index(column))
            self._show_all()
            self.composer.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    # Asking.

    def _start(self, text: str, pairs: tuple[Pair, ...]) -> None:
        self._show_all()
        self._bridge.invoke(compare_start, text=text, pairs=pairs).then(self._started, self._refused)

    def _started(self, channel: str) -> None:
        self._channel = channel
        self._unfollow = self._bridge.follow(channel, 0, self._take, self._ended)
        if self._stopping:
            self.stop()

    def _take(self, item: CompareItem) -> None:
        index = self.model.take(item)
        if index >= 0:
            self._dirty.add(index)
            if not self._frame.isActive():
                self._frame.start()

    def _ended(self, error: AppError | None) -> None:
        self._channel, self._unfollow, self._stopping = "", None, False
        self.model.end()
        self._show_all()
        if error is not None:
            self._failed(error)
        else:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._summary()))
        following, self._next = self._next, ""
        if following:
            self.ask(following)

    def _refused(self, error: AppError) -> None:
        if not self.composer.text:
            self.composer.set_text(self.model.prompt)
        self._ended(error)

    def _failed(self, error: AppError) -> None:
        self.told.emit(f"{error.message} {error.hint}".strip())

    # Using what was found.

    @Slot()
    def _use_best(self) -> None:
        best = self.model.best()
        if best is not None:
            self._use(best)

    @Slot()
    def _use_column(self) -> None:
        column = self.sender()
        if isinstance(column, PairColumn) and column in self.columns:
            self._use(self.columns.index(column))

    def _use(self, index: int) -> None:
        result = self.model.columns()[index].result
        words = self.tr("{0} answers with {1} from now on.").format(
            self.model.name(result.pair.model_id), engine_name(result.engine)
        )
        reply = self._bridge.invoke(engine_switch, backend=result.engine, model_id=result.pair.model_id)
        reply.then(lambda _: self.told.emit(words), self._failed)

    # Showing.

    @Slot()
    def _show_dirty(self) -> None:
        shown = self.model.columns()
        for index in sorted(self._dirty):
            if index < len(self.columns):
                self.columns[index].show_column(shown[index], may_change=not self.model.running)
        self._dirty.clear()

    def _show_all(self) -> None:
        self._frame.stop()
        self._dirty.clear()
        shown = self.model.columns()
        self._fit_columns(len(shown))
        for column, content in zip(self.columns, shown, strict=True):
            column.show_column(content, may_change=not self.model.running)
        asked = bool(self.model.prompt)
        self.title.setVisible(not asked)
        self.intro.setVisible(not asked)
        self.intro.say(self.tr("Ask once, and see what each answers, how fast it is, and how much memory it takes."))
        self.bubble.setVisible(asked)
        self.bubble.say(self.model.prompt)
        self._show_actions()

    def _fit_columns(self, count: int) -> None:
        changed = len(self.columns) != count
        while len(self.columns) < count:
            column = PairColumn()
            column.use_requested.connect(self._use_column)
            column.remove_requested.connect(self._remove)
            self.columns.append(column)
        while len(self.columns) > count:
            column = self.columns.pop()
            column.hide()
            column.setParent(None)
            column.deleteLater()
        if changed:
            self.grid.place(self.columns)

    def _show_actions(self) -> None:
        best = self.model.best()
        if best is not None:
            column = self.model.columns()[best]
            engine = engine_name(column.result.engine)
            one = len({pair.model_id for pair in self.model.pairs}) == 1
            name = self.tr("this model") if one else self.model.name(column.result.pair.model_id)
            self.use_button.setText(self.tr("Use {0} for {1}").format(engine, name).replace("&", "&&"))
        self.use_button.setVisible(best is not None)
        self.use_button.updateGeometry()
        self.add_button.setEnabled(self.model.can_add)
        self.add_button.explain(
            self.tr("Add an engine or a model") if self.model.can_add else self.tr("Not while it runs, and six at most")
        )
        self.hint.setText(self.tr("Same prompt, same sampling, one after the other. Differences are marked."))
        self._show_note()
        self.composer.set_answering(self.model.running)
        self._block()

    @Slot()
    def _show_note(self) -> None:
        places = [self._places.of(model) for model in self.model.asked(self._models.all)]
        names = list(dict.fromkeys(place.name for place in places if place.reach is Reach.ELSEWHERE))
        where = self.tr("Runs on this computer.")
        if names:
            where = self.tr("What you write goes to {0}.").format(", ".join(names))
        elif any(place.reach is Reach.UNKNOWN for place in places):
            where = ""
        self.note.setText(f"{where} {self.tr('Nothing of it is stored.')}".strip())

    @Slot(object, object)
    def _link_changed(self, _state: LinkState, _error: AppError | None) -> None:
        self._block()

    def _block(self) -> None:
        reason = ""
        if self._bridge.link is not LinkState.CONNECTED:
            reason = self.tr("Tektra's core does not answer")
        elif not self.model.pairs:
            reason = self.tr("Add an engine first")
        self.composer.set_blocked(reason)

    def _summary(self) -> str:
        columns = self.model.columns()
        quickest = next((column for column in columns if column.quickest), None)
        words = [self.tr("The comparison has ended.")]
        if quickest is not None:
            words.append(self.tr("{0} was quickest.").format(quickest.title))
        return " ".join(words)


def _hint() -> ElidedLabel:
    label = ElidedLabel()
    label.setContentsMargins(_HINT_GAP, 0, 0, 0)
    label.setFont(ui_font(12))
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def _nothing(_: object) -> None:
    """A reply that says nothing."""
