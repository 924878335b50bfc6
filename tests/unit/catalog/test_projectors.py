"""A model's projector: found beside it when it fits, refused when it does not, and what it lets the model take."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.backends.llama_cpp.engine import TEXT_ONLY, LlamaCppEngine
from app.catalog.catalog import Catalog
from app.errors import ModelFileError
from app.types.models import Capability, LoraSpec, ModelSpec
from tests.helpers.gguf_files import projector_gguf, write_tiny_gguf

Open = Callable[..., Catalog]
SEES = frozenset({Capability.TEXT, Capability.IMAGE})
TEXT = frozenset({Capability.TEXT})
ENTRY = '[[models]]\nid = "seer"\nsource = "file:{file}"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model's folder."""
    write_tiny_gguf(tmp_path / "models" / "seer-7b-Q4_K_M.gguf")
    return tmp_path / "models"


def spec_of(catalog: Catalog, folder: Path) -> ModelSpec:
    return catalog.get(str(folder / "seer-7b-Q4_K_M.gguf"))


@pytest.mark.parametrize("name", ["mmproj.gguf", "mmproj-F16.gguf", "mmproj-model-f16.gguf", "Seer-7B-mmproj-f16.gguf"])
def test_one_beside_the_model_is_used(name: str, open_catalog: Open, folder: Path) -> None:
    projector_gguf().write(folder / name)
    spec = spec_of(open_catalog(), folder)
    assert (spec.projector, spec.capabilities) == (str(folder / name), SEES)


def test_without_one_the_model_takes_text(open_catalog: Open, folder: Path) -> None:
    spec = spec_of(open_catalog(), folder)
    assert (spec.projector, spec.capabilities) == ("", TEXT)


def test_one_that_comes_later_is_found_and_one_that_goes_is_forgotten(open_catalog: Open, folder: Path) -> None:
    catalog = open_catalog()
    assert spec_of(catalog, folder).capabilities == TEXT
    file = projector_gguf(clip__has_audio_encoder=True).write(folder / "mmproj.gguf")
    assert spec_of(catalog, folder).capabilities == SEES | {Capability.AUDIO}
    assert catalog.models()[0].capabilities == SEES | {Capability.AUDIO}
    file.unlink()
    assert spec_of(catalog, folder).capabilities == TEXT


def test_what_does_not_fit_is_passed_over(open_catalog: Open, folder: Path) -> None:
    (folder / "mmproj-a.gguf").write_bytes(b"GGUF but not really")
    projector_gguf(clip__has_vision_encoder=False).write(folder / "mmproj-b.gguf")
    projector_gguf().write(folder / "other-13b-mmproj.gguf")  # of the right size, but of another model
    write_tiny_gguf(folder / "mmproj-c.gguf")
    (folder / "mmproj-d.gguf").mkdir()
    assert spec_of(open_catalog(), folder).projector == ""
    projector_gguf().write(folder / "mmproj-seer-7b.gguf")
    assert spec_of(open_catalog(), folder).projector == str(folder / "mmproj-seer-7b.gguf")


def test_the_one_with_the_closest_name_wins(open_catalog: Open, folder: Path) -> None:
    for name in ("mmproj-F16.gguf", "mmproj-seer.gguf", "seer-7b-mmproj-F16.gguf"):
        projector_gguf().write(folder / name)
    assert spec_of(open_catalog(), folder).projector == str(folder / "seer-7b-mmproj-F16.gguf")


def test_a_configured_one_is_taken_as_it_is(open_catalog: Open, folder: Path, tmp_path: Path) -> None:
    chosen = projector_gguf().write(tmp_path / "elsewhere" / "eyes.gguf")
    entry = ENTRY.format(file=folder / "seer-7b-Q4_K_M.gguf") + f'projector = "{chosen}"\n'
    catalog = open_catalog(entry)
    spec = catalog.get("seer")
    assert (spec.projector, spec.capabilities) == (str(chosen), SEES)
    assert catalog.facts(spec) is not None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "The projector of seer cannot be used: The model file eyes.gguf is not there"),
        (b"\x89PNG", "The projector of seer cannot be used: eyes.gguf is not a GGUF model"),
        (projector_gguf().to_bytes()[:-200], "The projector of seer cannot be used: .* incomplete"),
        (write_tiny_gguf, "The projector of seer does not fit. The file is not a projector"),
    ],
)
def test_a_bad_configured_one_makes_the_model_unusable(
    content: bytes | Callable[[Path], Path] | None, words: str, open_catalog: Open, folder: Path
) -> None:
    eyes = folder / "eyes.gguf"
    if isinstance(content, bytes):
        eyes.write_bytes(content)
    elif content is not None:
        content(eyes)
    catalog = open_catalog(ENTRY.format(file=folder / "seer-7b-Q4_K_M.gguf") + f'projector = "{eyes}"\n')
    spec = catalog.get("seer")
    assert spec.capabilities == TEXT
    with pytest.raises(ModelFileError, match=words) as caught:
        catalog.facts(spec)
    assert caught.value.hint


def test_a_configured_one_of_another_size_is_refused(open_catalog: Open, folder: Path) -> None:
    write_tiny_gguf(folder / "small.gguf", llama__embedding_length=4)
    eyes = projector_gguf().write(folder / "eyes.gguf")
    catalog = open_catalog(ENTRY.format(file=folder / "small.gguf") + f'projector = "{eyes}"\n')
    with pytest.raises(ModelFileError, match="another size: it has 6, 8, and this model 4"):
        catalog.facts(catalog.get("seer"))


@pytest.mark.parametrize(
    ("name", "problem"),
    [("mmproj.gguf", "incomplete"), ("seer-7b-mmproj-f16.gguf", "incomplete"), ("other-13b-mmproj.gguf", "")],
)
def test_a_damaged_one_beside_the_model_is_named(name: str, problem: str, open_catalog: Open, folder: Path) -> None:
    (folder / name).write_bytes(projector_gguf().to_bytes()[:-200])
    catalog = open_catalog()
    spec = spec_of(catalog, folder)
    assert (spec.projector, spec.capabilities) == ("", TEXT)
    assert (problem in spec.projector_problem, name in spec.projector_problem) == (True, bool(problem))
    said = LlamaCppEngine().supports(spec, catalog.facts(spec))
    assert (said.ok, spec.projector_problem in said.reason) == (True, True)
    projector_gguf().write(folder / "mmproj-whole.gguf").rename(folder / "mmproj-f32.gguf")
    assert spec_of(catalog, folder).projector_problem == ""


def test_a_model_that_claims_to_see_but_has_no_projector_says_so(open_catalog: Open, folder: Path) -> None:
    entry = ENTRY.format(file=folder / "seer-7b-Q4_K_M.gguf") + 'capabilities = ["text", "image"]\n'
    catalog = open_catalog(entry)
    spec = catalog.get("seer")
    assert (spec.capabilities, spec.multimodal) == (TEXT, True)
    support = LlamaCppEngine().supports(spec, catalog.facts(spec))
    assert (support.ok, support.reason) == (True, TEXT_ONLY)


def test_a_projector_that_was_opened_as_a_model_is_explained(open_catalog: Open, folder: Path) -> None:
    file = projector_gguf().write(folder / "mmproj.gguf")
    catalog = open_catalog()
    spec = catalog.get(str(file))
    support = LlamaCppEngine().supports(spec, catalog.facts(spec))
    assert not support.ok
    assert "projector" in support.reason


def test_an_engine_s_model_keeps_what_its_entry_says(open_catalog: Open) -> None:
    assert Capability.IMAGE in open_catalog(shipped=True).get("gemma3n:e4b").capabilities


def test_paths_of_an_entry_are_relative_to_its_file(open_catalog: Open, folder: Path) -> None:
    entry = ENTRY.format(file=folder / "seer-7b-Q4_K_M.gguf") + (
        'projector = "eyes.gguf"\ntemplate = "t/chat.jinja"\ndraft_model = "/abs/draft.gguf"\n'
        'loras = ["a.gguf", "b.gguf @ 0.5", "/c@d.gguf"]\nthinking_tags = ["<a>", "</a>"]\n'
        'tool_format = "<call>|</call>"\nkeep_alive_s = -1\n'
    )
    catalog = open_catalog(entry)
    spec = catalog.get("seer")
    base = Path(catalog.get("seer").projector).parent
    assert base.is_absolute()
    assert (Path(spec.template), spec.draft_model) == (base / "t/chat.jinja", "/abs/draft.gguf")
    assert spec.loras == (
        LoraSpec(str(base / "a.gguf")),
        LoraSpec(str(base / "b.gguf"), 0.5),
        LoraSpec("/c@d.gguf"),
    )
    assert (spec.thinking_tags, spec.tool_format, spec.keep_alive_s) == (("<a>", "</a>"), "<call>|</call>", -1.0)


@pytest.mark.parametrize(
    "line",
    ['thinking_tags = ["<a>"]', 'tool_format = "yaml"', "keep_alive_s = -2", 'projector = ""', 'loras = "a.gguf"'],
)
def test_wrong_keys_of_a_model_are_problems(line: str, open_catalog: Open, folder: Path) -> None:
    from app.config.load import load_config
    from app.config.paths import resolve_paths

    home = folder.parent / "home2"
    paths = resolve_paths({"TEKTRA_HOME": str(home)})
    paths.config.mkdir(parents=True)
    paths.user_config.write_text(ENTRY.format(file="x.gguf") + line + "\n")
    problems = load_config(paths, {}).problems
    assert len(problems) == 1
    assert problems[0].line == 4
