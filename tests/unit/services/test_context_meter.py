"""How full the window is, before it is full: counted where the model is loaded, and never in anybody's way."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace

import pytest

from app.backends.openai_api.estimate import PER_MESSAGE, PER_PROMPT, estimate_tokens
from app.errors import InvalidInput
from app.services import measure
from app.services.measure import LONG, REMEMBERED, Tally, Tools
from app.services.newest import Newest
from app.services.tools.builtin import builtin_tools
from app.types.attachments import Attachment, AttachmentKind
from app.types.chats import ChatOptions, ContextPolicy, ContextUse, ToolStatus, ToolUse
from app.types.generation import SamplingOverrides
from app.types.messages import ImagePart, Message, Role
from app.types.models import Capability, LoadState
from tests.helpers.scripted_models import MODEL, ScriptedModels
from tests.unit.services.desk import Desk

NOTES = Attachment(AttachmentKind.DOCUMENT, "n.txt", b"one two three")
PICTURE = Attachment(AttachmentKind.IMAGE, "x.png", b"\x89PNG\r\n\x1a\n1")


async def asked_for(desk: Desk) -> int:
    """What the question would have taken, by words."""
    return sum(len(text.split()) for text in desk.sent())


async def test_a_new_chat_is_empty_and_a_draft_is_counted(desk: Desk) -> None:
    assert await desk.meter.measure(text="") == ContextUse(0, 0, 8192, exact=True)
    assert await desk.meter.measure(text="one two three") == ContextUse(3, 3, 8192, exact=True)
    only_system = await desk.meter.measure(text="", options=ChatOptions(system_prompt="Be brief."))
    assert (only_system.tokens, only_system.draft_tokens) == (3, 0), "with the place of the question"
    both = await desk.meter.measure(text="one two", options=ChatOptions(system_prompt="Be brief."))
    assert (both.tokens, both.draft_tokens) == (4, 2)


async def test_it_is_what_the_question_takes(desk: Desk) -> None:
    answer = await desk.say("one two", "1 2 3", options=ChatOptions(system_prompt="Be brief."))
    use = await desk.meter.measure(text="and four more words", chat_id=answer.chat_id, attachments=(NOTES,))
    await desk.say("and four more words", "4", chat_id=answer.chat_id, attachments=(NOTES,))
    assert use.tokens == await asked_for(desk)
    assert use.draft_tokens == 4 + len(["<document", 'name="n.txt">', "one", "two", "three", "</document>"])
    assert use.exact
    desk.models.known = replace(MODEL, capabilities=frozenset({Capability.TEXT, Capability.IMAGE}))
    await desk.meter.measure(text="look", chat_id=answer.chat_id, attachments=(PICTURE,))
    shown = [message for messages in desk.models.asked for message in messages]
    assert any(isinstance(part, ImagePart) for message in shown for part in message.parts)


async def test_typing_costs_only_the_draft(desk: Desk) -> None:
    answer = await desk.say("word " * 500, "answer " * 500)
    await desk.meter.measure(text="a", chat_id=answer.chat_id)
    desk.models.asked.clear()
    for text in ("a b", "a b c", "a b c d"):
        use = await desk.meter.measure(text=text, chat_id=answer.chat_id)
        assert use.tokens == 1_000 + len(text.split())
    assert [sum(len(message.text) for message in each) for each in desk.models.asked] == [3, 5, 7]
    await desk.say("more", "1", chat_id=answer.chat_id)
    use = await desk.meter.measure(text="a", chat_id=answer.chat_id)
    assert use.tokens == 1_003, "the chat is another one now"


async def test_no_model_is_loaded_and_the_estimate_learns(desk: Desk) -> None:
    desk.models.state = LoadState.READY
    use = await desk.meter.measure(text="word " * 100)
    assert not use.exact
    assert 100 <= use.tokens <= 250
    desk.models.state = LoadState.LOADED
    await desk.meter.measure(text="word " * 200)
    desk.models.deaf = True
    later = await desk.meter.measure(text="word " * 102)
    assert not later.exact
    assert 90 <= later.draft_tokens <= 130
    assert desk.models.models == [], "nothing was leased"


async def test_what_a_model_wrote_says_how_long_its_tokens_are(desk: Desk) -> None:
    answer = await desk.say("q", *["5char"] * 60)
    desk.models.deaf = True
    use = await desk.meter.measure(text="x" * 2_000, chat_id=answer.chat_id)
    assert 390 <= use.draft_tokens <= 410


async def test_a_core_that_begins_anew_knows_what_stored_answers_took(desk: Desk) -> None:
    answer = await desk.say("- a, b? (c)", "yes")
    desk.models.deaf = True
    use = await desk.meter.measure(text="", chat_id=answer.chat_id)
    assert not use.exact
    assert 10 <= use.tokens <= 20, "the model read 10 tokens"
    drafted = await desk.meter.measure(text="word " * 100)
    assert 90 <= drafted.draft_tokens <= 130, "a short chat says nothing of long texts"


@pytest.mark.parametrize(
    ("text", "tokens", "found"),
    [
        ("word " * 100, 108, 108),
        ("a.b-c!" * 30, 90, 90),
        ("a.b-c!" * 100, 10, None),
        ("x", 1_000, 2 * (PER_PROMPT + PER_MESSAGE) + 1),
        ("x", 0, None),
    ],
)
def test_a_prompt_says_what_its_like_takes(text: str, tokens: int, found: int | None) -> None:
    tally, prompt = Tally(ScriptedModels()), (Message.of(Role.USER, text),)
    plain = tally.estimate("m", prompt)
    tally.learn_prompt("m", prompt, tokens)
    assert tally.estimate("m", prompt) == (plain if found is None else found)
    assert tally.estimate("other", prompt) == plain
    tally.learn_prompt("m", prompt, 150)
    if found is not None:
        assert tally.estimate("m", prompt) == found, "the first one stays"


@pytest.mark.parametrize("policy", [ContextPolicy.DROP, ContextPolicy.SUMMARISE])
async def test_what_would_be_left_out_is_said_before_it_is(desk: Desk, policy: ContextPolicy) -> None:
    desk.models.context_tokens = 400
    answer = await desk.say("q0 " * 60, "a0 " * 40)
    for number in (1, 2):
        await desk.say(f"q{number} " * 60, f"a{number} " * 40, chat_id=answer.chat_id)
    question = "q3 " * 60
    refused = await desk.meter.measure(text=question, chat_id=answer.chat_id)
    assert (refused.tokens, refused.window, refused.left_out) == (360, 400, 0)
    assert refused.policy is ContextPolicy.REFUSE
    await desk.options.set_options(chat_id=answer.chat_id, options=ChatOptions(context_policy=policy))
    use = await desk.meter.measure(text=question, chat_id=answer.chat_id)
    assert use.policy is policy
    assert use.left_out in (4, 6)
    assert use.tokens == 360 - use.left_out // 2 * 100
    assert use.exact
    if policy is ContextPolicy.SUMMARISE:
        return  # how is the subject of other tests
    last = await desk.say(question, "a3", chat_id=answer.chat_id)
    kept = [message.id for message in (await desk.chats.open(chat_id=answer.chat_id)).messages]
    assert last.kept_from == kept[use.left_out], "as it was foreseen"


@pytest.mark.parametrize("how", ["very long", "not loaded"])
async def test_where_parts_are_not_counted_their_share_of_the_whole_says_it(
    desk: Desk, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.models.context_tokens = 400
    answer = await desk.say("q0 " * 60, "a0 " * 40, context_policy=ContextPolicy.DROP)
    for number in (1, 2):
        await desk.say(f"q{number} " * 60, f"a{number} " * 40, chat_id=answer.chat_id)
    if how == "very long":
        monkeypatch.setattr("app.services.context_meter.COUNTED_UP_TO", 100)
    desk.models.deaf = how == "not loaded"
    use = await desk.meter.measure(text="q3 " * 60, chat_id=answer.chat_id)
    assert use.exact is (how == "very long")
    assert use.left_out in (4, 6)


async def test_the_limit_of_the_answer_counts(desk: Desk) -> None:
    desk.models.context_tokens = 400
    answer = await desk.say("q0 " * 160, "a0 " * 40)
    limited = ChatOptions(sampling=SamplingOverrides(max_tokens=10), context_policy=ContextPolicy.DROP)
    await desk.options.set_options(chat_id=answer.chat_id, options=limited)
    assert (await desk.meter.measure(text="q " * 150, chat_id=answer.chat_id)).left_out == 0
    await desk.options.set_options(chat_id=answer.chat_id, options=ChatOptions(context_policy=ContextPolicy.DROP))
    assert (await desk.meter.measure(text="q " * 150, chat_id=answer.chat_id)).left_out == 2


async def test_without_any_model_there_is_a_guess(desk: Desk) -> None:
    desk.models.known = None
    use = await desk.meter.measure(text="one two three")
    assert (use.window, use.exact) == (0, False)
    assert use.tokens == use.draft_tokens > 3
    assert (await desk.meter.measure(text="")).tokens == 0


async def test_files_that_cannot_be_sent_are_said(desk: Desk) -> None:
    with pytest.raises(InvalidInput, match="not a picture"):
        await desk.meter.measure(text="", attachments=(replace(PICTURE, data=b"x"),))


async def test_only_so_many_counts_are_remembered(desk: Desk) -> None:
    for number in range(2 * REMEMBERED):
        await desk.meter.measure(text=f"draft {number}")
    assert len(desk.tally._known) <= REMEMBERED
    assert await desk.tally.count(desk.models.info(MODEL.id), ()) == await desk.tally.count(
        desk.models.info(MODEL.id), tuple[Message, ...]()
    )


async def test_two_windows_get_the_figures_of_their_own_drafts(desk: Desk) -> None:
    answer = await desk.say("one two", "1 2 3")
    drafts = [("left", "a"), ("right", "a b"), ("left", "a b c"), ("right", "a b c d"), ("left", "a b c d e")]
    asked = [desk.meter.measure(text=text, chat_id=answer.chat_id, asker=asker) for asker, text in drafts]
    found = [use.draft_tokens for use in await asyncio.gather(*asked)]
    assert found == [5, 4, 5, 4, 5], "the newest of each window"


async def test_of_many_drafts_the_newest_is_measured_for_all() -> None:
    newest: Newest[int] = Newest()
    gate, begun = asyncio.Event(), list[int]()

    async def job(number: int) -> int:
        begun.append(number)
        await gate.wait()
        return number

    calls = [asyncio.create_task(newest.run("chat", lambda number=number: job(number))) for number in range(5)]  # type: ignore[misc]  # mypy does not see the default
    other = asyncio.create_task(newest.run("other", lambda: job(9)))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    late = asyncio.create_task(newest.run("chat", lambda: job(5)))
    await asyncio.sleep(0)
    gate.set()
    assert await asyncio.gather(*calls, late) == [4, 4, 4, 4, 4, 5]
    assert await other == 9
    assert begun == [4, 9, 5]


async def test_an_error_reaches_whoever_asked_and_closing_calls_everything_off() -> None:
    newest: Newest[int] = Newest()

    async def fail() -> int:
        raise InvalidInput("no")

    async def hang() -> int:
        await asyncio.Event().wait()
        return 0

    with pytest.raises(InvalidInput):
        await newest.run("chat", fail)
    first = asyncio.create_task(newest.run("chat", hang))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    second = asyncio.create_task(newest.run("chat", hang))
    await asyncio.sleep(0)
    await newest.close()
    for task in (first, second):
        with pytest.raises(asyncio.CancelledError):
            await task
    assert await newest.run("chat", lambda: asyncio.sleep(0, 7)) == 7


async def test_a_long_chat_is_estimated_once_and_beside_the_event_loop(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = await desk.say("word " * LONG, "1")
    desk.models.deaf = True
    threads, estimate = list[bool](), estimate_tokens

    def noted(messages: tuple[Message, ...], tools: Tools = ()) -> int:
        long = sum(len(message.text) for message in messages) > LONG
        threads.extend([threading.current_thread() is threading.main_thread()] if long else [])
        return estimate(messages, tools)

    monkeypatch.setattr(measure, "estimate_tokens", noted)
    uses = [await desk.meter.measure(text=text, chat_id=answer.chat_id) for text in ("a", "a b", "a b c")]
    assert threads == [False]
    assert len({use.tokens - use.draft_tokens for use in uses}) == 1


async def test_what_is_far_too_long_is_not_sent_to_be_counted(desk: Desk) -> None:
    answer = await desk.say("word " * 1_000, "1")
    desk.models.context_tokens = 100
    for policy in (ContextPolicy.REFUSE, ContextPolicy.DROP):
        await desk.options.set_options(chat_id=answer.chat_id, options=ChatOptions(context_policy=policy))
        use = await desk.meter.measure(text="two", chat_id=answer.chat_id)
        assert (use.tokens > 100, use.exact) == (policy is ContextPolicy.REFUSE, policy is ContextPolicy.DROP)
    assert max(sum(len(message.text) for message in asked) for asked in desk.models.asked) < 100


async def test_tools_that_are_offered_are_counted(desk: Desk) -> None:
    with_tools = ChatOptions(tools=("time", "echo"))
    words = sum(len(tool.spec.description.split()) for tool in builtin_tools())
    none = await desk.meter.measure(text="one two", options=with_tools)
    assert none.tokens == 2, "the model cannot use them"
    desk.models.known = replace(MODEL, capabilities=frozenset({Capability.TEXT, Capability.TOOLS}))
    empty = await desk.meter.measure(text="", options=with_tools)
    assert (empty.tokens, empty.draft_tokens) == (words + 1, 0), "with the place of the question"
    use = await desk.meter.measure(text="one two", options=with_tools)
    assert (use.tokens, use.draft_tokens) == (words + 2, 2)
    assert (await desk.meter.measure(text="one two", options=ChatOptions())).tokens == 2
    answer = await desk.say("one two", "1", options=with_tools)
    later = await desk.meter.measure(text="three", chat_id=answer.chat_id)
    assert later.tokens == words + 4
    await desk.options.set_options(chat_id=answer.chat_id, options=ChatOptions())
    assert (await desk.meter.measure(text="three", chat_id=answer.chat_id)).tokens == 4
    desk.models.state = LoadState.READY
    guessed = await desk.meter.measure(text="", options=with_tools)
    assert not guessed.exact
    assert guessed.tokens > words


async def test_what_tools_returned_is_far_too_long_as_well(desk: Desk) -> None:
    desk.models.known = replace(MODEL, capabilities=frozenset({Capability.TEXT, Capability.TOOLS}))
    started = await desk.chats.send(text="one", options=ChatOptions(tools=("time",)))
    use = ToolUse("a1", "time", "{}", 0, ToolStatus.DONE, "noon " * 1_000)
    await desk.tree.put_tool(started.answer.id, use)
    desk.models.finish("1")
    last = await desk.follow(started.answer).ended()
    desk.models.context_tokens = 100
    measured = await desk.meter.measure(text="two", chat_id=last.chat_id)
    assert measured.tokens > 100
    assert not measured.exact
    assert all(len(message.text) < 100 for asked in desk.models.asked for message in asked)
