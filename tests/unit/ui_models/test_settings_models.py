"""What the settings window decides without Qt: pages, search, controls, saving, engines, shortcuts, providers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.types.engines import (
    CheckState,
    EngineInfo,
    EngineState,
    ProviderInfo,
    ProviderKind,
    ProviderSpec,
)
from app.types.models import BackendName, LoadState, ModelInfo
from app.types.privacy import LedgerEntry, Purpose, Verdict
from app.types.settings import Applies, SettingInfo
from app.ui.settings import engines_model, ledger_model, providers_model, shortcuts_model
from app.ui.settings.engines_model import Mood, RowButton
from app.ui.settings.field_model import (
    Ask,
    Control,
    FieldModel,
    Note,
    control_of,
    differs,
    named_texts,
    named_values,
    parse,
    text_of,
)
from app.ui.settings.pages_model import Page, Topic, groups, search
from app.ui.settings.shortcuts_model import Trouble


def info(key: str, kind: str = "int", value: object = 8192, **more: object) -> SettingInfo:
    """A setting of the page of the engines unless it says otherwise."""
    base = SettingInfo(key, kind, value, value, "default", "TEKTRA_X", "Helps.", restart=False, page="engines")
    return replace(base, label=key.rpartition(".")[2].replace("_", " ").capitalize(), **more)  # type: ignore[arg-type]  # fields by name


CONTEXT = info("backends.llama_cpp.context_tokens", group="llama_cpp", unit="tokens", minimum=256)
ORDER = info("backends.default", "list", ["llama_cpp"])
THEME = info("appearance.theme", "choice", "system", page="appearance", choices=("system", "light", "dark"))


# Pages and search.


def test_a_page_has_its_settings_under_their_headings_in_the_order_of_their_declaration() -> None:
    other = replace(CONTEXT, key="backends.ollama.host", group="ollama")
    found = groups((CONTEXT, ORDER, THEME, other), Page.ENGINES)
    assert [(group.title, [item.key for item in group.settings]) for group in found] == [
        ("llama_cpp", [CONTEXT.key]),
        ("ollama", [other.key]),
    ]
    assert [group.title for group in groups((CONTEXT, other), Page.ENGINES, "ollama")] == ["ollama"]
    assert groups((CONTEXT,), Page.CHAT) == ()


def test_a_search_finds_labels_before_helps_and_leaves_out_what_no_page_shows() -> None:
    hidden = replace(CONTEXT, key="secret.context", page="")
    second = replace(THEME, help="The context of colours.", label="Theme")
    topics = (Topic(Page.ABOUT, "Context of parts", "licence"), Topic(Page.ABOUT, "Parts", "other"))
    hits = search((second, hidden, CONTEXT), topics, " Context ")
    assert [(hit.label, hit.key) for hit in hits] == [
        ("Context tokens", CONTEXT.key),
        ("Context of parts", ""),
        ("Theme", THEME.key),
    ]
    assert [hit.label for hit in search((CONTEXT,), (), "tokens context")] == ["Context tokens"]
    assert search((CONTEXT,), topics, "   ") == ()
    assert search((CONTEXT,), topics, "nothing like it") == ()
    assert search((replace(CONTEXT, label=""),), (), "llama_cpp")[0].label == CONTEXT.key


# Controls and values.


@pytest.mark.parametrize(
    ("setting", "control"),
    [
        (info("a.b", "bool", value=True), Control.SWITCH),
        (THEME, Control.SEGMENTS),
        (replace(THEME, choices=("a", "b", "c", "d")), Control.CHOICE),
        (info("b.keep_alive_s", "float", 300.0), Control.CHOICE),
        (info("b.device", "text", "auto"), Control.CHOICE),
        (CONTEXT, Control.NUMBER),
        (info("a.words", "list", []), Control.LIST),
        (info("b.binary", "text", ""), Control.FILE),
        (info("network.ca_file", "text", ""), Control.FILE),
        (info("network.proxy", "text", ""), Control.TEXT),
        (info("desktop.quick_ask_key", "text", ""), Control.KEYS),
    ],
)
def test_each_type_has_its_control(setting: SettingInfo, control: Control) -> None:
    assert control_of(setting) is control


def test_numbers_that_everybody_wants_are_offered_and_todays_is_always_among_them() -> None:
    assert named_values(info("b.threads", value=0), cores=2) == (0, 1, 2)
    assert named_values(info("b.threads", value=64), cores=2) == (0, 1, 2, 64)
    assert 420.0 in named_values(info("b.keep_alive_s", "float", 420.0))
    assert named_values(info("a.font_size", value=15, minimum=11, maximum=13)) == (11, 12, 13, 15)
    assert named_values(info("a.font_size", value=15))[0] == 11
    assert named_values(CONTEXT) == ()
    assert named_values(info("a.threads", "text", "x")) == ()
    assert named_values(info("b.threads", value="broken"), cores=1) == (0, 1)


def test_names_that_the_core_knows_are_offered_beside_the_fixed_ones() -> None:
    device = info("b.device", "text", "CUDA7")
    assert named_texts(device, ("CUDA0",))[-2:] == ("CUDA0", "CUDA7")
    assert named_texts(info("general.default_model", "text", "smol"), ("qwen", "smol")) == ("qwen", "smol")
    assert named_texts(info("network.proxy", "text", "")) == ()


def test_a_name_that_is_not_in_the_list_stays_among_the_choices() -> None:
    preset = info("general.default_preset", "text", "mine", choices=("fast", "balanced", "creative", "precise"))
    assert control_of(preset) is Control.CHOICE
    assert named_texts(preset) == ("fast", "balanced", "creative", "precise", "mine")
    assert named_texts(replace(preset, value="fast")) == preset.choices


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [(8192, "int", "8.192"), (0.5, "float", "0,5"), (12_345.25, "float", "12.345,25"), (300.0, "float", "300")],
)
def test_numbers_are_written_and_read_with_the_persons_separators(value: float, kind: str, text: str) -> None:
    setting = info("a.b", kind, value)
    assert text_of(setting, ",", ".") == text
    assert parse(setting, text, ",", ".") == value


def test_other_values_are_written_as_they_are_and_lists_with_commas() -> None:
    words = info("a.words", "list", ["x", "y"])
    assert text_of(words) == "x, y"
    assert parse(words, " x ,, y") == ["x", "y"]
    assert text_of(info("a.b", "bool", value=True)) == "True"
    assert parse(info("a.b", "text", ""), " http://x ") == "http://x"


@pytest.mark.parametrize("text", ["many", "", "1e999", "nan", "--3"])
def test_what_is_no_number_goes_to_the_core_as_it_is(text: str) -> None:
    assert parse(CONTEXT, f" {text} ") == text


def test_half_a_number_is_left_to_the_core_to_refuse() -> None:
    assert parse(CONTEXT, "1.5") == 1.5
    assert parse(CONTEXT, "4\u202f096", ",", "\u202f") == 4096


# Saving.


def test_a_good_value_is_checked_then_saved_and_says_when_it_counts() -> None:
    field = FieldModel(replace(CONTEXT, applies=Applies.NEXT_LOAD))
    ask = field.type(4096)
    assert ask == Ask(1, 4096)
    assert field.editing
    assert field.checked(1, "") == 4096
    assert field.saving
    field.saved(1, restart=False)
    assert (field.note, field.saving, field.editing) == (Note.NEXT_LOAD, False, False)


def test_a_wrong_value_is_not_saved_and_its_sentence_goes_with_the_next_good_one() -> None:
    field = FieldModel(CONTEXT)
    field.type(5)
    assert field.checked(1, "5 is below 256.") is None
    assert field.problem == "5 is below 256."
    assert field.type(8192) is None
    assert (field.problem, field.editing) == ("", False)


def test_late_answers_to_earlier_values_change_nothing() -> None:
    field = FieldModel(CONTEXT)
    field.type(1)
    field.type(4096)
    assert field.checked(1, "1 is below 256.") is None
    assert field.problem == ""
    assert field.checked(2, "") == 4096
    field.type(512)
    assert field.next() is None
    field.saved(2, restart=False)
    assert field.editing
    field.failed(2, "The disk is full.")
    assert field.problem == ""
    field.failed(3, "The disk is full.")
    assert (field.problem, field.saving) == ("The disk is full.", False)


def test_the_old_value_counts_again_while_another_one_is_on_its_way_to_the_file() -> None:
    field = FieldModel(info("privacy.local_only", "bool", value=True))
    field.type(False)  # noqa: FBT003 - a value
    assert field.checked(1, "") is False
    assert field.type(True) == Ask(2, True)  # noqa: FBT003 - a value
    assert field.checked(2, "") is None
    assert field.changed(replace(field.info, value=False)) is False
    field.saved(1, restart=False)
    assert field.editing
    assert field.next() is True
    assert field.next() is None
    field.saved(2, restart=False)
    assert not field.editing
    assert not field.saving


def test_what_could_not_be_saved_is_given_up_unless_it_still_stands_there() -> None:
    field = FieldModel(CONTEXT)
    field.type(4096)
    field.checked(1, "")
    field.failed(1, "The disk is full.")
    assert (field.problem, field.editing) == ("The disk is full.", False)
    field.forget()
    assert field.problem == ""
    field.type(4096)
    field.checked(2, "")
    field.failed(2, "The disk is full.", keep=True)
    field.forget()
    assert (field.problem, field.editing) == ("The disk is full.", True)
    assert field.changed(replace(CONTEXT, value=4096))
    assert field.problem == ""


def test_a_restart_is_told_and_a_reset_forgets_what_stood_there() -> None:
    field = FieldModel(replace(CONTEXT, value=4096, default=8192))
    assert field.can_reset
    field.type(5)
    field.checked(1, "5 is below 256.")
    number = field.reset()
    assert (field.problem, field.editing) == ("", False)
    assert field.checked(1, "") is None
    field.saved(number, restart=True)
    assert field.note is Note.RESTART


def test_a_change_from_outside_is_shown_unless_the_person_types_there() -> None:
    field = FieldModel(CONTEXT)
    field.note = Note.NOW
    assert field.changed(CONTEXT)
    assert field.note == "now"
    assert field.changed(replace(CONTEXT, value=1024))
    assert field.note == ""
    field.type(5)
    field.checked(2, "x")
    assert not field.changed(replace(CONTEXT, value=2048))
    assert field.info.value == 2048


def test_a_locked_setting_cannot_be_reset() -> None:
    locked = replace(CONTEXT, value=1, locked_by="TEKTRA_X")
    assert FieldModel(locked).locked
    assert not differs(locked)
    assert not differs(info("a.b", "list", ("x",), default=["x"]))


# Engines.


def engine(name: BackendName, state: EngineState, **more: object) -> EngineInfo:
    return replace(EngineInfo(name, state, enabled=True), **more)  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("found", "mood", "button", "can_switch"),
    [
        (engine(BackendName.LLAMA_CPP, EngineState.READY), Mood.GOOD, RowButton.TEST, True),
        (engine(BackendName.MISTRAL_RS, EngineState.STARTS_ON_USE), Mood.WAITING, RowButton.TEST, True),
        (engine(BackendName.OLLAMA, EngineState.NOT_RUNNING), Mood.QUIET, RowButton.LOOK_AGAIN, True),
        (engine(BackendName.OLLAMA, EngineState.TOO_OLD), Mood.BAD, RowButton.HOW, True),
        (engine(BackendName.MLX, EngineState.NOT_INSTALLED, enabled=False), Mood.QUIET, RowButton.HOW, False),
        (engine(BackendName.MLX, EngineState.NOT_INSTALLED), Mood.QUIET, RowButton.HOW, True),
        (engine(BackendName.CLOUD, EngineState.BLOCKED), Mood.QUIET, RowButton.ADD, True),
        (engine(BackendName.CLOUD, EngineState.READY, models=2), Mood.GOOD, RowButton.TEST, True),
    ],
)
def test_an_engines_row_follows_its_state(found: EngineInfo, mood: Mood, button: RowButton, can_switch: bool) -> None:
    row = engines_model.engine_rows((found,))[0]
    assert (row.mood, row.button, row.can_switch) == (mood, button, can_switch)


def test_every_state_has_a_mood() -> None:
    assert [row.mood for row in engines_model.engine_rows(engine(BackendName.OLLAMA, s) for s in EngineState)]
    assert not engines_model.can_test(engine(BackendName.OLLAMA, EngineState.OFF))
    assert engines_model.can_test(engine(BackendName.OLLAMA, EngineState.FAILED))
    assert set(engines_model.CHECK_MOODS) == set(CheckState)


def test_the_saved_order_keeps_what_is_not_shown() -> None:
    assert engines_model.new_order(("ollama", "llama_cpp"), ("llama_cpp", "mlx")) == ["ollama", "llama_cpp", "mlx"]


def test_echo_is_neither_shown_nor_put_into_the_order() -> None:
    shown = engines_model.engine_rows(
        (engine(BackendName.ECHO, EngineState.READY), engine(BackendName.MLX, EngineState.READY))
    )
    assert [row.info.name for row in shown] == [BackendName.MLX]
    assert engines_model.new_order(("mlx",), ("echo", "llama_cpp")) == ["mlx", "llama_cpp"]
    assert engines_model.enabled_key(BackendName.OLLAMA) == "backends.ollama.enabled"


def test_ollamas_models_are_told_from_those_that_it_could_be_given() -> None:
    models = (
        ModelInfo("ollama/b", "B", LoadState.READY),
        ModelInfo("ollama/a:1b", "a", LoadState.READY, path="/x"),
        ModelInfo("smol", "Smol", LoadState.READY, path="/smol.gguf"),
        ModelInfo("gone", "Gone", LoadState.UNAVAILABLE, path="/gone.gguf"),
        ModelInfo("cloud/x", "X", LoadState.READY),
    )
    assert [engines_model.engine_name_of(model) for model in engines_model.own_models(models)] == ["a:1b", "b"]
    assert [model.id for model in engines_model.can_hand_over(models)] == ["smol"]


# The ledger.


def test_the_ledger_is_summed_up_and_sorted_by_the_last_request() -> None:
    def entry(at: float, verdict: Verdict, *, here: bool, count: int, last: float = 0.0) -> LedgerEntry:
        origin = "http://127.0.0.1:1" if here else "https://x:443"
        return LedgerEntry(at, Purpose.PROBE, origin, "ollama", verdict, here, count, last)

    entries = (
        entry(1, Verdict.ALLOWED, here=True, count=3, last=9),
        entry(2, Verdict.BLOCKED, here=False, count=2),
        entry(3, Verdict.FAILED, here=False, count=1),
    )
    assert ledger_model.sums(entries) == ledger_model.LedgerSum(elsewhere=1, blocked=2, here=3)
    assert [item.at for item in ledger_model.newest_first(entries)] == [1, 3, 2]
    assert [ledger_model.place_of(item) for item in entries] == ["127.0.0.1:1", "x:443", "x:443"]
    assert ledger_model.place_of(replace(entries[0], origin="unix")) == "unix"


# Shortcuts.


def test_keys_that_another_shortcut_has_are_refused_with_its_name() -> None:
    known = {"new_chat": "Ctrl+N", "settings": "Ctrl+,"}
    assert shortcuts_model.judge("settings", "Ctrl+N", known) == shortcuts_model.Verdict(Trouble.TAKEN, "new_chat")
    assert shortcuts_model.judge("new_chat", "Ctrl+N", known).trouble is Trouble.NONE
    assert shortcuts_model.judge("settings", "ctrl+n", known) == shortcuts_model.Verdict(Trouble.TAKEN, "new_chat")
    assert shortcuts_model.judge("new_chat", "", {"settings": ""}).trouble is Trouble.NONE


@pytest.mark.parametrize("keys", ["Return", "Tab", "Ctrl+C", "Alt+Up"])
def test_keys_that_everybody_needs_are_refused(keys: str) -> None:
    assert shortcuts_model.judge("new_chat", keys, {}).trouble is Trouble.FIXED


# Providers.


def form(**more: str) -> providers_model.ProviderForm:
    fields = {"name": "work", "endpoint": "https://x.example/v1", "models": "a, b,, a"} | more
    return providers_model.ProviderForm(fields["name"], ProviderKind.OPENAI, fields["endpoint"], fields["models"])


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, providers_model.Wrong.NONE),
        ({"endpoint": ""}, providers_model.Wrong.NONE),
        ({"name": " "}, providers_model.Wrong.NAME),
        ({"name": "a/b"}, providers_model.Wrong.NAME),
        ({"name": "HOME"}, providers_model.Wrong.NAME_TAKEN),
        ({"endpoint": "x.example"}, providers_model.Wrong.ENDPOINT),
        ({"endpoint": "ftp://x"}, providers_model.Wrong.ENDPOINT),
        ({"endpoint": "https://x:99999"}, providers_model.Wrong.ENDPOINT),
        ({"endpoint": "https://[x"}, providers_model.Wrong.ENDPOINT),
        ({"endpoint": "https://x y"}, providers_model.Wrong.ENDPOINT),
        ({"endpoint": "https://me:secret@x"}, providers_model.Wrong.NAMED_ENDPOINT),
        ({"endpoint": "https://x/?key=abc"}, providers_model.Wrong.NAMED_ENDPOINT),
    ],
)
def test_a_provider_is_looked_at_before_it_is_saved(fields: dict[str, str], wrong: providers_model.Wrong) -> None:
    assert providers_model.check(form(**fields), frozenset({"home"})) is wrong


def test_a_provider_goes_into_the_fields_and_back() -> None:
    spec = providers_model.spec_of(form())
    assert spec == ProviderSpec("work", ProviderKind.OPENAI, "https://x.example/v1", ("a", "b"))
    assert providers_model.form_of(spec).models == "a, b"


def test_who_receives_the_text_is_named() -> None:
    assert providers_model.host_of(providers_model.spec_of(form())) == "x.example"
    info_ = ProviderInfo(ProviderSpec("claude", ProviderKind.ANTHROPIC), has_key=True)
    assert providers_model.host_of(info_) == "api.anthropic.com"
    assert providers_model.host_of(ProviderSpec("odd", endpoint="https://[x")) == "api.openai.com"
