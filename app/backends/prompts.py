"""What every engine says about a prompt that it cannot take."""

from __future__ import annotations

from app.errors import InvalidInput, PromptTooLong
from app.types.messages import Message


def check_messages(messages: tuple[Message, ...]) -> None:
    """Refuse a conversation without any message; an empty message is fine.

    Raises:
        InvalidInput: There is none.
    """
    if not messages:
        raise InvalidInput("There is no message to answer.", hint="Write a message first.")


def check_fits(prompt_tokens: int, context_tokens: int) -> None:
    """Refuse a prompt that leaves no room for a single token of an answer.

    Raises:
        PromptTooLong: With both numbers.
    """
    if prompt_tokens >= context_tokens:
        raise PromptTooLong(
            f"The chat has {prompt_tokens:,} tokens, but the model's context window holds {context_tokens:,}.",
            hint="Send a shorter message (this one stays in the chat, but is not read again), or start a new chat.",
            params={"prompt_tokens": prompt_tokens, "context_tokens": context_tokens},
        )
