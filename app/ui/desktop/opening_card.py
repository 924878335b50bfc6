"""The card "Tektra opens anew": a small process that stands on the screen between an old window and the new one.

One JSON object comes in as a line, one byte goes out when the card can be seen. It ends with its input, which the new
window closes once it is painted; whatever happens to that window closes it too.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize, QSocketNotifier, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QFont, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.theme import Accent, Scheme, current, theme
from app.ui.translation import speak
from app.ui.widgets.labels import text_label
from app.ui.widgets.paint import rounded, smooth
from app.ui.window.sidebar_parts import Mark

SIZE = QSize(380, 84)
LONGEST_MS = 20_000
"""A start that takes longer has other troubles than an empty screen."""
RADIUS = 12


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the card looks and where its middle is, in the pixels of the screen."""

    language: str = "system"
    dark: bool = False
    high: bool = False
    accent: str = "teal"
    x: int = 0
    y: int = 0

    def line(self) -> bytes:
        """For the pipe."""
        return json.dumps(asdict(self)).encode() + b"\n"


class OpeningCard(QWidget):
    """Says what happens. Lives in the GUI thread of its own process.

    Signals:
        painted(): It can be seen.
    """

    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._seen = False
        self.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.SplashScreen)
        self.setWindowTitle("Tektra")
        self.setFixedSize(SIZE)
        self.title = text_label(self.tr("Tektra opens anew …"), 15, QFont.Weight.DemiBold)
        self.kept = text_label(self.tr("What you have written is kept."), 13)
        self.kept.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.setAccessibleName(self.title.text())
        self.setAccessibleDescription(self.kept.text())
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.kept)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 12, 24, 12)
        row.setSpacing(16)
        mark = Mark()
        mark.setFixedSize(mark.sizeHint())
        row.addWidget(mark)
        row.addLayout(words, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A plain card; its window has no frame, so it draws its own border."""
        tokens = current()
        with smooth(self) as painter:
            painter.fillRect(self.rect(), QColor(tokens.surface))
            rounded(painter, self.rect(), 0, tokens.surface, tokens.border_strong)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self, self.painted.emit)


def place(screens: list[tuple[QRect, float]], x: int, y: int) -> QPoint:
    """Where the card's corner goes, for a middle in the pixels of the screen; screens are given by area and scale."""
    for area, scale in screens:
        left, top = area.x() + (x - area.x()) / scale, area.y() + (y - area.y()) / scale
        if area.contains(round(left), round(top)):
            return QPoint(round(left) - SIZE.width() // 2, round(top) - SIZE.height() // 2)
    home = screens[0][0] if screens else QRect(0, 0, SIZE.width(), SIZE.height())
    return home.center() - QPoint(SIZE.width() // 2, SIZE.height() // 2)


def parse(line: bytes) -> Wanted:
    """What the old window said; whatever is wrong has its default."""
    try:
        data: Any = json.loads(line)
    except ValueError:
        return Wanted()
    plain = asdict(Wanted())
    known = data if isinstance(data, dict) else {}
    good = {name: known[name] for name, value in plain.items() if type(known.get(name)) is type(value)}
    if good.get("accent") not in set(Accent):
        good.pop("accent", None)
    return Wanted(**good)


class _Life:
    """The card's life: it is told to end by the end of the input."""

    def __init__(self, app: QApplication, card: OpeningCard) -> None:
        self._app = app
        self._input = QSocketNotifier(0, QSocketNotifier.Type.Read, card)
        self._input.activated.connect(self._come)
        card.painted.connect(self._tell)
        QTimer.singleShot(LONGEST_MS, app.quit)

    @Slot()
    def _come(self) -> None:
        if not os.read(0, 4096):
            self._input.setEnabled(False)
            self._app.quit()

    @Slot()
    def _tell(self) -> None:
        os.write(1, b"1")


def run_opening() -> int:
    """The process."""
    line = b""
    while not line.endswith(b"\n") and (part := os.read(0, 1)):
        line += part
    wanted = parse(line)
    app = QApplication(sys.argv[:1])
    app.setDesktopFileName("tektra")
    theme().set_look(accent=Accent(wanted.accent), high=wanted.high)
    theme().apply(app, Scheme.DARK if wanted.dark else Scheme.LIGHT)
    speak(app, wanted.language)
    card = OpeningCard()
    life = _Life(app, card)
    screens = [(screen.geometry(), screen.devicePixelRatio()) for screen in app.screens()]
    card.move(place(screens, wanted.x, wanted.y))
    card.show()
    code = app.exec()
    del life
    return code
