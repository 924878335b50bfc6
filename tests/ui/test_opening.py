"""The card that stands on the screen while the window opens anew."""

from __future__ import annotations

import os

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.config.paths import resolve_paths
from app.ui.desktop.desk import DesktopDesk
from app.ui.desktop.handover import Handover, give, take
from app.ui.desktop.opening import NONE, Opening, UntilPainted
from app.ui.desktop.opening_card import SIZE, OpeningCard, Wanted, parse, place
from tests.ui.window_rig import Start


@pytest.mark.skipif(os.name == "nt", reason="pipes cannot be handed on")
def test_the_card_comes_as_a_process_and_goes_with_its_pipe(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    opening = Opening(owner)
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with qtbot.waitSignal(opening.ready, timeout=20_000):
        opening.show(Wanted("de", dark=True), environ, 125)
    assert opening.line != NONE
    held = os.dup(opening.line)
    opening.cancel()
    assert opening.line == NONE
    assert opening.process is None, "nobody is left to be waited for"
    UntilPainted(owner, held)
    with qtbot.waitExposed(owner):
        owner.show()
    qtbot.waitUntil(lambda: _is_closed(held))


def _is_closed(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return True
    return False


def test_a_card_that_cannot_be_started_keeps_nobody_waiting(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ui.desktop.opening.own_command", lambda *_: ["/no/such/program"])
    owner = QWidget()
    qtbot.addWidget(owner)
    opening = Opening(owner)
    with qtbot.waitSignal(opening.ready):
        opening.show(Wanted(), os.environ, 100)
    assert opening.line == NONE


def test_the_card_paints_and_says_so(qtbot: QtBot) -> None:
    card = OpeningCard()
    qtbot.addWidget(card)
    with qtbot.waitSignal(card.painted):
        card.show()
    assert card.title.text() == "Tektra opens anew …"


def test_the_card_stands_where_the_old_window_was() -> None:
    left, right = (QRect(0, 0, 1000, 800), 1.0), (QRect(1000, 0, 1000, 800), 2.0)
    half = QPoint(SIZE.width() // 2, SIZE.height() // 2)
    assert place([left, right], 500, 400) == QPoint(500, 400) - half
    assert place([left, right], 2000, 800) == QPoint(1500, 400) - half
    assert place([left], 9000, 9000) == left[0].center() - half
    assert parse(Wanted("de", dark=True, accent="blue", x=7).line()) == Wanted("de", dark=True, accent="blue", x=7)
    assert parse(b'{"language": 7, "accent": "pink", "x": true, "y": 4}') == Wanted(y=4)
    assert parse(b"nonsense") == parse(b"[]") == Wanted()


def test_what_was_typed_is_there_in_the_new_window(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    paths = resolve_paths()
    paths.ensure()
    environ: dict[str, str] = {}
    old = start()
    desk = DesktopDesk(old.window, old.bridge, paths, Handover())
    old.window.open_chat("b")
    old.window.composer.set_text("half a thought")
    old.pane.port.edits["m"] = "half an edit"
    give(environ, desk.handover())
    desk.end()
    old.window.close()
    left = take(environ)
    assert left is not None
    new = start()
    desk = DesktopDesk(new.window, new.bridge, paths, left)
    desk.welcome_back(left)
    assert new.pane.chat_id == "b"
    assert new.window.composer.text == "half a thought"
    assert new.pane.port.edits == {"m": "half an edit"}
    desk.end()
