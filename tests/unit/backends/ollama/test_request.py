"""What is sent for a request, and what is refused before it is sent."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.backends.ollama.request import SAMPLERS, chat_of
from app.errors import InvalidInput, Unsupported
from app.types.generation import AnswerFormat, FormatKind, GenerateRequest, Sampling, ToolSpec
from app.types.messages import AudioPart, ImagePart, Message, Role, TextPart, ToolCall
from app.types.models import Capability

TEXT = frozenset({Capability.TEXT, Capability.CONTINUE})
ALL = frozenset(Capability)
SEA = GenerateRequest((Message.of(Role.USER, "The sea?"),))
TOOL = ToolSpec("weather", "Tells it.", '{"type":"object"}')


def test_a_plain_question() -> None:
    chat = chat_of(SEA, TEXT)
    assert chat.messages == [{"role": "user", "content": "The sea?"}]
    assert (chat.tools, chat.think, chat.form) == ([], None, None)
    assert chat.options["temperature"] == 0.7
    assert "seed" not in chat.options
    assert chat_of(replace(SEA, sampling=Sampling(seed=5)), TEXT).options["seed"] == 5


def test_samplers_that_are_declared_are_sent() -> None:
    sent = set(chat_of(replace(SEA, sampling=Sampling(seed=1)), TEXT).options)
    assert sent == SAMPLERS - {"max_tokens", "stop"}


def test_pictures_calls_and_results_go_along() -> None:
    messages = (
        Message(Role.USER, (TextPart("What is "), ImagePart(b"png"), TextPart("this?"))),
        Message(Role.ASSISTANT, (), (ToolCall("weather", '{"city": "Rome"}', "id1"),)),
        Message(Role.TOOL, (TextPart("Sun."),), tool_call_id="id1", tool_name="weather"),
    )
    chat = chat_of(replace(SEA, messages=messages, tools=(TOOL,)), ALL)
    assert chat.messages[0] == {"role": "user", "content": "What is this?", "images": [b"png"]}
    assert chat.messages[1]["tool_calls"] == [{"function": {"name": "weather", "arguments": {"city": "Rome"}}}]
    assert chat.messages[2] == {"role": "tool", "content": "Sun.", "tool_name": "weather"}
    assert chat.tools[0]["function"]["parameters"] == {"type": "object"}
    assert chat_of(replace(SEA, tools=(TOOL,), tool_choice="none"), TEXT).tools == []


@pytest.mark.parametrize(("wanted", "sent"), [(None, True), (True, True), (False, False)])
def test_thinking_is_asked_for_where_the_model_can(*, wanted: bool | None, sent: bool) -> None:
    assert chat_of(replace(SEA, thinking=wanted), ALL).think is sent
    assert chat_of(replace(SEA, thinking=wanted), TEXT).think is None


def test_forms() -> None:
    assert chat_of(replace(SEA, format=AnswerFormat(FormatKind.JSON)), TEXT).form == "json"
    schema = AnswerFormat(FormatKind.JSON_SCHEMA, '{"type": "object"}')
    assert chat_of(replace(SEA, format=schema), TEXT).form == {"type": "object"}


def test_an_answer_goes_on_from_what_was_written() -> None:
    written = replace(SEA, written="It is ")
    assert chat_of(written, TEXT).messages[-1] == {"role": "assistant", "content": "It is "}
    open_turn = (*SEA.messages, Message.of(Role.ASSISTANT, "Well. "))
    going_on = replace(written, messages=open_turn, continue_final=True)
    assert chat_of(going_on, TEXT).messages[-1] == {"role": "assistant", "content": "Well. It is "}


def test_lone_surrogates_do_not_reach_the_wire() -> None:
    chat = chat_of(replace(SEA, messages=(Message.of(Role.USER, "a\ud800"),)), TEXT)
    assert chat.messages[0]["content"] == "a\ufffd"


@pytest.mark.parametrize(
    ("changes", "abilities", "words"),
    [
        ({"messages": (Message(Role.USER, (AudioPart(b""),)),)}, ALL, "no sounds"),
        ({"messages": (Message(Role.USER, (ImagePart(b""),)),)}, TEXT, "cannot see"),
        ({"tools": (TOOL,)}, TEXT, "cannot call tools"),
        ({"tools": (TOOL,), "tool_choice": "required"}, ALL, "leaves it to the model"),
        ({"tools": (TOOL,), "tool_choice": "weather"}, ALL, "leaves it to the model"),
        ({"format": AnswerFormat(FormatKind.GRAMMAR, "root ::= 1")}, ALL, "no grammars"),
        ({"top_logprobs": 1}, ALL, "probabilities"),
        ({"written": "x"}, frozenset({Capability.TEXT}), "middle of an answer"),
    ],
)
def test_what_it_cannot_do_is_said_before(
    changes: dict[str, Any], abilities: frozenset[Capability], words: str
) -> None:
    with pytest.raises(Unsupported, match=words) as caught:
        chat_of(replace(SEA, **changes), abilities)
    assert caught.value.hint


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(InvalidInput, match="no answer to go on"):
        chat_of(replace(SEA, continue_final=True), TEXT)
    for arguments in ("", "[1]", "{", "[" * 100_000):
        call = Message(Role.ASSISTANT, (), (ToolCall("weather", arguments),))
        with pytest.raises(InvalidInput, match="no JSON object"):
            chat_of(replace(SEA, messages=(*SEA.messages, call)), ALL)
