"""A chat as a screen reader drives it: the real program, without mouse and pixels, through AT-SPI."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.conftest import ECHO
from tests.helpers.accessibility import ScreenReader, accessible_desktop, until_heard
from tests.helpers.procs import Programs
from tests.helpers.waiting import wait_until

pytestmark = pytest.mark.gui


@pytest.fixture
def reader(programs: Programs, tmp_path: Path) -> Iterator[ScreenReader]:
    """A screen reader over the window, which has just opened."""
    with accessible_desktop(tmp_path) as environ:
        made = ScreenReader(environ["DBUS_SESSION_BUS_ADDRESS"])  # before the window: Qt asks at its start who listens
        window = programs.start("--size", "1200x800", **ECHO, **environ)
        yield made
        made.close()
        window.process.terminate()
        window.wait()


def test_a_chat_is_begun_asked_heard_and_read(reader: ScreenReader) -> None:
    field = reader.find("text", "Message")
    reader.press(reader.find("push button", "New chat"))
    wait_until(lambda: reader.is_focused(field), what="the focus in the field")
    send = reader.find("push button", "Send")
    reader.write(field, "Tides come and go.")
    assert reader.text(field) == "Tides come and go."
    reader.press(send)
    assert until_heard(reader, lambda words: "finished" in words).endswith("Reply finished")
    wait_until(lambda: reader.texts().count("Tides come and go.") >= 2, what="prompt and answer")
    wait_until(lambda: reader.text(field) == "", what="an empty field")


def test_the_settings_are_reached_and_a_switch_says_what_it_is(reader: ScreenReader) -> None:
    reader.press(reader.find("push button", "Settings"))
    reader.find("filler", "Settings")
    pages = [node.name for node in reader.nodes() if node.role == "list item"]
    assert any(name.startswith("Appearance") for name in pages)
    unnamed = [
        node for node in reader.nodes() if node.role in ("push button", "check box", "combo box") and not node.name
    ]
    assert unnamed == []


def test_zoom_and_language_open_the_window_anew_where_it_was(reader: ScreenReader, programs: Programs) -> None:
    field = reader.find("text", "Message")
    reader.write(field, "half a thought")
    changed = programs.run("settings", "set", "general.language", "de", "appearance.zoom", "125")
    assert changed.process.returncode == 0
    reader.find("push button", "Neuer Chat")
    wait_until(lambda: reader.text(reader.find("text", "Nachricht")) == "half a thought", what="the draft")
