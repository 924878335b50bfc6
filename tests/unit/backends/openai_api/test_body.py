"""Requests in OpenAI's dialect, and what other servers want instead."""

from __future__ import annotations

import base64
import json
import math
from typing import Any

import pytest

from app.backends.openai_api.body import chat_body, picture_kind
from app.backends.openai_api.quirks import Quirks, ThinkingSwitch
from app.errors import Unsupported
from app.types.generation import AnswerFormat, FormatKind, GenerateRequest, Sampling, TokenBias, ToolSpec
from app.types.messages import AudioPart, ImagePart, Message, Role, TextPart, ToolCall

PNG = b"\x89PNG\r\n\x1a\n...."
HI = (Message.of(Role.USER, "Hi"),)
OPEN = (*HI, Message.of(Role.ASSISTANT, "Hel"))
WEATHER = ToolSpec("weather", "The weather.", '{"type":"object","properties":{"city":{"type":"string"}}}')


def body(request: GenerateRequest, quirks: Quirks | None = None) -> dict[str, Any]:
    written = chat_body("some-model", request, quirks or Quirks())
    json.dumps(written, allow_nan=False)
    return written


def test_a_plain_question() -> None:
    written = body(GenerateRequest(HI, Sampling(max_tokens=7, seed=3)))
    assert written == {
        "model": "some-model",
        "messages": [{"role": "user", "content": "Hi"}],
        "stream": True,
        "stream_options": {"include_usage": True},
        "temperature": 0.7,
        "top_p": 0.9,
        "presence_penalty": 0.0,
        "frequency_penalty": 0.0,
        "seed": 3,
        "max_completion_tokens": 7,
    }


def test_other_names_and_more_samplers() -> None:
    names = {"top_k": "top_k", "repeat_penalty": "repetition_penalty", "dry_multiplier": "dry_multiplier"}
    quirks = Quirks(
        samplers={**names, "dry_breakers": "breakers"}, max_tokens="max_tokens", usage=False, extra={"cache": True}
    )
    written = body(GenerateRequest(HI, Sampling(max_tokens=7, top_k=5)), quirks)
    assert written["top_k"] == 5
    assert written["repetition_penalty"] == 1.1
    assert written["max_tokens"] == 7
    assert written["cache"] is True
    assert not written.keys() & {"stream_options", "temperature", "dry_multiplier", "breakers"}
    dry = body(GenerateRequest(HI, Sampling(dry_multiplier=0.8, top_k=0)), quirks)
    assert dry["dry_multiplier"] == 0.8
    assert dry["breakers"] == ["\n", ":", '"', "*"]
    assert "top_k" not in dry, "0 is off with us, and an error elsewhere"
    assert "max_tokens" not in dry


def test_a_bias_stays_within_the_range_of_the_dialect() -> None:
    bias = (TokenBias(5, -math.inf), TokenBias(6, 900.0), TokenBias(7, -1.5))
    assert body(GenerateRequest(HI, Sampling(logit_bias=bias)))["logit_bias"] == {"5": -100.0, "6": 100, "7": -1.5}


def test_stop_strings_are_sent_only_where_wanted() -> None:
    request = GenerateRequest(HI, Sampling(stop=("a", "b", "c")))
    assert "stop" not in body(request)
    assert body(request, Quirks(stops=2))["stop"] == ["a", "b"]


def test_pictures_and_sounds() -> None:
    parts = (TextPart("What is this?"), ImagePart(PNG))
    text, picture = body(GenerateRequest((Message(Role.USER, parts),)))["messages"][0]["content"]
    assert text == {"type": "text", "text": "What is this?"}
    assert picture["image_url"]["url"] == "data:image/png;base64," + base64.b64encode(PNG).decode()
    with pytest.raises(Unsupported, match="sounds"):
        body(GenerateRequest((Message(Role.USER, (*parts, AudioPart(b"RIFF"))),)))


def test_a_picture_alone_gets_an_empty_text_where_it_needs_one() -> None:
    request = GenerateRequest((Message(Role.USER, (ImagePart(PNG),)),))
    assert len(body(request)["messages"][0]["content"]) == 1
    assert body(request, Quirks(caption=True))["messages"][0]["content"][1] == {"type": "text", "text": ""}
    both = GenerateRequest((Message(Role.USER, (ImagePart(PNG), TextPart("?"))),))
    assert len(body(both, Quirks(caption=True))["messages"][0]["content"]) == 2


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PNG, "png"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"GIF89a", "gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "webp"),
        (b"BM1234", "bmp"),
        (b"II*\x00", "tiff"),
        (b"MM\x00*", "tiff"),
        (b"RIFF\x00\x00\x00\x00WAVE", ""),
        (b"", ""),
    ],
)
def test_kinds_of_pictures(data: bytes, kind: str) -> None:
    assert picture_kind(data) == kind


def test_pictures_that_a_server_cannot_take() -> None:
    request = GenerateRequest((Message(Role.USER, (ImagePart(b"BM1234"),)),))
    with pytest.raises(Unsupported) as refused:
        body(request)
    assert "PNG" in refused.value.hint
    with pytest.raises(Unsupported, match="cannot see"):
        body(request, Quirks(pictures=frozenset()))


def test_tools_their_calls_and_results() -> None:
    call = ToolCall("weather", '{"city": "Rome"}', "abc123def")
    messages = (
        *HI,
        Message(Role.ASSISTANT, (), (call,)),
        Message(Role.TOOL, (TextPart("sunny"),), tool_call_id="abc123def", tool_name="weather"),
    )
    written = body(GenerateRequest(messages, tools=(WEATHER,), tool_choice="weather"))
    called, result = written["messages"][1:]
    assert called["content"] is None
    assert called["tool_calls"][0]["function"] == {"name": "weather", "arguments": '{"city": "Rome"}'}
    assert result == {"role": "tool", "content": "sunny", "tool_call_id": "abc123def"}
    assert written["tools"][0]["function"]["parameters"]["properties"] == {"city": {"type": "string"}}
    assert written["tool_choice"] == {"type": "function", "function": {"name": "weather"}}
    named = body(GenerateRequest(messages, tools=(WEATHER,)), Quirks(tool_names=True))
    assert named["messages"][2]["name"] == "weather"
    assert named["tool_choice"] == "auto"
    assert "tools" not in body(GenerateRequest(messages, tools=(WEATHER,), tool_choice="none"))


def test_forms_of_answers() -> None:
    schema = AnswerFormat(FormatKind.JSON_SCHEMA, '{"type":"object"}')
    wanted = {"name": "answer", "schema": {"type": "object"}}
    assert body(GenerateRequest(HI, format=schema))["response_format"]["json_schema"] == wanted
    any_object = GenerateRequest(HI, format=AnswerFormat(FormatKind.JSON))
    assert body(any_object)["response_format"] == {"type": "json_object"}
    assert body(any_object, Quirks(json_object=False))["response_format"]["json_schema"] == wanted
    grammar = GenerateRequest(HI, format=AnswerFormat(FormatKind.GRAMMAR, 'root ::= "a"'))
    with pytest.raises(Unsupported, match="grammar"):
        body(grammar)


@pytest.mark.parametrize(
    ("switch", "wanted", "expected"),
    [
        (ThinkingSwitch.FIELD, True, {"enable_thinking": True}),
        (ThinkingSwitch.FIELD, None, {}),
        (ThinkingSwitch.TEMPLATE, False, {"chat_template_kwargs": {"enable_thinking": False}}),
        (ThinkingSwitch.EFFORT, True, {"reasoning_effort": "medium"}),
        (ThinkingSwitch.EFFORT, False, {"reasoning_effort": "none"}),
        (ThinkingSwitch.NONE, True, {}),
    ],
)
def test_the_switch_for_thinking(switch: ThinkingSwitch, wanted: bool | None, expected: dict[str, Any]) -> None:
    written = body(GenerateRequest(HI, thinking=wanted), Quirks(thinking=switch))
    assert written.items() >= expected.items()
    assert not (written.keys() - expected.keys()) & {"enable_thinking", "chat_template_kwargs", "reasoning_effort"}


def test_several_answers_and_probabilities() -> None:
    request = GenerateRequest(HI, choices=3, top_logprobs=2)
    written = body(request)
    assert (written["n"], written["logprobs"], written["top_logprobs"]) == (3, True, 2)
    assert "top_logprobs" not in body(GenerateRequest(HI, top_logprobs=0))
    with pytest.raises(Unsupported, match="one answer"):
        body(request, Quirks(choices=False))
    with pytest.raises(Unsupported, match="probabilities"):
        body(request, Quirks(logprobs=False))


def test_an_open_answer_is_not_gone_on_from() -> None:
    for request in (GenerateRequest(OPEN, continue_final=True), GenerateRequest(HI, written="Hello", written_tokens=9)):
        with pytest.raises(Unsupported, match="go on"):
            body(request)


def test_broken_unicode_does_not_stop_a_request() -> None:
    written = body(GenerateRequest((Message.of(Role.USER, "a\ud800b"),)))
    assert written["messages"][0]["content"] == "a\ufffdb"
