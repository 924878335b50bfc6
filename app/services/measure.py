"""How many tokens something has: counted by the model where it is loaded, otherwise estimated by what was measured."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.backends.openai_api.estimate import PER_MESSAGE, PER_PICTURE, PER_PROMPT, estimate_tokens
from app.types.chats import ChatMessage
from app.types.generation import ToolSpec
from app.types.messages import Message, TextPart
from app.types.models import ModelInfo

REMEMBERED = 32
"""Counts of short prompts: what a draft is compared with is the same at every key."""
SHORT = 4
"""Messages; to find a long prompt again takes as long as to look at all of it."""
SAMPLED, SAMPLE = 200, 2_000
"""Messages of a very long chat, and characters of each, that speak for all of it."""
LONG = 200_000
"""Characters from which on an estimate is no work for the event loop."""
MEASURABLE = 200
"""Characters from which on a ratio means something."""
MOST_CHARACTERS = 8
"""To a token: more are no text of a language, or a count that means something else."""
LEAST_SHARE, MOST_SHARE = 0.25, 2.0
"""Of an estimate: what was counted may be less or more, but hardly so much."""
TELLING = 20
"""Estimated tokens from which on a text says how far the estimate of texts is off."""
_WHOLE = (1.0, 1.0)
_FORGETS = 0.5
"""How much a new measurement counts."""

Tools = tuple[ToolSpec, ...]

Guesses = dict[tuple[float | None, tuple[float, float] | None], int]
"""Estimates of one prompt, by what they were made with."""


class CountingModels(Protocol):
    """The manager, as far as counting goes."""

    async def count_tokens(
        self, model_id: str, messages: tuple[Message, ...], tools: tuple[ToolSpec, ...] = (), /
    ) -> int | None:
        """Tokens of a prompt, where a model that is loaded can tell at once."""
        ...


@dataclass(frozen=True, slots=True)
class Count:
    """A number of tokens."""

    tokens: int
    exact: bool


class Tally:
    """Counts tokens. Lives on the core's event loop; loads nothing."""

    def __init__(self, models: CountingModels) -> None:
        self._models = models
        self._known: OrderedDict[tuple[ModelInfo, tuple[Message, ...], Tools], int] = OrderedDict()
        self._ratios: dict[str, float] = {}
        """Characters to a token, by model."""
        self._shares: dict[str, tuple[float, float]] = {}
        """What a prompt took of what was estimated for its template and for its text, while no ratio is known."""

    async def count(
        self,
        model: ModelInfo,
        messages: tuple[Message, ...],
        tools: Tools = (),
        guesses: Guesses | None = None,
    ) -> Count:
        """Tokens of a prompt with these tools offered. `guesses` remembers what was estimated of it: of a long one that
        takes a while.
        """
        if not messages:
            return Count(0, exact=True)
        short = len(messages) <= SHORT
        key = (model, messages, tools)
        known = self._known.get(key) if short else None
        if known is not None:
            self._known.move_to_end(key)
            return Count(known, exact=True)
        tokens = await self._models.count_tokens(model.id, messages, tools)
        if tokens is None:
            known_guesses = {} if guesses is None else guesses
            return Count(await self.guess(model.id, messages, known_guesses, tools), exact=False)
        if short:
            self._known[key] = tokens
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        if not tools:
            self._learn(model.id, messages, tokens)
        return Count(tokens, exact=True)

    def estimate(self, model_id: str, messages: Sequence[Message], tools: Tools = ()) -> int:
        """By the length, with the ratio that was measured; rather too many while none was."""
        ratio = self._ratios.get(model_id)
        if ratio is None:
            whole, template = estimate_tokens(messages, tools), PER_PROMPT + PER_MESSAGE * len(messages)
            of_template, of_text = self._shares.get(model_id, _WHOLE)
            pictures = PER_PICTURE * sum(map(_pictures, messages))
            return pictures + round(template * of_template + (whole - template - pictures) * of_text)
        around = sum(PER_MESSAGE + PER_PICTURE * _pictures(message) for message in messages)
        around += estimate_tokens((), tools) - estimate_tokens(())
        return around + round(sum(len(message.text) for message in messages) / ratio)

    @staticmethod
    def rough(messages: Sequence[Message], tools: Tools = ()) -> int:
        """Of a text that is far too long: by a part of it, and by nothing else, so that it is the same whatever was
        measured meanwhile, and after a restart.
        """
        picked = messages[:: max(1, len(messages) // SAMPLED)]
        sample = [Message.of(message.role, message.text[:SAMPLE]) for message in picked]
        read = sum(len(message.text) for message in sample)
        tokens = estimate_tokens(sample) - PER_PROMPT - PER_MESSAGE * len(sample)
        around = sum(PER_MESSAGE + PER_PICTURE * _pictures(message) for message in messages)
        characters = sum(len(message.text) for message in messages)
        return estimate_tokens((), tools) + around + (round(characters * tokens / read) if read else 0)

    async def guess(self, model_id: str, messages: tuple[Message, ...], guesses: Guesses, tools: Tools = ()) -> int:
        """As `estimate`, remembered in `guesses`; of a long prompt the event loop feels nothing."""
        ratio = self._ratios.get(model_id)
        known = ratio, self._shares.get(model_id)
        if known not in guesses:
            if ratio is None and sum(len(message.text) for message in messages) > LONG:
                guesses[known] = await asyncio.to_thread(self.estimate, model_id, messages, tools)
            else:
                guesses[known] = self.estimate(model_id, messages, tools)
        return guesses[known]

    def learn(self, model_id: str, answers: Sequence[ChatMessage]) -> None:
        """Take a ratio from what a model has written, while there is no better one."""
        if model_id in self._ratios:
            return
        own = [one for one in answers if one.model_id == model_id and one.usage and not one.thinking]
        characters = sum(len(one.text) for one in own)
        tokens = sum(one.usage.completion_tokens for one in own if one.usage)
        if characters >= MEASURABLE and tokens and characters / tokens <= MOST_CHARACTERS:
            self._ratios[model_id] = characters / tokens

    def learn_prompt(self, model_id: str, messages: Sequence[Message], tokens: int) -> None:
        """Take from a prompt what the model once counted for it, while nothing better is known."""
        if model_id in self._ratios or model_id in self._shares or tokens <= 0 or any(map(_pictures, messages)):
            return
        characters = sum(len(message.text) for message in messages)
        written = tokens - PER_MESSAGE * len(messages)
        if characters >= MEASURABLE and characters <= written * MOST_CHARACTERS:
            self._ratios[model_id] = characters / written
        elif characters <= min(LONG, tokens * MOST_CHARACTERS):
            template = PER_PROMPT + PER_MESSAGE * len(messages)
            text = estimate_tokens(messages) - template
            of_text = max(LEAST_SHARE, min(1.0, tokens / text)) if text >= TELLING else 1.0
            self._shares[model_id] = min(MOST_SHARE, max(0.0, (tokens - text) / template)), of_text

    def _learn(self, model_id: str, messages: Sequence[Message], tokens: int) -> None:
        characters = sum(len(message.text) for message in messages)
        written = tokens - PER_MESSAGE * len(messages)
        if characters < MEASURABLE or written <= 0 or any(map(_pictures, messages)):
            return
        now = characters / written
        before = self._ratios.get(model_id, now)
        self._ratios[model_id] = before + (now - before) * _FORGETS


def _pictures(message: Message) -> int:
    return sum(not isinstance(part, TextPart) for part in message.parts)
