"""Sound and camera devices as Linux shows them; files stand in for /proc, /sys and /dev."""

from __future__ import annotations

import json
import os
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from app.services.doctor import media
from app.services.doctor.media import ask_sounddevice, judge_sounddevice, look_at_cameras, look_at_sound
from app.types.engines import CheckState

CARDS = """ 0 [PCH            ]: HDA-Intel - HDA Intel PCH
                      HDA Intel PCH at 0xdf240000 irq 130
 1 [Headset        ]: USB-Audio - Anna's Headset
"""


def put(root: Path, name: str, text: str = "") -> Path:
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def test_cards_and_the_sound_server(tmp_path: Path) -> None:
    put(tmp_path, "proc/asound/cards", CARDS)
    put(tmp_path, "dev/snd/pcmC0D0c")
    put(tmp_path, "dev/snd/pcmC0D0p")
    put(tmp_path, "run/user/7/pulse/native")
    found = {f.name: f for f in look_at_sound(tmp_path, {"XDG_RUNTIME_DIR": "/run/user/7"}, "linux")}
    assert found["Sound cards"].text == "2 found: “HDA-Intel - HDA Intel PCH”, “USB-Audio - Anna's Headset”."
    assert found["Microphones"].text == "1 found."
    assert found["Sound server"].text == "PulseAudio runs."
    assert {f.state for f in found.values()} == {CheckState.GOOD}


def test_a_card_without_a_microphone_is_said(tmp_path: Path) -> None:
    put(tmp_path, "proc/asound/cards", CARDS)
    put(tmp_path, "dev/snd/pcmC0D0p")
    found = {f.name: f for f in look_at_sound(tmp_path, {}, "linux")}
    assert found["Microphones"].text.startswith("No card has one.")
    assert found["Sound server"].text.startswith("Neither")


def test_no_card_and_files_that_are_not_what_they_should_be(tmp_path: Path) -> None:
    put(tmp_path, "proc/asound/cards", "--- no soundcards ---\n")
    assert "None was found" in look_at_sound(tmp_path, {}, "linux")[0].text
    (tmp_path / "proc/asound/cards").write_bytes(b"\xff\x00" * 100_000)
    assert "None was found" in look_at_sound(tmp_path, {}, "linux")[0].text


def test_devices_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "proc/asound/cards", CARDS)
    put(tmp_path, "dev/snd/pcmC0D0c")
    put(tmp_path, "dev/video0")
    monkeypatch.setattr(os, "access", lambda *_: False)  # tests may run as root, who may open everything
    sound = {f.name: f for f in look_at_sound(tmp_path, {}, "linux")}
    assert sound["Microphones"].state is CheckState.WARNING
    assert "group “audio”" in sound["Microphones"].hint
    [camera] = look_at_cameras(tmp_path, "linux")
    assert camera.text == "“video0” may not be opened."
    assert "group “video”" in camera.hint


def test_a_camera_counts_once_whatever_its_nodes(tmp_path: Path) -> None:
    for number, index in ((0, "0\n"), (1, "1\n")):
        put(tmp_path, f"dev/video{number}")
        put(tmp_path, f"sys/class/video4linux/video{number}/index", index)
        put(tmp_path, f"sys/class/video4linux/video{number}/name", "Integrated\nCamera")
    [found] = look_at_cameras(tmp_path, "linux")
    assert found.text == "1 found: “Integrated Camera”."


def test_no_camera_and_another_system(tmp_path: Path) -> None:
    assert look_at_cameras(tmp_path, "linux")[0].text.startswith("None was found.")
    assert look_at_cameras(tmp_path, "darwin")[0].state is CheckState.UNKNOWN
    assert look_at_sound(tmp_path, {}, "win32")[0].state is CheckState.UNKNOWN


def test_many_devices_are_counted(tmp_path: Path) -> None:
    for number in range(20):
        put(tmp_path, f"dev/video{number}")
    assert look_at_cameras(tmp_path, "linux")[0].text.endswith("and 4 more.")


def test_sounddevice_is_asked_in_a_process_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    devices = [
        {"name": "Mic", "max_input_channels": 1, "max_output_channels": 0},
        {"name": "Speaker", "max_input_channels": 0, "max_output_channels": 2},
    ]
    put(tmp_path, "sounddevice.py", f"def query_devices(): return {devices!r}\n")  # stands in for the real package
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(media, "find_spec", lambda name: ModuleSpec(name, None))
    found = {f.name: f for f in look_at_sound(tmp_path, {}, "win32")}
    assert found["Microphones"].text == "1 found: “Mic”."
    assert found["Speakers"].text == "1 found: “Speaker”."
    assert "sounddevice" not in sys.modules


def test_a_sounddevice_that_crashes_is_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "sounddevice.py", "import os; os.abort()\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert judge_sounddevice(ask_sounddevice())[0].state is CheckState.UNKNOWN


@pytest.mark.parametrize("reply", ["", "{}x", "[1]", '[{"name": "x"}]', json.dumps([{"name": 1, "in": "a", "out": 0}])])
def test_what_a_library_says_is_not_trusted(reply: str) -> None:
    assert judge_sounddevice(reply)[0].state is CheckState.UNKNOWN
