"""Renders a conversation with the model's own chat template, and says how the answer is to be read.

What a template can take is found out by rendering a few words with it once: a system message, two turns of one role,
lists as contents, tools. What it cannot take is brought into a form that it can (`conversation`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.backends.prompting.conversation import (
    MEDIA_MARKER,
    Offer,
    Traits,
    Turn,
    adapted,
    media_count,
    offer_of,
    turn_of,
)
from app.backends.prompting.sandbox import Program, TooMuch, caps, cause_of
from app.backends.thinking import ThinkingTags, detect_thinking, tags_of
from app.backends.tool_calls import HERMES, ToolFormat
from app.backends.tool_calls import tool_format as format_of
from app.errors import EngineError, ModelFileError
from app.types.generation import ToolSpec
from app.types.messages import Message, Role, ToolCall
from app.types.models import Capability

CHATML = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>\n' }}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
"""For models without a template; the most common form."""
_CUT_HERE = "\ue0d2draft\ue0d3"
"""Stands after the text of a draft while it is rendered."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A prompt, and how its answer is to be read (`app.backends.output`)."""

    text: str
    media_count: int = 0
    """How many `MEDIA_MARKER`s are in it: those of the messages' pictures and sounds, in their order."""
    thinking: ThinkingTags | None = None
    in_thinking: bool = False
    """The prompt ends inside an open thought."""
    tools: ToolFormat | None = None
    """None where no tools were offered."""


class ChatTemplate:
    """One model's template. Main thread only, because of the cap on time.

    Args:
        source: The template, or None for ChatML.
        bos: Text of the token that begins a sequence, for templates that write it.
        eos: Text of the token that ends one.
        thinking_tags: `LoadSpec.thinking_tags`.
        tool_format: `LoadSpec.tool_format`.
        file: Where the template is from if a person chose it; "" for the model's own.

    Raises:
        ModelFileError: The template cannot be compiled.
        InvalidInput: `tool_format` is none.
    """

    def __init__(
        self,
        source: str | None,
        bos: str = "",
        eos: str = "",
        *,
        thinking_tags: tuple[str, str] | None = None,
        tool_format: str = "auto",
        file: str = "",
    ) -> None:
        from jinja2 import TemplateError

        self._file = file
        self._special = {"bos_token": bos, "eos_token": eos}
        text = CHATML if source is None else source
        try:
            self._program = Program(text)
        except (TemplateError, TooMuch, RecursionError, MemoryError) as exc:
            raise ModelFileError(
                f"{self._name} cannot be used.",
                hint=self._hint("Choose another file of this model."),
                detail=self._detail(cause_of(exc)),
            ) from exc
        self._thinking = tags_of(*thinking_tags) if thinking_tags else detect_thinking(text)
        known = format_of(tool_format, text)
        traits = _traits_of(self._program, self._special)
        # Where the template shows no tools, or in a way that nobody here reads, they are described as Hermes does.
        self._traits = traits if known else replace(traits, tools=False)
        self._tools = known if known and (traits.tools or tool_format != "auto") else HERMES

    @property
    def abilities(self) -> frozenset[Capability]:
        """What the template shows that the model was trained for; tools can be described to any model."""
        thinks = {Capability.THINKING} if self._thinking else set()
        return frozenset(thinks | ({Capability.TOOLS} if self._traits.tools else set()))

    def render(
        self,
        messages: tuple[Message, ...],
        *,
        continue_final: bool = False,
        tools: tuple[ToolSpec, ...] = (),
        tool_choice: str = "auto",
        thinking: bool | None = None,
        draft: bool = False,
    ) -> Rendered:
        """The prompt.

        Args:
            messages: The conversation. Pictures and sounds become `MEDIA_MARKER`s in their places.
            continue_final: The last message, if it is the assistant's, stays open, as it was when it was written.
            tools: What the model may call.
            tool_choice: "none" offers no tools, a tool's name only that one. With a name, and with "required", the
                prompt ends with the beginning of a call, unless it ends within a thought.
            thinking: For templates that know how to ask for thoughts, or for none.
            draft: The last message is still being typed: the prompt ends right after its text.

        Raises:
            InvalidInput: A tool cannot be described, or the chosen one is not there.
            EngineError: The template refuses the conversation, fails, or takes too much time or memory.
        """
        offer = offer_of(tools, tool_choice)
        open_turn = ""
        if continue_final and messages and messages[-1].role is Role.ASSISTANT:
            open_turn = turn_of(messages[-1]).text
            messages = messages[:-1]
        turns = [turn_of(message) for message in messages]
        if draft and turns:
            turns[-1] = replace(turns[-1], text=turns[-1].text.replace(_CUT_HERE, "") + _CUT_HERE)
        values = {"add_generation_prompt": not draft, **_thinking_values(thinking), **self._special}
        text = self._run(_values(turns, offer, self._traits, values))
        if draft:
            text = _cut(text)
        return self._rendered(text, open_turn, media_count(messages), offer, draft=draft)

    @property
    def _name(self) -> str:
        return f"The chat template {Path(self._file).name}" if self._file else "The model's chat template"

    def _hint(self, usual: str) -> str:
        """Another file or chat helps little where the person's own template is wrong."""
        return f"Check the template {self._file}, or take it out of the model's settings." if self._file else usual

    def _detail(self, cause: str) -> str:
        return f"{self._file}: {cause}" if self._file else cause

    def _run(self, values: dict[str, Any]) -> str:
        try:
            with caps():
                return self._program.run(values)
        except Exception as exc:  # a template may raise anything
            raise EngineError(
                f"{self._name} refuses this conversation.",
                hint=self._hint("Start a new chat, or choose another model."),
                detail=self._detail(cause_of(exc)),
            ) from exc

    def _rendered(self, text: str, open_turn: str, media: int, offer: Offer, *, draft: bool) -> Rendered:
        if text.count(MEDIA_MARKER) != media:
            raise EngineError(
                f"{self._name} loses a picture or a sound.",
                hint=self._hint("Remove the attachment, or choose another model."),
                detail=self._detail(f"{text.count(MEDIA_MARKER)} places for {media}"),
            )
        tags = self._thinking
        in_thinking = tags is not None and text.rstrip().endswith(tags.begin)
        if tags and open_turn:  # an answer that had begun: its thoughts were over
            text = f"{text.rstrip()}\n\n{tags.end}\n\n" if in_thinking else text + tags.answer
            in_thinking = False
        tools = replace(self._tools, tools=offer.names) if offer.tools else None
        if tools and offer.required and not (in_thinking or open_turn or draft):
            tools = replace(tools, opened=tools.opening(*(offer.names if len(offer.names) == 1 else ())))
        opened = tools.opened if tools else ""
        media += open_turn.count(MEDIA_MARKER)
        return Rendered(text + open_turn + opened, media, tags, in_thinking, tools)


def _values(turns: Sequence[Turn], offer: Offer, traits: Traits, others: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {"messages": adapted(turns, offer, traits), **others}
    if offer.tools and traits.tools:
        values["tools"] = list(offer.tools)
    return values


def _thinking_values(thinking: bool | None) -> dict[str, Any]:  # noqa: FBT001 (three states)
    """The names that templates have for it."""
    if thinking is None:
        return {}
    return {"enable_thinking": thinking, "thinking": thinking, "reasoning_effort": "high" if thinking else "low"}


def _cut(text: str) -> str:
    end = text.find(_CUT_HERE)
    if end < 0:
        raise EngineError("The model's chat template hides the last message.", hint="Send the message to read it.")
    return text[:end]


_USER = Turn(Role.USER, "question-6f1c")
_SYSTEM = Turn(Role.SYSTEM, "system-6f1c")
_CALL = ToolCall("tool_6f1c", '{"argument_6f1c": "value_6f1c"}', "abcdef123")
_OFFER = offer_of((ToolSpec(_CALL.name, "does it"),), "auto")


class _Probe:
    """Renders a few words; what a template raises is an answer, too."""

    def __init__(self, program: Program, special: dict[str, str]) -> None:
        self._program = program
        self._others = {"add_generation_prompt": True, **special}

    def __call__(self, turns: Sequence[Turn], traits: Traits, offer: Offer = Offer()) -> str:  # noqa: B008 (frozen)
        """What it shows; "" where it refuses."""
        try:
            return self._program.run(_values(turns, offer, traits, self._others))
        except TooMuch:
            raise
        except Exception:
            return ""


def _traits_of(program: Program, special: dict[str, str]) -> Traits:
    """What the template can take. One that exceeds a cap already here will do so again, and say so, when it is used."""
    probe = _Probe(program, special)
    traits = Traits()
    try:
        with caps():
            as_list = replace(traits, lists=True)
            if _USER.text not in probe([_USER], traits) and _USER.text in probe([_USER], as_list):
                traits = as_list
            if _SYSTEM.text not in probe([_SYSTEM, _USER], traits):
                traits = replace(traits, system=False)
            if probe([_USER], traits) and not probe([_USER, _USER], traits):
                traits = replace(traits, alternates=True)
            return _tool_traits(probe, traits)
    except (TooMuch, MemoryError):
        return traits


def _tool_traits(probe: _Probe, traits: Traits) -> Traits:
    known = replace(traits, tools=True)
    if _CALL.name not in probe([_USER], known, _OFFER):
        return traits
    as_object, as_text = known, replace(known, arguments_as_text=True)
    shown = probe(_with_calls(_CALL), as_object, _OFFER)
    if "argument_6f1c" not in shown or "'argument_6f1c'" in shown:  # refused, or as Python writes it
        if "argument_6f1c" not in probe(_with_calls(_CALL), as_text, _OFFER):
            return traits  # tools are shown, but not what became of them
        known = as_text
    return replace(
        known,
        short_ids=not probe(_with_calls(replace(_CALL, id="call_0123456789")), known, _OFFER),
        single_calls=not probe(_with_calls(_CALL, replace(_CALL, id="abcdef456")), known, _OFFER),
    )


def _with_calls(*calls: ToolCall) -> list[Turn]:
    """A question, calls and their results."""
    results = [Turn(Role.TOOL, "result-6f1c", (), call.id, call.name) for call in calls]
    return [_USER, Turn(Role.ASSISTANT, "", calls), *results]
