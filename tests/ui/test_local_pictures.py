"""Pictures that an answer names: nothing is read before the person asks, and what cannot be shown says why."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.types.attachments import MAX_FILE_BYTES
from app.ui.chat import local_pictures as module
from app.ui.chat.body import MessageBody
from app.ui.chat.local_pictures import local_pictures
from app.ui.chat.picture_card import HEAD, PictureCard
from app.ui.composer.file_reader import ReadFile
from tests.helpers.fake_bridge import FakeBridge
from tests.ui.chat_samples import OpenViews, answer, prompt

WIDTH = 600


KEPT: list[MessageBody] = []
"""Without a parent, Python would free them in the middle of a test."""


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    local_pictures.cache_clear()
    yield
    KEPT.clear()
    local_pictures.cache_clear()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    path = tmp_path / "a plot.png"
    assert image.save(str(path))
    return path


@pytest.fixture
def bridge() -> FakeBridge:
    return FakeBridge()


@pytest.fixture
def open_view(qtbot: QtBot, bridge: FakeBridge) -> OpenViews:
    return OpenViews(qtbot, bridge)


def make_body(qtbot: QtBot, owner: str = "a1") -> MessageBody:
    body = MessageBody()
    KEPT.append(body)
    body.owner = owner
    qtbot.addWidget(body)
    body.resize(WIDTH, 500)
    body.show()
    return body


def cards(body: QWidget) -> list[PictureCard]:
    return [card for card in body.findChildren(PictureCard) if not card.isHidden()]


def show(body: MessageBody, path: object, *, finished: bool = True, more: str = "") -> PictureCard:
    body.set_text(f"Here:\n\n![my plot](<{path}>)\n\n{more}", finished=finished, name="Answer")
    body.body_height(WIDTH)
    (card,) = cards(body)
    return card


def press(qtbot: QtBot, card: PictureCard) -> None:
    with qtbot.waitSignal(local_pictures().ready):
        QTest.mouseClick(card.button, Qt.MouseButton.LeftButton)


def test_it_is_read_when_the_person_asks(qtbot: QtBot, picture: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    load = module.load

    def watched(key: int, path: str) -> ReadFile:
        read.append(path)
        return load(key, path)

    monkeypatch.setattr(module, "load", watched)
    body = make_body(qtbot)
    card = show(body, picture)
    assert (card.title.text(), card.where.text(), card.button.text()) == ("my plot", str(picture), "Show picture")
    assert card.card_height(WIDTH) == HEAD
    assert read == []
    with qtbot.waitSignal(body.height_changed):
        press(qtbot, card)
    assert read == [str(picture)]
    assert (card.image.width(), card.image.height()) == (300, 200)
    assert card.card_height(WIDTH) > HEAD + 200
    assert card.button.text() == "Hide picture"
    QTest.mouseClick(card.button, Qt.MouseButton.LeftButton)
    assert card.card_height(WIDTH) == HEAD
    assert card.image.isNull()


def test_it_stays_while_the_answer_goes_on(qtbot: QtBot, picture: Path) -> None:
    body = make_body(qtbot)
    card = show(body, picture, finished=False)
    press(qtbot, card)
    more = "More *text* and\n\n- a list\n- of things\n"
    for end in range(1, len(more), 3):
        assert show(body, picture, finished=False, more=more[:end]) is card
    assert show(body, picture, more=more) is card
    assert not card.image.isNull()


def test_a_row_that_comes_back_shows_it_again_but_no_other_message_does(qtbot: QtBot, picture: Path) -> None:
    press(qtbot, show(make_body(qtbot), picture))
    assert not show(make_body(qtbot), picture).image.isNull()
    assert show(make_body(qtbot, "a2"), picture).image.isNull()


def test_by_keyboard_and_ear(qtbot: QtBot, picture: Path) -> None:
    card = show(make_body(qtbot), picture)
    card.button.setFocus()
    with qtbot.waitSignal(local_pictures().ready):
        QTest.keyClick(card.button, Qt.Key.Key_Space)
    assert card.button.hasFocus()
    assert card.accessibleName() == f"Picture: my plot, {picture}"
    heard = QAccessible.queryAccessibleInterface(card.button)
    assert heard is not None
    assert heard.text(QAccessible.Text.Name) == "Hide picture"
    assert heard.text(QAccessible.Text.Description) == card.accessibleName()


def test_in_a_chat_it_belongs_to_its_message(qtbot: QtBot, open_view: OpenViews, picture: Path) -> None:
    view = open_view(prompt(), answer(f"![my plot](<{picture}>)"))
    (card,) = cards(view)
    press(qtbot, card)
    assert card.wanted == ("a1", str(picture))
    assert card.height() > HEAD + 200


def _damaged(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 100)


def _huge(path: Path) -> None:
    header = b"BM" + (54).to_bytes(4, "little") + bytes(4) + (54).to_bytes(4, "little") + (40).to_bytes(4, "little")
    path.write_bytes(header + (90_000).to_bytes(4, "little") * 2 + b"\x01\0\x18\0" + bytes(24))


def _large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda _path: None, "The file cannot be read: No such file or directory."),
        (lambda path: path.mkdir(), "This is not a file."),
        (lambda path: path.write_bytes(b""), "The file is empty."),
        (lambda path: path.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>"), "Only PNG, JPEG, WebP"),
        (lambda path: path.write_bytes(b"II*\0" + bytes(50)), "Only PNG, JPEG, WebP"),
        (_large, "The file is larger than 16 MB."),
        (_damaged, "The picture is damaged, or has too many pixels"),
        (_huge, "The picture is damaged, or has too many pixels"),
        pytest.param(
            os.mkfifo,
            "This is not a file.",
            marks=pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in folders"),
        ),
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_what_cannot_be_shown_says_why(
    qtbot: QtBot, tmp_path: Path, make: object, words: str, request: pytest.FixtureRequest
) -> None:
    path = tmp_path / "a.png"
    assert callable(make)
    make(path)
    card = show(make_body(qtbot), path)
    press(qtbot, card)
    assert words in card.problem.text()
    assert card.image.isNull()
    assert card.button.text() == "Show picture"
    assert card.card_height(WIDTH) > HEAD


@pytest.mark.skipif(sys.platform == "win32", reason="devices are no paths there")
def test_a_device_is_not_opened() -> None:
    assert module.load(1, "/dev/zero").problem == "kind"
    assert module.load(1, "/tmp/\0").problem


def test_waiting_can_be_given_up(qtbot: QtBot, picture: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    gate = threading.Event()
    load = module.load
    monkeypatch.setattr(module, "load", lambda key, path: gate.wait(10) and load(key, path))
    card = show(make_body(qtbot), picture)
    QTest.mouseClick(card.button, Qt.MouseButton.LeftButton)
    assert card.button.text() == "Stop reading"
    QTest.mouseClick(card.button, Qt.MouseButton.LeftButton)
    assert card.button.text() == "Show picture"
    with qtbot.assertNotEmitted(local_pictures().ready, wait=50):
        gate.set()
    assert card.image.isNull()


def test_only_what_was_shown_last_is_kept(qtbot: QtBot, picture: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT", 1)
    for owner in ("a1", "a2"):
        press(qtbot, show(make_body(qtbot, owner), picture))
    assert local_pictures().get(("a1", str(picture))) is None
    assert local_pictures().get(("a2", str(picture))) is not None
