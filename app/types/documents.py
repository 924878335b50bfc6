"""Documents that go with messages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What a model would read of a document."""

    name: str
    media_type: str
    characters: int
    tokens: int
    """Counted by the engine where the model is loaded, otherwise estimated."""
    pages: int = 0
    """Of a PDF; 0 for others."""
    problem: str = ""
    """What a person should know: pages without text, or that it does not fit; "" for nothing."""
