"""Rendered text and its pictures and sounds to segments of a prompt, and their evaluation.

A file is known by its hash, so a conversation's pictures are decoded and encoded once, however many turns it has: what
a file consists of and its vectors are kept, within limits, and made again from the file where they were let go of.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.backends.llama_cpp.media.decode import Pixels, decode_picture
from app.backends.llama_cpp.media.pieces import Piece, Projector, Tokenizer
from app.backends.llama_cpp.media.sound import decode_sound
from app.backends.llama_cpp.media.vectors import VectorCache
from app.backends.llama_cpp.prompting.prompt import MediaSegment, Segment, TokenSegment
from app.backends.prompting.conversation import MEDIA_MARKER
from app.errors import EngineError, ModelFileError, Unsupported
from app.types.messages import AudioPart, ImagePart, Message
from app.types.models import Capability

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

MediaPart = ImagePart | AudioPart

MAX_VECTOR_BYTES = 256 * 1024 * 1024
"""Of vectors that are kept; a picture takes 1 to 10 MB with usual models."""
MAX_FILES = 256
"""Files whose pieces are remembered; without their pixels they take next to nothing."""
_HEAD_BYTES = 1024 * 1024
_NEEDS_PROJECTOR = "This model {does} only with its projector file (mmproj…)."
_HINT = "Put the projector beside the model's file, or name it as `projector` in config.toml."


@dataclass(frozen=True, slots=True)
class _Place:
    """Where media go: the context that is filled, and how many tokens at once."""

    context: Any
    batch_tokens: int


def media_of(messages: Sequence[Message]) -> list[MediaPart]:
    """The pictures and sounds of a conversation, in order."""
    return [part for message in messages for part in message.parts if isinstance(part, ImagePart | AudioPart)]


def refuse_media(parts: Sequence[MediaPart], abilities: frozenset[Capability] = frozenset()) -> None:
    """Check that a model can take these parts.

    Raises:
        Unsupported: It cannot, as it is loaded now.
    """
    for kind, ability, does in (
        (ImagePart, Capability.IMAGE, "sees pictures"),
        (AudioPart, Capability.AUDIO, "hears sounds"),
    ):
        if ability in abilities or not any(isinstance(part, kind) for part in parts):
            continue
        params = {"needs": ability.value}
        if not abilities:
            raise Unsupported(_NEEDS_PROJECTOR.format(does=does), hint=_HINT, params=params)
        raise Unsupported(f"This model's projector file is not for one that {does}.", hint=_HINT, params=params)


class MediaEncoder:
    """Pictures and sounds for one loaded model. Belongs to the engine's thread, but for `split`, which may be called on
    another one: a lock guards the native side and what is remembered.

    Make it before the context, which has to know `whole_in_one`; `attach` it to the context; close it before the model.

    Args:
        projector: The native side.
        path: The projector's file, which is part of every key.
        tokenizer: The model, as far as it splits text.
        max_vector_bytes: Memory for vectors.
    """

    def __init__(
        self, projector: Projector, path: str, tokenizer: Tokenizer, *, max_vector_bytes: int = MAX_VECTOR_BYTES
    ) -> None:
        self._projector = projector
        self._salt = _fingerprint(path)
        self._tokenizer = tokenizer
        self._vectors: VectorCache[Vectors] = VectorCache(max_vector_bytes)
        self._files: OrderedDict[str, Sequence[Piece]] = OrderedDict()
        self._fresh: tuple[str, Sequence[Piece]] = ("", [])
        """The file that was decoded last, with its pixels: it is most likely the next to be encoded."""
        self._place: _Place | None = None
        self._lock = threading.RLock()
        self.encoded = 0
        """How many media were encoded; those that were known are not counted."""

    @property
    def abilities(self) -> frozenset[Capability]:
        """What it lets the model take."""
        found = {Capability.IMAGE: self._projector.sees, Capability.AUDIO: self._projector.hears}
        return frozenset(ability for ability, there in found.items() if there)

    @property
    def whole_in_one(self) -> bool:
        """Every token of a picture looks at every other one: the context's `n_ubatch` must hold a whole picture."""
        return self._projector.whole_in_one

    def attach(self, context: Any, batch_tokens: int) -> None:
        """Say which context (its handle) is filled, and how many tokens it takes at once."""
        self._place = _Place(context, batch_tokens)

    def split(self, text: str, parts: Sequence[MediaPart]) -> list[Segment]:
        """A rendered prompt with one marker for each part as segments.

        Raises:
            InvalidInput: A file is no picture or sound, is damaged, or exceeds a limit.
            Unsupported: The model cannot take one of the parts.
            EngineError: The model's template left some out, or the picture is too large for a step.
        """
        refuse_media(parts, self.abilities)
        texts = text.split(MEDIA_MARKER)
        if len(texts) != len(parts) + 1:
            raise EngineError(
                "The model's chat template does not show its pictures to the model.",
                hint="Choose another file of this model, or set a template for it.",
                detail=f"{len(parts)} pictures or sounds, {len(texts) - 1} places for them",
            )
        segments: list[Segment] = [TokenSegment(self._tokenizer.tokenize(texts[0], first=True))]
        for part, after in zip(parts, texts[1:], strict=True):
            key = self._key(part)
            for index, piece in enumerate(self._pieces(key, part)):
                _append(segments, self._segment(key, part, index, piece))
            _append(segments, TokenSegment(self._tokenizer.tokenize(after, first=False)))
        return segments

    def close(self) -> None:
        """Free everything; twice is once."""
        for pieces in (*self._files.values(), self._fresh[1]):
            _free(pieces)
        self._files.clear()
        self._fresh = ("", [])
        self._vectors.clear()
        self._place = None
        self._projector.close()

    def _segment(self, key: str, part: MediaPart, index: int, piece: Piece) -> Segment:
        if isinstance(piece, tuple):
            return TokenSegment(list(piece))
        if self.whole_in_one and self._place and piece.tokens > self._place.batch_tokens:
            raise EngineError(
                f"The picture takes {piece.tokens} tokens at once, and the engine reads {self._place.batch_tokens}.",
                hint="Raise backends.llama_cpp.batch_tokens in the settings.",
                params={"tokens": piece.tokens, "batch_tokens": self._place.batch_tokens},
            )
        evaluate = partial(self._evaluate, key, part, index)
        return MediaSegment(f"{key}:{index}", piece.tokens, piece.positions, evaluate)

    def _evaluate(self, key: str, part: MediaPart, index: int, sequence: int, position: int) -> int:
        """See `MediaSegment.evaluate`; encodes what is not known."""
        with self._lock:
            return self._evaluate_alone(key, part, index, sequence, position)

    def _evaluate_alone(self, key: str, part: MediaPart, index: int, sequence: int, position: int) -> int:
        if self._place is None:
            raise EngineError("No context is attached to the projector.")
        vectors = self._vectors.get(f"{key}:{index}")
        if vectors is None:
            vectors = self._encode(key, part, index)
        outline = self._pieces(key, part)[index]
        if isinstance(outline, tuple):
            raise EngineError("The picture or sound is not what it was.", detail=key)
        return self._projector.evaluate(
            outline, vectors, self._place.context, sequence, position, self._place.batch_tokens
        )

    def _encode(self, key: str, part: MediaPart, index: int) -> Vectors:
        if self._fresh[0] != key:
            self._take_in(key, self._read(part))
        chunk = self._fresh[1][index]
        if isinstance(chunk, tuple):
            raise EngineError("The picture or sound is not what it was.", detail=key)
        vectors = self._projector.encode(chunk)
        self.encoded += 1
        self._vectors.put(f"{key}:{index}", vectors)
        return vectors

    def _pieces(self, key: str, part: MediaPart) -> Sequence[Piece]:
        """What a file consists of, without its pixels."""
        with self._lock:
            if key in self._files:
                self._files.move_to_end(key)
                return self._files[key]
        pixels = self._read(part)  # not in the lock: running answers may need the projector
        with self._lock:
            self._take_in(key, pixels)
            self._files.move_to_end(key)
            return self._files[key]

    def _read(self, part: MediaPart) -> Pixels | Vectors:
        """The pixels or the samples of a file."""
        if isinstance(part, ImagePart):
            return decode_picture(part.data)
        return decode_sound(part.data, self._projector.sample_rate)

    def _take_in(self, key: str, read: Pixels | Vectors) -> None:
        """A file was read: its pieces become known, and its pixels stay until the next one is read."""
        pieces = self._projector.picture(read) if isinstance(read, Pixels) else self._projector.sound(read)
        _free(self._fresh[1])
        self._fresh = (key, pieces)
        if key not in self._files:
            self._files[key] = [piece if isinstance(piece, tuple) else piece.outline() for piece in pieces]
            while len(self._files) > MAX_FILES:
                _free(self._files.popitem(last=False)[1])

    def _key(self, part: MediaPart) -> str:
        kind = "image" if isinstance(part, ImagePart) else "audio"
        return f"{kind}-{hashlib.sha256(self._salt + part.data).hexdigest()}"


def _append(segments: list[Segment], segment: Segment) -> None:
    """Add a segment; text that meets text becomes one."""
    last = segments[-1]
    if isinstance(last, TokenSegment) and isinstance(segment, TokenSegment):
        last.tokens.extend(segment.tokens)
    else:
        segments.append(segment)


def _free(pieces: Sequence[Piece]) -> None:
    for piece in pieces:
        if not isinstance(piece, tuple):
            piece.close()


def _fingerprint(path: str) -> bytes:
    """Tells this projector from others: its head and its size."""
    try:
        with Path(path).open("rb") as file:
            head = file.read(_HEAD_BYTES)
            size = file.seek(0, 2)
    except OSError as exc:
        hint = "Check that it is there and that you may read it."
        raise ModelFileError("The projector file cannot be read.", hint=hint, detail=f"{path}: {exc}") from exc
    return hashlib.sha256(head + str(size).encode()).digest()
