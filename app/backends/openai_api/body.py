"""From a request to the body that a server of OpenAI's dialect takes. Pure."""

from __future__ import annotations

import base64
import json
import math
from typing import Any

from app.backends.openai_api.quirks import Quirks, ThinkingSwitch
from app.errors import Unsupported
from app.types.generation import AnswerFormat, FormatKind, GenerateRequest, Sampling, ToolSpec
from app.types.messages import ImagePart, Message, Part, Role, TextPart, ToolCall, clean_text

MOST_BIAS = 100
"""OpenAI's range of `logit_bias`; this much bans or forces a token."""
_PLAIN_CHOICES = frozenset({"auto", "none", "required"})
_SIGNATURES = (
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
)


def chat_body(model: str, request: GenerateRequest, quirks: Quirks) -> dict[str, Any]:
    """The body of a streamed `POST /chat/completions`. The request was checked (`app.backends.sampling`).

    Raises:
        Unsupported: The request wants what this dialect cannot say.
    """
    if request.continue_final or request.written:
        raise Unsupported("This engine cannot go on from an open answer.", hint="Let it answer anew.")
    messages = [_message(message, quirks) for message in request.messages]
    body: dict[str, Any] = {"model": model, "messages": messages, "stream": True, **quirks.extra}
    if quirks.usage:
        body["stream_options"] = {"include_usage": True}
    body |= _sampling(request.sampling, quirks)
    if request.sampling.max_tokens is not None:
        body[quirks.max_tokens] = max(1, request.sampling.max_tokens)
    body |= _form(request.format, quirks)
    if request.tools and request.tool_choice != "none":
        if request.tool_choice != "auto" and not quirks.forced_calls:
            raise Unsupported("This engine cannot be made to call a tool.", hint="Leave the choice to the model.")
        body["tools"] = [_tool(tool) for tool in request.tools]
        body["tool_choice"] = _tool_choice(request.tool_choice)
    body |= _thinking(request.thinking, quirks.thinking)
    if request.choices > 1:
        if not quirks.choices:
            raise Unsupported("This engine writes one answer at a time.", hint="Ask for one answer.")
        body["n"] = request.choices
    if request.top_logprobs is not None:
        if not quirks.logprobs:
            raise Unsupported("This engine does not tell probabilities of tokens.", hint="Leave out “logprobs”.")
        body["logprobs"] = True
        if request.top_logprobs:
            body["top_logprobs"] = request.top_logprobs
    return body


def data_url(kind: str, data: bytes) -> str:
    """Bytes as a URL."""
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"


def picture_kind(data: bytes) -> str:
    """By the first bytes: "png", "jpeg" and so on; "" where they are unknown."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return next((kind for signature, kind in _SIGNATURES if data.startswith(signature)), "")


def _message(message: Message, quirks: Quirks) -> dict[str, Any]:
    turn: dict[str, Any] = {"role": message.role.value}
    if all(isinstance(part, TextPart) for part in message.parts):
        turn["content"] = clean_text(message.text)
    else:
        turn["content"] = [_part(part, quirks) for part in message.parts]
        if quirks.caption and not any(isinstance(part, TextPart) for part in message.parts):
            turn["content"].append({"type": "text", "text": ""})
    if message.tool_calls:
        turn["content"] = turn["content"] or None
        turn["tool_calls"] = [_call(call) for call in message.tool_calls]
    if message.role is Role.TOOL:
        turn["tool_call_id"] = message.tool_call_id
        if quirks.tool_names and message.tool_name:
            turn["name"] = message.tool_name
    return turn


def _part(part: Part, quirks: Quirks) -> dict[str, Any]:
    if isinstance(part, TextPart):
        return {"type": "text", "text": clean_text(part.text)}
    if isinstance(part, ImagePart):
        return _picture(part, quirks)
    raise Unsupported("This model cannot hear sounds here.", hint="Choose another model, or leave them out.")


def _picture(part: ImagePart, quirks: Quirks) -> dict[str, Any]:
    if not quirks.pictures:
        raise Unsupported("This model cannot see pictures here.", hint="Choose another model, or leave them out.")
    kind = picture_kind(part.data)
    if kind not in quirks.pictures:
        known = ", ".join(sorted(name.upper() for name in quirks.pictures))
        raise Unsupported("The engine does not take this kind of picture.", hint=f"Use one of: {known}.")
    return {"type": "image_url", "image_url": {"url": data_url(f"image/{kind}", part.data)}}


def _call(call: ToolCall) -> dict[str, Any]:
    return {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": call.arguments}}


def _tool(tool: ToolSpec) -> dict[str, Any]:
    function = {"name": tool.name, "description": tool.description, "parameters": json.loads(tool.parameters)}
    return {"type": "function", "function": function}


def _tool_choice(choice: str) -> str | dict[str, Any]:
    return choice if choice in _PLAIN_CHOICES else {"type": "function", "function": {"name": choice}}


def _sampling(sampling: Sampling, quirks: Quirks) -> dict[str, Any]:
    """What the server knows of it; samplers that are off and whose "off" it might refuse are left out."""
    found: dict[str, Any] = {}
    for name, theirs in quirks.samplers.items():
        value = getattr(sampling, name)
        if name == "logit_bias":
            value = {str(entry.token): _bias(entry.bias) for entry in value}
        elif name.startswith("dry_") and not sampling.dry_multiplier:
            continue
        elif name == "dry_breakers":
            value = list(value)
        if value is None or value == {} or (name == "top_k" and value == 0):
            continue
        found[theirs] = value
    if sampling.stop and quirks.stops:
        found["stop"] = list(sampling.stop[: quirks.stops])
    return found


def _bias(bias: float) -> float:
    return float(-MOST_BIAS) if bias == -math.inf else min(max(bias, -MOST_BIAS), MOST_BIAS)


def _form(form: AnswerFormat, quirks: Quirks) -> dict[str, Any]:
    if form.kind is FormatKind.TEXT:
        return {}
    if form.kind is FormatKind.GRAMMAR:
        raise Unsupported("This engine does not take a grammar.", hint="Use a JSON schema, or another engine.")
    if form.kind is FormatKind.JSON and quirks.json_object:
        return {"response_format": {"type": "json_object"}}
    schema = {"type": "object"} if form.kind is FormatKind.JSON else json.loads(form.text)
    return {"response_format": {"type": "json_schema", "json_schema": {"name": "answer", "schema": schema}}}


def _thinking(wanted: bool | None, switch: ThinkingSwitch) -> dict[str, Any]:  # noqa: FBT001 (a value, not a flag)
    if wanted is None or switch is ThinkingSwitch.NONE:
        return {}
    if switch is ThinkingSwitch.TEMPLATE:
        return {"chat_template_kwargs": {"enable_thinking": wanted}}
    if switch is ThinkingSwitch.EFFORT:
        return {"reasoning_effort": "medium" if wanted else "none"}
    return {"enable_thinking": wanted}
