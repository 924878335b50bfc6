"""Finds tool calls in the text of an answer. Pure: text in, text and calls out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ToolFormat:
    """How a model writes a tool call: `begin`, JSON, `end`."""

    name: str
    begin: str
    end: str = ""
    """ "" where the end of the JSON is the end of the call."""
    bare: bool = False
    """An answer that begins with the JSON of a call is one, too."""
    named: bool = False
    """The tool's name may stand before the JSON, which then is only its arguments."""
    special_texts: frozenset[str] = frozenset()
    """Control tokens among the marks: the engine has to render them as text, or the marks are never seen."""
    tools: frozenset[str] = frozenset()
    """Names of the tools that may be called; bare JSON must name one of them."""


HERMES = ToolFormat("hermes", "<tool_call>", "</tool_call>", special_texts=frozenset({"<tool_call>", "</tool_call>"}))
LLAMA3 = ToolFormat("llama3", "<|python_tag|>", bare=True, special_texts=frozenset({"<|python_tag|>"}))
MISTRAL = ToolFormat(
    "mistral", "[TOOL_CALLS]", named=True, special_texts=frozenset({"[TOOL_CALLS]", "[ARGS]", "[CALL_ID]"})
)
