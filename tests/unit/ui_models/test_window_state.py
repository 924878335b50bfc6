"""The window's memory: what a good, a missing and a broken file give, and where the window goes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.ui.window.state import Box, WindowState, WindowStateFile, fit

SCREEN = Box(0, 0, 1920, 1080)


def test_what_was_saved_comes_back(tmp_path: Path) -> None:
    file = WindowStateFile(tmp_path / "cache" / "window.json")
    places = (("c1", "m1", -24, 7),)
    state = WindowState(
        5, 6, 900, 700, maximized=True, last_chat="c1", sidebar_collapsed=True, places=places, unfolded=("f1",)
    )
    file.save(state)
    assert file.load() == state
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["window.json"]


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "\xff\xfe", '"x"', "[" * 50_000])
def test_a_broken_file_gives_the_default(tmp_path: Path, text: str) -> None:
    path = tmp_path / "window.json"
    path.write_text(text, encoding="latin-1")
    assert WindowStateFile(path).load() == WindowState()


def test_a_missing_file_gives_the_default(tmp_path: Path) -> None:
    assert WindowStateFile(tmp_path / "no" / "window.json").load() == WindowState()


def test_only_the_good_fields_of_a_file_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    data = {"x": "1", "y": 7, "width": 1, "height": 600, "maximized": 1, "last_chat": "c", "later": [1]}
    places = [["c", "m", 1, 2], ["c", "m", 1], ["", "m", 1, 2], ["c", "m", "1", 2], 5]
    path.write_text(json.dumps({**data, "places": places, "unfolded": ["f", 7, "", ["g"]]}))
    wanted = WindowState(y=7, height=600, last_chat="c", places=(("c", "m", 1, 2),), unfolded=("f",))
    assert WindowStateFile(path).load() == wanted


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    WindowStateFile(tmp_path / "cache" / "window.json").save(WindowState())


def test_the_place_is_kept_where_it_can_be_reached() -> None:
    assert fit(WindowState(100, 50, 800, 600), (SCREEN,)) == Box(100, 50, 800, 600)


def test_a_window_of_an_unplugged_screen_comes_to_the_first_one() -> None:
    assert fit(WindowState(3000, 200, 800, 600), (SCREEN,)) == Box(560, 240, 800, 600)


def test_a_title_bar_above_or_far_right_of_the_screen_is_pulled_back() -> None:
    assert fit(WindowState(1900, -40, 800, 600), (SCREEN,)) == Box(1840, 0, 800, 600)


def test_a_window_larger_than_its_screen_shrinks() -> None:
    assert fit(WindowState(0, 0, 5000, 4000), (SCREEN,)) == Box(0, 0, 1920, 1080)


def test_the_first_start_centres_and_no_screen_leaves_it_to_the_system() -> None:
    assert fit(WindowState(), (SCREEN,)) == Box(320, 124, 1280, 832)
    assert fit(WindowState(), ()) is None


def test_the_screen_that_holds_most_of_the_window_wins() -> None:
    right = Box(1920, 0, 1280, 1024)
    assert fit(WindowState(1800, 100, 800, 600), (SCREEN, right)) == Box(1800, 100, 800, 600)
