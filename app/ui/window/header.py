"""The strip above the chat: the model in use, which opens the picker, and its measured speed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.types.models import BackendName, LoadState, ModelInfo
from app.ui.theme import current, pixmap, ui_font
from app.ui.theme.tokens import CONTROL_HEIGHT, HEADER_HEIGHT
from app.ui.widgets.buttons import BaseButton, ButtonKind, IconButton, TextButton
from app.ui.widgets.labels import TAG_HEIGHT, DotShape, Tone, muted_label, paint_dot, paint_tag, tag_width
from app.ui.widgets.paint import rounded
from app.ui.window.header_model import parts
from app.ui.window.model_words import DOTS, speed_words, state_words
from app.ui.window.picker_model import engine_name
from app.ui.window.shortcuts import Action, shortcuts
from app.ui.window.title_place import TitlePlace

_DOT = 8
_GAP = 8
_CHEVRON = 16
_MAX_NAME = 320
_MIN_NAME = 80
_SIDE = 16
_MAX_ASSISTANT = 160


class ModelButton(BaseButton):
    """Dot, name, engine, chevron: one button. Lives in the GUI thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._name = ""
        self._engine = ""
        self._dot = DotShape.RING
        self._brief = False
        self._font = ui_font(13, QFont.Weight.DemiBold)
        self._words = ""
        shortcuts().changed.connect(self._explain)
        self.show_model(None, known=False)

    def show_model(self, model: ModelInfo | None, *, known: bool) -> None:
        """The model in use; None for none, which before the list came (`known`) means nothing."""
        if model is not None:
            self._name, self._engine, self._dot = model.name, engine_name(model.backend), DOTS[model.state]
            words = state_words(model)
        elif known:
            self._name, self._engine, self._dot = self.tr("No model"), "", DotShape.DIAMOND
            words = self.tr("No model is chosen")
        else:
            self._name, self._engine, self._dot = "Tektra", "", DotShape.RING
            words = self.tr("Models are being looked up")
        parts = ", ".join(part for part in (self._name, self._engine, words) if part)
        self.setAccessibleName(self.tr("Model: {0}").format(parts))
        self._words = words
        self._explain()
        self.updateGeometry()
        self.update()

    @Slot()
    def _explain(self) -> None:
        self.explain(self.tr("{0}. Choose a model").format(self._words), shortcuts().of(Action.PICK_MODEL))

    @property
    def engine_width(self) -> int:
        """What the engine's name takes, where it is shown."""
        return _GAP + tag_width(self._engine) if self._engine else 0

    @property
    def brief(self) -> bool:
        """Whether the engine's name is left out."""
        return self._brief

    def set_brief(self, *, brief: bool) -> None:
        """Without the engine's name, or with it."""
        if brief != self._brief:
            self._brief = brief
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as its parts."""
        width = 2 * _GAP + _DOT + _GAP + self._name_width() + _GAP + _CHEVRON
        return QSize(width + (0 if self._brief else self.engine_width), CONTROL_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """The name is cut where there is no room for it."""
        hint = self.sizeHint()
        return QSize(hint.width() - max(0, self._name_width() - _MIN_NAME), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The parts, left to right."""
        tokens = current()
        with self.start_painting() as painter:
            step = self.step(tokens)
            if step is not None:
                rounded(painter, self.rect(), self.radius, step)
            middle = self.height() // 2
            left = _GAP
            paint_dot(painter, QRectF(left, middle - _DOT / 2, _DOT, _DOT), self._dot, tokens)
            left += _DOT + _GAP
            painter.setFont(self._font)
            painter.setPen(QColor(tokens.text))
            width = max(0, self._name_width() - max(0, self.sizeHint().width() - self.width()))
            name = QFontMetrics(self._font).elidedText(self._name, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRect(left, 0, width, self.height()), Qt.AlignmentFlag.AlignVCenter, name)
            left += width + _GAP
            if self._engine and not self._brief:
                tag = QRect(left, middle - TAG_HEIGHT // 2 - 1, tag_width(self._engine), TAG_HEIGHT)
                paint_tag(painter, tag, self._engine, Tone.NEUTRAL, tokens)
                left += tag.width() + _GAP
            painter.drawPixmap(QPoint(left, middle - _CHEVRON // 2), pixmap("chevron-down", tokens.text, _CHEVRON))

    def _name_width(self) -> int:
        return min(_MAX_NAME, QFontMetrics(self._font).horizontalAdvance(self._name) + 1)


class Header(QWidget):
    """The strip. Lives in the GUI thread.

    Signals:
        picker_requested(): The model button was pressed.
        engines_requested(): Another engine is wanted for the model in use.
        sidebar_requested(): The sidebar is to come back.
        compare_requested(): The comparison is to come, or the chat to come back.
    """

    picker_requested = Signal()
    engines_requested = Signal()
    sidebar_requested = Signal()
    compare_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HEADER_HEIGHT)
        self.unfold_button = IconButton("panel-left", self.tr("Show the sidebar"))
        self.unfold_button.hide()
        self.engine_button = IconButton("arrow-left-right", self.tr("Answer with another engine"), size=28)
        self.engine_button.hide()
        shortcuts().changed.connect(self._explain)
        self._explain()
        self.model_button = ModelButton()
        self._speed = muted_label()
        self.title = TitlePlace()
        self.compare_button = IconButton("git-compare", self.tr("Compare models and engines"))
        self.compare_button.setCheckable(True)
        self.assistant_button = TextButton("", ButtonKind.GHOST, small=True, icon="bot")
        self.assistant_button.hide()
        self.panel_button = IconButton("sliders-horizontal", self.tr("What this chat is told"))
        self.panel_button.setCheckable(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 0, _SIDE, 0)
        row.setSpacing(_GAP)
        row.addWidget(self.unfold_button)
        row.addWidget(self.model_button)
        row.addWidget(self._speed)
        row.addWidget(self.engine_button)
        row.addWidget(self.assistant_button)
        row.addStretch(1)
        row.addWidget(self.title, 100)
        row.addWidget(self.compare_button)
        row.addWidget(self.panel_button)
        self.compare_button.clicked.connect(self.compare_requested)
        self.model_button.clicked.connect(self.picker_requested)
        self.engine_button.clicked.connect(self.engines_requested)
        self.unfold_button.clicked.connect(self.sidebar_requested)

    @property
    def speed(self) -> str:
        """What the label beside the button says."""
        return self._speed.text()

    def show_model(self, model: ModelInfo | None, *, known: bool) -> None:
        """The model in use and how fast it was here."""
        self.model_button.show_model(model, known=known)
        self.engine_button.setVisible(model is not None and model.backend not in (None, BackendName.ECHO))
        if model is not None and model.state is LoadState.LOADING:
            self._speed.setText(self.tr("Loading…"))
        else:
            self._speed.setText(speed_words(model) if model is not None else "")
        self._fit()

    def show_assistant(self, name: str, *, offered: bool) -> None:
        """Who answers in this chat; in a new one, also that there is a choice."""
        self.assistant_button.setVisible(bool(name) or offered)
        shown = QFontMetrics(self.assistant_button.font()).elidedText(name, Qt.TextElideMode.ElideRight, _MAX_ASSISTANT)
        self.assistant_button.setText((shown or self.tr("Assistant")).replace("&", "&&"))
        self.assistant_button.setAccessibleName(self.tr("Assistant: {0}").format(name or self.tr("none")))
        self.assistant_button.explain(self.tr("Choose an assistant for this chat"))
        self.assistant_button.updateGeometry()

    @Slot()
    def _explain(self) -> None:
        self.unfold_button.explain(self.unfold_button.accessibleName(), shortcuts().of(Action.TOGGLE_SIDEBAR))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the speed gives way first."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """A part has another width."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        always = (self.unfold_button, self.engine_button, self.assistant_button, self.compare_button, self.panel_button)
        button = self.model_button
        plain = button.sizeHint().width() - (0 if button.brief else button.engine_width)
        taken = sum(part.sizeHint().width() + _GAP for part in always if not part.isHidden()) + plain + 2 * _GAP
        speed = self._speed.sizeHint().width() + _GAP if self._speed.text() else 0
        title = self.title.sizeHint().width()
        shown = parts(self.width() - 2 * _SIDE - taken, title, button.engine_width, speed)
        button.set_brief(brief=not shown.engine)
        self._speed.setVisible(shown.speed and bool(self._speed.text()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground and the line below."""
        tokens = current()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(tokens.canvas))
            painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(tokens.border))
