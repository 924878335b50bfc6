"""From a request to what Ollama's chat wants. Pure: values in, values out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from app.backends.structured.tools import NONE, forces_a_call
from app.errors import InvalidInput, Unsupported
from app.types.generation import FormatKind, GenerateRequest, Sampling, ToolSpec
from app.types.messages import AudioPart, ImagePart, Message, Role, clean_text
from app.types.models import Capability

_OPTIONS = {
    "temperature": "temperature",
    "top_k": "top_k",
    "top_p": "top_p",
    "min_p": "min_p",
    "typical_p": "typical_p",
    "repeat_penalty": "repeat_penalty",
    "presence_penalty": "presence_penalty",
    "frequency_penalty": "frequency_penalty",
    "repeat_last_n": "repeat_last_n",
    "seed": "seed",
}
"""Our name and Ollama's; it ignores options that it does not know."""
SAMPLERS = frozenset({*_OPTIONS, "max_tokens", "stop"})
assert frozenset(field.name for field in fields(Sampling)) >= SAMPLERS  # noqa: S101 - at import, so that a rename shows


@dataclass(frozen=True, slots=True)
class Chat:
    """What is sent, without the model's name and the options that depend on the window."""

    messages: list[dict[str, Any]]
    tools: list[dict[str, Any]]
    think: bool | None
    form: str | dict[str, Any] | None
    options: dict[str, Any]


def chat_of(request: GenerateRequest, abilities: frozenset[Capability]) -> Chat:
    """The parts of a chat request; `request` is one that `check_request` has accepted.

    Raises:
        Unsupported: Something that Ollama, or this model with it, cannot do.
        InvalidInput: The arguments of a call are no JSON object.
    """
    _check(request, abilities)
    messages = [_message(message) for message in request.messages]
    if request.written:
        if request.continue_final:
            messages[-1]["content"] += clean_text(request.written)
        else:
            messages.append({"role": str(Role.ASSISTANT), "content": clean_text(request.written)})
    offered = () if request.tool_choice == NONE else request.tools
    tools = shown_tools(offered)
    think = None
    if Capability.THINKING in abilities:
        think = request.thinking is not False
    options = {theirs: getattr(request.sampling, ours) for ours, theirs in _OPTIONS.items()}
    return Chat(
        messages, tools, think, _form(request), {name: value for name, value in options.items() if value is not None}
    )


def shown_tools(tools: Sequence[ToolSpec]) -> list[dict[str, Any]]:
    """Tools in Ollama's form."""
    return [
        {
            "type": "function",
            "function": {
                "name": tool.name,
                "description": clean_text(tool.description),
                "parameters": json.loads(tool.parameters),
            },
        }
        for tool in tools
    ]


def opens_a_turn(request: GenerateRequest) -> bool:
    """Whether the answer goes on from an assistant's turn."""
    return request.continue_final or bool(request.written)


def _check(request: GenerateRequest, abilities: frozenset[Capability]) -> None:
    parts = [part for message in request.messages for part in message.parts]
    if any(isinstance(part, AudioPart) for part in parts):
        raise _cannot("hear", "Ollama takes no sounds.")
    if Capability.IMAGE not in abilities and any(isinstance(part, ImagePart) for part in parts):
        raise _cannot("see", "This model cannot see pictures with Ollama.")
    if request.tools and request.tool_choice != NONE and Capability.TOOLS not in abilities:
        raise _cannot("tools", "This model cannot call tools with Ollama.")
    if forces_a_call(request.tool_choice):
        raise _cannot("tool_choice", "Ollama leaves it to the model whether it calls a tool.")
    if request.format.kind is FormatKind.GRAMMAR:
        raise _cannot("grammar", "Ollama takes JSON schemas, but no grammars.")
    if request.top_logprobs is not None:
        raise _cannot("top_logprobs", "Ollama tells no probabilities of tokens.")
    if opens_a_turn(request) and Capability.CONTINUE not in abilities:
        raise _cannot("continue", "This model cannot go on from the middle of an answer with Ollama.")
    if request.continue_final and request.messages[-1].role is not Role.ASSISTANT:
        raise InvalidInput("There is no answer to go on from.", hint="The last message has to be an answer.")


def _cannot(what: str, sentence: str) -> Unsupported:
    return Unsupported(sentence, hint="Choose another model or engine.", params={"what": what})


def _message(message: Message) -> dict[str, Any]:
    made: dict[str, Any] = {"role": str(message.role), "content": clean_text(message.text)}
    images = [part.data for part in message.parts if isinstance(part, ImagePart)]
    if images:
        made["images"] = images
    if message.tool_calls:
        made["tool_calls"] = [
            {"function": {"name": call.name, "arguments": _arguments(call.arguments)}} for call in message.tool_calls
        ]
    if message.tool_name:
        made["tool_name"] = message.tool_name
    return made


def _arguments(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise InvalidInput("The arguments of a tool call are no JSON object.", hint="Take that call out of the chat.")
    return value


def _form(request: GenerateRequest) -> str | dict[str, Any] | None:
    if request.format.kind is FormatKind.JSON:
        return "json"
    if request.format.kind is FormatKind.JSON_SCHEMA:
        schema: dict[str, Any] = json.loads(request.format.text)
        return schema
    return None
