"""Thoughts and answers, told apart while they come."""

from __future__ import annotations

import pytest

from app.backends.thinking import Span, SpanKind, ThinkingSplitter, ThinkingTags, detect_thinking, tags_of
from tests.helpers.cuts import cuttings

THINK = tags_of("<think>", "</think>")


def joined(spans: list[Span]) -> list[tuple[str, str]]:
    """Neighbours of one kind as one; A, T and M for short."""
    result: list[tuple[str, str]] = []
    for span in spans:
        name = span.kind.name[0]
        if result and result[-1][0] == name:
            result[-1] = (name, result[-1][1] + span.text)
        else:
            result.append((name, span.text))
    return result


def split(pieces: list[str], tags: ThinkingTags = THINK, *, in_thinking: bool = False) -> list[tuple[str, str]]:
    splitter = ThinkingSplitter(tags, in_thinking=in_thinking)
    spans = []
    for piece in pieces:
        if splitter.passes(piece):
            spans.append(Span(SpanKind.THINKING if splitter.thinking else SpanKind.ANSWER, piece))
        else:
            spans += splitter.feed(piece)
    spans += splitter.flush()
    assert "".join(span.text for span in spans) == "".join(pieces), "nothing is lost"
    return joined(spans)


def check(text: str, expected: list[tuple[str, str]], tags: ThinkingTags = THINK, *, in_thinking: bool = False) -> None:
    for pieces in cuttings(text):
        assert split(pieces, tags, in_thinking=in_thinking) == expected, pieces


def test_a_thought_before_the_answer() -> None:
    check("<think>\nHm.\n</think>\n\nYes.", [("M", "<think>\n"), ("T", "Hm.\n"), ("M", "</think>\n\n"), ("A", "Yes.")])


def test_several_thoughts_and_text_between() -> None:
    first = [("A", "a"), ("M", "<think>"), ("T", "b"), ("M", "</think> ")]
    second = [("A", "c "), ("M", "<think>"), ("T", "d"), ("M", "</think>")]
    check("a<think>b</think> c <think>d</think>e", [*first, *second, ("A", "e")])


def test_the_prompt_may_have_opened_the_thought() -> None:
    check("\nHm.</think>Yes.", [("M", "\n"), ("T", "Hm."), ("M", "</think>"), ("A", "Yes.")], in_thinking=True)


def test_a_model_that_repeats_the_prompts_tag_does_not_think_it() -> None:
    check(
        "\n<think>\nHm.</think>Yes",
        [("M", "\n<think>\n"), ("T", "Hm."), ("M", "</think>"), ("A", "Yes")],
        in_thinking=True,
    )
    check("<thin ice></think>", [("T", "<thin ice>"), ("M", "</think>")], in_thinking=True)
    check("<think><think>", [("M", "<think><think>")])


def test_an_open_thought_stays_one() -> None:
    check("<think>on and </thin", [("M", "<think>"), ("T", "on and </thin")])


def test_what_only_looks_like_a_tag_is_text() -> None:
    check("a < b, <thin> and </think> <", [("A", "a < b, <thin> and </think> <")])


@pytest.mark.parametrize("quote", ["`", '"', "'", "“"])
def test_a_tag_that_is_only_spoken_of_is_text(quote: str) -> None:
    check(f"The tag {quote}<think> begins it", [("A", f"The tag {quote}<think> begins it")])
    check(f"{quote}<think><think>so", [("A", f"{quote}<think>"), ("M", "<think>"), ("T", "so")])


def test_inside_a_tool_call_tags_are_text() -> None:
    splitter = ThinkingSplitter(THINK)
    splitter.literal = True
    assert joined(list(splitter.feed("a<think>b</think>"))) == [("A", "a<think>b</think>")]
    splitter.literal = False
    assert joined(list(splitter.feed("<think>c"))) == [("M", "<think>"), ("T", "c")]


def test_the_reader_may_change_its_mind_between_two_spans() -> None:
    splitter = ThinkingSplitter(THINK)
    spans = splitter.feed("call:<think>:done<think>hm")
    assert next(spans) == Span(SpanKind.ANSWER, "call:")
    splitter.literal = True
    assert next(spans) == Span(SpanKind.ANSWER, "<think>")
    assert next(spans) == Span(SpanKind.ANSWER, ":done")
    splitter.literal = False
    assert joined(list(spans)) == [("M", "<think>"), ("T", "hm")]


def test_text_is_handed_on_as_soon_as_it_is_certain() -> None:
    splitter = ThinkingSplitter(THINK)
    assert list(splitter.feed("ab<th")) == [Span(SpanKind.ANSWER, "ab")]
    assert splitter.feed("x").__next__() == Span(SpanKind.ANSWER, "<thx")
    assert not splitter.passes("<")
    assert splitter.passes("plain")


def test_channels() -> None:
    channels = detect_thinking("<|channel|> and analysis")
    assert channels is not None
    assert "<|channel|>" in channels.special_texts
    text = "<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>final<|message|>Yes."
    kinds = [("M", "<|channel|>analysis<|message|>"), ("T", "Hm.")]
    after = "<|end|><|start|>assistant<|channel|>final<|message|>"
    check(text, [*kinds, ("M", after), ("A", "Yes.")], channels)
    check("<|channel|>final<|message|>No.", [("M", "<|channel|>final<|message|>"), ("A", "No.")], channels)


@pytest.mark.parametrize(
    ("source", "begin"),
    [
        ("{{ content.split('</think>') }}", "<think>"),
        ("</thinking>", "<thinking>"),
        ("[THINK]…[/THINK]", "[THINK]"),
        ("</seed:think>", "<seed:think>"),
        ("<|START_THINKING|><|END_THINKING|>", "<|START_THINKING|>"),
    ],
)
def test_usual_tags_are_recognised(source: str, begin: str) -> None:
    tags = detect_thinking(source)
    assert tags is not None
    assert tags.begin == begin
    assert begin in tags.special_texts, "it may be a control token"


def test_a_template_without_thoughts() -> None:
    assert detect_thinking("{{ messages }} <|channel|>") is None
