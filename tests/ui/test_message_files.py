"""Files that went with a message: small pictures, chips, and the dialog that shows one larger."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter
from pytestqt.qtbot import QtBot

from app.bridge.signatures import message_attachment
from app.errors import ChatNotFound
from app.types.attachments import Attachment, AttachmentInfo, AttachmentKind
from app.ui.chat.attachment_strip import FileButton
from app.ui.chat.file_viewer import FileViewer
from app.ui.chat.pictures import decode
from app.ui.chat.prompt_row import PromptRow
from app.ui.chat.view import ChatView
from app.ui.widgets.labels import ElidedLabel
from tests.helpers.fake_bridge import FakeBridge
from tests.ui.chat_samples import OpenViews, finished, prompt
from tests.ui.tips import tip_text


def png(width: int = 800, height: int = 400) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, b"PNG").write(image)
    return bytes(buffer.data().data())


PICTURE = AttachmentInfo(AttachmentKind.IMAGE, "sky <b>.png", "image/png", 1_500, "one")
TEXT = AttachmentInfo(AttachmentKind.DOCUMENT, "notes.md", "text/markdown", 20, "two")
SOUND = AttachmentInfo(AttachmentKind.AUDIO, "x" * 300 + ".wav", "audio/wav", 2_000_000, "three")


@pytest.fixture
def bridge() -> FakeBridge:
    bridge = FakeBridge()
    bridge.answer(message_attachment, Attachment(AttachmentKind.IMAGE, "sky.png", png()))
    return bridge


@pytest.fixture
def open_view(qtbot: QtBot, bridge: FakeBridge) -> OpenViews:
    return OpenViews(qtbot, bridge)


def buttons(view: ChatView, index: int = 0) -> list[FileButton]:
    row = view._list.realised[index]
    assert isinstance(row, PromptRow)
    return row.files.buttons


def viewer(view: ChatView) -> FileViewer:
    return next(one for one in view.findChildren(FileViewer) if one.isVisible())


def test_files_stand_over_the_bubble(qtbot: QtBot, bridge: FakeBridge, open_view: OpenViews) -> None:
    view = open_view(prompt("Question", attachments=(PICTURE, TEXT, SOUND)), finished("A"))
    picture, text, sound = buttons(view)
    qtbot.waitUntil(lambda: not picture.image.isNull())
    assert (picture.width(), picture.height()) == (200, 100)
    assert bridge.arguments(message_attachment) == [{"message_id": "p1", "position": 0}], "only pictures are fetched"
    assert picture.accessibleName() == "Picture: sky <b>.png, 1.5 kB"
    assert text.accessibleName() == "Document: notes.md, 20 bytes"
    assert tip_text(picture.toolTip()) == picture.accessibleName(), "no markup in names"
    for width in (900, 360):
        view.resize(width, 700)
        row = view._list.realised[0]
        for one in (picture, text, sound):
            place = one.mapTo(row, one.rect().bottomRight())
            assert place.x() <= row.width()
    view.grab()


def test_a_picture_is_fetched_once_for_all_its_rows(qtbot: QtBot, bridge: FakeBridge, open_view: OpenViews) -> None:
    files = (PICTURE,)
    view = open_view(
        prompt("A", attachments=files), finished("x"), prompt("", id="p2", parent_id="a1", attachments=files)
    )
    qtbot.waitUntil(lambda: not buttons(view, 2)[0].image.isNull())
    assert not buttons(view, 0)[0].image.isNull()
    assert len(bridge.arguments(message_attachment)) == 1


def test_what_is_no_picture_stays_a_box_that_can_be_pressed(
    qtbot: QtBot, bridge: FakeBridge, open_view: OpenViews
) -> None:
    bridge.answer(message_attachment, Attachment(AttachmentKind.IMAGE, "x.png", b"no picture"))
    view = open_view(prompt("A", attachments=(PICTURE,)))
    bridge.flush()
    qtbot.waitUntil(lambda: view._pictures.get("one") is not None)
    assert buttons(view)[0].image.isNull()
    buttons(view)[0].click()
    bridge.flush()
    box = viewer(view)
    qtbot.waitUntil(lambda: "cannot be shown" in box.words.plain)
    assert box.save_button.isEnabled()
    box.close()


def test_a_picture_is_shown_larger_and_saved(
    qtbot: QtBot, bridge: FakeBridge, open_view: OpenViews, tmp_path: Path
) -> None:
    view = open_view(prompt("A", attachments=(PICTURE,)))
    told: list[str] = []
    view.port.told.connect(lambda words, *_: told.append(words))
    buttons(view)[0].click()
    bridge.flush()
    box = viewer(view)
    qtbot.waitUntil(box.picture.isVisible)
    assert box.picture.pixmap().width() <= 800
    box.save(str(tmp_path / "out.png"))
    qtbot.waitUntil(lambda: told == ["Saved as out.png."])
    assert (tmp_path / "out.png").read_bytes() == png()
    box.save(str(tmp_path))
    qtbot.waitUntil(lambda: "could not be written" in box.words.plain)
    box.close()


def test_a_text_is_previewed(qtbot: QtBot, bridge: FakeBridge, open_view: OpenViews) -> None:
    bridge.answer(message_attachment, Attachment(AttachmentKind.DOCUMENT, "notes.md", "Grüße\n".encode()))
    view = open_view(prompt("A", attachments=(TEXT,)))
    buttons(view)[0].click()
    bridge.flush()
    box = viewer(view)
    assert box.text.toPlainText() == "Grüße\n"
    assert not box.words.isVisible()
    box.close()


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"a\0b"])
def test_what_is_no_text_can_only_be_saved(bridge: FakeBridge, open_view: OpenViews, data: bytes) -> None:
    bridge.answer(message_attachment, Attachment(AttachmentKind.DOCUMENT, "x.pdf", data))
    view = open_view(prompt("A", attachments=(TEXT,)))
    buttons(view)[0].click()
    bridge.flush()
    box = viewer(view)
    assert "Save it" in box.words.plain
    box.close()


def test_a_long_name_makes_no_wide_window(bridge: FakeBridge, open_view: OpenViews) -> None:
    bridge.answer(message_attachment, Attachment(AttachmentKind.AUDIO, SOUND.name, b"RIFF"))
    view = open_view(prompt("A", attachments=(SOUND,)))
    buttons(view)[0].click()
    bridge.flush()
    box = viewer(view)
    assert box.minimumSizeHint().width() < 800
    assert any(label.text().endswith(".wav · 2.0 MB") for label in box.findChildren(ElidedLabel))
    box.close()


def test_a_file_that_is_gone_says_so_and_a_late_one_disturbs_nobody(bridge: FakeBridge, open_view: OpenViews) -> None:
    bridge.answer(message_attachment, ChatNotFound("This file does not exist any more."))
    view = open_view(prompt("A", attachments=(TEXT,)))
    buttons(view)[0].click()
    bridge.flush()
    box = viewer(view)
    assert box.words.plain == "This file does not exist any more."
    box.close()
    held = bridge.hold(message_attachment)
    buttons(view)[0].click()
    late = viewer(view)
    late.close()
    held.resolve(Attachment(AttachmentKind.DOCUMENT, "notes.md", b"x"))


def test_pictures_are_decoded_within_limits() -> None:
    small = decode(png(1000, 500), 100, 100)
    assert (small.width(), small.height()) == (100, 50)
    header = png(10, 10)
    huge = header[:16] + (60_000).to_bytes(4, "big") * 2 + header[24:]
    assert decode(huge, 100, 100).isNull()
    assert decode(b"", 100, 100).isNull()
