"""Takes out of a text what a bug report must not carry: home paths, names, addresses, keys.

Pure: what is private is handed in. Where a rule is in doubt it takes more away rather than less.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import quote, urlsplit

MAX_CHARACTERS = 200_000
"""Longer texts are cut: no report is longer."""
CUT = "\n… (cut)"
SECRET, USER, HOST, MAIL, ADDRESS = "[secret]", "[user]", "[host]", "[e-mail]", "[address]"

COMMON_NAMES = frozenset(
    {
        *("admin", "administrator", "app", "core", "data", "default", "docker", "guest", "home", "host", "local"),
        *("localhost", "model", "models", "root", "runner", "server", "system", "tektra", "test", "ubuntu", "user"),
        *("users", "worker"),
    }
)
"""Names of accounts and machines that say nothing about anybody; replacing them would only spoil the text."""

_KNOWN_HOSTS = ("anthropic.com", "github.com", "huggingface.co", "localhost", "ollama.ai", "ollama.com", "openai.com")
_CONTROLS = {code: None for code in range(32) if code not in (9, 10)} | {0x7F: None, 0xFEFF: None}
_CONTROLS |= dict.fromkeys([*range(0x80, 0xA0), *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)])

_URL = re.compile(r"[a-z][a-z0-9+.-]{1,20}://[^\s\"'<>“”‘’]+", re.IGNORECASE)
_REDACTED_URL = re.compile(r"[a-z][a-z0-9+.-]{1,20}://\[host\](?::\d{1,5})?(?:/…)?[.,;:)\]]{0,9}", re.IGNORECASE)
_USERINFO = re.compile(r"(?<![^\s\"'<>“”‘’(=,])[^\s:/@\"'<>“”‘’(=,]{1,64}:[^\s\"'<>“”‘’]{1,200}@[\w.-]{1,253}")
"""Account, password and machine, as in a proxy's address without its scheme."""
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}")
_NAMED_SECRET = re.compile(
    r"((?:api[_-]?key|access[_-]?key|token|passw(?:or)?d|passphrase|secret|authorization|cookie|credentials?)"
    r"[\"']?\s{0,3}[=:]\s{0,3}[\"']?)(?:(?:bearer|basic|token)\s{1,3})?[^\s\"',;]+",
    re.IGNORECASE,
)
_BEARER = re.compile(r"\b(bearer|basic)\s{1,3}[A-Za-z0-9._~+/=-]{6,}", re.IGNORECASE)
_KEY_FORMS = re.compile(
    r"(?<![A-Za-z0-9])(?:sk|pk|rk|hf|gh[a-z]|github_pat|glpat|xox[a-z]|AKIA|ASIA|AIza|gsk|nvapi|eyJ)[-_]?[A-Za-z0-9_.-]{12,}"
)
_LONG = re.compile(r"(?<![A-Za-z0-9_+/=-])[A-Za-z0-9_+/=-]{28,}(?![A-Za-z0-9_+/=-])")
"""Letters and digits without a break, as keys and hashes are; words and paths have other signs between them."""

_HOMES = re.compile(
    r"(?:[A-Za-z]:)?[/\\]{1,2}(?:home|Users)[/\\]{1,2}[^/\\\s\"'“”‘’:;,]+|(?<![\w/.-])/root\b", re.IGNORECASE
)
_DRIVES = re.compile(r"(/(?:media|run/media|Volumes|mnt)/)[^/\n\"“”:;,]+")
_SHARE = re.compile(r"\\\\[^\\\s\"]+\\[^\\\s\"]+")
_BELOW_HOME = re.compile(r"~[/\\]+(?:[^\n\"'“”‘’:;,]*[/\\])?(?=[^/\\\s])")
_IPV4 = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\d)")
_IPV6 = re.compile(r"(?<![\w:])[0-9a-f:]{2,39}(?:%\w{1,16})?(?![\w:])", re.IGNORECASE)
_MAC = re.compile(r"(?<![\w:-])[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}(?![\w:-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Private:
    """What this machine and its person are called."""

    homes: tuple[str, ...] = ()
    """Home folders, and the folder of this installation."""
    names: tuple[str, ...] = ()
    """Of the person: account, full name and its parts."""
    hosts: tuple[str, ...] = ()
    """Of the machine."""


def redact(text: str, private: Private) -> str:
    """The text without what is private. Redacting twice gives the same as once."""
    if len(text) > MAX_CHARACTERS:
        text = text[:MAX_CHARACTERS] + CUT
    text = unicodedata.normalize("NFC", text).translate(_CONTROLS)
    text = _URL.sub(lambda found: _url(found[0]), text)
    for rule, put in ((_NAMED_SECRET, rf"\1{SECRET}"), (_BEARER, rf"\1 {SECRET}"), (_KEY_FORMS, SECRET)):
        text = rule.sub(put, text)
    text = _USERINFO.sub(f"{SECRET}@{HOST}", text)
    text = _MAIL.sub(MAIL, text)
    for home in sorted(private.homes, key=len, reverse=True):
        text = _home(home, text)
    text = _HOMES.sub("~", text)
    text = _SHARE.sub(lambda _: rf"\\{HOST}\…", text)
    text = _BELOW_HOME.sub(_shortened, text)
    text = _DRIVES.sub(r"\1…", text)
    text = _LONG.sub(_long, text)
    text = _MAC.sub(ADDRESS, text)
    for rule in (_IPV4, _IPV6):
        text = rule.sub(lambda found: _address(found[0]), text)
    text = _replaced(text, private.hosts, HOST)
    return _replaced(text, private.names, USER)


def _url(url: str) -> str:
    """Scheme, host where it says nothing about anybody, and port. A path may carry names and tokens."""
    end = url[len(url.rstrip(".,;:)]")) :]
    if _REDACTED_URL.fullmatch(url):
        return url
    try:
        parts = urlsplit(url[: len(url) - len(end)])
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return f"[address]{end}"
    if parts.scheme == "file":
        return f"{parts.path.replace('%20', ' ')}{end}"
    known = _is_near(host) or any(host == name or host.endswith(f".{name}") for name in _KNOWN_HOSTS)
    shown = (f"[{host}]" if ":" in host else host) if known else HOST
    return f"{parts.scheme}://{shown}{f':{port}' if port else ''}{'/…' if parts.path.strip('/…') else ''}{end}"


def _is_near(host: str) -> bool:
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _address(found: str) -> str:
    try:
        ip_address(found.partition("%")[0])
    except ValueError:
        return found
    return found if _is_near(found) else ADDRESS


def _home(home: str, text: str) -> str:
    """Every spelling of one folder: with either slash, doubled ones, and as a link writes it."""
    bare = home.rstrip("/\\")
    if len(bare) < 2:
        return text
    spellings = {bare, bare.replace("\\", "/"), bare.replace("/", "\\"), bare.replace("\\", "\\\\"), quote(bare)}
    for spelling in sorted(spellings, key=len, reverse=True):
        composed = re.escape(unicodedata.normalize("NFC", spelling))
        text = re.sub(rf"{composed}(?![\w.-])", "~", text, flags=re.IGNORECASE)
    return text


def _shortened(found: re.Match[str]) -> str:
    """A file below the home: its folders may have telling names."""
    separator = found[0][1]
    return f"~{separator}…{separator}" if found[0].strip("~/\\") else f"~{separator}"


def _long(found: re.Match[str]) -> str:
    word = found[0]
    mixed = any(sign.isdigit() for sign in word) and any(sign.isalpha() for sign in word)
    parts = re.split(r"[_/=-]", word)
    return SECRET if mixed and max(map(len, parts)) >= 16 else word


def _replaced(text: str, names: tuple[str, ...], put: str) -> str:
    for name in sorted(set(_spellings(names)), key=len, reverse=True):
        text = re.sub(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])", put, text, flags=re.IGNORECASE)
    return text


def _spellings(names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        composed = unicodedata.normalize("NFC", name.strip())
        if len(composed) < 2 or composed.casefold() in COMMON_NAMES:
            continue
        yield composed
        if quote(composed) != composed:
            yield quote(composed)
