"""SQLite: connection, migrations, chats, journal, backups, recovery. The core is the one writer."""

from app.store.exchanges import Exchange
from app.store.options import ChatSetup
from app.store.store import Store
from app.store.tree import MessageTree

__all__ = ["ChatSetup", "Exchange", "MessageTree", "Store"]
