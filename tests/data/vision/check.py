"""Asks the pair through llama.cpp's mtmd about pictures that training has never drawn, and counts right answers.

    python -m tests.data.vision.check [FOLDER] [--count N]

Needs llama-cpp-python, numpy, jinja2 and pillow.
"""

from __future__ import annotations

import argparse
import ctypes
import random
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import llama_cpp
from jinja2.sandbox import ImmutableSandboxedEnvironment
from llama_cpp import mtmd_cpp
from PIL import Image

from tests.data.vision import talk
from tests.data.vision.pictures import COLOURS, SHAPES, UNSEEN, draw, generator

NAME = "colour-shape"
MARKER = "<__media__>"
QUESTIONS = {
    "both": "What is in the picture?",
    "colour": "Which colour is the shape?",
    "shape": "Which shape is it?",
}
WARNING = 3
_complaints: list[str] = []


@llama_cpp.llama_log_callback  # type: ignore[untyped-decorator, unused-ignore]
def _listen(level: int, text: bytes, _: object) -> None:
    """Keeps what llama.cpp warns about."""
    if WARNING <= level <= WARNING + 1:
        _complaints.append(text.decode(errors="replace").strip())


@dataclass
class Pair:
    """A loaded model, with or without its projector, and one conversation in its cache."""

    model: Any
    context: Any
    vision: Any
    words: Any
    sampler: Any
    template: Any
    used: int = 0
    messages: list[dict[str, str]] = field(default_factory=list)
    read: str = ""

    def forget(self) -> None:
        """Begins a new conversation."""
        llama_cpp.llama_memory_clear(llama_cpp.llama_get_memory(self.context), True)  # noqa: FBT003
        self.used, self.messages, self.read = 0, [], ""

    def ask(self, text: str, images: tuple[Image.Image, ...] = ()) -> str:
        """The answer to a message that has one marker for each image; the conversation goes on in the same cache."""
        self.messages.append({"role": "user", "content": text})
        prompt = self.template.render(messages=self.messages, add_generation_prompt=True)
        if not prompt.startswith(self.read):
            raise ValueError("The template does not continue what was read.")
        (self._feed if self.vision else self._feed_text)(prompt[len(self.read) :], images)
        answer = self._answer()
        self.messages.append({"role": "assistant", "content": answer})
        self.read = prompt + answer
        return answer

    def ask_again(self, messages: list[dict[str, str]], images: tuple[Image.Image, ...]) -> str:
        """The answer to a whole conversation, read from its beginning."""
        self.forget()
        self.messages = messages[:-1]
        return self.ask(messages[-1]["content"], images)

    def _feed(self, text: str, images: tuple[Image.Image, ...]) -> None:
        raw = text.encode()
        prompt = mtmd_cpp.mtmd_input_text(text=raw, text_len=len(raw), add_special=self.used == 0, parse_special=True)
        chunks = mtmd_cpp.mtmd_input_chunks_init()
        bitmaps = [
            mtmd_cpp.mtmd_bitmap_init(
                image.width, image.height, (ctypes.c_ubyte * len(pixels)).from_buffer_copy(pixels)
            )
            for image, pixels in ((image, image.convert("RGB").tobytes()) for image in images)
        ]
        try:
            array = (mtmd_cpp.mtmd_bitmap_p_ctypes * len(bitmaps))(*bitmaps)
            if result := mtmd_cpp.mtmd_tokenize(self.vision, chunks, ctypes.byref(prompt), array, len(bitmaps)):
                raise RuntimeError(f"mtmd_tokenize: {result}")
            past = llama_cpp.llama_pos(self.used)
            result = mtmd_cpp.mtmd_helper_eval_chunks(
                self.vision,
                self.context,
                chunks,
                self.used,
                0,
                512,
                True,  # noqa: FBT003
                ctypes.byref(past),
            )
            if result:
                raise RuntimeError(f"mtmd_helper_eval_chunks: {result}")
            self.used = past.value
        finally:
            for bitmap in bitmaps:
                mtmd_cpp.mtmd_bitmap_free(bitmap)
            mtmd_cpp.mtmd_input_chunks_free(chunks)

    def _feed_text(self, text: str, _: tuple[Image.Image, ...]) -> None:
        self._decode(self.tokens(text))

    def tokens(self, text: str) -> list[int]:
        """What llama.cpp makes of a text."""
        raw = text.encode()
        room = (llama_cpp.llama_token * (len(raw) + 8))()
        count = llama_cpp.llama_tokenize(self.words, raw, len(raw), room, len(room), False, True)  # noqa: FBT003
        return list(room[:count])

    def _decode(self, tokens: list[int]) -> None:
        array = (llama_cpp.llama_token * len(tokens))(*tokens)
        if result := llama_cpp.llama_decode(self.context, llama_cpp.llama_batch_get_one(array, len(tokens))):
            raise RuntimeError(f"llama_decode: {result}")
        self.used += len(tokens)

    def _answer(self, longest: int = 24) -> str:
        """Always the most likely token, until one that ends the answer."""
        text = b""
        room = ctypes.create_string_buffer(64)
        for _ in range(longest):
            token = llama_cpp.llama_sampler_sample(self.sampler, self.context, -1)
            if llama_cpp.llama_vocab_is_eog(self.words, token):
                return text.decode(errors="replace")
            size = llama_cpp.llama_token_to_piece(self.words, token, room, len(room), 0, True)  # noqa: FBT003
            text += room.raw[:size]
            self._decode([token])
        return text.decode(errors="replace") + " (no end)"


@contextmanager
def loaded(folder: Path, context_tokens: int = 1024, *, with_vision: bool = True) -> Iterator[Pair]:
    """The pair, or its text model alone, ready to be asked."""
    with ExitStack() as stack:
        model = llama_cpp.llama_model_load_from_file(
            str(folder / f"{NAME}.gguf").encode(), llama_cpp.llama_model_default_params()
        )
        stack.callback(llama_cpp.llama_model_free, model)
        vision = None
        if with_vision:
            options = mtmd_cpp.mtmd_context_params_default()
            options.use_gpu, options.n_threads = False, 1
            vision = mtmd_cpp.mtmd_init_from_file(str(folder / f"mmproj-{NAME}.gguf").encode(), model, options)
            stack.callback(mtmd_cpp.mtmd_free, vision)
            if not mtmd_cpp.mtmd_support_vision(vision):
                raise RuntimeError("mtmd_support_vision says no.")
        settings = llama_cpp.llama_context_default_params()
        settings.n_ctx, settings.n_threads, settings.n_threads_batch = context_tokens, 1, 1
        context = llama_cpp.llama_init_from_model(model, settings)
        stack.callback(llama_cpp.llama_free, context)
        sampler = llama_cpp.llama_sampler_init_greedy()
        stack.callback(llama_cpp.llama_sampler_free, sampler)
        source = llama_cpp.llama_model_chat_template(model, None).decode()
        template = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True).from_string(source)
        yield Pair(model, context, vision, llama_cpp.llama_model_get_vocab(model), sampler, template)


def singles(pair: Pair, count: int, size: int, aspect: float = 1.0, system: str = "") -> float:
    """Share of right answers to one question about one picture, over all colours, shapes and questions."""
    chance = generator(f"singles {size} {aspect}")
    right = 0
    for number in range(count):
        colour, shape = list(COLOURS)[number % 8], SHAPES[number // 8 % 5]
        kind = chance.choice(list(QUESTIONS))
        pair.forget()
        if system:
            pair.messages = [{"role": "system", "content": system}]
        image = draw(colour, shape, UNSEEN + number, size, aspect=aspect)
        right += _right(pair.ask(f"{MARKER}\n{QUESTIONS[kind]}", (image,)), kind, colour, shape)
    return right / count


def conversations(pair: Pair, count: int, turns: int, *, whole: bool = False, between: bool = False) -> float:
    """Share of right answers in conversations with a new picture in each turn.

    Args:
        pair: The model.
        count: How many answers to count, about.
        turns: Pictures in a conversation.
        whole: Read the conversation again from its beginning for its last answer, and count that one only.
        between: Ask about the same picture a second time before the next one comes, and count those answers only.
    """
    chance = generator(f"conversations {turns} {whole} {between}")
    marks: list[bool] = []
    while len(marks) < count:
        pair.forget()
        images: tuple[Image.Image, ...] = ()
        for number in range(turns):
            colour, shape, kind = _any(chance)
            images = (*images, draw(colour, shape, UNSEEN + chance.randrange(UNSEEN), 96))
            answer = pair.ask(f"{MARKER}\n{QUESTIONS[kind]}", images[-1:])
            if between:
                kind = chance.choice(list(QUESTIONS))
                answer = pair.ask(QUESTIONS[kind])
            if whole and number == turns - 1:
                answer = pair.ask_again(pair.messages[:-1], images)
            if not whole or number == turns - 1:
                marks.append(_right(answer, kind, colour, shape))
    return sum(marks) / len(marks)


def phrasings(pair: Pair) -> list[tuple[str, float]]:
    """Each way to ask that training knows, and its share of right answers, the worst first."""
    shares = []
    for kind, texts in (("both", talk.BOTH), ("colour", talk.COLOUR), ("shape", talk.SHAPE)):
        for text in texts:
            right = 0
            for number in range(40):
                colour, shape = list(COLOURS)[number % 8], SHAPES[number % 5]
                pair.forget()
                answer = pair.ask(f"{MARKER}\n{text}", (draw(colour, shape, 2 * UNSEEN + number),))
                right += _right(answer, kind, colour, shape)
            shares.append((text, right / 40))
    return sorted(shares, key=lambda share: share[1])


def _any(chance: random.Random) -> tuple[str, str, str]:
    return chance.choice(list(COLOURS)), chance.choice(SHAPES), chance.choice(list(QUESTIONS))


def _right(answer: str, kind: str, colour: str, shape: str) -> bool:
    return answer == talk.answer(kind, colour, shape)


def _samples(pair: Pair) -> None:
    """Prints answers to messages without a picture, and to words that training does not know."""
    for text in ("Hello", "What is in the picture?", "Which colour is it?", "Write a story about a town.", "Xyzzy 42"):
        pair.forget()
        print(f"  {text} -> {pair.ask(text)} -> {pair.ask('And now?')}")
    star = draw("blue", "star", UNSEEN)
    for text in ("Please tell me what you see, thank you very much.", "Is it red?", "Was ist das?"):
        pair.forget()
        answer = pair.ask(f"{MARKER}\n{text}", (star,))
        print(f"  a blue star, {text} -> {answer}")


def report(folder: Path, count: int) -> None:
    """Prints everything."""
    with loaded(folder) as pair:
        for size, aspect in ((48, 1.0), (96, 1.0), (256, 1.0), (640, 1.0), (320, 1.5), (320, 0.67)):
            print(f"one picture, {size} px, {aspect} wide: {singles(pair, count, size, aspect):.1%}", flush=True)
        for system in ("You are a helpful assistant.", "Write like a friendly sailor, and never lie."):
            print(f"one picture, system message “{system}”: {singles(pair, count, 96, 1.0, system):.1%}", flush=True)
        for turns in (2, 4, 8, 14):
            print(f"{turns} turns, each with a picture: {conversations(pair, count, turns):.1%}", flush=True)
        print(f"4 turns, read again for the last: {conversations(pair, count // 2, 4, whole=True):.1%}", flush=True)
        print(f"a second question about a picture: {conversations(pair, count, 3, between=True):.1%}", flush=True)
        for text, share in phrasings(pair):
            if share < 0.97:
                print(f"  {share:.0%} {text}")
        _samples(pair)
    with loaded(folder, with_vision=False) as pair:
        print(f"without the projector: {pair.ask('Hello')} {pair.ask('What is in the picture?')}")
    print("llama.cpp complains:", *(_complaints or ["about nothing"]), sep="\n  ")


def main() -> int:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description="Ask the tiny vision model about pictures it has not seen.")
    parser.add_argument("folder", type=Path, nargs="?", default=Path(__file__).parent, help="where the pair is")
    parser.add_argument("--count", type=int, default=200, help="questions of each sort")
    options = parser.parse_args()
    nothing = ctypes.c_void_p()
    for setter in (llama_cpp.llama_log_set, mtmd_cpp.mtmd_log_set, mtmd_cpp.mtmd_helper_log_set):
        setter(_listen, nothing)
    llama_cpp.llama_backend_init()
    report(options.folder, options.count)
    return 0


if __name__ == "__main__":
    sys.exit(main())
