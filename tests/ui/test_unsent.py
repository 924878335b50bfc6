"""Files that are not sent and edits that are not saved outlive their window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.bridge.events import StoppedEvent
from app.bridge.names import EventName
from tests.ui.test_attachments import attach, chips, seeing_bridge
from tests.ui.window_rig import Rig, Start


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "blue.png"
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    assert image.save(str(path))
    return path


def kept(rig: Rig, kind: str) -> list[Path]:
    return sorted(rig.file.beside("unsent").glob(f"*.{kind}"))


def names(rig: Rig) -> list[str]:
    return [file.name for file in rig.window.writing.files.files]


def test_a_picture_is_kept_while_it_waits_and_gone_when_it_is_sent(start: Start, qtbot: QtBot, picture: Path) -> None:
    rig = start(bridge=seeing_bridge())
    attach(rig, qtbot, picture)
    qtbot.waitUntil(lambda: len(kept(rig, "files")) == 1)
    assert picture.read_bytes() in kept(rig, "files")[0].read_bytes()
    QTest.keyClick(rig.window.composer.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not kept(rig, "files"))


def test_the_next_window_has_them_again(start: Start, qtbot: QtBot, picture: Path) -> None:
    first = start(bridge=seeing_bridge())
    first.window.open_chat("a")
    attach(first, qtbot, picture)
    first.window.composer.edit.document_pasted.emit("many words")
    first.window.chat.port.edits["m1"] = "half an edit"
    first.window.chat.port.edits_changed.emit()
    first.window.close()
    assert [len(kept(first, kind)) for kind in ("files", "edits")] == [1, 1]
    rig = start(bridge=seeing_bridge())
    assert rig.window.chat.port.edits == {"m1": "half an edit"}
    rig.window.open_chat("a")
    qtbot.waitUntil(lambda: len(names(rig)) == 2)
    assert names(rig) == ["blue.png", "Pasted text.txt"]
    qtbot.waitUntil(lambda: all(file.sendable for file in rig.window.writing.files.files))
    assert [file.text for file in rig.window.writing.files.files] == ["", "many words"]
    assert len(chips(rig)) == 2
    rig.window.open_chat("b")
    assert names(rig) == []
    rig.window.chat.port.edits.clear()
    rig.window.chat.port.edits_changed.emit()
    qtbot.waitUntil(lambda: not kept(rig, "edits"))


def test_two_windows_keep_their_own(start: Start, qtbot: QtBot, picture: Path) -> None:
    first = start(bridge=seeing_bridge())
    attach(first, qtbot, picture)
    qtbot.waitUntil(lambda: len(kept(first, "files")) == 1)
    second = start(bridge=seeing_bridge())
    assert names(second) == []
    attach(second, qtbot, picture)
    qtbot.waitUntil(lambda: len(kept(first, "files")) == 2)


def test_nothing_is_written_once_everything_was_deleted(start: Start, qtbot: QtBot, picture: Path) -> None:
    rig = start(bridge=seeing_bridge())
    attach(rig, qtbot, picture)
    qtbot.waitUntil(lambda: len(kept(rig, "files")) == 1)
    kept(rig, "files")[0].unlink()
    rig.bridge.emit_event(EventName.CORE_STOPPED, StoppedEvent(on_purpose=True, erased=True))
    attach(rig, qtbot, picture)
    rig.window.close()
    assert kept(rig, "files") == []
