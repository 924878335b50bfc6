"""What every side of a comparison is asked, and when the tokens of its answer came."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Protocol

from app.types.messages import Message, Role

Turns = tuple[tuple[str, str], ...]
"""(role, text) of each turn."""


@dataclass(slots=True)
class Timeline:
    """When an answer was asked for and when each of its tokens came, in seconds of one clock."""

    asked_at: float = field(default_factory=time.perf_counter)
    token_at: list[float] = field(default_factory=list)
    text: str = ""

    def add(self, text: str, tokens: int = 1) -> None:
        """Some tokens came just now."""
        self.token_at += [time.perf_counter()] * tokens
        self.text += text

    @property
    def tokens(self) -> int:
        """How many there are."""
        return len(self.token_at)

    @property
    def first_token_s(self) -> float:
        """The wait for the first token."""
        return self.token_at[0] - self.asked_at

    @property
    def tokens_per_s(self) -> float:
        """After the first piece, however many tokens that had."""
        first, last = self.token_at[0], self.token_at[-1]
        return sum(at > first for at in self.token_at) / (last - first) if last > first else 0.0


class Answers(Protocol):
    """A side of a comparison, with its model loaded."""

    async def answer(self, turns: Turns, tokens: int) -> Timeline:
        """Greedily, and at most so many tokens."""
        ...


def messages_of(turns: Turns) -> tuple[Message, ...]:
    """As our side takes them."""
    return tuple(Message.of(Role(role), text) for role, text in turns)


def messages(turns: Turns) -> list[dict[str, str]]:
    """As most APIs take them."""
    return [{"role": role, "content": text} for role, text in turns]
