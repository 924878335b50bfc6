"""Requests in Anthropic's dialect."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from app.backends.cloud.anthropic_body import ANSWER_TOKENS, LEAST_THINKING, AnthropicForm, messages_body, prompt
from app.errors import Unsupported
from app.types.generation import AnswerFormat, FormatKind, GenerateRequest, Sampling, ToolSpec
from app.types.messages import AudioPart, ImagePart, Message, Role, TextPart, ToolCall

PNG = b"\x89PNG\r\n\x1a\n"
TOOL = ToolSpec("clock", "Tells the time.", '{"type":"object"}')
CALL = Message(Role.ASSISTANT, (TextPart("Let me see."),), (ToolCall("clock", '{"city": "Rome"}', "t1"),))
RESULT = Message(Role.TOOL, (TextPart("noon"),), tool_call_id="t1", tool_name="clock")


def user(text: str) -> Message:
    """What the person says."""
    return Message.of(Role.USER, text)


def body(request: GenerateRequest, **form: Any) -> dict[str, Any]:
    """The body of a request to the model m."""
    return messages_body("m", request, AnthropicForm(**form))


def ask(*messages: Message, sampling: Sampling | None = None, **changes: Any) -> GenerateRequest:
    """A request; without messages a plain question."""
    return GenerateRequest(messages or (user("Hi"),), sampling or Sampling(), **changes)


def test_a_plain_question() -> None:
    assert body(ask(sampling=Sampling(temperature=0.5, max_tokens=9, stop=("END", " \n")))) == {
        "model": "m",
        "stream": True,
        "max_tokens": 9,
        "temperature": 0.5,
        "top_k": 40,
        "stop_sequences": ["END"],
        "messages": [{"role": "user", "content": [{"type": "text", "text": "Hi"}]}],
    }


def test_a_server_that_does_not_say_where_it_stopped_is_not_asked_to() -> None:
    assert "stop_sequences" not in body(ask(sampling=Sampling(stop=("END",))), stops=False)


def test_system_turns_stand_beside_the_others_and_one_side_speaks_once() -> None:
    found = prompt((Message.of(Role.SYSTEM, "Be kind."), user("a"), user("b"), Message.of(Role.SYSTEM, "And brief.")))
    assert found["system"] == "Be kind.\n\nAnd brief."
    assert [turn["role"] for turn in found["messages"]] == ["user"]
    assert [block["text"] for block in found["messages"][0]["content"]] == ["a", "b"]


def test_calls_and_their_results() -> None:
    found = prompt((user("Time?"), CALL, RESULT, user("Thanks")), (TOOL,))
    asked, called, answered = found["messages"]
    assert called["content"][1] == {"type": "tool_use", "id": "t1", "name": "clock", "input": {"city": "Rome"}}
    assert answered["role"] == "user"
    result = {"type": "tool_result", "tool_use_id": "t1", "content": [{"type": "text", "text": "noon"}]}
    assert answered["content"] == [result, {"type": "text", "text": "Thanks"}]
    assert found["tools"] == [{"name": "clock", "description": "Tells the time.", "input_schema": {"type": "object"}}]
    assert asked["role"] == "user"


@pytest.mark.parametrize(
    ("choice", "wanted"),
    [
        ("auto", {"type": "auto"}),
        ("none", {"type": "none"}),
        ("required", {"type": "any"}),
        ("clock", {"type": "tool", "name": "clock"}),
    ],
)
def test_the_choice_of_tools(choice: str, wanted: dict[str, str]) -> None:
    assert body(ask(tools=(TOOL,), tool_choice=choice))["tool_choice"] == wanted


def test_a_picture_goes_as_base64_with_its_kind() -> None:
    [turn] = prompt((Message(Role.USER, (ImagePart(PNG), TextPart("?"))),))["messages"]
    assert turn["content"][0]["source"] == {"type": "base64", "media_type": "image/png", "data": "iVBORw0KGgo="}


@pytest.mark.parametrize("part", [ImagePart(b"BM.."), ImagePart(b""), AudioPart(b"RIFF")])
def test_what_it_cannot_take_is_refused(part: ImagePart | AudioPart) -> None:
    with pytest.raises(Unsupported):
        prompt((Message(Role.USER, (part,)),))


def test_an_empty_turn_is_not_sent_empty() -> None:
    assert prompt((user(" \n"),))["messages"][0]["content"] == [{"type": "text", "text": "…"}]
    assert prompt((user("\ud800"),))["messages"][0]["content"][0]["text"] == "\ufffd"


def test_a_limit_is_always_said() -> None:
    assert body(ask())["max_tokens"] == ANSWER_TOKENS
    assert body(ask(), answer_tokens=100)["max_tokens"] == 100
    assert body(ask(sampling=Sampling(max_tokens=10**6)), answer_tokens=100)["max_tokens"] == 100


@pytest.mark.parametrize("limit", [1, LEAST_THINKING, LEAST_THINKING + 1, 4_000, 60_000])
def test_a_budget_for_thoughts_is_smaller_than_the_limit(limit: int) -> None:
    found = body(ask(thinking=True, sampling=Sampling(max_tokens=limit)), answer_tokens=60_000)
    assert LEAST_THINKING <= found["thinking"]["budget_tokens"] < found["max_tokens"]
    assert "temperature" not in found


def test_thinking_by_the_models_own_measure_and_not_at_all() -> None:
    assert body(ask(thinking=True), adaptive=True)["thinking"]["type"] == "adaptive"
    assert body(ask(thinking=False))["thinking"] == {"type": "disabled"}
    assert "thinking" not in body(ask())


def test_no_thinking_where_the_dialect_refuses_it() -> None:
    assert "thinking" not in body(ask(thinking=True, tools=(TOOL,), tool_choice="required"))
    assert "thinking" not in body(ask(user("?"), CALL, RESULT, thinking=True, tools=(TOOL,)))


def test_sampling_within_its_range_or_not_at_all() -> None:
    assert body(ask(sampling=Sampling(temperature=1.7)))["temperature"] == 1.0
    assert "top_k" not in body(ask(sampling=Sampling(temperature=0.0)))
    assert "temperature" not in body(ask(), sampling=False)


def test_a_schema_is_the_only_form() -> None:
    schema = '{"type": "object"}'
    found = body(ask(format=AnswerFormat(FormatKind.JSON_SCHEMA, schema)))
    assert found["output_config"] == {"format": {"type": "json_schema", "schema": json.loads(schema)}}
    for request in (
        ask(format=AnswerFormat(FormatKind.JSON)),
        ask(format=AnswerFormat(FormatKind.GRAMMAR, "root ::= x")),
        ask(choices=2),
        ask(top_logprobs=0),
        ask(continue_final=True),
        replace(ask(), written="so far"),
    ):
        with pytest.raises(Unsupported):
            body(request)
