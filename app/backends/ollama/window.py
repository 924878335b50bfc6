"""Whether a prompt fits the window. Pure: sizes in, decision out.

Ollama has no tokeniser to ask, and where a chat is longer than the window it leaves the oldest messages out, or cuts
into the last one, without a word. So each prompt has a bound: a token is at least one byte, and what an earlier answer
told of the beginning of the same chat is known. While the bound is low, all is well. Otherwise the prompt is read once
with a single token written, which costs little, since the real request finds it in the cache; Ollama then tells how
many tokens it read. When that might be only a part, the same is done without the oldest message: equal numbers mean
that the message was not there in the first place.
"""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from app.types.messages import ImagePart, Message, Role

PER_MESSAGE = 16
"""Tokens around a message, at most."""
PER_IMAGE = 1024
"""Tokens of a picture, about; models differ."""
BYTES_PER_TOKEN = 16
"""More than any text has on average: a text of so many bytes for each token of the window never fits."""
_KNOWN = 256
_PLAIN = re.compile(r"[A-Za-z \n]+")


class Next(Enum):
    """What to do with a prompt."""

    SEND = auto()
    MEASURE = auto()
    """Let it be read once, and see how many tokens it has."""
    MEASURE_SHORTER = auto()
    """Let it be read without its oldest message."""
    TOO_LONG = auto()


@dataclass(frozen=True, slots=True)
class Prompt:
    """The messages of a request, as sizes; `salt` is what else is in the prompt (tools, thinking)."""

    messages: tuple[Message, ...]
    salt: str = ""
    around: int = 0
    """Tokens of what is around the messages, at most: the template's own words, the tools."""

    @property
    def oldest(self) -> int | None:
        """Which message Ollama would leave out first: never the system's, never the last one."""
        places = (place for place, message in enumerate(self.messages[:-1]) if message.role is not Role.SYSTEM)
        return next(places, None)

    @property
    def shorter(self) -> tuple[Message, ...]:
        """Without the oldest message."""
        oldest = self.oldest
        return tuple(message for place, message in enumerate(self.messages) if place != oldest)


def most_tokens(message: Message) -> int:
    """A bound that no tokeniser exceeds for the text; for pictures a guess."""
    size = len(message.text.encode("utf-8", "replace")) + PER_MESSAGE
    size += sum(PER_IMAGE for part in message.parts if isinstance(part, ImagePart))
    return size + sum(len((call.name + call.arguments).encode("utf-8", "replace")) + 32 for call in message.tool_calls)


def likely_tokens(message: Message) -> int:
    """An estimate that is rather too high: three letters to a token, each digit and sign one, and one for two bytes of
    other scripts.
    """
    text = message.text
    plain = sum(match.end() - match.start() for match in _PLAIN.finditer(text))
    ascii_count = sum(1 for character in text if character < "\x80")
    other = len(text.encode("utf-8", "replace")) - ascii_count
    tokens = -(-plain // 3) + (ascii_count - plain) + -(-other // 2) + PER_MESSAGE // 2
    tokens += sum(PER_IMAGE for part in message.parts if isinstance(part, ImagePart))
    return tokens + sum(len(call.name + call.arguments) // 2 + 16 for call in message.tool_calls)


class Window:
    """What is known about the prompts of one loaded model. Not thread-safe."""

    def __init__(self, context_tokens: int) -> None:
        self.context_tokens = context_tokens
        self._known: OrderedDict[bytes, int] = OrderedDict()

    def learn(self, prompt: Prompt, tokens: int) -> None:
        """A prompt that certainly was read as a whole had so many tokens."""
        self._known[_key(prompt.salt, prompt.messages)[-1]] = tokens
        while len(self._known) > _KNOWN:
            self._known.popitem(last=False)

    def knows(self, prompt: Prompt) -> bool:
        """Whether exactly this prompt was read before."""
        return _key(prompt.salt, prompt.messages)[-1] in self._known

    def most(self, prompt: Prompt) -> int:
        """How many tokens the prompt has at most."""
        known, rest = self._split(prompt)
        return known + sum(map(most_tokens, rest))

    def estimate(self, prompt: Prompt) -> int:
        """How many it has, rather too many."""
        known, rest = self._split(prompt)
        return known + sum(map(likely_tokens, rest))

    def before(self, prompt: Prompt) -> Next:
        """What to do with a prompt that nobody has read."""
        bound = self.most(prompt)
        if bound <= self.context_tokens // 2 or self.knows(prompt):
            return Next.SEND
        if _least(prompt.messages) > self.context_tokens:
            return Next.TOO_LONG
        if bound > self.context_tokens and self._in_doubt(prompt, sum(map(likely_tokens, prompt.messages)) // 2):
            return Next.MEASURE_SHORTER  # first, so that the cache has the whole prompt afterwards
        return Next.MEASURE

    def after(self, prompt: Prompt, tokens: int, shorter: int | None) -> Next:
        """What to do once Ollama said that it read so many tokens; `shorter` is the same without the oldest message."""
        if tokens >= self.context_tokens:
            return Next.TOO_LONG
        if shorter is not None:
            return Next.TOO_LONG if shorter >= tokens else Next.SEND
        if self.most(prompt) > self.context_tokens and self._in_doubt(prompt, tokens):
            return Next.MEASURE_SHORTER
        return Next.SEND

    def _in_doubt(self, prompt: Prompt, tokens: int) -> bool:
        """Whether a message may be missing from what was read: together with the newest one that is missing it would
        not have fitted.
        """
        left_out = [most_tokens(message) for message in prompt.messages[:-1] if message.role is not Role.SYSTEM]
        return bool(left_out) and tokens + max(left_out) > self.context_tokens

    def _split(self, prompt: Prompt) -> tuple[int, Sequence[Message]]:
        """The tokens of the longest beginning that is known, and the messages after it."""
        keys = _key(prompt.salt, prompt.messages)
        for count in range(len(keys), 0, -1):
            known = self._known.get(keys[count - 1])
            if known is not None:
                self._known.move_to_end(keys[count - 1])
                return known, prompt.messages[count:]
        return prompt.around, prompt.messages


def _least(messages: Sequence[Message]) -> int:
    return sum(len(message.text.encode("utf-8", "replace")) for message in messages) // BYTES_PER_TOKEN


def _key(salt: str, messages: Sequence[Message]) -> list[bytes]:
    """A key for each beginning of a conversation."""
    digest = hashlib.blake2b(salt.encode("utf-8", "replace"), digest_size=16)
    keys = []
    for message in messages:
        digest.update(
            repr((message.role, message.text, message.tool_calls, message.tool_name)).encode("utf-8", "replace")
        )
        for part in message.parts:
            if isinstance(part, ImagePart):
                digest.update(hashlib.blake2b(part.data).digest())
        keys.append(digest.digest())
    return keys
