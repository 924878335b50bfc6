"""Settings as the manager, the engines and the network get them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.config.settings import Settings, build_settings, declared
from app.net.terms import NetOptions
from app.services.options import manager_options, mistral_rs_options, net_options, ollama_options
from app.types.engines import MistralRsOptions, OllamaOptions
from app.types.models import BackendName, StateFolder

STATES = Path("/states")


def test_every_engine_has_its_table() -> None:
    values = {
        "backends.ollama.context_tokens": 4096,
        "backends.ollama.enabled": False,
        "backends.mlx.keep_alive_s": 7.0,
        "backends.mistral_rs.device": "cpu",
        "backends.cloud.context_tokens": 9000,
        "backends.llama_cpp.device": "CPU",
        "backends.llama_cpp.threads": 3,
    }
    options = manager_options(build_settings(values), STATES)
    assert set(options.engines) == set(BackendName)
    assert options.of(BackendName.OLLAMA).context_tokens == 4096
    assert not options.of(BackendName.OLLAMA).enabled
    assert options.of(BackendName.MLX).keep_alive_s == 7.0
    assert options.of(BackendName.MISTRAL_RS).gpu_layers == 0
    assert options.of(BackendName.MISTRAL_RS).tuning.device == "cpu"
    assert options.of(BackendName.CLOUD).context_tokens == 9000
    assert not options.of(BackendName.CLOUD).enabled
    assert options.of(BackendName.LLAMA_CPP).gpu_layers == 0
    assert options.of(BackendName.LLAMA_CPP).threads == 3
    usual = manager_options(Settings(), STATES)
    assert [usual.of(name).gpu_layers for name in (BackendName.MISTRAL_RS, BackendName.OLLAMA)] == [-1, -1]
    assert options.states.path == str(STATES)


# Each engine's settings that shape how a model is loaded, with a value that is not the default.
OBEYED: dict[BackendName, dict[str, str | int]] = {
    BackendName.LLAMA_CPP: {"device": "CUDA0", "threads": 3, "context_tokens": 512, "gpu_layers": 7},
    BackendName.MISTRAL_RS: {"device": "cpu", "threads": 3, "context_tokens": 512, "gpu_layers": 7},
    BackendName.OLLAMA: {"device": "cpu", "threads": 3, "context_tokens": 512, "gpu_layers": 7},
    BackendName.MLX: {"device": "gpu", "context_tokens": 512},
}


@pytest.mark.parametrize("engine", OBEYED, ids=str)
def test_what_the_settings_offer_reaches_the_engine(engine: BackendName) -> None:
    for name, value in OBEYED[engine].items():
        key = f"backends.{engine.value}.{name}"
        assert declared()[key].default != value
        options = manager_options(build_settings({key: value}), STATES).of(engine)
        assert (options.tuning.device if name == "device" else getattr(options, name)) == value


def test_no_room_for_states_means_none() -> None:
    settings = Settings()
    settings = replace(settings, limits=replace(settings.limits, state_cache_mb=0))
    assert manager_options(settings, STATES).states == StateFolder()


def test_network_and_engines_get_whole_paths(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/me")
    values = {
        "privacy.local_only": False,
        "network.proxy": "none",
        "network.ca_file": "~/ca.pem",
        "backends.mistral_rs.binary": "/opt/mistralrs",
        "backends.mistral_rs.isq": "4",
        "backends.ollama.host": "box:1234",
    }
    settings = build_settings(values)
    assert net_options(settings) == NetOptions(local_only=False, proxy="none", ca_file="/home/me/ca.pem")
    assert mistral_rs_options(settings) == MistralRsOptions("/opt/mistralrs", "4")
    assert ollama_options(settings) == OllamaOptions("box:1234")
    assert net_options(Settings()).local_only


def test_a_home_that_is_not_there_leaves_the_path_as_it_was_written() -> None:
    settings = build_settings({"network.ca_file": "~nobody-of-this-name/ca.pem"})
    assert net_options(settings).ca_file == "~nobody-of-this-name/ca.pem"
