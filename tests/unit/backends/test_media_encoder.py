"""Prompts with pictures: what they are split into, what is decoded and encoded again, and what is refused."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from app.backends.llama_cpp.media import encoder as module
from app.backends.llama_cpp.media.decode import Pixels
from app.backends.llama_cpp.media.encoder import MediaEncoder, media_of, refuse_media
from app.backends.llama_cpp.media.pieces import Piece
from app.backends.llama_cpp.prompting.prompt import MediaSegment, Prompt, TokenSegment
from app.errors import EngineError, InvalidInput, ModelFileError, Unsupported
from app.types.messages import AudioPart, ImagePart, Message, Role, TextPart
from app.types.models import Capability
from tests.unit.backends.test_media_sound import tone, wav

Image = pytest.importorskip("PIL.Image", reason="Pillow comes with the engine's extra")
np = pytest.importorskip("numpy", reason="numpy comes with the engine's extra")

pytestmark = pytest.mark.engine

BEGIN, END = 900, 901
MARK = "<__media__>"


@dataclass
class FakeChunk:
    """A picture of 6 tokens on 2 positions."""

    pixels: Any
    tokens: int = 6
    positions: int = 2
    closed: bool = False

    def outline(self) -> FakeChunk:
        return FakeChunk(None, self.tokens, self.positions)

    def close(self) -> None:
        assert not self.closed
        self.closed = True


@dataclass
class FakeProjector:
    """Stands in for libmtmd: notes what it is asked for."""

    sees: bool = True
    hears: bool = True
    sample_rate: int = 16_000
    whole_in_one: bool = False
    codes: list[int] = field(default_factory=list)
    """What `evaluate` returns next; 0 when there is nothing."""
    decoded: list[Any] = field(default_factory=list)
    encoded: list[Any] = field(default_factory=list)
    evaluated: list[tuple[Any, ...]] = field(default_factory=list)
    chunks: list[FakeChunk] = field(default_factory=list)
    closed: bool = False

    def picture(self, pixels: Pixels) -> Sequence[Piece]:
        self.decoded.append(pixels)
        parts = [FakeChunk(pixels) for _ in range(2 if pixels.width > pixels.height else 1)]
        self.chunks += parts
        between: list[Piece] = [(BEGIN,), *parts, (END,)]
        return between

    def sound(self, samples: Any) -> Sequence[Piece]:
        self.decoded.append(samples)
        self.chunks.append(FakeChunk(samples, 4, 4))
        return [self.chunks[-1]]

    def encode(self, chunk: Any) -> Any:
        assert chunk.pixels is not None
        self.encoded.append(chunk.pixels)
        return np.zeros((chunk.tokens, 100), np.float32)

    def evaluate(self, chunk: Any, vectors: Any, context: Any, sequence: int, position: int, batch_tokens: int) -> int:
        assert chunk.pixels is None
        self.evaluated.append((len(vectors), context, sequence, position, batch_tokens))
        return self.codes.pop(0) if self.codes else 0

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def projector() -> FakeProjector:
    return FakeProjector()


@pytest.fixture
def encoder(projector: FakeProjector, tmp_path: Path) -> MediaEncoder:
    made = MediaEncoder(projector, str(file_of(tmp_path)), Letters())
    made.attach("context", 64)
    return made


def file_of(folder: Path, content: bytes = b"GGUF") -> Path:
    path = folder / "mmproj.gguf"
    path.write_bytes(content)
    return path


class Letters:
    """Each letter is a token, and 1 begins a prompt."""

    def tokenize(self, text: str, *, first: bool) -> list[int]:
        return [1] * first + [ord(c) for c in text]


def picture(colour: str, width: int = 8, height: int = 8) -> ImagePart:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(buffer, "PNG")
    return ImagePart(buffer.getvalue())


def media(segments: Sequence[Any]) -> list[MediaSegment]:
    return [segment for segment in segments if isinstance(segment, MediaSegment)]


def test_text_around_pictures_becomes_whole_segments(encoder: MediaEncoder) -> None:
    red, wide = picture("red"), picture("blue", 16, 8)
    segments = encoder.split(f"a{MARK}b{MARK}", [red, wide])
    kinds = [list(s.tokens) if isinstance(s, TokenSegment) else s.tokens for s in segments]
    assert kinds == [[1, ord("a"), BEGIN], 6, [END, ord("b"), BEGIN], 6, 6, [END]]
    keys = [segment.key for segment in media(segments)]
    assert len(set(keys)) == 3
    prompt = Prompt(segments)
    assert (len(prompt), prompt.cells) == (7 + 3 * 2, 7 + 3 * 6)


def test_a_prompt_may_begin_with_a_picture(encoder: MediaEncoder) -> None:
    first = encoder.split(MARK, [picture("red")])[0]
    assert first == TokenSegment([1, BEGIN])


def test_equal_files_are_equal_units_and_others_are_not(encoder: MediaEncoder) -> None:
    once, again = (Prompt(encoder.split(f"a{MARK}b", [picture("red")])).units for _ in range(2))
    other = Prompt(encoder.split(f"a{MARK}b", [picture("blue")])).units
    assert once == again
    assert [a == b for a, b in zip(once, other, strict=True)] == [True, True, True, False, False, True, True]


def test_another_projector_gives_other_units(projector: FakeProjector, tmp_path: Path) -> None:
    keys = []
    for content in (b"GGUF one", b"GGUF two"):
        made = MediaEncoder(projector, str(file_of(tmp_path, content)), Letters())
        keys.append(media(made.split(MARK, [picture("red")]))[0].key)
    assert keys[0] != keys[1]


def test_a_known_picture_is_neither_decoded_nor_encoded_again(encoder: MediaEncoder, projector: FakeProjector) -> None:
    for turn in range(3):
        (segment,) = media(encoder.split(f"a{MARK}b", [picture("red")]))
        assert segment.evaluate(turn, 5) == 0
    assert (len(projector.decoded), len(projector.encoded)) == (1, 1)
    assert projector.evaluated == [(6, "context", turn, 5, 64) for turn in range(3)]


def test_what_was_let_go_of_is_made_again(projector: FakeProjector, tmp_path: Path) -> None:
    encoder = MediaEncoder(projector, str(file_of(tmp_path)), Letters(), max_vector_bytes=6 * 100 * 4)
    encoder.attach("context", 64)
    parts = [picture("red"), picture("blue")]
    red, blue = media(encoder.split(MARK * 2, parts))
    for segment in (red, blue, red, red):
        assert segment.evaluate(0, 0) == 0
    assert len(projector.encoded) == 3
    assert [pixels.rgb[:3] for pixels in projector.encoded] == [b"\xff\x00\x00", b"\x00\x00\xff", b"\xff\x00\x00"]


def test_forgotten_files_come_back(
    encoder: MediaEncoder, projector: FakeProjector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_FILES", 1)
    (red,) = media(encoder.split(MARK, [picture("red")]))
    encoder.split(MARK, [picture("blue")])
    assert red.evaluate(0, 0) == 0
    assert [pixels.rgb[0] for pixels in projector.encoded] == [255]


def test_every_chunk_is_freed_once(encoder: MediaEncoder, projector: FakeProjector) -> None:
    segments = encoder.split(MARK * 3, [picture("red"), picture("blue", 16, 8), picture("red")])
    for segment in media(segments):
        segment.evaluate(0, 0)
    encoder.close()
    encoder.close()
    assert all(chunk.closed for chunk in projector.chunks)
    assert projector.closed


def test_no_room_is_said_and_the_vectors_stay(encoder: MediaEncoder, projector: FakeProjector) -> None:
    (segment,) = media(encoder.split(MARK, [picture("red")]))
    projector.codes = [1, 0]
    assert (segment.evaluate(0, 0), segment.evaluate(0, 0)) == (1, 0)
    assert len(projector.encoded) == 1


def test_sounds_are_brought_to_the_projector_s_rate(encoder: MediaEncoder, projector: FakeProjector) -> None:
    part = AudioPart(wav(tone(440, 8_000, 1.0), rate=8_000))
    (segment,) = media(encoder.split(f"a{MARK}", [part]))
    assert len(projector.decoded[0]) == 16_000
    assert (segment.tokens, segment.positions) == (4, 4)
    assert segment.key.startswith("audio-")


def test_a_damaged_file_is_refused_before_anything_is_evaluated(encoder: MediaEncoder) -> None:
    with pytest.raises(InvalidInput, match="not a picture"):
        encoder.split(MARK * 2, [picture("red"), ImagePart(b"nonsense")])


def test_a_template_that_leaves_pictures_out_is_named(encoder: MediaEncoder) -> None:
    for text in ("no place", MARK * 3):
        with pytest.raises(EngineError, match="template does not show") as caught:
            encoder.split(text, [picture("red")] * 2)
        assert "2 pictures" in caught.value.detail


def test_a_picture_that_must_be_read_whole_has_to_fit_a_step(encoder: MediaEncoder, projector: FakeProjector) -> None:
    projector.whole_in_one = True
    encoder.attach("context", 5)
    with pytest.raises(EngineError, match="takes 6 tokens at once, and the engine reads 5") as caught:
        encoder.split(MARK, [picture("red")])
    assert "batch_tokens" in caught.value.hint
    encoder.attach("context", 6)
    assert media(encoder.split(MARK, [picture("red")]))


@pytest.mark.parametrize(
    ("abilities", "part", "words"),
    [
        ([], "image", "This model sees pictures only with its projector file"),
        ([], "audio", "This model hears sounds only with its projector file"),
        ([Capability.AUDIO], "image", "projector file is not for one that sees pictures"),
        ([Capability.IMAGE], "audio", "projector file is not for one that hears sounds"),
    ],
)
def test_parts_that_a_model_cannot_take(abilities: list[Capability], part: str, words: str) -> None:
    message = Message(Role.USER, (ImagePart(b"x") if part == "image" else AudioPart(b"x"), TextPart("what?")))
    with pytest.raises(Unsupported, match=words) as caught:
        refuse_media(media_of((message,)), frozenset(abilities))
    assert "mmproj" in caught.value.message + caught.value.hint or caught.value.hint
    assert caught.value.params == {"needs": part}


def test_text_is_never_refused() -> None:
    assert media_of((Message.of(Role.USER, MARK),)) == []
    refuse_media([])


def test_a_projector_file_that_went_away(projector: FakeProjector, tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="projector file cannot be read"):
        MediaEncoder(projector, str(tmp_path / "none.gguf"), Letters())
