"""What the main window decides without Qt: its remembered preferences, and where the text of a question goes."""

from __future__ import annotations

import pytest

from app.types.engines import EngineInfo, EngineState, ProviderInfo, ProviderSpec
from app.types.models import BackendName, LoadState, ModelInfo
from app.ui.window.note_model import Place, Reach, place_of
from app.ui.window.preferences import Preferences, from_settings, parse


def test_preferences_survive_the_file() -> None:
    known = Preferences("dark", 18, "on", "de", "new", shortcuts={"new_chat": "Ctrl+T"})
    assert parse(known.to_dict()) == known


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {"theme": "pink", "font_size": 99, "reduce_motion": 1, "language": None, "open_with": "x", "shortcuts": []},
        {"font_size": True, "shortcuts": {"a": 1, "b": "x" * 61}},
        {"theme": ["dark"], "language": {}},
    ],
)
def test_what_is_wrong_in_the_file_has_its_default(data: object) -> None:
    assert parse(data) == Preferences()


def test_the_core_goes_over_what_was_remembered() -> None:
    before = Preferences("dark", shortcuts={"new_chat": "Ctrl+T", "stop": "Esc"})
    after = from_settings({"appearance.font_size": 20, "shortcuts.new_chat": "Ctrl+N", "chat.x": 1}, before)
    assert after == Preferences("dark", 20, shortcuts={"new_chat": "Ctrl+N", "stop": "Esc"})


def model(backend: BackendName | None, model_id: str = "m") -> ModelInfo:
    return ModelInfo(model_id, "M", LoadState.READY, backend)


def ollama(where: str) -> EngineInfo:
    return EngineInfo(BackendName.OLLAMA, EngineState.READY, enabled=True, where=where)


@pytest.mark.parametrize("asked", [None, model(None), model(BackendName.LLAMA_CPP), model(BackendName.MLX)])
def test_what_certainly_computes_here_stays_here(asked: ModelInfo | None) -> None:
    assert place_of(asked) == Place(Reach.HERE)


@pytest.mark.parametrize("where", ["http://127.0.0.1:11434", "localhost:11434", "http://[::1]:11434", "127.1.2.3"])
def test_an_ollama_on_this_computer_stays_here(where: str) -> None:
    assert place_of(model(BackendName.OLLAMA), [ollama(where)]) == Place(Reach.HERE)


@pytest.mark.parametrize(
    ("where", "host"), [("http://box.lan:11434", "box.lan"), ("127.0.0.1.example.org", "127.0.0.1.example.org")]
)
def test_an_ollama_elsewhere_is_named(where: str, host: str) -> None:
    assert place_of(model(BackendName.OLLAMA), [ollama(where)]) == Place(Reach.ELSEWHERE, host)


@pytest.mark.parametrize("where", ["", "http://[x"])
def test_nothing_is_promised_while_it_is_not_known(where: str) -> None:
    assert place_of(model(BackendName.OLLAMA), [ollama(where)]) == Place(Reach.UNKNOWN)
    assert place_of(model(BackendName.OLLAMA)) == Place(Reach.UNKNOWN)


def test_a_provider_is_named_with_its_host() -> None:
    asked = model(BackendName.CLOUD, "work/large")
    known = ProviderInfo(ProviderSpec("work", endpoint="https://llm.example.org/v1"), has_key=True)
    own = ProviderInfo(ProviderSpec("work"), has_key=True)
    here = ProviderInfo(ProviderSpec("work", endpoint="http://127.0.0.1:1"), has_key=False, on_this_machine=True)
    assert place_of(asked, (), [known]) == Place(Reach.ELSEWHERE, "work (llm.example.org)")
    assert place_of(asked, (), [own]) == Place(Reach.ELSEWHERE, "work")
    assert place_of(asked, (), [here]) == Place(Reach.HERE)
    assert place_of(asked) == Place(Reach.ELSEWHERE, "work")
