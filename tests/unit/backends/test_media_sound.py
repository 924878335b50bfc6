"""Sounds of strangers: WAV files of every sample form to one channel at a wanted rate, and one clear error otherwise.

No model that hears was at hand: that one understands these samples is unproved.
"""

from __future__ import annotations

import math
import random
import struct
from collections.abc import Callable
from typing import Any

import pytest

from app.backends.llama_cpp.media import sound
from app.backends.llama_cpp.media.sound import decode_sound
from app.errors import InvalidInput

np = pytest.importorskip("numpy", reason="numpy comes with the engine's extra")

pytestmark = pytest.mark.engine

RATE = 16_000
PACK: dict[tuple[int, int], Callable[[float], bytes]] = {
    (1, 8): lambda value: struct.pack("<B", round(value * 127) + 128),
    (1, 16): lambda value: struct.pack("<h", round(value * 32767)),
    (1, 24): lambda value: round(value * 8388607).to_bytes(3, "little", signed=True),
    (1, 32): lambda value: struct.pack("<i", round(value * 2147483647)),
    (3, 32): lambda value: struct.pack("<f", value),
    (3, 64): lambda value: struct.pack("<d", value),
}


def wav(
    values: list[float],
    form: tuple[int, int] = (1, 16),
    *,
    rate: int = RATE,
    channels: int = 1,
    before: bytes = b"",
    extensible: bool = False,
) -> bytes:
    """A WAV file; `values` are the samples of all channels in turn."""
    kind, bits = form
    data = b"".join(map(PACK[form], values))
    frame = channels * bits // 8
    head = struct.pack("<HHIIHH", 0xFFFE if extensible else kind, channels, rate, rate * frame, frame, bits)
    if extensible:
        head += struct.pack("<HHIH14s", 22, bits, 0, kind, b"\x00" * 14)
    body = b"WAVE" + b"fmt " + struct.pack("<I", len(head)) + head + before + b"data" + struct.pack("<I", len(data))
    return b"RIFF" + struct.pack("<I", len(body) + len(data)) + body + data


def tone(hertz: float, rate: int = RATE, seconds: float = 0.25, loud: float = 0.5) -> list[float]:
    return [loud * math.sin(2 * math.pi * hertz * i / rate) for i in range(int(rate * seconds))]


def pitch(samples: Any, rate: int) -> float:
    """The loudest tone in Hz."""
    spectrum = np.abs(np.fft.rfft(samples))
    return float(np.argmax(spectrum[1:]) + 1) * rate / len(samples)


@pytest.mark.parametrize("form", list(PACK))
@pytest.mark.parametrize("extensible", [False, True])
def test_every_form_gives_the_same_samples(form: tuple[int, int], *, extensible: bool) -> None:
    values = tone(440)
    samples = decode_sound(wav(values, form, extensible=extensible), RATE)
    assert samples.dtype == np.float32
    assert np.abs(samples - np.array(values)).max() < 0.01


def test_channels_become_one() -> None:
    left, right = tone(440), [0.0] * len(tone(440))
    both = [value for pair in zip(left, right, strict=True) for value in pair]
    samples = decode_sound(wav(both, channels=2), RATE)
    assert len(samples) == len(left)
    assert np.abs(samples - np.array(left) / 2).max() < 0.001


@pytest.mark.parametrize("rate", [8_000, 22_050, 44_100, 48_000, 96_000])
def test_the_pitch_stays_at_another_rate(rate: int) -> None:
    samples = decode_sound(wav(tone(440, rate, 1.0), rate=rate), RATE)
    assert abs(len(samples) - RATE) <= 1
    assert abs(pitch(samples, RATE) - 440) < 2
    assert np.abs(samples).max() == pytest.approx(0.5, abs=0.03)


def test_tones_too_high_for_the_rate_do_not_fold_back_loudly() -> None:
    samples = decode_sound(wav(tone(20_000, 48_000, 1.0), rate=48_000), RATE)
    assert np.abs(samples).max() < 0.15


def test_other_chunks_and_a_cut_end_are_passed_over() -> None:
    before = b"LIST" + struct.pack("<I", 3) + b"abc\x00"
    data = wav(tone(440, seconds=1.0), before=before)
    assert len(decode_sound(data, RATE)) == RATE
    assert len(decode_sound(data[: -RATE - 1], RATE)) == RATE // 2 - 1


def test_mad_numbers_become_harmless() -> None:
    values = [float("nan"), float("inf"), -float("inf"), 1e30] * 1000
    samples = decode_sound(wav(values, (3, 32)), RATE)
    assert np.isfinite(samples).all()
    assert np.abs(samples).max() <= 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not a sound"),
        (b"ID3\x04" + bytes(100), "not a sound"),
        (b"fLaC" + bytes(100), "not a sound"),
        (b"RIFF\x00\x00\x00\x00WEBP", "not a sound"),
        (b"RIFF\x00\x00\x00\x00WAVE", "damaged or cut off"),
        (wav([])[:30], "damaged or cut off"),
        (wav([]), "next to nothing"),
        (wav([0.0] * 10), "next to nothing"),
        (wav(tone(440)).replace(b"fmt ", b"fmx "), "damaged or cut off"),
        (wav(tone(440), rate=1), "damaged or cut off"),
        (wav(tone(440), channels=60), "damaged or cut off"),
        (wav(tone(440), channels=0), "damaged or cut off"),
    ],
)
def test_what_cannot_be_used_is_said(data: bytes, words: str) -> None:
    with pytest.raises(InvalidInput, match=words) as caught:
        decode_sound(data, RATE)
    assert caught.value.hint
    assert caught.value.params["reason"]


def test_packed_sounds_are_refused() -> None:
    data = bytearray(wav(tone(440)))
    data[20:22] = struct.pack("<H", 0x55)  # MP3 in a WAV
    with pytest.raises(InvalidInput, match="packed in a way") as caught:
        decode_sound(bytes(data), RATE)
    assert "format 85" in caught.value.detail


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sound, "MAX_SECONDS", 1)
    with pytest.raises(InvalidInput, match="too long to listen to"):
        decode_sound(wav([0.1] * RATE * 2), RATE)
    monkeypatch.setattr(sound, "MAX_BYTES", 100)
    with pytest.raises(InvalidInput, match="too much to listen to"):
        decode_sound(wav([0.1] * RATE), RATE)


def test_bent_files_end_as_samples_or_as_one_error() -> None:
    chance = random.Random(4)  # noqa: S311 (repeatable on purpose)
    files = [wav(tone(440), form) for form in PACK]
    for _ in range(400):
        data = bytearray(chance.choice(files))
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(60)] = chance.randrange(256)
        try:
            samples = decode_sound(bytes(data), RATE)
        except InvalidInput:
            continue
        assert np.isfinite(samples).all()
        assert len(samples) <= RATE * sound.MAX_SECONDS + 1
