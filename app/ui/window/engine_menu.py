"""“Answer with …”: the engines that could have the present model, with reasons, and the switch to one of them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.bridge.signatures import RankedEngine, Selection, engine_switch, model_explain
from app.errors import AppError
from app.types.models import BackendName, ModelInfo
from app.ui.bridge.base import UiBridge
from app.ui.theme import current, pixmap, ui_font
from app.ui.widgets.buttons import BaseButton, ButtonKind, TextButton
from app.ui.widgets.labels import DotShape, Paragraph, muted_label, paint_dot
from app.ui.widgets.paint import rounded
from app.ui.widgets.popover import Popover
from app.ui.window.models import Models
from app.ui.window.picker_model import engine_name

WIDTH = 400
ROW = 48
_PADDING = 6


class EngineChoice(BaseButton):
    """One engine: its name and why it stands where it stands. One that cannot is told and not chosen. GUI thread."""

    arrows = False

    def __init__(self, ranked: RankedEngine, *, chosen: bool) -> None:
        super().__init__()
        self.ranked = ranked
        self._chosen = chosen
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._reason = f"{ranked.reason} {ranked.hint}".strip() if not ranked.usable else ranked.reason
        parts = [engine_name(ranked.backend), self.tr("in use") if chosen else "", self._reason]
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.setToolTip(self._reason)
        self.setEnabled(ranked.usable)

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(200, ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Name, mark, reason."""
        tokens = current()
        with self.start_painting() as painter:
            painter.setOpacity(1.0 if self.isEnabled() else 1 - (1 - current().faint) / 3)
            step = self.step(tokens)
            if step is not None:
                rounded(painter, self.rect(), self.radius, step)
            shape = DotShape.FULL if self._chosen else DotShape.RING if self.ranked.usable else DotShape.DIAMOND
            paint_dot(painter, QRectF(10, 13, 8, 8), shape, tokens)
            font = ui_font(13, QFont.Weight.DemiBold if self._chosen else QFont.Weight.Medium)
            name = engine_name(self.ranked.backend)
            painter.setFont(font)
            painter.setPen(QColor(tokens.text))
            painter.drawText(QRect(28, 6, self.width() - 36, 22), Qt.AlignmentFlag.AlignVCenter, name)
            if self._chosen:
                left = 28 + QFontMetrics(font).horizontalAdvance(name) + 8
                painter.drawPixmap(QPoint(left, 9), pixmap("check", tokens.accent, 16))
            small = ui_font(12, tabular=True)
            area = QRect(28, 25, self.width() - 36, 18)
            words = QFontMetrics(small).elidedText(self._reason, Qt.TextElideMode.ElideRight, area.width())
            painter.setFont(small)
            painter.setPen(QColor(tokens.text_3))
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, words)


class EngineMenu(Popover):
    """Asks the core for the ranking when it opens. Up and Down move, Enter switches, Esc closes. GUI thread.

    Signals:
        told(words: str): What came of a choice, for a toast.
    """

    told = Signal(str)

    def __init__(self, window: QWidget, bridge: UiBridge, models: Models) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._models = models
        self._model_id = ""
        self._anchor: QWidget | None = None
        self._choices: list[EngineChoice] = []
        self.setAccessibleName(self.tr("Answer with"))
        self._title = muted_label(self.tr("Answer with"), 11)
        self._title.setFont(ui_font(11, QFont.Weight.DemiBold))
        self._title.setContentsMargins(10, 6, 10, 4)
        self._words = Paragraph("", 12, 18, muted=True)
        self._words.setContentsMargins(10, 0, 10, 6)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self.default_button = TextButton(self.tr("As the settings say"), ButtonKind.GHOST)
        self.default_button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.default_button.clicked.connect(self._take_default)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addLayout(self._rows)
        column.addSpacing(6)
        column.addWidget(self.default_button)

    @property
    def choices(self) -> list[EngineChoice]:
        """The engines, from the first to the last of the ranking."""
        return self._choices

    def toggle_at(self, opener: QWidget, model: ModelInfo | None) -> None:
        """Show it below the button that opens it, or put it away."""
        if self.isVisible():
            self.dismiss(keyboard=True)
        elif model is not None:
            self._open_at(opener, model)

    def _open_at(self, opener: QWidget, model: ModelInfo) -> None:
        self._model_id = model.id
        self._anchor = opener
        self._fill(())
        self._words.say(self.tr("Looking which engines can…"))
        self._words.show()
        self._place()
        self.open_for(opener)
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        model_id = model.id
        asked = self._bridge.invoke(model_explain, model_id=model_id)
        asked.then(self._show, self._cannot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down walk the engines."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        stops: list[QWidget] = [*(choice for choice in self._choices if choice.isEnabled()), self.default_button]
        if step is None:
            super().keyPressEvent(event)
            return
        here = next((i for i, stop in enumerate(stops) if stop.hasFocus()), -1 if step > 0 else 0)
        stops[(here + step) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)

    def _show(self, selection: Selection) -> None:
        if selection.model_id != self._model_id or not self.isVisible():
            return
        self._words.hide()
        shown = [ranked for ranked in selection.ranking if ranked.backend is not BackendName.ECHO]
        self._fill(tuple(EngineChoice(ranked, chosen=ranked.backend is selection.chosen) for ranked in shown))
        self._place()
        first = next((choice for choice in self._choices if choice.isEnabled()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.PopupFocusReason)

    def _cannot(self, error: AppError) -> None:
        self._words.say(f"{error.message} {error.hint}".strip())
        self._place()

    def _fill(self, choices: tuple[EngineChoice, ...]) -> None:
        for old in self._choices:
            old.hide()
            self._rows.removeWidget(old)
            old.deleteLater()
        self._choices = list(choices)
        for choice in choices:
            choice.clicked.connect(self._chosen)
            self._rows.addWidget(choice)
            choice.show()
        self.default_button.setVisible(bool(choices))
        before: QWidget | None = None
        for stop in (*choices, self.default_button):
            if before is not None:
                QWidget.setTabOrder(before, stop)
            before = stop

    def _place(self) -> None:
        opener = self._anchor
        if opener is None:
            return
        window = self.window()
        width = min(WIDTH, window.width() - 16)
        layout = self.layout()
        height = layout.totalHeightForWidth(width) if layout is not None else 0
        corner = opener.mapTo(window, QPoint(0, opener.height() + 4))
        left = max(8, min(corner.x(), window.width() - width - 8))
        hint = max(height, layout.sizeHint().height() if layout is not None else 0)
        self.setGeometry(left, corner.y(), width, min(hint, window.height() - corner.y() - 8))

    @Slot()
    def _chosen(self) -> None:
        choice = self.sender()
        if isinstance(choice, EngineChoice):
            self._switch(choice.ranked.backend)

    @Slot()
    def _take_default(self) -> None:
        self._switch(None)

    def _switch(self, backend: BackendName | None) -> None:
        self.dismiss(keyboard=False)

        def done(_engines: object) -> None:
            self._models.refresh()
            if backend is None:
                self.told.emit(self.tr("The next answer comes from the engine that the settings name."))
            else:
                self.told.emit(self.tr("The next answer comes from {0}.").format(engine_name(backend)))

        def refused(error: AppError) -> None:
            self.told.emit(f"{error.message} {error.hint}".strip())

        self._bridge.invoke(engine_switch, backend=backend, model_id=self._model_id).then(done, refused)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card, and the line over its last button."""
        super().paintEvent(event)
        if not self.default_button.isHidden():
            with QPainter(self) as painter:
                painter.fillRect(1, self.default_button.y() - 4, self.width() - 2, 1, QColor(current().border))
