"""Names, opened files and the default model."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.catalog.catalog import Catalog
from app.catalog.folders import FolderCache
from app.errors import InvalidInput, ModelError, ModelFileError, ModelNotFound
from app.gguf import read_header
from app.types.models import BackendName, Capability, ModelFacts, ModelSource, ModelSpec, SourceKind
from tests.helpers.gguf_files import write_tiny_gguf

Open = Callable[..., Catalog]

NAMES = """
[[models]]
id = "Llama3:8b"
source = "engine:a"
[[models]]
id = "llama3:70b"
source = "engine:b"
[[models]]
id = "gemma3n:e4b"
source = "engine:c"
[aliases.Best]
repo = "llama3:70b"
[aliases."gemma3n:1b"]
repo = "google/gemma"
[aliases."qwen:1b"]
repo = "hf:Qwen/Qwen-GGUF"
default_quant = "Q4_K_M"
"""


@pytest.mark.parametrize(
    ("name", "model_id"),
    [
        ("Llama3:8b", "Llama3:8b"),
        ("LLAMA3:70B", "llama3:70b"),
        (" gemma3n:e4b ", "gemma3n:e4b"),
        ("gemma3n", "gemma3n:e4b"),
        ("best", "llama3:70b"),
        ("qwen", "qwen:1b"),
    ],
)
def test_names(name: str, model_id: str, open_catalog: Open) -> None:
    assert open_catalog(NAMES).get(name).id == model_id


@pytest.mark.parametrize(
    ("name", "close"),
    [
        ("llama3", ["Llama3:8b", "llama3:70b"]),
        ("gema3n:e4b", ["gemma3n:e4b", "gemma3n:1b"]),
        ("zzz", []),
        ("", []),
        ("x" * 1_000_000, []),
        ("a\x00\ud800", []),
    ],
)
def test_unknown_names_get_close_ones(name: str, close: list[str], open_catalog: Open) -> None:
    with pytest.raises(ModelNotFound) as caught:
        open_catalog(NAMES).get(name)
    assert caught.value.params["close"] == close
    assert all(model in caught.value.hint for model in close)
    assert len(caught.value.message) < 200


def test_alias_of_a_repository_is_a_model_to_download(open_catalog: Open) -> None:
    catalog = open_catalog(NAMES)
    spec = catalog.get("qwen:1b")
    assert (spec.source.kind, spec.source.location) == (SourceKind.HUB, "Qwen/Qwen-GGUF:Q4_K_M")
    assert catalog.facts(spec) is None
    assert spec not in catalog.models()


def test_opened_file_stays_after_a_restart(open_catalog: Open, tmp_path: Path) -> None:
    path = write_tiny_gguf(tmp_path / "My model (v2).Q8_0.GGUF", "A name\nof its own")
    spec = open_catalog().add_file(path)
    assert (spec.id, spec.name) == ("My-model-v2-.Q8_0", "A name of its own")
    again = open_catalog()
    assert again.models() == (spec,)
    assert again.locate(spec) == path
    (problem,) = again.problems
    assert problem.key == "general.default_model"
    assert str(problem).endswith(
        "is 'smollm2:135m', which is no model. Choose one of the list, or open a model file (GGUF)."
    )


def test_name_and_id_of_nameless_files(open_catalog: Open, tmp_path: Path) -> None:
    catalog = open_catalog()
    plain = catalog.add_file(write_tiny_gguf(tmp_path / "plain.gguf", general__name=None))
    odd = catalog.add_file(write_tiny_gguf(tmp_path / os.fsdecode(b"\xff\n.gguf"), general__name=None))
    assert (plain.id, plain.name) == ("plain", "plain")
    assert (odd.id, odd.name) == ("model", "Model")
    assert catalog.get("model") == open_catalog().get("model")


def test_one_file_is_one_entry_however_it_is_spelled(open_catalog: Open, tmp_path: Path) -> None:
    path = write_tiny_gguf(tmp_path / "a" / "tiny.gguf")
    (tmp_path / "link.gguf").symlink_to(path)
    catalog = open_catalog()
    first = catalog.add_file(path)
    for spelling in (path, str(path), tmp_path / "link.gguf", tmp_path / "a" / ".." / "a" / "tiny.gguf"):
        assert catalog.add_file(spelling) == first
    assert len(catalog.models()) == 1


def test_configured_file_is_not_added_again(open_catalog: Open, tmp_path: Path) -> None:
    path = write_tiny_gguf(tmp_path / "tiny.gguf")
    catalog = open_catalog(f"[[models]]\nid = 'mine'\nsource = 'file:{path}'\n")
    assert catalog.add_file(path).id == "mine"


def test_equal_names_get_numbers(open_catalog: Open, tmp_path: Path) -> None:
    catalog = open_catalog("[aliases.TINY]\nrepo = 'a/b'\n")
    ids = [catalog.add_file(write_tiny_gguf(tmp_path / str(n) / "tiny.gguf")).id for n in range(3)]
    assert ids == ["tiny-2", "tiny-3", "tiny-4"]
    assert [catalog.get(model_id).id for model_id in ids] == ids


def test_opened_file_gives_way_to_a_configured_id(open_catalog: Open, tmp_path: Path) -> None:
    path = write_tiny_gguf(tmp_path / "tiny.gguf")
    open_catalog().add_file(path)
    catalog = open_catalog("[[models]]\nid = 'tiny'\nsource = 'engine:x'\n")
    assert [spec.id for spec in catalog.models()] == ["tiny", "tiny-2"]
    catalog.forget("tiny-2")
    assert [spec.id for spec in open_catalog().models()] == []


def test_path_is_a_name_and_stays_in_the_list(open_catalog: Open, tmp_path: Path) -> None:
    path = write_tiny_gguf(tmp_path / "tiny.gguf")
    spec = open_catalog().get(str(path))
    assert spec.id == "tiny"
    assert open_catalog().get(str(path)) == spec


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("/nowhere/x.gguf", ModelFileError),
        ("/a\x00b.gguf", ModelFileError),
        ("/" + "x" * 5000 + ".gguf", ModelFileError),
        ("/tmp", ModelFileError),
        ("relative.gguf", InvalidInput),
        ("~nobody-of-this-name/x.gguf", InvalidInput),
    ],
)
def test_paths_that_lead_nowhere(name: str, error: type[Exception], open_catalog: Open) -> None:
    catalog = open_catalog()
    with pytest.raises(error):
        catalog.get(name)
    assert catalog.models() == ()


def test_file_that_is_no_model_is_not_added(open_catalog: Open, tmp_path: Path) -> None:
    (tmp_path / "notes.gguf").write_text("hello")
    catalog = open_catalog()
    with pytest.raises(ModelFileError, match="a text file"):
        catalog.add_file(tmp_path / "notes.gguf")
    assert catalog.models() == ()


def test_a_model_folder_is_opened_like_a_file(open_catalog: Open, tmp_path: Path) -> None:
    folder = tmp_path / "Seer 1B"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(b"weights")
    (folder / "config.json").write_text('{"model_type": "gemma3", "vision_config": {}, "hidden_size": 640}')
    catalog = open_catalog()
    spec = catalog.get(str(folder))
    assert (spec.id, spec.name, spec.source.location) == ("Seer-1B", "Seer 1B", str(folder))
    assert spec.multimodal
    assert Capability.IMAGE in spec.capabilities
    facts = open_catalog().facts(spec)
    assert facts is not None
    assert facts.is_folder
    (folder / "config.json").write_text('{"model_type": "gemma3", "hidden_size": 64}')
    assert Capability.IMAGE not in catalog.get(spec.id).capabilities
    (folder / "config.json").unlink()
    with pytest.raises(ModelFileError, match="not there"):
        catalog.facts(spec)


def test_forgetting_leaves_the_file(open_catalog: Open, tmp_path: Path) -> None:
    path = write_tiny_gguf(tmp_path / "tiny.gguf")
    catalog = open_catalog(NAMES)
    catalog.add_file(path)
    catalog.set_default("tiny")
    catalog.forget("Tiny")
    assert path.is_file()
    assert "tiny" not in {spec.id for spec in open_catalog(NAMES).models()}
    assert open_catalog(NAMES).default_id() is None
    with pytest.raises(ModelNotFound):
        catalog.forget("tiny")
    with pytest.raises(InvalidInput, match="comes from the settings"):
        catalog.forget("llama3:70b")


def test_default_model_chosen_then_configured_then_first_that_is_there(open_catalog: Open, tmp_path: Path) -> None:
    first, second, third = (write_tiny_gguf(tmp_path / f"{name}.gguf") for name in ("first", "second", "third"))
    user = f"[general]\ndefault_model = 'Second'\n[[models]]\nid = 'second'\nsource = 'file:{second}'\n{NAMES}"
    catalog = open_catalog(user)
    assert catalog.default_id() == "second"
    catalog.add_file(first)
    catalog.add_file(third)
    catalog.set_default("third")
    assert open_catalog(user).default_id() == "third"
    assert open_catalog(user).default_note() == ""
    third.unlink()
    assert open_catalog(user).default_id() == "second"
    assert open_catalog(user).default_note() == "The file of Tiny is not there any more. second is used instead."
    assert open_catalog(user).default_note() in [problem.message for problem in open_catalog(user).problems]
    second.unlink()
    assert open_catalog(user).default_id() == "first"
    first.unlink()
    assert open_catalog(user).default_id() is None
    assert open_catalog(user).default_note() == ""


def test_a_default_that_is_no_model_is_reported_once(open_catalog: Open, tmp_path: Path) -> None:
    first = write_tiny_gguf(tmp_path / "first.gguf")
    catalog = open_catalog(f"[general]\ndefault_model = '☃'\n[[models]]\nid = 'first'\nsource = 'file:{first}'\n")
    assert catalog.default_note().startswith("There is no model '☃' any more.")
    (problem,) = catalog.problems
    assert problem.key == "general.default_model"


def test_the_shipped_default_is_nothing_to_complain_about(open_catalog: Open, tmp_path: Path) -> None:
    catalog = open_catalog("[[models]]\nid = 'smollm2:135m'\nsource = 'package:no-such-package/x.gguf'\n", shipped=True)
    catalog.add_file(write_tiny_gguf(tmp_path / "mine.gguf"))
    assert catalog.default_id() == "mine"
    assert catalog.default_note() == ""


def test_echo_is_never_taken_by_itself(open_catalog: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    user = "[[models]]\nid = 'smollm2:135m'\nsource = 'package:no-such-package-here/x.gguf'\n"
    catalog = open_catalog(user, shipped=True)
    assert "echo" in {spec.id for spec in catalog.models()}
    assert catalog.default_id() is None
    catalog.set_default("echo")
    assert catalog.default_id() == "echo"


def test_facts_are_read_once_per_version_of_a_file(
    open_catalog: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []

    def counting(path: Path) -> ModelFacts:
        read.append(path)
        return read_header(path)

    monkeypatch.setattr("app.catalog.facts.read_header", counting)
    path = write_tiny_gguf(tmp_path / "tiny.gguf")
    catalog = open_catalog()
    spec = catalog.add_file(path)
    assert catalog.facts(spec) == catalog.facts(spec)
    assert len(read) == 1
    write_tiny_gguf(path, llama__context_length=4096)
    changed = catalog.facts(spec)
    assert changed is not None
    assert changed.trained_context == 4096
    path.write_bytes(b"GGUF")
    for _ in range(2):
        with pytest.raises(ModelFileError, match="incomplete"):
            catalog.facts(spec)
    assert len(read) == 3
    path.unlink()
    with pytest.raises(ModelFileError, match="not there any more"):
        catalog.facts(spec)


def test_many_threads_add_one_file_once(open_catalog: Open, tmp_path: Path) -> None:
    catalog = open_catalog()
    files = [write_tiny_gguf(tmp_path / str(n) / "tiny.gguf") for n in range(4)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(catalog.add_file, files * 5))
    assert len({spec.id for spec in catalog.models()}) == len(catalog.models()) == 4
    assert open_catalog().models() == catalog.models()


def test_full_disk_is_told_and_changes_nothing(
    open_catalog: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    catalog = open_catalog()
    first = catalog.add_file(write_tiny_gguf(tmp_path / "first.gguf"))
    second = write_tiny_gguf(tmp_path / "second.gguf")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(ModelError, match="could not be saved") as caught:
            catalog.add_file(second)
        assert "No space" in caught.value.detail
        with pytest.raises(ModelError):
            catalog.forget("first")
    assert catalog.models() == open_catalog().models() == (first,)
    catalog.add_file(second)


KEPT = ModelSpec("ollama/tiny:1b", "tiny", ModelSource(SourceKind.ENGINE, "tiny:1b"), (BackendName.OLLAMA,))


def test_what_an_engine_keeps_comes_and_goes(open_catalog: Open) -> None:
    catalog = open_catalog(shipped=True)
    before = catalog.models()
    catalog.set_kept(BackendName.OLLAMA, (KEPT,))
    assert catalog.models() == (*before, KEPT)
    assert catalog.get("OLLAMA/tiny:1b") == KEPT
    catalog.set_kept(BackendName.OLLAMA, ())
    assert catalog.models() == before


def test_a_configured_model_keeps_its_name(open_catalog: Open) -> None:
    catalog = open_catalog('[[models]]\nid = "ollama/tiny:1b"\nname = "Mine"\nsource = "engine:tiny:1b"\n')
    catalog.set_kept(BackendName.OLLAMA, (KEPT,))
    assert [model.name for model in catalog.models()] == ["Mine"]


def test_the_engine_that_was_chosen_for_a_model_is_remembered(open_catalog: Open) -> None:
    open_catalog(shipped=True).prefer("SmolLM2:135m", BackendName.MISTRAL_RS)
    again = open_catalog(shipped=True)
    assert again.preferred("smollm2:135m") is BackendName.MISTRAL_RS
    assert again.preferred("echo") is None
    again.prefer("smollm2:135m", None)
    assert open_catalog(shipped=True).preferred("smollm2:135m") is None


def test_a_folder_is_listed_once_until_it_changes(tmp_path: Path) -> None:
    now = tmp_path.stat().st_mtime + 100
    folders = FolderCache(lambda: now)
    assert folders.of(tmp_path) == ()
    eyes = tmp_path / "mmproj-x.gguf"
    eyes.touch()
    os.utime(tmp_path, (now - 50, now - 50))
    assert folders.of(tmp_path) == (eyes,)
    stamp = tmp_path.stat()
    eyes.unlink()
    os.utime(tmp_path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert folders.of(tmp_path) == (eyes,), "its time did not change, so it was not listed again"
    os.utime(tmp_path, (now - 10, now - 10))
    assert folders.of(tmp_path) == ()
    assert folders.of(tmp_path / "nowhere") == ()


@pytest.mark.parametrize(
    ("cloud", "provider", "name", "words"),
    [
        ("false", "", "ok/m1", "tektra settings set backends.cloud.enabled true"),
        ("false", "", "OK/m1", "The cloud engine is turned off."),
        ("true", "enabled = false", "ok/m1", "The provider ok is turned off."),
        ("true", "", "ok/m1", "open a model file"),
        ("false", "", "ok", "open a model file"),
        ("false", "", "other/m1", "open a model file"),
    ],
)
def test_a_providers_model_that_is_turned_off_says_so(
    open_catalog: Open, cloud: str, provider: str, name: str, words: str
) -> None:
    catalog = open_catalog(f"[backends.cloud]\nenabled = {cloud}\n[providers.ok]\nmodels = ['m1']\n{provider}\n")
    with pytest.raises(ModelNotFound) as caught:
        catalog.get(name)
    assert words in f"{caught.value.message} {caught.value.hint}"
    assert name in caught.value.message
