"""One engine of the list: handle, name with state and figures, its button, its switch, and what a test showed."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.types.engines import CheckState, EngineTest
from app.ui.settings.engines_model import CHECK_MOODS, EngineRow, RowButton, can_test
from app.ui.settings.words import (
    TONES,
    ability_words,
    button_words,
    check_words,
    engine_facts,
    engine_place,
    engine_tag,
    tr,
)
from app.ui.theme import current, ui_font
from app.ui.theme.tokens import RADIUS_CONTROL
from app.ui.widgets.buttons import BaseButton, TextButton
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import TAG_HEIGHT, Paragraph, Tag, Tone, paint_tag, tag_width
from app.ui.widgets.paint import rounded, smooth
from app.ui.widgets.reorder import DragHandle
from app.ui.widgets.switch import Switch
from app.ui.widgets.words import number, size_text
from app.ui.window.picker_model import engine_name

SECOND_MS = 1000
_TAG_GAP = 8


class EngineTitle(BaseButton):
    """Name, tags and a line of facts in one button that shows the engine's own settings below. GUI thread."""

    arrows = False

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name = ""
        self._facts = ""
        self._short = ""
        self._tags: list[tuple[str, Tone]] = []

    def show_row(self, row: EngineRow) -> None:
        """Another state of the engine."""
        self._name = engine_name(row.info.name)
        self._facts = engine_facts(row.info)
        self._short = engine_facts(row.info, short=True)
        place = engine_place(row.info)
        self._tags = [(engine_tag(row.info), TONES[row.mood])]
        if place:
            self._tags.append((place, Tone.NEUTRAL))
        spoken = [self._name, *(words for words, _ in self._tags), self._facts]
        self.setAccessibleName(", ".join(part for part in spoken if part))
        self.setAccessibleDescription(self.tr("Shows its settings below"))
        self.setToolTip(self._facts)
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines; the list gives the width."""
        return QSize(160, 46)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Name and tags, and the facts below."""
        tokens = current()
        with self.start_painting() as painter:
            if self.underMouse() or self.isDown():
                rounded(painter, self.rect(), self.radius, self.step(tokens))
            font = ui_font(13, QFont.Weight.DemiBold)
            metrics = QFontMetrics(font)
            left, room = 4, self.width() - 8
            name = metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, room)
            painter.setFont(font)
            painter.setPen(QColor(tokens.text))
            painter.drawText(QRect(left, 4, room, 20), Qt.AlignmentFlag.AlignVCenter, name)
            left += metrics.horizontalAdvance(name) + _TAG_GAP
            for words, tone in self._tags:
                width = tag_width(words)
                if left + width > self.width():
                    break
                paint_tag(painter, QRect(left, 4, width, TAG_HEIGHT), words, tone, tokens)
                left += width + _TAG_GAP
            small = ui_font(12, tabular=True)
            painter.setFont(small)
            painter.setPen(QColor(tokens.text_3))
            metrics = QFontMetrics(small)
            facts = self._facts if metrics.horizontalAdvance(self._facts) <= room else self._short
            facts = metrics.elidedText(facts, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(4, 24, room, 18), Qt.AlignmentFlag.AlignVCenter, facts)


class EngineRowWidget(QWidget):
    """See the module's docstring. The page connects its controls. Lives in the GUI thread."""

    def __init__(self, row: EngineRow) -> None:
        super().__init__()
        name = engine_name(row.info.name)
        self.row = row
        self.handle = DragHandle(name)
        self.title = EngineTitle()
        self.title.toggled.connect(self._show_chosen)
        self.button = TextButton("", small=True)
        self.switch = Switch(tr("Use {0}").format(name))
        self._result = QWidget()
        self._words = Paragraph("", 12, 18, muted=True)
        self._tags = FlowLayout()
        self._tags.setSpacing(6)
        self._seconds = 0
        self._clock = QTimer(self)
        self._clock.setInterval(SECOND_MS)
        self._clock.timeout.connect(self._tick)
        self.testing = False
        self._build()
        self.show_row(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The one whose settings are below lies on a ground of its own, as a chosen page does."""
        if self.title.isChecked():
            with smooth(self) as painter:
                rounded(painter, self.rect().adjusted(4, 4, -4, -4), RADIUS_CONTROL, current().selected)

    def show_row(self, row: EngineRow) -> None:
        """Another state of the engine."""
        self.row = row
        self.title.show_row(row)
        self.switch.setChecked(row.info.enabled)
        self.switch.setEnabled(row.can_switch)
        self.switch.setToolTip("" if row.can_switch else tr("It is not installed"))
        self._show_button()

    def begin_test(self) -> None:
        """A test runs; how long is told from the first second on."""
        self.testing = True
        self._seconds = 0
        self._clock.start()
        self._clear()
        self.say(tr("Loading a model and asking it something…"))
        self._show_button()

    def end_test(self, words: str) -> None:
        """It failed, for this reason; or what it came to."""
        self.testing = False
        self._clock.stop()
        self._clear()
        self.say(words)
        self._show_button()

    def show_test(self, test: EngineTest) -> None:
        """What works, and how fast."""
        parts = [
            tr("{0} tokens/s").format(number(test.tokens_per_s, 1)),
            tr("first token {0} s").format(number(test.first_token_s, 2)),
            tr("loaded in {0} s").format(number(test.load_s, 1)),
        ]
        if test.memory_bytes:
            parts.append(size_text(test.memory_bytes))
        said = tr("{0}, with {1}.").format(" · ".join(parts), test.model_id)
        self.end_test(said + (tr(" It said: “{0}”").format(test.answer) if test.answer else ""))
        for check in test.checks:
            tone = TONES[CHECK_MOODS[check.state]]
            words = f"{ability_words(check.ability)}: {check_words(check.state)}"
            tag = Tag(words if check.state is not CheckState.GOOD else ability_words(check.ability), tone)
            tag.setAccessibleName(words)
            tag.setToolTip(check.note or words)
            self._tags.addWidget(tag)
            tag.show()
        notes = [check.note for check in test.checks if check.note and check.state is not CheckState.GOOD]
        if notes:
            self.say(f"{self._words.plain}\n" + "\n".join(notes))

    def say(self, words: str) -> None:
        """A line below; "" takes it away."""
        self._words.say(words)
        self._result.setVisible(bool(words))

    @property
    def said(self) -> str:
        """The line below."""
        return self._words.plain

    def _build(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self.handle)
        line.addWidget(self.title, 1)
        line.addWidget(self.button)
        line.addWidget(self.switch)
        line.setSpacing(8)
        result = QVBoxLayout(self._result)
        result.setContentsMargins(32, 0, 0, 6)
        result.setSpacing(6)
        result.addWidget(self._words)
        result.addLayout(self._tags)
        self._result.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 14, 8)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self._result)

    @Slot()
    def _show_chosen(self) -> None:
        self.update()

    def _show_button(self) -> None:
        words = tr("Testing…") if self.testing else button_words(self.row.button)
        self.button.setText(words)
        self.button.setAccessibleName(f"{words}: {engine_name(self.row.info.name)}")
        works = self.row.button is not RowButton.TEST or can_test(self.row.info)
        self.button.setEnabled(works and not self.testing)
        self.button.setToolTip("" if works else engine_facts(self.row.info))
        self.button.updateGeometry()

    def _clear(self) -> None:
        while self._tags.count():
            item = self._tags.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.say("")

    @Slot()
    def _tick(self) -> None:
        self._seconds += 1
        self.say(tr("Loading a model and asking it something… {0} s").format(number(self._seconds)))
