"""Everything that comes from the core has its sentences changed, and nothing else."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Iterator

import pytest

from app.bridge.events import PAYLOADS, ModelEvent
from app.bridge.signatures import Selection
from app.bridge.signatures.declare import COMMANDS
from app.bridge.signatures.replies import RankedEngine
from app.errors import AppError, PromptTooLong
from app.types.chats import Chat, ChatMessage, ChatSummary, MessageStatus
from app.types.doctor import DoctorReport, DoctorSection, Finding
from app.types.engines import CheckState
from app.types.generation import StopReason
from app.types.messages import Role
from app.types.models import BackendName, LoadState, ModelInfo
from app.types.status import StoreStatus
from app.types.streams import AnswerEnded, AnswerText, StreamItem
from app.types.transfer import ImportPreview, ImportSource
from app.ui import spoken as speaking
from app.ui.phrases import Phrasebook
from app.ui.spoken import SAYING, spoken

GERMAN = {"No model.": "Kein Modell.", "Try again.": "Noch einmal.", "Left {0} out.": "{0} ausgelassen."}
TELLING = {"cause", "error", "hint", "idle_note", "note", "problem", "reason"}
"""Names of fields that have sentences wherever they stand."""


@pytest.fixture(autouse=True)
def german() -> Iterator[list[int]]:
    """The list has an entry for each time that the book was opened."""
    opened: list[int] = []

    def open_book() -> Phrasebook:
        opened.append(1)
        return Phrasebook(GERMAN, GERMAN.__getitem__)

    speaking.use(open_book)
    yield opened
    speaking.use(None)


def message(**fields: typing.Any) -> ChatMessage:
    plain = ChatMessage("m1", "c1", None, Role.ASSISTANT, "No model.", MessageStatus.FAILED, 1.0)
    return dataclasses.replace(plain, **fields)


def test_an_error_keeps_its_class_code_parameters_and_detail() -> None:
    error = PromptTooLong("No model.", hint="Try again.", detail="No model.", params={"why": "Try again."})
    said = spoken(error)
    assert said.to_dict() == {**error.to_dict(), "message": "Kein Modell.", "hint": "Noch einmal."}
    assert type(said) is PromptTooLong
    assert (error.message, error.hint) == ("No model.", "Try again.")


def test_sentences_deep_in_a_value_are_changed_and_what_people_wrote_is_not() -> None:
    error = AppError("No model.", hint="", detail="No model.").to_dict()
    chat = Chat(
        ChatSummary("c1", "No model.", 1.0, 1.0), (message(), message(error=error, note="Left 2 out. Try again."))
    )
    said = spoken(AnswerEnded(chat.messages[1]))
    assert said.message.error == {**error, "message": "Kein Modell."}
    assert (said.message.note, said.message.text) == ("2 ausgelassen. Noch einmal.", "No model.")
    again = spoken(chat)
    assert again.summary is chat.summary
    assert again.messages[0] is chat.messages[0]
    assert again.messages[1] == said.message


def test_lists_options_and_several_sentences_in_one_field() -> None:
    models = [ModelInfo("m", "No model.", LoadState.FAILED, reason="No model."), ModelInfo("n", "n", LoadState.READY)]
    said = spoken(models)
    assert [model.reason for model in said] == ["Kein Modell.", ""]
    assert (said[0].name, said[1] is models[1]) == ("No model.", True)
    assert spoken(ModelEvent(models[0])).model.reason == "Kein Modell."
    assert spoken(ImportPreview(ImportSource.TEKTRA, 1, 1, 0, ("Left 3 out.", "x"))).left_out == ("3 ausgelassen.", "x")
    ranked = RankedEngine(BackendName.ECHO, usable=False, reason="No model.", hint="Try again.")
    assert spoken(Selection("m", BackendName.ECHO, (ranked,))).ranking[0].hint == "Noch einmal."
    finding = Finding(DoctorSection.CORE, "Core", CheckState.BAD, "No model.")
    assert spoken(DoctorReport("1", "x", 0.0, (finding,))).findings[0].text == "Kein Modell."
    assert spoken(StoreStatus(writable=True, path="No model.")) == StoreStatus(writable=True, path="No model.")


@pytest.mark.parametrize(
    "value", [None, 3, "No model.", b"x", {"a": "No model."}, AnswerText("No model."), ("a", "b"), []]
)
def test_what_says_nothing_is_the_same_object(value: object) -> None:
    assert spoken(value) is value


def test_the_book_is_opened_once_and_late_and_never_in_english(german: list[int]) -> None:
    assert spoken(AppError("")).message == ""
    assert german == []
    for number in range(2100):  # more than are remembered
        assert spoken(AppError(f"Left {number} out.")).message == f"{number} ausgelassen."
    assert spoken(AppError("Left 1 out.")).message == "1 ausgelassen."
    assert german == [1]
    speaking.use(None)
    error = AppError("No model.")
    assert spoken(error) is error


def test_every_field_with_a_sentence_is_known_wherever_it_may_come_from() -> None:
    coming: set[type] = {*PAYLOADS.values(), *typing.get_args(StreamItem)}
    for command in COMMANDS.values():
        coming |= set(speaking._classes(typing.get_type_hints(command.signature)["return"]))
    seen: set[type] = set()
    while coming:
        kind = coming.pop()
        seen.add(kind)
        hints = typing.get_type_hints(kind)
        coming |= {inner for hint in hints.values() for inner in speaking._classes(hint)} - seen
        told = {name for name, hint in hints.items() if name in TELLING and hint is not StopReason}
        assert told <= set(SAYING.get(kind, ())), kind
    assert len(seen) > 60
    for kind, names in SAYING.items():
        assert kind in seen, "it comes from nowhere"
        assert set(names) <= {field.name for field in dataclasses.fields(kind)}, kind
