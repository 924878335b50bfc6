"""Sound and camera devices, without their libraries: what the system says of itself, without opening anything.

On Linux that is read from /proc, /sys and /dev. Elsewhere only the package sounddevice can tell, where it is
installed; it is asked in a process of its own, since such libraries may hang or crash.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path

from app.services.doctor.checks import Findings
from app.services.doctor.words import good, unknown, warning
from app.types.doctor import DoctorSection, Finding

SOUND, CAMERA = DoctorSection.SOUND, DoctorSection.CAMERA
ASK_S = 4.0
MAX_NAMES = 16
_MAX_NAME = 80
_MAX_REPLY = 64 * 1024

_CARD = re.compile(r"^\s*\d+\s+\[[^\]]*\]:\s*(.*)$", re.MULTILINE)
_ASK = """
import json, sounddevice
found = [{"name": str(d["name"]), "in": int(d["max_input_channels"]), "out": int(d["max_output_channels"])}
         for d in sounddevice.query_devices()]
print(json.dumps(found))
"""
_SILENT = "Voice needs it; everything else works without."
_BLIND = "Pictures can be opened from files without one."


def look_at_sound(
    root: Path = Path("/"), environ: Mapping[str, str] | None = None, system: str = sys.platform
) -> Findings:
    """Cards, rights and the sound server on Linux; elsewhere what sounddevice says."""
    if find_spec("sounddevice") is not None:
        return judge_sounddevice(ask_sounddevice())
    if system != "linux":
        text = "Sound devices cannot be listed here: the package sounddevice is not installed."
        return (unknown(SOUND, "Sound devices", text),)
    env = os.environ if environ is None else environ
    return (*_cards(root), _sound_server(root, env))


def ask_sounddevice() -> str:
    """What the library says of its devices, as JSON; "" where it fails.

    Raises:
        subprocess.TimeoutExpired: It hangs.
    """
    command = [sys.executable, "-c", _ASK]
    done = subprocess.run(command, capture_output=True, timeout=ASK_S, check=False, stdin=subprocess.DEVNULL)
    return done.stdout[:_MAX_REPLY].decode("utf-8", "replace") if done.returncode == 0 else ""


def judge_sounddevice(reply: str) -> Findings:
    """One line for what listens and one for what plays."""
    try:
        devices = [(str(entry["name"]), int(entry["in"]), int(entry["out"])) for entry in json.loads(reply)]
    except (ValueError, TypeError, KeyError):
        return (unknown(SOUND, "Sound devices", "The package sounddevice could not list them."),)
    ins, outs = [name for name, i, _ in devices if i > 0], [name for name, _, o in devices if o > 0]
    return (_named(SOUND, "Microphones", ins, _SILENT), _named(SOUND, "Speakers", outs, _SILENT))


def look_at_cameras(root: Path = Path("/"), system: str = sys.platform) -> Findings:
    """The video devices that can take pictures, and whether they may be opened."""
    if system != "linux":
        text = "Cameras cannot be listed here without opening one."
        return (unknown(CAMERA, "Cameras", text),)
    devices = sorted((root / "dev").glob("video[0-9]*"))
    cameras = [device for device in devices if _takes_pictures(root, device)]
    refused = [device for device in cameras if not os.access(device, os.R_OK | os.W_OK)]
    if refused:
        text = f"{_list(_camera_name(root, device) for device in refused)} may not be opened."
        return (warning(CAMERA, "Cameras", text, "Add yourself to the group “video” and log in again."),)
    return (_named(CAMERA, "Cameras", [_camera_name(root, device) for device in cameras], _BLIND),)


def _cards(root: Path) -> Findings:
    names = [name.strip() for name in _CARD.findall(_read(root / "proc/asound/cards"))]
    if not names:
        return (_named(SOUND, "Sound cards", [], _SILENT),)
    found = [_named(SOUND, "Sound cards", names, _SILENT)]
    for name, pattern in (("Microphones", "pcm*c"), ("Speakers", "pcm*p")):
        devices = list((root / "dev/snd").glob(pattern))
        if not devices:
            found.append(good(SOUND, name, f"No card has one. {_SILENT}"))
        elif not any(os.access(device, os.R_OK | os.W_OK) for device in devices):
            hint = "Add yourself to the group “audio” and log in again."
            found.append(warning(SOUND, name, "They may not be opened.", hint))
        else:
            found.append(good(SOUND, name, f"{len(devices)} found."))
    return tuple(found)


def _sound_server(root: Path, env: Mapping[str, str]) -> Finding:
    runtime = root / env.get("XDG_RUNTIME_DIR", "").lstrip("/") if env.get("XDG_RUNTIME_DIR") else None
    for name, socket in (("PipeWire", "pipewire-0"), ("PulseAudio", "pulse/native")):
        if runtime is not None and (runtime / socket).exists():
            return good(SOUND, "Sound server", f"{name} runs.")
    return good(SOUND, "Sound server", "Neither PipeWire nor PulseAudio runs for this session.")


def _takes_pictures(root: Path, device: Path) -> bool:
    """A camera has several nodes; the first one is for pictures, others are for descriptions of them."""
    index = _read(root / "sys/class/video4linux" / device.name / "index").strip()
    return index in ("", "0")


def _camera_name(root: Path, device: Path) -> str:
    return _read(root / "sys/class/video4linux" / device.name / "name").strip() or device.name


def _named(section: DoctorSection, name: str, names: list[str], without: str) -> Finding:
    if not names:
        return good(section, name, f"None was found. {without}")
    return good(section, name, f"{len(names)} found: {_list(names)}.")


def _list(names: Iterable[str]) -> str:
    shown = [" ".join(name.split())[:_MAX_NAME] for name in names]
    more = f" and {len(shown) - MAX_NAMES} more" if len(shown) > MAX_NAMES else ""
    return ", ".join(f"“{name}”" for name in shown[:MAX_NAMES]) + more


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_MAX_REPLY).decode("utf-8", "replace")
    except OSError:
        return ""
