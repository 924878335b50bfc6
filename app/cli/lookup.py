"""What a person names in a terminal: a chat by the beginning of its id, a model by its id or its file."""

from __future__ import annotations

from pathlib import Path

from app.bridge.signatures import model_add_file
from app.client.aio import AsyncClient
from app.errors import ChatNotFound, InvalidInput
from app.types.chats import ChatSummary


def find_chat(known: tuple[ChatSummary, ...], wanted: str, hint: str = "List them with: tektra chats") -> str:
    """The full id that begins with `wanted`.

    Raises:
        ChatNotFound: None does.
        InvalidInput: Several do.
    """
    found = [chat.id for chat in known if wanted and chat.id.startswith(wanted)]
    if wanted in found:
        return wanted
    if not found:
        raise ChatNotFound(f"There is no chat {wanted!r}.", hint=hint)
    if len(found) > 1:
        raise InvalidInput(f"{len(found)} chats begin with {wanted!r}.", hint="Give more of the id.")
    return found[0]


def absolute(path: str) -> str:
    """The core works in another folder than the terminal.

    Raises:
        InvalidInput: It begins with the home of somebody who is not there.
    """
    try:
        return str(Path(path).expanduser().absolute())
    except RuntimeError as exc:
        raise InvalidInput(f"There is no such place: {path}.", hint="Check its name and folder.") from exc


def is_model_file(word: str) -> bool:
    """Whether a word names a file, and not a model by its id."""
    return word.lower().endswith(".gguf") and "\n" not in word


async def find_model(client: AsyncClient, model: str) -> str:
    """The id of a model that was named by its id, its alias or its file; a file is added to the list."""
    if not is_model_file(model):
        return model
    info = await client.invoke(model_add_file, path=absolute(model))
    return info.id
