"""How an answer ended, for front ends: in words, and as a success or a failure."""

from __future__ import annotations

from app.errors import AppError, Cancelled, error_from_dict
from app.types.chats import ChatMessage, MessageStatus
from app.types.generation import StopReason

REASONS: dict[StopReason, str] = {
    StopReason.FINISHED: "finished",
    StopReason.LENGTH: "answer limit reached",
    StopReason.CONTEXT: "context is full",
    StopReason.STOP_STRING: "stop text reached",
    StopReason.REPETITION: "went round in circles",
    StopReason.TOOL_CALLS: "wants to use a tool",
    StopReason.STOPPED: "stopped by you",
    StopReason.INTERRUPTED: "interrupted",
    StopReason.FAILED: "failed",
}
"""Why an answer ended, in the words of the line under it."""
_EARLY = {
    MessageStatus.INTERRUPTED: "The answer was interrupted, because Tektra's core ended.",
    MessageStatus.STOPPED: "The answer was stopped.",
    MessageStatus.FAILED: "The answer could not be finished.",
}


def failure_of(answer: ChatMessage) -> AppError | None:
    """What ended an answer early; None for one that is whole."""
    if answer.error is not None:
        return error_from_dict(answer.error)
    if answer.status in _EARLY:
        return Cancelled(_EARLY[answer.status], hint="What had arrived is kept in the chat.")
    return None
