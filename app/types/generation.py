"""What an engine is asked to do, and what it streams back."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from app.types.messages import Message, ToolCall


class StopReason(StrEnum):
    """Why an answer ended."""

    FINISHED = "finished"
    """The model ended its turn."""
    LENGTH = "length"
    """`max_tokens` was reached."""
    CONTEXT = "context"
    """The context window is full."""
    STOP_STRING = "stop_string"
    """A stop string appeared."""
    REPETITION = "repetition"
    """The answer went round in circles and was ended; it can be continued."""
    TOOL_CALLS = "tool_calls"
    """The model wants tools to be called."""
    STOPPED = "stopped"
    """The person pressed Stop."""
    INTERRUPTED = "interrupted"
    """The core died; what had arrived is kept."""
    FAILED = "failed"
    """The engine failed; the message carries the error."""


@dataclass(frozen=True, slots=True)
class TokenBias:
    """Added to a token's logit before anything else; minus infinity bans it."""

    token: int
    bias: float


@dataclass(frozen=True, slots=True)
class Sampling:
    """How tokens are chosen. A temperature of 0 is greedy; a sampler is off at its default unless it says otherwise."""

    temperature: float = 0.7
    top_k: int = 40
    """0 is off."""
    top_p: float = 0.9
    """1.0 is off."""
    min_p: float = 0.05
    """0.0 is off."""
    typical_p: float = 1.0
    repeat_penalty: float = 1.1
    """1.0 is off."""
    presence_penalty: float = 0.0
    frequency_penalty: float = 0.0
    repeat_last_n: int = 64
    """Tokens that the three penalties look back on; -1 is the whole context, 0 turns them off."""
    dry_multiplier: float = 0.0
    """DRY: penalises going on with a sequence that was there before; 0.0 is off."""
    dry_base: float = 1.75
    dry_allowed_length: int = 2
    dry_last_n: int = -1
    """Tokens that DRY looks back on; -1 is the whole context."""
    dry_breakers: tuple[str, ...] = ("\n", ":", '"', "*")
    xtc_probability: float = 0.0
    """XTC: how often the most likely tokens are left out; 0.0 is off."""
    xtc_threshold: float = 0.1
    mirostat: int = 0
    """0 is off; 1 and 2 are its versions, which replace top-k, top-p, min-p, typical and XTC."""
    mirostat_tau: float = 5.0
    mirostat_eta: float = 0.1
    logit_bias: tuple[TokenBias, ...] = ()
    seed: int | None = None
    """None draws a new one for every answer."""
    max_tokens: int | None = None
    """None: what is left of the context. 0 reads the prompt and writes nothing."""
    stop: tuple[str, ...] = ()
    """Strings that end the answer; they are not part of it."""


ANY_SEED = -1


@dataclass(frozen=True, slots=True)
class SamplingOverrides:
    """What a chat, an assistant or a model says over a preset; None leaves the preset's value. Names and meanings are
    those of `Sampling`.
    """

    temperature: float | None = None
    top_k: int | None = None
    top_p: float | None = None
    min_p: float | None = None
    repeat_penalty: float | None = None
    presence_penalty: float | None = None
    frequency_penalty: float | None = None
    seed: int | None = None
    """`ANY_SEED`: a new one for every answer, also where the preset has one."""
    max_tokens: int | None = None
    """0: what is left of the context, also where the preset has a limit."""
    stop: tuple[str, ...] | None = None


class FormatKind(StrEnum):
    """What form an answer must have."""

    TEXT = "text"
    JSON = "json"
    """Any JSON object."""
    JSON_SCHEMA = "json_schema"
    GRAMMAR = "grammar"


@dataclass(frozen=True, slots=True)
class AnswerFormat:
    """The form of an answer, enforced while it is written."""

    kind: FormatKind = FormatKind.TEXT
    text: str = ""
    """The JSON schema, or the grammar in GBNF."""


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """A tool that the model may call."""

    name: str
    description: str = ""
    parameters: str = '{"type":"object","properties":{}}'
    """A JSON schema of the arguments, as text."""


class Priority(IntEnum):
    """Who goes first; equals share fairly. Lower numbers go first."""

    INTERACTIVE = 0
    """A person waits for it."""
    NORMAL = 1
    """A program waits for it."""
    BACKGROUND = 2
    """Titles, summaries: when nothing else is to be done."""
    DRAFT = 3
    """The last message is still being typed: it is read ahead, up to its last word, and nothing is written. Gives way
    to everything at once."""


@dataclass(frozen=True, slots=True)
class GenerateRequest:
    """One answer to produce.

    With `continue_final` the last message is an open assistant turn and the engine goes on from its last character.
    """

    messages: tuple[Message, ...]
    sampling: Sampling = field(default_factory=Sampling)
    continue_final: bool = False
    format: AnswerFormat = field(default_factory=AnswerFormat)
    tools: tuple[ToolSpec, ...] = ()
    tool_choice: str = "auto"
    """"auto", "none", "required", or a tool's name."""
    thinking: bool | None = None
    """Ask the model to think, or not to, where its template knows that; None leaves it to the template."""
    choices: int = 1
    """How many answers to write to the one prompt; each delta says to which it belongs."""
    top_logprobs: int | None = None
    """Log-probabilities of the chosen token and of so many alternatives (0 to 20); None for none at all."""
    priority: Priority = Priority.INTERACTIVE
    conversation: str = ""
    """Under which key what was read is kept on disk for the next time; "" keeps nothing."""
    written: str = ""
    """What an earlier attempt of this very answer had written before its engine died: the answer goes on from there,
    and `written_tokens` count against `max_tokens`. Deltas are of this attempt alone;
    `Usage.completion_tokens` counts the written ones in."""
    written_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Usage:
    """The figures under an answer, as the engine measured them."""

    prompt_tokens: int = 0
    reused_tokens: int = 0
    """Of the prompt, how many came from the cache and were not evaluated again."""
    completion_tokens: int = 0
    first_token_s: float = 0.0
    """Seconds from the request's arrival at the engine to its first token."""
    tokens_per_s: float = 0.0
    """Decode speed after the first token."""


@dataclass(frozen=True, slots=True)
class PromptRead:
    """Delta: the prompt is being evaluated; sent after each chunk, also once at the end."""

    done_tokens: int
    total_tokens: int
    reused_tokens: int
    remaining_s: float | None = None
    """Seconds until the first token, estimated from the speed so far."""


@dataclass(frozen=True, slots=True)
class TokenLogprob:
    """A token, and how likely the model found it: the natural logarithm of its probability before any sampler."""

    token: int
    text: str
    logprob: float


@dataclass(frozen=True, slots=True)
class ChosenToken:
    """The token that was chosen, and the likeliest ones beside it."""

    chosen: TokenLogprob
    alternatives: tuple[TokenLogprob, ...] = ()


@dataclass(frozen=True, slots=True)
class TextDelta:
    """Delta: more text, always whole characters."""

    text: str
    tokens: int = 1
    """How many tokens this text took."""
    choice: int = 0
    logprobs: tuple[ChosenToken, ...] = ()


@dataclass(frozen=True, slots=True)
class ThinkingDelta:
    """Delta: more of what the model thinks before its answer."""

    text: str
    tokens: int = 1
    choice: int = 0


@dataclass(frozen=True, slots=True)
class ToolCallDelta:
    """Delta: one whole tool call."""

    call: ToolCall
    tokens: int = 1
    choice: int = 0


@dataclass(frozen=True, slots=True)
class Finished:
    """Delta: the last one of each choice of a stream that did not raise."""

    reason: StopReason
    usage: Usage
    choice: int = 0


Delta = PromptRead | TextDelta | ThinkingDelta | ToolCallDelta | Finished
