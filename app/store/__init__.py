"""SQLite: connection, migrations, chats, journal, backups, recovery. The core is the one writer."""

from app.store.exchanges import Exchange, NewChat
from app.store.store import Store
from app.store.tree import MessageTree

__all__ = ["Exchange", "MessageTree", "NewChat", "Store"]
