"""What a person searches for, as a query of SQLite's FTS5 and as a pattern that finds the same words in a text. Pure.

FTS5 takes a text apart at everything that is no letter and no digit, and leaves case and accents out. Writing without
spaces between words (Chinese, Japanese, Thai …), emoji and signs cannot be found that way: they are looked for as they
stand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from app.types.messages import clean_text

MAX_CHARACTERS = 500
MAX_WORDS = 16
SNIPPET = 160
"""Characters of a snippet."""
BEFORE = 40
"""Of these, at most so many before the first hit."""
SCANNED = 100_000
"""Characters of a text that are looked at with the pattern; what stands later is found by a plain search first."""
MOST_PLACES = 64
"""Places of one text among which the best is chosen."""

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″", '"') | {"\0": " "})
_ACCENTS = "[\u0300-\u036f]*"
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff]"
)
_BETWEEN = "(?![\u0300-\u036f])[\\W_]+"
"""Not an accent: that belongs to the letter before it, and what could be either would be tried in every way."""
_LATIN = (range(0xC0, 0x250), range(0x1E00, 0x1F00))
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or words that stand together."""

    text: str
    begins: bool = False
    """It may be the beginning of a longer word."""


@dataclass(frozen=True, slots=True)
class Query:
    """All of these have to be found."""

    words: tuple[Term, ...] = ()
    literals: tuple[str, ...] = ()
    """Found as they stand."""

    def __bool__(self) -> bool:
        return bool(self.words or self.literals)

    @property
    def match(self) -> str:
        """For FTS5: strings in quotation marks, in which nothing has a meaning; "" when there are only literals."""
        return " ".join(f'"{term.text}"{" *" if term.begins else ""}' for term in self.words)

    @property
    def pattern(self) -> re.Pattern[str]:
        """Finds one of them in a text, the longest first; its group tells which."""
        ways = [(len(term.text), _word_pattern(term)) for term in self.words]
        ways += [(len(text), re.escape(text)) for text in self.literals]
        return re.compile("|".join(f"({way})" for _, way in sorted(ways, reverse=True)), re.IGNORECASE)

    @property
    def starts(self) -> tuple[str, ...]:
        """How each of them begins, for a plain search in a text in lower case."""
        return tuple(text.lower() for text in (*(_tokens(term.text)[0] for term in self.words), *self.literals))


@dataclass(frozen=True, slots=True)
class Snippet:
    """One line of a text, and where in it the words stand."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def parse_query(typed: str) -> Query:
    """What is meant by what was typed, which may be anything. The last word may be the beginning of one."""
    words: list[Term] = []
    literals: list[str] = []
    for text, closed in islice(_split(clean_text(typed[:MAX_CHARACTERS]).translate(_QUOTES)), MAX_WORDS):
        if _UNSPACED.search(text) or not _tokens(text):
            literals.append(text)
        else:
            words.append(Term(text, begins=not closed))
    last = len(words) - 1
    kept = (Term(term.text, term.begins and at == last) for at, term in enumerate(words))
    telling = (text for text in literals if not words or not text.isascii())  # a dash between words is no word
    return Query(tuple(dict.fromkeys(kept)), tuple(dict.fromkeys(telling)))


def beginnings(typed: str) -> Query:
    """The same for titles, of which nobody remembers whole words: each word may be the beginning of one."""
    query = parse_query(typed.replace('"', " "))
    return Query(tuple(Term(term.text, begins=True) for term in query.words), query.literals)


def snippet(text: str, query: Query) -> Snippet:
    """One line around the place where most of the words stand together; its beginning when none is found."""
    spans = _best_place(text, query.pattern, query.starts)
    start = max(0, spans[0][0] - BEFORE) if spans else 0
    if start:
        start = _word_border(text, start, spans[0][0])
    return _one_line(text, start, min(len(text), start + SNIPPET), spans)


def _split(text: str) -> Iterator[tuple[str, bool]]:
    """Words, and what stood in quotation marks with whether these were closed."""
    marks = text.count('"')
    for number, part in enumerate(text.split('"')):
        if number % 2 == 0:
            yield from ((word, False) for word in part.split())
        elif part.strip():
            yield " ".join(part.split()), number < marks


def _tokens(text: str) -> list[str]:
    """As FTS5 takes it apart."""
    return "".join(c if _is_letter(c) else " " for c in text).split()


def _is_letter(c: str) -> bool:
    return unicodedata.category(c)[0] in "LN" or "\u0300" <= c <= "\u036f" or unicodedata.category(c) == "Co"


def _word_pattern(term: Term) -> str:
    """From the beginning of a word to its end, or as far as it was typed."""
    tokens = [_spelled(token) for token in _tokens(term.text)]
    return rf"(?<![^\W_]){_BETWEEN.join(tokens)}" + ("" if term.begins else r"(?![^\W_])")


def _spelled(token: str) -> str:
    """A word with any accents."""
    bare = (unicodedata.normalize("NFD", c)[0] if _is_latin(c) else c for c in token)
    return "".join(_letter(c.lower()) + _ACCENTS for c in bare if not "\u0300" <= c <= "\u036f")


def _letter(c: str) -> str:
    accented = _accented().get(c, "")
    return f"[{c}{accented}]" if accented else re.escape(c)


def _is_latin(c: str) -> bool:
    return any(ord(c) in block for block in _LATIN)


@cache
def _accented() -> dict[str, str]:
    """Every Latin letter with the forms that it has with accents."""
    found: dict[str, str] = {}
    for block in _LATIN:
        for code in block:
            bare = unicodedata.normalize("NFD", chr(code))[0]
            if bare != chr(code):
                found[bare.lower()] = found.get(bare.lower(), "") + chr(code)
    return found


def _best_place(text: str, pattern: re.Pattern[str], starts: tuple[str, ...]) -> list[tuple[int, int]]:
    """The hits of the place with the most different words, as far as a snippet reaches."""
    found = list(islice(pattern.finditer(text, 0, SCANNED), MOST_PLACES))
    if not found and len(text) > SCANNED:
        lowered = text.lower()
        far = [at for start in starts if (at := lowered.find(start, SCANNED - SNIPPET)) >= 0]
        around = max(0, min(far, default=0) - SNIPPET)
        found = list(islice(pattern.finditer(text, around, around + 3 * SNIPPET), MOST_PLACES))
    best: list[re.Match[str]] = []
    words = 0
    for at, first in enumerate(found):
        near = [hit for hit in found[at:] if hit.end() <= first.start() + SNIPPET - BEFORE]
        different = len({hit.lastindex for hit in near})
        if different > words:
            best, words = near, different
    return [hit.span() for hit in best or found[:1]]


def _word_border(text: str, start: int, hit: int) -> int:
    """The next beginning of a word before the hit, so that a snippet does not begin in the middle of one."""
    space = text.find(" ", start, hit)
    return space + 1 if space >= 0 else start


def _one_line(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> Snippet:
    out: list[str] = ["…"] if start else []
    places = [0] * (end - start + 1)
    for at, c in enumerate(text[start:end]):
        places[at] = len(out)
        if c.isspace() or unicodedata.category(c) == "Cc":
            if out and out[-1] != " ":
                out.append(" ")
        elif c not in _TURNING:
            out.append(c)
    places[end - start] = len(out)
    marks = [(places[low - start], places[min(high, end) - start]) for low, high in spans if low < end]
    line = "".join(out).rstrip()
    cut = "…" if end < len(text) else ""
    return Snippet(line + cut, tuple((low, min(high, len(line))) for low, high in marks if low < min(high, len(line))))
