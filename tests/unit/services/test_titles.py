"""Titles by the model: when nothing else is to be done, never over a person's, never loading anything."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest

from app.bridge.events import ChatEvent
from app.bridge.names import EventName
from app.errors import EngineError, InvalidInput
from app.services.titles import Titles
from app.types.chats import TitleSource
from app.types.generation import Priority, ThinkingDelta
from app.types.models import BackendName, LoadState
from tests.helpers.logfail import ExpectedLogs
from tests.unit.services.desk import Desk


@pytest.fixture
async def titles(desk: Desk) -> AsyncIterator[Titles]:
    desk.models.backend = BackendName.LLAMA_CPP
    titles = Titles(
        desk.store, desk.models, desk.answers, desk.answers._bus, lambda: desk.config.settings.chat.auto_titles
    )
    yield titles
    await titles.close()


async def rest(titles: Titles) -> None:
    """Wait until nothing more is being written."""
    while titles._job is not None:
        await asyncio.wait([titles._job])
        await asyncio.sleep(0)


async def asked(desk: Desk, number: int) -> None:
    """Wait until so many requests have reached the model."""
    async with asyncio.timeout(5):
        while len(desk.models.requests) < number:
            desk.models.arrived.clear()
            await desk.models.arrived.wait()


async def test_the_first_answer_gives_the_chat_its_title(desk: Desk, titles: Titles) -> None:
    answer = await desk.say("Why is the sky blue?", "Rayleigh scattering.")
    await asked(desk, 2)
    request = desk.models.requests[1]
    assert (request.priority, request.thinking, request.conversation) == (Priority.BACKGROUND, False, "")
    assert desk.models.priorities[1] is Priority.BACKGROUND
    assert "Why is the sky blue?" in desk.sent()[-1]
    assert "Rayleigh scattering." in desk.sent()[-1]
    desk.models.feed(ThinkingDelta("hm"))
    desk.models.finish('"Blue ', 'Sky."')
    await rest(titles)
    summary = await desk.store.summary(answer.chat_id)
    assert (summary.title, summary.title_source) == ("Blue Sky", TitleSource.MODEL)
    name, payload = desk.events[-1]
    assert isinstance(payload, ChatEvent)
    assert (name, payload.chat.title) == (EventName.CHAT_CHANGED, "Blue Sky")
    await desk.say("And at night?", "Black.", chat_id=answer.chat_id)
    await rest(titles)
    assert len(desk.models.requests) == 3


async def test_an_answer_that_begins_calls_it_off_until_that_one_has_ended(desk: Desk, titles: Titles) -> None:
    answer = await desk.say("Why is the sky blue?", "Rayleigh scattering.")
    await asked(desk, 2)
    second = await desk.chats.send(text="And at night?", chat_id=answer.chat_id)
    await asked(desk, 3)
    assert desk.models.closed == 1
    assert desk.sent()[-1] == "And at night?"
    desk.models.finish("Black.")
    await desk.follow(second.answer).ended()
    await asked(desk, 4)
    desk.models.finish("The blue sky")
    await rest(titles)
    assert (await desk.store.summary(answer.chat_id)).title == "The blue sky"


async def test_a_question_that_no_engine_has_answered_goes_to_none_for_a_title(
    desk: Desk, titles: Titles, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("answer .* failed")
    answer = await desk.say("one is asked", "one is answered")
    await asked(desk, 2)
    desk.models.finish("<think>no title")
    await rest(titles)
    await desk.say("two is asked", "two is answered", chat_id=answer.chat_id)
    await asked(desk, 4)
    desk.models.finish("<think>no title")
    await rest(titles)
    private = await desk.chats.send(text="three is private", chat_id=answer.chat_id)
    await asked(desk, 5)
    desk.models.feed(EngineError("It broke."))
    await desk.follow(private.answer).ended()
    retitling = asyncio.create_task(titles.retitle(chat_id=answer.chat_id))
    await asked(desk, 6)
    desk.models.finish("One is asked")
    assert (await retitling).title == "One is asked"
    assert "private" not in "".join(message.text for message in desk.models.requests[-1].messages)


async def test_a_useless_title_leaves_the_prompt_s(desk: Desk, titles: Titles) -> None:
    answer = await desk.say("Why is the sky blue?", "Rayleigh scattering.")
    await asked(desk, 2)
    desk.models.finish("<think>I wonder")
    await rest(titles)
    assert (await desk.store.summary(answer.chat_id)).title == "Why is the sky blue?"


async def test_a_title_of_something_else_leaves_the_prompt_s(desk: Desk, titles: Titles) -> None:
    answer = await desk.say("Why is the sky blue?", "Rayleigh scattering.")
    await asked(desk, 2)
    desk.models.finish("Cancelling a contract")
    await rest(titles)
    assert (await desk.store.summary(answer.chat_id)).title_source is TitleSource.PROMPT


async def test_an_engine_that_fails_at_it_is_no_news(desk: Desk, titles: Titles) -> None:
    answer = await desk.say("question", "answer")
    await asked(desk, 2)
    desk.models.feed(EngineError("It broke."))
    await rest(titles)
    assert (await desk.store.summary(answer.chat_id)).title == "question"


async def test_a_bug_does_not_end_all_titles(
    desk: Desk, titles: Titles, monkeypatch: pytest.MonkeyPatch, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("a title failed", logging.ERROR)
    with monkeypatch.context() as patch:
        patch.setattr("app.services.titles.title_messages", lambda *_: 1 / 0)
        await desk.say("question", "answer")
        await rest(titles)
    answer = await desk.say("another", "answer")
    await asked(desk, 3)
    desk.models.finish("Another answer")
    await rest(titles)
    assert (await desk.store.summary(answer.chat_id)).title == "Another answer"


async def test_a_person_s_title_stays(desk: Desk, titles: Titles) -> None:
    answer = await desk.say("question", "answer")
    await asked(desk, 2)
    await desk.chats.rename(chat_id=answer.chat_id, title="Mine")
    desk.models.finish("A question")
    await rest(titles)
    assert (await desk.store.summary(answer.chat_id)).title == "Mine"


@pytest.mark.parametrize("why", ["echo", "off", "not loaded", "other engine", "temporary", "stopped"])
async def test_when_no_title_is_asked_for(desk: Desk, titles: Titles, why: str) -> None:
    desk.models.backend = BackendName.ECHO if why == "echo" else BackendName.LLAMA_CPP
    desk.set_chat(auto_titles=why != "off")
    started = await desk.chats.send(text="question")
    await asked(desk, 1)
    if why == "temporary":
        await desk.store._write(lambda c: c.execute("UPDATE chats SET temporary = 1").rowcount)
    if why == "stopped":
        desk.models.feed("half")
        await desk.follow(started.answer).until_text("half")
        await desk.chats.stop(message_id=started.answer.id)
    else:
        desk.models.feed("answer")
        await desk.follow(started.answer).until_text("answer")
        desk.models.state = LoadState.READY if why == "not loaded" else LoadState.LOADED
        desk.models.finish()
        await desk.follow(started.answer).ended()
        desk.models.backend = BackendName.OLLAMA if why == "other engine" else desk.models.backend
    await rest(titles)
    assert len(desk.models.requests) == 1
    assert (await desk.store.summary(started.chat.id)).title == "question"


async def test_a_title_on_request(desk: Desk, titles: Titles) -> None:
    desk.set_chat(auto_titles=False)
    first = await desk.say("Why is the sky blue?", "Rayleigh.")
    await desk.say("Why?", "So.", chat_id=first.chat_id)
    await desk.say("And Mars?", "Dust.", chat_id=first.chat_id)
    await desk.chats.rename(chat_id=first.chat_id, title="Mine")
    await rest(titles)
    asking = asyncio.create_task(titles.retitle(chat_id=first.chat_id))
    await asked(desk, 4)
    assert "And Mars?" in desk.sent()[-1]
    desk.models.finish("Blue skies")
    titled = await asking
    assert (titled.title, titled.title_source) == ("Blue skies", TitleSource.MODEL)
    asking = asyncio.create_task(titles.retitle(chat_id=first.chat_id))
    await asked(desk, 5)
    desk.models.finish("…")
    with pytest.raises(EngineError, match="no title"):
        await asking


async def test_there_has_to_be_something_to_sum_up(desk: Desk, titles: Titles) -> None:
    desk.models.backend = BackendName.ECHO
    started = await desk.chats.send(text="question")
    with pytest.raises(InvalidInput, match="nothing to sum up"):
        await titles.retitle(chat_id=started.chat.id)
    desk.models.finish("answer")
    await desk.follow(started.answer).ended()
    with pytest.raises(InvalidInput, match="echo"):
        await titles.retitle(chat_id=started.chat.id)
