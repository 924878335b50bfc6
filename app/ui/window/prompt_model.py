"""What may become a question: text as it comes from the keyboard, the clipboard or a drop."""

from __future__ import annotations

from pathlib import Path

from app.types.messages import clean_text

MAX_PROMPT = 4_000_000
"""Characters. Far more than any context holds; it only keeps the window from choking on a disk image."""

TYPED = 200
"""What is longer is not typed in one go."""

LARGE_PASTE = 20_000
"""Longer texts are shown as one chip instead of being laid out."""


def clean_prompt(text: str) -> str:
    """Without NUL and lone surrogates, with plain line ends."""
    return clean_text(text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", ""))


def sendable(text: str) -> str:
    """The question in a draft; "" when there is none."""
    return clean_prompt(text).strip()


def is_model_file(path: str) -> bool:
    """Whether a dropped file's name is that of a model file; its content is looked at by the core."""
    return Path(path).suffix.lower() == ".gguf"
