"""The display is probed before Qt is, because Qt aborts without one."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from app.ui.display import NoDisplay, require_display


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"DISPLAY": ""},
        {"DISPLAY": "nonsense"},
        {"DISPLAY": ":4711"},
        {"DISPLAY": "localhost:99999"},
        {"WAYLAND_DISPLAY": "wayland-none", "XDG_RUNTIME_DIR": "/nonexistent"},
        {"QT_QPA_PLATFORM": "xcb"},
    ],
)
def test_no_display_is_said_with_the_ways_out(environ: dict[str, str]) -> None:
    with pytest.raises(NoDisplay) as caught:
        require_display(environ)
    assert "tektra run" in caught.value.hint
    assert "xvfb-run" in caught.value.hint


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:size=800x600"])
def test_platforms_without_a_display_are_fine(platform: str) -> None:
    require_display({"QT_QPA_PLATFORM": platform})


def test_a_wayland_socket_that_answers_is_a_display(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(str(tmp_path / "wayland-0"))
        server.listen()
        require_display({"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)})
