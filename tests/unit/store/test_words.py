"""What is typed into a search, as a query and as a pattern: anything may be typed, and what is found is marked."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing

import pytest

from app.store.words import MAX_WORDS, SCANNED, SNIPPET, Query, Term, parse_query, snippet

HOSTILE = (
    '"',
    '"""',
    '"a',
    "a*",
    "NEAR(a b, 3)",
    "a AND b OR NOT c",
    "-a",
    "text:a",
    "^a",
    "a + b",
    "(a",
    "{a b}:c",
    "a\0b",
    "\ud800",
    "'; DROP TABLE messages; --",
    "%_!",
    "\u202eabc",
    "e\u0301",
    "\u0301",
    "x" * 10_000,
    "a " * 5_000,
    "🎉",
    "漢字 \0 テスト",
)


@pytest.mark.parametrize(
    ("typed", "match", "literals"),
    [
        ("hello wor", '"hello" "wor" *', ()),
        ("hello wor ", '"hello" "wor" *', ()),
        ('"two words" mor', '"two words" "mor" *', ()),
        ('say "two words"', '"say" "two words"', ()),
        ('"still typ', '"still typ" *', ()),
        ("“curly marks”", '"curly marks"', ()),
        ("foo-bar", '"foo-bar" *', ()),
        ("漢字", "", ("漢字",)),
        ("🎉 party", '"party" *', ("🎉",)),
        ("a - b", '"a" "b" *', ()),
        ("->", "", ("->",)),
        ("a\0b", '"a" "b" *', ()),
        ("same same", '"same" "same" *', ()),
        ("", "", ()),
        (' "  " ', "", ()),
    ],
)
def test_what_is_typed_becomes_a_query(typed: str, match: str, literals: tuple[str, ...]) -> None:
    query = parse_query(typed)
    assert (query.match, query.literals) == (match, literals)
    assert bool(query) == bool(match or literals)


def test_no_more_words_than_anybody_types() -> None:
    assert len(parse_query(" ".join(f"w{number}" for number in range(100))).words) == MAX_WORDS


@pytest.mark.parametrize("typed", HOSTILE, ids=ascii)
def test_nothing_that_is_typed_is_an_error_of_the_index(typed: str) -> None:
    query = parse_query(typed)
    with closing(sqlite3.connect(":memory:")) as c:
        c.execute("CREATE VIRTUAL TABLE words USING fts5(text, tokenize='unicode61 remove_diacritics 2')")
        c.execute("INSERT INTO words VALUES ('a b c')")
        if query.match:
            c.execute("SELECT rowid FROM words WHERE words MATCH ?", (query.match,)).fetchall()
    if query:
        assert len(snippet("some text with a and b " * 20, query).text) <= SNIPPET + 2


@pytest.mark.parametrize(
    ("typed", "text", "marked"),
    [
        ("cafe", "Das Café ist zu.", ["Café"]),
        ("CAFÉ", "ein cafe\u0301, bitte", ["cafe\u0301"]),
        ("naïve", "naive NAÏVE", ["naive", "NAÏVE"]),
        ("sch", "die Schönen schlafen", ["Sch", "sch"]),
        ("sch x", "die Schönen: sch, x", ["sch", "x"]),
        ('"blue sky"', "blue\n  sky; blue, red, sky", ["blue sky"]),
        ("foo-bar", "a foo bar", ["foo bar"]),
        ("art", "start art party", ["art"]),
        ("漢", "これは漢字です", ["漢"]),
        ("🎉", "hurra 🎉!", ["🎉"]),
        ("привет", "Привет, мир", ["Привет"]),
        ("under score", "under_score", ["under", "score"]),
    ],
)
def test_what_was_found_is_marked(typed: str, text: str, marked: list[str]) -> None:
    found = snippet(text, parse_query(typed))
    assert [found.text[low:high] for low, high in found.marks] == marked


def test_a_snippet_is_one_line_around_the_place_with_most_of_the_words() -> None:
    text = "rayleigh " + "filler " * 60 + "\n\nthe \u202esky\x07 is blue\tby Rayleigh scattering " + "filler " * 60
    found = snippet(text, parse_query("rayleigh blue scattering"))
    assert found.text.startswith("…")
    assert found.text.endswith("…")
    assert "the sky is blue by Rayleigh scattering" in found.text
    assert [found.text[low:high] for low, high in found.marks] == ["blue", "Rayleigh", "scattering"]
    assert len(found.text) <= SNIPPET + 2
    assert not set(found.text) & {"\n", "\t", "\u202e", "\x07"}


def test_a_long_word_is_cut_where_it_must_be() -> None:
    found = snippet("x" * 300 + "-needle" + "y" * 300, parse_query("needle"))
    assert [found.text[low:high] for low, high in found.marks] == ["needle"]
    found = snippet("needle" * 100, Query((Term("needle", begins=True),)))
    assert [found.text[low:high] for low, high in found.marks] == ["needle"]


def test_a_mark_ends_where_the_snippet_ends() -> None:
    words = "one " + "two " * 100
    found = snippet(words, parse_query(f'"{words.strip()}"'[:400]))
    assert found.marks[0][1] <= len(found.text)


def test_without_a_place_the_beginning_is_shown() -> None:
    found = snippet("nothing of the kind", parse_query("else"))
    assert (found.text, found.marks) == ("nothing of the kind", ())


def test_what_stands_far_behind_is_found_in_a_moment() -> None:
    text = "lorem ipsum " * 400_000 + "the Needle in it"
    started = time.process_time()
    found = snippet(text, parse_query("needle"))
    assert [found.text[low:high] for low, high in found.marks] == ["Needle"]
    assert len(text) > 10 * SCANNED
    assert snippet(text, parse_query("missing")).marks == ()
    assert time.process_time() - started < 2


def test_a_heap_of_accents_is_looked_through_in_a_moment() -> None:
    begun = time.process_time()
    assert snippet("a" + "\u0301" * 30_000 + "c a b", parse_query('"a b"')).marks
    assert time.process_time() - begun < 1.0
