"""A stranger's picture file to pixels, under limits on bytes, edges, pixels and formats. Worker processes only.

Nothing of the file is believed: its size is read before its pixels, only decoders of six well-known formats run, and
whatever they say about a damaged file ends as one clear error.
"""

from __future__ import annotations

import io
import math
import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.errors import InvalidInput

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
"""What Pillow may decode; others of its decoders run programs, or are rarely looked after."""
MAX_BYTES = 64 * 1024 * 1024
MAX_PIXELS = 100_000_000
"""A picture of 100 megapixels takes 300 MB while it is decoded."""
MAX_EDGE = 32_768
MAX_RATIO = 200
"""Longer edge over the shorter one; a picture that is a line is of no use to any model, and upsets some."""
KEPT_EDGE = 4096
"""Larger pictures are made smaller: no projector looks closer."""
_HINT = "Open it in a picture viewer and save it again, as PNG or JPEG."


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture, three bytes a pixel, row by row."""

    width: int
    height: int
    rgb: bytes = field(repr=False)


def decode_picture(data: bytes) -> Pixels:
    """The first frame of a picture file, upright, over white where it is transparent.

    Raises:
        InvalidInput: It is no picture of a known format, is damaged or cut off, or exceeds a limit.
    """
    if not data:
        raise _refusal("The picture is empty.", "Choose another file.", "empty")
    if len(data) > MAX_BYTES:
        hint = f"Choose one of at most {MAX_BYTES // 1024**2} MB."
        raise _refusal(f"The picture has {len(data) / 1024**2:.0f} MB, too much for a picture.", hint, "too_large")
    from PIL import Image, UnidentifiedImageError

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of Pillow, about odd files; what matters is an error below
        try:
            with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
                _check_size(*picture.size)
                return _upright(picture)
        except UnidentifiedImageError as exc:
            hint = "PNG, JPEG, WebP, GIF, BMP and TIFF can be read."
            raise _refusal("The file is not a picture that can be read.", hint, "format") from exc
        except MemoryError:
            raise
        except InvalidInput:
            raise
        except Exception as exc:  # decoders raise almost anything for damaged files
            detail = f"{type(exc).__name__}: {exc}"[:500]
            raise _refusal("The picture is damaged or cut off.", _HINT, "damaged", detail) from exc


def _check_size(width: int, height: int) -> None:
    size = f"{width:,} × {height:,} pixels"
    if width < 1 or height < 1:
        raise _refusal("The picture is empty.", _HINT, "empty")
    if max(width, height) > MAX_EDGE or width * height > MAX_PIXELS:
        hint = f"Make it smaller: {MAX_PIXELS // 1_000_000} megapixels and {MAX_EDGE:,} pixels an edge are allowed."
        raise _refusal(f"The picture has {size}, too many to look at.", hint, "too_large")
    if max(width, height) > MAX_RATIO * min(width, height):
        raise _refusal(f"The picture has {size}: it is little more than a line.", "Cut out what matters.", "line")


def _upright(picture: Image) -> Pixels:
    from PIL import Image, ImageOps

    picture.seek(0)
    picture.draft("RGB", (KEPT_EDGE, KEPT_EDGE))  # lets a JPEG be decoded at a half or a quarter of its size
    picture.load()
    image = ImageOps.exif_transpose(picture)
    if max(image.size) > KEPT_EDGE:
        image.thumbnail((KEPT_EDGE, KEPT_EDGE), Image.Resampling.BICUBIC, reducing_gap=2.0)
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        image = Image.new("RGBA", layer.size, "white")
        image.alpha_composite(layer)
    image = _eight_bits(image).convert("RGB")
    return Pixels(*image.size, image.tobytes())


def _eight_bits(image: Image) -> Image:
    """Greys of 16 and 32 bits and floating-point ones, scaled: Pillow would cut them off at 255."""
    if not image.mode.startswith(("I", "F")):
        return image
    highest = image.getextrema()[1]
    if image.mode.startswith("I;16"):
        full = 65_535.0
    else:
        value = float(highest) if isinstance(highest, int | float) else 0.0
        full = next((step for step in (1.0, 255.0, 65_535.0) if value <= step), value)
    factor = 255.0 / full if math.isfinite(full) else 1.0
    return image.convert("F").point(lambda value: value * factor + 0.0).convert("L")


def _refusal(message: str, hint: str, reason: str, detail: str = "") -> InvalidInput:
    return InvalidInput(message, hint=hint, detail=detail, params={"reason": reason})
