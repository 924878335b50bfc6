"""What the palette lists, in which order, and what late answers change."""

from __future__ import annotations

from app.ui.palette.model import Entry, Row, Search, Section, moved, near_hit, row_of, rows, step

CHATS = tuple(Entry.of(f"chat:{i}", title) for i, title in enumerate(("Deque or list?", "Old deque", "Packing")))
COMMANDS = (Entry.of("command:new", "New chat"), Entry.of("command:list", "List of shortcuts", beside="deque"))
SETTINGS = (Entry.of("setting:a", "Text size"),)


def shown(found: tuple[Row, ...]) -> list[str]:
    return [row.title if row.entry is not None else f"# {row.title}" for row in found]


def details(search: Search) -> list[str]:
    return [hit.detail for hit in search.hits]


def sections(**chats: object) -> tuple[Section, ...]:
    first = Section("Chats", CHATS, limit=8, unasked=2, newest_first=True, **chats)  # type: ignore[arg-type] # by name
    return first, Section("Commands", COMMANDS), Section("Settings", SETTINGS, unasked=-1)


def test_before_something_is_typed_each_section_shows_what_it_wants() -> None:
    assert shown(rows(" ", sections())) == [
        "# Chats",
        "Deque or list?",
        "Old deque",
        "# Commands",
        "New chat",
        "List of shortcuts",
    ]


def test_the_section_that_fits_better_comes_first_unless_the_order_is_fixed() -> None:
    assert shown(rows("list", sections())) == ["# Chats", "Deque or list?", "# Commands", "List of shortcuts"]
    assert shown(rows("tex", sections())) == ["# Settings", "Text size"]
    beside = (Section("A", (Entry.of("a", "One", beside="two"),)), Section("B", (Entry.of("b", "Two"),)))
    assert shown(rows("two", beside)) == ["# B", "Two", "# A", "One"]
    assert shown(rows("two", beside, by_fit=False)) == ["# A", "One", "# B", "Two"]
    assert rows("nothing at all", sections()) == ()


def test_of_chats_that_fit_equally_well_the_newest_comes_first() -> None:
    long, short = Entry.of("chat:l", "Deque in a long title"), Entry.of("chat:s", "Deque")
    assert shown(rows("deque", (Section("Chats", (long, short), newest_first=True),)))[1] == "Deque in a long title"
    assert shown(rows("deque", (Section("Chats", (long, short)),)))[1] == "Deque"


def test_hits_stand_behind_titles_and_one_of_the_same_chat_in_its_row() -> None:
    inside = Entry("chat:0", "Deque or list?", detail="use a deque", marks=((6, 11),), place="m1")
    other = Entry("chat:9", "Abstract", detail="a deque", place="m2")
    title = Entry("chat:1", "Old deque")
    found = rows("deque", sections(found=(inside, other, title)))
    assert shown(found)[:4] == ["# Chats", "Deque or list?", "Old deque", "Abstract"]
    first = found[1].entry
    assert first is not None
    assert (first.detail, first.marks, first.place) == ("use a deque", ((6, 11),), "m1")
    second = found[2].entry
    assert second is not None
    assert second.place == ""


def test_neither_titles_nor_hits_push_the_others_out() -> None:
    titles = tuple(Entry.of(f"chat:{i}", f"Deque {i}") for i in range(20))
    hits = tuple(Entry(f"chat:h{i}", f"Hit {i}", place="m") for i in range(20))
    found = shown(rows("deque", (Section("Chats", titles, limit=8, found=hits),)))
    assert found == ["# Chats", *(f"Deque {i}" for i in range(4)), *(f"Hit {i}" for i in range(4))]
    few = shown(rows("deque", (Section("Chats", titles, limit=8, found=hits[:2]),)))
    assert few == ["# Chats", *(f"Deque {i}" for i in range(6)), "Hit 0", "Hit 1"]


def test_hits_alone_make_a_section_that_gives_way_to_better_ones() -> None:
    hits = (Entry("chat:h", "Elsewhere", place="m"),)
    found = rows("text", (Section("Chats", (), found=hits), Section("Settings", SETTINGS)))
    assert shown(found) == ["# Settings", "Text size", "# Chats", "Elsewhere"]


def test_the_choice_goes_round_and_leaves_headings_out() -> None:
    found = rows("", sections())
    assert step(found, -1, 1) == 1
    assert step(found, 1, 1) == 2
    assert step(found, 2, 1) == 4
    assert step(found, 5, 1) == 1
    assert step(found, 1, -1) == 5
    assert step(found, -1, -1) == 5
    assert step((), -1, 1) == -1


def test_the_choice_stays_on_its_entry() -> None:
    found = rows("", sections())
    assert row_of(found, "command:new") == 4
    assert row_of(found, "gone") == 1
    assert row_of((), "gone") == -1


def test_the_beginning_of_a_snippet_is_cut_before_its_first_mark() -> None:
    text = "in the earlier section we name a double-ended queue (deque) here"
    at = text.index("deque")
    cut, marks = near_hit(text, ((at, at + 5),))
    assert cut.startswith("…")
    assert cut[marks[0][0] : marks[0][1]] == "deque"
    assert near_hit("use a deque", ((6, 11),)) == ("use a deque", ((6, 11),))
    assert near_hit("no marks", ()) == ("no marks", ())
    solid = "x" * 60
    cut, marks = near_hit(solid, ((50, 52),))
    assert (cut[0], marks) == ("…", ((29, 31),))
    assert moved(((1, 2),), 3) == ((4, 5),)


def test_stale_answers_are_dropped_and_each_chat_is_shown_once() -> None:
    search = Search()
    search.ask(" de ")
    old = search.turn
    search.ask("deq")
    assert search.worth
    hit = Entry("chat:1", "A", detail="deque deque")
    assert not search.take(old, (hit,))
    assert details(search) == []
    assert search.take(search.turn, (hit, Entry("chat:1", "A", detail="worse"), Entry("chat:2", "B", detail="deq")))
    assert details(search) == ["deque deque", "deq"]


def test_hits_that_fit_the_longer_query_stay_until_new_ones_come() -> None:
    search = Search()
    search.ask("de")
    search.take(search.turn, (Entry("chat:1", "A", detail="deque"), Entry("chat:2", "B", detail="den")))
    search.ask("deq")
    assert [one.key for one in search.hits] == ["chat:1"]
    search.ask("d")
    assert not search.worth
    assert search.hits == ()


def test_of_a_chat_the_hit_that_shows_text_counts_and_not_the_one_of_its_title() -> None:
    search = Search()
    search.ask("tides")
    title, first, second = (Entry("chat:a", "Tides", place=place) for place in ("", "m1", "m2"))
    assert search.take(search.turn, (title, first, second))
    assert search.hits == (first,)
