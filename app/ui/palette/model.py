"""What a palette lists: sections of entries, ranked by what was typed; and hits of a search that come later.

Without Qt. Words of people are put into the entries by who makes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from app.ui.palette.ranking import Fit, Folded, fits_still, match, words_of

MIN_SEARCH = 2
"""Letters that a search in the messages is worth."""
MAX_TITLES = 300
"""Entries found by their titles that are kept while the palette is open."""
BEFORE_HIT = 28
"""Characters that are kept before the first mark of a snippet."""

Marks = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to choose."""

    key: str
    """Its own among all entries, "chat:c1" for instance."""
    title: str
    icon: str = ""
    detail: str = ""
    """Stands behind the title."""
    marks: Marks = ()
    """What is strong in the detail: first character and the one after the last."""
    keys: str = ""
    tag: str = ""
    """A word at the end of the row."""
    place: str = ""
    """What choosing it is about, where the key does not say it: the message of a hit, the key of a setting."""
    folded: Folded = field(default=Folded(""), compare=False)

    @staticmethod
    def of(
        key: str,
        title: str,
        icon: str = "",
        *,
        beside: str = "",
        detail: str = "",
        keys: str = "",
        tag: str = "",
        place: str = "",
    ) -> Entry:
        """One that can be found by its title and by words beside it."""
        return Entry(key, title, icon, detail, (), keys, tag, place, Folded.of(title, beside))


@dataclass(frozen=True, slots=True)
class Section:
    """Entries under one heading."""

    title: str
    entries: tuple[Entry, ...]
    limit: int = 0
    """How many are shown of those that were found; 0 shows all."""
    unasked: int = 0
    """How many are shown before something was typed; 0 shows all, -1 none."""
    newest_first: bool = False
    """Among those that fit equally well, the order that was given counts, and not the length."""
    older: tuple[Entry, ...] = ()
    """More entries that came later, after the others: those that are among them already count once."""
    found: tuple[Entry, ...] = ()
    """Found elsewhere: shown as they are, one with an entry's key in its place."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list: a heading (`entry` is None) or an entry."""

    title: str
    entry: Entry | None = None


def rows(query: str, sections: Iterable[Section], *, by_fit: bool = True) -> tuple[Row, ...]:
    """What is shown for a query; with `by_fit` the sections that fit better come first."""
    words = words_of(query)
    shown: list[tuple[int, list[Row]]] = []
    for section in sections:
        strength, entries = _found(words, section)
        if entries:
            shown.append((strength, [Row(section.title), *(Row(entry.title, entry) for entry in entries)]))
    if by_fit and words:
        shown.sort(key=lambda item: -item[0])
    return tuple(row for _, part in shown for row in part)


def step(shown: Sequence[Row], current: int, by: int) -> int:
    """The next row up or down (`by` is 1 or -1) that can be chosen, round; -1 where there is none."""
    able = [index for index, row in enumerate(shown) if row.entry is not None]
    if not able:
        return -1
    if current not in able:
        return able[0] if by > 0 else able[-1]
    return able[(able.index(current) + by) % len(able)]


def row_of(shown: Sequence[Row], key: str) -> int:
    """Where the entry with this key stands, else the first that can be chosen; -1 where there is none."""
    for index, row in enumerate(shown):
        if row.entry is not None and row.entry.key == key:
            return index
    return step(shown, -1, 1)


def near_hit(text: str, marks: Marks) -> tuple[str, Marks]:
    """A snippet whose beginning is cut, so that its first mark is in sight."""
    cut = marks[0][0] - BEFORE_HIT if marks else 0
    if cut <= 1:
        return text, marks
    space = text.find(" ", cut, marks[0][0])
    cut = space + 1 if space >= 0 else cut
    return "…" + text[cut:], tuple((start - cut + 1, end - cut + 1) for start, end in marks)


def moved(marks: Marks, by: int) -> Marks:
    """Marks of a text that something was put before."""
    return tuple((start + by, end + by) for start, end in marks)


class Search:
    """Which search is under way, and what the last one found. Answers to older queries are dropped."""

    def __init__(self) -> None:
        self._turn = 0
        self.query = ""
        self.hits: tuple[Entry, ...] = ()
        self.titles: tuple[Entry, ...] = ()
        """Found by their titles, for this query or for others: what does not fit is not shown."""

    def begin(self) -> None:
        """The palette opens: what was found before may be gone."""
        self.ask("")
        self.titles = ()

    @property
    def worth(self) -> bool:
        """Whether the query is to be searched for."""
        return len(self.query) >= MIN_SEARCH

    def ask(self, query: str) -> None:
        """Another query: answers that are on their way are stale. Hits that fit it stay until the new ones come."""
        self._turn += 1
        self.query = query.strip()
        words = words_of(self.query)
        fitting = (hit for hit in self.hits if fits_still(words, f"{hit.title} {hit.detail}"))
        self.hits = tuple(fitting) if self.worth else ()

    @property
    def turn(self) -> int:
        """The number of this query."""
        return self._turn

    def take_titles(self, entries: Iterable[Entry]) -> None:
        """Entries found by their titles, whichever query they answer."""
        known = {entry.key: entry for entry in self.titles}
        known.update((entry.key, entry) for entry in entries)
        self.titles = tuple(known.values())[-MAX_TITLES:]

    def take(self, turn: int, hits: Iterable[Entry]) -> bool:
        """The hits of a query, one for each chat; False when it is not the present one any more."""
        if turn != self._turn:
            return False
        best: dict[str, Entry] = {}
        for hit in hits:
            best.setdefault(hit.key, hit)
        self.hits = tuple(best.values())
        return True


def _found(words: tuple[str, ...], section: Section) -> tuple[int, list[Entry]]:
    """How well the best entry fits (2 well, 1 partly, 0 hardly), and the entries to show."""
    if not words:
        limit = section.unasked
        return 0, [] if limit < 0 else list(section.entries[: limit or None])
    here = {entry.key for entry in section.entries} if section.older else set()
    entries = [*section.entries, *(entry for entry in section.older if entry.key not in here)]
    matched = [(found, entry) for entry in entries if (found := match(words, entry.folded)) is not None]
    matched.sort(key=lambda item: (-item[0].fit, 0.0 if section.newest_first else -item[0].score))
    elsewhere = {hit.key: hit for hit in section.found}
    room = section.limit or len(matched) + len(elsewhere)
    hits = sum(1 for key in elsewhere if key not in {entry.key for _, entry in matched[:room]})
    titles = max(room - hits, (room + 1) // 2)  # neither pushes the other one out
    shown = [_merged(entry, elsewhere.pop(entry.key, None)) for _, entry in matched[:titles]]
    shown.extend(elsewhere.values())
    best = max((found.fit for found, _ in matched), default=Fit.INSIDE)
    strength = 2 if best >= Fit.WORD else 1 if best is Fit.INSIDE or elsewhere else 0
    return strength, shown[:room]


def _merged(entry: Entry, hit: Entry | None) -> Entry:
    """An entry, with what was found inside it."""
    if hit is None or not hit.place:
        return entry
    return replace(entry, detail=hit.detail, marks=hit.marks, place=hit.place)
