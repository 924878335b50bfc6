"""Which models the picker shows, in which order, and which one a question goes to."""

from __future__ import annotations

import pytest

from app.types.models import BackendName, Capability, LoadState, ModelInfo
from app.ui.window.picker_model import (
    RowAction,
    abilities,
    choose_model,
    engine_name,
    nothing_usable,
    picker_rows,
)


def model(model_id: str, state: LoadState = LoadState.READY, *, default: bool = False) -> ModelInfo:
    backend = BackendName.ECHO if model_id == "echo" else BackendName.LLAMA_CPP
    return ModelInfo(model_id, model_id.title(), state, backend, is_default=default)


def test_what_is_in_memory_comes_first_and_what_cannot_run_last() -> None:
    models = [model("c", LoadState.UNAVAILABLE), model("b"), model("a", LoadState.FAILED), model("z", LoadState.LOADED)]
    rows = picker_rows(models, "b")
    assert [row.model.id for row in rows] == ["z", "a", "b", "c"]
    assert [row.action for row in rows] == [RowAction.EJECT, RowAction.LOAD, RowAction.LOAD, RowAction.NONE]
    assert [row.current for row in rows] == [False, False, True, False]
    assert [row.pickable for row in rows] == [True, True, True, False]


def test_a_loading_model_has_no_button() -> None:
    assert picker_rows([model("a", LoadState.LOADING)], None)[0].action is RowAction.NONE


def test_a_query_looks_into_names_engines_and_abilities() -> None:
    sees = ModelInfo(
        "v", "Gemma", LoadState.READY, BackendName.OLLAMA, capabilities=(Capability.TOOLS, Capability.IMAGE)
    )
    models = [sees, model("image pro", LoadState.LOADED), model("qwen")]
    assert abilities(sees) == (Capability.IMAGE, Capability.TOOLS)
    assert [row.model.id for row in picker_rows(models, None, "IMAGE")] == ["image pro", "v"]
    assert [row.model.id for row in picker_rows(models, None, "ollama tools")] == ["v"]
    assert picker_rows(models, None, "nowhere") == ()


def test_echo_is_hidden_unless_it_is_in_use() -> None:
    assert picker_rows([model("echo")], None) == ()
    assert len(picker_rows([model("echo")], "echo")) == 1


@pytest.mark.parametrize(
    ("picked", "chat", "wanted"),
    [("b", "c", "b"), (None, "c", "c"), (None, None, "a"), ("gone", "c", "c"), (None, "gone", "a")],
)
def test_a_question_goes_to_the_picked_model_then_the_chat_s_then_the_default(
    picked: str | None, chat: str | None, wanted: str
) -> None:
    models = [model("a", default=True), model("b"), model("c")]
    chosen = choose_model(models, picked, chat)
    assert chosen is not None
    assert chosen.id == wanted


def test_without_models_nothing_is_chosen() -> None:
    assert choose_model([], "a", "b") is None


def test_echo_alone_is_nothing_usable() -> None:
    assert nothing_usable([])
    assert nothing_usable([model("echo"), model("a", LoadState.UNAVAILABLE)])
    assert not nothing_usable([model("a", LoadState.FAILED)])


def test_every_engine_has_a_name() -> None:
    assert all(engine_name(backend) for backend in BackendName)
    assert engine_name(None) == ""
