"""SQLite: connection, migrations, chats, journal, backups, recovery. The core is the one writer."""

from app.store.exchanges import Exchange
from app.store.store import Store

__all__ = ["Exchange", "Store"]
