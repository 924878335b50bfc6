"""What a narrow header leaves out."""

from __future__ import annotations

import pytest

from app.ui.window.header_model import Parts, parts


@pytest.mark.parametrize(
    ("room", "title", "expected"),
    [
        (600, 300, Parts(engine=True, speed=True)),
        (470, 300, Parts(engine=True, speed=True)),
        (469, 300, Parts(engine=True, speed=False)),
        (229, 300, Parts(engine=False, speed=False)),
        (230, 300, Parts(engine=True, speed=False)),
        (170, 0, Parts(engine=True, speed=True)),
    ],
)
def test_the_title_has_room_before_engine_and_speed(room: int, title: int, expected: Parts) -> None:
    assert parts(room, title, 70, 100) == expected
