"""Times of messages in words."""

from __future__ import annotations

from app.ui.chat.times import full_time, short_time


def test_times_are_said_as_people_say_them() -> None:
    noon = 1_772_539_200.0  # 3 March 2026, at noon in UTC
    day = 86_400
    assert "Yesterday" not in short_time(noon, now=noon + 60)
    assert short_time(noon, now=noon + day).startswith("Yesterday ")
    assert short_time(noon, now=noon + 5 * day).startswith("3 Mar ")
    assert short_time(noon, now=noon + 400 * day) == "3 March 2026"
    assert full_time(noon).startswith("3 March 2026, ")
    assert "Edited" in full_time(noon, noon + 60)
