"""Draws the pictures that the tiny vision model knows: one shape in one colour on a quiet background.

Needs Pillow only, so that a test can draw a picture that the model has never seen.
"""

from __future__ import annotations

import math
import random

from PIL import Image, ImageDraw

COLOURS: dict[str, tuple[int, int, int]] = {
    "red": (210, 40, 40),
    "green": (40, 160, 60),
    "blue": (40, 75, 210),
    "yellow": (240, 215, 50),
    "orange": (242, 132, 28),
    "purple": (135, 50, 165),
    "white": (245, 245, 245),
    "black": (18, 18, 18),
}
SHAPES = ("circle", "square", "triangle", "star", "cross")

UNSEEN = 1_000_000_000
"""Training draws with seeds below this one: from here on the model has not seen a picture."""
SIDE = 48
"""Width and height of what the model sees, in pixels; every other size is scaled to it."""
PADDING = (122, 116, 104)
"""What llama.cpp fills up pictures with that are not square."""
FINENESS = 4
"""Edges are drawn this many times larger and then averaged."""
TILT = 12.0
"""Largest rotation, in degrees to either side."""

Point = tuple[float, float]


def draw(
    colour: str, shape: str, seed: int, size: int = SIDE, *, aspect: float = 1.0, smallest: float = 0.22
) -> Image.Image:
    """A picture of one shape; the same arguments give the same picture.

    Args:
        colour: One of `COLOURS`.
        shape: One of `SHAPES`.
        seed: Decides place, size, rotation and background.
        size: Length of the longer side in pixels.
        aspect: Width divided by height.
        smallest: Least radius of the shape, as a share of the shorter side; the largest is 0.42.
    """
    return draw_with_mask(colour, shape, seed, size, aspect=aspect, smallest=smallest)[0]


def draw_with_mask(
    colour: str, shape: str, seed: int, size: int = SIDE, *, aspect: float = 1.0, smallest: float = 0.22
) -> tuple[Image.Image, Image.Image]:
    """What `draw` draws, and a grey picture of the same size that is white where the shape is."""
    chance = generator(f"{colour} {shape} {seed}")
    width = max(1, round(size * min(1.0, aspect)))
    height = max(1, round(size / max(1.0, aspect)))
    fineness = FINENESS if size <= 512 else 1
    side = min(width, height) * fineness
    mask = Image.new("L", (width * fineness, height * fineness))
    radius = chance.uniform(smallest, 0.42) * side
    margin = radius * 1.05
    centre = (chance.uniform(margin, mask.width - margin), chance.uniform(margin, mask.height - margin))
    tilt = math.radians(chance.uniform(-TILT, TILT))
    if shape == "circle":
        ImageDraw.Draw(mask).ellipse([part + way * radius for way in (-1, 1) for part in centre], fill=255)
    else:
        ImageDraw.Draw(mask).polygon(_corners(shape, centre, radius, tilt), fill=255)
    mask = mask.reduce(fineness)
    image = _background(chance, width, height, colour)
    image.paste(_near(chance, COLOURS[colour], 12), mask=mask)
    return image, mask


def letterbox(image: Image.Image, padding: tuple[int, int, int] | int = PADDING) -> Image.Image:
    """The picture as llama.cpp hands it to the model: scaled to fit, centred, filled up at two sides."""
    scale = SIDE / max(image.size)
    size = (min(SIDE, math.ceil(image.width * scale)), min(SIDE, math.ceil(image.height * scale)))
    if image.size != size:
        image = image.resize(size, Image.Resampling.BICUBIC)
    if size == (SIDE, SIDE):
        return image
    canvas = Image.new(image.mode, (SIDE, SIDE), padding)
    canvas.paste(image, ((SIDE - size[0]) // 2, (SIDE - size[1]) // 2))
    return canvas


def generator(seed: str) -> random.Random:
    """A source of chance that gives the same sequence for the same text."""
    return random.Random(seed)  # noqa: S311 - repeatable on purpose


def _near(chance: random.Random, colour: tuple[int, ...], spread: int) -> tuple[int, int, int]:
    red, green, blue = (min(255, max(0, part + chance.randint(-spread, spread))) for part in colour)
    return red, green, blue


def _background(chance: random.Random, width: int, height: int, colour: str) -> Image.Image:
    """Greyish, far enough from black and white shapes, and a little lighter towards one side."""
    grey = chance.randint(95 if colour == "black" else 25, 178 if colour == "white" else 238)
    one, other = _near(chance, (grey,) * 3, 9), _near(chance, (grey,) * 3, 9)
    slope = Image.linear_gradient("L").rotate(chance.choice((0, 90, 180, 270))).resize((width, height))
    return Image.composite(Image.new("RGB", (width, height), one), Image.new("RGB", (width, height), other), slope)


def _corners(shape: str, centre: Point, radius: float, tilt: float) -> list[Point]:
    """Corners of a shape inside the circle around `centre`."""
    points: list[Point]
    if shape == "square":
        points = [(-0.76, -0.76), (0.76, -0.76), (0.76, 0.76), (-0.76, 0.76)]
    elif shape == "triangle":
        points = [(0.0, -1.0), (0.9, 0.68), (-0.9, 0.68)]
    elif shape == "star":
        turns = [(math.pi * i / 5, 1.0 if i % 2 == 0 else 0.42) for i in range(10)]
        points = [(math.sin(angle) * far, -math.cos(angle) * far) for angle, far in turns]
    elif shape == "cross":
        quarter = [(0.3, -0.95), (0.3, -0.3), (0.95, -0.3)]
        points = []
        for _ in range(4):
            points += quarter
            quarter = [(-y, x) for x, y in quarter]
    else:
        raise ValueError(f"Unknown shape: {shape}")
    cos, sin = math.cos(tilt), math.sin(tilt)
    return [(centre[0] + radius * (x * cos - y * sin), centre[1] + radius * (x * sin + y * cos)) for x, y in points]
