"""Words as tokens, and the sample text. Pure."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from app.types.generation import ToolSpec
from app.types.messages import Message, Role

_TOKEN = re.compile(r"\s{0,8}\S{1,16}|\s{1,8}")
TOKENS_PER_MESSAGE = 2
"""What the frame of a chat template would take."""

SAMPLE = """\
# A sample answer

This text has **strong** and *emphasised* words, some `inline code`, and a list:

- the first item
- the second item, which is a little longer so that it needs more than one line in a narrow window
- the third item

```python
def greet(name: str) -> str:
    return f"Hello, {name}!"
```

1. One
2. Two

That is all. 👋
"""


def tokens_of(text: str) -> list[str]:
    """Pieces that join to the text again."""
    return _TOKEN.findall(text)


def count_prompt(messages: tuple[Message, ...], tools: tuple[ToolSpec, ...] = ()) -> int:
    """Tokens of a conversation in which these tools are offered."""
    texts = (*(message.text for message in messages), *(told_of(tool) for tool in tools))
    return sum(len(tokens_of(text)) + TOKENS_PER_MESSAGE for text in texts)


def told_of(tool: ToolSpec) -> str:
    """What is read of a tool."""
    return f"{tool.name} {tool.description} {tool.parameters}"


def prompt_units(messages: tuple[Message, ...], tools: tuple[ToolSpec, ...] = (), *, draft: bool) -> list[str]:
    """A conversation as it is read, token by token; a draft's last message has no end yet."""
    texts = (*(("tool", told_of(tool)) for tool in tools), *((message.role, message.text) for message in messages))
    units = [unit for who, text in texts for unit in (f"<{who}>", *tokens_of(text), "</>")]
    return units[:-1] if draft else units


def asked_in(messages: tuple[Message, ...]) -> str:
    """The last thing that a person said."""
    return next((message.text for message in reversed(messages) if message.role is Role.USER), "")


def results_in(messages: tuple[Message, ...]) -> list[str]:
    """What tools returned since then, oldest first."""
    since = list(itertools.takewhile(lambda message: message.role is not Role.USER, reversed(messages)))
    return [message.text for message in reversed(since) if message.role is Role.TOOL]


def answer_tokens(text: str, count: int | None) -> Iterator[str]:
    """The tokens of the answer: all of the text once, or exactly `count`, repeating it."""
    if count is None:
        return iter(tokens_of(text))
    endless = itertools.cycle(tokens_of(text if text[-1:].isspace() else text + " "))
    return itertools.islice(endless, count)
