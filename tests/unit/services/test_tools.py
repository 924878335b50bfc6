"""Tools in answers: asked about, run, refused, cut off; what the model reads of it, and what is stored."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from app.bridge.channels import ChannelHub
from app.errors import ChatNotFound, InvalidInput
from app.services.run import AnswerPlan, Run
from app.services.tools.builtin import EchoTool
from app.services.tools.history import answer_messages, open_text_of, spoken_out
from app.services.tools.registry import MAX_RESULT, Toolbox, ToolFailed
from app.services.tools.rounds import CANNOT, MAX_CALLS, MAX_ROUNDS, NOBODY, REFUSED, TOO_MANY
from app.types.chats import ChatMessage, ChatOptions, MessageStatus, ToolDecision, ToolStatus, ToolUse
from app.types.generation import Finished, Sampling, StopReason, ThinkingDelta, ToolCallDelta, ToolSpec, Usage
from app.types.messages import Role, ToolCall
from app.types.models import Capability
from app.types.streams import AnswerPhase, AnswerTool
from tests.helpers.logfail import ExpectedLogs
from tests.helpers.scripted_models import MODEL
from tests.unit.services.desk import Desk, Follower

WITH_TOOLS = ChatOptions(tools=("echo", "time"))
HI = '{"text":"hi"}'


def call(name: str = "echo", arguments: str = HI, identity: str = "a1") -> ToolCallDelta:
    return ToolCallDelta(ToolCall(name, arguments, identity))


def asks(desk: Desk, *deltas: Any) -> None:
    """The model says this, and wants its tools."""
    desk.models.feed(*deltas, Finished(StopReason.TOOL_CALLS, Usage(10, 0, 2, 0.1, 50.0)))


async def until_tool(follower: Follower, status: ToolStatus, identity: str = "a1") -> ToolUse:
    """Wait until a call is as far as this."""
    while True:
        uses = [item.data.use for item in follower.items if isinstance(item.data, AnswerTool)]
        for use in uses:
            if (use.id, use.status) == (identity, status):
                return use
        await follower.news()


async def begin(desk: Desk, **options: Any) -> tuple[ChatMessage, Follower]:
    started = await desk.chats.send(text="q", **{"options": WITH_TOOLS, **options})
    return started.answer, desk.follow(started.answer)


async def test_a_call_is_asked_about_then_runs_and_the_model_reads_its_result(desk: Desk) -> None:
    answer, follower = await begin(desk)
    asks(desk, "Let me see. ", call())
    asked = await until_tool(follower, ToolStatus.ASKED)
    assert (asked.name, asked.arguments, asked.at) == ("echo", HI, len("Let me see. "))
    await follower.until_phase(AnswerPhase.APPROVAL)
    stored = await desk.tree.get(answer.id)
    assert stored.tools == (asked,), "stored before it was sent"
    opened = await desk.chats.open(chat_id=answer.chat_id)
    assert opened.messages[-1].tools == (asked,)
    await desk.tools.decide(message_id=answer.id, tool_id="a1", decision=ToolDecision.ONCE)
    await follower.until_phase(AnswerPhase.TOOL)
    desk.models.finish("It says hi.")
    message = await follower.ended()
    assert message.text == "Let me see. \n\nIt says hi."
    assert [(use.status, use.result) for use in message.tools] == [(ToolStatus.DONE, "hi")]
    assert message.usage is not None
    assert message.usage.completion_tokens == 3
    read = desk.models.requests[-1]
    assert [tool.name for tool in read.tools] == ["echo", "time"]
    assert [(turn.role, turn.text) for turn in read.messages] == [
        (Role.USER, "q"),
        (Role.ASSISTANT, "Let me see. "),
        (Role.TOOL, "hi"),
    ]
    assert read.messages[1].tool_calls == (ToolCall("echo", HI, "a1"),)
    assert not read.continue_final
    assert await desk.tree.granted() == frozenset()


async def test_a_later_question_is_read_with_the_earlier_calls(desk: Desk) -> None:
    answer, follower = await begin(desk)
    desk.models.feed(call())
    await until_tool(follower, ToolStatus.ASKED)
    await desk.tools.decide(message_id=answer.id, tool_id="a1", decision=ToolDecision.ONCE)
    asks(desk)  # whoever is quick decides before the model has ended its turn
    desk.models.finish("hi!")
    await follower.ended()
    await desk.say("more", "yes", chat_id=answer.chat_id)
    assert [turn.role for turn in desk.models.requests[-1].messages] == [
        Role.USER,
        Role.ASSISTANT,
        Role.TOOL,
        Role.ASSISTANT,
        Role.USER,
    ]
    desk.models.abilities = frozenset({Capability.TEXT})
    message = await desk.say("even more", "yes", chat_id=answer.chat_id)
    assert message.note == CANNOT
    assert desk.models.requests[-1].tools == ()
    told = f"\n[The tool echo was called with {HI}: hi]\nhi!"
    assert desk.sent() == ["q", told, "more", "yes", "even more"]


async def test_always_holds_for_every_chat_until_it_is_taken_back(desk: Desk) -> None:
    first, follower = await begin(desk)
    asks(desk, call(), call(identity="a2"))
    await until_tool(follower, ToolStatus.ASKED, "a2")
    await follower.until_phase(AnswerPhase.APPROVAL)
    await desk.tools.decide(message_id=first.id, tool_id="a2", decision=ToolDecision.ALWAYS)
    desk.models.finish("done")
    assert [use.status for use in (await follower.ended()).tools] == [ToolStatus.DONE, ToolStatus.DONE]
    assert {tool.name: tool.always for tool in await desk.tools.list()} == {"echo": True, "time": False}
    _, follower = await begin(desk)
    asks(desk, call())
    await until_tool(follower, ToolStatus.DONE)
    desk.models.finish("done")
    statuses = [item.data.use.status for item in follower.items if isinstance(item.data, AnswerTool)]
    await follower.ended()
    assert statuses == [ToolStatus.RUNNING, ToolStatus.DONE]
    await desk.tools.allow(name="echo", always=False)
    assert not any(tool.always for tool in await desk.tools.list())
    with pytest.raises(InvalidInput):
        await desk.tools.allow(name="nothing", always=True)


async def test_the_first_word_of_two_people_counts_and_a_refusal_is_read(desk: Desk) -> None:
    answer, follower = await begin(desk)
    asks(desk, call())
    await until_tool(follower, ToolStatus.ASKED)
    for decision in (ToolDecision.REFUSE, ToolDecision.ALWAYS, ToolDecision.ONCE):
        await desk.tools.decide(message_id=answer.id, tool_id="a1", decision=decision)
    desk.models.finish("then not")
    message = await follower.ended()
    assert [(use.status, use.result) for use in message.tools] == [(ToolStatus.REFUSED, REFUSED)]
    assert not any(tool.always for tool in await desk.tools.list())
    assert desk.sent()[-1] == f"Error: {REFUSED}"
    await desk.tools.decide(message_id=answer.id, tool_id="a1", decision=ToolDecision.ONCE)
    with pytest.raises(InvalidInput):
        await desk.tools.decide(message_id=answer.id, tool_id="other", decision=ToolDecision.ONCE)
    with pytest.raises(ChatNotFound):
        await desk.tools.decide(message_id="other", tool_id="a1", decision=ToolDecision.ONCE)


async def test_where_nobody_is_left_to_be_asked_the_answer_is_no(desk: Desk) -> None:
    _, follower = await begin(desk)
    asks(desk, call())
    await until_tool(follower, ToolStatus.ASKED)
    desk.listening = False
    refused = await until_tool(follower, ToolStatus.REFUSED)
    assert refused.result == NOBODY
    desk.models.finish("fine")
    assert (await follower.ended()).status is MessageStatus.COMPLETE


@pytest.mark.parametrize("ending", [MessageStatus.STOPPED, MessageStatus.INTERRUPTED])
async def test_an_answer_that_ends_while_it_asks_did_not_run_it(desk: Desk, ending: MessageStatus) -> None:
    answer, follower = await begin(desk)
    asks(desk, "See. ", call())
    await until_tool(follower, ToolStatus.ASKED)
    await desk.answers.stop([answer.id], ending)
    message = await follower.ended()
    assert (message.status, message.text) == (ending, "See. ")
    assert message.tools[0].status is ToolStatus.INTERRUPTED
    assert "it did not run" in message.tools[0].result
    await desk.tools.decide(message_id=answer.id, tool_id="a1", decision=ToolDecision.ONCE)
    resumed = await desk.chats.resume(message_id=answer.id)
    desk.models.finish("Without it, then.")
    again = await desk.follow(resumed.answer).ended()
    assert again.text == "See. \n\nWithout it, then."
    assert desk.models.requests[-1].messages[-1].role is Role.TOOL


@pytest.mark.parametrize(
    ("name", "arguments", "problem"),
    [
        ("nothing", HI, "there is no tool"),
        ("echo", "{broken", "not valid JSON"),
        ("echo", "[1]", "not a JSON object"),
        ("echo", "[" * 100_000, "not valid JSON"),
    ],
)
async def test_a_wrong_call_is_not_asked_about_and_told_to_the_model(
    desk: Desk, name: str, arguments: str, problem: str
) -> None:
    _, follower = await begin(desk)
    asks(desk, call(name, arguments))
    failed = await until_tool(follower, ToolStatus.FAILED)
    assert problem in failed.result
    desk.models.finish("sorry")
    assert (await follower.ended()).text == "sorry"
    assert problem in desk.sent()[-1]


async def test_calls_without_or_with_equal_ids_get_ids_of_their_own(desk: Desk) -> None:
    _, follower = await begin(desk)
    asks(desk, call("no", identity=""), call("no", identity="a1"), call("no", identity="a1"), "And?")
    desk.models.finish("end")
    message = await follower.ended()
    assert len({use.id for use in message.tools}) == 3
    assert {use.at for use in message.tools} == {len("And?")}, "what was said behind a call stands before its result"


async def test_an_id_that_no_database_takes_is_mended(desk: Desk) -> None:
    await desk.tools.allow(name="echo", always=True)
    _, follower = await begin(desk)
    asks(desk, call(identity="\ud800"))
    desk.models.finish("end")
    message = await follower.ended()
    assert [(use.id, use.status) for use in message.tools] == [("\ufffd", ToolStatus.DONE)]


async def test_rounds_and_calls_are_limited(desk: Desk) -> None:
    await desk.tools.allow(name="echo", always=True)
    _, follower = await begin(desk)
    for number in range(MAX_ROUNDS + 1):
        asks(desk, call(identity=f"r{number}"))
    message = await follower.ended()
    assert (message.status, message.stop_reason) == (MessageStatus.COMPLETE, StopReason.TOOL_CALLS)
    assert [use.status for use in message.tools] == [ToolStatus.DONE] * MAX_ROUNDS + [ToolStatus.FAILED]
    assert desk.models.requests[-1].tool_choice == "none"
    assert message.tools[-1].result == TOO_MANY
    _, follower = await begin(desk)
    asks(desk, *(call(identity=f"c{number}") for number in range(MAX_CALLS + 1)))
    desk.models.finish("end")
    statuses = [use.status for use in (await follower.ended()).tools]
    assert statuses == [ToolStatus.DONE] * MAX_CALLS + [ToolStatus.FAILED]


def test_waiting_for_a_person_is_no_thinking() -> None:
    now = [0.0]
    answer = ChatMessage("a", "c", "p", Role.ASSISTANT, "", MessageStatus.STREAMING, 0.0)
    run = Run(AnswerPlan(answer, MODEL, Sampling()), ChannelHub().open(), lambda: now[0])
    run.think("hm")
    now[0] = 2.0
    run.use(ToolUse("1", "echo", "{}", 0, ToolStatus.ASKED))
    now[0] = 200.0
    run.next_round()
    assert run.think("so") == 2.0
    now[0] = 203.0
    run.write("text")
    assert run.snapshot().thinking_s == 5.0


async def test_thoughts_around_a_call_are_parted(desk: Desk) -> None:
    answer, follower = await begin(desk)
    asks(desk, ThinkingDelta("A tool?"), call())
    await until_tool(follower, ToolStatus.ASKED)
    await desk.tools.decide(message_id=answer.id, tool_id="a1", decision=ToolDecision.ONCE)
    desk.models.feed(ThinkingDelta("Good."))
    desk.models.finish("hi")
    message = await follower.ended()
    assert (message.text, message.thinking) == ("hi", "A tool?\n\nGood.")
    later = await desk.say("and?", "fine", chat_id=answer.chat_id)
    assert later.text == "fine"


async def test_the_model_is_free_for_others_while_a_person_decides(desk: Desk) -> None:
    answer, follower = await begin(desk)
    asks(desk, call())
    await follower.until_phase(AnswerPhase.APPROVAL)
    assert (await desk.say("other chat", "at once")).text == "at once"
    await desk.tools.decide(message_id=answer.id, tool_id="a1", decision=ToolDecision.ONCE)
    desk.models.finish("end")
    assert (await follower.ended()).text == "end"


class Stubborn:
    """Waits, raises, or talks for ever."""

    spec = ToolSpec("stubborn")

    async def run(self, arguments: dict[str, Any]) -> str:
        how = arguments.get("how")
        if how == "wait":
            await asyncio.Event().wait()
        if how == "refuse":
            raise InvalidInput("No such city.", hint="Try Rome.")
        if how == "bug":
            raise KeyError("private words")
        return "x" * (MAX_RESULT + 1)


async def test_a_tool_is_cut_off_by_time_and_by_size_and_its_errors_are_told(expected_logs: ExpectedLogs) -> None:
    import logging

    expected_logs.expect("the tool stubborn failed: KeyError", logging.ERROR)
    box = Toolbox([Stubborn(), EchoTool()], time_limit_s=0.01)
    for how, said in (("wait", "did not end"), ("refuse", "No such city. Try Rome."), ("bug", "has a bug")):
        with pytest.raises(ToolFailed, match=said):
            await box.run("stubborn", f'{{"how":"{how}"}}')
    result = await box.run("stubborn", "")
    assert MAX_RESULT < len(result) < MAX_RESULT + 100
    with pytest.raises(ToolFailed, match="there is no tool"):
        await box.run("other", "{}")
    assert await box.run("echo", '{"text":"a","b":1}') == '{"text": "a", "b": 1}'
    assert [spec.name for spec in box.specs(("gone", "echo", "echo"))] == ["echo"]


def test_an_answer_as_turns_also_after_its_text_became_shorter() -> None:
    uses = (
        ToolUse("1", "a", "{}", 4, ToolStatus.DONE, "one"),
        ToolUse("2", "b", "{}", 99, ToolStatus.FAILED, "broken"),
    )
    turns = answer_messages("Yes, no", uses)
    assert [(turn.role, turn.text) for turn in turns] == [
        (Role.ASSISTANT, "Yes,"),
        (Role.TOOL, "one"),
        (Role.ASSISTANT, " no"),
        (Role.TOOL, "Error: broken"),
    ]
    assert open_text_of("Yes, no", uses) == ""
    assert open_text_of("Yes, no", uses[:1]) == " no"
    assert answer_messages("Yes, no", uses[:1])[-1].text == " no"
    assert len(answer_messages("Yes, no", uses[:1], last=False)) == 2
    assert spoken_out("Yes, no", uses[:1]) == "Yes,\n[The tool a was called with {}: one]\n no"
    assert spoken_out("plain", ()) == "plain"
    assert [turn.text for turn in answer_messages("\nYes\n\nno", (replace(uses[0], at=4),))] == ["\nYes", "one", "no"]
