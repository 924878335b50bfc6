"""Pictures of strangers: six formats, upright, on white, within limits, and one clear error for everything else."""

from __future__ import annotations

import io
import random
import struct
import zlib
from typing import Any

import pytest

from app.backends.llama_cpp.media import decode
from app.backends.llama_cpp.media.decode import decode_picture
from app.errors import InvalidInput

Image = pytest.importorskip("PIL.Image", reason="Pillow comes with the engine's extra")

pytestmark = pytest.mark.engine


def saved(image: Any, kind: str = "PNG", **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def png_of(width: int, height: int) -> bytes:
    """A header that promises a picture of this size, with next to no data."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def two_colours() -> Any:
    """Blue at the left, yellow at the right."""
    image = Image.new("RGB", (40, 20), (0, 0, 255))
    image.paste((255, 255, 0), (20, 0, 40, 20))
    return image


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF"])
def test_formats(kind: str) -> None:
    pixels = decode_picture(saved(two_colours(), kind))
    assert (pixels.width, pixels.height, len(pixels.rgb)) == (40, 20, 40 * 20 * 3)
    left, right = pixels.rgb[:3], pixels.rgb[-3:]
    assert all(abs(a - b) < 30 for a, b in zip(left + right, (0, 0, 255, 255, 255, 0), strict=True))


@pytest.mark.parametrize("kind", ["ICO", "PPM", "TGA", "PCX", "PDF", "EPS"])
def test_other_formats_are_refused(kind: str) -> None:
    with pytest.raises(InvalidInput, match="not a picture that can be read") as caught:
        decode_picture(saved(two_colours(), kind))
    assert "PNG" in caught.value.hint


@pytest.mark.parametrize(
    ("mode", "colour", "expected"),
    [
        ("1", 1, 255),
        ("L", 130, 130),
        ("LA", (130, 255), 130),
        ("RGBA", (130, 130, 130, 255), 130),
        ("RGBA", (0, 0, 0, 0), 255),
        ("RGBA", (0, 0, 0, 128), 127),
        ("LA", (0, 0), 255),
        ("P", 0, 0),
        ("I;16", 65_535, 255),
        ("I;16", 0x8000, 127),
    ],
)
def test_modes_and_transparency(mode: str, colour: Any, expected: int) -> None:
    pixels = decode_picture(saved(Image.new(mode, (3, 2), colour)))
    assert all(abs(value - expected) <= 1 for value in pixels.rgb)


@pytest.mark.parametrize(
    ("mode", "value", "expected"), [("F", 0.5, 127), ("F", 200.0, 200), ("I", 70_000, 255), ("F", float("nan"), 0)]
)
def test_scientific_greys(mode: str, value: float, expected: int) -> None:
    pixels = decode_picture(saved(Image.new(mode, (3, 2), value), "TIFF"))
    assert all(abs(byte - expected) <= 1 for byte in pixels.rgb)


def test_inks_and_transparent_palettes() -> None:
    assert len(decode_picture(saved(Image.new("CMYK", (3, 2), (0, 255, 0, 0)), "JPEG")).rgb) == 18
    image = Image.new("P", (3, 2), 7)
    assert set(decode_picture(saved(image, "GIF", transparency=7)).rgb) == {255}


def test_a_picture_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held at its side
    pixels = decode_picture(saved(two_colours(), "JPEG", exif=exif))
    assert (pixels.width, pixels.height) == (20, 40)
    assert pixels.rgb[2] > 200  # blue on top
    assert pixels.rgb[-1] < 60


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "TIFF"])
def test_the_first_frame_counts(kind: str) -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ((255, 0, 0), (0, 255, 0), (0, 0, 255))]
    pixels = decode_picture(saved(frames[0], kind, save_all=True, append_images=frames[1:]))
    assert pixels.rgb[0] > 200
    assert pixels.rgb[1] < 60


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"hello", "not a picture"),
        (png_of(200_000, 1), "too many to look at"),
        (png_of(30_000, 30_000), "too many to look at"),
        (png_of(0, 10), "damaged|empty|not a picture"),
        (png_of(9_000, 10), "little more than a line"),
        (png_of(5_000, 5_000), "damaged or cut off"),
        (saved(Image.new("RGB", (500, 500), "red"), "JPEG")[:-500], "damaged or cut off"),
        (saved(Image.new("RGB", (500, 500), "red"))[:100], "damaged or cut off|not a picture"),
        (b"RIFF\xff\xff\xff\xffWEBPVP8 " + bytes(40), "damaged|not a picture"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n", "not a picture"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "not a picture"),
    ],
)
def test_what_cannot_be_used_is_said(data: bytes, words: str) -> None:
    with pytest.raises(InvalidInput, match=words) as caught:
        decode_picture(data)
    assert caught.value.hint
    assert caught.value.params["reason"]


def test_too_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decode, "MAX_BYTES", 100)
    with pytest.raises(InvalidInput, match="too much for a picture"):
        decode_picture(bytes(101))


def test_a_large_picture_is_made_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decode, "KEPT_EDGE", 100)
    for kind in ("PNG", "JPEG"):
        pixels = decode_picture(saved(Image.new("RGB", (1000, 500), "red"), kind))
        assert (pixels.width, pixels.height) == (100, 50)


def test_bent_files_end_as_pictures_or_as_one_error() -> None:
    chance = random.Random(4)  # noqa: S311 (repeatable on purpose)
    files = [saved(two_colours(), kind) for kind in ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")]
    for _ in range(600):
        data = bytearray(chance.choice(files))
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            pixels = decode_picture(bytes(data[: chance.choice((len(data), chance.randrange(len(data))))]))
        except InvalidInput:
            continue
        assert len(pixels.rgb) == pixels.width * pixels.height * 3
