"""How texts are ranked by what was typed."""

from __future__ import annotations

import time

import pytest

from app.ui.palette.ranking import Fit, Folded, fits_still, fold, match, words_of


def fit(query: str, text: str, beside: str = "") -> Fit | None:
    found = match(words_of(query), Folded.of(text, beside))
    return found.fit if found is not None else None


@pytest.mark.parametrize(
    ("query", "text", "wanted"),
    [
        ("deque", "Deque or list?", Fit.START),
        ("DEQUE", "deque", Fit.START),
        ("list", "Deque or list?", Fit.WORD),
        ("eque", "Deque or list?", Fit.INSIDE),
        ("dq", "Deque or list?", Fit.SCATTERED),
        ("qd", "Deque or list?", None),
        ("d", "A list", None),
        ("dol", "Deque of the year that nobody else likes", None),
        ("ls", "xls long since", Fit.INSIDE),
        ("lsn", "xls long since", Fit.SCATTERED),
        ("aab", "a a xx aab", Fit.WORD),
        ("or deque", "Deque or list?", Fit.WORD),
        ("zoom deque", "Deque or list?", None),
        ("cafe", "Café in Zürich", Fit.START),
        ("zurich", "Café in Zürich", Fit.WORD),
        ("strasse", "Die Straße", Fit.WORD),
        ("", "anything", Fit.START),
        ("q", "", None),
    ],
)
def test_fit(query: str, text: str, wanted: Fit | None) -> None:
    assert fit(query, text) is wanted


def test_words_beside_the_text_count_least() -> None:
    assert fit("preferences", "Settings", "preferences options") is Fit.BESIDE
    assert fit("set pref", "Settings", "preferences") is Fit.BESIDE
    assert fit("nothing", "Settings", "preferences") is None


def test_a_word_that_begins_later_in_the_text_counts_as_one() -> None:
    assert fit("mod", "unmodified mode") is Fit.WORD
    assert fit("mod", "unmodified unmodel") is Fit.INSIDE


def test_the_whole_text_goes_before_a_longer_one() -> None:
    def score(text: str) -> float:
        found = match(words_of("new chat"), Folded.of(text))
        assert found is not None
        return found.score

    assert score("New chat") > score("New chats") > score("New chats of the week")


def test_scattered_letters_too_far_apart_are_looked_for_further_on() -> None:
    assert fit("ab", "a long way to a ab") is Fit.WORD
    assert fit("axb", "a long way to x b and a.x.b") is Fit.SCATTERED
    assert fit("axb", "a long way to x b") is None


def test_what_fits_a_longer_query_too() -> None:
    assert fits_still(words_of("que DE"), "Deque")
    assert not fits_still(words_of("deque list"), "Deque")
    assert fold("ÀÉ") == "ae"


def test_a_hostile_query_and_text_take_no_time() -> None:
    began = time.perf_counter()
    assert fit("a" * 500 + "b", "a" * 10_000) is not None  # only 200 characters count
    assert fit("a" * 40 + "b", "a " * 5_000) is None
    assert time.perf_counter() - began < 1.0
