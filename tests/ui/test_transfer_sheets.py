"""Import and export in the window: the sheets, their jobs, and files that are dropped."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.bridge.signatures import transfer_export, transfer_import, transfer_preview, transfer_stop
from app.errors import Cancelled, InvalidInput
from app.types.transfer import (
    ExportFormat,
    ExportResult,
    ImportPreview,
    ImportResult,
    ImportSource,
    TransferEnded,
    TransferProgress,
)
from app.ui.transfer import job as job_module
from app.ui.transfer.export_sheet import ExportSheet
from app.ui.transfer.import_sheet import ImportSheet
from app.ui.transfer.model import Form
from app.ui.transfer.sheet import Sheet
from app.ui.transfer.words import imported_words, preview_words
from tests.ui.window_rig import Rig, Start

CHANNEL = "transfer-1"
PREVIEW = ImportPreview(ImportSource.CHATGPT, 12, 340, 2, ("3 pictures are not in the file.",))
FULL = InvalidInput("The disk is full.", hint="Choose another place.", detail="ENOSPC")


def sheet_of(rig: Rig) -> Sheet:
    sheet = rig.window.desk.transfer.sheet
    assert sheet is not None
    return sheet


def export_sheet(rig: Rig) -> ExportSheet:
    sheet = sheet_of(rig)
    assert isinstance(sheet, ExportSheet)
    return sheet


def import_sheet(rig: Rig) -> ImportSheet:
    sheet = sheet_of(rig)
    assert isinstance(sheet, ImportSheet)
    return sheet


@pytest.fixture
def rig(start: Start) -> Rig:
    rig = start()
    rig.bridge.answer(transfer_export, CHANNEL)
    rig.bridge.answer(transfer_import, CHANNEL)
    rig.bridge.answer(transfer_preview, PREVIEW)
    rig.bridge.answer(transfer_stop, None)
    rig.bridge.open_channel(CHANNEL)
    return rig


def press(form: Form, sheet: ExportSheet) -> None:
    sheet.forms._group.button(list(Form).index(form)).click()


# Export.


def test_one_chat_is_exported_and_its_folder_can_be_shown(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    rig.window.desk.export_chats(("a",))
    sheet = export_sheet(rig)
    sheet.export_to("/home/ada/Deque")
    rig.bridge.flush()
    assert rig.bridge.arguments(transfer_export) == [
        {
            "path": "/home/ada/Deque.md",
            "form": ExportFormat.MARKDOWN,
            "chat_ids": ("a",),
            "thinking": False,
            "replace": False,
        }
    ]
    rig.bridge.send(CHANNEL, TransferProgress(0, 1), TransferProgress(1, 1))
    assert sheet.state.text() == "1 of 1 chats"
    result = ExportResult("/home/ada/Deque.md", 1, 4, 900)
    rig.bridge.send(CHANNEL, TransferEnded(exported=result))
    rig.bridge.end(CHANNEL)
    assert rig.window.desk.transfer.sheet is None
    assert "exported" in rig.window.toast.message
    rig.press("Show in folder")
    assert [url.toLocalFile() for url in opened] == ["/home/ada"]


def test_the_form_decides_what_else_can_be_wished(rig: Rig) -> None:
    rig.window.desk.export_chats(("a",))
    sheet = export_sheet(rig)
    assert (sheet.apart.isVisible(), sheet.thinking.isVisible()) == (False, True)
    press(Form.JSON, sheet)
    assert not sheet.thinking.isVisible()
    assert "Keeps everything" in sheet.explained.plain
    press(Form.HTML, sheet)
    sheet.which._group.button(1).click()
    assert sheet.apart.isVisible()
    sheet.apart.click()
    sheet.thinking.click()
    sheet.export_to("/x/all")
    rig.bridge.flush()
    assert rig.bridge.arguments(transfer_export) == [
        {"path": "/x/all.zip", "form": ExportFormat.HTML, "chat_ids": (), "thinking": True, "replace": False}
    ]
    assert not sheet.forms.isEnabled()
    rig.bridge.end(CHANNEL, FULL)
    sheet.reject()


def test_the_place_is_asked_for_and_an_existing_file_is_not_overwritten_unasked(rig: Rig) -> None:
    rig.window.desk.export_all()
    sheet = export_sheet(rig)
    assert not sheet.which.isVisible()
    sheet.go_button.click()
    (dialog,) = sheet.findChildren(QFileDialog)
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    assert not dialog.testOption(QFileDialog.Option.DontConfirmOverwrite)
    assert Path(dialog.selectedFiles()[0]).name == "Tektra.md"
    dialog.fileSelected.emit("/x/mine.md")
    rig.bridge.flush()
    assert rig.bridge.arguments(transfer_export)[0]["path"] == "/x/mine.md"
    assert rig.bridge.arguments(transfer_export)[0]["replace"], "the dialog asked"
    dialog.close()
    rig.bridge.end(CHANNEL, FULL)
    sheet.reject()


def test_a_pdf_goes_over_no_file_that_nobody_was_asked_about(rig: Rig, tmp_path: Path) -> None:
    (tmp_path / "mine.pdf").write_text("before")
    rig.window.desk.export_all()
    sheet = export_sheet(rig)
    press(Form.PDF, sheet)
    sheet.export_to(str(tmp_path / "mine"))
    assert "already" in sheet.problem.title
    assert not rig.bridge.arguments(transfer_export)
    sheet.reject()


def test_a_failure_is_said_and_the_wishes_stay(rig: Rig) -> None:
    rig.window.desk.export_all()
    sheet = export_sheet(rig)
    press(Form.JSON, sheet)
    sheet.export_to("/x/a.json")
    rig.bridge.flush()
    rig.bridge.end(CHANNEL, FULL)
    assert sheet.problem.title == "The disk is full."
    assert (sheet.busy, sheet.forms.value, sheet.go_button.isEnabled()) == (False, Form.JSON, True)
    sheet.export_to("/y/a.json")
    assert not sheet.problem.isVisible()
    rig.bridge.flush()
    sheet.leave()
    assert rig.window.desk.transfer.sheet is None


def test_a_channel_without_a_result_is_an_error(rig: Rig) -> None:
    rig.window.desk.export_all()
    sheet = export_sheet(rig)
    sheet.export_to("/x/a.md")
    rig.bridge.flush()
    rig.bridge.end(CHANNEL)
    assert "without a result" in sheet.problem.title
    sheet.reject()


def test_stop_ends_the_job_and_leaves_the_sheet(rig: Rig) -> None:
    rig.window.desk.export_all()
    sheet = export_sheet(rig)
    sheet.export_to("/x/a.md")
    rig.bridge.flush()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    rig.bridge.flush()
    assert rig.bridge.arguments(transfer_stop) == [{"channel": CHANNEL}]
    assert sheet.state.text() == "Stopping…"
    rig.bridge.send(CHANNEL, TransferProgress(1, 2))
    assert sheet.state.text() == "Stopping…"
    rig.bridge.end(CHANNEL, Cancelled("Stopped."))
    assert not sheet.problem.isVisible()
    assert sheet.go_button.isEnabled()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert rig.window.desk.transfer.sheet is None


def test_stop_before_the_core_has_answered_counts_too(rig: Rig) -> None:
    held = rig.bridge.hold(transfer_export)
    rig.window.desk.export_all()
    sheet = export_sheet(rig)
    sheet.export_to("/x/a.md")
    sheet.reject()
    assert rig.bridge.arguments(transfer_stop) == []
    held.resolve(CHANNEL)
    rig.bridge.flush()
    assert rig.bridge.arguments(transfer_stop) == [{"channel": CHANNEL}]
    rig.bridge.end(CHANNEL, Cancelled("Stopped."))
    sheet.reject()


def test_only_one_sheet_at_a_time(rig: Rig) -> None:
    rig.window.desk.export_all()
    first = sheet_of(rig)
    rig.window.desk.export_chats(("a",))
    rig.window.desk.import_chats()
    rig.window.desk.transfer.open_import("/x.json")
    assert sheet_of(rig) is first
    first.reject()


def test_a_window_that_closes_takes_the_sheet_with_it(rig: Rig) -> None:
    rig.window.desk.export_all()
    export_sheet(rig).export_to("/x/a.md")
    rig.bridge.flush()
    assert rig.bridge.followers(CHANNEL) == 1
    rig.window.close()
    assert rig.bridge.followers(CHANNEL) == 0
    assert rig.window.desk.transfer.sheet is None


# PDF.


def pdf(rig: Rig, monkeypatch: pytest.MonkeyPatch, program: str) -> ExportSheet:
    """A PDF whose printing is this program."""
    monkeypatch.setattr(job_module, "own_command", lambda *args: [sys.executable, "-c", program, *args])
    rig.window.desk.export_all()
    sheet = export_sheet(rig)
    press(Form.PDF, sheet)
    sheet.export_to("/x/all.pdf")
    rig.bridge.flush()
    page = Path(rig.bridge.arguments(transfer_export)[0]["path"])
    page.write_text("<p>Hello</p>", "utf-8")
    rig.bridge.send(CHANNEL, TransferEnded(exported=ExportResult(str(page), 3, 9, 12)))
    return sheet


def test_a_pdf_is_printed_from_the_page_of_the_core(
    rig: Rig, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> None:
    heard = tmp_path / "heard"
    check = f"import sys; a = sys.argv; open({str(heard)!r}, 'w').write(a[1] + a[3] + open(a[2]).read())"
    sheet = pdf(rig, monkeypatch, check)
    page = Path(rig.bridge.arguments(transfer_export)[0]["path"])
    assert rig.bridge.arguments(transfer_export)[0]["form"] is ExportFormat.HTML
    rig.bridge.end(CHANNEL)
    assert sheet.state.text() == "Making the pages of the PDF…"
    qtbot.waitUntil(lambda: rig.window.desk.transfer.sheet is None)
    assert heard.read_text() == "print-html/x/all.pdf<p>Hello</p>"
    assert "exported" in rig.window.toast.message
    assert not page.exists()


def test_a_printing_says_how_far_it_is(rig: Rig, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    sheet = pdf(rig, monkeypatch, "import signal; print('1 1200\\n300 1200', flush=True); signal.pause()")
    rig.bridge.end(CHANNEL)
    qtbot.waitUntil(lambda: sheet.state.text() == "Page 300 of 1,200")
    assert sheet.meter.value() == sheet.meter.maximum() // 4
    sheet.reject()
    qtbot.waitUntil(lambda: not sheet.busy)
    sheet.reject()


def test_a_printing_that_fails_says_why(rig: Rig, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    sheet = pdf(rig, monkeypatch, "import sys; sys.exit('tektra: The file /x/all.pdf could not be written.')")
    rig.bridge.end(CHANNEL)
    qtbot.waitUntil(lambda: not sheet.busy)
    assert sheet.problem.title == "The file /x/all.pdf could not be written."
    sheet.reject()


def test_a_printing_that_cannot_be_started_says_so(rig: Rig, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    sheet = pdf(rig, monkeypatch, "")
    monkeypatch.setattr(job_module, "own_command", lambda *args: ["/nowhere/tektra", *args])
    rig.bridge.end(CHANNEL)
    qtbot.waitUntil(lambda: not sheet.busy)
    assert sheet.problem.title == "Printing failed."
    sheet.reject()


def test_a_printing_can_be_stopped(rig: Rig, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    sheet = pdf(rig, monkeypatch, "import signal; signal.pause()")
    rig.bridge.end(CHANNEL)
    sheet.reject()
    qtbot.waitUntil(lambda: not sheet.busy)
    assert not sheet.problem.isVisible()
    sheet.reject()


def test_a_window_that_closes_ends_the_printing(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    pdf(rig, monkeypatch, "import signal; signal.pause()")
    page = Path(rig.bridge.arguments(transfer_export)[0]["path"])
    rig.bridge.end(CHANNEL)
    rig.window.close()
    assert rig.window.desk.transfer.sheet is None
    assert not page.exists()


# Import.


def test_a_file_is_looked_into_before_anything_is_stored(rig: Rig) -> None:
    held = rig.bridge.hold(transfer_preview)
    rig.window.desk.transfer.open_import("/home/ada/conversations.json")
    sheet = import_sheet(rig)
    assert not sheet.go_button.isEnabled()
    held.resolve(PREVIEW)
    assert sheet.source.plain == "Export of ChatGPT"
    assert "12" in sheet.holds.plain
    assert "340" in sheet.holds.plain
    assert "2" in sheet.known.plain
    assert sheet.left_out.plain == "3 pictures are not in the file."
    assert "10" in sheet.go_button.text()
    assert rig.bridge.arguments(transfer_import) == []
    sheet.reject()


def test_its_chats_come_in_and_the_figure_is_said(rig: Rig) -> None:
    rig.window.desk.transfer.open_import("/home/ada/conversations.json")
    rig.bridge.flush()
    sheet = import_sheet(rig)
    sheet.go_button.click()
    rig.bridge.flush()
    assert rig.bridge.arguments(transfer_import) == [{"path": "/home/ada/conversations.json"}]
    assert sheet.state.text() == "Reading…"
    rig.bridge.send(CHANNEL, TransferEnded(imported=ImportResult(ImportSource.CHATGPT, 10, 300, 2)))
    rig.bridge.end(CHANNEL)
    assert rig.window.desk.transfer.sheet is None
    assert "10" in rig.window.toast.message


def test_a_file_that_holds_nothing_new_or_is_broken_offers_another_one(rig: Rig) -> None:
    rig.bridge.answer(transfer_preview, ImportPreview(ImportSource.TEKTRA, 3, 9, 3))
    rig.window.desk.transfer.open_import("/old.json")
    rig.bridge.flush()
    sheet = import_sheet(rig)
    assert "nothing to import" in sheet.known.plain
    rig.bridge.answer(transfer_preview, InvalidInput("Line 3 is broken.", hint="Export it again."))
    sheet.go_button.click()
    (dialog,) = sheet.findChildren(QFileDialog)
    dialog.fileSelected.emit("/broken.json")
    rig.bridge.flush()
    assert sheet.problem.title == "Line 3 is broken."
    assert sheet.go_button.text() == "Choose another file…"
    assert sheet.go_button.isEnabled()
    assert rig.bridge.arguments(transfer_import) == []
    dialog.close()
    sheet.reject()


def test_many_sentences_of_what_is_left_out_are_counted(rig: Rig) -> None:
    many = tuple(f"Thing {i}." for i in range(9))
    rig.bridge.answer(transfer_preview, ImportPreview(ImportSource.OPEN_WEBUI, 1, 1, 0, many))
    rig.window.desk.transfer.open_import("/x.json")
    rig.bridge.flush()
    sheet = import_sheet(rig)
    assert sheet.left_out.plain.splitlines() == [*many[:6], "And 3 more."]
    sheet.reject()


def test_a_file_is_chosen_first(rig: Rig) -> None:
    rig.window.desk.import_chats()
    (dialog,) = rig.window.findChildren(QFileDialog)
    dialog.fileSelected.emit("/x.json")
    dialog.close()
    assert import_sheet(rig).path == "/x.json"
    sheet_of(rig).reject()


# Dropped files.


def drop(rig: Rig, *paths: str) -> None:
    """As Qt delivers it, through filters."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(path) for path in paths])
    place, buttons, keys = QPointF(400, 300), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place.toPoint(), Qt.DropAction.CopyAction, mime, buttons, keys)
    QApplication.sendEvent(rig.window, enter)
    QApplication.sendEvent(rig.window, QDropEvent(place, Qt.DropAction.CopyAction, mime, buttons, keys))
    rig.bridge.flush()


def test_a_dropped_file_with_chats_opens_the_sheet(rig: Rig) -> None:
    drop(rig, "/home/ada/conversations.json")
    assert import_sheet(rig).preview == PREVIEW
    assert len(rig.bridge.arguments(transfer_preview)) == 1
    sheet_of(rig).reject()


@pytest.mark.parametrize("paths", [("/a/data.json",), ("/a/notes.txt",), ("/a.json", "/b.json")])
def test_other_files_are_dropped_as_ever(rig: Rig, paths: tuple[str, ...]) -> None:
    rig.bridge.answer(transfer_preview, InvalidInput("These are no chats."))
    drop(rig, *paths)
    assert rig.window.desk.transfer.sheet is None
    assert len(rig.window.writing.files.row.chips) == len(paths)


def test_every_control_of_the_sheets_is_named(rig: Rig) -> None:
    openers: list[Callable[[], None]] = [
        lambda: rig.window.desk.export_chats(("a",)),
        lambda: rig.window.desk.transfer.open_import("/x.json"),
    ]
    from tests.ui.test_sweep import focusable, said

    for opener in openers:
        opener()
        rig.bridge.flush()
        sheet = sheet_of(rig)
        controls = focusable(sheet)
        assert controls
        assert [widget for widget in controls if not said(widget)] == []
        sheet.reject()


@pytest.mark.parametrize(
    ("chats", "known", "words"),
    [
        (0, 0, "Nothing was imported: no chat with a message is in the file."),
        (0, 2, "Nothing new: 2 chat(s) was/were here already."),
        (2, 1, "2 chat(s) imported"),
    ],
)
def test_an_import_says_what_it_came_to(chats: int, known: int, words: str) -> None:
    assert imported_words(ImportResult(ImportSource.TEKTRA, chats, 3, known)) == words


def test_a_file_with_an_empty_chat_says_why_there_is_nothing_to_import() -> None:
    assert preview_words(ImportPreview(ImportSource.CHATGPT, 0, 0)).startswith("No chat with a message is in this file")
