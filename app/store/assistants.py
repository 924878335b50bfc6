"""Assistants: a system prompt, a model and a preset under one name. Runs on the database thread."""

from __future__ import annotations

import sqlite3

from app.errors import InvalidInput
from app.store.options import decode, encode
from app.types.generation import SamplingOverrides
from app.types.library import Assistant
from app.types.messages import clean_text

_COLUMNS = "id, name, picture, system_prompt, model_id, preset, sampling"


def all_of_them(connection: sqlite3.Connection) -> tuple[Assistant, ...]:
    """The assistants by name."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM assistants").fetchall()  # noqa: S608 - our own words
    found = (_assistant(row) for row in rows)
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id)))


def find(connection: sqlite3.Connection, assistant_id: str) -> Assistant | None:
    """One assistant; None where it is gone."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM assistants WHERE id = ?", (assistant_id,)).fetchone()  # noqa: S608 - the same
    return None if row is None else _assistant(row)


def save(connection: sqlite3.Connection, assistant: Assistant) -> Assistant:
    """Add an assistant, or change the one with its id; as it is stored."""
    connection.execute(
        f"INSERT OR REPLACE INTO assistants ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - the same
        (
            assistant.id,
            clean_text(assistant.name),
            clean_text(assistant.picture),
            clean_text(assistant.system_prompt),
            assistant.model_id,
            assistant.preset,
            encode(assistant.sampling),
        ),
    )
    return require(connection, assistant.id)


def delete(connection: sqlite3.Connection, assistant_id: str) -> Assistant:
    """Delete an assistant; as it was.

    Raises:
        InvalidInput: There is none.
    """
    found = require(connection, assistant_id)
    connection.execute("DELETE FROM assistants WHERE id = ?", (assistant_id,))
    return found


def require(connection: sqlite3.Connection, assistant_id: str) -> Assistant:
    """One assistant.

    Raises:
        InvalidInput: There is none.
    """
    found = find(connection, assistant_id)
    if found is None:
        raise InvalidInput("There is no such assistant.", hint="It was deleted.", params={"id": assistant_id})
    return found


def _assistant(row: sqlite3.Row) -> Assistant:
    return Assistant(
        id=row["id"],
        name=row["name"],
        picture=row["picture"],
        system_prompt=row["system_prompt"],
        model_id=row["model_id"],
        preset=row["preset"],
        sampling=decode(SamplingOverrides, row["sampling"]),
    )
