"""What chats and models say of their answers: JSON of the types of `app/types`. Runs on the database thread."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, fields
from typing import Any, TypeVar, get_type_hints

from app.errors import ChatNotFound, InvalidInput
from app.types.chats import ChatOptions
from app.types.generation import SamplingOverrides
from app.types.library import ModelOptions
from app.types.messages import clean_text
from app.wire import from_wire, to_wire

T = TypeVar("T", ChatOptions, ModelOptions, SamplingOverrides)


@dataclass(frozen=True, slots=True)
class ChatSetup:
    """What a prompt brings with it for its chat; stored in the same step."""

    options: ChatOptions | None = None
    """None leaves those that the chat has."""
    folder_id: str | None = None
    """Of a new chat only, like `temporary`."""
    temporary: bool = False


def apply_setup(connection: sqlite3.Connection, chat_id: str, setup: ChatSetup, *, new: bool) -> None:
    """Store it, inside the caller's transaction.

    Raises:
        ChatNotFound: There is no such folder.
    """
    if setup.options is not None:
        set_of_chat(connection, chat_id, setup.options)
    if not new:
        return
    if setup.folder_id is not None:
        _require_folder(connection, setup.folder_id)
    connection.execute(
        "UPDATE chats SET folder_id = ?, temporary = ? WHERE id = ?", (setup.folder_id, setup.temporary, chat_id)
    )


def of_chat(connection: sqlite3.Connection, chat_id: str) -> ChatOptions:
    """What a chat says of its answers.

    Raises:
        ChatNotFound: There is no such chat.
    """
    row = connection.execute("SELECT options FROM chats WHERE id = ?", (chat_id,)).fetchone()
    if row is None:
        raise ChatNotFound("There is no such chat.", hint="It may belong to another database.", params={"id": chat_id})
    return decode(ChatOptions, row["options"])


def set_of_chat(connection: sqlite3.Connection, chat_id: str, options: ChatOptions) -> None:
    """Set what a chat says of its answers; without a policy, those that were chosen for single answers end with it.

    Raises:
        ChatNotFound: There is no such chat.
    """
    changed = connection.execute("UPDATE chats SET options = ? WHERE id = ?", (encode(options), chat_id))
    if changed.rowcount == 0:
        raise ChatNotFound("There is no such chat.", hint="It may belong to another database.", params={"id": chat_id})
    if options.context_policy is None:
        connection.execute(
            "UPDATE messages SET context_policy = NULL WHERE chat_id = ? AND context_policy IS NOT NULL", (chat_id,)
        )


def of_model(connection: sqlite3.Connection, model_id: str) -> ModelOptions:
    """What holds for every chat with a model."""
    row = connection.execute("SELECT options FROM model_options WHERE model_id = ?", (model_id,)).fetchone()
    return ModelOptions() if row is None else decode(ModelOptions, row["options"])


def set_of_model(connection: sqlite3.Connection, model_id: str, options: ModelOptions) -> None:
    """Set what holds for every chat with a model; nothing at all leaves no row."""
    if options == ModelOptions():
        connection.execute("DELETE FROM model_options WHERE model_id = ?", (model_id,))
        return
    connection.execute(
        "INSERT OR REPLACE INTO model_options (model_id, options) VALUES (?, ?)", (model_id, encode(options))
    )


def rename_preset(connection: sqlite3.Connection, name: str, to: str) -> None:
    """In chats, models and assistants that name a preset; what a damaged page holds stays as it is."""
    for table in ("chats", "model_options"):
        connection.execute(
            f"UPDATE {table} SET options = json_set(options, '$.preset', ?) "  # noqa: S608 - the tables above
            "WHERE CASE WHEN json_valid(options) THEN json_extract(options, '$.preset') END = ?",
            (to, name),
        )
    connection.execute("UPDATE assistants SET preset = ? WHERE preset = ?", (to, name))


def encode(options: ChatOptions | ModelOptions | SamplingOverrides) -> str:
    """Only what is said: a default of today is none of tomorrow's."""
    said = to_wire(options)
    plain = to_wire(type(options)())
    return clean_text(json.dumps({key: said[key] for key in said if said[key] != plain[key]}, ensure_ascii=False))


def decode(kind: type[T], column: str) -> T:
    """The options of a column; what a newer program or a damaged page may hold is left out, key by key."""
    try:
        stored = json.loads(column)
    except ValueError:
        return kind()
    return _known(kind, stored)


def _known(kind: type[T], stored: Any) -> T:
    hints, values = get_type_hints(kind), dict[str, Any]()
    for name in (each.name for each in fields(kind)):
        if not isinstance(stored, dict) or name not in stored:
            continue
        if hints[name] is SamplingOverrides:
            values[name] = _known(SamplingOverrides, stored[name])
            continue
        try:
            values[name] = from_wire(hints[name], stored[name])
        except InvalidInput:
            continue
    return kind(**values)


def _require_folder(connection: sqlite3.Connection, folder_id: str) -> None:
    if connection.execute("SELECT 1 FROM folders WHERE id = ?", (folder_id,)).fetchone() is None:
        raise ChatNotFound("There is no such folder.", hint="It was deleted.", params={"id": folder_id})
