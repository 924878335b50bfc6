"""Grouping and changing the sidebar's chats."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from app.types.chats import ChatSummary
from app.ui.window.sidebar_model import ChatRows, Group, clean_title

TODAY = date(2026, 3, 29)  # the day on which European clocks change


def chat(chat_id: str, days_ago: int, hour: int = 12) -> ChatSummary:
    moment = datetime(2026, 3, 29, hour).astimezone() - timedelta(days=days_ago)
    local = datetime(moment.year, moment.month, moment.day, hour).astimezone()
    return ChatSummary(chat_id, chat_id.upper(), local.timestamp(), local.timestamp())


def outline(rows: ChatRows) -> list[str]:
    return [row.group.value if row.chat is None else row.chat.id for row in rows.rows]


def filled(*chats: ChatSummary) -> ChatRows:
    rows = ChatRows()
    rows.set_all(chats, TODAY)
    return rows


def test_groups_by_the_person_s_day_newest_first() -> None:
    rows = filled(chat("old", 8), chat("a", 0, 1), chat("b", 0, 9), chat("y", 1, 23), chat("w", 2), chat("w7", 7))
    assert outline(rows) == ["today", "b", "a", "yesterday", "y", "week", "w", "w7", "older", "old"]


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
    assert filled().rows == ()


def test_titles_become_one_short_line() -> None:
    assert clean_title("  a\n b\t\u2028c ") == "a b c"
    assert len(clean_title("x" * 500)) == 200
    assert clean_title(" \n ") == ""
