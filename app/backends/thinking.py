"""Separates what a model thinks from its answer, also when a tag comes in pieces. Pure: text in, spans out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from app.backends.stop_strings import overlap


@dataclass(frozen=True, slots=True)
class ThinkingTags:
    """How a model marks its thoughts."""

    begin: str
    end: str
    noise: tuple[str, ...] = ()
    """Marks around the answer itself, which nobody should see."""
    special_texts: frozenset[str] = frozenset()
    """Control tokens among the tags: the engine has to render them as text, or the tags are never seen."""


class SpanKind(Enum):
    """What a piece of the stream is."""

    ANSWER = auto()
    THINKING = auto()
    MARK = auto()
    """A tag, or white space after one: for nobody to see."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the stream; all spans one after another are the stream again."""

    kind: SpanKind
    text: str


_CHANNELS = ThinkingTags(
    "<|channel|>analysis<|message|>",
    "<|end|>",
    ("<|start|>assistant", "<|channel|>final<|message|>", "<|channel|>commentary<|message|>"),
    frozenset({"<|channel|>", "<|message|>", "<|start|>", "<|end|>"}),
)
_PLAIN = (
    ("<think>", "</think>"),
    ("<thinking>", "</thinking>"),
    ("<seed:think>", "</seed:think>"),
    ("[THINK]", "[/THINK]"),
    ("<|START_THINKING|>", "<|END_THINKING|>"),
    ("<reasoning>", "</reasoning>"),
    ("<thought>", "</thought>"),
    ("◁think▷", "◁/think▷"),
)
_QUOTES = frozenset("`'\"‘“«")


def tags_of(begin: str, end: str) -> ThinkingTags:
    """Tags that may be control tokens or plain text."""
    return ThinkingTags(begin, end, special_texts=frozenset({begin, end}))


def detect_thinking(template_source: str) -> ThinkingTags | None:
    """The tags that a chat template speaks of, or None where the model does not think aloud."""
    if "<|channel|>" in template_source and "analysis" in template_source:
        return _CHANNELS
    for begin, end in _PLAIN:
        if end in template_source:
            return tags_of(begin, end)
    return None


class ThinkingSplitter:
    """Hands text on as soon as it is certain to be no tag. Not thread-safe.

    A beginning tag right after a quotation mark or a backtick is only spoken of, and stays text. While `literal` is
    set, which the reader of `feed` may change between two spans, every tag is text: so tool calls keep theirs.
    """

    def __init__(self, tags: ThinkingTags, *, in_thinking: bool = False) -> None:
        self._tags = tags
        self._outside = (tags.begin, *tags.noise)
        self._firsts = frozenset(tag[0] for tag in self._outside)
        self._held = ""
        self._before = ""
        self._after_mark = in_thinking
        self.thinking = in_thinking
        """Whether what comes next is a thought."""
        self.literal = False

    def passes(self, text: str) -> bool:
        """Whether a text, which is not empty, is all answer; spares most calls of `feed`. If so, it is taken in."""
        if self.thinking or self._held or self._after_mark or not self._firsts.isdisjoint(text):
            return False
        self._before = text[-1]
        return True

    def feed(self, text: str) -> Iterator[Span]:
        """Add text; what is certain of it. Read to the end."""
        text = self._held + text
        self._held = ""
        while text:
            span = self._next(text)
            if span is None:
                self._held = text
                return
            text = text[len(span.text) :]
            self._before = span.text[-1] if span.kind is SpanKind.ANSWER else ""
            yield span

    def flush(self) -> Iterator[Span]:
        """The stream is over: what was held back is what it seems to be."""
        held, self._held = self._held, ""
        if held:
            yield Span(SpanKind.THINKING if self.thinking else SpanKind.ANSWER, held)

    def _next(self, text: str) -> Span | None:
        """The first piece of a text that is not empty, or None where more of it is needed."""
        if self._after_mark:
            space = len(text) - len(text.lstrip())
            if space:
                return Span(SpanKind.MARK, text[:space])
            if self.thinking and self._tags.begin.startswith(text):  # some models repeat the tag of the prompt
                return None if text != self._tags.begin else self._mark(text, thinking=True)
            if self.thinking and text.startswith(self._tags.begin):
                return self._mark(self._tags.begin, thinking=True)
            self._after_mark = False
        return self._thought(text) if self.thinking else self._answer(text)

    def _thought(self, text: str) -> Span | None:
        end = self._tags.end
        found = text.find(end)
        if found == 0:
            return self._mark(end, thinking=False)
        certain = found if found > 0 else len(text) - overlap(text, end)
        return Span(SpanKind.THINKING, text[:certain]) if certain else None

    def _answer(self, text: str) -> Span | None:
        if self._firsts.isdisjoint(text):
            return Span(SpanKind.ANSWER, text)
        found, tag = min(
            ((position, tag) for tag in self._outside if (position := self._find(text, tag)) >= 0),
            default=(-1, ""),
        )
        if found == 0 and not self.literal:
            return self._mark(tag, thinking=tag == self._tags.begin)
        if found >= 0:
            return Span(SpanKind.ANSWER, text[: found or len(tag)])
        certain = len(text) - max(overlap(text, tag) for tag in self._outside)
        return Span(SpanKind.ANSWER, text[:certain]) if certain else None

    def _find(self, text: str, tag: str) -> int:
        """Where the tag stands and is meant, or -1."""
        found = text.find(tag)
        while found >= 0 and tag == self._tags.begin and (text[found - 1] if found else self._before) in _QUOTES:
            found = text.find(tag, found + 1)
        return found

    def _mark(self, tag: str, *, thinking: bool) -> Span:
        self.thinking = thinking
        self._after_mark = True
        return Span(SpanKind.MARK, tag)
