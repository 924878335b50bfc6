"""A message says which engine took over from which, while it waits and ever after."""

from __future__ import annotations

from app.types.generation import PromptRead
from app.types.models import BackendName
from app.types.streams import AnswerPhase
from tests.unit.services.desk import Desk

NOTE = "mistral.rs failed: It did not start. llama.cpp took over."


async def test_who_took_over_while_loading_is_stored_with_the_message(desk: Desk) -> None:
    desk.models.took_over = NOTE
    answer = await desk.say("Hi", "Hello")
    assert answer.note == NOTE
    (stored,) = (turn for turn in (await desk.store.chat(answer.chat_id)).messages if turn.id == answer.id)
    assert stored.note == NOTE


async def test_who_took_over_before_the_first_token_is_stored_too(desk: Desk) -> None:
    started = await desk.chats.send(text="Hi")
    follower = desk.follow(started.answer)
    desk.models.feed(PromptRead(1, 1, 0))
    await follower.until_phase(AnswerPhase.READING)
    desk.models.took_over, desk.models.backend = NOTE, BackendName.LLAMA_CPP
    desk.models.finish("Hello")
    answer = await follower.ended()
    assert (answer.note, answer.backend) == (NOTE, BackendName.LLAMA_CPP)


async def test_the_next_message_says_nothing_of_it(desk: Desk) -> None:
    desk.models.took_over = NOTE
    first = await desk.say("Hi", "Hello")
    desk.models.took_over = ""
    assert (await desk.say("And?", "Yes", chat_id=first.chat_id)).note == ""
