"""Ollama's names of models: [host/][namespace/]model[:tag], in any case. Pure."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from app.errors import InvalidInput

HOST, NAMESPACE, TAG = "registry.ollama.ai", "library", "latest"
OURS = "tektra"
"""The namespace of files that were handed over."""
MAX_PART = 80
_MAX_HOST = 350
_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.\-]*")
_NAMESPACE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_\-]*")
_HOST = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.\-:]*")


@dataclass(frozen=True, slots=True)
class Name:
    """A name with all its parts, in lower case: two names of the same model are equal."""

    host: str
    namespace: str
    model: str
    tag: str

    @property
    def short(self) -> str:
        """As Ollama shows it."""
        if self.host != HOST:
            return f"{self.host}/{self.namespace}/{self.model}:{self.tag}"
        return (
            f"{self.model}:{self.tag}" if self.namespace == NAMESPACE else f"{self.namespace}/{self.model}:{self.tag}"
        )


def parse_name(text: str) -> Name:
    """The parts of a name.

    Raises:
        InvalidInput: It cannot be one, with what is wrong.
    """
    rest = text.strip()
    for scheme in ("https://", "http://"):
        rest = rest.removeprefix(scheme)
    parts = rest.split("/")
    if len(parts) > 3:
        raise _bad(text, "it has more than two slashes")
    model, colon, tag = parts[-1].partition(":")
    namespace = parts[-2] if len(parts) > 1 else NAMESPACE
    host = parts[0] if len(parts) == 3 else HOST
    _check(text, "host", host, _HOST, _MAX_HOST)
    _check(text, "namespace", namespace, _NAMESPACE)
    _check(text, "model", model, _PART)
    _check(text, "tag", tag if colon else TAG, _PART)
    return Name(host.lower(), namespace.lower(), model.lower(), (tag if colon else TAG).lower())


def same_name(one: str, other: str) -> bool:
    """Whether two texts name the same model; a text that is no name is like none."""
    try:
        return parse_name(one) == parse_name(other)
    except InvalidInput:
        return False


def handed_name(model_id: str) -> str:
    """The name under which a model of ours is handed over: always the same, and a valid one for every id."""
    model, _, tag = model_id.rpartition("/")[2].lower().partition(":")
    clean, clean_tag = _clean(model) or "model", _clean(tag) or TAG
    if model_id not in (clean, f"{clean}:{clean_tag}"):
        # Two ids that look alike once they are cleaned must not share a name.
        clean += "-" + hashlib.sha256(model_id.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{OURS}/{clean}:{clean_tag}"


def _clean(text: str) -> str:
    return re.sub(r"[^a-z0-9_.\-]+", "-", text).strip("-._")[: MAX_PART - 9]


def _check(text: str, what: str, part: str, form: re.Pattern[str], longest: int = MAX_PART) -> None:
    if not part:
        raise _bad(text, f"its {what} is empty")
    if len(part) > longest:
        raise _bad(text, f"its {what} is longer than {longest} characters")
    if not form.fullmatch(part):
        raise _bad(text, f"its {what} has characters that Ollama does not allow")


def _bad(text: str, why: str) -> InvalidInput:
    shown = text if text.isprintable() and len(text) <= 100 else ascii(text[:100])
    return InvalidInput(
        f"“{shown}” cannot be the name of a model of Ollama: {why}.",
        hint="Write it like llama3.2:1b or namespace/model:tag, with letters, digits, “.”, “-” and “_”.",
        params={"name": shown},
    )
