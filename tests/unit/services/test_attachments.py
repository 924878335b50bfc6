"""Files that go with messages: refused before anything is stored, kept, and handed to models that can take them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.errors import InvalidInput
from app.types.attachments import MAX_CHAT_BYTES, MAX_FILE_BYTES, MAX_FILES, Attachment, AttachmentKind
from app.types.messages import AudioPart, ImagePart, TextPart
from app.types.models import Capability
from tests.helpers.scripted_models import MODEL
from tests.unit.services.desk import Desk

PNG = b"\x89PNG\r\n\x1a\n"
PICTURE = Attachment(AttachmentKind.IMAGE, "sky.png", PNG + b"1")
OTHER = Attachment(AttachmentKind.IMAGE, "sea.png", PNG + b"2")
SOUND = Attachment(AttachmentKind.AUDIO, "rain.wav", b"RIFF....WAVEfmt ")
SEES = replace(MODEL, capabilities=frozenset({Capability.TEXT, Capability.IMAGE}))


def picture(data: bytes, name: str = "x.png") -> Attachment:
    return Attachment(AttachmentKind.IMAGE, name, data)


@pytest.mark.parametrize(
    ("attachments", "words"),
    [
        ((picture(b""),), "The file x.png is empty"),
        ((picture(b"hello"),), "The file x.png is not a picture that can be read"),
        ((picture(SOUND.data),), "not a picture"),
        ((Attachment(AttachmentKind.AUDIO, "x.wav", PNG),), "The file x.wav is not a sound"),
        ((Attachment(AttachmentKind.AUDIO, "x.mp3", b"ID3"),), "not a sound"),
        ((picture(PNG + bytes(MAX_FILE_BYTES)),), r"has 16\.0 MB; 16 MB are allowed"),
        ((PICTURE,) * (MAX_FILES + 1), "9 files are too many"),
        ((picture(PNG + bytes(MAX_CHAT_BYTES // 2)),) * 2, r"would have 20\.0 MB together; 20 MB"),
        ((picture(b"GIF", "C:\\a\\../b\n\u202e/\x00evil.png"),), "The file evil.png is not"),
    ],
)
async def test_what_cannot_be_used_is_refused_before_anything_is_stored(
    attachments: tuple[Attachment, ...], words: str, desk: Desk
) -> None:
    with pytest.raises(InvalidInput, match=words) as caught:
        await desk.chats.send(text="What is it?", attachments=attachments)
    assert caught.value.hint
    assert await desk.store.chats() == ()


async def test_what_is_in_the_chat_counts(desk: Desk) -> None:
    desk.models.known = SEES
    half = picture(PNG + bytes(MAX_CHAT_BYTES // 2))
    answer = await desk.say("one", "1", attachments=(half,))
    with pytest.raises(InvalidInput, match="together"):
        await desk.chats.send(text="two", chat_id=answer.chat_id, attachments=(half,))
    assert len((await desk.store.chat(answer.chat_id)).messages) == 2
    await desk.say("three", "3", chat_id=answer.chat_id, attachments=(PICTURE,))


async def test_files_are_counted_and_answers_tried_again_without_reading_the_chat(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.models.known = SEES
    answer = await desk.say("one", "1", attachments=(PICTURE,))
    monkeypatch.setattr(desk.store, "chat", None)
    await desk.say("two", "2", chat_id=answer.chat_id, attachments=(PICTURE,))
    with monkeypatch.context() as patch:
        patch.setattr(desk.store, "history", None)
        assert (await desk.chats._ended(answer.id)).text == "1"


async def test_a_model_gets_the_picture_before_the_words_in_every_turn(desk: Desk) -> None:
    desk.models.known = SEES
    answer = await desk.say("What is it?", "A sky.", attachments=(PICTURE, OTHER))
    await desk.say("And now?", "A sea.", chat_id=answer.chat_id, attachments=(OTHER,))
    first, second = desk.models.requests
    assert first.messages[0].parts == (ImagePart(PICTURE.data), ImagePart(OTHER.data), TextPart("What is it?"))
    assert second.messages[0] == first.messages[0]
    assert second.messages[2].parts == (ImagePart(OTHER.data), TextPart("And now?"))
    assert desk.models.needs == [frozenset({Capability.TEXT, Capability.IMAGE})] * 2


async def test_a_sound_needs_a_model_that_hears(desk: Desk) -> None:
    await desk.say("What is it?", "Rain.", attachments=(SOUND,))
    assert desk.models.requests[0].messages[0].parts[0] == AudioPart(SOUND.data)
    assert desk.models.needs == [frozenset({Capability.TEXT, Capability.AUDIO})]


async def test_a_model_that_cannot_see_goes_on_without_the_earlier_pictures(desk: Desk) -> None:
    desk.models.known = SEES
    answer = await desk.say("What is it?", "A sky.", attachments=(PICTURE,))
    desk.models.known = MODEL
    await desk.say("Which colour has a sky?", "Blue.", chat_id=answer.chat_id)
    assert desk.models.requests[-1].messages[0].parts == (TextPart("What is it?"),)
    assert desk.models.needs[-1] == frozenset({Capability.TEXT})


async def test_an_answer_that_is_tried_again_or_goes_on_has_its_picture(desk: Desk) -> None:
    desk.models.known = SEES
    answer = await desk.say("What is it?", "A sky.", attachments=(PICTURE,))
    again = await desk.chats.retry(message_id=answer.id)
    desk.models.finish("A lake.")
    await desk.follow(again.answer).ended()
    assert desk.models.requests[-1].messages[0].parts[0] == ImagePart(PICTURE.data)
    assert desk.models.needs[-1] == frozenset({Capability.TEXT, Capability.IMAGE})


async def test_a_picture_without_words_is_a_message(desk: Desk) -> None:
    desk.models.known = SEES
    answer = await desk.say("", "A sky.", attachments=(PICTURE,))
    assert desk.models.requests[0].messages[0].parts == (ImagePart(PICTURE.data), TextPart(""))
    chat = await desk.chats.open(chat_id=answer.chat_id)
    assert chat.summary.title == "sky.png"
    assert [item.name for item in chat.messages[0].attachments] == ["sky.png"]
    with pytest.raises(InvalidInput, match="empty"):
        await desk.chats.send(text=" ")
