"""Which banner is shown for which state of the connection and the database."""

from __future__ import annotations

from app.errors import CoreUnavailable, StoreDamaged, StoreFull, StoreTooNew
from app.types.status import StoreStatus
from app.ui.bridge.link_state import LinkState
from app.ui.window.banner_model import (
    BannerKind,
    BannerSpec,
    choose_banner,
    link_banner,
    restore_question,
    settings_banner,
    store_banner,
)

FULL = StoreFull("The disk is full.", hint="Free some space.", detail="ENOSPC")


def test_every_state_but_connected_has_a_banner() -> None:
    kinds = {state: link_banner(state, None) for state in LinkState}
    assert kinds.pop(LinkState.CONNECTED) is None
    assert all(spec is not None and spec.kind.value == state.value for state, spec in kinds.items())


def test_the_cause_of_a_failure_is_shown_with_its_remedy() -> None:
    spec = link_banner(LinkState.FAILED, CoreUnavailable("No core.", hint="Try again.", detail="log"))
    assert spec == BannerSpec(BannerKind.FAILED, "No core.", "Try again.", "log")


def test_a_healthy_database_needs_no_banner() -> None:
    assert store_banner(StoreStatus(writable=True, path="/db")) is None
    assert store_banner(None) is None


def test_a_full_disk_can_be_tried_again_and_names_the_file() -> None:
    spec = store_banner(StoreStatus(writable=False, path="/db", problem=FULL.to_dict(), last_backup="/b"))
    assert spec is not None
    assert (spec.cause, spec.hint, spec.detail) == ("The disk is full.", "Free some space.", "ENOSPC\n/db")
    assert spec.can_retry
    assert not spec.can_restore, "the database is whole; a backup would lose what came after it"


def test_a_backup_is_offered_only_where_one_exists_and_is_needed() -> None:
    without = store_banner(StoreStatus(writable=False, path="/db", problem=FULL.to_dict()))
    writable = store_banner(StoreStatus(writable=True, path="/db", problem=FULL.to_dict(), last_backup="/b"))
    damaged = store_banner(
        StoreStatus(writable=False, path="/db", problem=StoreDamaged("Damaged.").to_dict(), last_backup="/b")
    )
    assert damaged is not None
    assert damaged.can_restore
    assert without is not None
    assert writable is not None
    assert not without.can_restore
    assert not writable.can_restore


def test_a_newer_database_offers_nothing_that_would_harm_it() -> None:
    problem = StoreTooNew("Written by a newer Tektra.").to_dict()
    spec = store_banner(StoreStatus(writable=False, path="/db", problem=problem, last_backup="/b"))
    assert spec is not None
    assert not spec.can_retry
    assert not spec.can_restore


def test_a_recovered_database_says_what_was_saved_and_where_the_old_one_is() -> None:
    problem = StoreDamaged("Damaged.", detail="/db.broken: malformed").to_dict()
    status = StoreStatus(writable=True, path="/db", problem=problem, recovered_chats=12, set_aside="/db.broken")
    assert store_banner(status) == BannerSpec(BannerKind.RECOVERED, detail="/db.broken: malformed", recovered=12)


def test_a_recovered_database_offers_the_backup_with_its_date() -> None:
    problem = StoreDamaged("Damaged.").to_dict()
    status = StoreStatus(
        writable=True, path="/db", problem=problem, set_aside="/db.broken", last_backup="/b", last_backup_at=5.0
    )
    spec = store_banner(status)
    assert spec is not None
    assert (spec.can_restore, spec.backup_at, spec.detail) == (True, 5.0, "/db.broken")
    assert restore_question(spec) == BannerSpec(BannerKind.RESTORE, backup_at=5.0)


def test_a_database_that_took_the_place_of_another_says_where_that_is() -> None:
    spec = store_banner(StoreStatus(writable=True, path="/db", set_aside="/db.before"))
    assert spec == BannerSpec(BannerKind.REPLACED, detail="/db.before")


def test_settings_that_were_not_understood_are_listed() -> None:
    assert settings_banner(()) is None
    assert settings_banner(("/home/jo/.config/tektra/a.toml:1: no", "a.toml:2: no")) == BannerSpec(
        BannerKind.SETTINGS, detail="a.toml:1: no\na.toml:2: no"
    )


def test_the_connection_comes_before_the_database() -> None:
    lost = link_banner(LinkState.LOST, None)
    store = store_banner(StoreStatus(writable=False, path="/db", problem=FULL.to_dict()))
    assert choose_banner(lost, store) is lost
    assert choose_banner(None, store) is store
    assert choose_banner(None, None) is None
