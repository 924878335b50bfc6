"""The way back from a search hit in another version."""

from __future__ import annotations

from app.ui.chat.scroll_places import Place
from app.ui.chat.way_back import Way, WayBack

HOME = Way("c1", "leaf", Place("m3", 40, 9))


def test_it_is_offered_once_the_other_version_is_there() -> None:
    back = WayBack()
    assert not back.shown("c1", {"a"})
    back.leaves(HOME)
    assert not back.shown("c1", {"a"}), "a refused change of versions needs no way back"
    back.arrived()
    assert back.shown("c1", {"a"})
    assert back.way == HOME


def test_a_second_hit_leads_back_to_the_first_place() -> None:
    back = WayBack()
    back.leaves(HOME)
    back.arrived()
    back.leaves(Way("c1", "other leaf"))
    back.arrived()
    assert back.way == HOME


def test_it_ends_at_home_in_another_chat_and_when_nobody_wants_it() -> None:
    for chat_id, messages in (("c1", {"a", "leaf"}), ("c2", {"a"}), (None, set[str]())):
        back = WayBack()
        back.leaves(HOME)
        back.arrived()
        assert not back.shown(chat_id, messages)
        assert back.way is None
    back = WayBack()
    back.leaves(HOME)
    back.forget()
    back.arrived()
    assert back.way is None
