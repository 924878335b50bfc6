"""Prompts of text only, by their tokens."""

from __future__ import annotations

from app.backends.llama_cpp.prompting.prompt import Prompt, TokenSegment


def prompt_of(tokens: list[int]) -> Prompt:
    """One run of text."""
    return Prompt([TokenSegment(tokens)])
