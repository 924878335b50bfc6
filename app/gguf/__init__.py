"""A bounded look at a GGUF file's header, before anything native touches the file."""

from __future__ import annotations

from app.gguf.header import read_header

__all__ = ["read_header"]
