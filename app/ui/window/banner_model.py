"""Which banner the window shows, decided without Qt from the connection and the database's state."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.errors import AppError, StoreTooNew
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


@dataclass(frozen=True, slots=True)
class BannerSpec:
    """What to show; the view has the words for `kind`."""

    kind: BannerKind
    cause: str = ""
    hint: str = ""
    detail: str = ""
    can_retry: bool = False
    can_restore: bool = False
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
        if not store.set_aside:
            return None
        return BannerSpec(BannerKind.RECOVERED, detail=store.set_aside, recovered=store.recovered_chats)
    too_new = problem.get("code") == StoreTooNew.code
    return BannerSpec(
        BannerKind.STORE,
        _text(problem, "message"),
        _text(problem, "hint"),
        "\n".join(part for part in (_text(problem, "detail"), store.path) if part),
        can_retry=not too_new,
        can_restore=bool(store.last_backup) and not too_new and not store.writable,
    )


def choose_banner(link: BannerSpec | None, store: BannerSpec | None) -> BannerSpec | None:
    """One banner at a time: without a core the database's state is not known."""
    return link if link is not None else store


def _text(problem: dict[str, Any], key: str) -> str:
    return str(problem.get(key) or "")
