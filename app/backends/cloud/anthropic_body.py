"""From a request to the body of Anthropic's `POST /v1/messages`. Pure."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.backends.openai_api.body import picture_kind
from app.backends.openai_api.quirks import PICTURES
from app.errors import Unsupported
from app.types.generation import FormatKind, GenerateRequest, ToolSpec
from app.types.messages import ImagePart, Message, Part, Role, TextPart, ToolCall, clean_text

ANSWER_TOKENS = 8_192
"""The longest answer, where nobody says how long one may be: this dialect wants a number."""
THINKING_TOKENS = 4_096
LEAST_THINKING = 1_024
MAX_STOPS = 16
_CHOICES = {"auto": "auto", "none": "none", "required": "any"}
_EMPTY = "…"
"""Stands for a turn without content, which this dialect refuses."""


@dataclass(frozen=True, slots=True)
class AnthropicForm:
    """What the model takes."""

    answer_tokens: int = ANSWER_TOKENS
    sampling: bool = True
    adaptive: bool = False
    """It decides itself how much it thinks."""


def messages_body(model: str, request: GenerateRequest, form: AnthropicForm) -> dict[str, Any]:
    """The body of a streamed request, which was checked (`app.backends.sampling`).

    Raises:
        Unsupported: The request wants what this dialect cannot say.
    """
    _refuse(request)
    body = {"model": model, "stream": True, **prompt(request.messages, request.tools)}
    wanted = request.sampling.max_tokens
    limit = form.answer_tokens if wanted is None else max(1, min(wanted, form.answer_tokens))
    body["max_tokens"] = limit
    forced = bool(request.tools) and request.tool_choice not in ("auto", "none")
    if request.tools:
        body["tool_choice"] = _tool_choice(request.tool_choice)
    thinks = request.thinking is True and not forced and not _within_calls(request.messages)
    if thinks:
        body |= _thinking(limit, form)
    elif request.thinking is False:
        body["thinking"] = {"type": "disabled"}
    if form.sampling and not thinks:
        body["temperature"] = min(request.sampling.temperature, 1.0)
        if request.sampling.top_k and request.sampling.temperature:
            body["top_k"] = request.sampling.top_k
    stops = [stop for stop in request.sampling.stop if stop.strip()][:MAX_STOPS]
    if stops:
        body["stop_sequences"] = stops
    if request.format.kind is FormatKind.JSON_SCHEMA:
        body["output_config"] = {"format": {"type": "json_schema", "schema": json.loads(request.format.text)}}
    return body


def prompt(messages: Sequence[Message], tools: Sequence[ToolSpec] = ()) -> dict[str, Any]:
    """What the model reads: system, turns and tools; also the body of a count of tokens.

    Raises:
        Unsupported: There is something in it that this dialect does not take.
    """
    found: dict[str, Any] = {"messages": _turns(messages)}
    system = "\n\n".join(text for message in messages if message.role is Role.SYSTEM and (text := message.text.strip()))
    if system:
        found["system"] = clean_text(system)
    if tools:
        found["tools"] = [
            {"name": tool.name, "description": tool.description, "input_schema": json.loads(tool.parameters)}
            for tool in tools
        ]
    return found


def _refuse(request: GenerateRequest) -> None:
    if request.choices > 1:
        raise Unsupported("This provider writes one answer at a time.", hint="Ask for one answer.")
    if request.top_logprobs is not None:
        raise Unsupported("This provider does not tell probabilities of tokens.", hint="Leave out “logprobs”.")
    if request.continue_final or request.written:
        raise Unsupported("This provider cannot go on from an open answer.", hint="Let it answer anew.")
    if request.format.kind in (FormatKind.JSON, FormatKind.GRAMMAR):
        raise Unsupported("This provider takes the form of an answer as a JSON schema.", hint="Give it a schema.")


def _thinking(limit: int, form: AnthropicForm) -> dict[str, Any]:
    if form.adaptive:
        return {"thinking": {"type": "adaptive", "display": "summarized"}}
    if limit <= LEAST_THINKING:  # a budget has to be smaller than the limit; the thoughts come on top of the answer
        return {"thinking": {"type": "enabled", "budget_tokens": LEAST_THINKING}, "max_tokens": limit + LEAST_THINKING}
    return {"thinking": {"type": "enabled", "budget_tokens": min(THINKING_TOKENS, max(LEAST_THINKING, limit // 2))}}


def _within_calls(messages: Sequence[Message]) -> bool:
    """Whether the last turn answers a call: the thoughts before it would have to be sent again; nobody kept them."""
    return bool(messages) and messages[-1].role is Role.TOOL


def _turns(messages: Sequence[Message]) -> list[dict[str, Any]]:
    """Turns of one side that follow each other become one."""
    turns: list[dict[str, Any]] = []
    for message in messages:
        if message.role is Role.SYSTEM:
            continue
        role = "assistant" if message.role is Role.ASSISTANT else "user"
        blocks = _blocks(message)
        if turns and turns[-1]["role"] == role:
            turns[-1]["content"] += blocks
        else:
            turns.append({"role": role, "content": blocks})
    for turn in turns:
        turn["content"] = turn["content"] or [{"type": "text", "text": _EMPTY}]
    return turns


def _blocks(message: Message) -> list[dict[str, Any]]:
    if message.role is Role.TOOL:
        result = {"type": "tool_result", "tool_use_id": message.tool_call_id}
        return [{**result, "content": [_block(part) for part in message.parts if not _is_blank(part)]}]
    blocks = [_block(part) for part in message.parts if not _is_blank(part)]
    return blocks + [_use(call) for call in message.tool_calls]


def _is_blank(part: Part) -> bool:
    return isinstance(part, TextPart) and not part.text.strip()


def _block(part: Part) -> dict[str, Any]:
    if isinstance(part, TextPart):
        return {"type": "text", "text": clean_text(part.text)}
    if isinstance(part, ImagePart):
        kind = picture_kind(part.data)
        if kind not in PICTURES:
            known = ", ".join(sorted(name.upper() for name in PICTURES))
            raise Unsupported("The provider does not take this kind of picture.", hint=f"Use one of: {known}.")
        data = base64.b64encode(part.data).decode("ascii")
        return {"type": "image", "source": {"type": "base64", "media_type": f"image/{kind}", "data": data}}
    raise Unsupported("This model cannot hear sounds here.", hint="Choose another model, or leave them out.")


def _use(call: ToolCall) -> dict[str, Any]:
    return {"type": "tool_use", "id": call.id, "name": call.name, "input": json.loads(call.arguments or "{}")}


def _tool_choice(choice: str) -> dict[str, Any]:
    plain = _CHOICES.get(choice)
    return {"type": plain} if plain else {"type": "tool", "name": choice}
