"""What the window shows when no model is installed: what to do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.types.models import ModelInfo
from app.ui.theme.tokens import COLUMN_WIDTH
from app.ui.widgets.buttons import ButtonKind, TextButton
from app.ui.widgets.labels import Paragraph
from app.ui.window.shortcuts import Action, shortcuts


class NoModelPage(QWidget):
    """Says how to get a model. Lives in the GUI thread.

    Signals:
        file_requested(): "Open a model file…" was pressed.
        look_again_requested(): "Look again" was pressed.
    """

    file_requested = Signal()
    look_again_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        title = Paragraph(self.tr("No model is installed yet"), 24, 32, QFont.Weight.DemiBold)
        tight = title.font()
        tight.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98.5)
        title.setFont(tight)
        first = Paragraph(
            self.tr("Tektra answers with a language model that runs on this computer. There are two ways to get one:"),
            15,
            24,
            muted=True,
        )
        ways = Paragraph(
            self.tr(
                "• Start Tektra with “make run”: it installs SmolLM2, a small model of 94 MB.\n"
                "• Open a GGUF file that you already have, or drop it on this window. It is used where it lies."
            ),
            13,
            22,
        )
        self.reasons = Paragraph("", 12, 18, muted=True)
        self.open_button = TextButton(self.tr("Open a model file…"), ButtonKind.PRIMARY, icon="folder-open")
        shortcuts().changed.connect(self._explain)
        self._explain()
        self.again_button = TextButton(self.tr("Look again"), icon="refresh-cw")
        self.again_button.explain(self.tr("Look for installed models again"))
        self.open_button.clicked.connect(self.file_requested)
        self.again_button.clicked.connect(self.look_again_requested)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.again_button)
        buttons.addStretch(1)
        card = QWidget()
        card.setMaximumWidth(COLUMN_WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (title, first, ways):
            column.addWidget(part)
        column.addSpacing(4)
        column.addLayout(buttons)
        column.addWidget(self.reasons)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 24, 24, 24)
        row.addWidget(card, 0, Qt.AlignmentFlag.AlignVCenter)

    @Slot()
    def _explain(self) -> None:
        words = self.tr("Use a GGUF file that is on this computer")
        self.open_button.explain(words, shortcuts().of(Action.OPEN_FILE))

    def show_reasons(self, models: tuple[ModelInfo, ...]) -> None:
        """Name what is known but cannot be used, and why."""
        lines = [f"{model.name}: {model.reason}" for model in models if model.reason]
        self.reasons.say("\n".join(lines[:4]))
        self.reasons.setVisible(bool(lines))
