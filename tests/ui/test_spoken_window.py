"""A German window says in German what its core said in English; the terminal and the core stay English."""

from __future__ import annotations

import errno
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import create_autospec

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.backends.prompts import check_fits
from app.backends.worker.process import WorkerEnd
from app.bridge.frames import Hello
from app.bridge.names import Caller
from app.catalog.catalog import Catalog
from app.client.endings import failure_of
from app.client.launch import version_error
from app.client.reading import about
from app.errors import AppError, ChatNotFound, internal_error
from app.process import explain_exit
from app.services.context_policy import left_out_words
from app.services.models import ModelService
from app.store.faults import damage_repaired, store_error
from app.transfer.source import ChatFile
from app.types.chats import MessageStatus
from app.ui import spoken as speaking
from app.ui import translation
from app.ui.chat.answer_row import AnswerRow
from app.ui.spoken import say, spoken
from app.ui.translation import speak
from tests.helpers.fake_bridge import FakeBridge
from tests.helpers.logfail import ExpectedLogs
from tests.ui.chat_samples import OpenViews, answer, prompt, shown_text

ENGLISH = re.compile(r"\b(the|is|was|cannot|try|again|not|with|your|has|it)\b", re.IGNORECASE)


@pytest.fixture(autouse=True)
def german(qapp: QApplication) -> Iterator[None]:
    speak(qapp, "de")
    yield
    speaking.use(None)
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def raised(act: Callable[[], object]) -> AppError:
    with pytest.raises(AppError) as caught:
        act()
    return caught.value


def no_model() -> AppError:
    catalog = create_autospec(Catalog, instance=True)
    catalog.default_id.return_value = None
    service = object.__new__(ModelService)
    service._catalog = catalog
    return raised(lambda: service.resolve(None))


def broken_import(folder: Path) -> AppError:
    path = folder / "chats.json"
    path.write_text('[\n{"title": ', "utf-8")
    with ChatFile(path) as file:
        return raised(lambda: list(file))


def full_disk(folder: Path) -> AppError:
    error = store_error(OSError(errno.ENOSPC, "No space left on device"), folder / "tektra.db")
    assert error is not None
    return error


def dead_worker(_: Path) -> AppError:
    return WorkerEnd(explain_exit(-signal.SIGKILL)).error(before_first_token=False)


REAL: dict[str, tuple[Callable[[Path], AppError], str]] = {
    "no model": (lambda _: no_model(), "Kein Modell ist installiert."),
    "too long": (
        lambda _: raised(lambda: check_fits(12_345, 8_192)),
        "Der Chat hat 12.345 Tokens, aber das Kontextfenster des Modells fasst 8.192.",
    ),
    "worker died": (
        dead_worker,
        "Die Engine blieb stehen: sie wurde von außen beendet, oft weil dem Computer der Speicher ausging (SIGKILL).",
    ),
    "broken import": (broken_import, "Die Datei ist in Zeile 2 kaputt. Nichts wurde importiert."),
    "full disk": (full_disk, "Der Datenträger ist voll, deshalb kann nichts gespeichert werden."),
    "damaged": (
        lambda folder: damage_repaired(folder / "aside.db", "malformed", 1_200),
        "Die Datenbank der Chats war beschädigt; 1200 Chats konnten gerettet werden.",
    ),
    "other version": (
        lambda _: version_error(Hello(1, "9.9", 1, Caller.UI)),
        "Der Kern von Tektra hat die Version 9.9, dies ist aber Version ",
    ),
    "bug": (lambda _: internal_error(ValueError("boom")), "In Tektra ist etwas schiefgegangen."),
}


@pytest.mark.parametrize("name", REAL)
def test_real_errors_of_the_core_are_german(tmp_path: Path, name: str) -> None:
    make, german = REAL[name]
    error = make(tmp_path)
    said = spoken(error)
    assert said.message.startswith(german)
    assert ENGLISH.findall(said.message + said.hint) == []
    assert said.hint != error.hint
    assert (said.code, said.detail, said.params) == (error.code, error.detail, error.params)


def test_a_failed_answer_and_a_note_are_german_in_the_chat(qtbot: QtBot) -> None:
    error = raised(lambda: check_fits(9_120, 8_192)).to_dict()
    failed = spoken(answer("", MessageStatus.FAILED, error=error))
    view = OpenViews(qtbot, FakeBridge())(prompt(), failed)
    row = next(row for row in view.findChildren(AnswerRow) if row.isVisible())
    text = "\n".join(label.text() for label in row.card.findChildren(QLabel) if label.isVisible()) + shown_text(
        row.card
    )
    assert "Der Chat hat 9.120 Tokens" in text
    assert ENGLISH.findall(text) == []
    noted = spoken(answer("So.", MessageStatus.COMPLETE, note=left_out_words(12, summed_up=True)))
    assert noted.note.startswith("Die ersten 12 Nachrichten wurden als Zusammenfassung gelesen")


def test_what_front_ends_share_is_german_as_well() -> None:
    assert say(f"43 % · {about(12, lambda value, _: str(value))}") == "43 % · etwa 10 s"
    failure = failure_of(answer("", MessageStatus.FAILED))
    assert failure is not None
    assert spoken(failure).message == "Die Antwort konnte nicht beendet werden."


def test_without_the_list_of_sentences_the_window_stays_english_and_says_so_in_the_log(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("sentences of the core are not at hand")
    monkeypatch.setattr(translation, "translations_folder", lambda: tmp_path)
    book = translation._phrasebook("de")
    assert book.say("No model is installed.") == "No model is installed."


def test_an_english_window_has_the_very_objects_of_the_core(qapp: QApplication) -> None:
    speak(qapp, "en")
    error = ChatNotFound("There is no such chat.")
    assert spoken(error) is error
