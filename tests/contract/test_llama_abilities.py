"""What the llama.cpp engine can do beside answering: kept conversations, states as files, vectors, tokens, options."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import Cancelled, EngineError, InvalidInput, ModelFileError, Unsupported
from app.types.embeddings import EmbedRequest, Pooling
from app.types.generation import GenerateRequest, Sampling
from app.types.messages import Message, Role
from app.types.models import Capability, LoadSpec, LoraSpec, StateFolder, Tuning
from tests.helpers.jobs import ListJob
from tests.helpers.tiny_models import WIDTH, write_bert, write_lora

pytestmark = pytest.mark.engine

STORY = "Once upon a time a fox met an owl in the old forest. " * 8
FIRST = (Message.of(Role.USER, f"{STORY}Who met the owl?"),)
GREEDY = Sampling(temperature=0.0, max_tokens=8)


class Engine:
    """A worker without a process."""

    def __init__(self, model: Path) -> None:
        from app.backends.llama_cpp.worker import LlamaCppWorker

        self.worker = LlamaCppWorker()
        self.spec = LoadSpec("m", str(model), context_tokens=1024, threads=1, safe_mode=True, digest="smollm2")

    def load(self, **changes: object) -> None:
        """Load, or load again, with other parameters."""
        self.spec = replace(self.spec, **changes)  # type: ignore[arg-type]  # each test names fields of LoadSpec
        self.worker.load(self.spec)

    def ask(self, messages: tuple[Message, ...], conversation: str = "") -> ListJob:
        """The whole answer."""
        job = ListJob(GenerateRequest(messages, GREEDY, conversation=conversation))
        self.worker.start(job)
        while not job.ended:
            self.worker.step()
        if job.error:
            raise job.error
        return job


@pytest.fixture
def engine(starter_model: Path) -> Iterator[Engine]:
    made = Engine(starter_model)
    yield made
    made.worker.unload()


def followed(job: ListJob) -> tuple[Message, ...]:
    """The next turn of the chat."""
    return (*FIRST, Message.of(Role.ASSISTANT, job.text), Message.of(Role.USER, "And then?"))


def test_a_long_chat_goes_on_after_a_restart_without_being_read_again(engine: Engine, tmp_path: Path) -> None:
    engine.load(states=StateFolder(str(tmp_path / "states"), 10**9))
    messages = followed(engine.ask(FIRST, "chat"))
    engine.load()
    restored = engine.ask(messages, "chat")
    usage = restored.finished.usage
    assert usage.reused_tokens > 0.9 * usage.prompt_tokens
    engine.load(states=StateFolder())
    engine.ask(FIRST)
    assert restored.text == engine.ask(messages).text, "as if there had been no restart"


@pytest.mark.parametrize(
    "change",
    [
        {"digest": "another"},
        {"tuning": Tuning(cache_type_k="q8_0")},
        {"tuning": Tuning(flash_attention="on")},
    ],
)
def test_a_chat_that_was_read_by_another_model_or_in_another_form_is_read_again(
    engine: Engine, tmp_path: Path, change: dict[str, object]
) -> None:
    engine.load(states=StateFolder(str(tmp_path / "states"), 10**9))
    messages = followed(engine.ask(FIRST, "chat"))
    engine.load(**change)
    assert engine.ask(messages, "chat").finished.usage.reused_tokens == 0


def test_a_smaller_or_larger_window_takes_the_same_state(engine: Engine, tmp_path: Path) -> None:
    engine.load(states=StateFolder(str(tmp_path / "states"), 10**9))
    messages = followed(engine.ask(FIRST, "chat"))
    for window in (2048, 256):
        engine.load(context_tokens=window)
        assert engine.ask(messages, "chat").finished.usage.reused_tokens > 100


def test_a_damaged_state_is_read_again_and_replaced(engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "states"
    engine.load(states=StateFolder(str(folder), 10**9))
    messages = followed(engine.ask(FIRST, "chat"))
    engine.worker.unload()
    [file] = folder.iterdir()
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 1
    file.write_bytes(whole)
    engine.load()
    assert engine.ask(messages, "chat").finished.usage.reused_tokens == 0
    engine.load()
    assert engine.ask(messages, "chat").finished.usage.reused_tokens > 100


def test_a_chat_is_saved_to_a_file_and_taken_back(engine: Engine, tmp_path: Path) -> None:
    path = str(tmp_path / "chat.state")
    engine.load()
    saved = engine.worker.save_state(FIRST, path, engine.worker.step)
    assert saved.tokens > 100
    assert saved.bytes == Path(path).stat().st_size
    plain = engine.ask(FIRST)
    assert plain.finished.usage.reused_tokens > 100, "what was read for the file need not be read again"
    engine.load()
    assert engine.worker.load_state(path).tokens == saved.tokens
    again = engine.ask(FIRST)
    assert again.finished.usage.reused_tokens > 100
    assert again.text == plain.text
    engine.load(digest="another")
    with pytest.raises(InvalidInput, match="another model"):
        engine.worker.load_state(path)
    assert engine.ask(FIRST).text == plain.text


def test_files_that_are_no_states_leave_the_engine_as_it_was(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "chat.state"
    engine.load()
    engine.worker.save_state(FIRST, str(path), engine.worker.step)
    whole = path.read_bytes()
    text = engine.ask(FIRST).text
    for bad in (b"", whole[:50], whole[: len(whole) // 2], whole + b"x", bytes(len(whole))):
        path.write_bytes(bad)
        with pytest.raises(InvalidInput):
            engine.worker.load_state(str(path))
    with pytest.raises(InvalidInput):
        engine.worker.load_state(str(tmp_path / "none"))
    with pytest.raises(EngineError):
        engine.worker.save_state(FIRST, "/proc/none.state", engine.worker.step)
    path.write_bytes(whole)
    engine.load(context_tokens=128)
    with pytest.raises(InvalidInput, match="window has 128"):
        engine.worker.load_state(str(path))
    engine.load(context_tokens=1024)
    assert engine.ask(FIRST).text == text


def test_answers_go_on_while_texts_become_vectors_and_a_chat_is_saved(engine: Engine, tmp_path: Path) -> None:
    engine.load(parallel=2)
    alone = engine.ask(FIRST)
    running = ListJob(GenerateRequest(FIRST, replace(GREEDY, max_tokens=30)))
    engine.worker.start(running)
    while not running.text:
        engine.worker.step()
    before = len(running.deltas)
    engine.worker.embed(EmbedRequest(tuple(f"text number {number}" for number in range(40))), engine.worker.step)
    assert len(running.deltas) > before
    before = len(running.deltas)
    engine.worker.save_state(
        (Message.of(Role.USER, "Another chat. " * 20),), str(tmp_path / "x.state"), engine.worker.step
    )
    assert len(running.deltas) > before
    while not running.ended:
        engine.worker.step()
    assert running.text.startswith(alone.text)


def test_a_chat_that_nobody_waits_for_is_not_read_on(engine: Engine, tmp_path: Path) -> None:
    engine.load()

    def left() -> None:
        raise Cancelled("The request was stopped.")

    with pytest.raises(Cancelled):
        engine.worker.save_state(FIRST, str(tmp_path / "x.state"), left)
    assert engine.worker.busy
    engine.worker.step()
    assert not engine.worker.busy
    assert not list(tmp_path.glob("*.state"))


def test_an_embedding_model_needs_no_template_and_refuses_to_chat(tmp_path: Path) -> None:
    engine = Engine(write_bert(tmp_path / "bert.gguf"))
    loaded = engine.worker.load(engine.spec)
    assert (loaded.abilities, loaded.context_tokens) == (frozenset({Capability.EMBEDDINGS}), 64)
    vectors = engine.worker.embed(EmbedRequest(("the cat", "the dog"), Pooling.NONE), engine.worker.step)
    assert [len(text) for text in vectors.texts] == [4, 4]
    assert len(vectors.texts[0][0]) == WIDTH
    assert engine.worker.tokenize("the cat")
    for ask in (
        lambda: engine.ask(FIRST),
        lambda: engine.worker.save_state(FIRST, str(tmp_path / "x"), engine.worker.step),
    ):
        with pytest.raises(Unsupported, match="cannot chat"):
            ask()
    engine.worker.unload()
    with pytest.raises(EngineError, match="No model is loaded"):
        engine.worker.embed(EmbedRequest(("the cat",)), engine.worker.step)


def test_tokens_show_their_texts(engine: Engine) -> None:
    engine.load()
    tokens = engine.worker.tokenize("Hello wörld 😀<|im_end|>")
    assert "".join(token.text for token in tokens[:2]).startswith("Hello")
    assert any(token.text == "\ufffd" for token in tokens), "pieces of characters are no characters"
    assert engine.worker.detokenize(tuple(token.id for token in tokens)) == "Hello wörld 😀<|im_end|>"
    with pytest.raises(InvalidInput):
        engine.worker.detokenize((-1,))


def test_the_processor_is_among_the_devices(engine: Engine) -> None:
    [cpu] = [device for device in engine.worker.devices() if device.kind == "cpu"]
    assert cpu.memory_total >= cpu.memory_free > 0
    with pytest.raises(InvalidInput, match="no device"):
        engine.load(tuning=Tuning(device="CUDA7"))


@pytest.mark.parametrize(
    "tuning",
    [
        Tuning(flash_attention="on"),
        Tuning(cache_type_k="q8_0", cache_type_v="q8_0"),
        Tuning(cache_type_k="q4_0"),
        Tuning(mmap=False),
        Tuning(device="cpu", mlock=True),
    ],
)
def test_every_way_to_compute_writes_words(engine: Engine, tuning: Tuning) -> None:
    engine.load(tuning=tuning)
    text = engine.ask((Message.of(Role.USER, "What is the capital of France?"),)).text
    assert any(letter.isalpha() for letter in text)


def test_quantised_values_without_flash_attention_are_refused(engine: Engine) -> None:
    with pytest.raises(InvalidInput, match="flash attention"):
        engine.load(tuning=Tuning(flash_attention="off", cache_type_v="q8_0"))


def test_adapters_change_what_is_written(engine: Engine, tmp_path: Path) -> None:
    engine.load()
    plain = engine.ask(FIRST).text
    nothing = LoraSpec(str(write_lora(tmp_path / "zero.gguf", size=0.0)))
    strong = LoraSpec(str(write_lora(tmp_path / "strong.gguf", size=3.0)))
    engine.load(loras=(nothing,))
    assert engine.ask(FIRST).text == plain
    engine.load(loras=(nothing, strong))
    assert engine.ask(FIRST).text != plain
    engine.load(loras=(replace(strong, scale=0.0),))
    assert engine.ask(FIRST).text == plain


def test_adapters_that_do_not_fit_are_refused(engine: Engine, starter_model: Path, tmp_path: Path) -> None:
    cut = write_lora(tmp_path / "cut.gguf", size=1.0)
    cut.write_bytes(cut.read_bytes()[:-100])
    bad: list[tuple[Path, str]] = [
        (tmp_path / "none.gguf", "not there"),
        (cut, "incomplete"),
        (starter_model, "does not fit"),
        (write_lora(tmp_path / "narrow.gguf", size=1.0, width=64), "does not fit"),
        (write_lora(tmp_path / "other.gguf", size=1.0, architecture="qwen2"), "does not fit"),
    ]
    for path, words in bad:
        with pytest.raises(ModelFileError, match=words):
            engine.load(loras=(LoraSpec(str(path)),))
    with pytest.raises(InvalidInput):
        engine.load(loras=(LoraSpec(str(cut), float("nan")),))
    engine.load(loras=())
    assert engine.ask(FIRST).text
