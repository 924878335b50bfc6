"""How many tokens a text may take, where nobody here has the model's tokenizer. Pure; rather too high than too low."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.types.generation import ToolSpec
from app.types.messages import Message, TextPart

PER_MESSAGE = 8
"""What a chat template writes around a message."""
PER_PROMPT = 40
"""What it writes around all of them, such as a system message of its own."""
PER_PICTURE = 1024
"""Or sound."""
SURE_BYTES = 12
"""No usual text has so many bytes in a token on average."""
_LETTERS_A_TOKEN = 7
_WORD = re.compile(r"[A-Za-z]+")
_SIGN = re.compile(r"[!-@\[-`{-~\n]|[ \t]{2,}")
"""ASCII that is mostly a token by itself; a single space belongs to the word after it."""
_OTHER = re.compile(r"[^\x00-\x7f]+")
_BYTES_A_TOKEN = 2
"""Of other scripts."""


def estimate_tokens(messages: Iterable[Message], tools: Iterable[ToolSpec] = ()) -> int:
    """Tokens of a prompt."""
    count = PER_PROMPT
    for message in messages:
        count += PER_MESSAGE
        for part in message.parts:
            count += text_tokens(part.text) if isinstance(part, TextPart) else PER_PICTURE
        count += sum(PER_MESSAGE + text_tokens(call.name + call.arguments) for call in message.tool_calls)
    return count + sum(PER_MESSAGE + text_tokens(tool.name + tool.description + tool.parameters) for tool in tools)


def surely_tokens(messages: Iterable[Message]) -> int:
    """Tokens that the text of a prompt takes at the very least."""
    return sum(len(message.text.encode("utf-8", "replace")) for message in messages) // SURE_BYTES


def text_tokens(text: str) -> int:
    """Tokens of a text."""
    words = sum(1 + (len(word) - 1) // _LETTERS_A_TOKEN for word in _WORD.findall(text))
    others = sum(len(found.encode("utf-8", "replace")) for found in _OTHER.findall(text))
    return words + len(_SIGN.findall(text)) + -(-others // _BYTES_A_TOKEN)
