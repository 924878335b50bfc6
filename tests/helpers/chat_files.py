"""Files of many chats in the form of our own exports."""

from __future__ import annotations

import json
from pathlib import Path

from app.transfer import own
from app.types.archive import ArchivedChat, ArchivedMessage
from app.types.chats import ChatOptions
from app.types.messages import Role

WORDS = "The wind moves over the sea, and the sea answers with a long and quiet sound. "


def write_chats(path: Path, chats: int, turns: int = 10, repeats: int = 5) -> Path:
    """So many chats, each with so many questions and answers; each message repeats `WORDS` so often."""
    with path.open("w", encoding="utf-8") as file:
        file.write(f'{{"{own.MARK}": {own.VERSION}, "{own.CHATS}": [')
        for number in range(chats):
            file.write(("," if number else "") + "\n" + json.dumps(_chat(number, turns, repeats)))
        file.write("\n]}\n")
    return path


def _chat(number: int, turns: int, repeats: int) -> dict[str, object]:
    chat = ArchivedChat(
        f"tektra:elsewhere-{number}",
        f"Chat {number}",
        1_700_000_000.0 + number,
        1_700_000_000.0 + number,
        folder="Sea" if number % 2 else "",
        options=ChatOptions(system_prompt="Be brief.", tools=("time",)),
        shown=2 * turns - 1,
    )
    messages = [
        own.write_message(
            ArchivedMessage(
                role=Role.ASSISTANT if index % 2 else Role.USER,
                text=f"{number}.{index} {WORDS * repeats}",
                parent=index - 1 if index else None,
                created_at=1_700_000_000.0 + index,
            )
        )
        for index in range(2 * turns)
    ]
    return {**own.write_chat(chat), "messages": messages}
