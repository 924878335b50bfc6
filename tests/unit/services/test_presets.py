"""Presets: written into the person's file, shown, deleted, shared as TOML; all of an import or nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.bridge.events import EventBus
from app.bridge.names import EventName
from app.config.keeper import ConfigKeeper
from app.config.paths import Paths, resolve_paths
from app.config.writer import ConfigWriter
from app.errors import ConfigError, InvalidInput
from app.services.preset_text import read_presets, write_presets
from app.services.presets import PresetService
from app.types.generation import Sampling, TokenBias

SHIPPED = ["fast", "balanced", "creative", "precise"]
MINE = Sampling(temperature=0.3, top_k=5, max_tokens=99, stop=("END", "\n\n"), seed=3, dry_breakers=("x",))


@pytest.fixture
def paths() -> Paths:
    paths = resolve_paths()
    paths.ensure()
    return paths


@pytest.fixture
def keeper(paths: Paths) -> ConfigKeeper:
    return ConfigKeeper(paths, environ={})


class Users:
    """Who uses presets, as the store has it."""

    def __init__(self) -> None:
        self.renamed: list[tuple[str, str]] = []

    async def rename(self, name: str, to: str) -> None:
        self.renamed.append((name, to))


@pytest.fixture
def users() -> Users:
    return Users()


def service(keeper: ConfigKeeper, users: Users, bus: EventBus | None = None) -> PresetService:
    return PresetService(keeper.get, ConfigWriter(keeper), users.rename, bus or EventBus())


@pytest.fixture
def presets(keeper: ConfigKeeper, users: Users) -> PresetService:
    return service(keeper, users)


def written(paths: Paths) -> str:
    return paths.user_config.read_text("utf-8") if paths.user_config.exists() else ""


async def test_those_that_come_with_tektra_are_listed_first(presets: PresetService) -> None:
    await presets.save(name="a1", sampling=MINE)
    infos = await presets.list()
    assert [info.name for info in infos] == [*SHIPPED, "a1"]
    assert [(info.shipped, info.own, info.is_default) for info in infos[1:2]] == [(True, False, True)]
    assert (infos[-1].shipped, infos[-1].own, infos[-1].sampling) == (False, True, MINE)


async def test_only_what_is_different_is_written_and_the_rest_of_the_file_stays(
    presets: PresetService, paths: Paths
) -> None:
    paths.user_config.write_text("# mine\n\n[chat]\nread_ahead = false # so\n", "utf-8")
    info = await presets.save(name="mine", sampling=Sampling(temperature=0.3, max_tokens=99))
    assert written(paths).startswith("# mine\n\n[chat]\nread_ahead = false # so\n")
    assert "[presets.mine]" in written(paths)
    assert written(paths).count(" = ") == 3
    assert info.sampling == Sampling(temperature=0.3, max_tokens=99)
    assert (await presets.save(name="MINE", sampling=Sampling(top_k=1))).sampling == Sampling(top_k=1)
    assert written(paths).count(" = ") == 2
    assert len(await presets.delete(name="mine")) == len(SHIPPED)
    assert written(paths) == "# mine\n\n[chat]\nread_ahead = false # so\n"


async def test_a_preset_like_the_defaults_is_one_all_the_same(presets: PresetService) -> None:
    assert (await presets.save(name="plain", sampling=Sampling())).own
    assert (await presets.list())[-1].sampling == Sampling()


async def test_a_shipped_one_is_overlaid_and_comes_back(presets: PresetService, paths: Paths) -> None:
    shipped = (await presets.list())[0]
    info = await presets.save(name="fast", sampling=Sampling())
    assert (info.own, info.shipped, info.sampling) == (True, True, Sampling())
    assert "max_tokens = 0" in written(paths), "the shipped one has a limit"
    assert (await presets.delete(name="Fast"))[0] == shipped
    assert (await presets.save(name="fast", sampling=shipped.sampling)).own is False
    with pytest.raises(InvalidInput, match="comes with Tektra"):
        await presets.delete(name="fast")


async def test_the_one_of_new_chats_stays(presets: PresetService, keeper: ConfigKeeper) -> None:
    await presets.save(name="mine", sampling=MINE)
    await ConfigWriter(keeper).set({"general.default_preset": "mine"})
    with pytest.raises(InvalidInput, match="is the one of new chats"):
        await presets.delete(name="mine")
    await ConfigWriter(keeper).set({"general.default_preset": "fast"})
    await presets.save(name="fast", sampling=MINE)
    assert (await presets.delete(name="fast"))[0].is_default


@pytest.mark.parametrize(
    ("name", "sampling", "words", "hint"),
    [
        ("mine", Sampling(temperature=7), "temperature is 7", "0 to 5"),
        ("mine", Sampling(max_tokens=-1), "max_tokens is -1", "0 to 1,048,576"),
        ("mine", Sampling(seed=-1), "seed is -1", "0 to"),
        ("mine", Sampling(stop=("",)), "stop is", "not empty"),
        ("mine", Sampling(dry_breakers=("x" * 11,)), "dry_breakers is", "16 texts"),
        ("mine", Sampling(logit_bias=(TokenBias(1, 2.0),)), "no bias", "Leave it out"),
        ("two words", Sampling(), "name of the preset", "without spaces"),
        ("", Sampling(), "name of the preset", "without spaces"),
    ],
)
async def test_what_cannot_be_one_is_refused_with_key_and_limit(
    name: str, sampling: Sampling, words: str, hint: str, presets: PresetService, paths: Paths
) -> None:
    with pytest.raises(InvalidInput, match=words) as caught:
        await presets.save(name=name, sampling=sampling)
    assert hint in caught.value.hint
    assert written(paths) == ""


async def test_presets_go_from_one_tektra_to_another(presets: PresetService, paths: Paths, tmp_path: Path) -> None:
    names = ("mine", "my.own/v2")
    await presets.save(name="mine", sampling=MINE)
    await presets.save(name="my.own/v2", sampling=Sampling())
    text = await presets.export(names=(*names, "FAST"))
    paths.user_config.unlink()
    other = ConfigKeeper(paths, environ={})
    elsewhere = service(other, Users())
    with pytest.raises(InvalidInput, match="a preset of this name already: fast") as caught:
        await elsewhere.take_in(text=text)
    assert caught.value.params == {"names": ["fast"]}
    assert written(paths) == "", "all or nothing"
    taken = await elsewhere.take_in(text=text, replace=True)
    assert [info.name for info in taken] == [*names, "fast"]
    assert [info.sampling for info in taken[:2]] == [MINE, Sampling()]


async def test_a_replaced_preset_keeps_nothing_of_the_old_one(presets: PresetService) -> None:
    await presets.save(name="mine", sampling=MINE)
    await presets.take_in(text="[presets.Mine]\ntop_p = 0.5\n", replace=True)
    assert (await presets.list())[-1].sampling == Sampling(top_p=0.5)


async def test_a_preset_gets_another_name_everywhere(keeper: ConfigKeeper, users: Users, paths: Paths) -> None:
    bus = EventBus()
    told: list[EventName] = []
    bus.listen(lambda name, _payload: told.append(name))
    presets = service(keeper, users, bus)
    await presets.save(name="mine", sampling=MINE)
    await presets.save(name="plain", sampling=Sampling())
    await ConfigWriter(keeper).set({"general.default_preset": "mine"})
    info = await presets.rename(name="MINE", to=" Letters ")
    assert (info.name, info.sampling, info.is_default) == ("Letters", MINE, True)
    assert users.renamed == [("mine", "Letters")]
    assert "[presets.mine]" not in written(paths)
    assert 'default_preset = "Letters"' in written(paths)
    assert told == [EventName.LIBRARY_CHANGED]
    assert (await presets.rename(name="letters", to="LETTERS")).name == "LETTERS", "only its case is another"
    assert (await presets.rename(name="plain", to="bare")).sampling == Sampling()
    assert (await presets.rename(name="bare", to="bare")).name == "bare"
    assert [info.name for info in await presets.list()] == [*SHIPPED, "LETTERS", "bare"]
    assert len(users.renamed) == 3


async def test_a_name_that_is_taken_or_cannot_be_is_refused(presets: PresetService, users: Users, paths: Paths) -> None:
    await presets.save(name="mine", sampling=MINE)
    await presets.save(name="other", sampling=MINE)
    before = written(paths)
    for name, to, words in (
        ("mine", "OTHER", "a preset of the name OTHER already"),
        ("mine", "fast", "a preset of the name fast already"),
        ("fast", "quick", "comes with Tektra and keeps its name"),
        ("mine", " ", "name of the preset"),
        ("gone", "x", "There is no preset"),
    ):
        with pytest.raises(InvalidInput, match=words):
            await presets.rename(name=name, to=to)
    assert (written(paths), users.renamed) == (before, [])


async def test_what_cannot_be_written_leaves_everybody_with_the_old_name(
    keeper: ConfigKeeper, users: Users, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    presets = service(keeper, users)
    await presets.save(name="mine", sampling=MINE)

    async def fail(*_: object, **__: object) -> None:
        raise ConfigError("The disk is full.")

    monkeypatch.setattr(ConfigWriter, "rename_preset", fail)
    with pytest.raises(ConfigError):
        await presets.rename(name="mine", to="yours")
    assert users.renamed == [("mine", "yours"), ("yours", "mine")]
    assert [info.name for info in await presets.list()] == [*SHIPPED, "mine"]


def test_only_what_differs_from_the_defaults_is_exported() -> None:
    assert write_presets({"a": Sampling(top_k=7), "b c": Sampling()}) == (
        '[presets.a]\ntop_k = 7\n\n[presets."b c"]\ntemperature = 0.7\n'
    )
    every = replace(MINE, mirostat=2, xtc_probability=0.5)
    assert read_presets(write_presets({"x": every})) == {"x": every}


@pytest.mark.parametrize(
    ("text", "words", "hint"),
    [
        ("", "no presets in it", "presets.mine"),
        ("[presets]\n", "no presets in it", "presets.mine"),
        ("[presets.a\n", r"not valid TOML.*\(line 1\)", ""),
        ("[presets.a]\ntop_k = 'x'\n", r"top_k is a text.*\(line 2\)", "0 to 1,000,000"),
        ("[presets.a]\ntemprature = 1\n", "temprature", "temperature"),
        ("[presets.a]\ntop_p = 0.5\n\n[models]\n", r"'models' is no preset.*\(line 4\)", "Only"),
        ("[presets.'two words']\ntop_p = 0.5\n", "name of the preset", "spaces"),
        ("presets = 5\n", "presets is not a table", "NAME"),
        ("[presets.a]\n[presets.A]\n", "is there twice", "case"),
        ("# " + "x" * 1_100_000, "bytes; 1,048,576 are allowed", "another"),
        ("a = \x00", "NUL", ""),
    ],
)
def test_a_text_that_is_wrong_anywhere_is_refused(text: str, words: str, hint: str) -> None:
    with pytest.raises(InvalidInput, match=words) as caught:
        read_presets(text)
    assert hint in caught.value.hint
    assert "Until then" not in caught.value.hint


async def test_all_problems_are_told_together(presets: PresetService, paths: Paths) -> None:
    with pytest.raises(InvalidInput) as caught:
        await presets.take_in(text="[presets.a]\ntop_k = -1\ntop_p = 9\n[presets.b]\nseed = 'x'\n")
    assert len(caught.value.detail.splitlines()) == 3
    assert caught.value.params["problems"] == 3
    assert written(paths) == ""


async def test_an_unknown_preset_is_said(presets: PresetService) -> None:
    for call in (presets.export(names=("none",)), presets.delete(name="none")):
        with pytest.raises(InvalidInput, match="There is no preset 'none'"):
            await call
    with pytest.raises(InvalidInput, match="No preset is named"):
        await presets.export(names=())
