"""From messages to what a chat template is given, as this template wants it. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app.errors import InvalidInput
from app.types.generation import ToolSpec
from app.types.messages import Message, Role, TextPart, ToolCall, clean_text

MEDIA_MARKER = "<__media__>"
"""Where a picture or a sound belongs, as libmtmd knows it."""
_DEFUSED = "<__media\u200b__>"
_ID_LENGTH = 9

_TOOLS = """# Tools

You may call one or more functions to assist with the user query.

You are provided with function signatures within <tools></tools> XML tags:
<tools>
{tools}
</tools>

For each function call, return a json object with function name and arguments within <tool_call></tool_call> XML tags:
<tool_call>
{{"name": <function-name>, "arguments": <args-json-object>}}
</tool_call>"""


@dataclass(frozen=True, slots=True)
class Traits:
    """What a template can take; found out by trying (`app.backends.prompting.template`)."""

    system: bool = True
    """A system message is shown; otherwise it goes to the first of the user's."""
    alternates: bool = False
    """It refuses two turns of the same role in a row."""
    lists: bool = False
    """Contents are lists of parts, not text."""
    tools: bool = False
    """It shows tools, calls and results by itself; otherwise they are written as Hermes does."""
    arguments_as_text: bool = False
    """It wants the arguments of a call as the text of a JSON object."""
    short_ids: bool = False
    """It takes ids of calls with nine letters and digits only."""
    single_calls: bool = False
    """It refuses several calls in one turn."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A message whose pictures and sounds have become marks."""

    role: Role
    text: str
    calls: tuple[ToolCall, ...] = ()
    call_id: str = ""
    tool: str = ""

    def followed_by(self, text: str) -> Turn:
        """With more text after a blank line."""
        return replace(self, text=f"{self.text}\n\n{text}" if self.text and text else self.text or text)


@dataclass(frozen=True, slots=True)
class Offer:
    """Tools in the form that OpenAI gave them."""

    tools: tuple[dict[str, Any], ...] = ()
    names: frozenset[str] = field(default=frozenset())
    required: bool = False
    """One of them has to be called."""


def offer_of(tools: tuple[ToolSpec, ...], choice: str) -> Offer:
    """What the model may call.

    Raises:
        InvalidInput: The choice names no tool, or the parameters of one are no JSON schema.
    """
    if choice == "none":
        return Offer()
    if choice not in ("auto", "required"):
        tools = tuple(tool for tool in tools if tool.name == choice)
        if not tools:
            raise InvalidInput(
                f"There is no tool “{choice}” to choose.", hint="Choose one of the tools of the request."
            )
    return Offer(tuple(map(_openai_tool, tools)), frozenset(tool.name for tool in tools), choice != "auto")


def turn_of(message: Message) -> Turn:
    """Marks for pictures and sounds in their places; a mark in what people wrote loses its power."""
    text = "".join(defused(part.text) if isinstance(part, TextPart) else MEDIA_MARKER for part in message.parts)
    return Turn(message.role, text, message.tool_calls, message.tool_call_id, message.tool_name)


def defused(text: str) -> str:
    """Text that stands for no picture."""
    return clean_text(text).replace(MEDIA_MARKER, _DEFUSED)


def media_count(messages: Sequence[Message]) -> int:
    """Pictures and sounds in messages."""
    return sum(not isinstance(part, TextPart) for message in messages for part in message.parts)


def adapted(turns: Sequence[Turn], offer: Offer, traits: Traits) -> list[dict[str, Any]]:
    """The conversation as the template's variable `messages`."""
    turns = list(turns)
    if not traits.tools:
        turns = _written_out(turns, offer)
    elif traits.single_calls:
        turns = _one_by_one(turns)
    turns = _with_one_system(turns, traits)
    if traits.alternates:
        turns = _alternating(turns)
    return [_as_dict(turn, traits) for turn in turns]


def _written_out(turns: list[Turn], offer: Offer) -> list[Turn]:
    """Tools, calls and results as text, for templates that know none of them."""
    written = []
    for turn in turns:
        if turn.role is Role.TOOL:
            written.append(Turn(Role.USER, f"<tool_response>\n{turn.text}\n</tool_response>"))
        elif turn.calls:
            calls = [{"name": defused(call.name), "arguments": _object(call.arguments)} for call in turn.calls]
            marked = [f"<tool_call>\n{json.dumps(call, ensure_ascii=False)}\n</tool_call>" for call in calls]
            written.append(replace(turn, text="\n".join(filter(None, [turn.text, *marked])), calls=()))
        else:
            written.append(turn)
    if offer.tools:
        lines = "\n".join(json.dumps(tool, ensure_ascii=False) for tool in offer.tools)
        written.insert(0, Turn(Role.SYSTEM, _TOOLS.format(tools=lines)))
        if len(written) > 1 and written[1].role is Role.SYSTEM:
            written[:2] = [written[1].followed_by(written[0].text)]
    return written


def _one_by_one(turns: list[Turn]) -> list[Turn]:
    """Each call in a turn of its own, with its result, if there is one, after it."""
    apart: list[Turn] = []
    waiting: list[ToolCall] = []
    for turn in turns:
        if turn.role is Role.TOOL and waiting:
            call = next((call for call in waiting if call.id == turn.call_id), waiting[0])
            waiting.remove(call)
            apart += [Turn(Role.ASSISTANT, "", (call,)), turn]
            continue
        apart += [Turn(Role.ASSISTANT, "", (call,)) for call in waiting]
        waiting = list(turn.calls) if len(turn.calls) > 1 else []
        if turn.text or not waiting:
            apart.append(replace(turn, calls=()) if waiting else turn)
    return apart + [Turn(Role.ASSISTANT, "", (call,)) for call in waiting]


def _with_one_system(turns: list[Turn], traits: Traits) -> list[Turn]:
    """At most one system message at the beginning; where the template shows none, as the user's words."""
    system = None
    while turns and turns[0].role is Role.SYSTEM:
        first = turns.pop(0)
        system = first if system is None else system.followed_by(first.text)
    if system is None:
        return turns
    if traits.system:
        return [system, *turns]
    as_user = Turn(Role.USER, system.text)
    if turns and turns[0].role is Role.USER:
        return [as_user.followed_by(turns[0].text), *turns[1:]]
    return [as_user, *turns]


def _alternating(turns: list[Turn]) -> list[Turn]:
    """Neighbours of one role become one; a system message within the conversation goes to the user's next words."""
    joined: list[Turn] = []
    for position, original in enumerate(turns):
        turn = replace(original, role=Role.USER) if position and original.role is Role.SYSTEM else original
        last = joined[-1] if joined else None
        if last and last.role is turn.role and turn.role is not Role.TOOL and not last.calls:
            joined[-1] = replace(last.followed_by(turn.text), calls=turn.calls)
        else:
            joined.append(turn)
    return joined


def _as_dict(turn: Turn, traits: Traits) -> dict[str, Any]:
    content = [{"type": "text", "text": turn.text}] if traits.lists else turn.text
    message: dict[str, Any] = {"role": str(turn.role), "content": content}
    if turn.calls:
        message["tool_calls"] = [_openai_call(call, traits) for call in turn.calls]
    if turn.role is Role.TOOL:
        message["tool_call_id"] = _call_id(turn.call_id, traits)
        if turn.tool:
            message["name"] = turn.tool
    return message


def _openai_call(call: ToolCall, traits: Traits) -> dict[str, Any]:
    arguments = _object(call.arguments)
    return {
        "id": _call_id(call.id, traits),
        "type": "function",
        "function": {
            "name": defused(call.name),
            "arguments": json.dumps(arguments, ensure_ascii=False) if traits.arguments_as_text else arguments,
        },
    }


def _call_id(name: str, traits: Traits) -> str:
    if traits.short_ids and not (len(name) == _ID_LENGTH and name.isalnum()):
        return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:_ID_LENGTH]
    return name


def _openai_tool(tool: ToolSpec) -> dict[str, Any]:
    try:
        parameters = _loaded(tool.parameters)
    except (ValueError, RecursionError) as exc:
        raise InvalidInput(
            f"The parameters of the tool “{tool.name}” are no JSON schema.",
            hint="Give a JSON object with the schema.",
            detail=str(exc),
        ) from exc
    if not isinstance(parameters, dict):
        raise InvalidInput(
            f"The parameters of the tool “{tool.name}” are no JSON object.", hint="Give a JSON object with the schema."
        )
    function = {"name": defused(tool.name), "description": defused(tool.description), "parameters": parameters}
    return {"type": "function", "function": function}


def _object(arguments: str) -> dict[str, Any]:
    """Arguments as templates want them; what is no object becomes one, so that a stored chat always renders."""
    try:
        value = _loaded(arguments or "{}")
    except (ValueError, RecursionError):
        value = defused(arguments)
    return value if isinstance(value, dict) else {"value": value}


def _loaded(text: str) -> Any:
    """A JSON value without marks of pictures, also where one was written with escapes."""
    return json.loads(defused(json.dumps(json.loads(text), ensure_ascii=False)))


def whole_words(text: str, marker: str) -> str:
    """A text without its last word, which may still grow and then be other tokens; pictures' markers stay."""
    end = len(text.rstrip())
    if end == len(text):
        words = text.rsplit(None, 1)
        end = len(words[0]) if len(words) == 2 else 0  # what is before the last white space
        end = max(end, text.rfind(marker) + len(marker)) if marker in text else end
    return text[:end]
