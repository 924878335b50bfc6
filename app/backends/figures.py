"""How an answer is measured while it is written."""

from __future__ import annotations

import time
from dataclasses import dataclass

from app.types.generation import Usage


@dataclass(slots=True)
class Figures:
    """What is told with the end of an answer."""

    began: float
    prompt_tokens: int
    reused_tokens: int = 0
    first_at: float = 0.0
    last_at: float = 0.0
    tokens: int = 0
    """Sampled by this attempt."""

    def count(self) -> None:
        """One more token."""
        self.last_at = time.perf_counter()
        self.first_at = self.first_at or self.last_at
        self.tokens += 1

    def usage(self, written_before: int) -> Usage:
        """The figures so far."""
        elapsed = self.last_at - self.first_at
        return Usage(
            prompt_tokens=self.prompt_tokens,
            reused_tokens=self.reused_tokens,
            completion_tokens=written_before + self.tokens,
            first_token_s=self.first_at - self.began if self.first_at else 0.0,
            tokens_per_s=(self.tokens - 1) / elapsed if elapsed > 0 else 0.0,
        )
