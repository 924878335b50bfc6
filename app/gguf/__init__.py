"""A bounded look at a GGUF file's header, before anything native touches the file."""

from __future__ import annotations

from app.gguf.header import read_header
from app.gguf.projector import PROJECTOR, misfit

__all__ = ["PROJECTOR", "misfit", "read_header"]
