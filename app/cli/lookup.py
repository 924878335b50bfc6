"""Finding a chat by the beginning of its id."""

from __future__ import annotations

from app.errors import ChatNotFound, InvalidInput
from app.types.chats import ChatSummary


def find_chat(known: tuple[ChatSummary, ...], wanted: str) -> str:
    """The full id that begins with `wanted`.

    Raises:
        ChatNotFound: None does.
        InvalidInput: Several do.
    """
    found = [chat.id for chat in known if wanted and chat.id.startswith(wanted)]
    if wanted in found:
        return wanted
    if not found:
        raise ChatNotFound(f"There is no chat {wanted!r}.", hint="List them with: tektra chats")
    if len(found) > 1:
        raise InvalidInput(f"{len(found)} chats begin with {wanted!r}.", hint="Give more of the id.")
    return found[0]
