"""Text to tokens and back, by the model's own `tokenizer.json`. Worker processes only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.backends.mlx.folders import end_tokens
from app.errors import InvalidInput, ModelFileError
from app.gguf import read_json
from app.types.embeddings import TokenText
from app.types.messages import clean_text

_LEAD = 4
"""Tokens before an answer that decide how its first one is written: some drop the space of a beginning."""


class Vocabulary:
    """One model's tokens. Belongs to the engine's thread.

    Raises:
        ModelFileError: The tokenizer cannot be used.
    """

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer

        described = folder / "tokenizer_config.json"
        settings = read_json(described) if described.is_file() else {}
        path = folder / "tokenizer.json"
        try:
            self._tokenizer = Tokenizer.from_file(str(path))
            self._tokenizer.no_truncation()
            self._tokenizer.no_padding()
        except Exception as exc:  # the library raises plain exceptions
            raise ModelFileError(
                "The model's tokenizer cannot be used.", hint="Fetch the model again.", detail=f"{path}: {exc}"
            ) from exc
        added = self._tokenizer.get_added_tokens_decoder()
        self._special = {number: token.content for number, token in added.items() if token.special}
        self.size = self._tokenizer.get_vocab_size(with_added_tokens=True)
        self.bos, self.eos = _text(settings.get("bos_token")), _text(settings.get("eos_token"))
        by_name = self._tokenizer.token_to_id(self.eos) if self.eos else None
        self.ends = frozenset([*end_tokens(folder), *([] if by_name is None else [by_name])])
        """Tokens that end an answer."""

    def split(self, text: str, *, begin: bool = False) -> list[int]:
        """The tokens of a text, what looks like a control token being one; `begin` adds what the model begins with."""
        encoded = self._tokenizer.encode(clean_text(text), add_special_tokens=begin)
        tokens: list[int] = encoded.ids
        return tokens

    def show(self, text: str) -> tuple[TokenText, ...]:
        """The tokens of a plain text."""
        return tuple(TokenText(token, self.text_of(token)) for token in self.split(text))

    def text_of(self, token: int) -> str:
        """The text of one token; a piece of a character is U+FFFD."""
        text: str = self._tokenizer.decode([token], skip_special_tokens=False)
        return text

    def join(self, tokens: tuple[int, ...]) -> str:
        """The text of tokens.

        Raises:
            InvalidInput: A number is no token.
        """
        for token in tokens:
            if not 0 <= token < self.size:
                raise InvalidInput(
                    f"{token} is no token of this model.", hint=f"Use numbers from 0 to {self.size - 1}."
                )
        text: str = self._tokenizer.decode(list(tokens), skip_special_tokens=False)
        return text

    def writer(self, before: list[int], shown: frozenset[str]) -> Writer:
        """Turns the tokens of one answer into text; `shown` are control tokens that count as text."""
        return Writer(self._tokenizer, self._special, before[-_LEAD:], shown)


class Writer:
    """The text of one answer, token by token: half a character waits for its rest."""

    def __init__(self, tokenizer: Any, special: dict[int, str], before: list[int], shown: frozenset[str]) -> None:
        from tokenizers.decoders import DecodeStream

        self._tokenizer = tokenizer
        self._special = special
        self._shown = shown
        self._stream = DecodeStream(ids=before, skip_special_tokens=False)

    def piece(self, token: int) -> bytes:
        """What one more token adds."""
        if token in self._special:
            text = self._special[token]
            return text.encode("utf-8") if text in self._shown else b""
        added = self._stream.step(self._tokenizer, token)
        return (added or "").encode("utf-8")


def _text(token: Any) -> str:
    """A token as `tokenizer_config.json` has it: a text, or an object with its content."""
    if isinstance(token, dict):
        token = token.get("content")
    return token if isinstance(token, str) else ""
