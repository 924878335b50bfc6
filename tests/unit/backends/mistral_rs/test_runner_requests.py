"""Requests and chunks between the protocol and the Python package."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest

from app.backends.mistral_rs.runner.requests import arguments_of, choices_of, chunk_of

HI = [{"role": "user", "content": "Hi"}]


def test_what_the_package_is_given() -> None:
    schema = {"type": "object"}
    body = {
        "messages": HI,
        "model": "anything",
        "stream": True,
        "temperature": 0.0,
        "max_tokens": 5,
        "repetition_penalty": None,
        "logit_bias": {"7": -100},
        "response_format": {"type": "json_schema", "json_schema": {"name": "a", "schema": schema}},
        "tools": [{"type": "function", "function": {"name": "f"}}],
        "unknown": 1,
    }
    assert arguments_of(body) == {
        "messages": HI,
        "model": "default",
        "temperature": 0.0,
        "max_tokens": 5,
        "logit_bias": {7: -100.0},
        "grammar": json.dumps(schema),
        "grammar_type": "json_schema",
        "tool_schemas": ['{"type": "function", "function": {"name": "f"}}'],
    }
    assert "grammar" not in arguments_of({"messages": HI, "response_format": {"type": "text"}})


def test_calls_and_their_results() -> None:
    calls = [{"id": "a", "function": {"name": "f", "arguments": "{}"}}]
    messages = [
        {"role": "assistant", "content": None, "tool_calls": calls},
        {"role": "tool", "content": "ok", "tool_call_id": "a", "name": "f"},
    ]
    called, result = arguments_of({"messages": messages})["messages"]
    assert called == {"role": "assistant", "content": "", "tool_calls": [{**calls[0], "type": "function"}]}
    assert result == messages[1]


@pytest.mark.parametrize("body", [None, [], {}, {"messages": 5}, {"messages": [5]}, {"messages": [{"content": "x"}]}])
def test_what_is_no_request(body: Any) -> None:
    with pytest.raises(ValueError, match="has"):
        arguments_of(body)


@pytest.mark.parametrize("count", [0, 17, "2", True, None])
def test_how_many_answers(count: Any) -> None:
    with pytest.raises(ValueError, match="1 to 16"):
        choices_of({"n": count})
    assert choices_of({}) == 1
    assert choices_of({"n": 16}) == 16


def chunk(**delta: Any) -> Any:
    parts = {"content": None, "reasoning_content": None, "tool_calls": None, **delta}
    choice = SimpleNamespace(delta=SimpleNamespace(**parts), finish_reason=None, logprobs=None)
    return SimpleNamespace(id="1", created=5, choices=[choice], usage=None)


def test_chunks_as_the_protocol_has_them() -> None:
    plain = chunk_of(chunk(content="Hi"), 2)
    assert plain["choices"][0]["index"] == 2
    assert plain["choices"][0]["delta"] == {"role": "assistant", "content": "Hi"}
    assert "usage" not in plain
    thought = chunk(reasoning_content="hm")
    thought.usage = SimpleNamespace(prompt_tokens=1, completion_tokens=2, total_tokens=3, avg_compl_tok_per_sec=4.0)
    thought.choices[0].finish_reason = "stop"
    other = SimpleNamespace(token=7, bytes="Yo", logprob=-2.0)
    thought.choices[0].logprobs = SimpleNamespace(token="Hi", logprob=-1.0, top_logprobs=[other])
    found = chunk_of(thought, 0)
    assert found["choices"][0]["delta"]["reasoning_content"] == "hm"
    assert found["choices"][0]["finish_reason"] == "stop"
    assert found["choices"][0]["logprobs"]["content"][0]["top_logprobs"][0]["token"] == 7
    assert found["usage"]["avg_compl_tok_per_sec"] == 4.0
    call = SimpleNamespace(id="a", function=SimpleNamespace(name="f", arguments="{}"))
    (called,) = chunk_of(chunk(tool_calls=[call]), 0)["choices"][0]["delta"]["tool_calls"]
    assert called == {"index": 0, "id": "a", "type": "function", "function": {"name": "f", "arguments": "{}"}}
