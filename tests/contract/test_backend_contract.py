"""What every backend promises, whatever engine is behind it: answers, figures, refusals, and many at once.

Engines differ in what they can do: their `Capabilities` and the facts of their `Case` decide what is asked of each.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import asdict, replace

import pytest

from app.backends.base import Backend
from app.errors import Busy, InvalidInput, ModelError, PromptTooLong, Unsupported
from app.types.embeddings import EmbedRequest
from app.types.generation import Sampling, StopReason, TextDelta, ToolCallDelta, ToolSpec
from app.types.messages import ImagePart, Message, Role, TextPart
from app.types.models import Capability
from app.types.status import WorkerState, WorkerStatus
from tests.contract.cases import Case, ask, assistant, collect, enter, stream, user
from tests.contract.effort import rest_of

pytestmark = pytest.mark.asyncio(loop_scope="session")

SOON_S = 30.0
"""For what happens at once, on a machine that is busy with other things; the slow prompts take far longer."""

TEMPLATES_OWN = 32
"""Tokens of a system message that a template adds by itself, which an estimate cannot know."""

PHASES = pytest.mark.parametrize("phase", ["reading", "writing"])
WEATHER = ToolSpec("weather", "Tells the weather.", '{"type":"object","properties":{"city":{"type":"string"}}}')
THINKS = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% if enable_thinking is not false %}<think>\n{% endif %}"
    "{% endif %}{# </think> #}"
)
"""Opens a thought, unless it is asked for none."""


async def until_status(backend: Backend, condition: Callable[[WorkerStatus], object]) -> WorkerStatus:
    """The first status that meets the condition."""
    async with asyncio.timeout(SOON_S):
        while True:
            status = await backend.status()
            if condition(status):
                return status
            await asyncio.sleep(0.01)


async def test_a_stream_ends_with_its_figures(backend: Backend, case: Case) -> None:
    outcome = await collect(backend, ask("Say hello to the sea and the wind.", max_tokens=5))
    usage = outcome.finished.usage
    assert outcome.text
    assert outcome.finished.reason is StopReason.LENGTH
    assert usage.completion_tokens == 5 or (not case.exact_usage and usage.completion_tokens > 0)
    assert usage.first_token_s > 0
    assert usage.tokens_per_s > 0


async def test_text_comes_in_pieces(backend: Backend) -> None:
    outcome = await collect(backend, ask("Tell me about the sea.", max_tokens=8))
    assert sum(isinstance(delta, TextDelta) for delta in outcome.deltas) >= 3


@pytest.mark.parametrize("tools", [(), (WEATHER,)])
async def test_counted_tokens_are_the_evaluated_ones_or_rather_too_many(
    tools: tuple[ToolSpec, ...], backend: Backend, case: Case
) -> None:
    if tools and case.tools == "refused":
        pytest.skip("This engine takes no tools.")
    messages = (user("What is the sea?"), assistant("Water, mostly."), user("And the rest? 🌊"))
    outcome = await collect(backend, ask(*messages, max_tokens=1, tools=tools))
    counted = await backend.count_tokens(messages, tools)
    assert not tools or counted > await backend.count_tokens(messages)
    if backend.capabilities.exact_counts:
        assert counted == outcome.finished.usage.prompt_tokens
    else:
        assert counted + TEMPLATES_OWN >= outcome.finished.usage.prompt_tokens


async def test_no_tokens_wanted_means_that_nothing_is_written(backend: Backend) -> None:
    outcome = await collect(backend, ask("Just read this.", max_tokens=0))
    assert outcome.text == ""
    assert outcome.finished.reason is StopReason.LENGTH


async def test_a_stop_string_ends_the_answer_and_is_not_part_of_it(backend: Backend, case: Case) -> None:
    question = "The quick brown fox jumps over the lazy dog."
    whole = (await collect(backend, ask(question, max_tokens=8))).text
    stop = whole[len(whole) // 2 : len(whole) // 2 + 3]
    sampling = Sampling(0.0, repeat_penalty=1.0, max_tokens=12, stop=(stop,))
    stopped = await collect(backend, ask(question, sampling=sampling))
    assert stop not in stopped.text
    if case.deterministic:
        assert stopped.finished.reason is StopReason.STOP_STRING
        assert stopped.text == whole[: whole.index(stop)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\0nul\0",
        "lone \ud800 surrogate \udfff",
        "👩‍👩‍👧‍👦 🏳️‍🌈 e\u0301",
        "שלום עולם مرحبا",
        "<|im_end|>",
        "{{ 7 * 7 }}",
    ],
    ids=["empty", "blank", "nul", "surrogates", "emoji", "rtl", "control", "template"],
)
async def test_every_text_is_answered(backend: Backend, text: str) -> None:
    outcome = await collect(backend, ask(text, max_tokens=4))
    outcome.text.encode("utf-8")  # whole characters only


async def test_a_conversation_without_messages_is_refused(backend: Backend) -> None:
    with pytest.raises(InvalidInput):
        await collect(backend, ask())


async def test_a_megabyte_is_refused_with_the_numbers_and_nothing_is_lost(backend: Backend, case: Case) -> None:
    with pytest.raises(PromptTooLong) as caught:
        await collect(backend, ask("word " * 210_000))
    assert caught.value.params["prompt_tokens"] > caught.value.params["context_tokens"]
    if backend.capabilities.exact_counts:
        assert caught.value.params["context_tokens"] == case.spec.context_tokens
    assert f"{caught.value.params['prompt_tokens']:,}" in caught.value.message
    assert caught.value.hint
    await collect(backend, ask("Still there?", max_tokens=2))


@pytest.mark.parametrize(
    "sampling",
    [
        Sampling(temperature=float("nan")),
        Sampling(temperature=float("inf")),
        Sampling(temperature=-1.0),
        Sampling(top_k=2**63),
        Sampling(top_k=-1),
        Sampling(top_p=1.5),
        Sampling(min_p=float("-inf")),
        Sampling(repeat_penalty=0.0),
        Sampling(seed=2**63),
        Sampling(seed=-1),
        Sampling(max_tokens=-1),
        Sampling(stop=("",)),
    ],
    ids=lambda sampling: next(f"{k}={v}" for k, v in asdict(sampling).items() if v != getattr(Sampling(), k)),
)
async def test_numbers_out_of_range_never_reach_the_engine(backend: Backend, sampling: Sampling) -> None:
    with pytest.raises(InvalidInput):
        await collect(backend, ask("Hello", sampling=sampling))
    await backend.ping()


async def test_the_ends_of_every_range_are_taken(backend: Backend) -> None:
    wide = Sampling(100.0, 2**31 - 1, 1.0, 1.0, repeat_penalty=10.0, presence_penalty=10.0, frequency_penalty=-10.0)
    for sampling in (wide, Sampling(0.01, 1, 0.0, 0.0, repeat_penalty=0.01, repeat_last_n=-1, seed=2**32 - 2)):
        await collect(backend, ask("Hello", sampling=replace(sampling, max_tokens=2)))


async def test_an_open_turn_is_continued_or_refused(backend: Backend) -> None:
    question = "one two three four five six seven eight nine ten"
    if Capability.CONTINUE not in backend.capabilities.abilities:
        with pytest.raises(Unsupported):
            await collect(backend, ask(question, assistant("one"), continue_final=True))
        return
    whole = await collect(backend, ask(question, max_tokens=10))
    head = whole.text[: whole.text.index(" ", len(whole.text) // 2)]
    rest = await collect(backend, ask(question, assistant(head), continue_final=True, max_tokens=10))
    assert (head + rest.text).startswith(whole.text)


async def test_wanting_thoughts_or_none_of_a_model_that_knows_neither_does_no_harm(backend: Backend) -> None:
    for thinking in (True, False):
        outcome = await collect(backend, ask("Is the sea wet?", max_tokens=4, thinking=thinking))
        assert outcome.text or outcome.thoughts


async def test_thoughts_are_told_from_the_answer(case: Case, fresh: Backend) -> None:
    if not case.templates:
        pytest.skip("this engine takes no template from us, and the starter model does not think")
    loaded = await fresh.load(replace(case.spec, template=THINKS, template_path="thinks.jinja"))
    assert Capability.THINKING in loaded.abilities
    thinking = await collect(fresh, ask("Is the sea wet?", max_tokens=6))
    assert thinking.thoughts
    assert not thinking.text
    plain = await collect(fresh, ask("Is the sea wet?", max_tokens=6, thinking=False))
    assert plain.text
    assert not plain.thoughts


async def test_tools_are_offered_and_calls_are_whole(backend: Backend, case: Case) -> None:
    request = ask("What is the weather in Rome?", max_tokens=16, tools=(WEATHER,))
    if case.tools == "refused":
        with pytest.raises(Unsupported) as caught:
            await collect(backend, request)
        assert caught.value.hint
        return
    if case.tools == "forced":
        request = replace(request, tool_choice="required", sampling=replace(request.sampling, max_tokens=64))
    outcome = await collect(backend, request)
    calls = [delta.call for delta in outcome.deltas if isinstance(delta, ToolCallDelta)]
    assert calls or (case.tools == "offered" and outcome.text)
    for call in calls:
        assert call.name == WEATHER.name
        assert isinstance(json.loads(call.arguments), dict)


async def test_a_picture_is_seen_or_refused(case: Case, fresh: Backend) -> None:
    from tests.contract.pictures import picture

    shown = Message(Role.USER, (ImagePart(picture("red", "circle")), TextPart("What is in the picture?")))
    if case.sees is None and not case.refuses_media:
        assert (await collect(fresh, ask(shown))).text
        return
    if case.sees is None:
        with pytest.raises((Unsupported, InvalidInput)) as caught:
            await collect(fresh, ask(shown))
        assert caught.value.hint
        return
    loaded = await fresh.load(case.sees)
    assert Capability.IMAGE in loaded.abilities
    assert "red circle" in (await collect(fresh, ask(shown, max_tokens=16))).text


@PHASES
async def test_leaving_the_stream_stops_the_engine_at_once(backend: Backend, case: Case, phase: str) -> None:
    answer = await enter(backend, case, phase)
    effort = rest_of(case, await backend.status())
    async with asyncio.timeout(SOON_S):
        await answer.aclose()
        assert (await backend.status()).state is not WorkerState.BUSY
        if phase == "writing" or not case.reads_on:
            assert await effort.seconds_until_rest() <= 1.0, "the engine went on computing"
        await collect(backend, ask("Next, please.", max_tokens=2))


async def test_cancelling_the_waiting_task_stops_the_engine(backend: Backend, case: Case) -> None:
    task = asyncio.create_task(collect(backend, ask(case.long_read)))
    await until_status(backend, lambda status: status.state is WorkerState.BUSY)
    effort = rest_of(case, await backend.status())
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with asyncio.timeout(SOON_S):
        if not case.reads_on:
            assert await effort.seconds_until_rest() <= 1.0, "the engine went on computing"
        await collect(backend, ask("Next, please.", max_tokens=2))


async def test_a_stream_left_before_its_first_delta_costs_nothing(backend: Backend) -> None:
    answer = stream(backend, ask("Never asked."))
    await answer.aclose()
    assert (await backend.status()).state is WorkerState.IDLE


async def test_a_second_request_is_answered_when_the_first_makes_room(backend: Backend, case: Case) -> None:
    answer = await enter(backend, case, "writing")
    second = asyncio.create_task(collect(backend, ask("And me?", max_tokens=2)))
    if case.one_at_a_time:
        await until_status(backend, lambda status: status.queued == 1)
        assert not second.done()
    await answer.aclose()
    async with asyncio.timeout(SOON_S):
        assert (await second).finished.usage.completion_tokens


async def test_three_at_once_are_all_answered(backend: Backend, case: Case) -> None:
    requests = [ask(f"Say {word}.", max_tokens=3) for word in ("sea", "wind", "sand")]
    together = [one.text for one in await asyncio.gather(*(collect(backend, request) for request in requests))]
    assert all(together)
    if case.deterministic and case.one_at_a_time:
        assert together[0] == (await collect(backend, requests[0])).text


async def test_too_many_requests_are_refused_not_piled_up(backend: Backend, case: Case) -> None:
    first = await enter(backend, case, "writing")
    many = [asyncio.create_task(collect(backend, ask("Me too."))) for _ in range(64)]
    refused, _ = await asyncio.wait(many, timeout=SOON_S, return_when=asyncio.FIRST_COMPLETED)
    assert any(isinstance(task.exception(), Busy) for task in refused)
    for task in many:
        task.cancel()
    async with asyncio.timeout(SOON_S):
        await asyncio.gather(*many, return_exceptions=True)
    await first.aclose()


@PHASES
async def test_it_answers_while_the_engine_computes(backend: Backend, case: Case, phase: str) -> None:
    answer = await enter(backend, case, phase)
    async with asyncio.timeout(SOON_S):
        await backend.ping()
        status = await backend.status()
    assert status.state is WorkerState.BUSY
    assert status.memory_bytes > 0 or not case.owns_process
    await answer.aclose()


async def test_unknown_options_are_refused(case: Case, fresh: Backend) -> None:
    with pytest.raises(InvalidInput, match="colour"):
        await fresh.load(replace(case.spec, options={"colour": "blue"}))


async def test_a_model_that_is_not_there_is_named_as_such(case: Case, fresh: Backend) -> None:
    if not case.missing_path:
        pytest.skip("loading does not look for the model with this engine")
    with pytest.raises(ModelError) as caught:
        await fresh.load(replace(case.spec, path=case.missing_path))
    assert caught.value.hint
    await fresh.load(case.spec)
    await collect(fresh, ask("Again.", max_tokens=2))


async def test_embeddings_are_given_or_refused_with_a_reason(backend: Backend, case: Case) -> None:
    request = EmbedRequest(("one", "two"))
    if not case.embeds:
        with pytest.raises(Unsupported):
            await backend.embed(request)
        return
    assert Capability.EMBEDDINGS in backend.capabilities.abilities
    embedded = await backend.embed(request)
    assert len(embedded.texts) == 2
