"""Folders, saved prompts and drafts. Runs on the database thread, inside the caller's transaction."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import replace

from app.errors import InvalidInput
from app.store.ids import new_id
from app.store.titles import clean_title
from app.types.library import Folder, SavedPrompt
from app.types.messages import clean_text

MAX_FOLDER_NAME = 80
MAX_PROMPT_NAME = 60
MAX_PROMPT_TEXT = 200_000
"""Characters of a saved prompt."""
NEW_CHAT = ""
"""The chat id of what is being typed in the new chat."""

_PROMPT_NAME = re.compile(r"[^\W_]+(?:-[^\W_]+)*", re.UNICODE)
_ID = re.compile(r"[0-9a-f]{32}")


def folders(connection: sqlite3.Connection) -> tuple[Folder, ...]:
    """In their order; their positions have no gaps, whatever is stored."""
    rows = connection.execute("SELECT id, name FROM folders ORDER BY position, id")
    return tuple(Folder(row["id"], row["name"], at) for at, row in enumerate(rows))


def folder(connection: sqlite3.Connection, folder_id: str) -> Folder:
    """One of them.

    Raises:
        InvalidInput: There is none.
    """
    found = next((known for known in folders(connection) if known.id == folder_id), None)
    if found is None:
        raise InvalidInput("There is no such folder.", hint="It may have been deleted.", params={"id": folder_id})
    return found


def create_folder(connection: sqlite3.Connection, name: str) -> Folder:
    """Add one at the end."""
    cleaned, folder_id = _folder_name(name), new_id()
    connection.execute(
        "INSERT INTO folders (id, name, position) VALUES (?, ?, (SELECT coalesce(max(position) + 1, 0) FROM folders))",
        (folder_id, cleaned),
    )
    return folder(connection, folder_id)


def rename_folder(connection: sqlite3.Connection, folder_id: str, name: str) -> Folder:
    """Give it another name."""
    before = folder(connection, folder_id)
    cleaned = _folder_name(name)
    connection.execute("UPDATE folders SET name = ? WHERE id = ?", (cleaned, folder_id))
    return replace(before, name=cleaned)


def move_folder(connection: sqlite3.Connection, folder_id: str, position: int) -> tuple[Folder, ...]:
    """Put it at another place; one beyond the ends is the end."""
    moved = folder(connection, folder_id)
    others = [known for known in folders(connection) if known.id != folder_id]
    others.insert(max(0, position), moved)
    connection.executemany(
        "UPDATE folders SET position = ? WHERE id = ?", [(at, known.id) for at, known in enumerate(others)]
    )
    return folders(connection)


def delete_folder(connection: sqlite3.Connection, folder_id: str) -> bool:
    """Take it away; its chats stay. Whether there were any in it."""
    folder(connection, folder_id)
    emptied = connection.execute("UPDATE chats SET folder_id = NULL WHERE folder_id = ?", (folder_id,)).rowcount
    connection.execute("DELETE FROM folders WHERE id = ?", (folder_id,))
    return emptied > 0


def prompts(connection: sqlite3.Connection) -> tuple[SavedPrompt, ...]:
    """The saved prompts by name."""
    rows = connection.execute("SELECT id, name, text FROM saved_prompts")
    found = [SavedPrompt(row["id"], row["name"], row["text"]) for row in rows]
    return tuple(sorted(found, key=lambda prompt: (prompt.name.casefold(), prompt.id)))


def save_prompt(connection: sqlite3.Connection, prompt: SavedPrompt) -> SavedPrompt:
    """Add or change one; one that was deleted comes back under its id.

    Raises:
        InvalidInput: Its name or text cannot be used, or another one has the name.
    """
    name, text = _prompt_name(prompt.name), clean_text(prompt.text)
    if prompt.id and not _ID.fullmatch(prompt.id):
        raise InvalidInput("That is not a saved prompt.", hint="Save it as a new one.")
    if not text.strip():
        raise InvalidInput("A saved prompt needs a text.", hint="Type what it should insert.")
    if len(text) > MAX_PROMPT_TEXT:
        raise InvalidInput(
            f"The prompt has {len(text):,} characters; {MAX_PROMPT_TEXT:,} are allowed.",
            hint="Make it shorter, or attach a file instead.",
            params={"characters": len(text), "limit": MAX_PROMPT_TEXT},
        )
    if any(other.name.casefold() == name.casefold() and other.id != prompt.id for other in prompts(connection)):
        raise InvalidInput(f"There is a prompt “{name}” already.", hint="Choose another name.", params={"name": name})
    saved = SavedPrompt(prompt.id or new_id(), name, text)
    connection.execute(
        """INSERT INTO saved_prompts (id, name, text) VALUES (?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, text = excluded.text""",
        (saved.id, saved.name, saved.text),
    )
    return saved


def delete_prompt(connection: sqlite3.Connection, prompt_id: str) -> SavedPrompt:
    """Delete one and return it.

    Raises:
        InvalidInput: There is none.
    """
    found = next((known for known in prompts(connection) if known.id == prompt_id), None)
    if found is None:
        raise InvalidInput("There is no such prompt.", hint="It may have been deleted.", params={"id": prompt_id})
    connection.execute("DELETE FROM saved_prompts WHERE id = ?", (prompt_id,))
    return found


def keep_draft(connection: sqlite3.Connection, chat_id: str, text: str) -> None:
    """Store what is being typed; "" forgets it."""
    if text:
        connection.execute(
            "INSERT INTO drafts (chat_id, text) VALUES (?, ?) ON CONFLICT (chat_id) DO UPDATE SET text = excluded.text",
            (chat_id, clean_text(text)),
        )
    else:
        connection.execute("DELETE FROM drafts WHERE chat_id = ?", (chat_id,))


def draft(connection: sqlite3.Connection, chat_id: str = NEW_CHAT) -> str:
    """What was being typed; "" for nothing."""
    row = connection.execute("SELECT text FROM drafts WHERE chat_id = ?", (chat_id,)).fetchone()
    return "" if row is None else str(row["text"])


def _folder_name(name: str) -> str:
    cleaned = clean_title(name, MAX_FOLDER_NAME)
    if not cleaned:
        raise InvalidInput("A folder needs a name.", hint="Type at least one visible character.")
    return cleaned


def _prompt_name(name: str) -> str:
    cleaned = name.strip().removeprefix("/")
    if len(cleaned) > MAX_PROMPT_NAME or not _PROMPT_NAME.fullmatch(cleaned):
        raise InvalidInput(
            "This name cannot be typed after a slash.",
            hint=f"Use letters, digits and - without spaces, at most {MAX_PROMPT_NAME} of them.",
            params={"limit": MAX_PROMPT_NAME},
        )
    return cleaned
