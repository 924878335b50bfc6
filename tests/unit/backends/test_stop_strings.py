"""Stop strings across the borders of tokens."""

from __future__ import annotations

import itertools
import random

import pytest

from app.backends.stop_strings import StopMatcher


def run(stops: tuple[str, ...], *pieces: str) -> tuple[str, bool]:
    matcher = StopMatcher(stops)
    text = "".join(matcher.feed(piece) for piece in pieces)
    return text + matcher.flush(), matcher.matched


@pytest.mark.parametrize(
    ("stops", "pieces", "expected"),
    [
        ((), ["all", " of", " it"], ("all of it", False)),
        (("",), ["empty stops", " do nothing"], ("empty stops do nothing", False)),
        (("END",), ["text END more"], ("text ", True)),
        (("END",), ["text E", "N", "D more"], ("text ", True)),
        (("END",), ["text E", "N", "else"], ("text ENelse", False)),
        (("END",), ["text EN"], ("text EN", False)),
        (("aab",), ["a", "a", "a", "b", "c"], ("a", True)),
        (("\n\nUser:",), ["one\n", "\ntwo\n\nUs", "er: three"], ("one\n\ntwo", True)),
        (("later", "at"), ["what later"], ("wh", True)),
        (("👋",), ["bye 👋!"], ("bye ", True)),
    ],
)
def test_what_is_handed_on(stops: tuple[str, ...], pieces: list[str], expected: tuple[str, bool]) -> None:
    assert run(stops, *pieces) == expected


def test_text_that_cannot_become_a_stop_string_is_not_held_back() -> None:
    matcher = StopMatcher(("###",))
    assert matcher.feed("one #") == "one "
    assert matcher.feed("two") == "#two"


def test_nothing_comes_after_a_match() -> None:
    matcher = StopMatcher(("x",))
    assert matcher.feed("axb") == "a"
    assert matcher.feed("more") == ""
    assert matcher.flush() == ""


def test_however_the_text_is_cut_the_result_is_that_of_the_whole() -> None:
    chooser = random.Random(3)  # noqa: S311 (reproducible cases, not secrets)
    for _ in range(500):
        text = "".join(chooser.choices("ab", k=12))
        stop = "".join(chooser.choices("ab", k=chooser.randint(1, 4)))
        cuts = sorted(chooser.sample(range(13), 3))
        pieces = [text[a:b] for a, b in itertools.pairwise([0, *cuts, 12])]
        assert run((stop,), *pieces) == run((stop,), text) == (text.partition(stop)[0], stop in text)
