"""Which words differ, between two texts and more, in any writing, and quickly."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from app.client.differences import MAX_CELLS, differing, with_brackets


def marked(*texts: str) -> list[str]:
    return [with_brackets(text, spans) for text, spans in zip(texts, differing(texts), strict=True)]


def test_words_that_differ_are_marked_in_both_as_one_piece() -> None:
    assert marked(
        "what comes from far away is stretched to infrared by the expansion.",
        "what comes from far away is too weak to see because of the expansion.",
    ) == [
        "what comes from far away is [stretched to infrared by] the expansion.",
        "what comes from far away is [too weak to see because of] the expansion.",
    ]


@pytest.mark.parametrize(
    ("a", "b", "wanted"),
    [
        ("", "", ["", ""]),
        ("", "one two", ["", "[one two]"]),
        ("same words", "same  words", ["same words", "same  words"]),
        ("Yes.", "Yes!", ["Yes[.]", "Yes[!]"]),
        ("a b c", "a c", ["a [b] c", "a c"]),
        ("a", "a a", ["a", "a [a]"]),
        ("x a y", "z a w", ["[x a y]", "[z a w]"]),
        ("x a b y", "z a b w", ["[x] a b [y]", "[z] a b [w]"]),
        ("x. y", "z. w", ["[x]. [y]", "[z]. [w]"]),
        ("a x", "a z", ["a [x]", "a [z]"]),
        ("星が遠い", "星は遠い", ["星[が]遠い", "星[は]遠い"]),
        ("die Straße", "die Strasse", ["die [Straße]", "die [Strasse]"]),
        ("   ", "\n", ["   ", "\n"]),
    ],
)
def test_two_texts(a: str, b: str, wanted: list[str]) -> None:
    assert marked(a, b) == wanted


def test_of_more_texts_each_is_compared_with_the_first() -> None:
    assert marked("a b c", "a b c", "a x c") == ["a [b] c", "a b c", "a [x] c"]
    assert marked("alone") == ["alone"]
    assert marked() == []


def test_spans_are_in_order_and_inside_the_text() -> None:
    texts = ("one, two three — four.", "one two; four four!", "")
    for text, spans in zip(texts, differing(texts), strict=True):
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(first[1] < second[0] for first, second in pairwise(spans))


def test_long_texts_keep_what_they_begin_and_end_with() -> None:
    many = round(MAX_CELLS**0.5) + 2
    a = "begin " + "x " * many + "end"
    b = "begin " + "y " * many + "end"
    first, second = marked(a, b)
    assert first.startswith("begin [x x")
    assert second.endswith("y y] end")


def test_even_the_longest_take_a_moment_only() -> None:
    started = time.process_time()
    words = round(MAX_CELLS**0.5)
    differing(["a b " * (words // 2), "b a " * (words // 2)])
    differing(["a " * 100_000, "b " * 100_000])
    differing(["x" * 1_000_000, "y" * 1_000_000])
    assert time.process_time() - started < 5
