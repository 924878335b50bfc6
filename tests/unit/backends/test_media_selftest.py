"""The look at a test picture: what is asked, and what is said of the answer, whatever the model does."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from app.backends.llama_cpp.media.selftest import MAX_TOKENS, look_at_test_picture, red_circle, verdict
from app.backends.worker.protocol import Job
from app.errors import AppError, EngineError
from app.types.generation import Finished, StopReason, TextDelta, Usage
from app.types.messages import ImagePart, TextPart


class Answering:
    """An engine that takes `steps` to do what the test wants with the job."""

    def __init__(self, act: Callable[[Job], object], steps: int = 3) -> None:
        self.act = act
        self.left = steps
        self.jobs: list[Job] = []

    @property
    def busy(self) -> bool:
        return self.left > 0

    def start(self, job: Job) -> None:
        self.jobs.append(job)

    def step(self) -> None:
        self.left -= 1
        if not self.left:
            self.act(self.jobs[0])


def say(*texts: str) -> Callable[[Job], None]:
    def act(job: Job) -> None:
        assert not job.stopped()
        assert not job.wait(0)
        with job.alone():
            for text in texts:
                job.emit(TextDelta(text))
        job.emit(Finished(StopReason.FINISHED, Usage()))
        job.end()

    return act


def test_the_model_is_asked_greedily_and_briefly() -> None:
    engine = Answering(say("A ", "red circle."))
    assert look_at_test_picture(engine) == "It sees: “A red circle.”"
    request = engine.jobs[0].request
    assert (request.sampling.temperature, request.sampling.max_tokens) == (0.0, MAX_TOKENS)
    assert [type(part) for part in request.messages[0].parts] == [ImagePart, TextPart]
    assert not request.conversation, "nothing of it is kept"


@pytest.mark.parametrize(
    ("answer", "sees"),
    [
        ("A red circle.", True),
        ("There is a round,\n RED   dot on white.", True),
        ("a red ball", True),
        ("A red square.", False),
        ("A blue circle.", False),
        ("I cannot see pictures.", False),
        ("", False),
    ],
)
def test_verdicts(answer: str, *, sees: bool) -> None:
    said = verdict(answer)
    assert said.startswith("It sees: “") == sees
    assert " ".join(answer.split()) in said


def test_an_engine_that_fails_over_the_picture_is_not_kept_from_loading() -> None:
    def refuse(job: Job) -> None:
        job.end(EngineError("The model could not take in the picture or sound."))

    class Refusing(Answering):
        def start(self, job: Job) -> None:
            super().start(job)
            raise AppError("No.")

    assert look_at_test_picture(Answering(refuse)) == (
        "It could not look at a test picture: The model could not take in the picture or sound."
    )
    assert look_at_test_picture(Refusing(refuse)) == "It could not look at a test picture: No."


def test_an_engine_that_stops_without_an_end_is_no_endless_loop() -> None:
    assert "could not tell" in look_at_test_picture(Answering(Job.stopped))


@pytest.mark.engine
def test_the_picture_is_a_red_circle_on_white() -> None:
    image_module = pytest.importorskip("PIL.Image", reason="Pillow comes with the engine's extra")
    image = image_module.open(io.BytesIO(red_circle(100))).convert("RGB")
    assert image.size == (100, 100)
    assert image.getpixel((50, 50)) == (210, 40, 40)
    assert image.getpixel((2, 2)) == image.getpixel((97, 50)) == (255, 255, 255)
    data = image.tobytes()
    red = sum(data[start : start + 3] == b"\xd2\x28\x28" for start in range(0, len(data), 3))
    assert red == pytest.approx(3.1416 * 32**2, rel=0.03)
