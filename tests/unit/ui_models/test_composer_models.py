"""Files, meter, queue, recall and drafts of the composer, without a window."""

from __future__ import annotations

import pytest

from app.types.attachments import MAX_CHAT_BYTES, MAX_FILE_BYTES, MAX_FILES, AttachmentKind
from app.types.chats import ChatOptions, ContextPolicy, ContextUse
from app.ui.chat.extras import NOTHING, SendExtras
from app.ui.composer.attach_model import (
    LARGE_CHARS,
    LARGE_LINES,
    AttachedFile,
    AttachList,
    FileState,
    Trouble,
    attachments,
    is_large,
    kind_of,
    too_large,
)
from app.ui.composer.drafts_model import Draft, Drafts
from app.ui.composer.meter_model import Fill, Shown, fill_of, shown, with_files, with_streamed
from app.ui.composer.queue_model import SendQueue, Waiting, new_key
from app.ui.composer.recall_model import Recall

PNG = b"\x89PNG\r\n\x1a\n...."
WAV = b"RIFF\x00\x00\x00\x00WAVEfmt "


def put(files: AttachList, key: int, data: bytes = b"text", name: str = "a.txt") -> AttachedFile:
    file = files.begin(key, name)
    assert files.arrived(file, data)
    return file


# Files.


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PNG, AttachmentKind.IMAGE),
        (WAV, AttachmentKind.AUDIO),
        (b"# Title", AttachmentKind.DOCUMENT),
        (b"%PDF-1.7", AttachmentKind.DOCUMENT),
        (b"", AttachmentKind.DOCUMENT),
    ],
)
def test_a_file_is_what_its_first_bytes_say(data: bytes, kind: AttachmentKind) -> None:
    assert kind_of(data) is kind


def test_a_list_knows_its_size_its_limit_and_its_tokens() -> None:
    files = AttachList()
    first = put(files, 1, b"12345")
    first.tokens = 3
    put(files, 2, PNG)
    broken = files.begin(3, "/folder/c.txt")
    files.fail(broken, "It is empty.")
    assert [file.name for file in files] == ["a.txt", "a.txt", "c.txt"]
    assert (files.size, files.tokens, len(files), files.full) == (5 + len(PNG), 3, 3, False)
    for key in range(4, MAX_FILES + 1):
        files.begin(key, "x")
    assert files.full


def test_files_that_are_too_much_together_are_not_taken() -> None:
    files = AttachList()
    put(files, 1, b"x" * (MAX_CHAT_BYTES - 1))
    late = files.begin(2, "b")
    assert not files.arrived(late, b"xx")
    assert late.state is FileState.READING
    assert files.arrived(late, b"x")
    assert too_large(MAX_FILE_BYTES + 1)
    assert not too_large(MAX_FILE_BYTES)


def test_removing_taking_and_putting_back() -> None:
    files = AttachList()
    first, second = put(files, 1), put(files, 2)
    assert files.remove(9) is None
    assert files.remove(1) is first
    assert files.take() == [second]
    assert not len(files)
    files.put_back([second])
    files.put_back([second])
    assert list(files) == [second]
    assert attachments([second])[0].data == b"text"


def test_what_keeps_files_from_being_sent() -> None:
    files = AttachList()
    assert files.trouble(sees=False, hears=False) is None
    document = put(files, 1)
    assert document.state is FileState.CHECKING
    assert files.trouble(sees=False, hears=False) is None, "a document that is still counted can go"
    picture = put(files, 2, PNG)
    assert picture.state is FileState.READY
    assert files.trouble(sees=False, hears=False) == (Trouble.BLIND, picture)
    sound = put(files, 3, WAV)
    assert files.trouble(sees=True, hears=False) == (Trouble.DEAF, sound)
    assert files.trouble(sees=True, hears=True) is None
    reading = files.begin(4, "d")
    assert files.trouble(sees=True, hears=True) == (Trouble.READING, reading)
    files.fail(reading, "no")
    assert files.trouble(sees=True, hears=True) == (Trouble.FAILED, reading)


def test_a_large_paste_is_one_of_many_characters_or_lines() -> None:
    assert not is_large("x" * LARGE_CHARS)
    assert is_large("x" * (LARGE_CHARS + 1))
    assert not is_large("\n" * (LARGE_LINES - 1))
    assert is_large("\n" * LARGE_LINES)


def test_extras_say_only_what_is_not_the_default() -> None:
    assert NOTHING.arguments() == {}
    options = ChatOptions(preset="precise")
    assert SendExtras(options=options, temporary=True).arguments() == {"options": options, "temporary": True}


# The meter.


def test_an_answer_that_runs_is_counted_on_top() -> None:
    use = ContextUse(100, 4, 200, exact=True)
    assert with_streamed(use, 0) is use
    assert with_streamed(use, 20) == ContextUse(120, 4, 200, exact=False)
    assert with_streamed(use, 900).tokens == 200
    assert with_streamed(ContextUse(300, 4, 200, exact=True), 9).tokens == 300


@pytest.mark.parametrize(
    ("use", "fill"),
    [
        (None, Fill.UNKNOWN),
        (ContextUse(10, 1, 0, exact=True), Fill.UNKNOWN),
        (ContextUse(10, 1, 100, exact=True), Fill.FINE),
        (ContextUse(85, 1, 100, exact=True), Fill.NEARLY),
        (ContextUse(101, 1, 100, exact=True), Fill.OVER),
        (ContextUse(60, 1, 100, exact=True, policy=ContextPolicy.DROP, left_out=2), Fill.OVER),
    ],
)
def test_how_full_it_is(use: ContextUse | None, fill: Fill) -> None:
    assert fill_of(use) is fill
    assert shown(use, empty=False).fill is fill


def test_an_empty_new_chat_shows_no_figure() -> None:
    assert shown(ContextUse(10, 0, 100, exact=True), empty=True) == Shown()
    assert Shown().share == 0
    assert Shown().others == ()
    assert not Shown().refused
    assert not Shown().alone


def test_what_send_would_do_and_what_else_could_be_done() -> None:
    full = shown(ContextUse(150, 20, 100, exact=True), empty=False)
    assert full.refused
    assert full.share == 1.0
    assert full.others == (ContextPolicy.DROP, ContextPolicy.SUMMARISE)
    drops = shown(ContextUse(150, 20, 100, exact=True, policy=ContextPolicy.DROP), empty=False)
    assert drops.warns
    assert not drops.refused
    assert drops.others == (ContextPolicy.SUMMARISE, ContextPolicy.REFUSE)
    alone = shown(ContextUse(150, 120, 100, exact=True, policy=ContextPolicy.DROP), empty=False)
    assert alone.alone
    assert alone.refused
    assert alone.others == ()
    fine = shown(ContextUse(50, 20, 100, exact=True), empty=False)
    assert (fine.share, fine.others, fine.refused) == (0.5, (), False)


def test_files_that_were_not_sent_along_are_added() -> None:
    use = ContextUse(10, 4, 100, exact=True)
    assert with_files(use, 0) is use
    more = with_files(use, 90)
    assert (more.tokens, more.draft_tokens, more.exact) == (100, 94, False)


# Questions that wait.


def queue(*texts: str) -> SendQueue:
    made = SendQueue()
    for key, text in enumerate(texts):
        made.add(Waiting(key, text))
    return made


def text_of(item: Waiting | None) -> str | None:
    return None if item is None else item.text


def test_questions_are_sent_in_order_as_answers_end() -> None:
    waiting = queue("a", "b")
    assert waiting.texts == ("a", "b")
    assert text_of(waiting.next(good=True)) == "a"
    assert text_of(waiting.next(good=True)) == "b"
    assert waiting.next(good=True) is None
    assert len(waiting) == 0


def test_after_stop_or_a_failure_they_rest_until_the_person_says_so() -> None:
    waiting = queue("a", "b")
    waiting.stopped()
    assert waiting.resting
    assert waiting.next(good=True) is None
    waiting.resume()
    assert waiting.next(good=False) is None
    assert waiting.resting
    waiting.resume()
    assert text_of(waiting.next(good=True)) == "a"
    empty = SendQueue()
    empty.stopped()
    assert not empty.resting


def test_the_one_for_which_the_answer_is_stopped_goes_first_however_that_ends() -> None:
    waiting = queue("a")
    waiting.stopped()
    waiting.add_urgent(Waiting(7, "now"))
    waiting.stopped()
    assert not waiting.resting
    assert text_of(waiting.next(good=False)) == "now"
    assert waiting.next(good=False) is None


def test_removing_and_putting_back_a_question() -> None:
    waiting = queue("a", "b")
    assert waiting.remove(9) is None
    assert text_of(waiting.remove(0)) == "a"
    waiting.add_urgent(Waiting(7, "now"))
    assert text_of(waiting.remove(7)) == "now"
    assert waiting.next(good=False) is None, "nothing is urgent any more"
    last = waiting.remove(1)
    assert not waiting.resting
    assert last is not None
    waiting.put_back(last)
    assert waiting.resting
    assert [item.text for item in waiting] == ["b"]


# One's own questions.


def test_the_arrow_keys_walk_through_ones_questions() -> None:
    recall = Recall()
    asked = ["one", "two"]
    assert recall.down(asked, "") is None
    assert recall.up(asked, "") == "two"
    assert recall.up(asked, "two") == "one"
    assert recall.up(asked, "one") is None, "there is none before"
    assert recall.down(asked, "one") == "two"
    assert recall.down(asked, "two") == ""
    assert recall.down(asked, "") is None


def test_what_was_changed_is_the_carets() -> None:
    recall = Recall()
    assert recall.up(["one", "two"], "") == "two"
    assert recall.up(["one", "two"], "two!") is None
    assert recall.down(["one", "two"], "two!") is None
    assert recall.up(["one", "two"], "") == "two", "from the newest again"
    assert recall.down(["one", "two"], "changed") is None
    recall.leave()
    assert recall.up([], "") is None


# Drafts.


def test_a_draft_is_dirty_until_the_core_has_it() -> None:
    draft = Draft()
    assert not draft.dirty
    draft.text = "a"
    assert draft.dirty
    draft.stored = "a"
    assert not draft.dirty
    draft.queue.add(Waiting(1, "before"))
    assert draft.whole == "before\n\na"
    assert draft.dirty


@pytest.mark.parametrize(
    ("draft", "stored", "edited", "text", "changed"),
    [
        (Draft(), "stored", False, "stored", True),
        (Draft("same", "same"), "same", False, "same", False),
        (Draft("mine", "mine"), "of another window", False, "of another window", True),
        (Draft("not stored yet", "old"), "old", False, "not stored yet", False),
        (Draft("typed"), "stored", True, "stored\n\ntyped", True),
        (Draft(""), "stored", True, "stored", True),
        (Draft("typed"), "", True, "typed", False),
        (Draft("stored and more", "stored"), "stored", True, "stored and more", False),
    ],
)
def test_what_the_core_has_meets_what_is_shown(
    draft: Draft, stored: str, edited: bool, text: str, changed: bool
) -> None:
    assert draft.read(stored, edited=edited) is changed
    assert draft.text == text


def test_the_draft_of_the_new_chat_goes_along_with_it() -> None:
    drafts = Drafts()
    new = drafts.of(None)
    new.text, new.stored, new.options = "next", "kept", ChatOptions(preset="precise")
    begun = drafts.begun("a")
    assert begun is new
    assert drafts.of("a") is new
    assert new.options == ChatOptions()
    assert set(drafts.dirty()) == {(None, ""), ("a", "next")}, "the new chat's draft is forgotten in the core"
    drafts.forget("a")
    assert drafts.known("a") is None


def test_all_files_that_wait_are_known_with_their_chats() -> None:
    drafts = Drafts()
    assert not drafts.hold_files
    first, second = put(drafts.of("a").files, 1), put(AttachList(), 2)
    drafts.of("b").queue.add(Waiting(1, "?", [second]))
    assert list(drafts.files()) == [("a", first)]
    assert [(chat_id, item.files) for chat_id, item in drafts.waiting()] == [("b", [second])]
    assert drafts.hold_files


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("one\n\ntwo", ""),
        ("one\n\ntwo\n\nthree", "three"),
        ("one", ""),
        ("one\n\n2", "2"),
        ("onetwo", "onetwo"),
        ("", ""),
        ("three", "three"),
    ],
)
@pytest.mark.parametrize("first", ["questions", "draft"])
def test_questions_that_come_back_do_not_stand_in_the_field_too(first: str, stored: str, text: str) -> None:
    draft = Draft()
    items = [Waiting(1, "one"), Waiting(2, "", []), Waiting(3, "two")]
    if first == "questions":
        assert not draft.take_back(items)
        assert not draft.dirty, "what the core has is read before it is overwritten"
        draft.read(stored, edited=False)
    else:
        draft.read(stored, edited=False)
        assert draft.take_back(items) is (text != stored)
    assert draft.text == text
    assert draft.queue.resting
    assert draft.queue.next(good=True) is None, "nothing is sent unasked"
    draft.queue.resume()
    assert draft.queue.next(good=True) is items[0]


def test_what_was_typed_before_the_draft_came_stays_behind_it() -> None:
    draft = Draft("typed")
    draft.take_back([Waiting(1, "one")])
    assert draft.dirty
    assert draft.read("one\n\nkept", edited=True)
    assert draft.text == "kept\n\ntyped"
    assert not Draft("typed").read("", edited=True)


def test_each_question_has_a_key_of_its_own() -> None:
    assert new_key() != new_key()


def test_no_questions_come_back() -> None:
    draft = Draft("typed")
    assert not draft.take_back([])
    assert not draft.queue.resting
