"""The one connection and its state: opening in any condition, the gates for reading and writing, repair."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NoReturn

from app.errors import InvalidInput, StoreDamaged, StoreError, StoreFull, StoreLocked, StoreTooNew
from app.store import backup, connection, faults, files, journal, recovery
from app.store.heal import heal_index
from app.store.journal import Ending
from app.store.migrations import Migration, migrate
from app.types.status import StoreStatus

log = logging.getLogger(__name__)

_CORRUPT = "corrupt"
_REPLACED = "replaced"


class Database:
    """The database file. Lives on the database thread; only `status`, a value, is read from elsewhere.

    Two things can be wrong at once: a `fault` (locked, full, too new, damaged: nothing can be written now) and a
    `notice` (damage that was repaired at opening). A lock and a full disk pass by themselves: every write tries anew.
    """

    def __init__(
        self,
        path: Path,
        backups: Path,
        clock: Callable[[], float],
        migrations: Sequence[Migration],
        busy_timeout_s: float,
    ) -> None:
        self._path = path
        self._backups = backups
        self._clock = clock
        self._migrations = migrations
        self._busy_timeout_s = busy_timeout_s
        self._connection: sqlite3.Connection | None = None
        self._fault: StoreError | None = None
        self._notice: StoreError | None = None
        self._recovered_chats = 0
        self._set_aside = ""
        self._settled = False
        self._endings: dict[str, Ending] = {}
        self.live: dict[str, str] = {}
        """The answers that this process is writing: message id to chat id."""
        self.status = StoreStatus(writable=False, path=str(path))

    def open(self, *, suspect: bool = False) -> None:
        """Open, upgrade, repair; whatever goes wrong ends up in `status`. With `suspect` look for damage thoroughly."""
        self._fault = None
        try:
            self._open(suspect=suspect)
        except (sqlite3.Error, OSError, StoreError) as exc:
            self._disconnect()
            error = self._typed(exc) or faults.unusable(self._path, exc)
            if isinstance(error, StoreDamaged) and not suspect:
                self.open(suspect=True)
            else:
                self._blame(error)
        self._refresh()

    def retry(self) -> None:
        """Open again if something is wrong; a database that works stays as it is."""
        if self._connection is None or self._fault is not None:
            self._disconnect()
            self.open(suspect=isinstance(self._fault, StoreDamaged))

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    def restore_backup(self, name: str | None = None) -> None:
        """Put a backup in place, or the newest good one, and keep today's database aside.

        Raises:
            StoreError: There is no good backup of this name, or it cannot be copied; today's database is in place as
                before.
        """
        good = backup.newest_good(self._backups) if name is None else backup.good(self._backups, name)
        if good is None:
            what = "There is no backup that can be restored." if name is None else "This backup is gone or damaged."
            raise StoreError(what, hint="Go on with the chats that are there.")
        self._disconnect()
        try:
            files.make_private(files.draft_of(self._path))
            shutil.copyfile(good, files.draft_of(self._path))
            files.mark_ready(self._path)
            aside = files.swap_in(self._path, _REPLACED, self._clock())
        except OSError as exc:
            files.draft_of(self._path).unlink(missing_ok=True)
            self.open()
            raise self._typed(exc) or faults.unusable(self._path, exc) from exc
        log.info("restored the backup %s", good.name)
        self.live.clear()
        self._endings.clear()
        self._settled = False
        self._notice = None
        self._recovered_chats = 0
        self._set_aside = str(aside)
        self.open()

    def close(self) -> None:
        """Close the file in order; twice is once."""
        self._disconnect()
        self._fault = StoreError("The chat database is closed.", hint="Start Tektra again.")
        self._refresh()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, for reading.

        Raises:
            StoreError: The database is not open, or reading failed.
        """
        try:
            yield self._require_connection()
        except (sqlite3.Error, OSError, UnicodeEncodeError) as exc:
            self._fail(exc)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The connection inside a transaction that commits at the end, or rolls back whole.

        Raises:
            StoreError: Nothing can be written; nothing was.
        """
        connected = self._require_writable()
        try:
            with connection.transaction(connected):
                self._settle(connected)
                yield connected
        except (sqlite3.Error, OSError, UnicodeEncodeError) as exc:
            self._fail(exc)
        self._wrote()

    def end(self, answer_id: str, ending: Ending) -> None:
        """Store how a live answer ended. What cannot be stored now is stored with the next write that succeeds.

        Raises:
            StoreError: It was not stored yet; until then the answer counts as interrupted.
        """
        self._endings[answer_id] = ending
        self.release(answer_id)
        with self.writing():
            pass

    def release(self, answer_id: str) -> None:
        """Nobody writes this answer any more: without an ending it counts as interrupted from now on."""
        if self.live.pop(answer_id, None) is not None:
            self._settled = False

    def backup_due(self) -> bool:
        """Whether the database is healthy, has chats, and its last backup is older than a day.

        For a day after damage there is none, so that the newest backup is the last one from before it.
        """
        if self._connection is None or self._fault is not None or self._notice is not None:
            return False
        if self._connection.execute("SELECT 1 FROM chats LIMIT 1").fetchone() is None:
            return False
        last = backup.newest(self._backups)
        times = [backup.taken_at(last) if last else None, files.last_aside_at(self._path, _CORRUPT)]
        return all(when is None or self._clock() - when >= backup.INTERVAL_S for when in times)

    def note_backup(self, failure: sqlite3.Error | OSError | StoreError | None) -> StoreError | None:
        """A backup was tried; damage that it found is a fault, anything else leaves the store working. Returns what to
        tell a person.
        """
        error = None
        if failure is not None:
            error = self._typed(failure)
            log.warning("no backup could be made: %s", error or failure)
            if not isinstance(error, StoreDamaged | StoreFull | StoreLocked):  # the folder, not the database
                error = faults.no_backup(self._backups, failure)
            if isinstance(error, StoreDamaged):
                self._blame(error)
        self._refresh()
        return error

    def _open(self, *, suspect: bool) -> None:
        files.make_folder(self._path.parent)
        if files.is_ready(self._path):
            self._set_aside = str(files.swap_in(self._path, _CORRUPT, self._clock()))
        emptied = self._path.exists() and self._path.stat().st_size == 0 and backup.newest(self._backups) is not None
        uncleanly = connection.ended_uncleanly(self._path)
        files.make_private(self._path)
        damage = "the file is empty" if emptied else self._connect(uncleanly=uncleanly, suspect=suspect)
        if isinstance(self._fault, StoreTooNew):
            return
        if damage:
            self._replace_damaged(damage)
        connected = self._require_connection()
        connection.prepare(connected)
        self._upgrade(connected)
        self._probe(connected, thorough=suspect or self._path.stat().st_size <= connection.THOROUGH_BYTES)

    def _connect(self, *, uncleanly: bool, suspect: bool) -> str:
        """Connect and look for damage, which is returned; a database that is too new is opened read-only."""
        connected = self._connection = connection.connect(self._path, busy_timeout_s=self._busy_timeout_s)
        try:
            version = connection.user_version(connected)
            if version > len(self._migrations):
                self._open_read_only(version)
                return ""
            thorough = suspect or self._path.stat().st_size <= connection.THOROUGH_BYTES
            return connection.find_damage(connected, thorough=thorough) if thorough or uncleanly else ""
        except sqlite3.DatabaseError as exc:
            if not faults.is_damage(exc):
                raise
            return str(exc)

    def _open_read_only(self, version: int) -> None:
        self._disconnect()
        self._connection = connection.connect(self._path, read_only=True, busy_timeout_s=self._busy_timeout_s)
        self._blame(faults.too_new(self._path, version, len(self._migrations)))

    def _replace_damaged(self, damage: str) -> None:
        """Copy what can be read into a new database, keep the damaged one aside, and open the new one."""
        log.error("the database is damaged: %s", damage)
        now = self._clock()
        draft = files.draft_of(self._path)
        try:
            with closing(connection.connect(self._path, read_only=True)) as damaged:
                # The writer closes first: the last connection is then one that cannot alter the evidence.
                with suppress(sqlite3.Error):
                    connection.user_version(damaged)  # connects for real
                self._disconnect()
                size = self._path.stat().st_size
                recovered = recovery.salvage(damaged, size, draft, self._migrations, now)
            files.mark_ready(self._path)
        finally:
            files.remove_database(draft)
        aside = files.swap_in(self._path, _CORRUPT, now)
        self._set_aside = str(aside)
        self._recovered_chats = recovered
        self._notice = faults.damage_repaired(aside, damage, recovered)
        self._settled = False
        self._connection = connection.connect(self._path, busy_timeout_s=self._busy_timeout_s)

    def _upgrade(self, connected: sqlite3.Connection) -> None:
        if connection.user_version(connected) == len(self._migrations):
            return
        if not connection.is_empty(connected):
            backup.make_backup(self._path, self._backups, self._clock())
        try:
            migrate(connected, self._migrations)
        except Exception as exc:
            typed = self._typed(exc) if isinstance(exc, sqlite3.Error | OSError) else None
            raise typed or faults.upgrade_failed(self._path, exc) from exc

    def _probe(self, connected: sqlite3.Connection, *, thorough: bool) -> None:
        """Find out whether writing works, by a write; when it does not, the chats can still be read."""
        try:
            with connection.transaction(connected):
                if thorough:
                    heal_index(connected)
                self._settle(connected)
                connected.execute(f"PRAGMA user_version={len(self._migrations)}")
        except sqlite3.Error as exc:
            error = self._typed(exc)
            if error is None or isinstance(error, StoreDamaged):
                raise
            self._blame(error)
        else:
            self._wrote()

    def _settle(self, connected: sqlite3.Connection) -> None:
        if self._settled:
            return
        for answer_id, ending in self._endings.items():
            journal.finish(connected, answer_id, ending)
        interrupted = journal.interrupt_unfinished(connected, self.live)
        if interrupted:
            log.info("%d answers were interrupted", interrupted)

    def _wrote(self) -> None:
        self._settled = True
        self._endings.clear()
        if self._fault is not None:
            self._fault = None
            self._refresh()

    def _require_connection(self) -> sqlite3.Connection:
        if self._connection is None:
            raise (self._fault or faults.unusable(self._path, OSError("not open"))).copy()
        return self._connection

    def _require_writable(self) -> sqlite3.Connection:
        connected = self._require_connection()
        if isinstance(self._fault, StoreTooNew | StoreDamaged):
            raise self._fault.copy()
        return connected

    def _fail(self, exc: sqlite3.Error | OSError | UnicodeEncodeError) -> NoReturn:
        if isinstance(exc, UnicodeEncodeError):  # texts are cleaned; this is an id or a name
            raise InvalidInput("An id or a name contains invalid characters.", detail=str(exc)) from exc
        error = self._typed(exc)
        if error is None:
            if isinstance(self._fault, StoreTooNew):  # its schema no longer has what we ask for
                raise self._fault.copy() from exc
            raise exc
        if not isinstance(self._fault, StoreTooNew):
            self._blame(error)
            self._refresh()
        raise error from exc

    def _blame(self, error: StoreError) -> None:
        if self._fault is None or self._fault.code != error.code:  # not once more for every delta
            log.warning("the database has a fault, %s: %s", error.code, error.detail)
        self._fault = error

    def _typed(self, exc: Exception) -> StoreError | None:
        if isinstance(exc, sqlite3.Error | OSError):
            return faults.store_error(exc, self._path)
        return exc if isinstance(exc, StoreError) else None

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _refresh(self) -> None:
        problem = self._fault or self._notice
        damaged = isinstance(problem, StoreDamaged)
        last = backup.newest_good(self._backups) if damaged else backup.newest(self._backups)
        self.status = StoreStatus(
            writable=self._connection is not None and self._fault is None,
            path=str(self._path),
            problem=problem.to_dict() if problem else None,
            recovered_chats=self._recovered_chats,
            set_aside=self._set_aside,
            last_backup=str(last or ""),
            last_backup_at=backup.taken_at(last) if last else None,
        )
