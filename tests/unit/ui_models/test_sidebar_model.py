"""Grouping and changing the sidebar's chats."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from app.types.chats import ChatSummary
from app.types.library import Folder
from app.ui.window.sidebar_model import ChatRows, Drop, Group, Row, clean_title, folder_key

TODAY = date(2026, 3, 29)  # the day on which European clocks change


def chat(chat_id: str, days_ago: int, hour: int = 12) -> ChatSummary:
    moment = datetime(2026, 3, 29, hour).astimezone() - timedelta(days=days_ago)
    local = datetime(moment.year, moment.month, moment.day, hour).astimezone()
    return ChatSummary(chat_id, chat_id.upper(), local.timestamp(), local.timestamp())


def outline(rows: ChatRows) -> list[str]:
    return [row.key or row.group.value for row in rows.rows]


def filled(*chats: ChatSummary) -> ChatRows:
    rows = ChatRows()
    rows.set_all(chats, TODAY)
    return rows


def test_groups_by_the_person_s_day_newest_first() -> None:
    rows = filled(chat("old", 8), chat("a", 0, 1), chat("b", 0, 9), chat("y", 1, 23), chat("w", 2), chat("w7", 7))
    assert outline(rows) == ["today", "b", "a", "yesterday", "y", "week", "w", "w7", "month", "old"]


def test_the_first_second_of_a_day_belongs_to_it() -> None:
    rows = filled(chat("midnight", 0, 0))
    assert outline(rows) == [Group.TODAY.value, "midnight"]


def test_a_new_day_moves_everything() -> None:
    rows = filled(chat("a", 0))
    rows.regroup(TODAY + timedelta(days=1))
    assert outline(rows) == ["yesterday", "a"]


def test_a_title_changes_in_place_and_an_answer_moves_up() -> None:
    rows = filled(chat("a", 0, 9), chat("b", 0, 8))
    assert rows.put(replace(chat("b", 0, 8), title="New"), TODAY) is False
    assert outline(rows) == ["today", "a", "b"]
    assert rows.rows[2].chat is not None
    assert rows.rows[2].chat.title == "New"
    assert rows.put(chat("b", 0, 10), TODAY) is True
    assert outline(rows) == ["today", "b", "a"]
    assert rows.row_of("a") == 2


def test_dropping_the_last_chat_of_a_group_drops_its_heading() -> None:
    rows = filled(chat("a", 0), chat("b", 1))
    assert rows.drop("b", TODAY)
    assert not rows.drop("b", TODAY)
    assert outline(rows) == ["today", "a"]
    assert rows.row_of("b") == -1


def test_deleted_chats_are_not_shown_and_equal_times_keep_an_order() -> None:
    rows = filled(replace(chat("gone", 0), deleted_at=1.0), chat("b", 0), chat("a", 0))
    assert outline(rows) == ["today", "a", "b"]
    assert len(rows) == 2


def test_no_chats_no_rows() -> None:
    assert filled().rows == []


def test_titles_become_one_short_line() -> None:
    assert clean_title("  a\n b\t\u2028c ") == "a b c"
    assert len(clean_title("x" * 500)) == 200
    assert clean_title(" \n ") == ""


THESIS, HOME = Folder("thesis", "Thesis", 0), Folder("home", "Home", 1)
PINNED = replace(chat("p", 3), pinned=True, folder_id="thesis")


def in_folders() -> ChatRows:
    rows = ChatRows()
    rows.set_folders((HOME, THESIS), TODAY)
    rows.set_all((chat("a", 0), PINNED, replace(chat("t", 0), folder_id="thesis")), TODAY)
    return rows


def test_every_month_has_a_heading() -> None:
    rows = filled(chat("a", 40), chat("b", 41), chat("c", 80))
    assert outline(rows) == ["month", "a", "b", "month", "c"]
    assert [row.month for row in rows.rows if not row.key] == [(2026, 2), (2026, 1)]


def test_pinned_chats_and_folders_stand_above_the_days() -> None:
    rows = in_folders()
    assert outline(rows) == ["pinned", "p", "folders", "folder:thesis", "folder:home", "today", "a"]
    assert (rows.rows[3].count, rows.rows[4].count) == (1, 0)
    assert rows.inside("thesis") == ("p", "t")


def test_a_folder_unfolds_and_shows_what_is_inside() -> None:
    rows = in_folders()
    rows.fold("thesis", TODAY)
    assert outline(rows)[3:6] == ["folder:thesis", "t", "folder:home"]
    assert rows.rows[4].inside
    assert not rows.rows[1].inside
    rows.fold("thesis", TODAY, unfolded=True)
    assert rows.row_of("t") == 4
    rows.fold("thesis", TODAY)
    assert rows.row_of("t") == -1


def test_folders_are_as_they_were_the_last_time() -> None:
    rows = ChatRows()
    rows.remember(("thesis", "gone"))
    rows.set_folders((Folder("thesis", "Thesis", 0), Folder("home", "Home", 1)), TODAY)
    rows.set_all([replace(chat("t", 0), folder_id="thesis")], TODAY)
    assert outline(rows) == ["folders", "folder:thesis", "t", "folder:home"]
    assert list(rows.unfolded) == ["thesis"], "what is gone is forgotten"
    rows.fold("home", TODAY)
    assert list(rows.unfolded) == ["home", "thesis"]


def test_an_opened_chat_unfolds_its_folder() -> None:
    rows = in_folders()
    assert rows.reveal("t", TODAY)
    assert not rows.reveal("t", TODAY)
    assert not rows.reveal("a", TODAY)
    assert not rows.reveal("nobody", TODAY)


def test_a_folded_folder_wears_the_marks_of_its_chats() -> None:
    rows = in_folders()
    rows.put(replace(chat("t", 0), folder_id="thesis", answering=True, unread=True), TODAY)
    folder = rows.rows[rows.row_of(folder_key("thesis"))]
    assert (folder.answering, folder.unread) == (True, True)
    assert rows.answering == (3,)
    rows.fold("thesis", TODAY)
    assert rows.answering == (4,)


def test_chats_of_a_folder_that_is_gone_stand_under_their_day() -> None:
    rows = in_folders()
    rows.fold("thesis", TODAY)
    rows.set_folders((HOME,), TODAY)
    assert outline(rows) == ["pinned", "p", "folders", "folder:home", "today", "a", "t"]
    assert rows.folder("thesis") is None
    assert rows.folders == (HOME,)


def test_archived_and_temporary_chats_are_known_but_not_listed() -> None:
    rows = filled(chat("a", 0))
    kept = replace(chat("x", 0), temporary=True)
    assert not rows.put(kept, TODAY)
    assert rows.get("x") == kept
    assert outline(rows) == ["today", "a"]
    assert rows.put(replace(kept, temporary=False), TODAY)
    assert outline(rows) == ["today", "a", "x"]
    assert rows.put(replace(chat("a", 0), archived_at=1.0), TODAY)
    assert outline(rows) == ["today", "x"]
    rows.set_all((chat("x", 0),), TODAY)
    assert rows.get("a") is not None
    assert rows.drop("a", TODAY)
    assert rows.get("a") is None


def test_pinning_moves_a_chat_though_its_time_stays() -> None:
    rows = filled(chat("a", 0, 9), chat("b", 0, 8))
    assert rows.put(replace(chat("b", 0, 8), pinned=True), TODAY)
    assert outline(rows) == ["pinned", "b", "today", "a"]


def test_what_letting_a_chat_go_means() -> None:
    rows = in_folders()
    rows.fold("thesis", TODAY)  # pinned p, folders, thesis, t, home, today a
    at = {key: place for place, key in enumerate(outline(rows))}
    assert rows.drop_at(at["folder:thesis"], "a") == Drop(2 + 1, "thesis")
    assert rows.drop_at(at["t"], "a") == Drop(at["folder:thesis"], "thesis")
    assert rows.drop_at(at["p"], "a") == Drop(0, None, pin=True)
    assert rows.drop_at(at["today"], "t") == Drop(at["today"], None)
    assert rows.drop_at(at["a"], "p") == Drop(at["today"], None, pin=False)
    assert rows.drop_at(at["folder:thesis"], "p") == Drop(at["folder:thesis"], "thesis", pin=False)


def test_where_letting_a_chat_go_means_nothing() -> None:
    rows = in_folders()
    rows.fold("thesis", TODAY)
    at = {key: place for place, key in enumerate(outline(rows))}
    assert rows.drop_at(at["folders"], "a") is None
    assert rows.drop_at(at["t"], "t") is None
    assert rows.drop_at(at["a"], "a") is None
    assert rows.drop_at(0, "p") is None
    assert rows.drop_at(-1, "a") is None
    assert rows.drop_at(99, "a") is None
    assert rows.drop_at(0, "nobody") is None


def test_folders_change_places() -> None:
    rows = in_folders()
    rows.fold("thesis", TODAY)
    at = {key: place for place, key in enumerate(outline(rows))}
    assert rows.position_at(at["folder:home"], "thesis") == 1
    assert rows.position_at(at["t"], "home") == 0
    assert rows.position_at(at["folders"], "home") == 0
    assert rows.position_at(at["folders"], "thesis") is None
    assert rows.position_at(at["folder:home"], "home") is None
    assert rows.position_at(at["a"], "home") is None
    assert rows.position_at(-1, "home") is None
    assert rows.position_at(at["folder:home"], "nobody") is None


def test_headings_have_no_key() -> None:
    assert Row(Group.TODAY).key == ""
    assert Row(Group.FOLDERS, folder=HOME).key == "folder:home"
