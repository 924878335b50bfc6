"""Which banner the window shows, decided without Qt from the connection, the database's state and the settings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PureWindowsPath
from typing import Any

from app.errors import AppError, StoreDamaged, StoreFull, StoreLocked, StoreTooNew
from app.types.status import StoreStatus
from app.ui.bridge.link_state import LinkState


class BannerKind(StrEnum):
    """Every banner there is, the most urgent one first."""

    STOPPED = "stopped"
    FAILED = "failed"
    LOST = "lost"
    WAITING = "waiting"
    CONNECTING = "connecting"
    STORE = "store"
    """Chats cannot be read or written."""
    RECOVERED = "recovered"
    """The database was damaged and was put right as far as possible."""
    REPLACED = "replaced"
    """Another database is in place, a backup for instance; the one before was kept aside."""
    RESTORE = "restore"
    """The question whether to go back to the last backup."""
    SETTINGS = "settings"
    """Parts of the settings or of the list of models were not understood."""


@dataclass(frozen=True, slots=True)
class BannerSpec:
    """What to show; the view has the words for `kind`."""

    kind: BannerKind
    cause: str = ""
    hint: str = ""
    detail: str = ""
    can_retry: bool = False
    can_restore: bool = False
    backup_at: float | None = None
    """When the backup that can be restored was made, where that is known."""
    recovered: int = 0


_LINKS = {
    LinkState.STOPPED: BannerKind.STOPPED,
    LinkState.FAILED: BannerKind.FAILED,
    LinkState.LOST: BannerKind.LOST,
    LinkState.WAITING: BannerKind.WAITING,
    LinkState.CONNECTING: BannerKind.CONNECTING,
}


def link_banner(state: LinkState, error: AppError | None) -> BannerSpec | None:
    """The banner of a connection; None while it stands."""
    kind = _LINKS.get(state)
    if kind is None:
        return None
    if error is None:
        return BannerSpec(kind)
    return BannerSpec(kind, error.message, error.hint, error.detail)


def store_banner(store: StoreStatus | None) -> BannerSpec | None:
    """The banner of the database; None while all is well."""
    if store is None:
        return None
    problem = store.problem
    if problem is None:
        return BannerSpec(BannerKind.REPLACED, detail=store.set_aside) if store.set_aside else None
    code, detail = problem.get("code"), _text(problem, "detail")
    if code == StoreDamaged.code and store.writable:
        where = detail if store.set_aside in detail else "\n".join(part for part in (store.set_aside, detail) if part)
        return BannerSpec(
            BannerKind.RECOVERED,
            detail=where,
            can_restore=bool(store.last_backup),
            backup_at=store.last_backup_at,
            recovered=store.recovered_chats,
        )
    too_new = code == StoreTooNew.code
    # A locked or full database is whole: a backup would only lose what came after it.
    damaged = code not in (StoreTooNew.code, StoreLocked.code, StoreFull.code)
    return BannerSpec(
        BannerKind.STORE,
        _text(problem, "message"),
        _text(problem, "hint"),
        detail if store.path in detail else "\n".join(part for part in (detail, store.path) if part),
        can_retry=not too_new,
        can_restore=bool(store.last_backup) and damaged and not store.writable,
        backup_at=store.last_backup_at,
    )


def settings_banner(problems: tuple[str, ...]) -> BannerSpec | None:
    """The banner of settings that were not understood; None when all were."""
    return BannerSpec(BannerKind.SETTINGS, detail="\n".join(map(_without_folders, problems))) if problems else None


def _without_folders(problem: str) -> str:
    """A problem with the file's name for its path, which would push what is wrong out of sight."""
    place, colon, rest = problem.partition(": ")
    return f"{PureWindowsPath(place).name}{colon}{rest}" if colon else problem


def restore_question(spec: BannerSpec) -> BannerSpec:
    """What is asked before the backup of a banner is restored."""
    return BannerSpec(BannerKind.RESTORE, backup_at=spec.backup_at)


def choose_banner(*specs: BannerSpec | None) -> BannerSpec | None:
    """One banner at a time, the first one that has something to say."""
    return next((spec for spec in specs if spec is not None), None)


def _text(problem: dict[str, Any], key: str) -> str:
    return str(problem.get(key) or "")
