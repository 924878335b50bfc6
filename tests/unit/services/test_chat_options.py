"""What chats, assistants and models say of answers: stored, told, and in force for the next question."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.bridge.names import EventName
from app.errors import ChatNotFound, InvalidInput, ModelNotFound
from app.types.chats import ChatOptions, ContextPolicy, OptionSource
from app.types.generation import SamplingOverrides
from app.types.library import Assistant, ModelOptions
from app.types.messages import Role
from tests.helpers.scripted_models import MODEL
from tests.unit.services.desk import Desk, open_desk
from tests.unit.services.test_drafts import settle

PIRATE = Assistant("", "Pirate", "🏴‍☠️", "You are a pirate.", preset="precise")
PRECISE = 0.2
"""The temperature of the preset."""


async def test_a_new_chat_keeps_what_it_was_begun_with(desk: Desk) -> None:
    pirate = await desk.assistants.save(assistant=PIRATE)
    wanted = ChatOptions(pirate.id, sampling=SamplingOverrides(top_k=5, max_tokens=9), thinking=False)
    answer = await desk.say("Hello", "Arr", options=wanted)
    request = desk.models.requests[-1]
    assert [(each.role, each.text) for each in request.messages] == [
        (Role.SYSTEM, "You are a pirate."),
        (Role.USER, "Hello"),
    ]
    assert (request.sampling.temperature, request.sampling.top_k, request.sampling.max_tokens) == (PRECISE, 5, 9)
    assert request.thinking is False
    chat = await desk.chats.open(chat_id=answer.chat_id)
    assert chat.options == wanted
    await desk.say("And?", "Arr!", chat_id=answer.chat_id)
    assert desk.sent() == ["You are a pirate.", "Hello", "Arr", "And?"]


async def test_what_is_set_holds_from_the_next_answer_on_also_when_it_is_tried_again(desk: Desk) -> None:
    answer = await desk.say("one", "1")
    assert desk.sent() == ["one"]
    desk.events.clear()
    found = await desk.options.set_options(
        chat_id=answer.chat_id,
        options=ChatOptions(system_prompt="Be brief.", sampling=SamplingOverrides(temperature=0)),
    )
    assert EventName.CHAT_CHANGED in desk.names()
    assert (found.system_prompt, found.sources["system_prompt"]) == ("Be brief.", OptionSource.CHAT)
    assert found.model_id == MODEL.id
    desk.models.finish("2")
    again = await desk.chats.retry(message_id=answer.id)
    await desk.follow(again.answer).ended()
    assert desk.sent() == ["Be brief.", "one"]
    assert desk.models.requests[-1].sampling.temperature == 0


async def test_what_is_said_with_a_question_holds_for_those_that_follow(desk: Desk) -> None:
    answer = await desk.say("one", "1", preset="precise", context_policy=ContextPolicy.DROP)
    await desk.say("two", "2", chat_id=answer.chat_id)
    assert [request.sampling.temperature for request in desk.models.requests] == [PRECISE, PRECISE]
    found = await desk.options.options(chat_id=answer.chat_id)
    assert (found.preset, found.context_policy) == ("precise", ContextPolicy.DROP)
    await desk.say("three", "3", chat_id=answer.chat_id, preset="creative")
    found = await desk.options.options(chat_id=answer.chat_id)
    assert (found.preset, found.context_policy) == ("creative", ContextPolicy.DROP)
    found = await desk.options.set_options(chat_id=answer.chat_id, options=ChatOptions())
    assert (found.preset, found.context_policy) == ("balanced", ContextPolicy.REFUSE)
    last = await desk.say("four", "4", chat_id=answer.chat_id)
    assert last.context_policy is None
    with pytest.raises(InvalidInput, match="no preset"):
        await desk.chats.send(text="five", chat_id=answer.chat_id, preset="nope")


async def test_a_policy_that_is_chosen_when_trying_again_stays(desk: Desk) -> None:
    answer = await desk.say("one", "1")
    desk.models.finish("2")
    again = await desk.chats.retry(message_id=answer.id, context_policy=ContextPolicy.SUMMARISE)
    await desk.follow(again.answer).ended()
    assert (await desk.options.options(chat_id=answer.chat_id)).context_policy is ContextPolicy.SUMMARISE


async def test_what_holds_for_a_model_holds_in_every_chat_with_it(desk: Desk) -> None:
    wanted = ModelOptions("Answer in rhymes.", "creative", SamplingOverrides(min_p=0.3))
    assert await desk.options.set_model_options(model_id=MODEL.id, options=wanted) == wanted
    assert desk.names() == [EventName.LIBRARY_CHANGED]
    assert await desk.options.model_options(model_id=MODEL.id) == wanted
    await desk.say("one", "1")
    assert desk.sent() == ["Answer in rhymes.", "one"]
    assert desk.models.requests[-1].sampling.min_p == 0.3
    found = await desk.options.options(options=ChatOptions(system_prompt=""))
    assert (found.system_prompt, found.sources["system_prompt"]) == ("", OptionSource.CHAT)
    assert found.sources["preset"] is OptionSource.MODEL
    assert await desk.options.set_model_options(model_id=MODEL.id, options=ModelOptions()) == ModelOptions()
    with pytest.raises(ModelNotFound):
        await desk.options.model_options(model_id="none")


async def test_an_assistant_or_model_that_is_gone_is_no_error(desk: Desk) -> None:
    pirate = await desk.assistants.save(assistant=replace(PIRATE, model_id="gone", preset="gone"))
    answer = await desk.say("Hello", "Arr", options=ChatOptions(pirate.id))
    found = await desk.options.options(chat_id=answer.chat_id)
    assert (found.model_id, found.preset, found.system_prompt) == (MODEL.id, "balanced", "You are a pirate.")
    deleted = await desk.assistants.delete(assistant_id=pirate.id)
    await desk.say("And?", "Yes", chat_id=answer.chat_id)
    assert desk.sent() == ["Hello", "Arr", "And?"]
    await desk.assistants.save(assistant=deleted)
    assert (await desk.options.options(chat_id=answer.chat_id)).system_prompt == "You are a pirate."
    desk.models.known = None
    shown = await desk.options.options(chat_id=answer.chat_id)
    assert shown.system_prompt == "You are a pirate.", "what is in force can be shown without any model"


async def test_an_assistant_brings_its_model(desk: Desk) -> None:
    answer = await desk.say("Hello", "Hi")
    pirate = await desk.assistants.save(assistant=replace(PIRATE, model_id=MODEL.id))
    await desk.options.set_options(chat_id=answer.chat_id, options=ChatOptions(pirate.id))
    assert (await desk.store.summary(answer.chat_id)).model_id == MODEL.id
    found = await desk.options.options(options=ChatOptions(pirate.id))
    assert (found.model_id, found.sources["model_id"]) == (MODEL.id, OptionSource.ASSISTANT)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (ChatOptions(sampling=SamplingOverrides(temperature=9)), "temperature is 9"),
        (ChatOptions(sampling=SamplingOverrides(top_k=-1)), "top_k is -1"),
        (ChatOptions(sampling=SamplingOverrides(seed=-2)), "seed is -2"),
        (ChatOptions(sampling=SamplingOverrides(stop=("",))), "stop is"),
        (ChatOptions(system_prompt="x" * 2_100_000), r"2,100,000 bytes; 2,097,152 are allowed"),
    ],
)
async def test_values_out_of_their_limits_are_refused_and_nothing_is_stored(
    options: ChatOptions, words: str, desk: Desk
) -> None:
    answer = await desk.say("one", "1")
    for call in (
        desk.options.set_options(chat_id=answer.chat_id, options=options),
        desk.options.options(options=options),
        desk.options.set_model_options(
            model_id=MODEL.id, options=ModelOptions(options.system_prompt, sampling=options.sampling)
        ),
        desk.chats.send(text="x", options=options),
    ):
        with pytest.raises(InvalidInput, match=words) as caught:
            await call
        assert caught.value.hint
    assert (await desk.chats.open(chat_id=answer.chat_id)).options == ChatOptions()
    assert len(await desk.store.chats()) == 1


async def test_what_is_typed_is_read_ahead_with_what_is_in_force(desk: Desk) -> None:
    wanted = ChatOptions(system_prompt="Be brief.", thinking=False)
    await desk.drafts.draft(text="one", options=wanted)
    await settle(desk)
    answer = await desk.say("one", "1", options=wanted)
    assert desk.models.ahead[-1].messages == desk.models.requests[-1].messages
    assert desk.models.ahead[-1].thinking is False
    await desk.drafts.draft(text="two", chat_id=answer.chat_id)
    await settle(desk)
    assert [each.text for each in desk.models.ahead[-1].messages] == ["Be brief.", "one", "1", "two"]


async def test_an_unknown_chat_or_folder_is_said(desk: Desk) -> None:
    for call in (
        desk.options.options(chat_id="none"),
        desk.options.set_options(chat_id="none", options=ChatOptions()),
        desk.chats.send(text="x", folder_id="none"),
    ):
        with pytest.raises(ChatNotFound):
            await call
    assert await desk.store.chats() == ()


async def test_everything_is_there_after_a_restart_and_what_nobody_knows_is_left_out(tmp_path: Path) -> None:
    wanted = ChatOptions(
        "a", "", "precise", SamplingOverrides(0.5, stop=("x",)), ContextPolicy.DROP, thinking=True, tools=("clock",)
    )
    async with open_desk(tmp_path) as desk:
        answer = await desk.say("one", "1", options=wanted)
    async with open_desk(tmp_path) as desk:
        assert (await desk.chats.open(chat_id=answer.chat_id)).options == wanted
        odd = '{"preset": "fast", "thinking": "yes", "new": 1, "sampling": {"top_k": 3, "top_p": "x"}, "tools": 5}'

        async def write(text: str) -> ChatOptions:
            await desk.store.library._write(lambda c: c.execute("UPDATE chats SET options = ?", (text,)))
            return (await desk.chats.open(chat_id=answer.chat_id)).options

        assert await write(odd) == ChatOptions(preset="fast", sampling=SamplingOverrides(top_k=3))
        for text in ("{", "[]", "null", '{"sampling": 3}'):
            assert await write(text) == ChatOptions()
