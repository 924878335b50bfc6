"""The chat view as a person uses it, over a bridge without a core."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.bridge.events import MessageEvent
from app.bridge.names import EventName
from app.bridge.signatures import AnswerStarted, chat_continue, chat_open, chat_retry, chat_send, chat_stop
from app.errors import ChatNotFound, StoreFull, WorkerDied
from app.types.chats import MessageStatus
from app.types.generation import StopReason
from app.types.models import BackendName, LoadState, ModelInfo
from app.types.streams import AnswerEnded, AnswerPhase, AnswerProgress, AnswerText
from app.ui.bridge.base import LinkState
from app.ui.chat.answer_row import AnswerRow
from app.ui.chat.empty_state import ExampleCard
from app.ui.chat.links import LinkDialog
from app.ui.chat.message_list import MessageList
from app.ui.chat.prompt_row import PROMPT_CHARS, PromptRow
from app.ui.chat.prose import ProseView
from app.ui.chat.view import ChatView
from app.ui.theme import Scheme, theme
from app.ui.widgets.buttons import TextButton
from tests.helpers.fake_bridge import FakeBridge
from tests.ui.chat_samples import CHANNEL, SUMMARY, OpenViews, answer, chat_of, finished, prompt, shown_text


@pytest.fixture
def bridge() -> FakeBridge:
    return FakeBridge()


@pytest.fixture
def open_view(qtbot: QtBot, bridge: FakeBridge) -> OpenViews:
    return OpenViews(qtbot, bridge)


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What screen readers are told."""
    words: list[str] = []

    def record(event: object) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            words.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", record)
    return words


@pytest.fixture
def opened_links(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Addresses that were handed to the desktop."""
    addresses: list[str] = []

    def record(address: QUrl) -> bool:
        addresses.append(address.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", record)
    return addresses


def click_link(view: ChatView, address: str = "https://example.com/a?b=c") -> LinkDialog:
    """Choose the first link of the last answer as a click does; returns the question."""
    text = last_row(view).findChild(ProseView)
    assert isinstance(text, ProseView)
    text.anchorClicked.emit(QUrl(address))
    return next(box for box in view.findChildren(LinkDialog) if box.isVisible())


def press(qtbot: QtBot, box: LinkDialog, text: str) -> None:
    next(one for one in box.findChildren(TextButton) if one.text() == text).click()
    qtbot.waitUntil(lambda: not isValid(box) or not box.isVisible())


def messages(view: QWidget) -> MessageList:
    found = view.findChild(MessageList)
    assert isinstance(found, MessageList)
    return found


def last_row(view: ChatView) -> AnswerRow:
    row = messages(view).realised[len(view.messages) - 1]
    assert isinstance(row, AnswerRow)
    return row


def button(view: QWidget, text: str) -> TextButton:
    found = [one for one in view.findChildren(TextButton) if one.text() == text and one.isVisible()]
    assert found, f"no button {text!r}"
    return found[-1]


def test_a_question_streams_its_answer(
    qtbot: QtBot, bridge: FakeBridge, open_view: OpenViews, spoken: list[str]
) -> None:
    view = open_view(new=True)
    bridge.answer(chat_send, AnswerStarted(SUMMARY, prompt(), answer(status=MessageStatus.WAITING)))
    with qtbot.waitSignal(view.chat_opened) as opened, qtbot.waitSignal(view.answering_changed):
        view.send("Question", "m")
        bridge.flush()
    assert opened.args == ["c1"]
    counted: list[int] = []
    view.port.streamed.connect(counted.append)
    for piece in ("Hel", "lo **wor", "ld**"):
        bridge.send(CHANNEL, AnswerText(piece, 2))
    qtbot.waitUntil(lambda: "Hello world" in shown_text(view))
    assert counted[-1] == 6
    assert "Question" in shown_text(view)
    assert last_row(view).body.isVisible()
    with qtbot.waitSignal(view.answer_ended) as ended:
        bridge.send(CHANNEL, AnswerEnded(finished("Hello **world**")))
    assert ended.args[0].text == "Hello **world**"
    assert not view.answering
    assert last_row(view).footer.figures.text() == "142 tokens · 96.4 tokens/s · first token 0.19 s · finished"
    assert spoken == ["Reply finished"], "never a word per token"


def test_a_refused_prompt_is_handed_back(qtbot: QtBot, bridge: FakeBridge, open_view: OpenViews) -> None:
    view = open_view(new=True)
    bridge.answer(chat_send, StoreFull("The disk is full."))
    with qtbot.waitSignal(view.send_refused) as refused:
        view.send("Keep me", "m")
    assert refused.args[0] == "Keep me"
    assert not view.answering


def test_stop_keeps_what_had_arrived(bridge: FakeBridge, open_view: OpenViews, spoken: list[str]) -> None:
    view = open_view(prompt(), answer("Half", MessageStatus.STREAMING))
    bridge.answer(chat_stop, None)
    view.stop()
    assert bridge.arguments(chat_stop) == [{"message_id": "a1"}]
    stopped = answer("Half an", MessageStatus.STOPPED, stop_reason=StopReason.STOPPED)
    bridge.emit_event(EventName.MESSAGE_ENDED, MessageEvent(stopped))
    assert "Half an" in shown_text(view)
    assert last_row(view).footer.figures.text() == "stopped by you"
    assert last_row(view).footer.continue_button.isVisible()
    assert spoken == ["Reply stopped"]


def test_a_failure_is_told_once_however_often_its_row_is_made_again(
    bridge: FakeBridge, open_view: OpenViews, spoken: list[str]
) -> None:
    view = open_view(prompt(), answer(status=MessageStatus.STREAMING))
    error = WorkerDied("The engine stopped.", hint="Try again.").to_dict()
    failed = answer("Three", MessageStatus.FAILED, error=error)
    bridge.emit_event(EventName.MESSAGE_ENDED, MessageEvent(failed))
    assert spoken == ["The engine stopped. Try again."]
    bridge.answer(chat_open, chat_of(prompt(), failed))
    view.open_chat("c1")
    bridge.flush()
    assert len(spoken) == 1


def test_waiting_is_said_after_a_moment_only(qtbot: QtBot, bridge: FakeBridge, open_view: OpenViews) -> None:
    view = open_view(prompt(), answer(status=MessageStatus.WAITING))
    bridge.send(CHANNEL, AnswerProgress(AnswerPhase.LOADING))
    waiting = last_row(view).waiting
    assert waiting.shown_words == ""
    qtbot.waitUntil(lambda: waiting.shown_words == "Loading SmolLM2 135M…")
    bridge.send(CHANNEL, AnswerProgress(AnswerPhase.READING, 4, 10))
    qtbot.waitUntil(lambda: waiting.shown_words == "Reading your message…")
    bridge.send(CHANNEL, AnswerText("A"))
    qtbot.waitUntil(lambda: not waiting.isVisible())


def test_the_first_words_do_not_move_anything(qtbot: QtBot, bridge: FakeBridge, open_view: OpenViews) -> None:
    view = open_view(prompt(), answer(status=MessageStatus.WAITING))
    before = last_row(view).height()
    bridge.send(CHANNEL, AnswerText("A"))
    qtbot.waitUntil(lambda: "A" in shown_text(last_row(view)))
    assert last_row(view).height() == before
    bridge.send(CHANNEL, AnswerEnded(finished("A")))
    assert last_row(view).height() == before


def test_a_failed_answer_shows_cause_remedy_and_details(qtbot: QtBot, bridge: FakeBridge, open_view: OpenViews) -> None:
    error = WorkerDied("The engine stopped.", hint="Try again.", detail="signal 9")
    failed = answer("Three things", MessageStatus.FAILED, error=error.to_dict(), stop_reason=StopReason.FAILED)
    view = open_view(prompt(), failed)
    row = last_row(view)
    assert row.card.title == "The engine stopped."
    before = row.height()
    button(view, "Details").click()
    qtbot.waitUntil(lambda: last_row(view).height() > before)
    again = AnswerStarted(SUMMARY, prompt(), answer(status=MessageStatus.WAITING, id="a2", channel="channel-2"))
    bridge.answer(chat_retry, again)
    bridge.open_channel("channel-2", AnswerText("Better"))
    button(view, "Try again").click()
    bridge.flush()
    assert bridge.arguments(chat_retry) == [{"message_id": "a1", "model_id": None}]
    qtbot.waitUntil(lambda: "Better" in shown_text(view))
    assert "Three things" not in shown_text(view)


def test_a_failed_answer_without_text_offers_no_continue(
    qtbot: QtBot, bridge: FakeBridge, open_view: OpenViews
) -> None:
    failed = answer("", MessageStatus.FAILED, error=WorkerDied("The engine stopped.").to_dict())
    view = open_view(prompt(), failed)
    assert button(view, "Try again").isEnabled()
    assert not [one for one in view.findChildren(TextButton) if one.text() == "Continue" and one.isVisible()]


def test_an_interrupted_answer_goes_on_in_its_place(qtbot: QtBot, bridge: FakeBridge, open_view: OpenViews) -> None:
    view = open_view(prompt(), answer("Half", MessageStatus.INTERRUPTED))
    assert last_row(view).card.title == "Interrupted. What had arrived is kept."
    going_on = answer("Half", MessageStatus.STREAMING, channel="channel-2")
    bridge.answer(chat_continue, AnswerStarted(SUMMARY, prompt(), going_on))
    bridge.open_channel("channel-2")
    button(view, "Continue").click()
    bridge.flush()
    bridge.send("channel-2", AnswerText(" and half"))
    qtbot.waitUntil(lambda: "Half and half" in shown_text(view))
    assert not last_row(view).card.isVisible()


def test_after_a_lost_connection_no_text_is_lost_or_doubled(
    qtbot: QtBot, bridge: FakeBridge, open_view: OpenViews
) -> None:
    view = open_view(prompt(), answer("", MessageStatus.STREAMING))
    bridge.send(CHANNEL, AnswerText("One "), AnswerText("two "))
    bridge.set_link(LinkState.LOST)
    bridge.answer(chat_open, chat_of(prompt(), answer("One two three ", MessageStatus.STREAMING, channel_seq=3)))
    bridge.set_link(LinkState.CONNECTED)
    bridge.send(CHANNEL, AnswerText("three "), AnswerText("four"))
    bridge.flush()
    qtbot.waitUntil(lambda: "One two three four" in shown_text(view))
    assert view.messages[1].text == "One two three four"


def test_a_killed_core_leaves_an_interrupted_answer(qtbot: QtBot, bridge: FakeBridge, open_view: OpenViews) -> None:
    view = open_view(prompt(), answer("", MessageStatus.STREAMING))
    bridge.send(CHANNEL, AnswerText("Half"))
    bridge.set_link(LinkState.LOST)
    bridge.answer(chat_open, chat_of(prompt(), answer("Half", MessageStatus.INTERRUPTED)))
    bridge.set_link(LinkState.CONNECTED)
    bridge.flush()
    qtbot.waitUntil(last_row(view).card.isVisible)
    assert not view.answering


def test_a_chat_that_is_gone_says_so(bridge: FakeBridge, open_view: OpenViews) -> None:
    view = open_view(prompt())
    bridge.answer(chat_open, ChatNotFound("This chat does not exist any more.", hint="Choose another one."))
    view.open_chat("gone")
    bridge.flush()
    assert button(view, "Try again").isEnabled()
    assert not messages(view).isVisible()


def test_copy_takes_the_source(open_view: OpenViews) -> None:
    source = "Use a **deque**:\n\n```py\nx = 1\n```\n"
    view = open_view(prompt(), finished(source))
    last_row(view).footer.copy_button.click()
    assert QGuiApplication.clipboard().text() == source
    button(view, "Copy").click()
    assert QGuiApplication.clipboard().text() == "x = 1"


def test_scripts_in_an_answer_are_text(open_view: OpenViews) -> None:
    view = open_view(prompt("<b>x</b>"), finished("<script>alert(1)</script>\n\n<img src=file:///x>"))
    assert "<script>alert(1)</script>" in shown_text(view)
    assert "<img src=file:///x>" in shown_text(view)
    assert "<b>x</b>" in shown_text(view)


def test_the_end_is_followed_only_by_those_who_are_there(
    qtbot: QtBot, bridge: FakeBridge, open_view: OpenViews
) -> None:
    view = open_view(prompt(), answer("line\n\n" * 80, MessageStatus.STREAMING))
    bar = messages(view).verticalScrollBar()
    assert bar.value() == bar.maximum() > 0
    bridge.send(CHANNEL, AnswerText("more\n\n" * 20 + "x"))
    qtbot.waitUntil(lambda: "more" in shown_text(view))
    assert bar.value() == bar.maximum()
    QTest.keyClick(last_row(view).body.findChildren(ProseView)[0], Qt.Key.Key_PageUp)
    held = bar.value()
    assert held < bar.maximum()
    end = bar.maximum()
    bridge.send(CHANNEL, AnswerText("\n\nlast" * 20))
    qtbot.waitUntil(lambda: bar.maximum() > end)
    assert bar.value() == held, "nothing moves for someone who reads further up"
    jump = messages(view)._jump
    assert jump.isVisible()
    jump.click()
    assert bar.value() == bar.maximum()
    assert not jump.isVisible()


def test_the_empty_state_names_the_model_and_suggests(qtbot: QtBot, open_view: OpenViews) -> None:
    view = open_view(new=True)
    view.set_model(ModelInfo("m", "SmolLM2 135M", LoadState.READY, BackendName.LLAMA_CPP))
    assert view._empty.words == "SmolLM2 135M is ready. It runs on this computer."
    card = view.findChildren(ExampleCard)[0]
    with qtbot.waitSignal(view.suggestion_chosen) as chosen:
        card.click()
    assert chosen.args == [card.prompt]
    view.set_model(ModelInfo("m", "X", LoadState.UNAVAILABLE, reason="Its file is gone."))
    assert view._empty.words == "X cannot answer now. Its file is gone."


def test_a_megabyte_of_prompt_is_shown_in_part(open_view: OpenViews) -> None:
    text = "word " * 200_000
    view = open_view(prompt(text))
    row = messages(view).realised[0]
    assert isinstance(row, PromptRow)
    assert len(shown_text(row)) <= PROMPT_CHARS
    row.copy_button.click()
    assert QGuiApplication.clipboard().text() == text


def test_lines_of_a_prompt_stand_at_the_side_where_they_begin(open_view: OpenViews) -> None:
    lines = ["مرحبا، ماذا يفعل هذا؟", "print(1)", "https://example.com/a/", "شكرا"]
    view = open_view(prompt("\n".join(lines)))
    row = messages(view).realised[0]
    assert isinstance(row, PromptRow)
    document = row._text.document()
    right = Qt.LayoutDirection.LeftToRight
    left = Qt.LayoutDirection.RightToLeft
    blocks = [document.findBlockByNumber(number) for number in range(document.blockCount())]
    assert [block.textDirection() for block in blocks] == [left, right, left]
    assert [block.blockFormat().topMargin() for block in blocks] == [0, 0, 0]
    code, thanks = blocks[1].layout(), blocks[2].layout()
    assert code.lineAt(0).naturalTextRect().left() == 0
    assert thanks.lineAt(0).naturalTextRect().right() == pytest.approx(document.textWidth(), abs=2)
    row._text.selectAll()
    assert row._text.createMimeDataFromSelection().text() == "\n".join(lines)


def test_a_theme_switch_recolours_what_is_shown(open_view: OpenViews) -> None:
    text = "A *b*\n\n```py\ndef x(): pass\n```\n\n|a|\n|-|\n|b|\n"
    view = open_view(prompt(), finished(text))
    QApplication.processEvents()  # Code gets its colours at the next turn of the event loop.
    light, before = view.grab().toImage(), shown_text(view)
    theme().set_scheme(Scheme.DARK)
    assert shown_text(view) == before
    dark = view.grab().toImage()
    assert dark != light
    theme().set_scheme(Scheme.LIGHT)
    assert view.grab().toImage() == light


def test_ten_thousand_messages_are_few_widgets(open_view: OpenViews) -> None:
    many = [prompt("Question 0", id="m0")]
    for number in range(1, 10_000):
        make = finished if number % 2 else prompt
        message = make(f"Text **{number}**\n\nmore")
        many.append(replace(message, id=f"m{number}", parent_id=f"m{number - 1}"))
    view = open_view(*many)
    assert "Text 9999" in shown_text(view)
    assert len(view.findChildren(QWidget)) < 1_000
    assert len(messages(view).realised) < 40
    QTest.keyClick(messages(view), Qt.Key.Key_Home)
    assert "Question 0" in shown_text(view)
    assert len(messages(view).realised) < 40
    bar = messages(view).verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    row, place = next((row, row.y()) for row in messages(view).realised.values() if row.y() > 0)
    view.resize(880, 700)
    messages(view).arrange()
    assert row.y() == place, "the rows in view stay where they are"


def test_links_ask_before_they_open(
    qtbot: QtBot, bridge: FakeBridge, open_view: OpenViews, opened_links: list[str]
) -> None:
    view = open_view(prompt(), finished("See [here](https://example.com/a?b=c)."))
    box = click_link(view)
    assert "https://example.com/a?b=c" in box.address.toPlainText()
    press(qtbot, box, "Cancel")
    assert opened_links == []
    press(qtbot, click_link(view), "Open")
    assert opened_links == ["https://example.com/a?b=c"]


@pytest.mark.parametrize(
    "address", ["https://a.org/x%20y", "https://a.org/%D9%BE?q=%3Cb%3E", "https://xn--80ak6aa92e.com/"]
)
def test_encoded_addresses_ask_as_they_are_written(open_view: OpenViews, address: str) -> None:
    view = open_view(prompt(), finished(f"See [here]({address})."))
    box = click_link(view, address)
    assert box.address.toPlainText() == address
    box.close()


def test_other_schemes_never_ask(
    qtbot: QtBot, bridge: FakeBridge, open_view: OpenViews, opened_links: list[str]
) -> None:
    view = open_view(prompt())
    for address in ("file:///etc/passwd", "javascript:alert(1)", "smb://x/y", "not a link"):
        view._links.ask(address)
    assert not view.findChildren(LinkDialog)
    assert opened_links == []


def test_rows_that_are_not_seen_yet_are_made_when_there_is_time(qtbot: QtBot) -> None:
    messages = [prompt("Beginning")]
    for number in range(60):
        messages.append(answer(f"Answer {number}", id=f"a{number}", parent_id=messages[-1].id))
    view = OpenViews(qtbot, FakeBridge())(*messages)
    rows = view.message_list
    rows.verticalScrollBar().setValue(rows.verticalScrollBar().maximum() // 2)
    height = rows.viewport().height()
    seen = [index for index, row in rows.realised.items() if row.geometry().bottom() >= 0 and row.y() <= height]
    assert max(seen) - min(seen) + 1 == len(seen)
    top = rows.realised[min(seen)].y()
    qtbot.waitUntil(lambda: {min(seen) - 2, max(seen) + 2} <= rows.realised.keys())
    assert rows.realised[min(seen)].y() == top, "what the person looks at stays where it is"
