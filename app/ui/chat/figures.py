"""The line under an answer: what it cost and why it ended, in words."""

from __future__ import annotations

from app.client.reading import NumberText
from app.types.generation import StopReason, Usage
from app.ui.chat.messages import Translate, untranslated

WHOLE_FROM = 1_000
"""From this speed on a decimal says nothing."""


def figures(
    usage: Usage | None, reason: StopReason | None, number: NumberText, translate: Translate = untranslated
) -> str:
    """For instance "142 tokens · 96.4 tokens/s · first token 0.19 s · finished"; leaves out what was not measured."""
    parts: list[str] = []
    if usage is not None and usage.completion_tokens:
        one = usage.completion_tokens == 1
        tokens = translate("Figures", "{0} token") if one else translate("Figures", "{0} tokens")
        parts.append(tokens.format(number(usage.completion_tokens, 0)))
        if usage.tokens_per_s > 0:
            decimals = 1 if usage.tokens_per_s < WHOLE_FROM else 0
            parts.append(translate("Figures", "{0} tokens/s").format(number(usage.tokens_per_s, decimals)))
        if usage.first_token_s > 0:
            parts.append(translate("Figures", "first token {0} s").format(number(usage.first_token_s, 2)))
    if reason is not None:
        parts.append(reason_words(reason, translate))
    return " · ".join(parts)


def reason_words(reason: StopReason, translate: Translate = untranslated) -> str:
    """Why an answer ended; in English the words that the terminal uses."""
    return {
        StopReason.FINISHED: translate("Figures", "finished"),
        StopReason.LENGTH: translate("Figures", "answer limit reached"),
        StopReason.CONTEXT: translate("Figures", "context is full"),
        StopReason.STOP_STRING: translate("Figures", "stop text reached"),
        StopReason.REPETITION: translate("Figures", "went round in circles"),
        StopReason.TOOL_CALLS: translate("Figures", "wants to use a tool"),
        StopReason.STOPPED: translate("Figures", "stopped by you"),
        StopReason.INTERRUPTED: translate("Figures", "interrupted"),
        StopReason.FAILED: translate("Figures", "failed"),
    }[reason]
