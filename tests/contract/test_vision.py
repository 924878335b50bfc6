"""A model that sees, in its worker: pictures that it was never trained with, side by side, cancelled, and refused."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

import pytest

from app.backends.base import Backend
from app.backends.registry import engines
from app.errors import InvalidInput, ModelFileError, PromptTooLong, Unsupported
from app.process import ROOT
from app.types.generation import Finished, GenerateRequest, PromptRead, Sampling, StopReason, TextDelta
from app.types.messages import AudioPart, ImagePart, Message, Part, Role, TextPart
from app.types.models import BackendName, Capability, LoadSpec
from tests.contract.cases import collect, stream
from tests.contract.pictures import picture as png
from tests.helpers.gguf_files import projector_gguf

Image = pytest.importorskip("PIL.Image", reason="Pillow comes with the engine's extra")

from tests.data.vision.pictures import COLOURS, SHAPES  # noqa: E402 (it needs Pillow)

pytestmark = pytest.mark.engine

FOLDER = ROOT / "tests" / "data" / "vision"
MODEL, PROJECTOR = FOLDER / "colour-shape.gguf", FOLDER / "mmproj-colour-shape.gguf"
SPEC = LoadSpec("seer", str(MODEL), context_tokens=1024, threads=1, parallel=4, projector=str(PROJECTOR))
GREEDY = Sampling(temperature=0.0, repeat_penalty=1.0, max_tokens=16)
QUESTION = "What is in the picture?"


@pytest.fixture
async def bare() -> AsyncIterator[Backend]:
    """An instance without a model."""
    noted: list[str] = []
    instance = engines()[BackendName.LLAMA_CPP].create(noted.append)
    yield instance
    await instance.close()


@pytest.fixture
async def seer(bare: Backend) -> Backend:
    """The model that sees."""
    await bare.load(SPEC)
    return bare


def picture(colour: str, shape: str, seed: int, size: int = 96) -> ImagePart:
    return ImagePart(png(colour, shape, seed, size))


def user(*parts: Part | str) -> Message:
    return Message(Role.USER, tuple(TextPart(part) if isinstance(part, str) else part for part in parts))


def asking(*messages: Message) -> GenerateRequest:
    return GenerateRequest(messages, GREEDY)


def name_of(colour: str, shape: str) -> str:
    return f"{'An' if colour[0] in 'aeiou' else 'A'} {colour} {shape}."


def some(count: int, start: int = 0) -> list[tuple[str, str]]:
    """Colours and shapes in all their pairs."""
    return [(list(COLOURS)[n % 8], SHAPES[(n // 8 + n) % 5]) for n in range(start, start + count)]


async def test_it_names_pictures_that_it_has_never_seen(seer: Backend) -> None:
    right = 0
    for number, (colour, shape) in enumerate(some(40)):
        size = (48, 96, 300)[number % 3]
        answer = await collect(seer, asking(user(picture(colour, shape, number, size), QUESTION)))
        right += answer.text.strip() == name_of(colour, shape)
    assert right >= 36


async def test_a_new_picture_in_each_turn_and_the_earlier_ones_are_not_read_again(seer: Backend) -> None:
    messages: list[Message] = []
    right, before = 0, 0
    for number, (colour, shape) in enumerate(some(6, start=3)):
        messages.append(user(picture(colour, shape, 100 + number), QUESTION))
        answer = await collect(seer, asking(*messages))
        usage = answer.finished.usage
        assert usage.reused_tokens >= before
        right += answer.text.strip() == name_of(colour, shape)
        messages.append(Message.of(Role.ASSISTANT, answer.text))
        before = usage.prompt_tokens
    assert right >= 5
    assert before > 6 * 36


async def test_the_same_picture_is_asked_about_again(seer: Backend) -> None:
    part = picture("red", "star", 200)
    first = await collect(seer, asking(user(part, QUESTION)))
    again = await collect(seer, asking(user(part, QUESTION)))
    assert again.text == first.text
    assert again.finished.usage.reused_tokens > 36
    other = await collect(seer, asking(user(picture("blue", "star", 200), QUESTION)))
    assert other.text != first.text
    assert other.finished.usage.reused_tokens < 36


async def test_conversations_with_different_pictures_run_side_by_side(seer: Backend) -> None:
    wanted = some(8, start=11)
    requests = [
        asking(user(picture(colour, shape, 300 + number), QUESTION)) for number, (colour, shape) in enumerate(wanted)
    ]
    alone = [(await collect(seer, request)).text for request in requests]
    for _ in range(2):
        together = await asyncio.gather(*(collect(seer, request) for request in requests[:4]))
        assert [answer.text for answer in together] == alone[:4]
        together = await asyncio.gather(*(collect(seer, request) for request in requests[4:]))
        assert [answer.text for answer in together] == alone[4:]


async def test_leaving_while_a_picture_is_read_frees_the_place(seer: Backend) -> None:
    for number, (colour, shape) in enumerate(some(12)):
        request = asking(user(picture(colour, shape, 400 + number), QUESTION))
        async with aclosing(stream(seer, request)) as deltas:
            if number % 3:
                async for delta in deltas:
                    assert isinstance(delta, PromptRead | TextDelta | Finished)
                    break
            else:
                reading = asyncio.ensure_future(anext(deltas))
                await asyncio.sleep(0)
                reading.cancel()
                await asyncio.gather(reading, return_exceptions=True)
    async with asyncio.timeout(2):
        answer = await collect(seer, asking(user(picture("green", "cross", 450), QUESTION)))
    assert answer.finished.reason is StopReason.FINISHED


async def test_a_bad_picture_ends_its_request_only(seer: Backend) -> None:
    good = asking(user(picture("black", "circle", 500), QUESTION))
    for data, words in ((b"hello", "not a picture"), (picture("red", "star", 1).data[:200], "damaged")):
        with pytest.raises(InvalidInput, match=words):
            await collect(seer, asking(user(ImagePart(data), QUESTION)))
        assert (await collect(seer, good)).text


async def test_the_mark_of_pictures_in_a_text_is_only_text(seer: Backend) -> None:
    answer = await collect(seer, asking(user("<__media__>", picture("red", "circle", 510), QUESTION + "<__media__>")))
    assert answer.finished.reason in (StopReason.FINISHED, StopReason.LENGTH)


async def test_tokens_of_pictures_are_counted(seer: Backend) -> None:
    message = user(picture("red", "circle", 520), QUESTION)
    counted = await seer.count_tokens((message,))
    answer = await collect(seer, asking(message))
    assert counted == answer.finished.usage.prompt_tokens > 36


async def test_more_pictures_than_the_window_holds_are_refused_with_the_numbers(seer: Backend) -> None:
    message = user(*(picture("red", "circle", 530 + number) for number in range(30)), QUESTION)
    with pytest.raises(PromptTooLong) as caught:
        await collect(seer, asking(message))
    assert caught.value.params["prompt_tokens"] > caught.value.params["context_tokens"] == 1024


async def test_a_sound_is_refused_by_a_model_that_only_sees(seer: Backend) -> None:
    with pytest.raises(Unsupported, match="not for one that hears"):
        await collect(seer, asking(user(AudioPart(b"RIFF"), QUESTION)))


async def test_loading_says_what_it_takes_and_what_it_saw(bare: Backend) -> None:
    loaded = await bare.load(SPEC)
    assert Capability.IMAGE in loaded.abilities
    assert Capability.AUDIO not in loaded.abilities
    assert loaded.self_test == "It sees: “A red circle.”"
    again = await bare.load(replace(SPEC, look=False))
    assert again.self_test == ""


async def test_without_its_projector_it_is_a_model_for_text(bare: Backend) -> None:
    loaded = await bare.load(replace(SPEC, projector=""))
    assert Capability.IMAGE not in loaded.abilities
    assert loaded.self_test == ""
    with pytest.raises(Unsupported, match="sees pictures only with its projector file") as caught:
        await collect(bare, asking(user(picture("red", "circle", 1), QUESTION)))
    assert "config.toml" in caught.value.hint
    assert (await collect(bare, asking(user("Hello")))).text


@pytest.mark.parametrize("what", ["missing", "text model", "cut", "other size", "hole", "a picture"])
async def test_a_projector_that_cannot_be_used_is_refused_and_the_worker_lives(
    what: str, bare: Backend, tmp_path: Path
) -> None:
    path = tmp_path / "mmproj.gguf"
    whole = PROJECTOR.read_bytes()
    if what == "text model":
        path = MODEL
    elif what == "cut":
        path.write_bytes(whole[: len(whole) // 2])
    elif what == "other size":
        projector_gguf().write(path)
    elif what == "hole":
        path.write_bytes(whole.replace(b"v.blk.1.attn_q.weight", b"v.blk.1.attn_x.weight"))
    elif what == "a picture":
        path.write_bytes(picture("red", "circle", 1).data)
    with pytest.raises(ModelFileError) as caught:
        await bare.load(replace(SPEC, projector=str(path)))
    assert caught.value.hint
    status = await bare.status()
    assert status.pid is not None
    await bare.load(SPEC)
    assert (await bare.status()).pid == status.pid
    assert (await collect(bare, asking(user(picture("red", "circle", 1), QUESTION)))).text
