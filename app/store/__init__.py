"""SQLite: connection, migrations, chats, journal, backups, recovery. The core is the one writer."""
