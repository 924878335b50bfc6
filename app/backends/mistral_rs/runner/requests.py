"""Requests of OpenAI's dialect as the Python package takes them, and its chunks as the dialect has them. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

_PLAIN = (
    "temperature",
    "top_k",
    "top_p",
    "min_p",
    "max_tokens",
    "presence_penalty",
    "frequency_penalty",
    "repetition_penalty",
    "dry_multiplier",
    "dry_base",
    "dry_allowed_length",
    "dry_sequence_breakers",
    "enable_thinking",
    "logprobs",
    "top_logprobs",
)
"""Fields that have the same name and form there."""


def arguments_of(body: object) -> dict[str, Any]:
    """Keyword arguments of a `ChatCompletionRequest`, without the choice of tools.

    Raises:
        ValueError: It is no request.
    """
    if not isinstance(body, Mapping) or not isinstance(body.get("messages"), list):
        raise ValueError("a request has messages")
    found: dict[str, Any] = {"messages": [_message(message) for message in body["messages"]], "model": "default"}
    found |= {name: body[name] for name in _PLAIN if body.get(name) is not None}
    if bias := body.get("logit_bias"):
        found["logit_bias"] = {int(token): float(value) for token, value in bias.items()}
    form = body.get("response_format")
    if isinstance(form, Mapping) and form.get("type") == "json_schema":
        found["grammar"] = json.dumps(form["json_schema"]["schema"])
        found["grammar_type"] = "json_schema"
    if tools := body.get("tools"):
        found["tool_schemas"] = [json.dumps(tool) for tool in tools]
    return found


def choices_of(body: Mapping[str, Any]) -> int:
    """How many answers are wanted.

    Raises:
        ValueError: Too many, or no number.
    """
    count = body.get("n", 1)
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= 16:
        raise ValueError("n is a number from 1 to 16")
    return count


def chunk_of(chunk: Any, choice: int) -> dict[str, Any]:
    """A chunk of the package as JSON."""
    first = chunk.choices[0]
    delta: dict[str, Any] = {"role": "assistant", "content": first.delta.content}
    if first.delta.reasoning_content:
        delta["reasoning_content"] = first.delta.reasoning_content
    if first.delta.tool_calls:
        delta["tool_calls"] = [_call(place, call) for place, call in enumerate(first.delta.tool_calls)]
    found = {
        "id": chunk.id,
        "object": "chat.completion.chunk",
        "created": chunk.created,
        "model": "default",
        "choices": [
            {
                "index": choice,
                "delta": delta,
                "finish_reason": first.finish_reason,
                "logprobs": _logprobs(first.logprobs),
            }
        ],
    }
    if chunk.usage:
        names = ("prompt_tokens", "completion_tokens", "total_tokens", "avg_compl_tok_per_sec")
        found["usage"] = {name: getattr(chunk.usage, name) for name in names}
    return found


def _message(message: object) -> dict[str, Any]:
    if not isinstance(message, Mapping) or not isinstance(message.get("role"), str):
        raise ValueError("a message has a role")
    found: dict[str, Any] = {"role": message["role"], "content": message.get("content") or ""}
    if calls := message.get("tool_calls"):
        found["tool_calls"] = [{**call, "type": "function"} for call in calls]
    for name in ("tool_call_id", "name"):
        if message.get(name):
            found[name] = message[name]
    return found


def _call(place: int, call: Any) -> dict[str, Any]:
    function = {"name": call.function.name, "arguments": call.function.arguments}
    return {"index": place, "id": call.id, "type": "function", "function": function}


def _logprobs(found: Any) -> dict[str, Any] | None:
    if found is None:
        return None
    others = [{"token": other.token, "bytes": other.bytes, "logprob": other.logprob} for other in found.top_logprobs]
    return {"content": [{"token": found.token, "logprob": found.logprob, "top_logprobs": others}]}
