"""What the panel shows of a chat's options, and what its controls make of them. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from app.types.chats import ChatOptions, EffectiveOptions, OptionSource
from app.types.generation import ANY_SEED, Sampling, SamplingOverrides
from app.types.library import ModelOptions

MAX_STOPS = 8
MAX_STOP = 100
MAX_TOKENS = 1_000_000
MAX_SEED = 2**32 - 2


@dataclass(frozen=True, slots=True)
class Dial:
    """A number with a slider."""

    name: str
    """Of the field in `SamplingOverrides`."""
    low: float
    high: float
    step: float
    decimals: int = 2

    @property
    def steps(self) -> int:
        """Positions of the slider, less one."""
        return round((self.high - self.low) / self.step)

    def position(self, value: float) -> int:
        """Where a value stands; one from outside the slider's reach stands at its end."""
        return min(self.steps, max(0, round((value - self.low) / self.step)))

    def value(self, position: int) -> float:
        """What a position means."""
        return self._plain(self.low + position * self.step)

    def parse(self, text: str) -> float | None:
        """A typed number; None for what is none, or is out of reach."""
        try:
            value = float(text.strip().replace(",", "."))
        except ValueError:
            return None
        return self._plain(value) if self.low <= value <= self.high else None

    def _plain(self, value: float) -> float:
        return round(value, self.decimals) if self.decimals else round(value)


FIRST = (Dial("temperature", 0.0, 2.0, 0.05), Dial("top_p", 0.0, 1.0, 0.01), Dial("min_p", 0.0, 0.5, 0.01))
MORE = (
    Dial("top_k", 0, 200, 1, 0),
    Dial("repeat_penalty", 1.0, 2.0, 0.01),
    Dial("presence_penalty", -2.0, 2.0, 0.05),
    Dial("frequency_penalty", -2.0, 2.0, 0.05),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One value in force."""

    value: Any
    source: OptionSource

    @property
    def own(self) -> bool:
        """Whether the chat says so itself, so that it can be given back."""
        return self.source is OptionSource.CHAT


def entry(options: ChatOptions, effective: EffectiveOptions | None, name: str) -> Entry:
    """A value of sampling: the chat's own, else what is in force without it."""
    own = getattr(options.sampling, name)
    if own is not None:
        own = None if name == "seed" and own == ANY_SEED else own
        return Entry(own, OptionSource.CHAT)
    if effective is None:
        return Entry(getattr(Sampling(), name), OptionSource.DEFAULT)
    source = effective.sources.get(name, OptionSource.PRESET)
    return Entry(getattr(effective.sampling, name), OptionSource.PRESET if source is OptionSource.CHAT else source)


def system_prompt(options: ChatOptions, effective: EffectiveOptions | None) -> Entry:
    """The system prompt in force."""
    if options.system_prompt is not None:
        return Entry(options.system_prompt, OptionSource.CHAT)
    if effective is None:
        return Entry("", OptionSource.DEFAULT)
    return Entry(effective.system_prompt, effective.sources.get("system_prompt", OptionSource.DEFAULT))


def with_sampling(options: ChatOptions, name: str, value: Any) -> SamplingOverrides:
    """The chat's sampling with one value; None gives it back to the preset."""
    return replace(options.sampling, **{name: value})


def parse_whole(text: str, high: int) -> tuple[bool, int | None]:
    """A typed whole number from 0 on; nothing typed is no number. The first says whether it can be used."""
    plain = "".join(text.split()).replace(",", "").replace(".", "")
    if not plain:
        return True, None
    if not (plain.isascii() and plain.isdigit()) or int(plain[:12]) > high or len(plain) > len(str(high)):
        return False, None
    return True, int(plain)


def parse_stops(text: str) -> tuple[bool, tuple[str, ...]]:
    """One stop string a line; a written-out line end in one is meant. The first says whether they can be used."""
    lines = tuple(line.replace("\\n", "\n") for line in text.splitlines() if line)
    good = len(lines) <= MAX_STOPS and all(len(line) <= MAX_STOP for line in lines)
    return good, lines if good else ()


def stops_text(stops: tuple[str, ...]) -> str:
    """As they are typed."""
    return "\n".join(stop.replace("\n", "\\n") for stop in stops)


def sampling_of(options: ChatOptions, effective: EffectiveOptions) -> Sampling:
    """All values as they are now, for a preset."""
    own = {item.name: getattr(options.sampling, item.name) for item in fields(SamplingOverrides)}
    said = {name: value for name, value in own.items() if value is not None}
    if said.get("max_tokens") == 0:
        said["max_tokens"] = None
    if said.get("seed") == ANY_SEED:
        said["seed"] = None
    return replace(effective.sampling, **said)


def for_model(options: ChatOptions, effective: EffectiveOptions | None) -> ModelOptions:
    """What of a chat holds for every chat with its model, when the person wants that."""
    prompt = system_prompt(options, effective).value
    preset = options.preset or (effective.preset if effective is not None else None)
    return ModelOptions(prompt or None, preset, options.sampling)


def plain(options: ChatOptions) -> ChatOptions:
    """Without what the chat says itself; assistant and tools stay."""
    return ChatOptions(assistant_id=options.assistant_id, tools=options.tools)


def is_plain(options: ChatOptions) -> bool:
    """Whether there is nothing to be given back."""
    return options == plain(options)


def with_tool(options: ChatOptions, name: str, *, wanted: bool) -> tuple[str, ...]:
    """The chat's tools with or without one."""
    others = tuple(tool for tool in options.tools if tool != name)
    return (*others, name) if wanted else others
