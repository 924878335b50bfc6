"""The real window over a real core with real workers: what a person sees when things die, close and come back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from app.bridge.signatures import AnswerStarted, chat_send
from app.config.paths import resolve_paths
from app.types.chats import ChatOptions, MessageStatus, ToolStatus
from app.ui.bridge.base import LinkState, UiBridge
from app.ui.bridge.socket import SocketBridge
from app.ui.chat.actions import Act, Do, Edited
from app.ui.chat.view import ChatView
from app.ui.window.main_window import MainWindow
from app.ui.window.state import WindowStateFile
from tests.e2e.conftest import ECHO, Installation
from tests.helpers.procs import kill9
from tests.helpers.waiting import wait_until

pytestmark = [pytest.mark.x11, pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")]

TIMEOUT_MS = 20_000
SLOW = "/echo tokens=100000 rate=50"


class Desk:
    """One open window, with what a person would look at and press."""

    def __init__(self, qtbot: QtBot) -> None:
        paths = resolve_paths()
        paths.ensure()
        self.qtbot = qtbot
        self.bridge = SocketBridge(paths)
        self.views: list[ChatView] = []
        self.window = MainWindow(self.bridge, WindowStateFile(paths.window_state), self._make_view)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.bridge.start()

    @property
    def view(self) -> ChatView:
        """The chat."""
        return self.views[0]

    def close(self) -> None:
        """As the person closes it."""
        self.window.close()
        self.bridge.close()
        self.window.deleteLater()
        self.bridge.deleteLater()

    def ask(self, text: str) -> None:
        """Type and press Enter."""
        self.window.composer.set_text(text)
        self.window.composer.submit()

    def until(self, condition: Callable[[], object]) -> None:
        """Wait, with the event loop running."""
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=TIMEOUT_MS)

    def until_text(self, length: int = 20) -> str:
        """Wait until an answer shows some text; the text."""
        self.until(lambda: len(self.view.messages) >= 2 and len(self.view.messages[-1].text) >= length)
        return self.view.messages[-1].text

    def until_status(self, status: MessageStatus) -> None:
        """Wait for the state of the newest message."""
        self.until(lambda: self.view.messages and self.view.messages[-1].stored.status is status)

    def press(self, text: str) -> None:
        """Press the visible button with this text or name."""

        def find() -> QAbstractButton | None:
            for button in self.window.findChildren(QAbstractButton):
                if text in (button.text(), button.accessibleName()) and button.isVisible() and button.isEnabled():
                    return button
            return None

        self.until(find)
        button = find()
        assert button is not None
        button.click()

    def _make_view(self, _bridge: UiBridge) -> ChatView:
        self.views.append(ChatView(self.bridge))
        return self.views[-1]


OpenWindow = Callable[[], AbstractContextManager[Desk]]


@pytest.fixture
def open_window(qtbot: QtBot, tektra: Installation, monkeypatch: pytest.MonkeyPatch) -> OpenWindow:
    for name, value in ECHO.items():
        monkeypatch.setenv(name, value)

    @contextmanager
    def opened() -> Iterator[Desk]:
        desk = Desk(qtbot)
        try:
            yield desk
        finally:
            desk.close()

    return opened


def test_the_first_question_of_a_fresh_installation(open_window: OpenWindow) -> None:
    with open_window() as desk:
        desk.ask("typed before the core was up")
        desk.until_status(MessageStatus.COMPLETE)
        assert desk.view.messages[-1].text == "typed before the core was up"
        assert desk.bridge.link is LinkState.CONNECTED


def test_a_window_closed_in_mid_answer_comes_back_to_it(open_window: OpenWindow) -> None:
    with open_window() as desk:
        desk.ask("/echo tokens=300 rate=100")
        seen = desk.until_text()
    with open_window() as desk:
        desk.until_status(MessageStatus.COMPLETE)
        message = desk.view.messages[-1]
        assert message.text.startswith(seen)
        assert message.stored.usage is not None
        assert message.stored.usage.completion_tokens == 300


def test_a_question_that_waits_with_a_file_outlives_its_window(open_window: OpenWindow, tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text("# Notes")
    with open_window() as desk:
        desk.ask("/echo tokens=200 rate=100")
        desk.until_text()
        desk.window.writing.files.attach([str(notes)])
        desk.until(lambda: [file.state for file in desk.window.writing.files.files] == ["ready"])
        desk.ask("and the notes")
        desk.until(lambda: desk.window.writing.strip.rows)
    with open_window() as desk:
        strip = desk.window.writing.strip
        desk.until(lambda: strip.rows)
        desk.until_status(MessageStatus.COMPLETE)
        assert not desk.view.messages[2:], "nothing is sent unasked"
        assert strip.words.endswith("for you")
        desk.until(lambda: not desk.window.composer.text)
        strip.resume.click()
        desk.until(lambda: len(desk.view.messages) == 4)
        desk.until_status(MessageStatus.COMPLETE)
        assert desk.view.messages[2].text == "and the notes"
        assert [file.name for file in desk.view.messages[2].stored.attachments] == ["notes.md"]
        assert strip.isHidden()


def test_a_killed_core_is_said_restarted_and_its_answer_continued(
    open_window: OpenWindow, tektra: Installation
) -> None:
    with open_window() as desk:
        desk.ask("/echo tokens=400 rate=100")
        seen = desk.until_text()
        states: list[LinkState] = []
        desk.bridge.link_changed.connect(lambda state, _error: states.append(state))
        kill9(tektra.core_pid())
        desk.until(lambda: LinkState.LOST in states)
        desk.until(lambda: desk.bridge.link is LinkState.CONNECTED)
        desk.until_status(MessageStatus.INTERRUPTED)
        kept = desk.view.messages[-1].text
        assert kept.startswith(seen)
        desk.press("Continue")
        desk.until_status(MessageStatus.COMPLETE)
        assert desk.view.messages[-1].text.startswith(kept)
        assert len(desk.view.messages) == 2


def test_a_killed_worker_comes_back_and_the_answer_goes_on_by_itself(
    open_window: OpenWindow, tektra: Installation
) -> None:
    with open_window() as desk:
        desk.ask("/echo tokens=200 rate=100")
        seen = desk.until_text()
        kill9(tektra.worker_pid())
        desk.until_status(MessageStatus.COMPLETE)
        message = desk.view.messages[-1]
        assert message.text.startswith(seen)
        assert message.stored.usage is not None
        assert message.stored.usage.completion_tokens == 200


def test_a_crash_over_one_question_leaves_its_text_and_the_cause(open_window: OpenWindow) -> None:
    with open_window() as desk:
        desk.ask("/echo tokens=200 rate=100 crash_after=50")
        desk.until_status(MessageStatus.FAILED)
        message = desk.view.messages[-1]
        assert message.text
        assert message.stored.error is not None
        assert "SIGSEGV" in message.stored.error["message"]
        desk.press("Try again")
        desk.until(lambda: desk.view.messages[-1].stored.id != message.stored.id)
        desk.until_status(MessageStatus.FAILED)
        desk.ask("and now this")
        desk.until_status(MessageStatus.COMPLETE)


def test_stop_in_the_window_stops_the_engine(open_window: OpenWindow, tektra: Installation) -> None:
    with open_window() as desk:
        desk.ask(SLOW)
        desk.until_text()
        desk.view.stop()
        desk.until_status(MessageStatus.STOPPED)
        assert tektra.status()["answering"] == 0
        desk.ask("and now this")
        desk.until_status(MessageStatus.COMPLETE)


def test_stop_before_the_first_token(open_window: OpenWindow, tektra: Installation) -> None:
    with open_window() as desk:
        desk.ask("/echo read_s=600")
        desk.until(lambda: desk.view.answering and len(desk.view.messages) == 2)
        desk.view.stop()
        desk.until_status(MessageStatus.STOPPED)
        desk.ask("quick")
        desk.until_status(MessageStatus.COMPLETE)


def test_two_windows_share_one_core_and_both_see_the_answer(open_window: OpenWindow, tektra: Installation) -> None:
    with open_window() as one, open_window() as two:
        one.until(lambda: one.bridge.link is LinkState.CONNECTED)
        two.until(lambda: two.bridge.link is LinkState.CONNECTED)
        assert len([pid for pid in tektra.programs.running() if pid == tektra.core_pid()]) == 1
        assert tektra.status()["clients"] >= 2
        one.ask("/echo tokens=200 rate=100")
        one.until_text()
        two.until(lambda: two.window.sidebar.get(one.view.chat_id))
        two.window.open_chat(one.view.chat_id)
        for desk in (one, two):
            desk.until_status(MessageStatus.COMPLETE)
        assert one.view.messages[-1].text == two.view.messages[-1].text


def test_daemon_stop_leaves_the_window_with_a_start_button(open_window: OpenWindow, tektra: Installation) -> None:
    with open_window() as desk:
        desk.ask("hello")
        desk.until_status(MessageStatus.COMPLETE)
        stop = tektra.start("daemon", "stop")
        desk.until(lambda: desk.bridge.link is LinkState.STOPPED)
        desk.until(lambda: stop.process.poll() is not None)
        assert tektra.programs.running() == []
        desk.press("Start")
        desk.until(lambda: desk.bridge.link is LinkState.CONNECTED)
        desk.ask("hello again")
        desk.until_status(MessageStatus.COMPLETE)


def test_a_window_without_any_usable_model_says_what_to_do(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TEKTRA_GENERAL_DEFAULT_MODEL")
    for engine in ("LLAMA_CPP", "MISTRAL_RS", "OLLAMA", "MLX"):
        monkeypatch.setenv(f"TEKTRA_BACKENDS_{engine}_ENABLED", "false")
    with open_window() as desk:
        desk.until(desk.window.no_model.isVisible)
        buttons = [button.text() for button in desk.window.no_model.findChildren(QAbstractButton)]
        assert any("Open a model file" in text for text in buttons)


def test_ask_prints_the_answer_and_saves_the_picture(tektra: Installation, tmp_path: Path) -> None:
    picture = tmp_path / "out.png"
    arguments = ("--ask", "a question", "--screenshot", str(picture), "--theme", "dark", "--size", "1280x832")
    program = tektra.run(*arguments)
    assert program.process.returncode == 0, program.stderr
    assert program.stdout == "a question\n"
    from PySide6.QtGui import QColor, QImage

    image = QImage(str(picture))
    assert (image.width(), image.height()) == (1280, 832)
    assert QColor(image.pixel(1270, 400)).lightness() < 60


@pytest.mark.parametrize(
    ("question", "words"),
    [("/echo fail=out_of_luck", "out of luck"), ("/echo crash_after=3 signal=SEGV", "SIGSEGV"), ("  ", "empty")],
)
def test_ask_that_fails_says_why_in_one_line(tektra: Installation, question: str, words: str) -> None:
    program = tektra.run("--ask", question)
    assert program.process.returncode == 1
    assert words in program.stderr
    assert len(program.stderr.strip().splitlines()) == 1


def test_no_display_is_one_sentence(tektra: Installation) -> None:
    program = tektra.run(QT_QPA_PLATFORM="", DISPLAY="", WAYLAND_DISPLAY="")
    assert program.process.returncode == 1
    assert "There is no display here" in program.stderr
    assert tektra.programs.running() == []


@pytest.mark.parametrize(
    ("question", "tokens"),
    [("/echo tokens=300 rate=100", 300), ("/echo read_s=3 tokens=5", 5)],
    ids=["in decode", "in prefill"],
)
def test_a_killed_window_loses_nothing(
    tektra: Installation, open_window: OpenWindow, question: str, tokens: int
) -> None:
    program = tektra.start("--ask", question)
    tektra.worker_pid()
    program.kill9()
    with open_window() as desk:
        desk.until(lambda: len(desk.window.sidebar.rows) == 1)
        desk.window.open_chat(tektra.json("chats")[0]["id"])
        desk.until_status(MessageStatus.COMPLETE)
        usage = desk.view.messages[-1].stored.usage
        assert usage is not None
        assert usage.completion_tokens == tokens


def test_a_window_killed_while_idle_leaves_the_core_and_its_chats(tektra: Installation) -> None:
    assert tektra.ask("before").wait() == 0
    core = tektra.core_pid()
    window = tektra.start()
    wait_until(lambda: tektra.status()["clients"] >= 2, what="the window at the core")  # `ps` itself is one
    window.kill9()
    wait_until(lambda: tektra.status()["clients"] == 1, what="the window to be gone")
    assert tektra.core_pid() == core
    assert [chat["title"] for chat in tektra.json("chats")] == ["before"]


def test_versions_edits_and_deletion_with_the_real_core(open_window: OpenWindow) -> None:
    with open_window() as desk:
        desk.ask("first")
        desk.until_status(MessageStatus.COMPLETE)
        view = desk.view
        desk.press("Try again")
        desk.until(lambda: len(view.messages) == 2 and len(view.messages[1].stored.versions) == 2)
        desk.until_status(MessageStatus.COMPLETE)
        second = view.messages[1].id
        desk.press("Version before")
        desk.until(lambda: view.messages[1].id != second)
        answer = view.messages[1].id
        told: list[tuple[str, Callable[[], None]]] = []
        view.port.told.connect(lambda words, _undo, run: told.append((words, run)))
        view._requests.commands.edited(Edited(answer, "by hand"))
        desk.until(lambda: view.messages[1].text == "by hand")
        view._requests.do(Do(answer, Act.DELETE))
        desk.until(lambda: told and answer not in [shown.id for shown in view.messages])
        told[-1][1]()
        desk.until(lambda: answer in view.messages[-1].stored.versions)
        view._requests.commands.edited(Edited(view.messages[0].id, "again", again=True))
        desk.until(lambda: view.messages[0].text == "again" and len(view.messages[0].stored.versions) == 2)
        desk.until_status(MessageStatus.COMPLETE)
        assert view.messages[1].text == "again"


def test_a_tool_is_used_once_the_person_allows_it(open_window: OpenWindow) -> None:
    with open_window() as desk:
        desk.ask("first")
        desk.until_status(MessageStatus.COMPLETE)
        started: list[AnswerStarted] = []
        text = '/tool echo {"text": "from the tool"}'
        reply = desk.bridge.invoke(chat_send, text=text, options=ChatOptions(tools=("echo",)))
        reply.then(started.append)
        desk.until(lambda: started)
        desk.window.open_chat(started[0].chat.id)
        desk.press("Allow once")
        desk.until(lambda: desk.view.messages[-1].tools and desk.view.messages[-1].tools[0].status is ToolStatus.DONE)
        desk.until_status(MessageStatus.COMPLETE)
        assert "from the tool" in desk.view.messages[-1].tools[0].result
