"""The small pure parts behind the rows: lining up, actions, copying, places, tool calls, files."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.types.attachments import AttachmentInfo, AttachmentKind
from app.types.chats import ChatMessage, MessageStatus, ToolStatus, ToolUse
from app.ui.chat.actions import Act, neighbours, offered
from app.ui.chat.attachment_model import fitted, icon_of
from app.ui.chat.copying import last_code, links, plain_text, quoted, with_thinking
from app.ui.chat.line_up import Splice, kept_before, splice_of
from app.ui.chat.messages import ShownMessage
from app.ui.chat.scroll_places import MAX_PLACES, SAVED_PLACES, Place, ScrollPlaces
from app.ui.chat.tool_model import (
    FOLDED_LINES,
    NAME_CHARS,
    SHOWN_CHARS,
    fold,
    named,
    pretty,
    put_use,
    segments,
    unhidden,
    waits,
)
from tests.helpers.chat_calls import ANSWER, PROMPT

DONE = replace(ANSWER, text="Hello", status=MessageStatus.COMPLETE, channel=None)
USE = ToolUse("t1", "echo", '{"a": 1}', 3, ToolStatus.ASKED)


def message(name: str, parent: str | None) -> ChatMessage:
    return replace(PROMPT, id=name, parent_id=parent)


@pytest.mark.parametrize(
    ("known", "wanted", "splice"),
    [
        ("", "abc", Splice(0, 0, 3)),
        ("abc", "abc", Splice(3, 0, 0)),
        ("abc", "abcd", Splice(3, 0, 1)),
        ("abc", "xabc", Splice(0, 0, 1)),
        ("abcd", "acd", Splice(1, 1, 0)),
        ("abcd", "axyd", Splice(1, 2, 2)),
        ("aa", "aaa", Splice(2, 0, 1)),
        ("abc", "", Splice(0, 3, 0)),
    ],
)
def test_the_smallest_change_between_two_lists(known: str, wanted: str, splice: Splice) -> None:
    assert splice_of(known, wanted) == splice
    assert splice.changes is (known != wanted)
    made = known[: splice.first] + wanted[splice.first : splice.first + splice.added]
    assert made + known[splice.first + splice.removed :] == wanted


def test_what_stands_before_a_page_is_kept_when_the_page_hangs_on_it() -> None:
    assert kept_before(["a", "b", "c"], [message("b", "a")]) == 1
    assert kept_before(["a", "b", "c"], [message("b", "z")]) == 0, "another branch"
    assert kept_before(["a", "b"], [message("a", None)]) == 0
    assert kept_before(["a", "b"], [message("x", "b")]) == 0
    assert kept_before(["a"], []) == 0


def test_what_is_offered_fits_the_message() -> None:
    answer, question = ShownMessage(replace(DONE, thinking="Hm")), ShownMessage(PROMPT)
    assert offered(answer, last=True) == (
        Act.COPY,
        Act.COPY_TEXT,
        Act.COPY_THINKING,
        Act.QUOTE,
        Act.EDIT,
        Act.REGENERATE,
        Act.CONTINUE,
        Act.BRANCH,
        Act.DELETE,
    )
    assert Act.CONTINUE not in offered(answer, last=False)
    assert offered(question, last=False) == (
        Act.COPY,
        Act.COPY_TEXT,
        Act.QUOTE,
        Act.EDIT,
        Act.BRANCH,
        Act.DELETE,
    )
    assert offered(ShownMessage(ANSWER), last=True) == ()
    assert offered(ShownMessage(replace(ANSWER, text="Half")), last=True) == (Act.COPY, Act.COPY_TEXT, Act.QUOTE)
    assert offered(ShownMessage(replace(DONE, text="")), last=True) == (
        Act.EDIT,
        Act.REGENERATE,
        Act.BRANCH,
        Act.DELETE,
    )


def test_versions_know_their_neighbours() -> None:
    shown = ShownMessage(replace(DONE, versions=("a0", "a1", "a2")))
    assert neighbours(shown) == (2, 3, "a0", "a2")
    assert neighbours(ShownMessage(replace(DONE, versions=("a1", "a2")))) == (1, 2, None, "a2")
    assert neighbours(ShownMessage(replace(DONE, versions=("a0", "a1")))) == (2, 2, "a0", None)
    assert neighbours(ShownMessage(DONE)) == (1, 1, None, None)
    assert neighbours(ShownMessage(replace(DONE, versions=("x", "y")))) == (1, 1, None, None)


def test_plain_text_has_no_marks() -> None:
    source = (
        "# Title\n\nSome **bold** `code`.\n\n- one\n- two\n  - three\n\n```py\nx = 1\n```\n\n|a|b|\n|-|-|\n|1|2|\n\n---"
    )
    assert plain_text(source) == ("Title\n\nSome bold code.\n\n• one\n• two\n  • three\n\nx = 1\n\na\tb\n1\t2\n\n―――")
    assert plain_text("") == ""
    assert plain_text("So:\n\n$$\nE=mc^2\n$$") == "So:\n\n$$\nE=mc^2\n$$", "a formula is no rule"


def test_the_last_code_is_the_newest_block() -> None:
    assert last_code("```\na\n```\n\ntext\n\n```py\nb\n```") == "b"
    assert last_code("no code") == ""


def test_the_links_of_a_text_are_found_once_each() -> None:
    source = (
        "[a](https://a.org/x%20y) and <https://b.org>\n\n|t|\n|-|\n|[b](https://b.org) [c](mailto:c@d.org)|\n\n"
        "```\nhttps://no.org\n```\n\n[bad](javascript:x) [a](https://a.org/x%20y)"
    )
    assert links(source) == ("https://a.org/x%20y", "https://b.org", "mailto:c@d.org")
    assert links("none") == ()


def test_names_of_tools_hide_nothing_and_are_short() -> None:
    assert named(replace(USE, name="read\n\u202e")) == "read ⟦U+202E⟧"
    assert named(replace(USE, name="n" * 500)) == "n" * NAME_CHARS + "…"
    assert unhidden("a\0b\u200b") == "a\ufffdb⟦U+200B⟧"


def test_quotes_and_thoughts_are_markdown() -> None:
    assert quoted("one\n\ntwo\n") == "> one\n>\n> two"
    assert with_thinking("Yes.", "Hm.\nSo.") == "> Hm.\n> So.\n\nYes."


def test_places_are_kept_for_chats_that_were_left_lately() -> None:
    places = ScrollPlaces()
    place = Place("m1", 20, 7)
    places.put("c1", place)
    assert places.get("c1") == place
    assert places.get(None) is None
    for number in range(MAX_PLACES):
        places.put(f"x{number}", place)
    assert places.get("c1") is None
    assert places.get(f"x{MAX_PLACES - 1}") == place
    places.put("x5", None)
    assert places.get("x5") is None
    saved = places.saved()
    assert len(saved) == SAVED_PLACES
    other = ScrollPlaces()
    other.load(saved)
    assert other.get(f"x{MAX_PLACES - 1}") == place
    assert other.get("x6") is None


def test_arguments_are_shown_one_value_a_line() -> None:
    assert pretty('{"a": "ü", "b": [1]}') == '{\n  "a": "ü",\n  "b": [\n    1\n  ]\n}'
    assert pretty("{}") == pretty("  ") == ""
    assert pretty("{broken") == "{broken"
    deep = "[" * 100_000
    assert pretty(deep) == deep


def test_long_texts_are_folded() -> None:
    assert not fold("short").is_long
    lines = fold("\n".join("line" for _ in range(20)))
    assert lines.is_long
    assert lines.part.count("\n") == FOLDED_LINES - 1
    assert fold("x" * 1_000).part.endswith("x…")
    assert len(fold("x" * (2 * SHOWN_CHARS)).whole) == SHOWN_CHARS + 1


def test_tool_calls_stand_where_they_were_made() -> None:
    later = replace(USE, id="t2", at=99)
    assert segments("abcdef", (later, USE)) == ["abc", USE, "def", later]
    assert segments("abc", ()) == ["abc"]
    assert segments("", (USE,)) == [USE]
    both = replace(USE, id="t2")
    assert segments("abc", (USE, both)) == ["abc", USE, both]


def test_a_later_state_of_a_call_takes_its_place() -> None:
    done = replace(USE, status=ToolStatus.DONE)
    other = replace(USE, id="t2")
    assert put_use((), USE) == (USE,)
    assert put_use((USE, other), done) == (done, other)
    assert waits(USE)
    assert not waits(done)


def test_files_have_an_icon_a_size_and_a_room() -> None:
    def info(kind: AttachmentKind, name: str) -> AttachmentInfo:
        return AttachmentInfo(kind, name, "x/y", 1, "s")

    assert icon_of(info(AttachmentKind.IMAGE, "a.png")) == "image"
    assert icon_of(info(AttachmentKind.AUDIO, "a.wav")) == "volume-2"
    assert icon_of(info(AttachmentKind.DOCUMENT, "a.PY")) == "file-code"
    assert icon_of(info(AttachmentKind.DOCUMENT, "notes")) == "file-text"
    assert fitted(1000, 500, 200, 112) == (200, 100)
    assert fitted(10, 5, 200, 112) == (10, 5)
    assert fitted(100_000, 1, 200, 112) == (200, 1)
