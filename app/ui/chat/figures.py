"""The line under an answer: what it cost and why it ended, in words."""

from __future__ import annotations

from app.client.endings import REASONS
from app.client.reading import NumberText
from app.types.generation import StopReason, Usage

WHOLE_FROM = 1_000
"""From this speed on a decimal says nothing."""


def figures(usage: Usage | None, reason: StopReason | None, number: NumberText) -> str:
    """For instance "142 tokens · 96.4 tokens/s · first token 0.19 s · finished"; leaves out what was not measured."""
    parts: list[str] = []
    if usage is not None and usage.completion_tokens:
        unit = "token" if usage.completion_tokens == 1 else "tokens"
        parts.append(f"{number(usage.completion_tokens, 0)} {unit}")
        if usage.tokens_per_s > 0:
            decimals = 1 if usage.tokens_per_s < WHOLE_FROM else 0
            parts.append(f"{number(usage.tokens_per_s, decimals)} tokens/s")
        if usage.first_token_s > 0:
            parts.append(f"first token {number(usage.first_token_s, 2)} s")
    if reason is not None:
        parts.append(REASONS[reason])
    return " · ".join(parts)
