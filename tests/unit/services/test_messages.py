"""Edits, versions, deletion with undo, copies of branches, pages and search, also while answers run."""

from __future__ import annotations

import pytest

from app.bridge.names import EventName
from app.errors import AppError, Busy, ChatNotFound, InvalidInput
from app.types.attachments import Attachment, AttachmentKind
from app.types.chats import Chat, ChatMessage, ContextPolicy
from tests.unit.services.desk import Desk

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32


def texts(chat: Chat) -> list[str]:
    return [message.text for message in chat.messages]


async def two_turns(desk: Desk) -> tuple[str, list[ChatMessage]]:
    """A chat of two questions with answers."""
    first = await desk.say("one", "1")
    await desk.say("two", "2", chat_id=first.chat_id)
    chat = await desk.chats.open(chat_id=first.chat_id)
    return first.chat_id, list(chat.messages)


async def test_an_edited_message_is_what_the_model_reads(desk: Desk) -> None:
    chat_id, (prompt, answer, *_) = await two_turns(desk)
    edited = await desk.messages.edit(message_id=prompt.id, text="uno")
    assert (edited.text, edited.edited_at is not None) == ("uno", True)
    assert (await desk.messages.edit(message_id=answer.id, text="eins")).text == "eins"
    assert desk.names()[-2:] == [EventName.CHAT_CHANGED, EventName.CHAT_REWRITTEN]
    await desk.say("three", "3", chat_id=chat_id)
    assert desk.sent() == ["uno", "eins", "two", "2", "three"]
    for text in ("", "x" * 2_100_000):
        with pytest.raises(InvalidInput):
            await desk.messages.edit(message_id=prompt.id, text=text)


async def test_a_summary_that_holds_an_edited_message_is_made_again(desk: Desk) -> None:
    chat_id, (prompt, answer, *_) = await two_turns(desk)
    await desk.store.keep_summary(answer.id, "They said one.")
    await desk.messages.edit(message_id=prompt.id, text="one")
    assert await desk.store.summaries(answer.id), "nothing changed"
    await desk.messages.edit(message_id=prompt.id, text="uno")
    assert await desk.store.summaries(answer.id) == {}
    assert chat_id


async def test_versions_of_an_answer_and_of_a_question(desk: Desk) -> None:
    chat_id, (prompt, answer, second, last) = await two_turns(desk)
    again = await desk.chats.retry(message_id=answer.id)
    desk.models.finish("I")
    retried = await desk.follow(again.answer).ended()
    assert again.answer.versions == retried.versions == (answer.id, retried.id)
    assert texts(await desk.chats.open(chat_id=chat_id)) == ["one", "I"]
    chosen = await desk.messages.choose(message_id=answer.id)
    assert texts(chosen) == ["one", "1", "two", "2"]
    assert chosen.messages[1].versions == (answer.id, retried.id)
    assert chosen.messages[0].versions == ()
    assert desk.names()[-1] is EventName.CHAT_REWRITTEN
    other = await desk.ask_again(second.id, "zwei")
    assert desk.sent() == ["one", "1", "zwei"]
    opened = await desk.chats.open(chat_id=chat_id)
    assert texts(opened) == ["one", "1", "zwei", "II"]
    assert opened.messages[2].versions == (second.id, other.parent_id)
    root = await desk.ask_again(prompt.id, "ein ganz anderer Anfang")
    opened = await desk.chats.open(chat_id=chat_id)
    assert opened.messages[0].versions == (prompt.id, root.parent_id)
    assert texts(await desk.messages.choose(message_id=last.id)) == ["one", "1", "two", "2"]
    with pytest.raises(InvalidInput):
        await desk.chats.ask_again(message_id=answer.id, text="no question")


async def test_a_question_goes_to_the_end_of_the_branch_that_is_shown(desk: Desk) -> None:
    chat_id, (_, answer, _, last) = await two_turns(desk)
    again = await desk.chats.retry(message_id=answer.id)
    desk.models.finish("I")
    await desk.follow(again.answer).ended()
    await desk.messages.choose(message_id=last.id)
    await desk.say("three", "3", chat_id=chat_id)
    assert desk.sent() == ["one", "1", "two", "2", "three"]


async def test_an_answer_runs_on_while_another_branch_is_looked_at(desk: Desk) -> None:
    chat_id, (prompt, answer, second, last) = await two_turns(desk)
    again = await desk.chats.retry(message_id=answer.id)
    follower = desk.follow(again.answer)
    desk.models.feed("I")
    await follower.until_text("I")
    shown = await desk.messages.choose(message_id=last.id)
    assert texts(shown) == ["one", "1", "two", "2"]
    assert shown.summary.answering
    await desk.messages.edit(message_id=second.id, text="zwei")
    await desk.messages.delete(message_id=last.id)
    refusals = (
        desk.messages.edit(message_id=again.answer.id, text="x"),
        desk.messages.delete(message_id=again.answer.id),
        desk.messages.branch(message_id=again.answer.id),
        desk.messages.edit(message_id=prompt.id, text="x"),
        desk.messages.delete(message_id=prompt.id),
    )
    for refused in refusals:
        with pytest.raises(Busy):
            await refused
    desk.models.finish("!")
    assert (await follower.ended()).text == "I!"
    assert texts(await desk.chats.open(chat_id=chat_id)) == ["one", "1", "zwei"]
    assert texts(await desk.messages.choose(message_id=again.answer.id)) == ["one", "I!"]


async def test_a_running_answer_is_opened_with_its_versions(desk: Desk) -> None:
    chat_id, (_, answer, *_) = await two_turns(desk)
    again = await desk.chats.retry(message_id=answer.id)
    chat = await desk.chats.open(chat_id=chat_id)
    assert chat.messages[-1].channel == again.answer.channel
    assert chat.messages[-1].versions == (answer.id, again.answer.id)
    desk.models.finish("I")
    await desk.follow(again.answer).ended()


async def test_what_follows_a_deleted_message_stays_and_undo_brings_it_back(desk: Desk) -> None:
    chat_id, (prompt, _, _, last) = await two_turns(desk)
    await desk.messages.delete(message_id=prompt.id)
    assert texts(await desk.chats.open(chat_id=chat_id)) == ["1", "two", "2"]
    deleted = await desk.messages.delete(message_id=last.id)
    assert deleted.message_count == 2
    assert texts(await desk.chats.open(chat_id=chat_id)) == ["1", "two"]
    for _ in range(2):
        await desk.messages.restore(message_id=last.id)
    await desk.messages.restore(message_id=prompt.id)
    assert texts(await desk.chats.open(chat_id=chat_id)) == ["one", "1", "two", "2"]
    with pytest.raises(ChatNotFound):
        await desk.messages.delete(message_id="nothing")
    await desk.messages.delete(message_id=prompt.id)
    with pytest.raises(ChatNotFound):
        await desk.messages.delete(message_id=prompt.id)


async def test_where_a_version_is_deleted_another_one_is_shown(desk: Desk) -> None:
    chat_id, (_, answer, *_) = await two_turns(desk)
    again = await desk.chats.retry(message_id=answer.id)
    desk.models.finish("I")
    await desk.follow(again.answer).ended()
    await desk.messages.delete(message_id=again.answer.id)
    chat = await desk.chats.open(chat_id=chat_id)
    assert texts(chat) == ["one", "1", "two", "2"]
    assert chat.messages[1].versions == ()
    await desk.messages.restore(message_id=again.answer.id)
    assert texts(await desk.chats.open(chat_id=chat_id)) == ["one", "I"]
    await desk.messages.delete(message_id=answer.id)
    assert texts(await desk.chats.open(chat_id=chat_id)) == ["one", "I"], "what is not shown goes unseen"


async def test_an_answer_to_a_deleted_question_says_so(desk: Desk) -> None:
    _, (prompt, answer, *_) = await two_turns(desk)
    await desk.messages.delete(message_id=prompt.id)
    for again in (desk.chats.retry(message_id=answer.id), desk.chats.resume(message_id=answer.id)):
        with pytest.raises(InvalidInput, match="was deleted"):
            await again


async def test_a_deleted_end_is_not_answered_any_more(desk: Desk) -> None:
    chat_id, (_, _, second, last) = await two_turns(desk)
    await desk.messages.delete(message_id=last.id)
    await desk.messages.delete(message_id=second.id)
    await desk.say("three", "3", chat_id=chat_id)
    assert desk.sent() == ["one", "1", "three"]


async def test_a_branch_is_a_chat_of_its_own(desk: Desk) -> None:
    shown = Attachment(AttachmentKind.IMAGE, "a.png", PNG)
    first = await desk.say("one", "1", attachments=(shown,), context_policy=ContextPolicy.DROP)
    await desk.say("two", "2", chat_id=first.chat_id)
    copy = await desk.messages.branch(message_id=first.id)
    assert (copy.title, copy.message_count) == ("one (2)", 2)
    assert desk.names()[-1] is EventName.CHAT_CREATED
    chat = await desk.chats.open(chat_id=copy.id)
    assert texts(chat) == ["one", "1"]
    assert chat.messages[0].attachments[0].name == "a.png"
    assert chat.messages[1].usage == first.usage
    assert (await desk.messages.branch(message_id=first.id)).title == "one (3)"
    assert (await desk.messages.branch(message_id=chat.messages[1].id)).title == "one (4)"
    await desk.messages.edit(message_id=chat.messages[0].id, text="mine")
    assert texts(await desk.chats.open(chat_id=first.chat_id))[0] == "one"
    files = [await desk.messages.attachment(message_id=chat.messages[0].id, position=0)]
    assert files == [shown]
    with pytest.raises(InvalidInput):
        await desk.messages.attachment(message_id=chat.messages[0].id, position=1)
    again = await desk.ask_again(chat.messages[0].id, "one more")
    version = await desk.tree.get(again.parent_id or "")
    assert [item.name for item in version.attachments] == ["a.png"]


async def test_pages_and_search(desk: Desk) -> None:
    chat_id, messages = await two_turns(desk)
    chat = await desk.chats.open(chat_id=chat_id, limit=1)
    assert (texts(chat), chat.older) == (["2"], 3)
    before = await desk.messages.page(message_id=chat.messages[0].id, limit=2)
    assert [message.text for message in before] == ["1", "two"]
    assert await desk.messages.page(message_id=messages[0].id, limit=9) == ()
    assert (await desk.messages.choose(message_id=messages[0].id, limit=2)).older == 2
    await desk.say("Ärger über TÜRME", "Straße", chat_id=chat_id)
    found = await desk.messages.find(chat_id=chat_id, text="türme")
    assert [message.text for message in (await desk.chats.open(chat_id=chat_id)).messages if message.id in found] == [
        "Ärger über TÜRME"
    ]
    assert len(await desk.messages.find(chat_id=chat_id, text="STRASSE")) == 1
    assert await desk.messages.find(chat_id=chat_id, text="turme") == ()
    assert await desk.messages.find(chat_id=chat_id, text="") == ()
    for wrong in (
        desk.chats.open(chat_id=chat_id, limit=0),
        desk.messages.page(message_id=messages[0].id, limit=-1),
        desk.messages.find(chat_id="nothing", text="x"),
        desk.messages.page(message_id="nothing", limit=1),
        desk.messages.choose(message_id="nothing"),
    ):
        with pytest.raises(AppError):
            await wrong


async def test_find_sees_what_is_being_written(desk: Desk) -> None:
    started = await desk.chats.send(text="q")
    desk.models.feed("a Needle")
    await desk.follow(started.answer).until_text("a Needle")
    assert await desk.messages.find(chat_id=started.chat.id, text="needle") == (started.answer.id,)
    desk.models.finish()
    await desk.follow(started.answer).ended()


async def test_undo_puts_a_message_back_before_what_was_said_meanwhile(desk: Desk) -> None:
    first = await desk.say("one", "1")
    await desk.messages.delete(message_id=first.id)
    await desk.say("two", "2", chat_id=first.chat_id)
    assert desk.sent() == ["one", "two"]
    await desk.messages.restore(message_id=first.id)
    chat = await desk.chats.open(chat_id=first.chat_id)
    assert texts(chat) == ["one", "1", "two", "2"]
    assert all(message.versions == () for message in chat.messages)


async def test_a_chat_of_which_nothing_is_left_goes_on(desk: Desk) -> None:
    first = await desk.say("one", "1")
    prompt = (await desk.chats.open(chat_id=first.chat_id)).messages[0]
    await desk.messages.delete(message_id=prompt.id)
    await desk.messages.delete(message_id=first.id)
    assert (await desk.chats.open(chat_id=first.chat_id)).messages == ()
    await desk.say("two", "2", chat_id=first.chat_id)
    assert desk.sent() == ["two"]
