"""A stranger's WAV file to samples for a model that hears, under limits. Worker processes only.

Unproved with a real model: none that hears was at hand. The samples themselves are tested.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.errors import InvalidInput

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

MAX_BYTES = 128 * 1024 * 1024
MAX_SECONDS = 30 * 60
MIN_SECONDS = 0.05
MAX_CHANNELS = 32
RATES = (1_000, 768_000)
_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_FORMAT = struct.Struct("<HHIIHH")
_CHUNK = struct.Struct("<4sI")
_HINT = "Save it as WAV with PCM samples."


@dataclass(frozen=True, slots=True)
class _Wave:
    """What the header says, and where the samples are."""

    kind: int
    channels: int
    rate: int
    bits: int
    data: memoryview


def decode_sound(data: bytes, rate: int) -> Samples:
    """One channel of samples from -1 to 1 at the wanted rate.

    Raises:
        InvalidInput: It is no WAV file of PCM or floating-point samples, is damaged, or exceeds a limit.
    """
    wave = _read_header(data)
    frame = wave.channels * wave.bits // 8
    frames = len(wave.data) // frame
    seconds = frames / wave.rate
    if seconds < MIN_SECONDS:
        raise _refusal("There is next to nothing in the sound.", "Choose another file.", "empty")
    if seconds > MAX_SECONDS:
        hint = f"Cut it to at most {MAX_SECONDS // 60} minutes."
        raise _refusal(f"The sound lasts {seconds / 60:.0f} minutes, too long to listen to.", hint, "too_large")
    samples = _to_float(wave.data[: frames * frame], wave)
    return _resample(samples.reshape(frames, wave.channels).mean(axis=1, dtype="float32"), wave.rate, rate)


def _read_header(data: bytes) -> _Wave:
    if len(data) > MAX_BYTES:
        message = f"The sound has {len(data) / 1024**2:.0f} MB, too much to listen to."
        raise _refusal(message, "Send a shorter one.", "too_large")
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise _refusal("The file is not a sound that can be read.", _HINT, "format")
    form: tuple[int, ...] | None = None
    for name, chunk in _chunks(memoryview(data)):
        if name == b"fmt ":
            form = _parse_format(chunk)
        elif name == b"data" and form is not None:
            return _checked(_Wave(form[0], form[1], form[2], form[5], chunk))
    raise _refusal("The sound is damaged or cut off.", _HINT, "damaged")


def _chunks(data: memoryview) -> list[tuple[bytes, memoryview]]:
    """The chunks of a RIFF file; the last one may be cut off, as recorders leave it that were killed."""
    found, position = [], 12
    while position + _CHUNK.size <= len(data):
        name, size = _CHUNK.unpack_from(data, position)
        position += _CHUNK.size
        found.append((name, data[position : position + size]))
        position += size + size % 2
    return found


def _parse_format(chunk: memoryview) -> tuple[int, ...]:
    if len(chunk) < _FORMAT.size:
        raise _refusal("The sound is damaged or cut off.", _HINT, "damaged")
    kind, *rest = _FORMAT.unpack_from(chunk)
    if kind == _EXTENSIBLE and len(chunk) >= 26:
        kind = int.from_bytes(chunk[24:26], "little")
    return (kind, *rest)


def _checked(wave: _Wave) -> _Wave:
    known = (wave.kind == _PCM and wave.bits in (8, 16, 24, 32)) or (wave.kind == _FLOAT and wave.bits in (32, 64))
    if not known:
        detail = f"format {wave.kind}, {wave.bits} bits"
        raise _refusal("The sound is packed in a way that cannot be read.", _HINT, "format", detail)
    if not 0 < wave.channels <= MAX_CHANNELS or not RATES[0] <= wave.rate <= RATES[1]:
        detail = f"{wave.channels} channels, {wave.rate} samples a second"
        raise _refusal("The sound is damaged or cut off.", _HINT, "damaged", detail)
    return wave


def _to_float(data: memoryview, wave: _Wave) -> Samples:
    import numpy as np

    if wave.kind == _FLOAT:
        # Bytes that are no sound may hold any number; nothing but -1 to 1 goes on.
        samples = np.frombuffer(data, dtype=f"<f{wave.bits // 8}")
        return np.clip(np.nan_to_num(samples), -1.0, 1.0).astype(np.float32)
    if wave.bits == 8:
        return (np.frombuffer(data, dtype=np.uint8).astype(np.float32) - 128.0) / 128.0
    if wave.bits == 24:
        triples = np.frombuffer(data, dtype=np.uint8).reshape(-1, 3)
        wide = np.zeros((len(triples), 4), dtype=np.uint8)
        wide[:, 1:] = triples  # the sign moves along, so the value is 256 times as large
        return (wide.reshape(-1).view("<i4") / 2.0**31).astype(np.float32)
    whole = np.frombuffer(data, dtype=f"<i{wave.bits // 8}").astype(np.float64)
    return (whole / 2.0 ** (wave.bits - 1)).astype(np.float32)


def _resample(samples: Samples, rate: int, wanted: int) -> Samples:
    """Straight lines between samples; where the rate goes down, an average first keeps high tones from folding."""
    import numpy as np

    if rate == wanted:
        return samples
    if rate > wanted:
        width = max(1, round(rate / wanted))
        samples = np.convolve(samples, np.full(width, 1.0 / width, dtype=np.float32), mode="same")
    length = max(1, int(len(samples) * wanted / rate))
    places = np.arange(length, dtype=np.float64) * (rate / wanted)
    return np.interp(places, np.arange(len(samples)), samples).astype(np.float32)


def _refusal(message: str, hint: str, reason: str, detail: str = "") -> InvalidInput:
    return InvalidInput(message, hint=hint, detail=detail, params={"reason": reason})
