"""Answers that go round in circles, and those that only look like it."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from app.backends.repetition import (
    BLANK_AT_LEAST,
    MAX_PERIOD,
    SIGNS_AT_LEAST,
    WORDS_AT_LEAST,
    WORDS_TIMES,
    RepetitionDetector,
)

ROOT = Path(__file__).parents[3]
POEM = """Rise with the morning, rise with the tide,
Sing, my heart, sing, my heart, sing!
Out on the water the fishermen glide,
Sing, my heart, sing, my heart, sing!
"""


def tokens(text: str) -> list[bytes]:
    """About as long as a model's: up to six letters, one digit, up to sixteen equal signs."""
    return [match[0].encode() for match in re.finditer(r" ?[^\W\d_]{1,6}|\d|([^\w\s])\1{0,15}|\s+|.", text)]


def ends_at(pieces: list[bytes]) -> int | None:
    """After how many tokens it is noticed."""
    detector = RepetitionDetector()
    return next((count for count, piece in enumerate(pieces, 1) if detector.feed(piece)), None)


def words(count: int, seed: int = 1) -> list[bytes]:
    chooser = random.Random(seed)  # noqa: S311 (reproducible cases, not secrets)
    return [f" w{''.join(chooser.choices('abcdefgh', k=4))}".encode() for _ in range(count)]


@pytest.mark.parametrize("period", [1, 2, 3, 7, 40, 80, 150, 299, 300])
def test_a_circle_is_noticed(period: int) -> None:
    circle = words(period)
    noticed = ends_at([*words(500, seed=2), *circle * 600])
    assert noticed is not None
    wanted = max(WORDS_AT_LEAST, WORDS_TIMES * period)
    assert noticed <= 500 + period + wanted + period, "soon"
    assert noticed >= 500 + wanted, "not at once"


@pytest.mark.parametrize("seed", range(20))
def test_a_circle_that_repeats_itself_inside_is_noticed(seed: int) -> None:
    chooser = random.Random(seed)  # noqa: S311 (reproducible cases, not secrets)
    few = words(3, seed)
    circle = [piece for _ in range(12) for piece in [chooser.choice(few)] * chooser.randint(1, 12)]
    noticed = ends_at([*words(100, seed + 1), *circle * 40])
    assert noticed is not None
    assert noticed <= 100 + 3 * len(circle) + max(WORDS_AT_LEAST, WORDS_TIMES * len(circle))


def test_longer_circles_are_left_alone() -> None:
    assert ends_at(words(MAX_PERIOD + 1) * 12) is None


def test_once_noticed_it_stays() -> None:
    detector = RepetitionDetector()
    for piece in [b" again"] * 1000:
        detector.feed(piece)
    assert detector.feed(b"something else")
    assert detector.looping


@pytest.mark.parametrize(
    "text",
    [
        "ha " * 60 + "!",
        "ha" * 100,
        "-" * 3000,
        "=" * 200 + "\n" + "=" * 200,
        "-\n" * 300,
        "| a | b | c |\n|---|---|---|\n" + "".join(f"| {n} | {n * n} | yes |\n" for n in range(200)),
        "| --- " * 40 + "|\n" + "|  |  |  |  |\n" * 100,
        ", ".join(map(str, range(3000))),
        "[" + ", ".join(["0"] * 256) + "]",
        "\n".join(["[" + ", ".join(["0"] * 16) + "]"] * 16),
        "0x00, " * 300,
        "A" * 0 + "😂" * 500,
        "\n\n".join(POEM + f"Verse number {n} of many.\n" for n in range(40)),
        POEM * 6,
        "\n".join(f"    total += price[{n}] * count[{n}]" for n in range(300)),
        "\n".join(f'    "{n:03}": {{"name": "item {n}", "tags": []}},' for n in range(300)),
        "\n".join(
            f"{n}. Take one down, pass it around, {n - 1} bottles of beer on the wall." for n in range(99, 0, -1)
        ),
        "I must not talk in class.\n" * 40,
        "Na na na na na na na, na na na na, hey Jude.\n" * 18,
    ],
)
def test_what_only_looks_like_a_circle_goes_on(text: str) -> None:
    assert ends_at(tokens(text)) is None


@pytest.mark.parametrize("pattern", ["*.md", "app/**/*.py", "tests/unit/**/*.py", "*.toml", "LICENSE"])
def test_real_texts_go_on(pattern: str) -> None:
    texts = [path.read_text("utf-8") for path in sorted(ROOT.glob(pattern))[:60]]
    assert texts
    assert ends_at([piece for text in texts for piece in tokens(text)]) is None


@pytest.mark.parametrize(
    "text",
    [
        "I am sorry, but I cannot help with that. " * 200,
        "The the the the " * 500,
        "1. The capital of France is Paris.\n" * 200,
        "</td><td>" * 1000,
        "我不知道。" * 400,
        '{"a": {"a": {"a": ' * 400,
    ],
)
def test_real_circles_end(text: str) -> None:
    noticed = ends_at(tokens(text))
    assert noticed is not None
    assert noticed < 3 * WORDS_AT_LEAST + SIGNS_AT_LEAST


def test_white_space_ends_soon() -> None:
    noticed = ends_at([b"{", *[b"\n", b"    "] * 500])
    assert noticed is not None
    assert noticed <= BLANK_AT_LEAST + 10
    assert ends_at([b"\n"] * 100 + [b"x"]) is None


def test_signs_have_a_limit_too() -> None:
    noticed = ends_at([b"-"] * 3000)
    assert noticed is not None
    assert SIGNS_AT_LEAST <= noticed <= SIGNS_AT_LEAST + 10


def test_a_continued_answer_starts_afresh() -> None:
    circle = [b" over", b" and"]
    assert ends_at(circle * 190) is None
    assert ends_at(circle * 190) is None, "a new detector knows nothing of the first"
