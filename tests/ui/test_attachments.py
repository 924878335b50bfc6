"""Files that go with a question: by paste, drop and dialog, on their chips, and on Send."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.bridge.signatures import document_check, model_list
from app.errors import InvalidInput, StoreFull
from app.types.attachments import MAX_FILE_BYTES, MAX_FILES, AttachmentKind
from app.types.documents import DocumentInfo
from app.types.models import Capability
from app.ui.bridge.base import LinkState
from app.ui.composer.chips import FileChip
from app.ui.composer.file_reader import READERS, FileReader, ReadFile
from tests.helpers.fake_bridge import FakeBridge
from tests.helpers.logfail import ExpectedLogs
from tests.ui.window_rig import A, B, Rig, Start
from tests.ui.window_samples import SMOL, scripted

Attach = Callable[..., None]
SEEING = replace(SMOL, capabilities=(Capability.TEXT, Capability.IMAGE))


def seeing_bridge() -> FakeBridge:
    bridge = scripted(FakeBridge(), (A, B))
    bridge.answer(model_list, (SEEING,))
    return bridge


def chips(rig: Rig) -> list[FileChip]:
    return list(rig.window.writing.files.row.chips.values())


def attach(rig: Rig, qtbot: QtBot, *paths: Path) -> None:
    files = rig.window.writing.files
    files.attach([str(path) for path in paths])
    qtbot.waitUntil(lambda: not any(file.state == "reading" for file in files.files))
    rig.bridge.flush()


def picture() -> QImage:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    return image


def paste(rig: Rig, mime: QMimeData) -> None:
    rig.window.composer.edit.insertFromMimeData(mime)


def send(rig: Rig) -> None:
    QTest.keyClick(rig.window.composer.edit, Qt.Key.Key_Return)


def test_a_file_is_read_counted_and_sent(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    rig = start()
    note = tmp_path / "note.md"
    note.write_text("# Title")
    rig.bridge.answer(document_check, DocumentInfo("note.md", "text/markdown", 7, 3, pages=2))
    attach(rig, qtbot, note)
    [chip] = chips(rig)
    assert chip.isVisible()
    assert chip.accessibleName() == "Attached: note.md"
    assert "7 bytes" in chip.words
    assert "3 tokens" in chip.words
    assert rig.window.composer.button.isEnabled(), "a file alone is enough"
    rig.window.composer.set_text("What is it?")
    send(rig)
    assert rig.pane.sent == [("What is it?", None)]
    [sent] = rig.pane.extras[0].attachments
    assert (sent.kind, sent.name, sent.data) == (AttachmentKind.DOCUMENT, "note.md", b"# Title")
    assert chips(rig) == []


def test_what_the_core_cannot_read_is_said_on_the_chip_and_on_send(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    rig = start()
    archive = tmp_path / "a.zip"
    archive.write_bytes(b"PK\x03\x04")
    rig.bridge.answer(document_check, InvalidInput("a.zip is no document.", hint="Attach its files."))
    attach(rig, qtbot, archive)
    assert chips(rig)[0].words == "It is no document. Attach its files."
    rig.window.composer.set_text("Why?")
    send(rig)
    assert rig.pane.sent == []
    assert rig.window.toast.message == "a.zip cannot be sent. a.zip is no document. Attach its files."
    rig.press("Remove it")
    assert chips(rig) == []
    send(rig)
    assert rig.pane.sent == [("Why?", None)]


def test_all_are_removed_at_once_and_come_back_with_undo(start: Start) -> None:
    rig = start()
    files = rig.window.writing.files
    rig.bridge.answer(document_check, DocumentInfo("Pasted text.txt", "text/plain", 4, 1))
    files.attach_text("one")
    rig.bridge.flush()
    assert entries(chips(rig)[0]) == ["Insert as text instead", "Remove"]
    held = rig.bridge.hold(document_check)
    files.attach_text("two")
    assert entries(chips(rig)[0]) == ["Insert as text instead", "Remove", "Remove all"]
    chips(rig)[1].remove_all_requested.emit()
    assert chips(rig) == []
    assert rig.window.composer.edit.hasFocus()
    held.resolve(DocumentInfo("Pasted text.txt", "text/plain", 4, 1))
    rig.bridge.answer(document_check, DocumentInfo("Pasted text.txt", "text/plain", 4, 9))
    rig.press("Undo")
    assert [chip.words for chip in chips(rig)] == ["3 bytes · 1 tokens", "3 bytes · 9 tokens"]


def entries(chip: FileChip) -> list[str]:
    """What its menu offers."""
    chip.click()
    menu = chip.findChild(QMenu)
    assert menu is not None
    words = [action.text() for action in menu.actions()]
    menu.close()
    menu.setParent(None)
    return words


@pytest.mark.parametrize(
    ("name", "words"),
    [("folder", "It is not a file that can be read."), ("pipe", "It is not a file"), ("empty", "The file is empty.")],
)
def test_what_is_no_readable_file(start: Start, qtbot: QtBot, tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "empty").touch()
    rig = start()
    attach(rig, qtbot, tmp_path / name)
    assert chips(rig)[0].words.startswith(("It cannot be read:", words))
    assert not rig.window.composer.button.isEnabled()


def test_a_missing_and_a_huge_file_say_so(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    rig = start()
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    attach(rig, qtbot, tmp_path / "missing.txt", tmp_path / "huge.txt")
    assert chips(rig)[0].words.startswith("It cannot be read:")
    assert chips(rig)[1].words == "A file can have up to 16 MB."


def test_more_files_than_a_message_takes_are_said(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    rig = start()
    paths = [tmp_path / f"{n}.txt" for n in range(MAX_FILES + 2)]
    for path in paths:
        path.write_text("x")
    attach(rig, qtbot, *paths)
    assert len(chips(rig)) == MAX_FILES
    assert rig.window.toast.message == "A message can have up to 8 files."


def test_a_picture_for_a_model_that_cannot_see(start: Start, qtbot: QtBot) -> None:
    rig = start()
    mime = QMimeData()
    mime.setImageData(picture())
    assert rig.window.composer.edit.canInsertFromMimeData(mime)
    paste(rig, mime)
    qtbot.waitUntil(lambda: chips(rig)[0].words != "Reading…")
    assert chips(rig)[0].words == "SmolLM2 135M cannot see pictures"
    rig.window.composer.set_text("What is it?")
    send(rig)
    assert rig.pane.sent == []
    assert rig.window.toast.message == "SmolLM2 135M cannot see pictures."
    rig.press("Choose another model")
    assert rig.window.picker.isVisible()
    rig.window.picker.dismiss()
    send(rig)
    rig.press("Remove it")
    assert chips(rig) == []
    send(rig)
    assert rig.pane.sent == [("What is it?", None)]


def test_all_that_is_refused_is_removed_at_once(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    rig = start()
    note, empty = tmp_path / "note.md", tmp_path / "empty.txt"
    note.write_text("# Title")
    empty.write_text("")
    rig.bridge.answer(document_check, DocumentInfo("note.md", "text/markdown", 7, 3))
    mime = QMimeData()
    mime.setImageData(picture())
    paste(rig, mime)
    attach(rig, qtbot, empty, note)
    qtbot.waitUntil(lambda: all(chip.words != "Reading…" for chip in chips(rig)))
    rig.window.composer.set_text("What is it?")
    send(rig)
    rig.press("Remove them")
    assert [file.name for file in rig.window.writing.files.files] == ["note.md"]
    send(rig)
    assert [sent.name for sent in rig.pane.extras[0].attachments] == ["note.md"]


def test_a_pasted_picture_is_sent_as_a_png_with_a_thumbnail(start: Start, qtbot: QtBot) -> None:
    rig = start(seeing_bridge())
    mime = QMimeData()
    mime.setImageData(picture())
    paste(rig, mime)
    files = rig.window.writing.files.files
    qtbot.waitUntil(lambda: all(file.sendable for file in files))
    [file] = files
    assert isinstance(file.thumbnail, QImage)
    assert not chips(rig)[0].grab().isNull()
    send(rig)
    assert rig.pane.sent == [("", None)]
    [sent] = rig.pane.extras[0].attachments
    assert sent.kind is AttachmentKind.IMAGE
    assert sent.data.startswith(b"\x89PNG")


def test_a_broken_picture_has_no_thumbnail_and_hurts_nobody(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    rig = start(seeing_bridge())
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\xff" * 100)
    attach(rig, qtbot, broken)
    [file] = rig.window.writing.files.files
    assert file.thumbnail is None
    assert file.kind is AttachmentKind.IMAGE


def test_pasted_files_and_a_picture_with_text(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    rig = start()
    note = tmp_path / "note.txt"
    note.write_text("x")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(note))])
    mime.setText("file:///note.txt")
    paste(rig, mime)
    qtbot.waitUntil(lambda: len(chips(rig)) == 1)
    assert rig.window.composer.text == ""
    cells = QMimeData()
    cells.setImageData(picture())
    cells.setText("1\t2")
    paste(rig, cells)
    assert rig.window.composer.text == "1\t2"
    assert len(chips(rig)) == 1
    qtbot.waitUntil(lambda: not any(file.state == "reading" for file in rig.window.writing.files.files))


def test_a_large_paste_is_a_document_until_it_is_wanted_as_text(start: Start, qtbot: QtBot) -> None:
    rig = start()
    mime = QMimeData()
    mime.setText("line 👩‍👧\n" * 150)
    paste(rig, mime)
    [chip] = chips(rig)
    assert chip.accessibleName() == "Attached: Pasted text.txt"
    assert rig.window.composer.text == ""
    QTest.keyClick(chip, Qt.Key.Key_Space)
    menu = chip.findChild(QMenu)
    assert menu is not None
    first = menu.actions()[0]
    assert first.text() == "Insert as text instead"
    first.trigger()
    menu.close()
    assert chips(rig) == []
    assert rig.window.composer.text == "line 👩‍👧\n" * 150


def test_a_megabyte_is_quick_and_can_still_be_text(start: Start) -> None:
    rig = start()
    mime = QMimeData()
    mime.setText("x" * 1_000_000)
    paste(rig, mime)
    [key] = rig.window.writing.files.row.chips
    rig.window.writing.files._insert_text(key)
    assert rig.window.composer.chip.isVisible()
    assert len(rig.window.composer.text) == 1_000_000


def test_delete_removes_the_chip_and_the_focus_goes_on(start: Start) -> None:
    rig = start()
    for text in ("a" * 5000, "b" * 5000):
        mime = QMimeData()
        mime.setText(text)
        paste(rig, mime)
    first, second = chips(rig)
    second.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(second, Qt.Key.Key_Delete)
    assert chips(rig) == [first]
    assert first.hasFocus()
    QTest.keyClick(first, Qt.Key.Key_Backspace)
    assert chips(rig) == []
    assert rig.window.composer.edit.hasFocus()


def test_a_press_on_the_cross_removes_also_from_right_to_left(start: Start) -> None:
    rig = start()
    for mirrored in (False, True):
        mime = QMimeData()
        mime.setText("a" * 5000)
        paste(rig, mime)
        [chip] = chips(rig)
        if mirrored:
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        assert not chip.grab().isNull()
        cross = chip._seen(chip._cross())
        assert (cross.center().x() < chip.width() / 2) is mirrored
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=cross.center())
        rig.window.writing.files.row.update()
        assert chips(rig) == []


def test_files_stay_with_their_chat(start: Start) -> None:
    rig = start()
    mime = QMimeData()
    mime.setText("a" * 5000)
    paste(rig, mime)
    rig.window.open_chat("a")
    assert chips(rig) == []
    assert not rig.window.composer.button.isEnabled()
    rig.window.open_chat(None)
    assert len(chips(rig)) == 1


def test_a_refused_question_gets_its_files_back(start: Start) -> None:
    rig = start()
    mime = QMimeData()
    mime.setText("a" * 5000)
    paste(rig, mime)
    rig.window.composer.set_text("Why?")
    send(rig)
    assert chips(rig) == []
    rig.pane.send_refused.emit("Why?", StoreFull("The disk is full."))
    assert len(chips(rig)) == 1
    assert rig.window.composer.text == "Why?"


def test_an_example_goes_without_the_draft_which_stays_when_it_is_refused(start: Start) -> None:
    rig = start()
    mime = QMimeData()
    mime.setText("a" * 5000)
    paste(rig, mime)
    rig.pane.suggestion_chosen.emit("Plan a walk")
    assert (rig.pane.sent, rig.pane.extras[0].attachments) == ([("Plan a walk", None)], ())
    assert (len(chips(rig)), rig.window.composer.text) == (1, "")
    rig.pane.send_refused.emit("Plan a walk", StoreFull("The disk is full."))
    assert (len(chips(rig)), rig.window.composer.text) == (1, "")
    assert "The disk is full." in rig.window.toast.message
    rig.window.composer.set_text("Read this")
    rig.bridge.set_link(LinkState.LOST)
    rig.pane.suggestion_chosen.emit("Draft a text")
    assert (chips(rig), rig.window.composer.text) == ([], "Draft a text")
    rig.bridge.set_link(LinkState.CONNECTED)
    assert rig.pane.extras[1].attachments == ()
    assert (len(chips(rig)), rig.window.composer.text) == (1, "Read this")


def test_an_example_that_cannot_be_sent_says_why_and_leaves_the_draft(start: Start) -> None:
    rig = start()
    rig.window.composer.set_text("mine")
    rig.window.composer.set_blocked("Choose a model first")
    rig.pane.suggestion_chosen.emit("Plan a walk")
    assert (rig.pane.sent, rig.window.composer.text) == ([], "mine")
    assert rig.window.toast.message == "Choose a model first"


def test_dropped_files_are_attached_and_a_cover_says_so(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    rig = start()
    note = tmp_path / "note.txt"
    note.write_text("x")
    files = rig.window.writing.files
    assert rig.drop(str(note))
    qtbot.waitUntil(lambda: not any(file.state == "reading" for file in files.files))
    assert len(chips(rig)) == 1
    assert files.overlay.words == "Drop to attach"
    assert not files.overlay.isVisible()
    files.overlay.say("Drop to attach")
    assert not files.overlay.grab().isNull()
    files.drag_leave()
    assert not files.overlay.isVisible()


def test_a_reader_that_hangs_holds_up_nobody_once_it_is_removed(qtbot: QtBot) -> None:
    import threading

    reader = FileReader()
    freed = threading.Event()

    def hang(key: int) -> Callable[[], ReadFile]:
        return lambda: ReadFile(key, problem="" if freed.wait(20) else "kind")

    try:
        for key in range(READERS):
            reader._add(key, hang(key))
        reader._add(9, lambda: ReadFile(9, b"x"))
        with qtbot.waitSignal(reader.done) as done:
            reader.cancel(0)
        assert done.args is not None
        assert done.args[0].key == 9
    finally:
        freed.set()
    qtbot.waitUntil(lambda: not reader._running)


def test_a_reader_that_breaks_says_so(qtbot: QtBot, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("an attachment could not be read", logging.ERROR)

    def breaks() -> ReadFile:
        raise ValueError("odd")

    reader = FileReader()
    with qtbot.waitSignal(reader.done) as done:
        reader._add(1, breaks)
    assert done.args is not None
    assert done.args[0].problem == "kind"
